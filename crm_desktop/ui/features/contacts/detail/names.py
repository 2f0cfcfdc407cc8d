"""The name of a record in its parts; empty ones are folded away."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import PERSON, PartyRecord
from crm_desktop.ui.features.contacts.detail.rows import CaptionedRow, link_in_line
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.features.contacts.words import field_title
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.section import Section
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import push_button

_PERSON = (
    *("prefix", "given", "additional", "family", "suffix", "nickname", "display_name"),
    *("native_name", "phonetic_given", "phonetic_family", "label_name"),
)
_OTHERS = ("display_name", "legal_name", "native_name", "label_name")
_ALWAYS = frozenset({"given", "family"})


class NamesSection(Section):
    """One field for each part that is filled, the usual ones always, the rest on demand."""

    def __init__(self, session: UiSession, editor: RecordEditor, record: PartyRecord) -> None:
        super().__init__(session.theme, _("Name"))
        self._session, self._editor, self._record = session, editor, record
        self._keys = _PERSON if record.kind == PERSON else _OTHERS
        self._always = _ALWAYS if record.kind == PERSON else frozenset({"display_name"})
        self._fields: dict[str, FieldEdit] = {}
        self._rows: dict[str, QWidget] = {}
        self._more = push_button(_("More name fields"), self._unfold, kind="link")
        self._more_row = CaptionedRow(session, "", link_in_line(self._more))
        self.add(self._more_row)
        self._more_row.setVisible(not editor.refusal)  # nothing can be typed into what it unfolds

    def show_record(self, record: PartyRecord) -> None:
        """Show what the file holds now."""
        for _row in self.show_by_row(record):
            pass

    def show_by_row(self, record: PartyRecord) -> Iterator[None]:
        """The same in steps of one row each."""
        self._record = record
        for key in self._keys:
            value = str(getattr(record, key))
            if key in self._fields:
                self._fields[key].set_value(value)
            elif key in self._always or (value and key != "display_name"):
                self._make_row(key)
                yield

    def _make_row(self, key: str) -> None:
        title = field_title(key)
        value = str(getattr(self._record, key))
        field = FieldEdit(self._session.theme, title, value, self._editor.field_saver(key))
        field.set_read_only(self._editor.refusal)
        row = CaptionedRow(self._session, title, field)
        before = [other for other in self._keys[self._keys.index(key) + 1 :] if other in self._rows]
        self.insert_before(self._rows[before[0]] if before else self._more_row, row)
        self._fields[key], self._rows[key] = field, row

    def focus_first(self) -> None:
        """Put the cursor into the first field on view."""
        first = next(self._fields[key] for key in self._keys if key in self._fields)
        first.line.setFocus()
        first.line.selectAll()

    def commit(self) -> None:
        """Save what was typed."""
        for field in self._fields.values():
            field.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(field.is_dirty for field in self._fields.values())

    def _unfold(self) -> None:
        for key in self._keys:
            if key not in self._fields:
                self._make_row(key)
        self._more_row.hide()
