"""The rows a list has read, least recently seen dropped first."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from typing import Generic, TypeVar
from weakref import WeakSet

from crm_desktop.base.ids import Id
from crm_desktop.ui.lists.source import Row

R = TypeVar("R", bound=Row)

PAGE = 128
PAGES = 64


class Reading:
    """A reading of rows under way: it gathers what changes meanwhile, of which it may bring the state from before."""

    def __init__(self) -> None:
        self._changed: set[Id] = set()
        self._is_all_changed = False

    def note(self, records: Iterable[Id] | None) -> None:
        """These changed (None: all)."""
        if records is None:
            self._is_all_changed = True
        else:
            self._changed.update(records)

    def is_overtaken(self, record: Id) -> bool:
        """Whether a row that it brings may be older than the last change."""
        return self._is_all_changed or record in self._changed


class RowCache(Generic[R]):
    """Rows by id. A stale row is still shown until its successor arrives."""

    def __init__(self, capacity: int = PAGE * PAGES) -> None:
        self._capacity = capacity
        self._rows: OrderedDict[Id, R] = OrderedDict()
        self._stale: set[Id] = set()
        self._readings: WeakSet[Reading] = WeakSet()

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

    def begin_reading(self) -> Reading:
        """Rows are about to be read: hand this to `put` with them."""
        reading = Reading()
        self._readings.add(reading)
        return reading

    def put(self, rows: Iterable[R], reading: Reading) -> None:
        """Keep rows just read; those that changed while they were read are stale."""
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
            if reading.is_overtaken(row.id):
                self._stale.add(row.id)
            else:
                self._stale.discard(row.id)
        while len(self._rows) > self._capacity:
            dropped, _row = self._rows.popitem(last=False)
            self._stale.discard(dropped)

    def mark_stale(self, records: Iterable[Id] | None = None) -> set[Id]:
        """Note that rows changed (None: all of them). Returns those that are held."""
        changed = None if records is None else set(records)
        for reading in self._readings:
            reading.note(changed)
        hit = set(self._rows) if changed is None else {r for r in changed if r in self._rows}
        self._stale |= hit
        return hit
