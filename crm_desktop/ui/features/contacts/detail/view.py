"""The page of one record: a head, what features put below it, and tabs beside or before the fields (ux 3.6 B).

While no feature adds a tab, head and fields scroll together and fill the page.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.ui.features.contacts.detail.details import Details
from crm_desktop.ui.features.contacts.detail.find_bar import FindBar
from crm_desktop.ui.features.contacts.detail.header import Header
from crm_desktop.ui.features.contacts.detail.more import MoreSections
from crm_desktop.ui.features.contacts.detail.names import NamesSection
from crm_desktop.ui.features.contacts.detail.preference_row import PreferenceRow
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.past_card import past_card
from crm_desktop.ui.forms.section import ItemSection
from crm_desktop.ui.forms.tab_order import TabOrder, stops
from crm_desktop.ui.forms.text_edit import TextEdit
from crm_desktop.ui.record_parts import PartView, Place, RecordPart, parts_at
from crm_desktop.ui.session import UiSession

WIDE = 900
"""From this width on the fields stand in a column beside the tabs."""

_SIDE = (280, 320)
"""Least and most width of that column."""

_MARGIN = 24

_LOWEST = 240
"""Least height of a tab's content."""

_AROUND = 80
"""Pixels on view above and below a field that is to be edited."""


class RecordView(QWidget):
    """The detail of a contact, company, household or group."""

    def __init__(
        self, session: UiSession, editor: RecordEditor, record: PartyRecord, tag_names: list[str]
    ) -> None:
        super().__init__()
        self.setObjectName("detailBody")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self.editor, self.record = session, editor, record
        editor.setParent(self)
        self._order = TabOrder(self)
        self.header = Header(session, editor, tag_names)
        self.parts: dict[str, PartView] = {}
        self._declared = parts_at(session.record_parts, Place.TAB, record.kind)
        for part in parts_at(session.record_parts, Place.ACTIONS, record.kind):
            self.header.add_action_part(self._built(part))
        below = [
            self._built(part) for part in parts_at(session.record_parts, Place.BELOW_HEADER, record.kind)
        ]
        top = [self.header, *below]
        self.details = Details(session, editor, record, () if self._declared else top)
        self.find_bar = FindBar(session.theme, self)
        if self._declared:
            self._tabs = QTabBar(self)
            self._stack = QStackedWidget(self)
        self._places: list[QWidget] = []
        self._is_wide: bool | None = None
        self._page: QScrollArea | None = None
        self._lay_out(top)
        self.header.show_record(record)
        self._order.apply_soon()

    def _built(self, part: RecordPart) -> PartView:
        view = part.build(self._session, self.record)
        self.parts[part.key] = view
        return view

    # --- places

    def _lay_out(self, top: list[QWidget]) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        if not self._declared:
            column.addWidget(self.details, 1)
            return
        head = QVBoxLayout()
        head.setContentsMargins(_MARGIN, 20, _MARGIN, 8)
        head.setSpacing(12)
        for widget in top:
            head.addWidget(widget)
        body = QWidget()
        body.setObjectName("detailBody")
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        self._middle = QVBoxLayout()
        self._middle.setSpacing(0)
        self._make_tabs()
        self._columns = QHBoxLayout()
        self._columns.setSpacing(0)
        self._columns.addLayout(self._middle, 1)
        whole.addLayout(self._columns, 1)
        self._page = self._in_low_window(body)
        column.addWidget(self._page, 1)
        self._arrange(is_wide=False)

    def _in_low_window(self, body: QWidget) -> QScrollArea:
        """Where a window is too low for head and tabs, the page scrolls as a whole."""
        self._stack.setMinimumHeight(_LOWEST)
        area = QScrollArea()
        area.setObjectName("detailPane")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        self._viewport = (
            area.viewport()
        )  # were its Python side dropped, `body` would be deleted along with it
        return area

    def _make_tabs(self) -> None:
        tabs = self._tabs
        tabs.setDrawBase(False)
        tabs.setExpanding(False)
        tabs.setUsesScrollButtons(False)
        tabs.setElideMode(Qt.TextElideMode.ElideRight)
        tabs.setAccessibleName(_("Parts of this record"))
        tabs.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for part in self._declared:
            place = QWidget()
            fill = QVBoxLayout(place)
            fill.setContentsMargins(_MARGIN, 8, _MARGIN, 0)
            self._stack.addWidget(place)
            self._places.append(place)
            at = tabs.addTab(_(part.title))
            tabs.setTabData(at, part.key)
        row = QHBoxLayout()
        row.setContentsMargins(_MARGIN - 4, 0, _MARGIN, 0)
        row.addWidget(tabs)
        self._middle.addLayout(row)
        self._middle.addWidget(self._stack, 1)
        tabs.currentChanged.connect(self._on_tab)

    def _arrange(self, *, is_wide: bool) -> None:
        """The fields in their column, or as the second tab."""
        if is_wide == self._is_wide:
            return
        was_on_fields = self._is_wide is False and self._shown_key() == _DETAILS
        self._is_wide = is_wide
        self.details.set_side_column(is_side=is_wide)
        if is_wide:
            at = self._tab_of(_DETAILS)
            if at is not None:
                self._tabs.removeTab(at)
            self._stack.removeWidget(self.details)
            self._columns.addWidget(self.details)
            self.details.show()
        else:
            self._columns.removeWidget(self.details)
            self.details.setMinimumWidth(0)
            self.details.setMaximumWidth(_UNBOUND)
            at = min(1, self._tabs.count())
            self._stack.insertWidget(at, self.details)
            self._tabs.insertTab(at, _("Details"))
            self._tabs.setTabData(at, _DETAILS)
        if was_on_fields:
            self._tabs.setCurrentIndex(0)
        self._on_tab(self._tabs.currentIndex())

    def _tab_of(self, key: str) -> int | None:
        if not self._declared:
            return None
        return next((at for at in range(self._tabs.count()) if self._tabs.tabData(at) == key), None)

    def _shown_key(self) -> str:
        return str(self._tabs.tabData(self._tabs.currentIndex()) or "")

    def _on_tab(self, at: int) -> None:
        """Show a tab, which is built when it is first shown."""
        key = self._tabs.tabData(at)
        if key is None:
            return
        if key == _DETAILS:
            self._stack.setCurrentWidget(self.details)
            return
        number = next(i for i, part in enumerate(self._declared) if part.key == key)
        place = self._places[number]
        if key not in self.parts:
            view = self._built(self._declared[number])
            view.count_changed.connect(lambda count, key=key: self._show_count(key, count))
            box = place.layout()
            if box is not None:
                box.addWidget(view)
            view.show_record(self.record)
            self._order.apply_soon()
        self._stack.setCurrentWidget(place)

    def _show_count(self, key: str, count: int) -> None:
        at = self._tab_of(key)
        if at is not None:
            title = _(next(part.title for part in self._declared if part.key == key))
            text = _("{title} {count}").format(title=title, count=number_text(count)) if count >= 0 else title
            self._tabs.setTabText(at, text)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The fields go beside the tabs where there is room."""
        super().resizeEvent(event)
        if self._declared:
            is_wide = event.size().width() >= WIDE
            self._arrange(is_wide=is_wide)
            if is_wide:
                least, most = _SIDE
                self.details.setFixedWidth(min(max(round(event.size().width() * 0.3), least), most))

    def show_part(self, key: str) -> PartView | None:
        """Bring a part to the front; None when the record has none of this key."""
        at = self._tab_of(key)
        if at is not None:
            self._tabs.setCurrentIndex(at)
            self._on_tab(at)
        return self.parts.get(key)

    def show_details(self) -> None:
        """Bring the fields to the front."""
        at = self._tab_of(_DETAILS)
        if at is not None:
            self._tabs.setCurrentIndex(at)

    # --- the fields

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

    def complete(self) -> None:
        """Make what is left to make of the record, now."""
        self.details.complete()
        self._order.apply()

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


_DETAILS = "details"
"""The key of the fields among the tabs."""

_UNBOUND = 16_777_215
