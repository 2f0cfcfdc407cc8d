"""A contact, company, household or group by itself, for the side panel or a window of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.contacts import queries
from crm_desktop.ui.commands.spec import CommandSpec
from crm_desktop.ui.features.contacts.detail_commands import commands_for
from crm_desktop.ui.features.contacts.record_pane import RecordPane
from crm_desktop.ui.pages import PageState, RecordPanel, Target
from crm_desktop.ui.session import UiSession


class ContactPanel(RecordPanel):
    """The same detail as on the page; what either saves shows in both."""

    def __init__(self, session: UiSession, ref: EntityRef) -> None:
        super().__init__()
        self._ref: EntityRef | None = ref
        self._has_tags = False
        self._pane = RecordPane(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pane)
        self._pane.record_opened.connect(self._on_opened)
        self._pane.record_closed.connect(self.gone)
        session.changes.published.connect(self._on_changes)
        session.tasks.run(queries.tags, session.context, owner=self, on_done=self._on_tags)

    @property
    def pane(self) -> RecordPane:
        """Where the record stands."""
        return self._pane

    def show_ref(self, ref: EntityRef) -> None:
        """Show another contact, company or household."""
        self._ref = ref
        if self._has_tags:
            self._pane.open(ref.id)

    def leave(self) -> None:
        """Save what is typed, and show nothing."""
        self._ref = None
        self._pane.leave()

    def state(self) -> PageState:
        """The record, and whether it is in the trash."""
        view = self._pane.view
        if view is None:
            return PageState()
        return PageState(record=view.record.ref, is_trash=view.record.is_deleted)

    def target(self) -> Target | None:
        """The record alone."""
        view = self._pane.view
        return Target(Selection.of(view.record.ref.id), 1, view.record.display_name) if view else None

    def record_widget(self) -> QWidget | None:
        """The fields and tabs of the record."""
        return self._pane.view

    def commands(self) -> tuple[CommandSpec, ...]:
        """Call, e-mail, history and the like."""
        return commands_for(lambda: self._pane.view)

    def focus_main(self) -> None:
        """The first field; again, the next section."""
        if self._pane.view is not None:
            self._pane.view.edit()

    def focus_start(self) -> None:
        """The first stop of the record."""
        self._pane.focus_start()

    def is_ready_to_close(self) -> bool:
        """Save what is typed; refuse while something could not be saved."""
        return self._pane.is_ready_to_close()

    def _on_tags(self, tags: list[tuple[str, int]]) -> None:
        self._pane.tag_names = [name for name, _count in tags]
        self._has_tags = True
        if self._ref is not None:
            self._pane.open(self._ref.id)

    def _on_opened(self, record: PartyRecord) -> None:
        self._ref = record.ref
        self.title_changed.emit(record.display_name)
        self.shown.emit(record.ref)

    def _on_changes(self, changes: ChangeSet) -> None:
        self._pane.apply_changes(changes)
        if self._pane.view is not None:
            self.title_changed.emit(self._pane.view.record.display_name)
