"""Settings that the use cases read, and where the file keeps those that belong to everybody."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

from crm_desktop.base.changes import Step
from crm_desktop.base.formats import locale
from crm_desktop.base.i18n import N_, SOURCE_LANGUAGE, _, language
from crm_desktop.base.settings import Scope, Setting, text, texts
from crm_desktop.domain.collation_tables import TAILORINGS
from crm_desktop.domain.countries import all_countries
from crm_desktop.storage.queries import settings as stored
from crm_desktop.storage.store import Store

log = logging.getLogger(__name__)


def country_choices() -> Sequence[tuple[str, str]]:
    """Code and name of each country, by name; first that of no country."""
    return (("", _("Not set")), *sorted(all_countries(language()), key=lambda pair: pair[1].casefold()))


def sort_language_choices() -> Sequence[tuple[str, str]]:
    """Code and name of each language whose order of letters is known; English has that of all others."""
    names = [(code, locale().languages.get(code, code)) for code in {SOURCE_LANGUAGE, *TAILORINGS}]
    return sorted(names, key=lambda pair: pair[1].casefold())


USER_NAME = Setting(
    "user.name",
    "",
    text(80),
    N_("Your name"),
    section="me",
    help=N_("Colleagues see it beside what you changed from now on."),
)
OWN_COUNTRY = Setting(
    "office.country",
    "",
    text(2),
    N_("Own country"),
    Scope.DATABASE,
    section="me",
    help=N_("Phone numbers from there need no prefix, letters to there no country line."),
    choices=country_choices,
)
RETURN_ADDRESS = Setting(
    "office.return_address",
    "",
    text(1_000),
    N_("Return address"),
    Scope.DATABASE,
    section="me",
    help=N_("Your name and address as they stand on an envelope, one line below the other."),
    is_long=True,
)
SORT_LANGUAGE = Setting(
    "office.sort_language",
    "",
    text(10),
    N_("Alphabetical order"),
    Scope.DATABASE,
    section="data",
    help=N_("The language whose alphabet orders the lists of this file, for everybody who opens it."),
    choices=sort_language_choices,
)
LAST_FILES: Setting[tuple[str, ...]] = Setting("files.last_used", (), texts(), N_("Files last used"))

DECLARED: tuple[Setting[Any], ...] = (USER_NAME, OWN_COUNTRY, RETURN_ADDRESS, SORT_LANGUAGE, LAST_FILES)


_COUNTRY_OF_LANGUAGE = {"da": "DK", "ko": "KR"}
"""Languages written in one country above all."""


def system_country() -> str:
    """The country of this computer's locale; if it has none, that of the program's language; else ""."""
    return locale().territory or _COUNTRY_OF_LANGUAGE.get(system_language(), "")


def system_language() -> str:
    """The language of the program's window and messages, as two letters."""
    return language().split("_")[0]


class FileSettings:
    """Settings of scope `database`: rows of the file, journalled like everything people typed."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def load(self) -> Mapping[str, Any]:
        """All stored values by key; one that another program has spoilt is left out, and so is as never set."""
        with self._store.read() as connection:
            texts_by_key = stored.stored(connection)
        values: dict[str, Any] = {}
        for key, value in texts_by_key.items():
            try:
                values[key] = json.loads(value)
            except ValueError:
                log.warning("the setting %s of the file cannot be read", key)
        return values

    def save(self, key: str, value: Any) -> None:
        """Stores one value; it is on the disk when this returns."""
        text_value = json.dumps(value, ensure_ascii=False)
        with self._store.write(Step(key, "system")) as work:
            stored.put(work, self._store.dataset_id, key, text_value)

    def remove(self, key: str) -> None:
        """Forgets one value."""
        with self._store.write(Step(key, "system")) as work:
            stored.forget(work, self._store.dataset_id, key)
