"""The name of a record in its parts; empty ones are folded away."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import PERSON, PartyRecord
from crm_desktop.ui.features.contacts.detail.rows import CaptionedRow
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
        self._fields: dict[str, FieldEdit] = {}
        self._rows: dict[str, QWidget] = {}
        keys = _PERSON if record.kind == PERSON else _OTHERS
        always = _ALWAYS if record.kind == PERSON else frozenset({"display_name"})
        for key in keys:
            title = field_title(key)
            field = FieldEdit(session.theme, title, str(getattr(record, key)), editor.field_saver(key))
            field.set_read_only(editor.refusal)
            row = CaptionedRow(session, title, field)
            row.setVisible(key in always or bool(field.value and key != "display_name"))
            self._fields[key], self._rows[key] = field, row
            self.add(row)
        self._more = push_button(_("More name fields"), self._unfold, kind="link")
        self.add(self._more, Qt.AlignmentFlag.AlignLeading)

    def show_record(self, record: PartyRecord) -> None:
        """Show what the file holds now."""
        for key, field in self._fields.items():
            field.set_value(str(getattr(record, key)))
            if field.value and key != "display_name":
                self._rows[key].show()

    def focus_first(self) -> None:
        """Put the cursor into the first field on view."""
        for key, row in self._rows.items():
            if not row.isHidden():
                self._fields[key].line.setFocus()
                self._fields[key].line.selectAll()
                return

    def commit(self) -> None:
        """Save what was typed."""
        for field in self._fields.values():
            field.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(field.is_dirty for field in self._fields.values())

    def _unfold(self) -> None:
        for row in self._rows.values():
            row.show()
        self._more.hide()
