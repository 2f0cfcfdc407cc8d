"""Reads the rows of a list page by page, as they are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.base.ids import Id
from crm_desktop.ui.lists.row_cache import PAGE, Reading, RowCache
from crm_desktop.ui.lists.source import IdList, IdSnapshot, Row, RowSource
from crm_desktop.ui.tasks import Tasks

R = TypeVar("R", bound=Row)

_AT_ONCE = 2
_WISHES = 4
"""Pages still wanted after a long scroll: those seen last. The others are never read at all."""


@dataclass(frozen=True)
class _Asked:
    """What a page is read for."""

    page: int
    ids: IdSnapshot
    columns: tuple[str, ...]
    reading: Reading


class RowReader(QObject, Generic[R]):
    """Holds what was read by id; the newest wish goes first, since it is where the user looks now."""

    page_read = Signal(int, int)
    """Rows from the first number to the second are there, or there anew."""

    failed = Signal(object)

    def __init__(self, tasks: Tasks, source: RowSource[R], parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._source = tasks, source
        self._query: Any = None
        self._ids: IdSnapshot = IdList()
        self._columns: tuple[str, ...] = ()
        self._cache: RowCache[R] = RowCache()
        self._wishes: list[int] = []
        self._under_way: set[int] = set()
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._read_next)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns whose values are read."""
        return self._columns

    def set_columns(self, columns: Sequence[str]) -> bool:
        """Read these columns. Returns whether what is held lacks any, so that it is read again."""
        lacks = bool(set(columns) - set(self._columns))
        self._columns = tuple(columns)
        if lacks:
            self._cache.mark_stale()
            self._drop_wishes()
        return lacks

    def begin(self, query: Any, ids: IdSnapshot) -> None:
        """The rows are these from now on; what is held of them stays."""
        self._query, self._ids = query, ids
        self._drop_wishes()

    def stop(self) -> None:
        """Read nothing more until somebody looks again."""
        self._timer.stop()
        self._drop_wishes()

    def begin_reading(self) -> Reading:
        """Rows are about to be read elsewhere: hand this to `keep` with them."""
        return self._cache.begin_reading()

    def keep(self, rows: Iterable[R], reading: Reading) -> None:
        """Hold rows that were read elsewhere."""
        self._cache.put(rows, reading)

    def mark_stale(self, records: Iterable[Id] | None = None) -> bool:
        """Rows changed (None: all of them). Returns whether any of them is held."""
        return bool(self._cache.mark_stale(records))

    def row(self, at: int) -> R | None:
        """The row if it is held; asks for it otherwise, and for a stale one too."""
        record = self._ids.id_at(at)
        if not self._cache.is_fresh(record):
            self._wish(at // PAGE)
        return self._cache.get(record)

    def _wish(self, page: int) -> None:
        if page in self._under_way:
            return
        if page in self._wishes:
            self._wishes.remove(page)
        self._wishes.append(page)
        if not self._timer.isActive():
            self._timer.start()

    def _drop_wishes(self) -> None:
        self._wishes.clear()
        self._under_way.clear()

    def _read_next(self) -> None:
        del self._wishes[:-_WISHES]
        while self._wishes and len(self._under_way) < _AT_ONCE:
            page = self._wishes.pop()
            first, after = page * PAGE, min((page + 1) * PAGE, len(self._ids))
            ids = [self._ids.id_at(row) for row in range(first, after)]
            ids = [record for record in ids if not self._cache.is_fresh(record)]
            if ids:
                self._read(page, ids)

    def _read(self, page: int, ids: list[Id]) -> None:
        self._under_way.add(page)
        asked = _Asked(page, self._ids, self._columns, self._cache.begin_reading())
        self._tasks.run(
            self._source.rows,
            self._query,
            ids,
            self._columns,
            owner=self,
            on_done=partial(self._on_read, asked),
            on_error=partial(self._on_failed, asked),
        )

    def _on_read(self, asked: _Asked, rows: Sequence[R]) -> None:
        if asked.columns == self._columns:  # right for any snapshot, since rows are kept by id
            self._cache.put(rows, asked.reading)
        if asked.ids is not self._ids or asked.columns != self._columns:
            return
        self._under_way.discard(asked.page)
        self.page_read.emit(asked.page * PAGE, min((asked.page + 1) * PAGE, len(self._ids)) - 1)
        self._read_next()

    def _on_failed(self, asked: _Asked, error: BaseException) -> None:
        if asked.ids is self._ids:
            self._under_way.discard(asked.page)
            self.failed.emit(error)
