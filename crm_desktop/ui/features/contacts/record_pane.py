"""Where the open record stands: reads it, shows it, and parts with it only when everything typed is saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.errors import NotFoundError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.contacts.detail.view import RecordView
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.record_parts import RecordPart
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job
from crm_desktop.ui.widgets.focus_proxies import release_proxies
from crm_desktop.ui.widgets.state_card import StateCard

_OPEN_AFTER_MS = 60
"""Rest before the record under the keyboard is read, so that a held arrow key runs freely."""

_TURN_MS = 1
"""A turn of the event loop later, and not in the same one, as what is due at once may be."""


def _read_record(context: AppContext, record: Id, parts: tuple[RecordPart, ...]) -> PartyRecord:
    """Runs in a worker thread, which also gets ready what is to show it."""
    for part in parts:
        if part.prepare is not None:
            part.prepare()
    return queries.load(context, record, with_content=True)


def _in_next_turn(view: RecordView, act: Callable[[], object]) -> None:
    """Unless the view is gone by then."""
    timer = QTimer(view, singleShot=True, interval=_TURN_MS)
    timer.timeout.connect(lambda: act())
    timer.start()


def _take_down(view: RecordView) -> None:
    """Hundreds of widgets go at once: in a turn of their own, as what comes before it is."""
    release_proxies(view)
    _in_next_turn(view, view.deleteLater)


class RecordPane(QStackedWidget):
    """One record at a time, or a word that none is open."""

    record_opened = Signal(object)
    """Another record is on view: the PartyRecord."""

    record_closed = Signal()
    """The record went away."""

    def __init__(self, session: UiSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: Id | None = None
        self._edits_next = False
        self.tag_names: list[str] = []
        self.view: RecordView | None = None
        self._coming: RecordView | None = None
        self._reading: Job | None = None
        self._no_record = StateCard(session.theme)
        self.explain_none(is_file_empty=False)
        self.addWidget(self._no_record)
        self._open_timer = QTimer(self, singleShot=True, interval=_OPEN_AFTER_MS)
        self._open_timer.timeout.connect(self._open_wanted)

    def explain_none(self, *, is_file_empty: bool) -> None:
        """Say what to do while no record is open; in a file without any there is none to choose."""
        if is_file_empty:
            text = _("Import an address book, or make a contact with Ctrl+N.")
            self._no_record.show_state("contact", _("Contacts open here."), text)
        else:
            text = _("Choose one in the list, or press Ctrl+K.")
            self._no_record.show_state("contact", _("No contact is open."), text)

    def open_soon(self, record: Id) -> None:
        """Open a record when the keyboard has rested on it for a moment."""
        self._wanted = record
        self._give_up_coming()
        self._open_timer.start()

    def open(self, record: Id, *, edit: bool = False) -> None:
        """Open a record now; with `edit` the cursor goes into its first field."""
        self._open_timer.stop()
        self._wanted = record
        self._edits_next = edit
        if self.view is not None:
            self.view.commit()
        self._read(record)

    def focus_start(self) -> None:
        """The keyboard goes to the first stop of the record, as soon as it is there; no edit begins."""
        if self.view is not None and self.view.record.id == self._wanted:
            self.view.focus_start()
        else:
            self.setFocus()

    def _hand_over(self) -> None:
        """Whoever waits here with the keyboard gets to the record."""
        holder: QWidget | None = self.window().focusWidget()
        if holder is self:
            self.focus_start()

    def leave(self) -> None:
        """Save what is typed, and show no record."""
        self._open_timer.stop()
        self._give_up_coming()
        left, self.view, self._wanted = self.view, None, None
        if left is not None:
            left.commit()
            self.setCurrentWidget(self._no_record)
            self._let_go(left)

    def apply_changes(self, changes: ChangeSet) -> None:
        """Read the open record anew; not before its own saves are through, or they would show twice."""
        view = self.view
        if self._wanted is not None and (view is None or view.record.id != self._wanted):
            if changes.touches(self._wanted) and not self._open_timer.isActive():
                self._read(self._wanted)
            return
        if view is None or not changes.touches(view.record.ref.id):
            return
        if view.editor.is_saving:
            view.editor.idle.connect(self.refresh, Qt.ConnectionType.SingleShotConnection)
        else:
            self._read(view.record.ref.id)

    def refresh(self) -> None:
        """Read the open record again, or the one that is about to be."""
        if self._wanted is not None and not self._open_timer.isActive():
            self._read(self._wanted)

    def is_ready_to_close(self) -> bool:
        """Save what is typed. Returns False when something could not be saved."""
        if self.view is None:
            return True
        self.view.commit()
        return not self.view.is_dirty() or self.view.editor.is_saving

    def _open_wanted(self) -> None:
        if self._wanted is not None and not (self.view and self.view.record.id == self._wanted):
            self.open(self._wanted)

    def _read(self, record: Id) -> None:
        self._reading = self._session.tasks.run(
            _read_record,
            self._session.context,
            record,
            self._session.record_parts,
            owner=self,
            on_done=self._on_read,
            on_error=lambda error: self._on_read_failed(record, error),
            instead_of=self._reading,
        )

    def _on_read(self, record: PartyRecord) -> None:
        if record.id != self._wanted:
            return
        self._give_up_coming()
        if self.view is not None and self.view.record.id == record.id:
            self.view.show_record(record)
            self._hand_over()
            return
        view = RecordView(self._session, RecordEditor(self._session, record.ref), record, self.tag_names)
        self._coming = view
        self.addWidget(view)
        view.presentable.connect(lambda: _in_next_turn(view, self._show_coming))
        view.begin()

    def _show_coming(self) -> None:
        """What is seen first of the record that was read is made: it takes the place of the one before.

        In a turn of its own, since Qt lays out and paints all of it in that turn.
        """
        view = self._coming
        if view is not None and view.is_presentable:
            self._coming = None
            self._show(view)
            self.record_opened.emit(view.record)
            view.go_on()

    def _give_up_coming(self) -> None:
        """Another record is wanted than the one that is being made."""
        coming, self._coming = self._coming, None
        if coming is not None:
            self._drop(coming)

    def _show(self, view: RecordView) -> None:
        old, self.view = self.view, view
        self.addWidget(view)
        self.setCurrentWidget(view)
        if old is not None and old is not view:
            self._let_go(old)
        if self._edits_next:
            self._edits_next = False
            view.focus_first()
        else:
            self._hand_over()

    def _let_go(self, view: RecordView) -> None:
        """Part with a record; one with something unsaved waits until it is saved, or is shown again."""

        def settle() -> None:
            if view.is_dirty():
                name = view.record.display_name
                self._session.notices.say(
                    _("Something you typed for “{name}” could not be saved.").format(name=name),
                    action=(_("Show"), lambda: self._take_back(view)),
                )
            else:
                self._drop(view)

        if view.editor.is_saving:
            view.editor.idle.connect(settle, Qt.ConnectionType.QueuedConnection)
        else:
            settle()

    def _take_back(self, view: RecordView) -> None:
        """Show a record again with what is unsaved in it."""
        self._give_up_coming()
        self._wanted = view.record.ref.id
        self._show(view)
        self.record_opened.emit(view.record)

    def _drop(self, view: RecordView) -> None:
        if view is not self.view:
            view.stop()
            self.removeWidget(view)
            _in_next_turn(view, lambda: _take_down(view))

    def _on_read_failed(self, record: Id, error: BaseException) -> None:
        if record != self._wanted:
            return
        if not isinstance(error, NotFoundError):
            self._session.notices.fail(error)
            return
        self._give_up_coming()
        gone, self.view, self._wanted = self.view, None, None
        self.setCurrentWidget(self._no_record)
        if gone is not None:
            self._drop(gone)
        self.record_closed.emit()
