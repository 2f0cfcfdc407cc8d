"""A contact, company, household or group by itself, for a window of its own."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.contacts import queries
from crm_desktop.ui.commands.spec import CommandSpec
from crm_desktop.ui.features.contacts.detail_commands import commands_for
from crm_desktop.ui.features.contacts.record_pane import RecordPane
from crm_desktop.ui.pages import RecordPanel
from crm_desktop.ui.session import UiSession


class ContactPanel(RecordPanel):
    """The same detail as on the page; what either saves shows in both."""

    def __init__(self, session: UiSession, ref: EntityRef) -> None:
        super().__init__()
        self._ref = ref
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

    def commands(self) -> tuple[CommandSpec, ...]:
        """Call, e-mail, history and the like."""
        return commands_for(lambda: self._pane.view)

    def focus_main(self) -> None:
        """The first field; again, the next section."""
        if self._pane.view is not None:
            self._pane.view.edit()

    def is_ready_to_close(self) -> bool:
        """Save what is typed; refuse while something could not be saved."""
        return self._pane.is_ready_to_close()

    def _on_tags(self, tags: list[tuple[str, int]]) -> None:
        self._pane.tag_names = [name for name, _count in tags]
        self._pane.open(self._ref.id)

    def _on_opened(self, record: PartyRecord) -> None:
        self.title_changed.emit(record.display_name)

    def _on_changes(self, changes: ChangeSet) -> None:
        self._pane.apply_changes(changes)
        if self._pane.view is not None:
            self.title_changed.emit(self._pane.view.record.display_name)
