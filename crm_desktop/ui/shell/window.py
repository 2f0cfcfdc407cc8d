"""The main window: menu bar, start page or workspace, palette, toasts, and where all of it was last time."""

from __future__ import annotations

import logging
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QSettings, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.errors import EnvironmentProblem, UserError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.base.progress import CancelledError
from crm_desktop.services import undo as undoing
from crm_desktop.services.context import AppContext
from crm_desktop.services.undo import UndoReport
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.commands.spec import CommandSpec, UiContext
from crm_desktop.ui.pages import Feature, Page
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.error_dialog import make_error_dialog
from crm_desktop.ui.shell.palette_rows import PaletteRows
from crm_desktop.ui.shell.start_page import StartPage
from crm_desktop.ui.shell.toast import Toast
from crm_desktop.ui.shell.workspace import Workspace
from crm_desktop.ui.theme.theme import Theme

log = logging.getLogger(__name__)

SMALLEST = QSize(800, 500)
_FIRST = QSize(1280, 800)


class MainWindow(QMainWindow):
    """One window on at most one file. Commands, pages and dialogs see it through small protocols."""

    closing = Signal()
    """The window is about to go; whoever opened the file closes it."""

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
        self._undo_label = self._redo_label = ""
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
        self._restore_place()
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
        """Whether a file is open."""
        return self._session is not None

    @property
    def widget(self) -> QWidget:
        """The parent for dialogs."""
        return self

    @property
    def theme(self) -> Theme:
        """The look."""
        return self._theme

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
            self._workspace.show_page(page_id).open_record(ref)

    def say(
        self, text: str, *, undo: Id | None = None, action: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Show a toast; `undo` is the change set that its Undo button takes back."""
        if undo is not None:
            action = (_("Undo"), lambda: self.undo(undo or None))
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
        self._workspace = Workspace(session, self._features, self.commands, self)
        self._workspace.state_changed.connect(self._refresh_soon)
        self._workspace.top_bar.palette_wanted.connect(self.open_palette)
        self._workspace.top_bar.set_new_menu([self.commands.action(f"{first_page}.new")])
        self._workspace.rail.settings_chosen.connect(lambda: self.commands.run("app.settings"))
        self._workspace.show_file()
        self._stack.addWidget(self._workspace)
        self._stack.setCurrentWidget(self._workspace)
        session.changes.published.connect(self._on_changes)
        name = session.context.store.path.name
        self.setWindowTitle(_("{file} – CRM Desktop").format(file=name))
        self._workspace.show_page(first_page).focus_main()
        self._read_undo_labels()
        for notice in session.context.notices:
            self.say(notice)
        self.refresh()

    def close_session(self) -> None:
        """Take the file from the window; the caller closes it."""
        if self._workspace is None or self._session is None:
            return
        self._session.tasks.cancel_all()
        self._session.changes.close()
        self._session.drafts.close()
        self._stack.removeWidget(self._workspace)
        self._workspace.deleteLater()
        self._workspace = self._session = None
        self._undo_label = self._redo_label = ""
        self.setWindowTitle(_("CRM Desktop"))
        self.refresh()

    def is_ready_to_close(self) -> bool:
        """Ask the pages to save what is being typed."""
        return self._workspace is None or self._workspace.is_ready_to_close()

    # --- undo

    def undo(self, set_id: Id | None = None) -> None:
        """Take back a change set; None for the last of this user."""
        session = self.session
        session.tasks.run(
            undoing.undo,
            session.context,
            set_id,
            owner=self,
            lane="write",
            label=_("Undoing"),
            on_done=self._on_undone,
        )

    def redo(self) -> None:
        """Do again what was undone last."""
        session = self.session
        session.tasks.run(
            undoing.redo,
            session.context,
            owner=self,
            lane="write",
            label=_("Redoing"),
            on_done=self._on_redone,
        )

    def _on_undone(self, report: UndoReport) -> None:
        if report.conflicts:
            self.say(
                _("Undone: {step}. What others changed since was left as it is.").format(step=report.label),
                action=(_("Recent changes"), lambda: self.commands.run("edit.recent_changes")),
            )
        else:
            self.say(_("Undone: {step}").format(step=report.label), action=(_("Redo"), self.redo))

    def _on_redone(self, report: UndoReport) -> None:
        self.say(_("Done again: {step}").format(step=report.label))

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.origin == self.session.context.session or changes.rebuild:
            self._read_undo_labels()

    def _read_undo_labels(self) -> None:
        session = self.session
        session.tasks.run(_undo_labels, session.context, owner=self, on_done=self._on_undo_labels)

    def _on_undo_labels(self, labels: tuple[str, str]) -> None:
        self._undo_label, self._redo_label = labels
        self.refresh()

    # --- commands

    def set_theme_mode(self, mode: str) -> None:
        """Choose the colours; kept for the next start by whoever listens to the theme."""
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
        state = page.state()
        return UiContext(
            has_file=True,
            page=workspace.page_id,
            selected=state.selected,
            total=state.total,
            has_record=state.record is not None,
            is_trash=state.is_trash,
            is_read_only=self.session.context.store.is_read_only,
            undo_label=self._undo_label,
            redo_label=self._redo_label,
            can_go_back=workspace.history.can_go_back,
            can_go_forward=workspace.history.can_go_forward,
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

    # --- geometry

    def _restore_place(self) -> None:
        """Size and place of last time, moved onto a screen that is there today."""
        self.resize(_FIRST.boundedTo(self.screen().availableSize()))
        geometry = self._places.value("window/geometry")
        if isinstance(geometry, QByteArray):
            self.restoreGeometry(geometry)
        if not any(
            screen.availableGeometry().intersects(self.frameGeometry())
            for screen in QGuiApplication.screens()
        ):
            self.move(self.screen().availableGeometry().topLeft())

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
        self._places.setValue("window/geometry", self.saveGeometry())
        self._toast.dismiss()
        self._refresh_timer.stop()
        self.closing.emit()
        event.accept()


def _undo_labels(context: AppContext) -> tuple[str, str]:
    """What Undo and Redo would do next; runs in a worker thread."""
    step, again = undoing.undoable(context), undoing.redoable(context)
    return (step.label if step else "", again.label if again else "")
