"""The fields of one record in one column or two; every field saves itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import EMAIL, PHONE, Address, ContactPoint, Note, PartyRecord
from crm_desktop.ui.features.contacts.detail.address_row import AddressRow
from crm_desktop.ui.features.contacts.detail.more import MoreSections
from crm_desktop.ui.features.contacts.detail.names import NamesSection
from crm_desktop.ui.features.contacts.detail.preference_row import PreferenceRow
from crm_desktop.ui.features.contacts.detail.preferences import PreferencesSection
from crm_desktop.ui.features.contacts.detail.rows import NoteRow, PointRow
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.forms.section import ItemSection
from crm_desktop.ui.record_parts import PartView, Place, parts_at
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.steps import Steps

W = TypeVar("W", bound=QWidget)

_TWO_COLUMNS = 820


class Details(QScrollArea):
    """How to reach somebody, their name, and everything else that stands in fields."""

    def __init__(self, session: UiSession, editor: RecordEditor, record: PartyRecord) -> None:
        """What is put into `top` scrolls with the fields, over the whole width."""
        super().__init__()
        self.setObjectName("detailPane")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session, self.editor, self.record = session, editor, record
        self._phones = self._points(PHONE, _("Phone"))
        self._mails = self._points(EMAIL, _("E-mail"))
        self._addresses = ItemSection(
            session.theme, _("Address"), editor, lambda slot: AddressRow(session, slot), Address
        )
        self._notes: ItemSection | None = None
        self._names: NamesSection | None = None
        self._parts: list[PartView] = []
        self._more: MoreSections | None = None
        self._preferences: PreferencesSection | None = None
        self._is_stale = False
        self.is_first_made = False
        self.top = QVBoxLayout()
        self._lay_out()
        for section in self._reach:
            section.set_read_only(editor.refusal)
        self.making = Steps(self._make(), self)

    @property
    def _reach(self) -> tuple[ItemSection, ...]:
        """How to reach somebody: what stands at the top."""
        return self._phones, self._mails, self._addresses

    def _points(self, kind: str, title: str) -> ItemSection:
        return ItemSection(
            self._session.theme,
            title,
            self.editor,
            lambda slot: PointRow(self._session, slot),
            lambda: ContactPoint(kind, ""),
        )

    def _make(self) -> Iterator[None]:
        """Makes the fields in steps, from top to bottom, so that none stops the window for long."""
        session, editor, record = self._session, self.editor, self.record
        yield from self._phones.show_by_row(record.points_of(PHONE))
        yield from self._mails.show_by_row(record.points_of(EMAIL))
        yield from self._addresses.show_by_row(record.addresses)
        self.is_first_made = True
        yield
        notes = self._notes = ItemSection(
            session.theme, _("Notes"), editor, lambda slot: NoteRow(session, slot), lambda: Note("")
        )
        notes.set_read_only(editor.refusal)
        self._first.insertWidget(self._first.count() - 1, notes)
        yield from notes.show_by_row(record.notes)
        self._names = self._appended(NamesSection(session, editor, record))
        yield from self._names.show_by_row(record)
        for part in parts_at(session.record_parts, Place.DETAILS, record.kind):
            self._parts.append(self._appended(part.build(session, record)))
            yield
        self._more = self._appended(MoreSections(session, editor, record))
        yield
        yield from self._more.show_by_row(record)
        self._preferences = self._appended(PreferencesSection(session, editor))
        yield from self._preferences.show_by_row(record)
        if self._is_stale:  # it was read anew meanwhile
            self._show_all(self.record)

    def _appended(self, section: W) -> W:
        self._second.insertWidget(self._second.count() - 1, section)
        return section

    def complete(self) -> None:
        """Make what is left to make of the record, now."""
        self.making.finish()
        self.more.custom.complete()

    @property
    def phones(self) -> ItemSection:
        """The phone numbers."""
        return self._made_first(self._phones)

    @property
    def mails(self) -> ItemSection:
        """The e-mail addresses."""
        return self._made_first(self._mails)

    @property
    def addresses(self) -> ItemSection:
        """The postal addresses."""
        return self._made_first(self._addresses)

    def _made_first(self, section: ItemSection) -> ItemSection:
        self.making.reach(lambda: self.is_first_made)
        return section

    @property
    def notes(self) -> ItemSection:
        """The notes."""
        self.making.reach(lambda: self._names is not None)
        assert self._notes is not None  # made before the names
        return self._notes

    @property
    def names(self) -> NamesSection:
        """The name in its parts."""
        self.making.reach(lambda: self._more is not None)
        assert self._names is not None  # made before what comes below them
        return self._names

    @property
    def more(self) -> MoreSections:
        """Roles, dates, facts and the other fields."""
        self.making.finish()
        assert self._more is not None  # made by now
        return self._more

    @property
    def preferences(self) -> dict[str, PreferenceRow]:
        """Channel -> whether it may be used."""
        self.making.finish()
        assert self._preferences is not None  # made by the last steps
        return self._preferences.rows

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("detailBody")
        self._first, self._second = QVBoxLayout(), QVBoxLayout()
        for section in self._reach:
            self._first.addWidget(section)
        for column in (self._first, self._second):
            column.setSpacing(20)
            column.addStretch(1)
        self._columns = QHBoxLayout()
        self._columns.setSpacing(32)
        self._columns.addLayout(self._first, 1)
        self._columns.addLayout(self._second, 1)
        outer = self._outer = QVBoxLayout(body)
        outer.setContentsMargins(24, 20, 24, 24)
        outer.setSpacing(20)
        self.top.setSpacing(20)
        outer.addLayout(self.top)
        outer.addLayout(self._columns)
        outer.addStretch()
        self.setWidget(body)

    def set_side_column(self, *, is_side: bool) -> None:
        """Take the margins of a narrow column, or of a whole page."""
        side = 16 if is_side else 24
        self._outer.setContentsMargins(side, 8 if is_side else 20, side, 24)

    def show_record(self, record: PartyRecord) -> None:
        """Show another state of the same record; what is being typed stays."""
        self.record = record
        if self.making.is_done:
            self._show_all(record)
        else:
            self._is_stale = True  # the last step shows it

    def _show_all(self, record: PartyRecord) -> None:
        self._phones.show_items(record.points_of(PHONE))
        self._mails.show_items(record.points_of(EMAIL))
        self._addresses.show_items(record.addresses)
        self.notes.show_items(record.notes)
        for section in self._following():
            section.show_record(record)

    def _following(self) -> list[NamesSection | PartView | MoreSections | PreferencesSection]:
        """What stands in the second column, as far as it is made."""
        made = [self._names, *self._parts, self._more, self._preferences]
        return [section for section in made if section is not None]

    def _made(self) -> list[ItemSection | NamesSection | PartView | MoreSections | PreferencesSection]:
        lists = self._reach if self._notes is None else (*self._reach, self._notes)
        return [*lists, *self._following()]

    def commit(self) -> None:
        """Save everything that was typed."""
        for section in self._made():
            section.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(section.is_dirty() for section in self._made())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Two columns where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _TWO_COLUMNS
        direction = QHBoxLayout.Direction.LeftToRight if wide else QHBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)
            self._columns.setSpacing(32 if wide else 20)
