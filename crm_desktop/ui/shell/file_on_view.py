"""All that the main window has of one file, from its opening to its closing."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.pages import Feature, Page, RecordPanel
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.notice_sources import NoticeSources
from crm_desktop.ui.shell.overlays import dismiss_overlays
from crm_desktop.ui.shell.record_on_view import RecordOnView
from crm_desktop.ui.shell.record_window import Owner, RecordWindow
from crm_desktop.ui.shell.record_windows import RecordWindows
from crm_desktop.ui.shell.undo_steps import UndoSteps
from crm_desktop.ui.shell.unsaved_dialog import UnsavedDialog
from crm_desktop.ui.shell.workspace import Workspace


class FileOnView(QObject):
    """Workspace, windows of single records, undo and notices of an open file.

    Attributes:
        workspace: what is between menu bar and edge; another one after a change of language.
        record_windows, notice_sources: None until `complete`.
    """

    state_changed = Signal()
    """Something that commands look at is different now."""

    def __init__(
        self,
        session: UiSession,
        features: tuple[Feature, ...],
        commands: CommandRegistry,
        places: QSettings,
        over: QWidget,
    ) -> None:
        """`places` keeps how pages were arranged; `over` is the window."""
        super().__init__(over)
        self.session = session
        self._features, self._commands, self._places, self._over = features, commands, places, over
        self._closes_unsaved = False
        self.record_windows: RecordWindows | None = None
        self.notice_sources: NoticeSources | None = None
        self._show_recent_changes = partial(commands.run, "edit.recent_changes")
        self.undo = UndoSteps(session, self._show_recent_changes, session.changes)
        self.workspace = self._make_workspace()
        self._on_view = RecordOnView(session, self.front, self.windows, self)

    def _make_workspace(self) -> Workspace:
        workspace = Workspace(self.session, self._features, self._commands, self._places, self._over)
        workspace.state_changed.connect(self._on_state_changed)
        return workspace

    # --- what is on view

    def page(self) -> Page | None:
        """The page on view."""
        return self.workspace.page()

    def panel_in_use(self) -> RecordPanel | None:
        """The record in the side panel, while the keyboard is there."""
        return self.workspace.beside.in_use

    def front(self) -> Page | RecordPanel | None:
        """The page, or the side panel while the keyboard is there."""
        return self.panel_in_use() or self.page()

    def windows(self) -> tuple[RecordWindow, ...]:
        """The windows of single records."""
        return self.record_windows.windows if self.record_windows else ()

    def open(self, ref: EntityRef) -> None:
        """Show a record on the page of its subject; of a kind without one, nothing."""
        if page_id := self.workspace.page_for(ref.kind):
            self.workspace.note_place()
            self.workspace.show_page(page_id).open_record(ref)
            self.session.recent.use(ref)

    def open_beside(self, ref: EntityRef) -> None:
        """Show a record in the side panel; of a kind that has none, on its page."""
        if not self.workspace.beside.open(ref):
            self.open(ref)

    def open_window(self, ref: EntityRef) -> None:
        """Show a record in a window of its own; of a kind that has none, on its page."""
        if self.record_windows is not None and self.record_windows.open(ref) is None:
            self.open(ref)
        else:
            self.session.recent.use(ref)

    def _on_state_changed(self) -> None:
        self.state_changed.emit()
        self._on_view.look()

    # --- from opening to closing

    def complete(self, owner: Owner) -> None:
        """Make what need not be there at the first glance, so that opening never stops the window.

        `owner` is the window, as those of single records see it.
        """
        session = self.session
        self.record_windows = RecordWindows(session, self._features, owner, self._places, session.changes)
        self.notice_sources = NoticeSources(session, self._show_recent_changes, session.changes)
        self.undo.read()

    def rebuild(self) -> Workspace:
        """Make everything that shows words anew, after the language changed; record and row stay.

        What is being typed is saved; what cannot be saved is kept as a draft, which the record shows again.

        Returns:
            The workspace that was on view; the caller shows the new one, goes where that was, and deletes it.
        """
        old = self.workspace
        old.is_ready_to_close()
        old.note_place()
        old.keep_layout()
        old.wait.close()
        if self.record_windows is not None:
            self.record_windows.rebuild()
        self.workspace = self._make_workspace()
        return old

    def is_ready_to_close(self, again: Callable[[], object]) -> bool:
        """Ask the pages to save what is being typed; ask the user while a busy file holds saving up.

        Args:
            again: what to do when the user says that it may be closed all the same.
        """
        windows = self.record_windows
        if not self.workspace.is_ready_to_close() or (windows and not windows.is_ready_to_close()):
            return False
        unsaved = self.session.tasks.pending_writes if self.workspace.wait.is_waiting else 0
        if not unsaved or self._closes_unsaved:
            return True

        def close_anyway() -> None:
            self._closes_unsaved = True
            again()

        UnsavedDialog(self.session.theme, unsaved, close_anyway, self._over).open()
        return False

    def close(self) -> None:
        """Remember the place, close what lies over the window, and hear nothing more; the workspace is the caller's."""
        self._on_view.close()
        self.workspace.keep_layout()
        self.workspace.wait.close()
        if self.record_windows is not None:
            self.record_windows.close_all()
        dismiss_overlays(self._over)
        self.session.close()
