"""Who took part, each with a role; and the other records that an activity is about."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import Participant
from crm_desktop.domain.contacts.records import PERSON, REF_KINDS
from crm_desktop.services.search import Hit, by_refs
from crm_desktop.ui.person_search import PersonDialog
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import IconButton, NameLink, push_button
from crm_desktop.ui.widgets.chip import Chip
from crm_desktop.ui.widgets.flow_layout import FlowLayout


class PeopleEdit(QWidget):
    """One line for each person."""

    changed = Signal()

    def __init__(self, session: UiSession, people: Sequence[Participant]) -> None:
        super().__init__()
        self._session = session
        self.people = list(people)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        self._column.addLayout(self._rows)
        self._add = push_button(_("Add person…"), self._ask, kind="adds")
        self._column.addWidget(self._add, 0, Qt.AlignmentFlag.AlignLeading)
        self._show()

    def _show(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        for place, person in enumerate(self.people):
            self._rows.addWidget(self._row(place, person))

    def _row(self, place: int, person: Participant) -> QWidget:
        row = QWidget()
        box = QHBoxLayout(row)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        role = QComboBox()
        for key, title in kinds.ROLES.items():
            role.addItem(_(title), key)
        role.setCurrentIndex(role.findData(person.role))
        role.setAccessibleName(_("Part of {name}").format(name=person.name))
        role.currentIndexChanged.connect(lambda _at: self._set_role(place, str(role.currentData())))
        cross = IconButton(
            self._session.theme,
            "x",
            _("Remove {name}").format(name=person.name),
            lambda: self._drop(place),
            14,
        )
        box.addWidget(self._link(person))
        box.addStretch(1)
        box.addWidget(role)
        box.addWidget(cross)
        return row

    def _link(self, person: Participant) -> NameLink:
        """The name; it opens a window, for the one below this dialog has to wait."""
        ref = EntityRef(REF_KINDS[person.party_kind], person.party_id)
        link = NameLink(person.name, lambda: self._session.navigator.open_window(ref))
        link.setAccessibleName(_("Open {name} in its own window").format(name=person.name))
        return link

    def _set_role(self, place: int, role: str) -> None:
        self.people[place] = dataclasses.replace(self.people[place], role=role)
        self.changed.emit()

    def _drop(self, place: int) -> None:
        del self.people[place]
        self._show()
        self.changed.emit()

    def _ask(self) -> None:
        dialog = PersonDialog(self._session, _("Add person"), self.window())
        dialog.chosen.connect(self.add)
        dialog.open()

    def add(self, hit: Hit) -> None:
        """One more, if they are not there yet."""
        if hit.ref.id not in {person.party_id for person in self.people}:
            kind = next((kind for kind, word in REF_KINDS.items() if word == hit.ref.kind), PERSON)
            self.people.append(Participant(hit.ref.id, name=hit.title, party_kind=kind))
            self._show()
            self.changed.emit()


class LinksEdit(QWidget):
    """Chips, each taken off by its cross or Delete."""

    changed = Signal()

    def __init__(self, session: UiSession, links: Sequence[EntityRef]) -> None:
        super().__init__()
        self._session = session
        self.links = list(links)
        self._names: dict[EntityRef, str] = {}
        self._flow = FlowLayout(self)
        self._chips: list[Chip] = []
        self._add = push_button(_("Add link…"), self._ask, kind="adds")
        self._flow.addWidget(self._add)
        if links:
            session.tasks.run(by_refs, session.context, list(links), owner=self, on_done=self._on_names)

    def _on_names(self, hits: list[Hit]) -> None:
        self._names.update({hit.ref: hit.title for hit in hits})
        self._show()

    def _show(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self._add)
        self._chips = []
        for link in self.links:
            name = self._names.get(link, _("Something of another file"))
            chip = Chip(self._session.theme, name, kind="plain", removable=True)
            chip.removed.connect(lambda link=link: self._drop(link))
            self._chips.append(chip)
            self._flow.addWidget(chip)
        self._flow.addWidget(self._add)

    def _drop(self, link: EntityRef) -> None:
        self.links.remove(link)
        self._show()
        self.changed.emit()

    def _ask(self) -> None:
        dialog = PersonDialog(self._session, _("Add link"), self.window())
        dialog.chosen.connect(self.add)
        dialog.open()

    def add(self, hit: Hit) -> None:
        """One more, if it is not there yet."""
        if hit.ref not in self.links:
            self.links.append(hit.ref)
            self._names[hit.ref] = hit.title
            self._show()
            self.changed.emit()
