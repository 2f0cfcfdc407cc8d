"""What an office decides once for its file: own country, and the language of the alphabetical order."""

from __future__ import annotations

from crm_desktop.services.context import AppContext
from crm_desktop.services.settings import OWN_COUNTRY, SORT_LANGUAGE
from crm_desktop.storage.derived import Locale


def change_locale(
    context: AppContext, *, country: str | None = None, sort_language: str | None = None
) -> bool:
    """Changes own country or order, and makes everything derived from them again; whether something changed.

    Args:
        context: the open file.
        country: ISO code of the country whose phone numbers need no prefix and whose mail needs no country line.
        sort_language: code of the language whose alphabet orders the lists ("da", "ko", "zh", …).

    Raises:
        EnvironmentProblem: the file cannot be written.
    """
    before = context.store.locale
    after = Locale(
        before.region if country is None else country.upper(),
        before.language if sort_language is None else sort_language,
    )
    if after == before:
        return False
    context.store.rebuild_derived(after)
    if after.region != before.region:
        context.settings.set(OWN_COUNTRY, after.region)
    if after.language != before.language:
        context.settings.set(SORT_LANGUAGE, after.language)
    return True
