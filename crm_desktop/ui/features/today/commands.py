"""The commands of the day: the page, its lists, the questions, the rules for keeping in touch."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.base.i18n import N_, _
from crm_desktop.services.activities import questions
from crm_desktop.services.search import Hit
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, UiContext, with_file
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.features.today import lists
from crm_desktop.ui.features.today.lists import Wanted
from crm_desktop.ui.features.today.page import TodayPage
from crm_desktop.ui.person_search import PersonDialog

PAGE = "today"
CATEGORY = N_("Today")
QUESTIONS = N_("Questions")


def today_page(window: CommandWindow) -> TodayPage:
    """The page, brought to the front."""
    page = window.show_page(PAGE)
    if not isinstance(page, TodayPage):
        raise TypeError(page)
    return page


def can_write(context: UiContext) -> str:
    """Possible while a file is open that may be written."""
    return with_file(context) or (_("The file is read-only.") if context.is_read_only else "")


def on_today(context: UiContext) -> str:
    """Possible on the page itself, in a file that may be written."""
    return can_write(context) or ("" if context.page == PAGE else _("This works on the page “Today”."))


def _shows(wanted: Wanted) -> Callable[[CommandWindow], None]:
    return lambda window: today_page(window).show_list(wanted)


def _show(window: CommandWindow) -> None:
    page = today_page(window)
    if page.wanted is not None:
        page.show_day()
    page.focus_main()


def _this_week(window: CommandWindow) -> None:
    first, last = questions.this_week(window.session.context)
    today_page(window).show_list(Wanted(lists.WORK, first=first, last=last))


def _dates_met(window: CommandWindow) -> None:
    dialog = PersonDialog(window.session, _("Dates I met…"), window.widget)
    dialog.chosen.connect(lambda hit: show_dates_met(window, hit))
    dialog.open()


def show_dates_met(window: CommandWindow, hit: Hit) -> None:
    """On which dates the user met somebody."""
    today_page(window).show_list(Wanted(lists.DATES_MET, hit.ref, hit.title))


def _rules(window: CommandWindow) -> None:
    from crm_desktop.ui.features.today.rules_dialog import RulesDialog  # seldom needed

    RulesDialog(window.session, window.widget).open()


COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        id="today.show",
        title=N_("&Today"),
        category=CATEGORY,
        icon="layout-dashboard",
        shortcuts=("Ctrl+1",),
        menus=(MenuPlace("go", 2, -1),),
        when=with_file,
        help=N_("What is due, what needs attention, and the agenda of the day."),
        handler=_show,
    ),
    CommandSpec(
        id="today.losing_touch",
        title=N_("&Losing touch"),
        category=CATEGORY,
        icon="clock",
        menus=(MenuPlace("go", 2, 1),),
        when=with_file,
        help=N_("People who should have heard from us, the longest overdue first."),
        handler=_shows(Wanted(lists.LOSING)),
    ),
    CommandSpec(
        id="today.snooze",
        title=N_("Snoo&ze"),
        category=CATEGORY,
        icon="clock",
        shortcuts=("Ctrl+Shift+S",),
        where=PAGE,
        menus=(MenuPlace("record", 4, 8),),
        when=on_today,
        undoable=True,
        help=N_("Puts off what the list of the day has under the keyboard."),
        handler=lambda window: today_page(window).snooze_current(),
    ),
    CommandSpec(
        id="today.rules",
        title=N_("&Keep-in-touch rules…"),
        category=CATEGORY,
        icon="clock",
        menus=(MenuPlace("tools", 1, 2),),
        when=can_write,
        opens_dialog=True,
        undoable=True,
        help=N_("How often to be in touch with whom: by tier, by tag, by person."),
        handler=_rules,
    ),
    CommandSpec(
        id="today.ask_before_success",
        title=N_("Ask: &meetings before the last success"),
        category=QUESTIONS,
        icon="circle-question-mark",
        menus=(MenuPlace("tools", 2, 0),),
        when=with_file,
        help=N_("How many meetings were needed before the last success."),
        handler=_shows(Wanted(lists.BEFORE_SUCCESS)),
    ),
    CommandSpec(
        id="today.ask_met_again",
        title=N_("Ask: clients who made &another appointment"),
        category=QUESTIONS,
        icon="circle-question-mark",
        menus=(MenuPlace("tools", 2, 1),),
        when=with_file,
        help=N_("How many clients made another appointment after negotiations."),
        handler=_shows(Wanted(lists.MET_AGAIN)),
    ),
    CommandSpec(
        id="today.ask_next_month",
        title=N_("Ask: meetings &next month"),
        category=QUESTIONS,
        icon="circle-question-mark",
        menus=(MenuPlace("tools", 2, 2),),
        when=with_file,
        help=N_("How many meetings there are in the next calendar month."),
        handler=_shows(Wanted(lists.NEXT_MONTH)),
    ),
    CommandSpec(
        id="today.ask_dates_met",
        title=N_("Ask: &dates I met…"),
        category=QUESTIONS,
        icon="circle-question-mark",
        menus=(MenuPlace("tools", 2, 3),),
        when=with_file,
        opens_dialog=True,
        help=N_("On which dates you met somebody; first it asks whom."),
        handler=_dates_met,
    ),
    CommandSpec(
        id="today.work",
        title=N_("&What I did today"),
        category=QUESTIONS,
        icon="list-todo",
        menus=(MenuPlace("tools", 2, 4),),
        when=with_file,
        help=N_("The work list of the day: how much of what, how it ended, and each entry."),
        handler=_shows(Wanted(lists.WORK)),
    ),
    CommandSpec(
        id="today.work_week",
        title=N_("What I did this week"),
        category=QUESTIONS,
        icon="list-todo",
        menus=(MenuPlace("tools", 2, 5),),
        when=with_file,
        help=N_("The work list of the week; any other days can be chosen there."),
        handler=_this_week,
    ),
)
