"""A titled part of a record, and one that holds a list of items with a blank row at its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm_desktop.ui.forms.slots import ItemSlot, ItemStore
from crm_desktop.ui.forms.tab_order import order_soon
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.labels import TextLabel


class Section(QWidget):
    """A title and rows below it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._parts: list[QWidget] = []
        if title:
            heading = TextLabel(theme, title, "strong", "text_2")
            heading.setContentsMargins(0, 0, 0, 2)
            self._column.addWidget(heading)
        self.setAccessibleName(title)

    def add(self, widget: QWidget, align: Qt.AlignmentFlag = Qt.AlignmentFlag(0)) -> None:  # noqa: B008
        """Append a row."""
        self._column.addWidget(widget, 0, align)
        self._parts.append(widget)
        order_soon(self)

    def insert_before(self, other: QWidget, widget: QWidget) -> None:
        """Insert a row above another one."""
        self._column.insertWidget(self._column.indexOf(other), widget)
        self._parts.insert(self._parts.index(other), widget)
        order_soon(self)

    def discard(self, widget: QWidget) -> None:
        """Take a row away for good."""
        self._parts.remove(widget)
        widget.hide()
        widget.deleteLater()
        order_soon(self)

    def reading_order(self) -> Sequence[QWidget]:
        """The rows from top to bottom."""
        return self._parts


class ItemRow(QWidget):
    """The editor of one item. Subclasses show `slot.item` in `refresh`."""

    def __init__(self, slot: ItemSlot[Any]) -> None:
        super().__init__()
        self.slot = slot

    def refresh(self) -> None:
        """Show what `slot.item` holds now."""

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return False

    def commit(self) -> None:
        """Save what was typed."""

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why."""


class ItemSection(Section):
    """Rows for the items of one list, kept by id while the record is read again; a blank one to add with."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        store: ItemStore,
        make_row: Callable[[ItemSlot[Any]], ItemRow],
        make_blank: Callable[[], Any],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, title, parent)
        self._store, self._make_row, self._make_blank = store, make_row, make_blank
        self._read_only = ""
        self.rows: list[ItemRow] = []
        self.blank: ItemRow | None = None

    def show_items(self, items: Sequence[Any]) -> None:
        """Show the list as the file holds it now."""
        for _row in self.show_by_row(items):
            pass

    def show_by_row(self, items: Sequence[Any]) -> Iterator[None]:
        """The same in steps of one row each, since a list may be long."""
        if self.blank is not None and not self.blank.slot.is_blank:
            self.rows.append(self.blank)
            self.blank = None
        held = {item.id for item in items}
        for row in [row for row in self.rows if row.slot.item.id not in held and not row.is_dirty()]:
            self.rows.remove(row)
            self.discard(row)
        for item in items:
            self._show_item(item)
            yield
        if self._wants_blank():
            self.make_blank()

    def _wants_blank(self) -> bool:
        """Whether a blank row stands at the end from the beginning."""
        return True

    def make_blank(self) -> None:
        """Put a blank row at the end, if there is none and there may be one."""
        if self.blank is None and not self._read_only:
            self.blank = self._make_row(ItemSlot(self._store, self._make_blank()))
            self.add(self.blank)

    def _show_item(self, item: Any) -> None:
        row = next((row for row in self.rows if row.slot.item.id == item.id), None)
        if row is not None:
            row.slot.refresh(item)
        else:
            row = self._make_row(ItemSlot(self._store, item))
            row.set_read_only(self._read_only)
            self.rows.append(row)
            if self.blank is not None:
                self.insert_before(self.blank, row)
            else:
                self.add(row)
        row.refresh()

    def set_read_only(self, reason: str) -> None:
        """Refuse typing everywhere; call it before the first `show_items`."""
        self._read_only = reason
        for row in self.rows:
            row.set_read_only(reason)

    def all_rows(self) -> list[ItemRow]:
        """Rows and the blank one."""
        return [*self.rows, *([self.blank] if self.blank is not None else [])]

    def commit(self) -> None:
        """Save what was typed in any row."""
        for row in self.all_rows():
            row.commit()

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(row.is_dirty() for row in self.all_rows())
