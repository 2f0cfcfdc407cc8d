"""What memory does while the window works: what is held is counted again and again, and compared once caches are full.

The memory of a process goes up and down by tens of MB with what was done last, and every cache fills until it is full.
So the first half of a session does not count, and of the rest the median of the slopes between all pairs is taken,
which single peaks do not move. Objects are the sharper measure: with the same record on view there are as many.
"""

from __future__ import annotations

import gc
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import psutil
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

WARM_UP = 0.5
"""This part of a session is for caches to fill: rows of lists, pages of SQLite, icons, layouts."""

MOST_MB = 3.0
"""A minute of work without a pause, after the warm-up."""

LONG_ENOUGH = 3.0
"""Minutes after the warm-up; in less of them a single cache decides on how much the process grows."""

MOST_BLOCKS = 2_000
"""Of Python's memory, a round: places that were visited, texts and layouts that are kept up to a number."""

MOST_OBJECTS = 5
"""Of Qt, a round: fewer than the smallest dialog has."""

_MB = 2**20
_ENOUGH = 4
"""Fewer counts than that show nothing."""


@dataclass
class Memory:
    """What a session held.

    Attributes:
        sizes: (minutes since the start, MB of the process), after every part of the day.
        blocks: pieces of memory that Python had given out, after each round.
        objects: of Qt, after each round.
    """

    sizes: list[tuple[float, float]] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)

    def note_size(self, seconds: float) -> None:
        """Between two parts of the day; costs nothing."""
        self.sizes.append((seconds / 60, psutil.Process().memory_info().rss / _MB))

    def note_objects(self) -> None:
        """Between two rounds; takes some 100 ms."""
        gc.collect()
        self.blocks.append(sys.getallocatedblocks())
        self.objects.append(sum(1 for _each in _objects()))

    @property
    def quarters(self) -> list[float]:
        """MB at the start, after each quarter, and at the end; nothing when no round was played."""
        if not self.sizes:
            return []
        last = len(self.sizes) - 1
        return [self.sizes[round(last * part / 4)][1] for part in range(5)]

    @property
    def mb_a_minute(self) -> float:
        """By which the process grew after the warm-up."""
        return _slope(_settled(self.sizes))

    @property
    def blocks_a_round(self) -> float:
        """By which what Python holds grew after the warm-up."""
        return _slope(_settled(list(enumerate(self.blocks))))

    @property
    def objects_a_round(self) -> float:
        """By which the number of objects of Qt grew after the warm-up."""
        return _slope(_settled(list(enumerate(self.objects))))

    @property
    def grows(self) -> list[str]:
        """What grew more than it may, in words; [] when nothing did."""
        settled = _settled(self.sizes)
        is_long = bool(settled) and settled[-1][0] - settled[0][0] >= LONG_ENOUGH
        measured = (
            ("MB a minute", self.mb_a_minute if is_long else 0.0, MOST_MB),
            ("blocks of Python a round", self.blocks_a_round, MOST_BLOCKS),
            ("objects of Qt a round", self.objects_a_round, MOST_OBJECTS),
        )
        return [f"memory grows by {found:.1f} {what}" for what, found, most in measured if found > most]


def _settled(points: Sequence[tuple[float, float]]) -> Sequence[tuple[float, float]]:
    """Those after the warm-up."""
    return points[int(len(points) * WARM_UP) :]


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """The median of the slopes between all pairs (Theil and Sen); 0 for too few of them."""
    if len(points) < _ENOUGH:
        return 0.0
    return statistics.median(
        (later[1] - sooner[1]) / (later[0] - sooner[0])
        for at, sooner in enumerate(points)
        for later in points[at + 1 :]
        if later[0] > sooner[0]
    )


def _objects() -> Iterator[QObject]:
    """All that hangs on the application or on a window."""
    app = QApplication.instance()
    roots = [app] if app is not None else []
    for root in (*roots, *(window for window in QApplication.topLevelWidgets() if window.parent() is None)):
        yield root
        yield from root.findChildren(QObject)
