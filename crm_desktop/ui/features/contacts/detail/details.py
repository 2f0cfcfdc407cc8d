"""The fields of one record in one column or two; every field saves itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import (
    CHANNELS,
    EMAIL,
    PHONE,
    Address,
    ContactPoint,
    Note,
    PartyRecord,
    Preference,
)
from crm_desktop.ui.features.contacts.detail.address_row import AddressRow
from crm_desktop.ui.features.contacts.detail.more import MoreSections
from crm_desktop.ui.features.contacts.detail.names import NamesSection
from crm_desktop.ui.features.contacts.detail.preference_row import PreferenceRow
from crm_desktop.ui.features.contacts.detail.rows import NoteRow, PointRow
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.forms.section import ItemSection, Section
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.forms.tab_order import order_soon
from crm_desktop.ui.record_parts import PartView, Place, parts_at
from crm_desktop.ui.session import UiSession

_TWO_COLUMNS = 820


class Details(QScrollArea):
    """How to reach somebody, their name, and everything else that stands in fields."""

    def __init__(
        self, session: UiSession, editor: RecordEditor, record: PartyRecord, above: Sequence[QWidget] = ()
    ) -> None:
        """`above` scrolls with the fields, over the whole width."""
        super().__init__()
        self.setObjectName("detailPane")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._session, self.editor, self.record = session, editor, record
        self.phones = self._points(PHONE, _("Phone"))
        self.mails = self._points(EMAIL, _("E-mail"))
        self.addresses = ItemSection(
            session.theme, _("Address"), editor, lambda slot: AddressRow(session, slot), Address
        )
        self._rest: _Rest | None = None
        self._steps = self._build_rest()
        self._lay_out(above)
        for section in (self.phones, self.mails, self.addresses):
            section.set_read_only(editor.refusal)
        self.show_record(record)
        self._rest_timer = QTimer(self, singleShot=True, interval=0)
        self._rest_timer.timeout.connect(self._build_next)
        self._rest_timer.start()

    def _points(self, kind: str, title: str) -> ItemSection:
        return ItemSection(
            self._session.theme,
            title,
            self.editor,
            lambda slot: PointRow(self._session, slot),
            lambda: ContactPoint(kind, ""),
        )

    def _build_rest(self) -> Iterator[None]:
        """Makes the rest of the record, section by section, so that none stops the window for long."""
        session, editor, record = self._session, self.editor, self.record
        notes = ItemSection(
            session.theme, _("Notes"), editor, lambda slot: NoteRow(session, slot), lambda: Note("")
        )
        notes.set_read_only(editor.refusal)
        notes.show_items(record.notes)
        self._first.insertWidget(self._first.count() - 1, notes)
        yield
        names = NamesSection(session, editor, record)
        self._append(names)
        yield
        parts = []
        for part in parts_at(session.record_parts, Place.DETAILS, record.kind):
            parts.append(part.build(session, record))
            self._append(parts[-1])
            yield
        more = MoreSections(session, editor, record)
        more.setParent(self)  # or it would outlive a record that goes before it is complete
        for _section in more.show_by_section(record):
            yield
        self._append(more)
        yield
        preferences = PreferencesSection(session, editor)
        preferences.show_record(record)
        self._append(preferences)
        self._rest = _Rest(notes, names, parts, more, preferences)
        self._rest.show_record(self.record)
        order_soon(self)

    def _append(self, section: QWidget) -> None:
        self._second.insertWidget(self._second.count() - 1, section)

    def _build_next(self) -> None:
        """Make one more section; the next one follows when the window has had its turn."""
        if next(self._steps, _DONE) is not _DONE:
            self._rest_timer.start()

    def complete(self) -> _Rest:
        """Make what is left to make of the record, now."""
        for _step in self._steps:
            pass
        assert self._rest is not None  # the last step makes it
        return self._rest

    @property
    def notes(self) -> ItemSection:
        """The notes."""
        return self.complete().notes

    @property
    def names(self) -> NamesSection:
        """The name in its parts."""
        return self.complete().names

    @property
    def more(self) -> MoreSections:
        """Roles, dates, facts and the other fields."""
        return self.complete().more

    @property
    def preferences(self) -> dict[str, PreferenceRow]:
        """Channel -> whether it may be used."""
        return self.complete().preferences.rows

    def _lay_out(self, above: Sequence[QWidget]) -> None:
        body = QWidget()
        body.setObjectName("detailBody")
        self._first, self._second = QVBoxLayout(), QVBoxLayout()
        for section in (self.phones, self.mails, self.addresses):
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
        for widget in above:
            outer.addWidget(widget)
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
        self.phones.show_items(record.points_of(PHONE))
        self.mails.show_items(record.points_of(EMAIL))
        self.addresses.show_items(record.addresses)
        if self._rest is not None:
            self._rest.show_record(record)

    def focus_first(self) -> None:
        """Begin editing: the first name field."""
        self.names.focus_first()
        self.ensureWidgetVisible(self.names)

    def commit(self) -> None:
        """Save everything that was typed."""
        for section in (self.phones, self.mails, self.addresses):
            section.commit()
        if self._rest is not None:
            self._rest.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        first = any(section.is_dirty() for section in (self.phones, self.mails, self.addresses))
        return first or (self._rest is not None and self._rest.is_dirty())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Two columns where there is room."""
        super().resizeEvent(event)
        wide = event.size().width() >= _TWO_COLUMNS
        direction = QHBoxLayout.Direction.LeftToRight if wide else QHBoxLayout.Direction.TopToBottom
        if self._columns.direction() != direction:
            self._columns.setDirection(direction)
            self._columns.setSpacing(32 if wide else 20)


@dataclass(frozen=True, slots=True)
class _Rest:
    """Notes, name, what features add, all that is empty on most records, preferences."""

    notes: ItemSection
    names: NamesSection
    parts: list[PartView]
    more: MoreSections
    preferences: PreferencesSection

    def show_record(self, record: PartyRecord) -> None:
        """Show another state of the record."""
        self.notes.show_items(record.notes)
        for section in self._sections():
            section.show_record(record)

    def commit(self) -> None:
        """Save what was typed."""
        self.notes.commit()
        for section in self._sections():
            section.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return self.notes.is_dirty() or any(section.is_dirty() for section in self._sections())

    def _sections(self) -> list[NamesSection | PartView | MoreSections | PreferencesSection]:
        return [self.names, *self.parts, self.more, self.preferences]


class PreferencesSection(Section):
    """Whether each channel may be used."""

    def __init__(self, session: UiSession, editor: RecordEditor) -> None:
        super().__init__(session.theme, _("May be contacted by"))
        self._session, self._editor = session, editor
        self.rows: dict[str, PreferenceRow] = {}

    def show_record(self, record: PartyRecord) -> None:
        """Show what the file holds now."""
        held = {preference.channel: preference for preference in record.preferences}
        for channel in CHANNELS:
            item = held.get(channel, Preference(channel, ""))
            row = self.rows.get(channel)
            if row is None:
                row = PreferenceRow(self._session, ItemSlot(self._editor, item))
                row.set_read_only(self._editor.refusal)
                self.rows[channel] = row
                self.add(row)
            row.slot.refresh(item)
            row.refresh()

    def commit(self) -> None:
        """Save what was typed."""
        for row in self.rows.values():
            row.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(row.is_dirty() for row in self.rows.values())


_DONE = object()
