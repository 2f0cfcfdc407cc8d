"""The commands of the window itself; those of subjects are declared by their features."""

from __future__ import annotations

from collections.abc import Callable

from crm_desktop.base.i18n import N_, _
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, UiContext, with_file
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.settings import THEME
from crm_desktop.ui.shell.about import AboutDialog
from crm_desktop.ui.shell.backups_dialog import BackupsDialog
from crm_desktop.ui.shell.error_dialog import report_text
from crm_desktop.ui.shell.files import FileDesk
from crm_desktop.ui.shell.keys_dialog import KeysDialog
from crm_desktop.ui.shell.manual import ManualDialog
from crm_desktop.ui.shell.recent_changes import RecentChangesDialog
from crm_desktop.ui.shell.recent_files import make_recent_commands
from crm_desktop.ui.shell.report_dialog import ReportDialog
from crm_desktop.ui.shell.setting_desk import SettingDesk
from crm_desktop.ui.shell.setting_group import KEYS_FACT
from crm_desktop.ui.shell.settings_page import open_at
from crm_desktop.ui.shell.window import MainWindow

FILE, EDIT, VIEW, GO, HELP = N_("File"), N_("Edit"), N_("View"), N_("Go"), N_("Help")


def on_main(act: Callable[[MainWindow], object]) -> Callable[[CommandWindow], object]:
    """A handler that acts on the main window."""

    def handler(window: CommandWindow) -> object:
        return act(window) if isinstance(window, MainWindow) else None

    return handler


def _with_changes(context: UiContext) -> str:
    return with_file(context) or (_("The file is read-only.") if context.is_read_only else "")


def can_undo(context: UiContext) -> str:
    """Possible when the user did something that is still in force."""
    return _with_changes(context) or ("" if context.undo_label else _("There is nothing to undo."))


def can_redo(context: UiContext) -> str:
    """Possible right after an undo."""
    return _with_changes(context) or ("" if context.redo_label else _("There is nothing to redo."))


def can_go_back(context: UiContext) -> str:
    """Possible after the user went somewhere."""
    return "" if context.can_go_back else _("This is where you began.")


def can_go_forward(context: UiContext) -> str:
    """Possible after going back."""
    return "" if context.can_go_forward else _("You have not gone back.")


def has_toast(context: UiContext) -> str:
    """Possible while a notice with a button is on show."""
    return "" if context.has_toast else _("No notice is waiting.")


def _undo_title(context: UiContext) -> str:
    return _("&Undo: {step}").format(step=context.undo_label) if context.undo_label else ""


def _redo_title(context: UiContext) -> str:
    return _("&Redo: {step}").format(step=context.redo_label) if context.redo_label else ""


def show_keys(window: MainWindow, settings: SettingDesk) -> None:
    """Help with the keys, beside the window."""
    KeysDialog(
        window.theme,
        window.commands,
        window,
        change=lambda: open_at(settings, window, KEYS_FACT),
        read_manual=lambda: window.commands.run("help.manual"),
    ).show()


def show_report(window: MainWindow) -> None:
    """What the program can tell about itself."""
    report = report_text(None, window.commands.recent, window.log_lines)
    ReportDialog(window.theme, report, window.fail, window).open()


def _theme_command(settings: SettingDesk, mode: str, title: str, icon: str, order: int) -> CommandSpec:
    """Shown at once and kept; the settings page follows."""

    def choose(window: MainWindow) -> None:
        window.set_theme_mode(mode)
        settings.keep(THEME, mode)

    return CommandSpec(
        id=f"view.theme_{mode}",
        title=title,
        category=VIEW,
        icon=icon,
        menus=(MenuPlace("view", 8, order),),
        is_checked=lambda context: context.theme_mode == mode,
        handler=on_main(choose),
    )


def make_shell_commands(files: FileDesk, settings: SettingDesk) -> tuple[CommandSpec, ...]:
    """All commands of the window; `files` opens and closes files for it, `settings` changes them."""
    return (
        CommandSpec(
            id="file.new",
            title=N_("&New file…"),
            category=FILE,
            icon="file-plus",
            menus=(MenuPlace("file", 0, 0),),
            opens_dialog=True,
            help=N_("Start with an empty file of your own."),
            handler=on_main(files.ask_new),
        ),
        CommandSpec(
            id="file.open",
            title=N_("&Open file…"),
            category=FILE,
            icon="folder-open",
            shortcuts=("Ctrl+O",),
            menus=(MenuPlace("file", 0, 1),),
            opens_dialog=True,
            help=N_("Open another customer file."),
            handler=on_main(files.ask_open),
        ),
        CommandSpec(
            id="file.practice",
            title=N_("Open the &practice file"),
            category=FILE,
            icon="sparkles",
            menus=(MenuPlace("file", 0, 20),),
            help=N_("Look around with made-up customers; your own file stays as it is."),
            handler=on_main(files.open_practice),
        ),
        *make_recent_commands(files.open_recent, files.forget_recent),
        CommandSpec(
            id="file.backups",
            title=N_("&Backups…"),
            category=FILE,
            icon="rotate-ccw-clock",
            menus=(MenuPlace("file", 7, 0),),
            when=with_file,
            opens_dialog=True,
            help=N_("Make a backup, or go back to one after seeing what would change."),
            handler=on_main(lambda window: BackupsDialog(window.session, window).open()),
        ),
        CommandSpec(
            id="file.close",
            title=N_("&Close file"),
            category=FILE,
            shortcuts=("Ctrl+W",),
            menus=(MenuPlace("file", 8, 0),),
            when=with_file,
            handler=on_main(files.close),
        ),
        CommandSpec(
            id="app.quit",
            title=N_("&Quit"),
            category=FILE,
            shortcuts=("Ctrl+Q",),
            menus=(MenuPlace("file", 9, 0),),
            handler=on_main(lambda window: window.close()),
        ),
        CommandSpec(
            id="edit.undo",
            title=N_("&Undo"),
            category=EDIT,
            icon="undo-2",
            shortcuts=("Ctrl+Z",),
            menus=(MenuPlace("edit", 0, 0),),
            when=can_undo,
            title_now=_undo_title,
            help=N_("Take back your last change, also one of an earlier day."),
            handler=on_main(lambda window: window.undo()),
        ),
        CommandSpec(
            id="edit.redo",
            title=N_("&Redo"),
            category=EDIT,
            icon="redo-2",
            shortcuts=("Ctrl+Y", "Ctrl+Shift+Z"),
            menus=(MenuPlace("edit", 0, 1),),
            when=can_redo,
            title_now=_redo_title,
            handler=on_main(lambda window: window.redo()),
        ),
        CommandSpec(
            id="edit.recent_changes",
            title=N_("Recent &changes…"),
            category=EDIT,
            icon="rotate-ccw-clock",
            menus=(MenuPlace("edit", 0, 2),),
            when=with_file,
            opens_dialog=True,
            help=N_("What was done in the last 90 days; each step can be taken back."),
            handler=on_main(lambda window: RecentChangesDialog(window.session, window).open()),
        ),
        CommandSpec(
            id="palette.open",
            title=N_("&Search or run a command…"),
            category=GO,
            icon="search",
            shortcuts=("Ctrl+K",),
            menus=(MenuPlace("go", 0, 0),),
            when=with_file,
            palette=False,
            opens_dialog=True,
            handler=on_main(lambda window: window.open_palette()),
        ),
        CommandSpec(
            id="go.back",
            title=N_("&Back"),
            category=GO,
            icon="arrow-left",
            shortcuts=("Alt+Left",),
            menus=(MenuPlace("go", 1, 0),),
            when=can_go_back,
            handler=on_main(lambda window: window.go_back()),
        ),
        CommandSpec(
            id="go.forward",
            title=N_("&Forward"),
            category=GO,
            icon="arrow-right",
            shortcuts=("Alt+Right",),
            menus=(MenuPlace("go", 1, 1),),
            when=can_go_forward,
            handler=on_main(lambda window: window.go_forward()),
        ),
        CommandSpec(
            id="go.next_pane",
            title=N_("Next &pane"),
            category=GO,
            shortcuts=("F6",),
            menus=(MenuPlace("go", 3, 0),),
            when=with_file,
            handler=on_main(lambda window: window.cycle_panes(1)),
        ),
        CommandSpec(
            id="go.previous_pane",
            title=N_("Previous p&ane"),
            category=GO,
            shortcuts=("Shift+F6",),
            menus=(MenuPlace("go", 3, 1),),
            when=with_file,
            handler=on_main(lambda window: window.cycle_panes(-1)),
        ),
        CommandSpec(
            id="view.press_notice",
            title=N_("Button of the &notice"),
            category=VIEW,
            shortcuts=("F8",),
            menus=(MenuPlace("view", 5, 0),),
            when=has_toast,
            help=N_("Press the button of the notice at the foot of the window, such as Undo."),
            handler=on_main(lambda window: window.press_toast()),
        ),
        _theme_command(settings, "system", N_("Colours of the s&ystem"), "refresh-cw", 0),
        _theme_command(settings, "light", N_("&Light colours"), "sun", 1),
        _theme_command(settings, "dark", N_("&Dark colours"), "moon", 2),
        _theme_command(settings, "contrast_light", N_("&High contrast, black on white"), "", 3),
        _theme_command(settings, "contrast_dark", N_("Hi&gh contrast, white on black"), "", 4),
        CommandSpec(
            id="app.settings",
            title=N_("&Settings"),
            category=EDIT,
            icon="settings",
            shortcuts=("Ctrl+,",),
            menus=(MenuPlace("edit", 9, 0),),
            help=N_("Language, colours, text size, return address, keys, backups."),
            handler=on_main(lambda window: open_at(settings, window)),
        ),
        CommandSpec(
            id="help.keys",
            title=N_("&Keys…"),
            help=N_("The keys of this view first, then all others."),
            category=HELP,
            icon="command",
            shortcuts=("F1",),
            menus=(MenuPlace("help", 0, 0),),
            opens_dialog=True,
            handler=on_main(lambda window: show_keys(window, settings)),
        ),
        CommandSpec(
            id="help.manual",
            title=N_("&Manual…"),
            category=HELP,
            icon="book-open",
            menus=(MenuPlace("help", 0, 1),),
            opens_dialog=True,
            help=N_("How to begin, import, print labels and keep your data safe."),
            handler=on_main(lambda window: ManualDialog(window.theme, window).show()),
        ),
        CommandSpec(
            id="help.report",
            title=N_("&Error report…"),
            category=HELP,
            icon="circle-alert",
            menus=(MenuPlace("help", 8, 0),),
            opens_dialog=True,
            help=N_("For whoever helps you when something does not work. Nothing is sent."),
            handler=on_main(show_report),
        ),
        CommandSpec(
            id="help.about",
            title=N_("&About…"),
            category=HELP,
            icon="info",
            menus=(MenuPlace("help", 9, 0),),
            opens_dialog=True,
            handler=on_main(lambda window: AboutDialog(window.theme, window).open()),
        ),
    )
