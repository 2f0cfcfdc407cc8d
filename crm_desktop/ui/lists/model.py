"""The one list model of the program: ids of all rows, rows themselves only where somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from functools import partial
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.ui.lists.row_cache import PAGE, RowCache
from crm_desktop.ui.lists.source import Column, IdList, IdSnapshot, Located, Row, RowSource, read_located
from crm_desktop.ui.tasks import Job, Tasks

R = TypeVar("R", bound=Row)
AnyIndex = QModelIndex | QPersistentModelIndex

REFRESH_AFTER_MS = 150
_FETCHES_AT_ONCE = 2


class ListRole(IntEnum):
    """What a delegate asks for beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    RECORD = Qt.ItemDataRole.UserRole + 2


class ListModel(QAbstractTableModel, Generic[R]):
    """Rows of a query: the first page at once, then all ids, then pages of rows as they are seen.

    Every result carries the generation of the query it belongs to; late ones are dropped. The newest request
    for rows goes first, since it is where the user looks now.
    """

    about_to_swap = Signal()
    """The rows will be others in a moment: remember selection and scroll position by id."""

    swapped = Signal(object)
    """They are; carries a mapping id -> row of the ids named by `wanted`."""

    state_changed = Signal()
    """`is_loading`, `error` or the number of rows is different."""

    def __init__(
        self,
        tasks: Tasks,
        source: RowSource[R],
        columns: Sequence[Column[R]],
        accessible_text: Callable[[R], str],
        parent: QObject | None = None,
    ) -> None:
        """`accessible_text` is the whole row as a screen reader should say it."""
        super().__init__(parent)
        self._tasks, self._source, self._columns = tasks, source, tuple(columns)
        self._accessible_text = accessible_text
        self._query: Any = None
        self._ids: IdSnapshot = IdList()
        self._cache: RowCache[R] = RowCache()
        self._generation = 0
        self._snapshot_job: Job | None = None
        self._is_complete = False
        self._wanted_pages: list[int] = []
        self._fetching: set[int] = set()
        self.error: BaseException | None = None
        self.wanted: Callable[[], frozenset[Id]] = frozenset
        self._fetch_timer = self._single_shot(0, self._fetch_next)
        self._refresh_timer = self._single_shot(REFRESH_AFTER_MS, self._read_snapshot)

    def _single_shot(self, after_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=after_ms)
        timer.timeout.connect(slot)
        return timer

    # --- what is shown

    @property
    def query(self) -> Any:
        """The query on show."""
        return self._query

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """The columns in their order."""
        return self._columns

    @property
    def snapshot(self) -> IdSnapshot:
        """The ids on show; never changed, only replaced."""
        return self._ids

    @property
    def is_loading(self) -> bool:
        """Whether nothing is known yet of the query."""
        return not self._is_complete and not len(self._ids) and self.error is None

    @property
    def is_complete(self) -> bool:
        """Whether all ids are known, so that `rowCount` is the truth."""
        return self._is_complete

    def set_query(self, query: Any) -> None:
        """Show another query; what is still on the way for the old one is dropped."""
        self._query = query
        self._generation += 1
        self._is_complete = False
        self.error = None
        self._drop_requests()
        generation = self._generation
        self._tasks.run(
            self._source.first,
            query,
            owner=self,
            on_done=lambda rows: self._on_first(generation, rows),
            on_error=lambda error: self._on_failed(generation, error),
        )
        self._read_snapshot()
        self.state_changed.emit()

    def reload(self) -> None:
        """Read everything again, keeping what is on show until the answer is there."""
        self._cache.mark_stale()
        self.error = None
        self._read_snapshot()

    def close(self) -> None:
        """Stop reading; what is on show stays."""
        self._generation += 1
        self._drop_requests()
        self._fetch_timer.stop()
        self._refresh_timer.stop()
        if self._snapshot_job:
            self._snapshot_job.cancel.cancel()

    def apply_changes(self, changes: ChangeSet) -> None:
        """Refetch what is held of the changed rows, and after a moment of rest the ids."""
        if self._query is None:
            return
        stale = self._cache.mark_stale(None if changes.rebuild else [*changes.updated, *changes.inserted])
        if stale:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
        self._refresh_timer.start()

    # --- ids

    def id_at(self, row: int) -> Id:
        """The id of a row. Raises IndexError outside of the list."""
        if not 0 <= row < len(self._ids):
            raise IndexError(row)
        return self._ids.id_at(row)

    def row_of(self, record: Id) -> int | None:
        """The row of an id."""
        return self._ids.index_of(record)

    def row_at(self, row: int) -> R | None:
        """The row if it was read already; asks for it otherwise."""
        record = self.id_at(row)
        if not self._cache.is_fresh(record):
            self._want(row // PAGE)
        return self._cache.get(record)

    def _read_snapshot(self) -> None:
        if self._snapshot_job and not self._snapshot_job.is_finished:
            self._snapshot_job.cancel.cancel()
        generation, token = self._generation, CancelToken()
        self._snapshot_job = self._tasks.run(
            read_located,
            self._source,
            self._query,
            self.wanted(),
            token,
            owner=self,
            cancel=token,
            on_done=lambda located: self._on_snapshot(generation, located),
            on_error=lambda error: self._on_failed(generation, error),
        )

    def _on_first(self, generation: int, rows: Sequence[R]) -> None:
        if generation != self._generation or self._is_complete:
            return
        self._cache.put(rows)
        self._swap(Located(IdList([row.id for row in rows]), {row.id: at for at, row in enumerate(rows)}))

    def _on_snapshot(self, generation: int, located: Located) -> None:
        if generation != self._generation:
            return
        self._is_complete = True
        self.error = None
        self._swap(located)

    def _swap(self, located: Located) -> None:
        self.about_to_swap.emit()
        self.beginResetModel()
        self._ids = located.snapshot
        self._drop_requests()
        self.endResetModel()
        self.swapped.emit(located.positions)
        self.state_changed.emit()

    def _on_failed(self, generation: int, error: BaseException) -> None:
        if generation != self._generation or isinstance(error, CancelledError):
            return
        self.error = error
        self.state_changed.emit()

    # --- rows

    def _want(self, page: int) -> None:
        if page in self._fetching:
            return
        if page in self._wanted_pages:
            self._wanted_pages.remove(page)
        self._wanted_pages.append(page)
        if not self._fetch_timer.isActive():
            self._fetch_timer.start()

    def _drop_requests(self) -> None:
        self._wanted_pages.clear()
        self._fetching.clear()

    def _fetch_next(self) -> None:
        """Ask for the newest wanted pages; the oldest wishes of a long scroll are never fetched at all."""
        del self._wanted_pages[:-4]
        while self._wanted_pages and len(self._fetching) < _FETCHES_AT_ONCE:
            page = self._wanted_pages.pop()
            first, after = page * PAGE, min((page + 1) * PAGE, len(self._ids))
            ids = [self._ids.id_at(row) for row in range(first, after)]
            ids = [record for record in ids if not self._cache.is_fresh(record)]
            if not ids:
                continue
            self._fetching.add(page)
            snapshot = self._ids
            self._tasks.run(
                self._source.rows,
                ids,
                owner=self,
                on_done=partial(self._on_rows, snapshot, page),
                on_error=partial(self._on_rows_failed, snapshot, page),
            )

    def _on_rows(self, snapshot: IdSnapshot, page: int, rows: Sequence[R]) -> None:
        self._cache.put(rows)  # right for any snapshot, since rows are kept by id
        if snapshot is not self._ids:
            return
        self._fetching.discard(page)
        last = min((page + 1) * PAGE, len(self._ids)) - 1
        self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, self.columnCount() - 1))
        self._fetch_next()

    def _on_rows_failed(self, snapshot: IdSnapshot, page: int, error: BaseException) -> None:
        if snapshot is self._ids:
            self._fetching.discard(page)
            self._on_failed(self._generation, error)

    # --- Qt

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many rows are known."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's signature
        """How many columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell; while its row is on the way, an empty one."""
        if role == Qt.ItemDataRole.DisplayRole:
            row = self.row_at(index.row()) if index.isValid() else None
            return self._columns[index.column()].text(row) if row is not None and not row.is_missing else ""
        if role == ListRole.ROW:
            return self.row_at(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(self.row_at(index.row()))
        if role == ListRole.RECORD:
            return self.id_at(index.row())
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[index.column()].is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(self._columns[section].title)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Every row may be chosen; none has children, which spares Qt a question for each."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _spoken(self, row: R | None) -> str:
        if row is None:
            return _("Loading")
        return _("Deleted") if row.is_missing else self._accessible_text(row)
