"""The contacts page: which ones, the list, the record (ux 3.6 B)."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import PartyRecord, PartyRow
from crm_desktop.ui.features.contacts.detail.view import RecordView
from crm_desktop.ui.features.contacts.list_half import ListHalf
from crm_desktop.ui.features.contacts.overview import Overview, OverviewReader
from crm_desktop.ui.features.contacts.place import ContactsPlace
from crm_desktop.ui.features.contacts.record_pane import RecordPane
from crm_desktop.ui.features.contacts.sidebar import Entry, Sidebar, make_entries
from crm_desktop.ui.features.contacts.zones import Zones
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.pane import ListPane
from crm_desktop.ui.pages import Page, PageState, Target
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import COMPACT_ROWS, SHOWS_TABLE
from crm_desktop.ui.widgets.buttons import IconButton

log = logging.getLogger(__name__)

CONTEXT_MENU = "context.contacts"


class ContactsPage(Page):
    """Sidebar, list and detail, and what holds them together."""

    def __init__(self, session: UiSession) -> None:
        super().__init__()
        self.session = session
        self._awaited: ContactsPlace | None = None
        self.list = ListHalf(session, self)
        self.overview = OverviewReader(session, self)
        self.sidebar = Sidebar(session.theme)
        self._sidebar_button = IconButton(session.theme, "panel-left", _("Lists"), self.toggle_sidebar)
        self.detail = RecordPane(session)
        self.pane.head.add_button(self._sidebar_button, 0)
        self.zones = Zones(self.sidebar, self.pane, self.detail)
        self._lay_out()
        self._connect()
        self.sidebar.show_entries(make_entries({}, []))  # where to go is there before anything is counted
        self.overview.read()
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
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.zones)
        self.setProperty("keepClear", self.pane.view)  # a notice stands above the chosen row

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
        self.overview.arrived.connect(self._on_overview)

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
            is_sidebar_on=self.zones.is_sidebar_on,
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
        """The widths of the zones."""
        return self.zones.layout_now()

    def restore_layout(self, kept: dict[str, Any]) -> None:
        """The widths of the last run."""
        self.zones.restore_layout(kept)

    def record_widget(self) -> QWidget | None:
        """The open record."""
        return self.view

    def open_record(self, ref: EntityRef) -> None:
        """Show one record, and choose it in the list if it is there."""
        if not self.pane.view.select_record(ref.id):
            self.pane.view.clearSelection()
        self._show_detail(on=True)
        if self.zones.is_list_hidden:
            self.detail.setFocus()
        else:
            self.pane.view.setFocus()  # the fields of the record before go away with it
        self.detail.open(ref.id)

    def follow_settings(self, keys: frozenset[str]) -> None:
        """Rows and columns as the settings page has them."""
        settings = self.session.context.settings
        if COMPACT_ROWS.key in keys and settings.get(COMPACT_ROWS) != self.pane.is_compact:
            self.toggle_compact()
        if SHOWS_TABLE.key in keys and settings.get(SHOWS_TABLE) != self.pane.is_table:
            self.toggle_table()

    def set_width_class(self, width_class: str) -> None:
        """Four zones, three, or one after the other."""
        self.zones.set_width_class(width_class)
        self._sidebar_button.setVisible(width_class != "wide")
        self.state_changed.emit()

    def can_go_up(self) -> bool:
        """Whether the record hides the list."""
        return self.zones.is_list_hidden

    def go_up(self) -> bool:
        """From the record back to the list, where only one fits."""
        if self.can_go_up():
            self._show_detail(on=False)
            self.pane.view.setFocus()
            return True
        return False

    def focus_main(self) -> None:
        """The list, or the record that hides it."""
        if self.zones.is_list_hidden:
            self.detail.focus_start()
        else:
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
        self.zones.toggle_sidebar()
        if self.zones.is_sidebar_on:
            self.sidebar.setFocus()
        self.state_changed.emit()

    def toggle_table(self) -> None:
        """Rows of two lines, or columns."""
        self.list.toggle_table()
        self.zones.reset()

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
        self._show_detail(on=False)
        self.pane.filter.setFocus()
        self.pane.filter.selectAll()

    def edit(self) -> None:
        """Begin to edit the open record."""
        self._show_detail(on=True)
        if self.view:
            self.view.edit()

    def show_entry(self, key: str) -> None:
        """Show a line of the sidebar."""
        if self.sidebar.choose(key) and (entry := self.sidebar.current()):
            self._on_entry(entry)

    def refresh(self) -> None:
        """Read everything again."""
        self.model.reload()
        self.overview.read()
        self.detail.refresh()

    # --- the list

    def _on_entry(self, entry: Entry) -> None:
        self.list.show_entry(entry)
        self.place_changed.emit(ContactsPlace(entry.key))

    def _on_list_changed(self) -> None:
        self._settle_place()
        self.detail.explain_none(is_file_empty=self.list.is_file_empty)
        self.state_changed.emit()

    def _on_overview(self, overview: Overview) -> None:
        self.detail.tag_names = [name for name, _count in overview.tags]
        self.sidebar.show_entries(make_entries(overview.counts, overview.tags))
        self.list.rename(self.sidebar.current())
        self.list.set_own_fields(overview.columns)

    # --- the record

    def _on_current(self, record: Id | None) -> None:
        if record is not None:
            self.detail.open_soon(record)

    def _on_record_opened(self, record: Id) -> None:
        self._show_detail(on=True)
        if self.zones.is_list_hidden:  # it is to be read first
            self.detail.setFocus()
            self.detail.open(record)
        elif self.view and self.view.record.id == record:
            self.view.focus_first()
        else:
            self.detail.open(record, edit=True)

    def _on_opened(self, record: PartyRecord) -> None:
        self.place_changed.emit(ContactsPlace(self.sidebar.current_key, record.ref))
        self.state_changed.emit()

    def _on_closed(self) -> None:
        self._show_detail(on=False)
        self.state_changed.emit()

    # --- changes and widths

    def _on_changes(self, changes: ChangeSet) -> None:
        self.model.apply_changes(changes)
        self.overview.read_soon()
        self.detail.apply_changes(changes)

    def _show_detail(self, *, on: bool) -> None:
        """Where only one fits: the record, or the list."""
        self.zones.show_detail(on=on)
        self.state_changed.emit()
