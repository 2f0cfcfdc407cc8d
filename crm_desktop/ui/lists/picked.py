"""The ids of some rows of a list: not looked at before somebody needs them, which is in a worker thread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import cached_property

from crm_desktop.base.ids import Id
from crm_desktop.ui.lists.source import IdSnapshot


class PickedIds(Set[Id]):
    """A set in the order of the list, kept as ranges of rows: a million cost nothing until they are read.

    Reading a million takes half a second. The snapshot behind it never changes, so any thread may read.
    """

    def __init__(self, snapshot: IdSnapshot, ranges: Sequence[tuple[int, int]]) -> None:
        """`ranges` are first and last row of each, in order and without overlap."""
        self._snapshot, self._ranges = snapshot, tuple(ranges)

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self._ranges)

    def __iter__(self) -> Iterator[Id]:
        return (self._snapshot.id_at(row) for first, last in self._ranges for row in range(first, last + 1))

    def __contains__(self, record: object) -> bool:
        return record in self._known

    @cached_property
    def _known(self) -> frozenset[Id]:
        return frozenset(iter(self))
