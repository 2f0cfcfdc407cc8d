"""What is chosen in a list and where one is in it, remembered by id while its rows are exchanged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionRange
from PySide6.QtWidgets import QTableView

from crm_desktop.base.ids import Id
from crm_desktop.ui.lists.located import Located, Wanted
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.picked import PickedIds, nothing_picked

_MOST_RANGES = 2_000
"""Into so many pieces another order may scatter what is chosen: 5,000 would keep the window from its work for 50 ms."""
_EDGE_ROWS = 4
"""Rows at the upper edge of which one is found again, should others be gone."""


class KeptPlace:
    """Looks before the rows go, and finds the same records again among those that come.

    Attributes:
        is_waiting: what is remembered counts until all rows of the new order are there, not only the first of them.
        is_all: everything was chosen but what was left out.
        current: the record under the keyboard.
    """

    def __init__(self, view: QTableView, model: ListModel[Any]) -> None:
        self._view, self._model = view, model
        self.is_waiting = self.is_all = False
        self.current: Id | None = None
        self._picked = nothing_picked()
        self._top: tuple[tuple[Id, int], ...] = ()
        self._goes_to_current = False
        self._asked: frozenset[Id] = frozenset()
        self._located = Located(model.snapshot)

    def look(self, picked: PickedIds, *, is_all: bool) -> None:
        """Remember what is chosen, or with `is_all` what is left out of everything, and what is at the top."""
        model, view = self._model, self._view
        self._goes_to_current = False
        current, top = view.currentIndex().row(), view.rowAt(0)
        is_scrolled = top >= 0 and view.verticalScrollBar().value() > 0
        edge = range(top, min(top + _EDGE_ROWS, model.rowCount())) if is_scrolled else range(0)
        self.is_all = is_all
        self.current = model.id_at(current) if current >= 0 else None
        self._picked = picked
        self._top = tuple((model.id_at(row), view.rowViewportPosition(row)) for row in edge)

    def expect_order(self) -> None:
        """The rows come in another order: the one under the keyboard is brought into view, wherever it is then."""
        self._goes_to_current = self.is_waiting = True

    def asked(self) -> Wanted:
        """What is to be found while the list is read."""
        top = (record for record, _above in self._top)
        self._asked = frozenset([*top, *([self.current] if self.current else [])])
        return Wanted(self._asked, self._picked)

    def use(self, located: Located) -> None:
        """The rows are exchanged; what was asked for lies where `located` says, or is gone."""
        self._located = located

    def row_of(self, record: Id | None) -> int | None:
        """The row of a remembered record now; None when it is gone."""
        if record is None:
            return None
        if record in self._asked:  # looking for what is gone would go through the whole list
            return self._located.positions.get(record)
        return self._model.row_of(record)

    @property
    def is_all_found(self) -> bool:
        """Whether everything may be chosen again: all that was left out is known, or was nothing."""
        return self.is_all and (self._model.is_complete or not self._picked)

    def selection(self) -> QItemSelection:
        """The chosen rows, as far as they are there."""
        ranges: Sequence[tuple[int, int]] = self._located.ranges
        if self.is_all:
            ranges = outside(ranges, self._model.rowCount()) if self.is_all_found else ()
        return rows_chosen(self._model, ranges if len(ranges) <= _MOST_RANGES else ())

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


def outside(ranges: Sequence[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """The rows of a list of `count` that are in none of the ranges, as ranges."""
    gaps, position = [], 0
    for first, last in [*ranges, (count, 0)]:
        if first > position:
            gaps.append((position, first - 1))
        position = last + 1
    return gaps


def rows_chosen(model: ListModel[Any], ranges: Sequence[tuple[int, int]]) -> QItemSelection:
    """Whole rows, from the first to the last of each range."""
    chosen, column = QItemSelection(), model.columnCount() - 1
    for first, last in ranges:
        chosen.append(QItemSelectionRange(model.index(first, 0), model.index(last, column)))
    return chosen
