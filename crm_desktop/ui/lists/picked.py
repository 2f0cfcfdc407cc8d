"""The ids of some rows of a list: not looked at before somebody needs them, which is in a worker thread."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cached_property

from crm_desktop.base.ids import Id
from crm_desktop.ui.lists.source import IdList, IdSnapshot

FEW = 16
"""So many ids are looked up one by one; each may go through the whole list when it is gone."""


class PickedIds(Set[Id]):
    """A set in the order of the list, kept as ranges of rows: a million cost nothing until they are read.

    Reading a million takes half a second. The snapshot behind it never changes, so any thread may read.
    """

    def __init__(self, snapshot: IdSnapshot, ranges: Sequence[tuple[int, int]]) -> None:
        """`ranges` are first and last row of each, in order and without overlap."""
        self._snapshot, self._ranges = snapshot, tuple(ranges)

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self._ranges)

    def same_as(self, other: PickedIds) -> bool:
        """Whether these are the same rows of the same list; compares no ids."""
        return self._snapshot is other._snapshot and self._ranges == other._ranges

    def ranges_in(self, snapshot: IdSnapshot) -> tuple[tuple[int, int], ...]:
        """Where these ids stand in another snapshot: first and last row of each range, in order.

        A few are looked up; of many the whole snapshot is gone through once, which is a worker's business.
        """
        if snapshot is self._snapshot:
            return self._ranges
        if len(self) <= FEW:
            found = (snapshot.index_of(record) for record in self)
            rows: Iterable[int] = sorted(row for row in found if row is not None)
        else:
            known = self._known
            rows = (row for row in range(len(snapshot)) if snapshot.id_at(row) in known)
        return _as_ranges(rows)

    def __iter__(self) -> Iterator[Id]:
        return (self._snapshot.id_at(row) for first, last in self._ranges for row in range(first, last + 1))

    def __contains__(self, record: object) -> bool:
        return record in self._known

    @cached_property
    def _known(self) -> frozenset[Id]:
        return frozenset(iter(self))


def nothing_picked() -> PickedIds:
    """No row of no list."""
    return PickedIds(IdList(), ())


def _as_ranges(rows: Iterable[int]) -> tuple[tuple[int, int], ...]:
    """First and last of each run of neighbours; `rows` are in order."""
    ranges: list[tuple[int, int]] = []
    for row in rows:
        if ranges and row == ranges[-1][1] + 1:
            ranges[-1] = (ranges[-1][0], row)
        else:
            ranges.append((row, row))
    return tuple(ranges)
