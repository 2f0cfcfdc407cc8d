"""Where the rows that a view wants to find again stand, when its rows are exchanged; worked out in a worker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken
from crm_desktop.ui.lists.picked import PickedIds, nothing_picked
from crm_desktop.ui.lists.source import IdSnapshot, RowSource


@dataclass(frozen=True, eq=False)
class Wanted:
    """What is to be found again: a few records one by one, and the rows that are chosen, however many."""

    records: frozenset[Id] = frozenset()
    picked: PickedIds = field(default_factory=nothing_picked)


@dataclass(frozen=True, eq=False)
class Located:
    """A snapshot, and where in it that is which was wanted; what is missing is gone.

    Attributes:
        positions: the row of each of the records.
        ranges: first and last row of each range of those that were picked, in order.
    """

    snapshot: IdSnapshot
    positions: Mapping[Id, int] = field(default_factory=dict)
    ranges: tuple[tuple[int, int], ...] = ()
    wanted: Wanted = field(default_factory=Wanted)


def locate(snapshot: IdSnapshot, wanted: Wanted) -> Located:
    """The places of `wanted` in a snapshot."""
    found = ((record, snapshot.index_of(record)) for record in wanted.records)
    positions = {record: at for record, at in found if at is not None}
    return Located(snapshot, positions, wanted.picked.ranges_in(snapshot), wanted)


def read_located(source: RowSource[Any], query: Any, wanted: Wanted, cancel: CancelToken) -> Located:
    """The snapshot, and the places of `wanted` in it; for a worker thread, since a million ids take time.

    Raises:
        CancelledError: it was told to stop.
    """
    return locate(source.snapshot(query, cancel), wanted)
