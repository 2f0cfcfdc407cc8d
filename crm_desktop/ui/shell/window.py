"""The main window: menu bar, start page or workspace, palette, toasts, and where all of it was last time."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QSettings, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QStackedWidget,
    QWidget,
)

from crm_desktop.base.errors import EnvironmentProblem, UserError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.base.progress import CancelledError
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.commands.spec import CommandSpec, UiContext
from crm_desktop.ui.pages import Feature, Page, RecordPanel
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.error_dialog import make_error_dialog
from crm_desktop.ui.shell.notice_sources import NoticeSources
from crm_desktop.ui.shell.overlays import dismiss_overlays
from crm_desktop.ui.shell.palette import Palette
from crm_desktop.ui.shell.palette_rows import PaletteRows
from crm_desktop.ui.shell.places import restore_geometry
from crm_desktop.ui.shell.record_on_view import RecordOnView
from crm_desktop.ui.shell.record_window import RecordWindow
from crm_desktop.ui.shell.record_windows import RecordWindows
from crm_desktop.ui.shell.start_page import StartPage
from crm_desktop.ui.shell.toast import Toast
from crm_desktop.ui.shell.undo_steps import UndoSteps
from crm_desktop.ui.shell.unsaved_dialog import UnsavedDialog
from crm_desktop.ui.shell.workspace import Workspace
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.focus_proxies import delete_with_proxies

log = logging.getLogger(__name__)

SMALLEST = QSize(800, 500)
_FIRST = QSize(1280, 800)
_GEOMETRY = "window/geometry"


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
        self._session: UiSession | None = None
        self._workspace: Workspace | None = None
        self._undo: UndoSteps | None = None
        self._record_windows: RecordWindows | None = None
        self._on_view: RecordOnView | None = None
        self._window_actions: list[QAction] = []
        self._first_page = ""
        self._instead: QWidget | None = None
        self.notice_sources: NoticeSources | None = None
        self._closes_unsaved = False
        self.setWindowTitle(_("CRM Desktop"))
        self.setMinimumSize(SMALLEST)
        specs = (*shell_commands, *(spec for feature in features for spec in feature.commands))
        self.commands = CommandRegistry(specs, self, lambda name: theme.icon(name, "text_2", 18), self)
        self.commands.fill_menu_bar(self.menuBar())
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
        theme.changed.connect(self.commands.recolour)
        theme.dress(self)
        restore_geometry(self, places.value(_GEOMETRY), _FIRST)
        self.refresh()

    # --- what commands, pages and dialogs see

    @property
    def session(self) -> UiSession:
        """The open file and its surroundings. Raises RuntimeError when no file is open."""
        if self._session is None:
            raise RuntimeError("no file is open")
        return self._session

    @property
    def has_session(self) -> bool:
        """Whether a file is on view."""
        return self._session is not None and self.page() is not None

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
        return self._workspace

    def page(self) -> Page | None:
        """The page on view."""
        return self._workspace.page() if self._workspace else None

    def show_page(self, feature_id: str) -> Page:
        """Bring a feature's page to the front. Raises RuntimeError when no file is open."""
        if self._workspace is None:
            raise RuntimeError("no file is open")
        return self._workspace.show_page(feature_id)

    def open(self, ref: EntityRef) -> None:
        """Show a record on the page of its subject."""
        if self._workspace and (page_id := self._workspace.page_for(ref.kind)):
            self._workspace.note_place()
            self._workspace.show_page(page_id).open_record(ref)
            self.session.recent.use(ref)

    def open_beside(self, ref: EntityRef) -> None:
        """Show a record in the side panel; of a kind that has none, on its page."""
        if self._workspace is not None and not self._workspace.beside.open(ref):
            self.open(ref)

    def open_panel_fully(self) -> None:
        """The record in the side panel, on its page."""
        if self._workspace is not None:
            self._workspace.beside.open_fully()

    def close_panel(self) -> None:
        """Close the side panel."""
        if self._workspace is not None:
            self._workspace.beside.close_panel()

    def panel_in_use(self) -> RecordPanel | None:
        """The record in the side panel, while the keyboard is there."""
        return self._workspace.beside.in_use if self._workspace is not None else None

    def front(self) -> Page | RecordPanel | None:
        """The page, or the side panel while the keyboard is there."""
        return self.panel_in_use() or self.page()

    def open_window(self, ref: EntityRef) -> None:
        """Show a record in a window of its own; of a kind that has none, on its page."""
        if self._record_windows is not None and self._record_windows.open(ref) is None:
            self.open(ref)
        elif self._session is not None:
            self._session.recent.use(ref)

    def open_current_in_window(self) -> None:
        """The record on view, in a window of its own."""
        front = self.front()
        record = front.state().record if front is not None else None
        if record is not None:
            self.open_window(record)

    @property
    def record_windows(self) -> RecordWindows | None:
        """The windows of single records, while a file is open."""
        return self._record_windows

    def go_to_next_window(self) -> None:
        """Main window, record windows, and round again."""
        around: list[QMainWindow] = [self, *self._own_windows()]
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
        if self._workspace is not None:
            self._workspace.show_notices()

    def say(
        self, text: str, *, undo: Id | None = None, action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show a toast; `undo` is the change set that its Undo button takes back."""
        if undo is not None:
            meant = undo or self.last_set
            action = (_("Undo"), lambda: self.undo(meant))
        if self._workspace is not None:
            self._toast.side_margin = self._workspace.rail.width() + 16
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
        self._session = session
        self._closes_unsaved = False
        self._undo = UndoSteps(session, self._show_recent_changes, session.changes)
        self._undo.labels_changed.connect(self.refresh)
        self._on_view = RecordOnView(session, self.front, self._own_windows, self)
        self._first_page = first_page
        self.show_instead(None)
        self._workspace = self._make_workspace(session)
        name = session.context.store.path.name
        self.setWindowTitle(_("{file} – CRM Desktop").format(file=name))
        self.refresh()
        QTimer.singleShot(0, self._workspace, self._show_first_page)

    def _show_first_page(self) -> None:
        """A turn after the frame, so that neither stops the window for long."""
        if self._workspace is None:
            return
        self._workspace.restore_place(self._first_page).focus_main()
        self.refresh()
        QTimer.singleShot(0, self._workspace, self._complete_session)

    def _make_workspace(self, session: UiSession) -> Workspace:
        workspace = Workspace(session, self._features, self.commands, self._places, self)
        workspace.state_changed.connect(self._on_state_changed)
        workspace.top_bar.palette_wanted.connect(self.open_palette)
        workspace.top_bar.set_new_menu([self.commands.action(f"{self._first_page}.new")])
        workspace.rail.settings_chosen.connect(lambda: self.commands.run("app.settings"))
        workspace.show_file()
        self._stack.addWidget(workspace)
        self._stack.setCurrentWidget(workspace)
        return workspace

    def show_instead(self, page: QWidget | None) -> None:
        """Show a page in place of the start page, while no file is open; None for the start page itself."""
        if self._instead is not None:
            self._stack.removeWidget(self._instead)
            delete_with_proxies(self._instead)
        self._instead = page
        if page is not None:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page or self._workspace or self.start_page)

    def rebuild(self) -> None:
        """Make everything that shows words anew, after the language changed; file, page, record and row stay.

        What is being typed is saved; what cannot be saved is kept as a draft, which the record shows again.
        """
        dismiss_overlays(self)
        self._palette.forget()
        self._palette = self._palette_rows.make_palette(self._theme)
        self.show_instead(None)
        old_start, self.start_page = self.start_page, StartPage(self._theme, self.commands)
        self._stack.addWidget(self.start_page)
        self._stack.removeWidget(old_start)
        delete_with_proxies(old_start)
        self._window_actions = []  # they go with their menu
        self.commands.retranslate()
        self.commands.fill_menu_bar(self.menuBar())
        self._rebuild_workspace()
        self._list_windows()
        self.rebuilt.emit()
        self.refresh()

    def _rebuild_workspace(self) -> None:
        session, old, windows = self._session, self._workspace, self._record_windows
        if session is None or old is None:
            self._stack.setCurrentWidget(self.start_page)
            return
        old.is_ready_to_close()
        old.note_place()
        old.keep_layout()
        old.wait.close()
        if windows is not None:
            windows.rebuild()
        self._workspace = self._make_workspace(session)
        self._workspace.return_to(old.history)
        self._stack.removeWidget(old)
        delete_with_proxies(old)
        self._palette_rows.read_recent()

    def _complete_session(self) -> None:
        """What need not be there at the first glance; so that opening never stops the window."""
        session = self._session
        if session is None:
            return
        self._record_windows = RecordWindows(session, self._features, self, self._places, session.changes)
        self._record_windows.changed.connect(self._list_windows)
        self.notice_sources = NoticeSources(session, self._show_recent_changes, session.changes)
        session.recent.changed.connect(self._palette_rows.read_recent)
        self._palette_rows.read_recent()
        if self._undo is not None:
            self._undo.read()
        for notice in session.context.notices:
            self.say(notice)
        self.session_complete.emit()

    def close_session(self) -> None:
        """Take the file from the window; the caller closes it."""
        if self._workspace is None or self._session is None:
            return
        if self._on_view is not None:
            self._on_view.close()
        self._workspace.keep_layout()
        self._workspace.wait.close()
        if self._record_windows is not None:
            self._record_windows.close_all()
        dismiss_overlays(self)
        self._palette_rows.forget()
        self._session.close()
        self._stack.removeWidget(self._workspace)
        delete_with_proxies(self._workspace)
        self._workspace = self._session = self._undo = self._record_windows = self.notice_sources = None
        self._on_view = None
        self._list_windows()
        self.setWindowTitle(_("CRM Desktop"))
        self.refresh()

    def is_ready_to_close(self, again: Callable[[], object] | None = None) -> bool:
        """Ask the pages to save what is being typed; ask the user while a busy file holds saving up.

        Args:
            again: what to do when the user says that it may be closed all the same.
        """
        if self._workspace is None or self._session is None:
            return True
        windows = self._record_windows
        if not self._workspace.is_ready_to_close() or (windows and not windows.is_ready_to_close()):
            return False
        unsaved = self._session.tasks.pending_writes if self._workspace.wait.is_waiting else 0
        if not unsaved or self._closes_unsaved:
            return True

        def close_anyway() -> None:
            self._closes_unsaved = True
            (again or self.close)()

        UnsavedDialog(self._theme, unsaved, close_anyway, self).open()
        return False

    # --- undo

    @property
    def last_set(self) -> Id | None:
        """The last change set that was written here."""
        return self._undo.last_set if self._undo else None

    def undo(self, set_id: Id | None = None) -> None:
        """Take back a change set; None for the last of this user."""
        if self._undo is not None:
            self._undo.undo(set_id)

    def redo(self) -> None:
        """Do again what was undone last."""
        if self._undo is not None:
            self._undo.redo()

    def _show_recent_changes(self) -> None:
        self.commands.run("edit.recent_changes")

    # --- commands

    def set_theme_mode(self, mode: str) -> None:
        """Choose the colours, for this run."""
        self._theme.set_mode(mode)
        self.refresh()

    def open_palette(self, text: str = "") -> None:
        """Show the palette."""
        if self._session is not None:
            self._palette.open(text)

    def go_back(self) -> None:
        """To the place before."""
        if self._workspace:
            self._workspace.go_back()

    def go_forward(self) -> None:
        """To the place that was left by going back."""
        if self._workspace:
            self._workspace.go_forward()

    def cycle_panes(self, by: int) -> None:
        """Move the keyboard to the next (1) or previous (-1) pane."""
        if self._workspace:
            self._workspace.cycle_panes(by)

    def press_toast(self) -> None:
        """Press the toast's button."""
        self._toast.press()

    def context_now(self) -> UiContext:
        """What commands depend on, gathered from all over the window."""
        workspace, page = self._workspace, self.page()
        if workspace is None or page is None:
            return UiContext(theme_mode=self._theme.mode)
        beside = workspace.beside
        state = beside.seen_in(page.state())
        return UiContext(
            has_file=True,
            page=workspace.page_id,
            selected=state.selected,
            total=state.total,
            has_record=state.record is not None,
            record_kind=state.record.kind if state.record else "",
            is_trash=state.is_trash,
            has_panel=beside.is_open,
            is_read_only=self.session.context.store.is_read_only,
            undo_label=self._undo.undo_label if self._undo else "",
            redo_label=self._undo.redo_label if self._undo else "",
            can_go_back=workspace.history.can_go_back or page.can_go_up() or beside.is_open,
            can_go_forward=workspace.history.can_go_forward or beside.can_go_forward,
            has_toast=self._toast.has_action,
            is_sidebar_on=state.is_sidebar_on,
            is_table_on=state.is_table_on,
            is_compact_on=state.is_compact_on,
            theme_mode=self._theme.mode,
        )

    def refresh(self) -> None:
        """Bring every action into line with the window."""
        self.commands.refresh(self.context_now())

    def _refresh_soon(self) -> None:
        if not self._refresh_timer.isActive():
            self._refresh_timer.start()

    # --- the record on view, and other windows

    def _on_state_changed(self) -> None:
        self._refresh_soon()
        if self._on_view is not None:
            self._on_view.look()

    def _own_windows(self) -> tuple[RecordWindow, ...]:
        return self._record_windows.windows if self._record_windows else ()

    def _list_windows(self) -> None:
        """The record windows at the end of the Go menu."""
        menu = next(
            (m for m in self.menuBar().findChildren(QMenu) if self.commands.action("go.back") in m.actions()),
            None,
        )
        for action in self._window_actions:
            if menu is not None:
                menu.removeAction(action)
            action.deleteLater()
        self._window_actions = []
        if menu is not None and self._record_windows is not None:
            self._window_actions = self._record_windows.list_in(menu)

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
        if self._record_windows is not None:
            self._record_windows.close_all()
        self.closing.emit()
        event.accept()
