"""Somebody comes into a household, or their place in it changes."""

from __future__ import annotations

import dataclasses

from PySide6.QtWidgets import QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _, pgettext
from crm_desktop.domain.contacts.households import Member
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.contacts import households
from crm_desktop.ui.features.contacts.relations.form_dialog import FormDialog, typed_field
from crm_desktop.ui.features.contacts.relations.household_dialog import chosen_role, role_box
from crm_desktop.ui.features.contacts.relations.person_field import PersonField
from crm_desktop.ui.features.contacts.relations.words import day_input
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit


class MemberDialog(FormDialog):
    """Who (for a new member), which place, since when, until when."""

    def __init__(
        self, session: UiSession, household: PartyRecord, member: Member | None, parent: QWidget
    ) -> None:
        """`member` is the one to change; None to take somebody in."""
        title = _("Add to the household") if member is None else _("Place in the household")
        verb = _("Add") if member is None else _("Save")
        name = household.display_name if member is None else member.person.display_name
        super().__init__(session, title, (verb, self.save), parent, heading=name)
        self._household, self._member = household, member
        self.person = PersonField(session, kinds=("contact",))
        self.role = role_box(member.role if member else "")
        self.from_on, self.to_on = ComposingLineEdit(), ComposingLineEdit()
        if member is None:
            self.add_row(_("Who"), self.person)
        else:
            self.person.setParent(self)
            self.person.hide()
        self.add_row(pgettext("in a household", "Place"), self.role)
        self.add_row(_("Since"), self.from_on)
        if member is not None:
            self.add_row(_("Until"), self.to_on)
            self.from_on.setText(day_input(member.from_on))
            self.to_on.setText(day_input(member.to_on))
        else:
            self.to_on.setParent(self)
            self.to_on.hide()
        self.from_on.setPlaceholderText(_("A day, a month or a year, if known"))
        self.fields = {
            "person": self.person,
            "people": self.person,
            "from_on": self.from_on,
            "to_on": self.to_on,
        }
        (self.person if member is None else self.role).setFocus()

    def save(self) -> None:
        """Save and close."""
        try:
            from_on = typed_field("from_on", self.from_on, is_last=False)
            to_on = typed_field("to_on", self.to_on, is_last=True)
            if self._member is None and self.person.ref is None:
                raise ValidationError({"person": _("Choose a contact that is in the file.")})
        except ValidationError as error:
            self.refuse(error)
            return
        role = chosen_role(self.role)
        home = self._household.ref
        if self._member is None:
            told = _("Added: {name}").format(name=self.person.name)
            self.run(told, households.add_member, home, self.person.ref, role=role, from_on=from_on)
        else:
            told = _("Changed: {name}").format(name=self._member.person.display_name)
            wanted = dataclasses.replace(self._member, role=role, from_on=from_on, to_on=to_on)
            self.run(told, households.change_member, home, self._member, wanted)
