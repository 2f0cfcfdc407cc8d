"""The main window: menu bar, start page or workspace, palette, toasts, and where all of it was last time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from crm_desktop.base.errors import EnvironmentProblem, UserError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.base.progress import CancelledError
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.commands.spec import CommandSpec, UiContext
from crm_desktop.ui.pages import Feature, Page, RecordPanel
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.command_context import command_context
from crm_desktop.ui.shell.error_dialog import make_error_dialog
from crm_desktop.ui.shell.file_on_view import FileOnView
from crm_desktop.ui.shell.notice_sources import NoticeSources
from crm_desktop.ui.shell.overlays import dismiss_overlays
from crm_desktop.ui.shell.palette import Palette
from crm_desktop.ui.shell.palette_rows import PaletteRows
from crm_desktop.ui.shell.places import restore_geometry
from crm_desktop.ui.shell.recent_files import shown_names
from crm_desktop.ui.shell.record_windows import RecordWindows
from crm_desktop.ui.shell.start_page import StartPage
from crm_desktop.ui.shell.toast import Toast
from crm_desktop.ui.shell.window_list import WindowList
from crm_desktop.ui.shell.workspace import Workspace
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.focus_proxies import delete_with_proxies

log = logging.getLogger(__name__)

SMALLEST = QSize(800, 500)
_FIRST = QSize(1280, 800)
_GEOMETRY = "window/geometry"
_ON_START_PAGE = 5


class MainWindow(QMainWindow):
    """One window on at most one file. Commands, pages and dialogs see it through small protocols."""

    closing = Signal()
    """The window is about to go; whoever opened the file closes it."""

    session_complete = Signal()
    """Everything of the file is on view, and its notices are heard."""

    rebuilt = Signal()
    """Start page and workspace are new ones, in another language."""

    def __init__(
        self,
        theme: Theme,
        features: tuple[Feature, ...],
        shell_commands: tuple[CommandSpec, ...],
        places: QSettings,
        log_lines: Callable[[], list[str]] = list,
    ) -> None:
        """`places` keeps geometry; `log_lines` gives the end of the log for an error report."""
        super().__init__()
        self._theme, self._features, self._places, self._log_lines = theme, features, places, log_lines
        self._file: FileOnView | None = None
        self._first_page = ""
        self._recent_files: tuple[str, ...] = ()
        self._instead: QWidget | None = None
        self.setWindowTitle(_("CRM Desktop"))
        self.setMinimumSize(SMALLEST)
        specs = (*shell_commands, *(spec for feature in features for spec in feature.commands))
        self.commands = CommandRegistry(specs, self, lambda name: theme.icon(name, "text_2", 18), self)
        self.commands.fill_menu_bar(self.menuBar())
        self._window_list = WindowList(self.menuBar(), self.commands.action("go.back"))
        self._stack = QStackedWidget()
        self.start_page = StartPage(theme, self.commands)
        self._stack.addWidget(self.start_page)
        self.setCentralWidget(self._stack)
        self._toast = Toast(theme, self)
        self._toast.shown_or_gone.connect(self._refresh_soon)
        self._palette_rows = PaletteRows(self.commands, features, self)
        self._palette = self._palette_rows.make_palette(theme)
        self._refresh_timer = QTimer(self, singleShot=True, interval=0)
        self._refresh_timer.timeout.connect(self.refresh)
        self.commands.asked.connect(self._refresh_due)
        theme.changed.connect(self.commands.recolour)
        theme.dress(self)
        restore_geometry(self, places.value(_GEOMETRY), _FIRST)
        self.refresh()

    # --- what commands, pages and dialogs see

    @property
    def session(self) -> UiSession:
        """The open file and its surroundings. Raises RuntimeError when no file is open."""
        if self._file is None:
            raise RuntimeError("no file is open")
        return self._file.session

    @property
    def has_session(self) -> bool:
        """Whether a file is on view."""
        return self.page() is not None

    @property
    def widget(self) -> QWidget:
        """The parent for dialogs."""
        return self

    @property
    def theme(self) -> Theme:
        """The look."""
        return self._theme

    @property
    def log_lines(self) -> list[str]:
        """The end of the log, for an error report."""
        return self._log_lines()

    @property
    def palette_box(self) -> Palette:
        """The palette that lies over the window."""
        return self._palette

    @property
    def workspace(self) -> Workspace | None:
        """What is between menu bar and edge while a file is open."""
        return self._file.workspace if self._file else None

    @property
    def notice_sources(self) -> NoticeSources | None:
        """What makes notices of the open file, once it is completely on view."""
        return self._file.notice_sources if self._file else None

    def page(self) -> Page | None:
        """The page on view."""
        return self._file.page() if self._file else None

    def show_page(self, feature_id: str) -> Page:
        """Bring a feature's page to the front. Raises RuntimeError when no file is open."""
        if self._file is None:
            raise RuntimeError("no file is open")
        return self._file.workspace.show_page(feature_id)

    def open(self, ref: EntityRef) -> None:
        """Show a record on the page of its subject."""
        if self._file is not None:
            self._file.open(ref)

    def open_beside(self, ref: EntityRef) -> None:
        """Show a record in the side panel; of a kind that has none, on its page."""
        if self._file is not None:
            self._file.open_beside(ref)

    def open_panel_fully(self) -> None:
        """The record in the side panel, on its page."""
        if self._file is not None:
            self._file.workspace.beside.open_fully()

    def close_panel(self) -> None:
        """Close the side panel."""
        if self._file is not None:
            self._file.workspace.beside.close_panel()

    def panel_in_use(self) -> RecordPanel | None:
        """The record in the side panel, while the keyboard is there."""
        return self._file.panel_in_use() if self._file else None

    def front(self) -> Page | RecordPanel | None:
        """The page, or the side panel while the keyboard is there."""
        return self._file.front() if self._file else None

    def open_window(self, ref: EntityRef) -> None:
        """Show a record in a window of its own; of a kind that has none, on its page."""
        if self._file is not None:
            self._file.open_window(ref)

    def open_current_in_window(self) -> None:
        """The record on view, in a window of its own."""
        front = self.front()
        record = front.state().record if front is not None else None
        if record is not None:
            self.open_window(record)

    @property
    def record_windows(self) -> RecordWindows | None:
        """The windows of single records, while a file is open."""
        return self._file.record_windows if self._file else None

    def go_to_next_window(self) -> None:
        """Main window, record windows, and round again."""
        around: list[QMainWindow] = [self, *(self._file.windows() if self._file else ())]
        at = next((i for i, window in enumerate(around) if window.isActiveWindow()), 0)
        chosen = around[(at + 1) % len(around)]
        chosen.raise_()
        chosen.activateWindow()

    def come_forward(self) -> None:
        """To the front, with the keyboard, from wherever it is."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def open_notices(self) -> None:
        """The panel below the bell."""
        if self._file is not None:
            self._file.workspace.show_notices()

    def say(
        self, text: str, *, undo: Id | None = None, action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a toast; `undo` is the change set that its Undo button takes back."""
        if undo is not None:
            meant = undo or self.last_set
            action = (_("Undo"), lambda: self.undo(meant))
        if self._file is not None:
            self._toast.side_margin = self._file.workspace.rail.width() + 16
        self._toast.say(text, action)

    def fail(self, error: BaseException) -> None:
        """Show what went wrong: small refusals as a toast, the rest as a dialog; not what was cancelled."""
        if isinstance(error, CancelledError):
            return
        if isinstance(error, UserError) and not isinstance(error, EnvironmentProblem):
            self._toast.say(str(error))
            return
        log.error("shown to the user", exc_info=error)
        make_error_dialog(self._theme, error, self.commands.recent, self._log_lines(), self).open()

    # --- a file comes and goes

    def show_session(self, session: UiSession, first_page: str) -> None:
        """Show an open file; `session` has this window as navigator and notices."""
        self.close_session()
        self._first_page = first_page
        self.show_instead(None)
        self._file = FileOnView(session, self._features, self.commands, self._places, self)
        self._file.state_changed.connect(self._refresh_soon)
        self._file.undo.labels_changed.connect(self.refresh)
        self._show_workspace(self._file.workspace)
        name = session.context.store.path.name
        self.setWindowTitle(_("{file} – CRM Desktop").format(file=name))
        self.refresh()
        QTimer.singleShot(0, self._file, self._show_first_page)

    def _show_workspace(self, workspace: Workspace) -> None:
        workspace.top_bar.palette_wanted.connect(self.open_palette)
        workspace.top_bar.set_new_menu([self.commands.action(f"{self._first_page}.new")])
        workspace.rail.settings_chosen.connect(lambda: self.commands.run("app.settings"))
        workspace.show_file()
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)

    def _show_first_page(self) -> None:
        """A turn after the frame, so that neither stops the window for long."""
        if self._file is not None:
            self._file.workspace.restore_place(self._first_page).focus_main()
            self.refresh()
            QTimer.singleShot(0, self._file, self._complete_session)

    def show_instead(self, page: QWidget | None) -> None:
        """Show a page in place of the start page, while no file is open; None for the start page itself."""
        if self._instead is not None:
            self._stack.removeWidget(self._instead)
            delete_with_proxies(self._instead)
        self._instead = page
        if page is not None:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page or self.workspace or self.start_page)

    def rebuild(self) -> None:
        """Make everything that shows words anew, after the language changed; file, page, record and row stay.

        What is being typed is saved; what cannot be saved is kept as a draft, which the record shows again.
        """
        dismiss_overlays(self)
        self._palette.forget()
        self._palette = self._palette_rows.make_palette(self._theme)
        self.show_instead(None)
        self._window_list.forget()
        self.commands.retranslate()
        # after the commands, whose words its buttons wear
        old_start, self.start_page = self.start_page, StartPage(self._theme, self.commands)
        self._stack.addWidget(self.start_page)
        self._stack.removeWidget(old_start)
        delete_with_proxies(old_start)
        self.commands.fill_menu_bar(self.menuBar())
        self._rebuild_workspace()
        self._list_windows()
        self.rebuilt.emit()
        self.refresh()

    def _rebuild_workspace(self) -> None:
        if self._file is None:
            self._stack.setCurrentWidget(self.start_page)
            return
        old, new = self._file.rebuild(), self._file.workspace
        self._show_workspace(new)
        new.return_to(old.history)
        self._stack.removeWidget(old)
        delete_with_proxies(old)
        self._palette_rows.read_recent()

    def _complete_session(self) -> None:
        if self._file is None:
            return
        self._file.complete(self)
        if self._file.record_windows is not None:
            self._file.record_windows.changed.connect(self._list_windows)
        session = self._file.session
        session.recent.changed.connect(self._palette_rows.read_recent)
        self._palette_rows.read_recent()
        for notice in session.context.notices:
            self.say(notice)
        self.session_complete.emit()

    def close_session(self) -> None:
        """Take the file from the window; the caller closes it."""
        if self._file is None:
            return
        self._file.close()
        self._palette_rows.forget()
        self._stack.removeWidget(self._file.workspace)
        delete_with_proxies(self._file.workspace)
        self._file.deleteLater()
        self._file = None
        self._list_windows()
        self.setWindowTitle(_("CRM Desktop"))
        self.refresh()

    def is_ready_to_close(self, again: Callable[[], object] | None = None) -> bool:
        """Ask the pages to save what is being typed; ask the user while a busy file holds saving up.

        Args:
            again: what to do when the user says that it may be closed all the same.
        """
        return self._file is None or self._file.is_ready_to_close(again or self.close)

    # --- undo

    @property
    def last_set(self) -> Id | None:
        """The last change set that was written here."""
        return self._file.undo.last_set if self._file else None

    def undo(self, set_id: Id | None = None) -> None:
        """Take back a change set; None for the last of this user."""
        if self._file is not None:
            self._file.undo.undo(set_id)

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._file is not None:
            self._file.undo.redo()

    # --- commands

    def set_theme_mode(self, mode: str) -> None:
        """Choose the colours, for this run."""
        self._theme.set_mode(mode)
        self.refresh()

    def open_palette(self, text: str = "") -> None:
        """Show the palette."""
        if self._file is not None:
            self._palette.open(text)

    def go_back(self) -> None:
        """To the place before."""
        if self._file is not None:
            self._file.workspace.go_back()

    def go_forward(self) -> None:
        """To the place that was left by going back."""
        if self._file is not None:
            self._file.workspace.go_forward()

    def cycle_panes(self, by: int) -> None:
        """Move the keyboard to the next (1) or previous (-1) pane."""
        if self._file is not None:
            self._file.workspace.cycle_panes(by)

    def press_toast(self) -> None:
        """Press the toast's button."""
        self._toast.press()

    def context_now(self) -> UiContext:
        """What commands depend on, gathered from all over the window."""
        mode, has_toast = self._theme.mode, self._toast.has_action
        return command_context(
            self._file, theme_mode=mode, has_toast=has_toast, recent_files=self._recent_files
        )

    def show_recent(self, paths: Sequence[Path]) -> None:
        """Offer the files used last, without the one on view: in the File menu, the palette, on the start page."""
        self._recent_files = shown_names(paths)
        self.start_page.show_recent(paths[:_ON_START_PAGE])
        self.refresh()

    def refresh(self) -> None:
        """Bring every action into line with the window."""
        self.commands.refresh(self.context_now())
        if self._toast.isVisible():
            self._toast.place()  # another row may be the chosen one

    def _refresh_soon(self) -> None:
        if not self._refresh_timer.isActive():
            self._refresh_timer.start()

    def _refresh_due(self) -> None:
        """What is put off to the next turn is done now."""
        if self._refresh_timer.isActive():
            self._refresh_timer.stop()
            self.refresh()

    def _list_windows(self) -> None:
        self._window_list.show(self.record_windows)

    # --- geometry

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep what floats in its place."""
        super().resizeEvent(event)
        self._toast.place()
        if self._palette.isVisible():
            self._palette.place()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 - Qt's name
        """Save what is typed, remember the place, and let the application close the file."""
        if not self.is_ready_to_close():
            event.ignore()
            return
        self._places.setValue(_GEOMETRY, self.saveGeometry())
        self._toast.dismiss()
        self._refresh_timer.stop()
        if self.record_windows is not None:
            self.record_windows.close_all()
        self.closing.emit()
        event.accept()
