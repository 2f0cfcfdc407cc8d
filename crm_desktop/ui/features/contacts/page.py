"""The contacts page: which ones, the list, the record (ux 3.6 B)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.errors import ValidationError
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import PartyRecord, PartyRow
from crm_desktop.domain.filters import parse_filter
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.contacts.detail.view import RecordView
from crm_desktop.ui.features.contacts.record_pane import RecordPane
from crm_desktop.ui.features.contacts.sidebar import Entry, Sidebar, make_entries
from crm_desktop.ui.features.contacts.source import ContactsSource, make_columns, row_face, spoken_row
from crm_desktop.ui.lists.chip_row import Narrowing
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.pane import ListPane
from crm_desktop.ui.lists.type_ahead import TypeAhead
from crm_desktop.ui.pages import Page, PageState, Target
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import COMPACT_ROWS, SHOWS_TABLE
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.state_card import StateCard

CONTEXT_MENU = "context.contacts"
_COUNT_AFTER_MS = 250
_OPERATOR = re.compile(r"[=~<>]")
_BULK = ("contacts.tag", "labels.print", "contacts.export", "contacts.trash")
_BULK_IN_TRASH = ("contacts.restore", "contacts.export")


@dataclass(frozen=True, slots=True)
class ContactsPlace:
    """Where the user was on this page."""

    entry: str
    record: EntityRef | None = None


@dataclass(frozen=True, slots=True)
class _Overview:
    counts: dict[str, int]
    tags: list[tuple[str, int]]


def _read_overview(context: AppContext) -> _Overview:
    return _Overview(queries.counts(context), queries.tags(context))


class ContactsPage(Page):
    """Sidebar, list and detail, and what holds them together."""

    def __init__(self, session: UiSession) -> None:
        super().__init__()
        self.session = session
        self._query = ListQuery()
        self._width_class = "wide"
        self._is_sidebar_wanted = True
        self._is_detail_on_top = False
        source = ContactsSource(session.context)
        self.model: ListModel[PartyRow] = ListModel(session.tasks, source, make_columns(), spoken_row, self)
        self.sidebar = Sidebar(session.theme)
        self._sidebar_button = IconButton(session.theme, "panel-left", _("Lists"), self.toggle_sidebar)
        self.pane = ListPane(
            session.theme,
            self.model,
            row_face,
            _("Contacts"),
            _("Filter this list ({shortcut})").format(shortcut="Ctrl+F"),
        )
        self._ahead = TypeAhead(
            self.pane.view, self.model, session.tasks, source, lambda row: row.display_name
        )
        self.detail = RecordPane(session)
        self.pane.add_head_button(self._sidebar_button, 0)
        self._lay_out()
        self._connect()
        self.pane.set_compact(on=session.context.settings.get(COMPACT_ROWS))
        self.pane.set_table(on=session.context.settings.get(SHOWS_TABLE))
        self.sidebar.show_entries(make_entries({}, []))  # where to go is there before anything is counted
        self._read_overview()
        self._show_query(self._query)

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
        self._splitter.setSizes(self._zone_widths(is_table=False))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)

    def _zone_widths(self, *, is_table: bool) -> list[int]:
        """Sidebar, list, record; columns need more room than rows of two lines."""
        whole = max(self.width(), 1000)
        middle = round(whole * 0.5) if is_table else 340
        return [200, middle, whole - 200 - middle]

    def _connect(self) -> None:
        self.pane.show_state = self._explain_empty
        self.pane.orders = self._orders
        self.pane.narrowed.connect(self._on_narrowed)
        self.pane.sort_chosen.connect(self._on_sort)
        self.pane.menu_wanted.connect(lambda at: self.menu_wanted.emit(CONTEXT_MENU, at))
        self.sidebar.entry_chosen.connect(self._on_entry)
        view = self.pane.view
        view.current_record_changed.connect(self._on_current)
        view.record_opened.connect(self._on_record_opened)
        view.selection_changed.connect(self._on_selection_changed)
        self.model.state_changed.connect(self.state_changed)
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
            is_trash=self._query.trash,
            is_sidebar_on=self._is_sidebar_wanted,
            is_table_on=self.pane.is_table,
            is_compact_on=self.pane.is_compact,
        )

    def target(self) -> Target | None:
        """The chosen rows, else the open record."""
        chosen = self.pane.view.chosen()
        if chosen.is_all:
            selection = Selection.all_of(self._query, chosen.except_ids)
            return Target(selection, chosen.count, self._list_name())
        if chosen.count:
            title = ngettext("{n} selected", "{n} selected", chosen.count).format(n=number_text(chosen.count))
            return Target(Selection(chosen.ids), chosen.count, title)
        if self.view:
            return Target(Selection.of(self.view.record.ref.id), 1, self.view.record.display_name)
        return None

    def everything(self) -> Target:
        """The whole list on view."""
        return Target(Selection.all_of(self._query), self.model.rowCount(), self._list_name())

    def _list_name(self) -> str:
        """The whole list in words."""
        if typed := self._query.text or self._query.where:
            return _("All that match “{text}”").format(text=typed)
        if self.sidebar.current_key in ("", "all"):
            return _("All contacts")
        return _("All of “{list}”").format(list=self.pane.title.text())

    @property
    def query(self) -> ListQuery:
        """What the list shows."""
        return self._query

    def status_text(self) -> str:
        """How many there are, and how many are chosen."""
        if not self.model.is_complete:
            return _("Reading…")
        total = self.model.rowCount()
        text = ngettext("{n} record", "{n} records", total).format(n=number_text(total))
        chosen = self.pane.view.chosen_count()
        if chosen > 1:
            text = _("{chosen} of {records} selected").format(chosen=number_text(chosen), records=text)
        return text

    def go_to(self, place: ContactsPlace | None) -> None:
        """Return to a list or a record."""
        if place is None:
            return
        if self.sidebar.current_key != place.entry and self.sidebar.choose(place.entry):
            entry = self.sidebar.current()
            if entry is not None:
                self._show_entry(entry)
        if place.record is not None:
            self.detail.open(place.record.id)
            self.pane.view.select_record(place.record.id)

    def open_record(self, ref: EntityRef) -> None:
        """Show one record, and choose it in the list if it is there."""
        if not self.pane.view.select_record(ref.id):
            self.pane.view.clearSelection()
        self._is_detail_on_top = True
        self.pane.view.setFocus()  # the fields of the record before go away with it
        self.detail.open(ref.id)
        self._arrange()

    def set_width_class(self, width_class: str) -> None:
        """Four zones, three, or one after the other."""
        if width_class != self._width_class:
            self._width_class = width_class
            self._is_sidebar_wanted = width_class == "wide"
        self._arrange()

    def go_up(self) -> bool:
        """From the record back to the list, where only one fits."""
        if self._width_class == "narrow" and self._is_detail_on_top:
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
        on = not self.pane.is_table
        self.pane.set_table(on=on)
        self._splitter.setSizes(self._zone_widths(is_table=on))
        settings = self.session.context.settings
        self.session.tasks.run(settings.set, SHOWS_TABLE, on, owner=self, lane="io")
        self.state_changed.emit()

    def toggle_compact(self) -> None:
        """Rows of one line, or of two."""
        on = not self.pane.is_compact
        self.pane.set_compact(on=on)
        settings = self.session.context.settings
        self.session.tasks.run(settings.set, COMPACT_ROWS, on, owner=self, lane="io")
        self.state_changed.emit()

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
            self.view.focus_first()

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
        self._show_entry(entry)
        self.place_changed.emit(ContactsPlace(entry.key))

    def _show_entry(self, entry: Entry) -> None:
        if entry.query is None:
            return
        query = replace(entry.query, sort=self._query.sort, descending=self._query.descending)
        self._show_query(replace(query, text=self._query.text, where=self._query.where))

    def _show_query(self, query: ListQuery) -> None:
        self._query = query
        entry = self.sidebar.current()
        self.pane.title.setText(entry.title if entry else _("All"))
        self.pane.mark(query.text)
        self.pane.chips.show_chips(self._narrowings())
        self.pane.set_sort(query.sort, descending=query.descending)
        self._ahead.is_descending = query.descending
        self.pane.view.clearSelection()
        self.pane.view.scrollToTop()
        self.model.set_query(query)

    def _narrowings(self) -> list[Narrowing]:
        """Tag or kind, and the expression in the filter line."""
        entry, found = self.sidebar.current(), []
        if entry is not None and (self._query.tag or self._query.kinds):
            found.append(Narrowing(entry.title, lambda: self.show_entry("all")))
        if self._query.where:
            found.append(Narrowing(self._query.where, self.pane.filter.clear))
        return found

    def _on_narrowed(self, text: str) -> None:
        """Words, or an expression of the filter language when there is an operator in it."""
        query = replace(self._query, text=text, where="")
        self.pane.show_trouble("")
        if _OPERATOR.search(text):
            try:
                parse_filter(text, CONTACT_FIELDS)
            except ValidationError as error:
                self.pane.show_trouble(str(error))
                return
            query = replace(query, text="", where=text)
        if query != self._query:
            self._show_query(query)

    def _on_sort(self, key: str, descending: bool) -> None:
        self._show_query(replace(self._query, sort=key, descending=descending))

    def _orders(self) -> list[tuple[str, str]]:
        keys = (
            "display_name",
            "family",
            "given",
            "changed_at",
            "created_at",
            "city",
            "postcode",
            "account_no",
        )
        return [(key, CONTACT_FIELDS[key].title) for key in keys if key in CONTACT_FIELDS]

    def _explain_empty(self, card: StateCard) -> None:
        if typed := self._query.text or self._query.where:
            headline = _("Nothing matches “{text}”.").format(text=typed)
            card.show_state(
                "search-x", headline, _("In “{list}”.").format(list=self.pane.title.text()),
                primary=(_("Clear filter"), self.pane.filter.clear),
            )  # fmt: skip
        elif self._query.trash:
            card.show_state(
                "trash", _("The trash is empty."), _("What you delete waits here and can be restored.")
            )
        elif self._query.tag or self._query.kinds:
            card.show_state("contact", _("Nothing here yet."))
        else:
            run = self._run_command
            card.show_state(
                "users",
                _("No contacts yet"),
                _("Bring your address book from a phone, Google or a CSV file."),
                primary=(_("Import…"), lambda: run("contacts.import")),
                others=((_("New contact…"), lambda: run("contacts.new")),),
            )

    def _actions(self, *command_ids: str) -> list[QAction]:
        """What the window has for these commands, in their order."""
        found = {action.objectName(): action for action in self.window().actions()}
        return [found[command_id] for command_id in command_ids if command_id in found]

    def _run_command(self, command_id: str) -> None:
        for action in self._actions(command_id):
            action.trigger()

    def _on_selection_changed(self) -> None:
        view = self.pane.view
        count = view.chosen_count()
        if count < 2 and not view.is_all_chosen:
            self.pane.show_bulk("")
        else:
            text = (
                _("All {n} selected")
                if view.is_all_chosen
                else ngettext("{n} selected", "{n} selected", count)
            )
            commands = _BULK_IN_TRASH if self._query.trash else _BULK
            self.pane.show_bulk(text.format(n=number_text(count)), self._actions(*commands))
        self.state_changed.emit()

    def _read_overview(self) -> None:
        self.session.tasks.run(_read_overview, self.session.context, owner=self, on_done=self._on_overview)

    def _on_overview(self, overview: _Overview) -> None:
        self.detail.tag_names = [name for name, _count in overview.tags]
        self.sidebar.show_entries(make_entries(overview.counts, overview.tags))
        if not self.pane.title.text() or self.sidebar.current_key == "all":
            entry = self.sidebar.current()
            self.pane.title.setText(entry.title if entry else _("All"))

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
