"""What a person is in which company, from when to when."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import ORGANIZATION, REF_KINDS, Affiliation
from crm_desktop.ui.features.contacts.detail.item_rows import PartyNameRow
from crm_desktop.ui.features.contacts.detail.rows import CaptionedRow
from crm_desktop.ui.features.contacts.detail.typed_dates import typed_limit
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.features.contacts.words import field_title
from crm_desktop.ui.forms.section import Section
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import IconButton, push_button
from crm_desktop.ui.widgets.refusal import refuse


class RoleRow(PartyNameRow):
    """Company, title, department; the days when they are told; which role is the main one; the end of it."""

    main = "org_name"

    def __init__(self, session: UiSession, slot: ItemSlot[Affiliation], editor: RecordEditor) -> None:
        super().__init__(session, slot)
        self._editor = editor
        self.star = IconButton(session.theme, "star", _("Main role"), self._toggle_primary, 16, "border")
        self.star.setCheckable(True)
        self.star.setProperty("mark", True)
        self._has_days = False
        company = self.make_party_field("org_name", field_title("company"), ORGANIZATION)
        self._lines = Section(session.theme, "")  # keeps the order of reading when the days come
        self._lines.add(CaptionedRow(session, field_title("company"), company, self.fields["org_name"]))
        for key in ("title", "department"):
            self._lines.add(CaptionedRow(session, field_title(key), self.make_field(key, field_title(key))))
        self._days: list[QWidget] = []
        self._actions_box = self._make_actions()
        self._lines.add(self._actions_box)
        self.lay_out(None, self._lines)

    def _make_days(self) -> None:
        """The fields for the first and the last day; most roles tell neither."""
        for key, title in (("from_on", _("Since")), ("to_on", _("Until"))):
            hint = _("Not known") if key == "from_on" else _("Still so")
            field = self.make_field(key, title, hint=hint)
            field.set_read_only(self._editor.refusal)
            row = CaptionedRow(self._session, title, field)
            self._days.append(row)
            self._lines.insert_before(self._actions_box, row)

    def _make_actions(self) -> QWidget:
        self._add_days = push_button(_("Add days"), self.show_days, kind="link")
        self._end = push_button(_("End this role today"), self.end_today, kind="link")
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 4)
        row.setSpacing(4)
        for widget in (self.star, self._add_days, self._end):
            row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch()
        return box

    def text_of(self, attribute: str) -> str:
        """What stands in the field of an attribute; a day in words."""
        value = getattr(self.slot.item, attribute)
        if attribute in ("from_on", "to_on"):
            return date_text(value) if value else ""
        return str(value)

    def value_of(self, attribute: str, text: str) -> Any:
        """The value that was typed. Raises ValidationError."""
        if attribute in ("from_on", "to_on"):
            shown = getattr(self.slot.item, attribute)
            if text == self.text_of(attribute):
                return shown
            return typed_limit(text, is_last=attribute == "to_on")
        return text

    def refresh(self) -> None:
        """Show what the file holds."""
        super().refresh()
        role: Affiliation = self.slot.item
        is_saved = not self.slot.is_blank
        if not self._days and (self._has_days or role.from_on or role.to_on):
            self._make_days()
        self._add_days.setVisible(is_saved and not self._days and not self._editor.refusal)
        self._end.setVisible(is_saved and role.to_on is None and not self._editor.refusal)
        self.star.setVisible(is_saved)
        self.star.setChecked(role.is_primary)
        self.star.set_name(_("Main role") if role.is_primary else _("Make this the main role"))

    def show_days(self) -> None:
        """Unfold the fields for the first and the last day."""
        self._has_days = True
        self.refresh()
        self.fields["from_on"].setFocus()

    def end_today(self) -> None:
        """The role ends today; Undo takes that back."""
        today = self._session.context.now().astimezone().date()
        self.save_choice("to_on", today)

    def _toggle_primary(self) -> None:
        """A person has one main role: the others step back in the same step."""
        self._editor.set_main_role(self.slot.item, is_main=self.star.isChecked())

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why."""
        super().set_read_only(reason)
        refuse(reason, self.star)

    @property
    def party(self) -> EntityRef | None:
        """The company."""
        item: Affiliation = self.slot.item
        return EntityRef(REF_KINDS[ORGANIZATION], item.org_id) if item.org_id else None
