"""The section that tells by which channels somebody may be contacted."""

from __future__ import annotations

from collections.abc import Iterator

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import CHANNELS, PartyRecord, Preference
from crm_desktop.ui.features.contacts.detail.preference_row import PreferenceRow
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.forms.section import Section
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.session import UiSession


class PreferencesSection(Section):
    """Whether each channel may be used."""

    def __init__(self, session: UiSession, editor: RecordEditor) -> None:
        super().__init__(session.theme, _("May be contacted by"))
        self._session, self._editor = session, editor
        self.rows: dict[str, PreferenceRow] = {}

    def show_record(self, record: PartyRecord) -> None:
        """Show what the file holds now."""
        for _row in self.show_by_row(record):
            pass

    def show_by_row(self, record: PartyRecord) -> Iterator[None]:
        """The same in steps of one row each."""
        held = {preference.channel: preference for preference in record.preferences}
        for channel in CHANNELS:
            item = held.get(channel, Preference(channel, ""))
            row = self.rows.get(channel)
            if row is None:
                row = PreferenceRow(self._session, ItemSlot(self._editor, item))
                row.set_read_only(self._editor.refusal)
                self.rows[channel] = row
                self.add(row)
            row.slot.refresh(item)
            row.refresh()
            yield

    def commit(self) -> None:
        """Save what was typed."""
        for row in self.rows.values():
            row.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(row.is_dirty() for row in self.rows.values())
