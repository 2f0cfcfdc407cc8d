"""A new employer in one dialog: where to, what ends, what goes out of use, how to be reached at the new desk (P15)."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.address import one_line
from crm_desktop.domain.contacts.records import Address, ContactPoint, PartyRecord
from crm_desktop.services.contacts import new_employer
from crm_desktop.services.contacts.new_employer import Move
from crm_desktop.ui.features.contacts.detail.facts import plain_role_text
from crm_desktop.ui.features.contacts.relations.form_dialog import FormDialog, typed_field
from crm_desktop.ui.features.contacts.relations.person_field import PersonField
from crm_desktop.ui.features.contacts.relations.words import day_input
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit


class EmployerDialog(FormDialog):
    """What was typed is one step; roles and addresses of the old desk are ticked already."""

    def __init__(self, session: UiSession, record: PartyRecord, parent: QWidget) -> None:
        super().__init__(
            session, _("New employer"), (_("Save move"), self.save), parent, heading=record.display_name
        )
        self._record = record
        today = session.context.clock.today()
        self.company = PersonField(
            session, kinds=("company",), new_text=_("“{name}” is new and will be added as a company.")
        )
        self.on, self.title, self.department, self.end_reason, self.email, self.phone = (
            ComposingLineEdit() for _number in range(6)
        )
        self.on.setText(day_input(today))
        self.roles = [
            (role, _tick(plain_role_text(role))) for role in new_employer.present_roles(record, today)
        ]
        self.desk = [(item, _tick(_text(session, item))) for item in new_employer.of_the_desk(record)]
        for at, (_role, box) in enumerate(self.roles):
            box.setChecked(at == 0)
        self._add_rows()
        self.fields = {
            "company": self.company, "role": self.company, "on": self.on, "email": self.email, "phone": self.phone,
        }  # fmt: skip
        self.company.changed.connect(self._on_company)
        self.company.resized.connect(self.fit_soon)
        self.company.setFocus()

    def _add_rows(self) -> None:
        self.add_row(_("New company"), self.company)
        self.add_row(_("First day there"), self.on)
        self.add_row(_("Title"), self.title)
        self.add_row(_("Department"), self.department)
        if self.roles:
            self.add_row(_("Ends the day before"), _column([box for _role, box in self.roles]))
            self.add_row(_("Why it ends"), self.end_reason)
        else:
            self.end_reason.setParent(self)
            self.end_reason.hide()
        if self.desk:
            self.add_row(_("Not used any more"), _column([box for _item, box in self.desk]))
            self.add_note(_("They stay with the contact and are still found."))
        self.add_row(_("New e-mail"), self.email)
        self.add_row(_("New phone"), self.phone)

    def _on_company(self) -> None:
        """Another role in the same company keeps its desk."""
        ref = self.company.ref
        is_same = ref is not None and any(role.org_id == ref.id for role, _box in self.roles)
        for _item, box in self.desk:
            box.setChecked(not is_same)

    def save(self) -> None:
        """Write the move down, and close."""
        try:
            if self.company.is_ambiguous:
                text = _("Several companies have this name; choose one with the arrow keys.")
                raise ValidationError({"company": text})
            on = typed_field("on", self.on, is_last=False)
            if on is None:
                raise ValidationError({"on": _("Say from which day.")})
        except ValidationError as error:
            self.refuse(error)
            return
        told = _("{name} moved to {company}")
        told = told.format(name=self._record.display_name, company=self.company.name)
        self.run(told, new_employer.move, self._record.ref, self._wanted(on))

    def _wanted(self, on: dt.date) -> Move:
        return Move(
            on,
            self.company.ref,
            self.company.name,
            self.title.text(),
            self.department.text(),
            tuple(role for role, box in self.roles if box.isChecked()),
            tuple(item.id for item, box in self.desk if box.isChecked() and item.id is not None),
            self.end_reason.text(),
            self.email.text(),
            self.phone.text(),
        )


def _tick(text: str) -> QCheckBox:
    box = QCheckBox(text.replace("&", "&&"))
    box.setChecked(True)
    return box


def _text(session: UiSession, item: ContactPoint | Address) -> str:
    return item.value if isinstance(item, ContactPoint) else one_line(item, session.context.region)


def _column(boxes: list[QCheckBox]) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 4, 0, 0)
    column.setSpacing(4)
    for box in boxes:
        column.addWidget(box)
    return widget
