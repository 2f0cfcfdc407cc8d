"""What an office decides once for its file: own country, return address, the language of the alphabetical order."""

from __future__ import annotations

import json
from typing import Any

from crm_desktop.base.changes import Step
from crm_desktop.base.i18n import _
from crm_desktop.base.settings import Scope, Setting
from crm_desktop.services.context import AppContext
from crm_desktop.services.settings import OWN_COUNTRY, SORT_LANGUAGE, system_language
from crm_desktop.storage import derived
from crm_desktop.storage.derived import Locale
from crm_desktop.storage.queries import settings as stored


def change_locale(
    context: AppContext, *, country: str | None = None, sort_language: str | None = None
) -> bool:
    """Changes own country or order, and makes everything derived from them again; whether something changed.

    All in one transaction: whoever writes next, from this window or another, finds the new order and nothing
    in the old one.

    Args:
        context: the open file.
        country: ISO code of the country whose phone numbers need no prefix and whose mail needs no country line.
        sort_language: code of the language whose alphabet orders the lists ("da", "ko", "zh", …).

    Raises:
        EnvironmentProblem: the file cannot be written; all is as it was.
    """
    store = context.store
    before = store.locale
    after = Locale(
        before.region if country is None else country.upper(),
        before.language if sort_language is None else sort_language,
    )
    if after == before:
        return False
    with store.write(Step(_("Change the order of lists"), "system")) as work:
        stored.put(work, store.dataset_id, OWN_COUNTRY.key, json.dumps(after.region))
        stored.put(work, store.dataset_id, SORT_LANGUAGE.key, json.dumps(after.language))
        derived.rebuild(work.connection, after)
        store.locale = after  # what the end of this transaction derives for; a failed one reads it again
    context.settings.reload(Scope.DATABASE)
    return True


def change_setting(context: AppContext, setting: Setting[Any], value: Any) -> None:
    """Stores a setting of the file with all that follows from it.

    Raises:
        ValueError: the value will not do; nothing was stored.
        EnvironmentProblem: the file cannot be written.
    """
    setting.validator(value)
    if setting is OWN_COUNTRY:
        change_locale(context, country=value)
    elif setting is SORT_LANGUAGE:
        change_locale(context, sort_language=value or system_language())
    else:
        context.settings.set(setting, value)


def change_user_name(context: AppContext, name: str) -> None:
    """Puts another name beside what is changed from now on; an empty one leaves it as it is."""
    if name and name != context.user_name:
        context.store.write_as(name)
