"""Finding a setting by a few letters of its name, its help or its section."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from crm_desktop.base.i18n import N_, _
from crm_desktop.base.settings import Setting
from crm_desktop.services.settings import DECLARED as OF_SERVICES
from crm_desktop.ui.commands.match import LETTERS_IN_ORDER, match_score
from crm_desktop.ui.settings import DECLARED as OF_WINDOW

SECTION_TITLES: Mapping[str, str] = {
    "general": N_("General"),
    "appearance": N_("Appearance"),
    "me": N_("Me and company"),
    "printing": N_("Printing"),
    "keyboard": N_("Keyboard"),
    "data": N_("Data"),
}
SECTION_ICONS: Mapping[str, str] = {
    "general": "settings",
    "appearance": "sun",
    "me": "user",
    "printing": "printer",
    "keyboard": "command",
    "data": "save",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something on the settings page that is not a value: to look at, with buttons beside it."""

    key: str
    label: str
    section: str
    help: str


FACTS: tuple[Fact, ...] = (
    Fact("keyboard.commands", N_("Keys of commands"), "keyboard", N_("Choose other keys for any command.")),
    Fact("file.place", N_("Place of the file"), "data", N_("Copy it, move it, or put it on a shared drive.")),
    Fact("file.backups", N_("Backups"), "data", N_("One a day is made beside the file by itself.")),
    Fact("file.trash", N_("Trash"), "data", N_("What you delete waits there and can be restored.")),
    Fact("file.people", N_("Shared use"), "data", N_("Who else has this file open now.")),
)


@dataclass(frozen=True, slots=True)
class FoundSetting:
    """A line of the page as the palette shows it.

    Attributes:
        key: what `settings_page.open_at` goes to.
        title, section, help: translated.
        score: how well it fits, lower is better (see `match_score`).
    """

    key: str
    title: str
    section: str
    help: str
    score: int


def settings_found(text: str) -> list[FoundSetting]:
    """What on the settings page fits `text`, best first; everything for an empty text.

    A match of the title comes before one of the help sentence or of the section.
    """
    entries: Iterable[Setting[Any] | Fact] = (*OF_WINDOW, *OF_SERVICES, *FACTS)
    found = []
    for entry in entries:
        if not entry.section:
            continue
        title, section, help_text = _(entry.label), _(SECTION_TITLES[entry.section]), _(entry.help)
        score = _score(text, title, f"{section} {help_text}")
        if score is not None:
            found.append(FoundSetting(entry.key, title, section, help_text, score))
    return sorted(found, key=lambda one: one.score)


def _score(text: str, title: str, rest: str) -> int | None:
    score = match_score(text, title)
    if score is not None and score < LETTERS_IN_ORDER:
        return score
    within = match_score(text, rest)
    if within is not None and within < LETTERS_IN_ORDER:
        return LETTERS_IN_ORDER + within
    return None
