"""The contacts page: which ones, the list, the record (ux 3.6 B)."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QSplitter, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id, id_from_text
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import PartyRecord, PartyRow
from crm_desktop.domain.fields import FieldSpec
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.contacts.detail.view import RecordView
from crm_desktop.ui.features.contacts.list_half import ListHalf
from crm_desktop.ui.features.contacts.record_pane import RecordPane
from crm_desktop.ui.features.contacts.sidebar import Entry, Sidebar, make_entries
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.pane import ListPane
from crm_desktop.ui.pages import Page, PageState, Target
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import COMPACT_ROWS, SHOWS_TABLE
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.splitters import reset_on_double_click

log = logging.getLogger(__name__)

CONTEXT_MENU = "context.contacts"
_COUNT_AFTER_MS = 250
_PARTED = "|"


@dataclass(frozen=True, slots=True)
class ContactsPlace:
    """Where the user was on this page. Two that differ only in what the list had scrolled to are the same place.

    Attributes:
        entry: key of the line of the sidebar.
        top: the first record in view in the list.
    """

    entry: str
    record: EntityRef | None = None
    top: Id | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """As a line of text, for the next start."""
        record = str(self.record) if self.record else ""
        return _PARTED.join((record, self.top.hex() if self.top else "", self.entry))

    @classmethod
    def of(cls, text: str) -> ContactsPlace:
        """From such a line. Raises ValueError for nonsense."""
        record, top, entry = text.split(_PARTED, 2)
        kind, _colon, digits = record.partition(":")
        ref = EntityRef(kind, id_from_text(digits)) if record else None
        return cls(entry, ref, id_from_text(top) if top else None)


@dataclass(frozen=True, slots=True)
class _Overview:
    counts: dict[str, int]
    tags: list[tuple[str, int]]
    columns: list[FieldSpec]


def _read_overview(context: AppContext) -> _Overview:
    return _Overview(queries.counts(context), queries.tags(context), queries.list_columns(context))


class ContactsPage(Page):
    """Sidebar, list and detail, and what holds them together."""

    def __init__(self, session: UiSession) -> None:
        super().__init__()
        self.session = session
        self._width_class = "wide"
        self._is_sidebar_wanted = True
        self._is_detail_on_top = False
        self._awaited: ContactsPlace | None = None
        self.list = ListHalf(session, self)
        self.sidebar = Sidebar(session.theme)
        self._sidebar_button = IconButton(session.theme, "panel-left", _("Lists"), self.toggle_sidebar)
        self.detail = RecordPane(session)
        self.pane.head.add_button(self._sidebar_button, 0)
        self._lay_out()
        self._connect()
        self.sidebar.show_entries(make_entries({}, []))  # where to go is there before anything is counted
        self._read_overview()
        self.list.show_entry(self.sidebar.current())

    @property
    def pane(self) -> ListPane:
        """The list as it is seen."""
        return self.list.pane

    @property
    def model(self) -> ListModel[PartyRow]:
        """Its rows."""
        return self.list.model

    @property
    def query(self) -> ListQuery:
        """What the list shows."""
        return self.list.query

    def _lay_out(self) -> None:
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for widget, smallest, stretch in (
            (self.sidebar, 150, 0),
            (self.pane, 260, 0),
            (self.detail, 380, 1),
        ):
            widget.setMinimumWidth(smallest)
            self._splitter.addWidget(widget)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._reset_zones()
        reset_on_double_click(self._splitter, self._reset_zones)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)

    def _reset_zones(self) -> None:
        self._splitter.setSizes(self._zone_widths(is_table=self.pane.is_table))

    def _zone_widths(self, *, is_table: bool) -> list[int]:
        """Sidebar, list, record; columns need more room than rows of two lines."""
        whole = max(self.width(), 1000)
        middle = round(whole * 0.5) if is_table else 340
        return [200, middle, whole - 200 - middle]

    def _connect(self) -> None:
        view = self.pane.view
        self.pane.menu_wanted.connect(lambda at: self.menu_wanted.emit(CONTEXT_MENU, at))
        self.sidebar.entry_chosen.connect(self._on_entry)
        self.list.everything_wanted.connect(lambda: self.show_entry("all"))
        self.list.changed.connect(self._on_list_changed)
        view.current_record_changed.connect(self._on_current)
        view.record_opened.connect(self._on_record_opened)
        self.detail.record_opened.connect(self._on_opened)
        self.detail.record_closed.connect(self._on_closed)
        self.session.changes.published.connect(self._on_changes)
        self._count_timer = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)
        self._count_timer.timeout.connect(self._read_overview)

    @property
    def view(self) -> RecordView | None:
        """The open record."""
        return self.detail.view

    # --- what the shell asks

    def state(self) -> PageState:
        """What commands need to know."""
        return PageState(
            selected=self.pane.view.chosen_count(),
            total=self.model.rowCount(),
            record=self.view.record.ref if self.view else None,
            is_trash=self.query.trash,
            is_sidebar_on=self._is_sidebar_wanted,
            is_table_on=self.pane.is_table,
            is_compact_on=self.pane.is_compact,
        )

    def target(self) -> Target | None:
        """The chosen rows, else the open record."""
        if chosen := self.list.target():
            return chosen
        if self.view:
            return Target(Selection.of(self.view.record.ref.id), 1, self.view.record.display_name)
        return None

    def everything(self) -> Target:
        """The whole list on view."""
        return self.list.everything()

    def status_text(self) -> str:
        """How many there are, and how many are chosen."""
        return self.list.status_text()

    def go_to(self, place: ContactsPlace | None) -> None:
        """Return to a list or a record, with the rows that were in view."""
        if place is None:
            return
        if self.sidebar.current_key != place.entry and self.sidebar.choose(place.entry):
            self.list.show_entry(self.sidebar.current())
        if place.record is not None:
            self.detail.open(place.record.id)
        self._awaited = place
        self._settle_place()

    def _settle_place(self) -> None:
        """Choose row and scroll position of the place that was asked for, once the rows are there."""
        place = self._awaited
        if place is None or not self.model.is_complete:
            return
        self._awaited = None
        view = self.pane.view
        if place.record is not None:
            view.select_record(place.record.id)
        row = self.model.row_of(place.top) if place.top is not None else None
        if row is not None:
            view.scrollTo(self.model.index(row, 0), QAbstractItemView.ScrollHint.PositionAtTop)

    def place_now(self) -> ContactsPlace:
        """List, record and the first row in view."""
        top = self.pane.view.rowAt(0)
        record = self.view.record.ref if self.view else None
        return ContactsPlace(self.sidebar.current_key, record, self.model.id_at(top) if top >= 0 else None)

    def place_text(self) -> str:
        """The place on view, for the next start."""
        return str(self.place_now())

    def restore_place(self, text: str) -> None:
        """Return to a place of the last run."""
        try:
            self.go_to(ContactsPlace.of(text))
        except ValueError:
            log.warning("the last place cannot be read")

    def layout_now(self) -> dict[str, Any]:
        """The widths of the zones, when all of them are on view."""
        sizes = self._splitter.sizes()
        return {"zones": sizes, "table": self.pane.is_table} if all(sizes) else {}

    def restore_layout(self, kept: dict[str, Any]) -> None:
        """The widths of the last run."""
        sizes = kept.get("zones")
        is_same_look = kept.get("table") == self.pane.is_table
        if is_same_look and isinstance(sizes, list) and all(isinstance(each, int) for each in sizes):
            self._splitter.setSizes(sizes)

    def record_widget(self) -> QWidget | None:
        """The open record."""
        return self.view

    def open_record(self, ref: EntityRef) -> None:
        """Show one record, and choose it in the list if it is there."""
        if not self.pane.view.select_record(ref.id):
            self.pane.view.clearSelection()
        self._is_detail_on_top = True
        self.pane.view.setFocus()  # the fields of the record before go away with it
        self.detail.open(ref.id)
        self._arrange()

    def follow_settings(self, keys: frozenset[str]) -> None:
        """Rows and columns as the settings page has them."""
        settings = self.session.context.settings
        if COMPACT_ROWS.key in keys and settings.get(COMPACT_ROWS) != self.pane.is_compact:
            self.toggle_compact()
        if SHOWS_TABLE.key in keys and settings.get(SHOWS_TABLE) != self.pane.is_table:
            self.toggle_table()

    def set_width_class(self, width_class: str) -> None:
        """Four zones, three, or one after the other."""
        if width_class != self._width_class:
            self._width_class = width_class
            self._is_sidebar_wanted = width_class == "wide"
        self._arrange()

    def can_go_up(self) -> bool:
        """Whether the record hides the list."""
        return self._width_class == "narrow" and self._is_detail_on_top

    def go_up(self) -> bool:
        """From the record back to the list, where only one fits."""
        if self.can_go_up():
            self._is_detail_on_top = False
            self._arrange()
            self.pane.view.setFocus()
            return True
        return False

    def focus_main(self) -> None:
        """The list."""
        self.pane.view.setFocus()

    def focus_panes(self) -> list[QWidget]:
        """Sidebar, list, record."""
        return [self.sidebar, self.pane.view, *([self.view] if self.view else [])]

    def is_ready_to_close(self) -> bool:
        """Save what is typed; refuse while something could not be saved."""
        self.list.settle()
        return self.detail.is_ready_to_close()

    # --- commands

    def toggle_sidebar(self) -> None:
        """Show or hide the lists at the side."""
        self._is_sidebar_wanted = not self._is_sidebar_wanted
        self._arrange()
        if self._is_sidebar_wanted:
            self.sidebar.setFocus()
        self.state_changed.emit()

    def toggle_table(self) -> None:
        """Rows of two lines, or columns."""
        self.list.toggle_table()
        self._reset_zones()

    def toggle_compact(self) -> None:
        """Rows of one line, or of two."""
        self.list.toggle_compact()

    def choose_columns(self) -> None:
        """The table, and the dialog with all its columns."""
        if not self.pane.is_table:
            self.toggle_table()
        self.pane.choose_columns()

    def focus_filter(self) -> None:
        """Put the cursor into the filter line."""
        self._is_detail_on_top = False
        self._arrange()
        self.pane.filter.setFocus()
        self.pane.filter.selectAll()

    def edit(self) -> None:
        """Begin to edit the open record."""
        self._is_detail_on_top = True
        self._arrange()
        if self.view:
            self.view.edit()

    def show_entry(self, key: str) -> None:
        """Show a line of the sidebar."""
        if self.sidebar.choose(key) and (entry := self.sidebar.current()):
            self._on_entry(entry)

    def refresh(self) -> None:
        """Read everything again."""
        self.model.reload()
        self._read_overview()
        self.detail.refresh()

    # --- the list

    def _on_entry(self, entry: Entry) -> None:
        self.list.show_entry(entry)
        self.place_changed.emit(ContactsPlace(entry.key))

    def _on_list_changed(self) -> None:
        self._settle_place()
        self.detail.explain_none(is_file_empty=self.list.is_file_empty)
        self.state_changed.emit()

    def _read_overview(self) -> None:
        self.session.tasks.run(_read_overview, self.session.context, owner=self, on_done=self._on_overview)

    def _on_overview(self, overview: _Overview) -> None:
        self.detail.tag_names = [name for name, _count in overview.tags]
        self.sidebar.show_entries(make_entries(overview.counts, overview.tags))
        self.list.rename(self.sidebar.current())
        self.list.set_own_fields(overview.columns)

    # --- the record

    def _on_current(self, record: Id | None) -> None:
        if record is not None:
            self.detail.open_soon(record)

    def _on_record_opened(self, record: Id) -> None:
        self._is_detail_on_top = True
        self._arrange()
        if self.view and self.view.record.id == record:
            self.view.focus_first()
        else:
            self.detail.open(record, edit=self._width_class != "narrow")

    def _on_opened(self, record: PartyRecord) -> None:
        self.place_changed.emit(ContactsPlace(self.sidebar.current_key, record.ref))
        self.state_changed.emit()

    def _on_closed(self) -> None:
        self._is_detail_on_top = False
        self._arrange()
        self.state_changed.emit()

    # --- changes and widths

    def _on_changes(self, changes: ChangeSet) -> None:
        self.model.apply_changes(changes)
        self._count_timer.start()
        self.detail.apply_changes(changes)

    def _arrange(self) -> None:
        narrow = self._width_class == "narrow"
        self._sidebar_button.setVisible(self._width_class != "wide")
        self.sidebar.setVisible(self._is_sidebar_wanted and not (narrow and self._is_detail_on_top))
        self.pane.setVisible(not narrow or not self._is_detail_on_top)
        self.detail.setVisible(not narrow or self._is_detail_on_top)
        self.state_changed.emit()
