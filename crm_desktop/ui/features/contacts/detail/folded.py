"""Parts of a record that are there only when they hold something, or when they were asked for."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.ui.features.contacts.detail.rows import CaptionedRow
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.features.contacts.words import field_title
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.section import ItemSection, Section
from crm_desktop.ui.session import UiSession


class FoldedItems(ItemSection):
    """A list whose blank row is made and shown only by `offer`."""

    _is_offered = False

    def __init__(self, *args: Any) -> None:
        """As every list of items; not on view until something stands in it."""
        super().__init__(*args)
        self.hide()

    def _wants_blank(self) -> bool:
        """Only after it was asked for."""
        return self._is_offered

    def show_by_row(self, items: Sequence[Any]) -> Iterator[None]:
        """Show the list as the file holds it now; nothing at all while it is empty."""
        if self.blank is not None and not self.blank.slot.is_blank:
            self._is_offered = False
        yield from super().show_by_row(items)
        if self.blank is not None:
            self.blank.setVisible(self._is_offered)
        self.setVisible(bool(self.rows) or self._is_offered)

    def offer(self, **values: Any) -> None:
        """Show the blank row with these values in it, ready for typing."""
        self._is_offered = True
        self.make_blank()
        if self.blank is None:  # the file is read-only
            return
        self.blank.slot.item = dataclasses.replace(self.blank.slot.item, **values)
        self.blank.refresh()
        self.blank.show()
        self.show()
        self.blank.setFocus(Qt.FocusReason.OtherFocusReason)


class FoldedFields(Section):
    """Single fields of a record; those that are empty show only after `offer`."""

    def __init__(self, session: UiSession, title: str, editor: RecordEditor, keys: Sequence[str]) -> None:
        super().__init__(session.theme, title)
        self._session, self._editor = session, editor
        self.keys = tuple(keys)
        self.fields: dict[str, FieldEdit] = {}
        self._rows: dict[str, QWidget] = {}
        self.hide()

    def show_record(self, record: PartyRecord) -> None:
        """Show what the file holds now."""
        for _row in self.show_by_row(record):
            pass

    def show_by_row(self, record: PartyRecord) -> Iterator[None]:
        """The same in steps of one row each."""
        for key in self.keys:
            value = str(getattr(record, key))
            if key in self.fields:
                self.fields[key].set_value(value)
            elif value:
                self._make_row(key, value)
                yield
        self.setVisible(bool(self.fields))

    def offer(self, key: str) -> None:
        """Show a field, ready for typing."""
        if key not in self.fields:
            self._make_row(key, "")
        self.show()
        self.fields[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_row(self, key: str, value: str) -> None:
        title = field_title(key)
        field = FieldEdit(self._session.theme, title, value, self._editor.field_saver(key))
        field.set_read_only(self._editor.refusal)
        row = CaptionedRow(self._session, title, field)
        after = next((k for k in self.keys[self.keys.index(key) + 1 :] if k in self._rows), None)
        if after is None:
            self.add(row)
        else:
            self.insert_before(self._rows[after], row)
        self.fields[key], self._rows[key] = field, row

    def commit(self) -> None:
        """Save what was typed."""
        for field in self.fields.values():
            field.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(field.is_dirty for field in self.fields.values())
