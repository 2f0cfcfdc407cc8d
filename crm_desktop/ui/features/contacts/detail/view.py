"""The page of one record: a head, what features put below it, and tabs beside or before the fields (ux 3.6 B).

While no feature adds a tab, head and fields scroll together and fill the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.ui.features.contacts.detail import keyboard
from crm_desktop.ui.features.contacts.detail.details import Details
from crm_desktop.ui.features.contacts.detail.find_bar import FindBar
from crm_desktop.ui.features.contacts.detail.header import Header
from crm_desktop.ui.features.contacts.detail.more import MoreSections
from crm_desktop.ui.features.contacts.detail.names import NamesSection
from crm_desktop.ui.features.contacts.detail.preference_row import PreferenceRow
from crm_desktop.ui.features.contacts.detail.tabs import DETAILS, RecordTabs
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.forms.section import ItemSection
from crm_desktop.ui.forms.tab_order import TabOrder, stops
from crm_desktop.ui.record_parts import PartView, Place, RecordPart, parts_at
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.steps import Steps

_MARGIN = 24

_AROUND = 80
"""Pixels on view above and below a field that is to be edited."""


class RecordView(QWidget):
    """The detail of a contact, company, household or group.

    It makes itself in steps: first what is seen first (`is_presentable`), then the rest. Whoever asks for something
    that is not made yet has it made at once.
    """

    presentable = Signal()
    """Who it is, the log bar and the first tab are there."""

    def __init__(
        self, session: UiSession, editor: RecordEditor, record: PartyRecord, tag_names: list[str]
    ) -> None:
        """Nothing is made before `begin`, or `complete`."""
        super().__init__()
        self.setObjectName("detailBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self.editor, self.record = session, editor, record
        editor.setParent(self)
        self._order = TabOrder(self)
        self._order.hold()  # until there is something to order
        self.parts: dict[str, PartView] = {}
        self.is_presentable = False
        self._tag_names = tag_names
        self.tabs: RecordTabs | None = None
        self._page: QScrollArea | None = None
        self._find_bar: FindBar | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._making = Steps(self._make(), self)

    # --- making

    def begin(self) -> None:
        """Make it in steps, in the turns of the event loop that follow."""
        self._making.start()

    def go_on(self) -> None:
        """Make the rest of the fields, in the turns that follow; then Tab goes through all of them."""
        self.details.making.start()

    def stop(self) -> None:
        """Make no more of it: it is not wanted any more."""
        self._making.stop()
        if self.is_presentable:
            self.details.making.stop()

    def complete(self) -> None:
        """Make what is left to make of the record, now."""
        self._making.finish()
        self.details.complete()
        self._order.release()

    def _make(self) -> Iterator[None]:
        """What is seen first; the rest of the fields makes itself later.

        Everything goes to its place as soon as it is made: to move a tree of widgets is to style all of it anew.
        """
        session, record = self._session, self.record
        declared = parts_at(session.record_parts, Place.TAB, record.kind)
        self.details = Details(session, self.editor, record)
        self.details.setParent(self)  # dropped half made, it goes with the page, and not when Python finds it
        self.details.making.done.connect(self._order.release)
        top = self._make_page() if declared else self.details.top
        if not declared:
            self._column.addWidget(self.details, 1)
        self.header = Header(session, self.editor, self._tag_names)
        top.addWidget(self.header)
        self.header.show_record(record)
        yield
        for part in parts_at(session.record_parts, Place.ACTIONS, record.kind):
            self.header.add_action_part(self._built(part))
        for part in parts_at(session.record_parts, Place.BELOW_HEADER, record.kind):
            top.addWidget(self._built(part))
            yield
        if declared:
            self._make_tabs(declared)
            yield
        while self._are_fields_seen and not self.details.is_first_made:
            self.details.making.step()
            yield
        self._order.apply()
        yield
        self.is_presentable = True
        self.presentable.emit()

    @property
    def _are_fields_seen(self) -> bool:
        return self.tabs is None or self.tabs.is_wide

    def _built(self, part: RecordPart) -> PartView:
        view = part.build(self._session, self.record)
        self.parts[part.key] = view
        return view

    # --- places

    def _make_page(self) -> QVBoxLayout:
        """The place of head and tabs; where a window is too low for them, the page scrolls as a whole."""
        page = self._page = QScrollArea()
        page.setObjectName("detailPane")
        page.setWidgetResizable(True)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._column.addWidget(page, 1)
        body = QWidget()
        body.setObjectName("detailBody")
        page.setWidget(body)
        self._viewport = (
            page.viewport()
        )  # were its Python side dropped, `body` would be deleted along with it
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN, 20, _MARGIN, 8)
        head.setSpacing(12)
        self._body.addLayout(head)
        return head

    def _make_tabs(self, declared: list[RecordPart]) -> None:
        self.tabs = RecordTabs(declared, self.details)
        self._body.addWidget(self.tabs, 1)
        self.tabs.part_wanted.connect(self._fill_tab)
        self.tabs.fit(self.width())

    def _fill_tab(self, key: str) -> None:
        """Make the part of a tab that is shown for the first time."""
        assert self.tabs is not None  # it is they who ask
        view = self._built(next(part for part in self._session.record_parts if part.key == key))
        self.tabs.fill(key, view)
        view.show_record(self.record)
        self._order.apply_soon()

    def reading_order(self) -> list[QWidget]:
        """The line that finds a field stands above the page, whenever it was made."""
        shown = [self._find_bar, self._page or self.details]
        return [widget for widget in shown if widget is not None]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The fields go beside the tabs where there is room."""
        super().resizeEvent(event)
        if self.tabs is not None:
            self.tabs.fit(event.size().width())

    def show_part(self, key: str) -> PartView | None:
        """Bring a part to the front; None when the record has none of this key."""
        if self.tabs is not None:
            self.tabs.bring(key)
        return self.parts.get(key)

    def show_details(self) -> None:
        """Bring the fields to the front."""
        self.show_part(DETAILS)

    # --- the fields

    @property
    def find_bar(self) -> FindBar:
        """The line that finds a field; made when it is first asked for."""
        if self._find_bar is None:
            self._find_bar = FindBar(self._session.theme, self)
            self._column.insertWidget(0, self._find_bar)
            self._order.apply_soon()
        return self._find_bar

    @property
    def phones(self) -> ItemSection:
        """The phone numbers."""
        return self.details.phones

    @property
    def mails(self) -> ItemSection:
        """The e-mail addresses."""
        return self.details.mails

    @property
    def addresses(self) -> ItemSection:
        """The postal addresses."""
        return self.details.addresses

    @property
    def notes(self) -> ItemSection:
        """The notes."""
        return self.details.notes

    @property
    def names(self) -> NamesSection:
        """The name in its parts."""
        return self.details.names

    @property
    def more(self) -> MoreSections:
        """Roles, dates, facts and the other fields."""
        return self.details.more

    @property
    def preferences(self) -> dict[str, PreferenceRow]:
        """Channel -> whether it may be used."""
        return self.details.preferences

    def show_record(self, record: PartyRecord) -> None:
        """Show another state of the same record; what is being typed stays."""
        self.record = record
        self.header.show_record(record)
        self.details.show_record(record)
        for part in self.parts.values():
            part.show_record(record)

    def focus_start(self) -> None:
        """Give the keyboard to the first stop of Tab; nothing is edited yet."""
        first = next((s for s in stops(self.header) if s.isVisibleTo(self) and s.isEnabled()), None)
        if first is not None:
            first.setFocus()
            self._show_field(self.header)

    def focus_first(self) -> None:
        """Begin editing: the first name field."""
        self.show_details()
        self.names.focus_first()
        self._show_field(self.names)

    def _show_field(self, field: QWidget) -> None:
        """Scroll until a field is on view."""
        self.details.ensureWidgetVisible(field)
        if self._page is not None:  # a low page scrolls as a whole, too
            self._page.ensureWidgetVisible(field, 0, _AROUND)

    def edit(self) -> None:
        """Begin editing at the name; when the cursor is in a section already, at the next one.

        The name, phone, e-mail, address and notes come round: a phone number is two presses of a key away.
        """
        sections = [self.names, self.phones, self.mails, self.addresses, self.notes]
        section = keyboard.section_after(sections, self.window().focusWidget())
        if section is self.names:
            self.focus_first()
            return
        self.show_details()
        first = keyboard.first_line(section)
        first.setFocus(Qt.FocusReason.TabFocusReason)  # as by Tab, so that typing replaces what stands there
        self._show_field(first)

    def focus_below_header(self) -> None:
        """Give the keyboard to the first part below the head: the log bar."""
        for part in parts_at(self._session.record_parts, Place.BELOW_HEADER, self.record.kind):
            self.parts[part.key].focus_main()
            return

    def find_field(self) -> None:
        """Ask for a field of this record."""
        self.show_details()
        self.complete()
        self.find_bar.open()

    def open_history(self) -> bool:
        """Show the history of the field that has the keyboard; whether one has it."""
        return keyboard.open_history(self._session.theme, self)

    def commit(self) -> None:
        """Save everything that was typed."""
        self.details.commit()
        for part in self.parts.values():
            part.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return self.details.is_dirty() or any(part.is_dirty() for part in self.parts.values())
