"""The page of one record: a head, what features put below it, and tabs beside or before the fields (ux 3.6 B).

While no feature adds a tab, head and fields scroll together and fill the page.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.ui.features.contacts.detail.details import Details
from crm_desktop.ui.features.contacts.detail.find_bar import FindBar
from crm_desktop.ui.features.contacts.detail.header import Header
from crm_desktop.ui.features.contacts.detail.more import MoreSections
from crm_desktop.ui.features.contacts.detail.names import NamesSection
from crm_desktop.ui.features.contacts.detail.preference_row import PreferenceRow
from crm_desktop.ui.features.contacts.detail.steps import Steps
from crm_desktop.ui.features.contacts.detail.tabs import DETAILS, RecordTabs
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.past_card import past_card
from crm_desktop.ui.forms.section import ItemSection
from crm_desktop.ui.forms.tab_order import TabOrder, stops
from crm_desktop.ui.forms.text_edit import TextEdit
from crm_desktop.ui.record_parts import PartView, Place, RecordPart, parts_at
from crm_desktop.ui.session import UiSession

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
        """Nothing is on view before `begin`, or `complete`."""
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._making = Steps(self._make(), self)

    # --- making

    def begin(self) -> None:
        """Make it in steps, in the turns of the event loop that follow."""
        self._making.done.connect(self._on_made)
        self._making.start()

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
        """What is seen first; the rest of the fields makes itself later."""
        session, record = self._session, self.record
        self.header = Header(session, self.editor, self._tag_names)
        self.header.setParent(self)  # as everything at once: what goes before it is complete goes with the page
        yield
        self.header.show_record(record)
        yield
        for part in parts_at(session.record_parts, Place.ACTIONS, record.kind):
            self.header.add_action_part(self._built(part))
        top: list[QWidget] = [self.header]
        for part in parts_at(session.record_parts, Place.BELOW_HEADER, record.kind):
            top.append(self._built(part))
            yield
        declared = parts_at(session.record_parts, Place.TAB, record.kind)
        self.details = Details(session, self.editor, record, () if declared else top)
        self.details.setParent(self)
        yield
        if declared:
            self._lay_out_with_tabs(top, declared)
            yield
        else:
            self._fill(self.details)
        while self._are_fields_seen and not self.details.is_first_made:
            self.details.making.step()
            yield
        self._order.apply()
        self.is_presentable = True
        self.presentable.emit()

    def _on_made(self) -> None:
        """The rest of the fields, in whose order Tab goes once all of them are there."""
        self.details.making.done.connect(self._order.release)
        self.details.making.start()

    @property
    def _are_fields_seen(self) -> bool:
        return self.tabs is None or self.tabs.is_wide

    def _built(self, part: RecordPart) -> PartView:
        view = part.build(self._session, self.record)
        view.setParent(self)
        self.parts[part.key] = view
        return view

    # --- places

    def _fill(self, widget: QWidget) -> None:
        box = self.layout()
        assert isinstance(box, QVBoxLayout)  # the constructor made it
        box.addWidget(widget, 1)

    def _lay_out_with_tabs(self, top: list[QWidget], declared: list[RecordPart]) -> None:
        """Head, what is below it, tabs; where a window is too low for them, the page scrolls as a whole."""
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN, 20, _MARGIN, 8)
        head.setSpacing(12)
        for widget in top:
            head.addWidget(widget)
        self.tabs = RecordTabs(declared, self.details)
        self.tabs.part_wanted.connect(self._fill_tab)
        body = QWidget()
        body.setObjectName("detailBody")
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(self.tabs, 1)
        page = self._page = QScrollArea()
        page.setObjectName("detailPane")
        page.setWidgetResizable(True)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setWidget(body)
        self._viewport = (
            page.viewport()
        )  # were its Python side dropped, `body` would be deleted along with it
        self._fill(page)
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
            box = self.layout()
            assert isinstance(box, QVBoxLayout)  # the constructor made it
            box.insertWidget(0, self._find_bar)
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
        sections: list[QWidget] = [self.names, self.phones, self.mails, self.addresses, self.notes]
        focused = self.window().focusWidget()
        at = next((i for i, each in enumerate(sections) if focused and each.isAncestorOf(focused)), None)
        if at is None or sections[(at + 1) % len(sections)] is self.names:
            self.focus_first()
            return
        self.show_details()
        section = sections[at + 1]
        lines = [stop for stop in stops(section) if stop.isVisibleTo(section)]
        first = next((stop for stop in lines if isinstance(stop, QLineEdit | QPlainTextEdit)), lines[0])
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
        widget: QWidget | None = self.window().focusWidget()
        while widget is not None and widget is not self:
            if isinstance(widget, FieldEdit | TextEdit) and widget.past is not None:
                past_card(self._session.theme, self).open_for(widget, widget)
                return True
            widget = widget.parentWidget()
        return False

    def commit(self) -> None:
        """Save everything that was typed."""
        self.details.commit()
        for part in self.parts.values():
            part.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return self.details.is_dirty() or any(part.is_dirty() for part in self.parts.values())
