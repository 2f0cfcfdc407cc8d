"""Somebody works in the company on view."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.contacts import companies
from crm_desktop.ui.features.contacts.relations.form_dialog import FormDialog, typed_field
from crm_desktop.ui.features.contacts.relations.person_field import PersonField
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit


class RoleDialog(FormDialog):
    """Who, as what, since when."""

    def __init__(self, session: UiSession, company: PartyRecord, parent: QWidget) -> None:
        super().__init__(
            session, _("Add person"), (_("Add"), self.save), parent, heading=company.display_name
        )
        self._company = company
        self.person = PersonField(session, kinds=("contact",))
        self.person.line.setPlaceholderText(_("Name, e-mail or phone"))
        self.title, self.department, self.from_on = (ComposingLineEdit() for _number in range(3))
        self.from_on.setPlaceholderText(_("A day, a month or a year, if known"))
        self.add_row(_("Who"), self.person)
        self.add_row(_("Title"), self.title)
        self.add_row(_("Department"), self.department)
        self.add_row(_("Since"), self.from_on)
        self.fields = {"person": self.person, "from_on": self.from_on}
        self.person.setFocus()

    def save(self) -> None:
        """Add the role, and close."""
        try:
            from_on = typed_field("from_on", self.from_on, is_last=False)
            if self.person.ref is None:
                raise ValidationError({"person": _("Choose a contact that is in the file.")})
        except ValidationError as error:
            self.refuse(error)
            return
        told = _("{name} works at {company}")
        self.run(
            told.format(name=self.person.name, company=self._company.display_name),
            companies.add_person,
            self._company.ref,
            self.person.ref,
            title=self.title.text(),
            department=self.department.text(),
            from_on=from_on,
        )
