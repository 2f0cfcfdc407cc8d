"""What is chosen in a list and where one is in it, remembered by id while its rows are exchanged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QItemSelection
from PySide6.QtWidgets import QTableView

from crm_desktop.base.ids import Id
from crm_desktop.ui.lists.model import ListModel

_FOUND_AGAIN = 1_000
"""Selected rows looked up again after a refresh; a larger selection is nearly always "all"."""
_EDGE_ROWS = 4
"""Rows at the upper edge of which one is found again, should others be gone."""


class KeptPlace:
    """Looks before the rows go, and finds the same records again among those that come.

    Attributes:
        is_waiting: what is remembered counts until all rows of the new order are there, not only the first of them.
        is_all: everything was chosen.
        current: the record under the keyboard.
    """

    def __init__(self, view: QTableView, model: ListModel[Any]) -> None:
        self._view, self._model = view, model
        self.is_waiting = self.is_all = False
        self.current: Id | None = None
        self._selected: tuple[Id, ...] = ()
        self._top: tuple[tuple[Id, int], ...] = ()
        self._goes_to_current = False
        self._asked: frozenset[Id] = frozenset()
        self._positions: Mapping[Id, int] = {}

    def look(self, ranges: Sequence[tuple[int, int]], *, is_all: bool) -> None:
        """Remember what is chosen (rows from the first number to the second of each pair) and what is at the top."""
        model, view = self._model, self._view
        self._goes_to_current = False
        small = sum(last - first + 1 for first, last in ranges) <= _FOUND_AGAIN
        rows = (
            [row for first, last in ranges for row in range(first, last + 1)] if small and not is_all else []
        )
        current, top = view.currentIndex().row(), view.rowAt(0)
        is_scrolled = top >= 0 and view.verticalScrollBar().value() > 0
        edge = range(top, min(top + _EDGE_ROWS, model.rowCount())) if is_scrolled else range(0)
        self.is_all = is_all
        self.current = model.id_at(current) if current >= 0 else None
        self._selected = tuple(model.id_at(row) for row in rows)
        self._top = tuple((model.id_at(row), view.rowViewportPosition(row)) for row in edge)

    def expect_order(self) -> None:
        """The rows come in another order: the one under the keyboard is brought into view, wherever it is then."""
        self._goes_to_current = self.is_waiting = True

    def asked(self) -> frozenset[Id]:
        """The records whose rows are to be found while the list is read."""
        top = (record for record, _above in self._top)
        self._asked = frozenset([*self._selected, *top, *([self.current] if self.current else [])])
        return self._asked

    def use(self, positions: Mapping[Id, int]) -> None:
        """The rows are exchanged; what was asked for lies at `positions` or is gone."""
        self._positions = positions

    def row_of(self, record: Id | None) -> int | None:
        """The row of a remembered record now; None when it is gone."""
        if record is None:
            return None
        if record in self._asked:  # looking for what is gone would go through the whole list
            return self._positions.get(record)
        return self._model.row_of(record)

    def selection(self) -> QItemSelection:
        """The chosen rows, as far as they are there."""
        chosen, last = QItemSelection(), self._model.columnCount() - 1
        for row in map(self.row_of, self._selected):
            if row is not None:
                chosen.select(self._model.index(row, 0), self._model.index(row, last))
        return chosen

    def scroll(self) -> None:
        """Scroll so that nothing seems to have moved, or to the row under the keyboard; sideways nothing moves."""
        bar, height = self._view.verticalScrollBar(), self._view.verticalHeader().defaultSectionSize()
        self._view.updateGeometries()  # so that the scroll bar knows of the new rows
        if self._goes_to_current:
            current = self.row_of(self.current)
            middle = (self._view.viewport().height() - height) // 2
            bar.setValue(current * height - middle if current is not None else 0)
            return
        for record, above in self._top:
            row = self.row_of(record)
            if row is not None:
                bar.setValue(row * height - above)
                return
