"""The commands of activities."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.base.i18n import N_, _
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, UiContext, with_file
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.features.activities.floating_log import FloatingLog
from crm_desktop.ui.features.activities.log_part import LogPart
from crm_desktop.ui.features.activities.places import on_view
from crm_desktop.ui.pages import Page

CATEGORY = N_("Activities")


def can_write(context: UiContext) -> str:
    """Possible while a file is open that may be written."""
    return with_file(context) or (_("The file is read-only.") if context.is_read_only else "")


def has_record(context: UiContext) -> str:
    """Possible with a record open in a file that may be written."""
    return can_write(context) or ("" if context.has_record else _("No contact is open."))


def log_here(window: CommandWindow) -> None:
    """Into the log bar of the record on view; where none is, ask who."""
    part = on_view(LogPart, window)
    if part is not None:
        part.focus_main()
        return
    page = window.page()
    about = page.person() if isinstance(page, Page) else None
    if about is not None:
        FloatingLog(window.session, window.widget).open_for(*about)
        return
    hidden = next(iter(window.widget.findChildren(LogPart)), None)
    if hidden is not None:
        FloatingLog(window.session, window.widget).open_for(hidden.record.ref, hidden.record.display_name)
    else:
        log_anywhere(window)


def log_anywhere(window: CommandWindow) -> None:
    """Ask who, then log."""
    FloatingLog(window.session, window.widget).open()


def _on_planned(act: Callable[[LogPart], bool]) -> Callable[[CommandWindow], None]:
    """A handler that acts on what is planned with the record on view."""

    def handler(window: CommandWindow) -> None:
        part = on_view(LogPart, window)
        if part is not None and not act(part):
            window.session.notices.say(
                _("Nothing is planned with {name}.").format(name=part.record.display_name)
            )

    return handler


def _cadence(window: CommandWindow) -> None:
    part = on_view(LogPart, window)
    if part is not None:
        part.next.open_cadence()


def _outcomes(window: CommandWindow) -> None:
    from crm_desktop.ui.features.activities.outcomes_dialog import OutcomesDialog  # seldom needed

    OutcomesDialog(window.session, window.widget).open()


def _export_calendar(window: CommandWindow) -> None:
    from crm_desktop.ui.features.activities.calendar_dialog import CalendarDialog  # seldom needed

    page, panel = window.page(), window.panel_in_use()
    chosen = panel.target() if panel is not None else None
    if chosen is None and isinstance(page, Page) and page.state().selected:
        chosen = page.target()
    CalendarDialog(window.session, chosen, window.widget).open()


COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        id="activities.log",
        title=N_("Lo&g"),
        category=CATEGORY,
        icon="sticky-note",
        shortcuts=("Ctrl+L",),
        menus=(MenuPlace("record", 4, 0), MenuPlace("context.contacts", 0, 1)),
        when=can_write,
        undoable=True,
        help=N_("Write down a call, a meeting or a note in one line."),
        handler=log_here,
    ),
    CommandSpec(
        id="activities.log_anywhere",
        title=N_("Log about &somebody…"),
        category=CATEGORY,
        icon="sticky-note",
        shortcuts=("Ctrl+Shift+L",),
        menus=(MenuPlace("record", 4, 1),),
        when=can_write,
        opens_dialog=True,
        undoable=True,
        help=N_("First who, then what; from anywhere."),
        handler=log_anywhere,
    ),
    CommandSpec(
        id="activities.done",
        title=N_("Mark &done"),
        category=CATEGORY,
        icon="circle-check",
        shortcuts=("Ctrl+D",),
        menus=(MenuPlace("record", 4, 2),),
        when=has_record,
        undoable=True,
        help=N_("What is planned next was done; then how it ended and what follows."),
        handler=_on_planned(LogPart.complete_current),
    ),
    CommandSpec(
        id="activities.postpone",
        title=N_("Postpone &by a day"),
        category=CATEGORY,
        icon="calendar-clock",
        shortcuts=("Ctrl+Shift+D",),
        menus=(MenuPlace("record", 4, 3),),
        when=has_record,
        undoable=True,
        handler=_on_planned(LogPart.postpone_current),
    ),
    CommandSpec(
        id="activities.cadence",
        title=N_("&Keep in touch…"),
        category=CATEGORY,
        icon="calendar-days",
        menus=(MenuPlace("record", 4, 4),),
        when=has_record,
        opens_dialog=True,
        undoable=True,
        help=N_("How often to be in touch, and when that is too long ago."),
        handler=_cadence,
    ),
    CommandSpec(
        id="activities.outcomes",
        title=N_("&Outcomes…"),
        category=CATEGORY,
        icon="list",
        menus=(MenuPlace("tools", 1, 0),),
        when=can_write,
        opens_dialog=True,
        undoable=True,
        help=N_("How activities can end: names, short codes, colours and what follows."),
        handler=_outcomes,
    ),
    CommandSpec(
        id="activities.export_calendar",
        title=N_("Export c&alendar…"),
        category=CATEGORY,
        icon="calendar-days",
        menus=(MenuPlace("file", 1, 2),),
        when=with_file,
        opens_dialog=True,
        help=N_("Activities as a file that calendar programs read (iCalendar)."),
        handler=_export_calendar,
    ),
)
