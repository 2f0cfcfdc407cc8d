"""Everything of a record besides name, reaching and notes; what is empty is folded under "Add field"."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from crm_desktop.base.formats import list_text
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.contacts.records import (
    GROUP,
    HOUSEHOLD,
    IMPP,
    PERSON,
    SOCIAL,
    URL,
    Affiliation,
    Attachment,
    ContactPoint,
    Fact,
    ImportantDate,
    Membership,
    PartialDate,
    PartyRecord,
)
from crm_desktop.ui.features.contacts.detail.file_row import FileRow
from crm_desktop.ui.features.contacts.detail.folded import FoldedFields, FoldedItems
from crm_desktop.ui.features.contacts.detail.item_rows import (
    DateRow,
    FactRow,
    MembershipRow,
)
from crm_desktop.ui.features.contacts.detail.own_fields import OwnFieldsSection
from crm_desktop.ui.features.contacts.detail.role_row import RoleRow
from crm_desktop.ui.features.contacts.detail.rows import PointRow
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.features.contacts.words import KIND_TITLES, field_title
from crm_desktop.ui.forms.section import ItemRow, Section
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import FacedButton
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.refusal import refuse

_PERSON_ONLY = frozenset({"role", "birthday", "occupation", "pronouns", "gender"})
_NOT_HERE = frozenset({"kind", "name_order", "is_archived"})
_NAMES = frozenset(
    {"display_name", "prefix", "given", "additional", "family", "suffix", "nickname", "native_name"}
    | {"phonetic_given", "phonetic_family", "legal_name", "label_name"}
)


def single_fields(kind: str) -> tuple[str, ...]:
    """Keys of the catalogue's fields of one text that a record of `kind` may have, without those of its name."""
    return tuple(
        spec.key
        for spec in CONTACT_FIELDS
        if spec.holder == "party"
        and spec.editor == "line"
        and spec.key not in _NAMES | _NOT_HERE
        and (kind == PERSON or spec.key not in _PERSON_ONLY)
    )


class MoreSections(QWidget):
    """The sections, and the button that unfolds an empty one."""

    def __init__(self, session: UiSession, editor: RecordEditor, record: PartyRecord) -> None:
        super().__init__()
        self._session, self._editor, self._record = session, editor, record
        self.roles = self._items(_("Roles"), partial(_role_row, editor), Affiliation)
        self.groups, self.households = (
            self._items(_(KIND_TITLES[kind]), MembershipRow, partial(Membership, group_kind=kind))
            for kind in (GROUP, HOUSEHOLD)
        )
        self.dates = self._items(
            _("Important dates"), DateRow, lambda: ImportantDate("birthday", PartialDate())
        )
        self.points = {
            kind: self._items(field_title(kind), _point_row, partial(ContactPoint, kind, ""))
            for kind in (URL, IMPP, SOCIAL)
        }
        self.facts = self._items(field_title("fact"), FactRow, lambda: Fact("", ""))
        self.custom = OwnFieldsSection(session, editor, record)
        self.files = self._items(_("Attachments"), FileRow, lambda: Attachment(""))
        self.fields = FoldedFields(session, _("More"), editor, single_fields(record.kind))
        self._extras = Section(session.theme, _("Kept from a file"))
        self._extras.hide()
        self._extra_names = TextLabel(session.theme, colour="text_2", wrap=True)
        self._extra_names.setContentsMargins(9, 0, 9, 0)
        self._extras.add(self._extra_names)
        self.add_button = self._make_add_button()
        self._lay_out()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        for widget in (*self.lists[:-1], self.custom, self.fields, self.files, self._extras):
            column.addWidget(widget)
        column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeading)

    def _items(
        self, title: str, make: Callable[[UiSession, ItemSlot[Any]], ItemRow], blank: Callable[[], Any]
    ) -> FoldedItems:
        section = FoldedItems(
            self._session.theme, title, self._editor, lambda slot: make(self._session, slot), blank
        )
        section.set_read_only(self._editor.refusal)
        return section

    def _make_add_button(self) -> QPushButton:
        button = FacedButton(self._session.theme, "plus", _("Add field"))
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        button.setMenu(menu)
        refuse(self._editor.refusal, button)
        return button

    @property
    def lists(self) -> tuple[FoldedItems, ...]:
        """The sections of items, from top to bottom."""
        return (
            self.roles,
            self.groups,
            self.households,
            self.dates,
            *self.points.values(),
            self.facts,
            self.files,
        )

    # --- what can be added

    def offers(self) -> Iterator[tuple[str, Callable[[], None]]]:
        """Title and unfolding of every field that can be added now, in the order of the catalogue."""
        adders = self._adders()
        for spec in CONTACT_FIELDS:
            if self._record.kind != PERSON and spec.key in _PERSON_ONLY:
                continue
            if spec.key in self.fields.keys and spec.key not in self.fields.fields:
                yield spec.title, partial(self.fields.offer, spec.key)
            elif spec.key in adders:
                yield spec.title, adders[spec.key]
                if spec.key == "group":
                    yield _(KIND_TITLES[HOUSEHOLD]), self.households.offer
        yield from self.custom.offers()

    def _adders(self) -> dict[str, Callable[[], None]]:
        adders: dict[str, Callable[[], None]] = {
            "role": self.roles.offer,
            "group": self.groups.offer,
            "date": partial(self.dates.offer, kind="other", label=""),
            "fact": self.facts.offer,
            "attachment": self.files.offer,
        }
        adders |= {kind: section.offer for kind, section in self.points.items()}
        held = {date.kind for date in self._record.dates}
        for kind in ("birthday", "anniversary"):
            if kind not in held:
                adders[kind] = partial(self.dates.offer, kind=kind, label="")
        return adders

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for title, offer in self.offers():
            menu.addAction(title).triggered.connect(lambda _on=False, offer=offer: offer())

    # --- as every part of a record

    def show_record(self, record: PartyRecord) -> None:
        """Show another state of the record."""
        for _row in self.show_by_row(record):
            pass

    def show_by_row(self, record: PartyRecord) -> Iterator[None]:
        """The same in steps of one row each; each section may have many."""
        self._record = record
        yield from self.roles.show_by_row(record.affiliations)
        yield from self.groups.show_by_row([m for m in record.memberships if m.group_kind != HOUSEHOLD])
        yield from self.households.show_by_row([m for m in record.memberships if m.group_kind == HOUSEHOLD])
        yield from self.dates.show_by_row(record.dates)
        for kind, section in self.points.items():
            yield from section.show_by_row(record.points_of(kind))
        yield from self.facts.show_by_row(record.facts)
        self.custom.show_record(record)
        yield from self.files.show_by_row([file for file in record.attachments if not file.is_photo])
        yield from self.fields.show_by_row(record)
        names = sorted({extra.name.split(";")[0] for extra in record.extras})
        self._extra_names.setText(list_text(names))
        self._extras.setVisible(bool(names))

    def commit(self) -> None:
        """Save what was typed."""
        for section in self.lists:
            section.commit()
        self.custom.commit()
        self.fields.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return (
            self.fields.is_dirty()
            or self.custom.is_dirty()
            or any(section.is_dirty() for section in self.lists)
        )


def _point_row(session: UiSession, slot: ItemSlot[ContactPoint]) -> PointRow:
    row = PointRow(session, slot)
    row.setFocusProxy(row.field)
    return row


def _role_row(editor: RecordEditor, session: UiSession, slot: ItemSlot[Affiliation]) -> RoleRow:
    return RoleRow(session, slot, editor)
