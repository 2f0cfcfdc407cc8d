"""The list half of the contacts page: which records it shows, in what order, narrowed by what, and which are chosen."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.settings import Setting
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import PartyRow
from crm_desktop.domain.fields import FieldSpec
from crm_desktop.domain.filters import parse_filter
from crm_desktop.ui.features.contacts.list_columns import OWN, catalogue_columns, make_columns
from crm_desktop.ui.features.contacts.new_contact import NewContactDialog
from crm_desktop.ui.features.contacts.no_rows import WaysOn, explain_no_rows
from crm_desktop.ui.features.contacts.sidebar import Entry
from crm_desktop.ui.features.contacts.source import ContactsSource, row_face, spoken_row
from crm_desktop.ui.lists.chip_row import Narrowing
from crm_desktop.ui.lists.column_layout import order_of, order_text
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.pane import ListPane
from crm_desktop.ui.lists.row_delegate import RowFace
from crm_desktop.ui.lists.type_ahead import TypeAhead
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import COMPACT_ROWS, CONTACT_LIST, SHOWS_TABLE
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.refusal import refuse
from crm_desktop.ui.widgets.state_card import StateCard

_OPERATOR = re.compile(r"[=~<>]")
_BULK = ("contacts.tag", "labels.print", "contacts.export", "contacts.trash")
_BULK_IN_TRASH = ("contacts.restore", "contacts.export", "contacts.delete_for_good")
_FIRST = ("display_name", "family", "given", "changed_at", "created_at", "city", "postcode", "account_no")
"""Orders that the menu offers before those of the other columns on view."""
_MOMENTS = ("changed_at", "created_at")
_ANY = ListQuery()


def _ordered(stored: str) -> ListQuery:
    """Everything in a remembered order; by name if there is no such order any more."""
    key, descending = order_of(stored)
    is_known = key.startswith(OWN) or (key in CONTACT_FIELDS and CONTACT_FIELDS[key].is_sortable)
    return ListQuery(sort=key, descending=descending) if is_known else ListQuery()


class ListHalf(QObject):
    """Holds pane and model together, and remembers how the user wants the list."""

    changed = Signal()
    """Rows, choice or look are different."""

    everything_wanted = Signal()
    """The list is to show all records again."""

    def __init__(self, session: UiSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._settings = session, session.context.settings
        self._specs: tuple[FieldSpec, ...] = ()
        self._query = _ordered(self._settings.get(CONTACT_LIST.order))
        self._entry: Entry | None = None
        source = ContactsSource(session.context)
        self.model: ListModel[PartyRow] = ListModel(
            session.tasks, source, catalogue_columns(), self._spoken, self
        )
        self.pane = ListPane(
            session.theme,
            self.model,
            self._face,
            _("Contacts"),
            _("Filter this list ({shortcut})").format(shortcut="Ctrl+F"),
            CONTACT_LIST.columns.default,
        )
        self.empty_button = push_button(
            _("Empty trash…"), lambda: self._run_command("contacts.empty_trash"), kind="link"
        )
        read_only = _("The file is read-only.") if session.context.store.is_read_only else ""
        refuse(read_only, self.empty_button)
        self.empty_button.hide()
        self.pane.head.add_button(self.empty_button, 2)
        self._ahead = TypeAhead(self.pane.view, self.model, session.tasks, source)
        self._connect()
        self.pane.header.set_layout(self._settings.get(CONTACT_LIST.columns))
        self.pane.set_compact(on=self._settings.get(COMPACT_ROWS))
        self.pane.set_table(on=self._settings.get(SHOWS_TABLE))

    def _connect(self) -> None:
        pane = self.pane
        pane.body.show_empty = self._explain_empty
        pane.body.show_details = self._session.notices.fail
        pane.head.orders = self._orders
        pane.narrowed.connect(self._on_narrowed)
        pane.sort_chosen.connect(self._on_sort)
        pane.stopped.connect(lambda: self._adopt(self.model.query))
        pane.arranged.connect(lambda layout: self._remember(CONTACT_LIST.columns, layout))
        pane.view.selection_changed.connect(self._on_selection_changed)
        self.model.state_changed.connect(self._offer_emptying)
        self.model.state_changed.connect(self.changed)

    def _face(self, row: PartyRow) -> RowFace:
        return row_face(row, self._session.context.now())

    def _spoken(self, row: PartyRow) -> str:
        return spoken_row(row, self._session.context.now())

    # --- what is shown

    @property
    def query(self) -> ListQuery:
        """What the list shows."""
        return self._query

    @property
    def is_file_empty(self) -> bool:
        """Whether the list shows everything, and there is nothing."""
        shows_all = replace(self._query, sort=_ANY.sort, descending=_ANY.descending) == _ANY
        return shows_all and self.model.is_complete and not self.model.rowCount()

    def show_entry(self, entry: Entry | None) -> None:
        """Show a line of the sidebar, as far as the filter line lets it."""
        if entry is not None and entry.query is not None:
            self._entry = entry
            kept = {name: getattr(self._query, name) for name in ("sort", "descending", "text", "where")}
            self._show(replace(entry.query, **kept))

    def rename(self, entry: Entry | None) -> None:
        """The same line of the sidebar has another title or number."""
        if entry is not None:
            self._entry = entry
            self.pane.title.setText(entry.title)

    def set_own_fields(self, specs: Sequence[FieldSpec]) -> None:
        """Which columns there are, with those of the user's own fields."""
        if tuple(specs) != self._specs:
            self._specs = tuple(specs)
            self.pane.set_columns(make_columns(specs))

    def _show(self, query: ListQuery) -> None:
        before = self.model.query
        is_reorder = before is not None and before == replace(
            query, sort=before.sort, descending=before.descending
        )
        self._adopt(query)
        self.pane.begin(is_reorder=is_reorder)
        self.model.set_query(query)

    def _adopt(self, query: ListQuery) -> None:
        """Say everywhere that the list shows `query`."""
        self._query = query
        self._offer_emptying()
        self.pane.title.setText(self._entry.title if self._entry else _("All"))
        self.pane.mark(query.text)
        self.pane.chips.show_chips(self._narrowings())
        self.pane.set_sort(query.sort, descending=query.descending)
        column = next((each for each in self.model.columns if each.key == query.sort), None)
        self._ahead.set_order(None if query.sort in _MOMENTS else column, descending=query.descending)

    def _offer_emptying(self) -> None:
        """In the trash, while something is in it."""
        self.empty_button.setVisible(self._query.trash and bool(self.model.rowCount()))

    # --- narrowing and order

    def _narrowings(self) -> list[Narrowing]:
        """Tag or kind, and the expression in the filter line."""
        found = []
        if self._entry is not None and (self._query.tag or self._query.kinds):
            found.append(Narrowing(self._entry.title, self.everything_wanted.emit))
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
            self._show(query)

    def _clear_filters(self) -> None:
        """Everything again, with nothing in the filter line."""
        self.pane.filter.clear()
        self._query = replace(self._query, text="", where="")
        self.everything_wanted.emit()

    def _on_sort(self, key: str, descending: bool) -> None:
        self._show(replace(self._query, sort=key, descending=descending))
        self._remember(CONTACT_LIST.order, order_text(key, descending=descending))

    def _orders(self) -> list[tuple[str, str]]:
        titles = {column.sort_key: _(column.title) for column in self.model.columns if column.sort_key}
        shown = [key for key, _width in self.pane.header.layout] if self.pane.is_table else []
        keys = dict.fromkeys((*_FIRST, *shown, self._query.sort))
        return [(key, titles[key]) for key in keys if key in titles]

    # --- nothing to show

    def _explain_empty(self, card: StateCard) -> None:
        may_write = not self._session.context.store.is_read_only
        ways = WaysOn(
            self.everything_wanted.emit,
            self._clear_filters,
            self._run_command,
            self._create if may_write else None,
        )
        explain_no_rows(card, self._query, self.pane.title.text(), ways)

    def _create(self, name: str) -> None:
        dialog = NewContactDialog(self._session, self.pane.window(), name)
        dialog.created.connect(self._session.navigator.open)
        dialog.open()

    # --- what is chosen

    def _on_selection_changed(self) -> None:
        view = self.pane.view
        count = view.chosen_count()
        if count < 2 and not view.is_all_chosen:
            self.pane.show_bulk("")
        else:
            every = _("All {n} selected")
            some = ngettext("{n} selected", "{n} selected", count)
            text = (every if view.is_all_chosen else some).format(n=number_text(count))
            self.pane.show_bulk(text, self.actions(*(_BULK_IN_TRASH if self._query.trash else _BULK)))
        self.changed.emit()

    def target(self) -> Target | None:
        """The chosen rows; None when there are none."""
        chosen = self.pane.view.chosen()
        if chosen.is_all:
            selection = Selection.all_of(self._query, chosen.except_ids)
            return Target(selection, chosen.count, self._list_name())
        if not chosen.count:
            return None
        title = ngettext("{n} selected", "{n} selected", chosen.count).format(n=number_text(chosen.count))
        return Target(Selection(chosen.ids), chosen.count, title)

    def everything(self) -> Target:
        """The whole list on view."""
        return Target(Selection.all_of(self._query), self.model.rowCount(), self._list_name())

    def _list_name(self) -> str:
        """The whole list in words."""
        if typed := self._query.text or self._query.where:
            return _("All that match “{text}”").format(text=typed)
        if self._entry is None or self._entry.key == "all":
            return _("All contacts")
        return _("All of “{list}”").format(list=self.pane.title.text())

    def status_text(self) -> str:
        """How many there are, and how many are chosen."""
        if not self.model.is_complete:
            return _("Reading…") if self.model.is_loading else ""
        total = self.model.rowCount()
        text = ngettext("{n} record", "{n} records", total).format(n=number_text(total))
        chosen = self.pane.view.chosen_count()
        if chosen > 1:
            text = _("{chosen} of {records} selected").format(chosen=number_text(chosen), records=text)
        return text

    # --- how the user wants it

    def toggle_table(self) -> None:
        """Rows of two lines, or columns."""
        self.pane.set_table(on=not self.pane.is_table)
        self._remember(SHOWS_TABLE, self.pane.is_table)
        self.changed.emit()

    def toggle_compact(self) -> None:
        """Rows of one line, or of two."""
        self.pane.set_compact(on=not self.pane.is_compact)
        self._remember(COMPACT_ROWS, self.pane.is_compact)
        self.changed.emit()

    def settle(self) -> None:
        """Remember what was arranged a moment ago; the page goes away."""
        self.pane.header.settle()

    def _remember(self, setting: Setting[Any], value: Any) -> None:
        self._session.tasks.run(self._settings.set, setting, value, owner=self, lane="io")

    # --- commands of the window

    def actions(self, *command_ids: str) -> list[QAction]:
        """What the window has for these commands, in their order."""
        found = {action.objectName(): action for action in self.pane.window().actions()}
        return [found[command_id] for command_id in command_ids if command_id in found]

    def _run_command(self, command_id: str) -> None:
        for action in self.actions(command_id):
            action.trigger()
