"""Commands about windows, notices and the record on view; the window lists them after its other ones."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.base.i18n import N_, _
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, UiContext, with_file
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.shell.beside import CLOSE, OPEN_FULLY, OPEN_WINDOW
from crm_desktop.ui.shell.window import MainWindow

NOTICES = "view.notices"


def _on_main(act: Callable[[MainWindow], object]) -> Callable[[CommandWindow], object]:
    return lambda window: act(window) if isinstance(window, MainWindow) else None


def has_record(context: UiContext) -> str:
    """Possible with a record open."""
    return with_file(context) or ("" if context.has_record else _("No record is open."))


def has_panel(context: UiContext) -> str:
    """Possible with a record in the side panel."""
    return with_file(context) or ("" if context.has_panel else _("Nothing is open in the side panel."))


WINDOW_COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        id=OPEN_WINDOW,
        title=N_("Open in its own &window"),
        category=N_("Record"),
        icon="app-window",
        shortcuts=("Ctrl+Return",),
        menus=(MenuPlace("record", 1, 5), MenuPlace("context.contacts", 0, 1)),
        when=has_record,
        help=N_("Two records side by side; what you change in one window shows in the other."),
        handler=_on_main(lambda window: window.open_current_in_window()),
    ),
    CommandSpec(
        id=OPEN_FULLY,
        title=N_("Open the side panel's record &fully"),
        category=N_("Record"),
        icon="maximize-2",
        shortcuts=("Ctrl+Shift+Return",),
        menus=(MenuPlace("record", 1, 6),),
        when=has_panel,
        help=N_("On its own page, in place of the record it was opened from; Back returns."),
        handler=_on_main(lambda window: window.open_panel_fully()),
    ),
    CommandSpec(
        id=CLOSE,
        title=N_("Close the side &panel"),
        category=N_("View"),
        icon="x",
        shortcuts=("Ctrl+Shift+W",),
        menus=(MenuPlace("view", 0, 5),),
        when=has_panel,
        help=N_("Esc does the same while the keyboard is in the panel."),
        handler=_on_main(lambda window: window.close_panel()),
    ),
    CommandSpec(
        id="go.next_window",
        title=N_("Next &window"),
        category=N_("Go"),
        shortcuts=("Ctrl+F6",),
        menus=(MenuPlace("go", 8, 0),),
        when=with_file,
        help=N_("To the next window of this file, and round again."),
        handler=_on_main(lambda window: window.go_to_next_window()),
    ),
    CommandSpec(
        id=NOTICES,
        title=N_("N&otices"),
        category=N_("View"),
        icon="bell",
        shortcuts=("Shift+F8",),
        menus=(MenuPlace("view", 5, 1),),
        when=with_file,
        help=N_("What happened behind your back, and waits until you have read it."),
        handler=_on_main(lambda window: window.open_notices()),
    ),
)
