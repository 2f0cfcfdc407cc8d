"""Settings of the window itself; those of the use cases are declared in services/settings.py."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from babel import Locale, UnknownLocaleError

from crm_desktop.base import formats
from crm_desktop.base.i18n import N_, _, available_languages, language
from crm_desktop.base.settings import Scope, Setting, boolean, one_of, text, text_lists, whole_number
from crm_desktop.domain.activities import stream
from crm_desktop.printing.stock import find_stock
from crm_desktop.ui.lists.column_layout import list_settings

_FORMAT_LOCALES = (
    *(
        "da_DK",
        "de_DE",
        "de_AT",
        "de_CH",
        "en_AU",
        "en_CA",
        "en_GB",
        "en_IE",
        "en_IN",
        "en_NZ",
        "en_US",
        "en_ZA",
    ),
    *(
        "es_ES",
        "es_MX",
        "fi_FI",
        "fr_BE",
        "fr_CA",
        "fr_CH",
        "fr_FR",
        "it_IT",
        "ja_JP",
        "ko_KR",
        "nb_NO",
        "nl_BE",
    ),
    *("nl_NL", "pl_PL", "pt_BR", "pt_PT", "sv_SE", "zh_CN", "zh_HK", "zh_SG", "zh_TW"),
)
_WEEK_BEGINS = (0, 5, 6)
"""Weeks begin on Monday, Saturday or Sunday, wherever one lives."""

_TEXT_STEPS = (85, 90, 100, 110, 125, 150)

Choices = Sequence[tuple[str, str]]


def _own_name(code: str) -> str:
    """A language in its own words, such as "Dansk"."""
    try:
        name = Locale.parse(code).get_display_name(code) or code
    except UnknownLocaleError:
        return code
    return name[:1].upper() + name[1:]


def _languages() -> Choices:
    return (("", _("As the system")), *((code, _own_name(code)) for code in available_languages()))


def _format_locales() -> Choices:
    names = [(code, Locale.parse(code).get_display_name(language()) or code) for code in _FORMAT_LOCALES]
    shown = sorted(((code, name[:1].upper() + name[1:]) for code, name in names), key=lambda pair: pair[1])
    return (("", _("As the language")), *shown)


def _first_weekdays() -> Choices:
    days = [(str(day), formats.weekday_name(day)) for day in _WEEK_BEGINS]
    return (("", _("As usual there")), *((day, name[:1].upper() + name[1:]) for day, name in days))


def _start_views() -> Choices:
    return (("last", _("Where I was last")), ("today", _("Today")), ("contacts", _("Contacts")))


def _themes() -> Choices:
    return (
        ("system", _("As the system")),
        ("light", _("Light")),
        ("dark", _("Dark")),
        ("contrast_light", _("High contrast, black on white")),
        ("contrast_dark", _("High contrast, white on black")),
    )


def _text_sizes() -> Sequence[tuple[int, str]]:
    return [(percent, formats.percent_text(percent / 100)) for percent in _TEXT_STEPS]


def _stocks() -> Choices:
    return (("", _("The usual one here")), *((stock.code, stock.describe()) for stock in find_stock("")))


LANGUAGE = Setting(
    "window.language",
    "",
    text(20),
    N_("Language"),
    section="general",
    help=N_("Of menus, buttons and messages. What you typed stays as it is."),
    choices=_languages,
)
FORMATS = Setting(
    "window.formats",
    "",
    text(20),
    N_("Dates and numbers"),
    section="general",
    help=N_("How days, amounts and numbers are written."),
    choices=_format_locales,
)
FIRST_WEEKDAY = Setting(
    "window.first_weekday",
    "",
    one_of("", *map(str, range(7))),
    N_("The week begins on"),
    section="general",
    help=N_("In calendars and in words such as “this week”."),
    choices=_first_weekdays,
)
START_VIEW = Setting(
    "window.start_view",
    "last",
    text(40),
    N_("Begin with"),
    section="general",
    help=N_("What a file shows when it is opened."),
    choices=_start_views,
)
COMPACT_ROWS = Setting(
    "contacts.compact",
    False,
    boolean,
    N_("Compact rows in lists"),
    section="general",
    help=N_("One line a record instead of two, so that more of them fit."),
)
SHOWS_TABLE = Setting(
    "contacts.table",
    False,
    boolean,
    N_("Show lists as a table"),
    section="general",
    help=N_("With columns that can be chosen, moved and sorted."),
)
CONTACT_LIST = list_settings(
    "contacts",
    (("display_name", 28), ("subtitle", 30), ("phone", 20), ("email", 28), ("place", 18), ("tag", 18)),
    "display_name",
)
THEME = Setting(
    "window.theme",
    "system",
    one_of("system", "light", "dark", "contrast_light", "contrast_dark"),
    N_("Colours"),
    Scope.MACHINE,
    section="appearance",
    help=N_("As the system follows its light, dark and high contrast settings."),
    choices=_themes,
)
TEXT_SIZE = Setting(
    "window.text_size",
    100,
    whole_number(85, 150),
    N_("Text size"),
    Scope.MACHINE,
    section="appearance",
    help=N_("Of everything in the window, compared with the text of the desktop."),
    choices=_text_sizes,
)
MOTION = Setting(
    "window.motion",
    True,
    boolean,
    N_("Motion"),
    Scope.MACHINE,
    section="appearance",
    help=N_("Panes and notices slide into place. Never where the desktop asks for no motion."),
)
SINGLE_KEYS = Setting(
    "keys.single",
    True,
    boolean,
    N_("Single keys"),
    section="keyboard",
    help=N_("One letter is a command where nothing is typed. Off if you speak to the computer."),
)
OWN_KEYS: Setting[Mapping[str, tuple[str, ...]]] = Setting(
    "keys.own", {}, text_lists(), N_("Keys of your own")
)
LABEL_STOCK = Setting(
    "labels.stock",
    "",
    text(80),
    N_("Label sheet"),
    section="printing",
    help=N_("The sheet that the label window offers first; it remembers the one used last."),
    choices=_stocks,
)
IMPORT_FOLDER = Setting("folders.import", "", text(4_096), N_("Import"), Scope.MACHINE)
EXPORT_FOLDER = Setting("folders.export", "", text(4_096), N_("Export"), Scope.MACHINE)
LABELS_FOLDER = Setting("folders.labels", "", text(4_096), N_("Labels"), Scope.MACHINE)
FILES_FOLDER = Setting("folders.files", "", text(4_096), N_("Files"), Scope.MACHINE)
"""Where the dialogs that ask for a file begin: in the folder last used for each purpose."""

LABEL_NEXT = Setting("labels.next", "", text(80), N_("Next free label on the sheet used last"), Scope.MACHINE)

LOG_USED = Setting("activities.log_used", 0, whole_number(0, 1_000), N_("How often the log bar was used"))
TIMELINE_FILTER = Setting("activities.filter", "", one_of(*stream.CHIPS), N_("What the timeline shows"))

TODAY_MINE = Setting("today.mine", True, boolean, N_("Only what I am to do"))
TODAY_SOURCE = Setting(
    "today.source", "", one_of("", "activity", "next_step", "cadence"), N_("What the day lists")
)
TODAY_STEPS = Setting("today.first_steps", True, boolean, N_("First steps"), section="general",
                      help=N_("A list of things to try, beside what is due today."))  # fmt: skip

DECLARED: tuple[Setting[Any], ...] = (
    LANGUAGE,
    FORMATS,
    FIRST_WEEKDAY,
    START_VIEW,
    COMPACT_ROWS,
    SHOWS_TABLE,
    *CONTACT_LIST.declared,
    THEME,
    TEXT_SIZE,
    MOTION,
    SINGLE_KEYS,
    OWN_KEYS,
    LABEL_STOCK,
    LABEL_NEXT,
    IMPORT_FOLDER,
    EXPORT_FOLDER,
    LABELS_FOLDER,
    FILES_FOLDER,
    LOG_USED,
    TIMELINE_FILTER,
    TODAY_MINE,
    TODAY_SOURCE,
    TODAY_STEPS,
)
