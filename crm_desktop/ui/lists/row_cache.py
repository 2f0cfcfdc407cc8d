"""The rows a list has read, least recently seen dropped first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Generic, TypeVar

from crm_desktop.base.ids import Id
from crm_desktop.ui.lists.source import Row

R = TypeVar("R", bound=Row)

PAGE = 128
PAGES = 64


class RowCache(Generic[R]):
    """Rows by id. A stale row is still shown until its successor arrives."""

    def __init__(self, capacity: int = PAGE * PAGES) -> None:
        self._capacity = capacity
        self._rows: OrderedDict[Id, R] = OrderedDict()
        self._stale: set[Id] = set()

    def __len__(self) -> int:
        """How many rows are held."""
        return len(self._rows)

    def get(self, record: Id) -> R | None:
        """The row, fresh or stale; None when it was never read or dropped again."""
        row = self._rows.get(record)
        if row is not None:
            self._rows.move_to_end(record)
        return row

    def is_fresh(self, record: Id) -> bool:
        """Whether the row is held and nothing is known to have changed it."""
        return record in self._rows and record not in self._stale

    def put(self, rows: Iterable[R]) -> None:
        """Keep rows just read."""
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
            self._stale.discard(row.id)
        while len(self._rows) > self._capacity:
            dropped, _row = self._rows.popitem(last=False)
            self._stale.discard(dropped)

    def mark_stale(self, records: Iterable[Id] | None = None) -> set[Id]:
        """Note that rows changed (None: all of them). Returns those that are held."""
        hit = set(self._rows) if records is None else {r for r in records if r in self._rows}
        self._stale |= hit
        return hit
