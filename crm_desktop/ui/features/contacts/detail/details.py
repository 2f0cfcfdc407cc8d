"""The fields of one record in one column or two; every field saves itself."""

from __future__ import annotations

from collections.abc import Sequence

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
        self._lay_out(above)
        for section in (self.phones, self.mails, self.addresses):
            section.set_read_only(editor.refusal)
        self.show_record(record)
        self._rest_timer = QTimer(self, singleShot=True, interval=0)
        self._rest_timer.timeout.connect(self.complete)
        self._rest_timer.start()

    def _points(self, kind: str, title: str) -> ItemSection:
        return ItemSection(
            self._session.theme,
            title,
            self.editor,
            lambda slot: PointRow(self._session, slot),
            lambda: ContactPoint(kind, ""),
        )

    def complete(self) -> _Rest:
        """The second half of the record, made a moment after the first, so that neither stops the window."""
        if self._rest is None:
            self._rest = _Rest(self._session, self.editor, self.record)
            self._first.insertWidget(self._first.count() - 1, self._rest.notes)
            for section in self._rest.right:
                self._second.insertWidget(self._second.count() - 1, section)
            order_soon(self)
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
        return self.complete().preference_rows

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


class _Rest:
    """Notes, name, preferences, and all that is empty on most records."""

    def __init__(self, session: UiSession, editor: RecordEditor, record: PartyRecord) -> None:
        self._session, self._editor = session, editor
        self.names = NamesSection(session, editor, record)
        self.notes = ItemSection(
            session.theme, _("Notes"), editor, lambda slot: NoteRow(session, slot), lambda: Note("")
        )
        self.notes.set_read_only(editor.refusal)
        self._preferences = Section(session.theme, _("May be contacted by"))
        self.preference_rows: dict[str, PreferenceRow] = {}
        self.more = MoreSections(session, editor, record)
        self.parts: list[PartView] = [
            part.build(session, record) for part in parts_at(session.record_parts, Place.DETAILS, record.kind)
        ]
        self.right: tuple[QWidget, ...] = (self.names, *self.parts, self.more, self._preferences)
        self.show_record(record)

    def show_record(self, record: PartyRecord) -> None:
        """Show another state of the record."""
        self.names.show_record(record)
        self.notes.show_items(record.notes)
        self._show_preferences(record)
        self.more.show_record(record)
        for part in self.parts:
            part.show_record(record)

    def _show_preferences(self, record: PartyRecord) -> None:
        held = {preference.channel: preference for preference in record.preferences}
        for channel in CHANNELS:
            item = held.get(channel, Preference(channel, ""))
            row = self.preference_rows.get(channel)
            if row is None:
                row = PreferenceRow(self._session, ItemSlot(self._editor, item))
                row.set_read_only(self._editor.refusal)
                self.preference_rows[channel] = row
                self._preferences.add(row)
            row.slot.refresh(item)
            row.refresh()

    def commit(self) -> None:
        """Save what was typed."""
        self.names.commit()
        self.notes.commit()
        self.more.commit()
        for part in self.parts:
            part.commit()
        for row in self.preference_rows.values():
            row.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        rows = any(row.is_dirty() for row in self.preference_rows.values())
        rows = rows or any(part.is_dirty() for part in self.parts)
        return rows or self.names.is_dirty() or self.notes.is_dirty() or self.more.is_dirty()
