"""The section of fields that the user defined: those with a value, the required ones, and those asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.own_fields import OwnField
from crm_desktop.domain.contacts.records import CustomValue, PartyRecord
from crm_desktop.services.contacts import own_fields
from crm_desktop.ui.features.contacts.detail.own_rows import own_row
from crm_desktop.ui.features.contacts.detail.rows import SavedRow
from crm_desktop.ui.features.contacts.own_field_dialog import OwnFieldDialog
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.forms.section import Section
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.steps import Steps
from crm_desktop.ui.tasks import Job


class OwnFieldsSection(Section):
    """Reads which fields there are whenever the record is read."""

    def __init__(self, session: UiSession, editor: RecordEditor, record: PartyRecord) -> None:
        super().__init__(session.theme, _("Own fields"))
        self._session, self._editor, self._record = session, editor, record
        self._fields: list[OwnField] = []
        self._asked: set[str] = set()
        self._reading: Job | None = None
        self._showing: Steps | None = None
        self.rows: dict[str, SavedRow] = {}
        self.hide()

    def show_record(self, record: PartyRecord) -> None:
        """Show what the file holds now."""
        self._record = record
        self._reading = self._session.tasks.run(
            own_fields.all_fields,
            self._session.context,
            owner=self,
            on_done=self._show_fields,
            instead_of=self._reading,
        )

    def _show_fields(self, fields: list[OwnField]) -> None:
        """Row by row, in the turns that follow: there may be many."""
        if self._showing is not None:
            self._showing.deleteLater()
        self._showing = Steps(self._show_by_row(fields), self)
        self._showing.begin()

    def complete(self) -> None:
        """Make now what is left to make of what was read."""
        if self._showing is not None:
            self._showing.finish()

    def _show_by_row(self, fields: list[OwnField]) -> Iterator[None]:
        held = {value.key: value for value in self._record.custom}
        known = {field.key for field in fields}
        foreign = [value for key, value in held.items() if key not in known]
        self._fields = [*fields, *(OwnField(v.key, v.label or v.key, v.type) for v in foreign)]
        for field in self._fields:
            is_wanted = field.key in held or field.is_required or field.key in self._asked
            value = held.get(field.key, CustomValue(field.key, "", field.label, field.kind))
            row = self.rows.get(field.key)
            if row is not None and self._is_stale(row, field):
                self._drop(field.key)
                row = None
            if row is None and is_wanted:
                self._make_row(field, value)
            elif row is not None and not is_wanted and not row.is_dirty():
                self._drop(field.key)
            elif row is not None:
                row.slot.refresh(value)
                row.refresh()
            yield
        for key in [key for key in self.rows if key not in {field.key for field in self._fields}]:
            self._drop(key)
        self.setVisible(bool(self.rows))

    def _is_stale(self, row: SavedRow, field: OwnField) -> bool:
        """Whether the field was defined otherwise when its row was made."""
        return getattr(row, "field", field) != field and not row.is_dirty()

    def _make_row(self, field: OwnField, value: CustomValue) -> None:
        row = own_row(self._session, ItemSlot(self._editor, value), field)
        row.set_read_only(self._editor.refusal)
        order = [other.key for other in self._fields]
        after = next((k for k in order[order.index(field.key) + 1 :] if k in self.rows), None)
        if after is None:
            self.add(row)
        else:
            self.insert_before(self.rows[after], row)
        self.rows[field.key] = row
        row.refresh()

    def _drop(self, key: str) -> None:
        self.discard(self.rows.pop(key))

    def offers(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Label and unfolding of every field that is not on view, and the way to a new one."""
        for field in self._fields:
            if field.key not in self.rows:
                yield field.label, partial(self.offer, field)
        yield _("New own field…"), self.ask_new

    def offer(self, field: OwnField) -> None:
        """Show a field, ready for typing."""
        self._asked.add(field.key)
        if all(other.key != field.key for other in self._fields):
            self._fields.append(field)
        if field.key not in self.rows:
            self._make_row(field, CustomValue(field.key, "", field.label, field.kind))
        self.show()
        self.rows[field.key].setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_new(self) -> None:
        """Define a field, and show it."""
        dialog = OwnFieldDialog(self._session, None, self.window())
        dialog.defined.connect(self.offer)
        dialog.open()

    def commit(self) -> None:
        """Save what was typed."""
        for row in self.rows.values():
            row.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(row.is_dirty() for row in self.rows.values())
