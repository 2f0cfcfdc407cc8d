"""The one list model of the program: ids of all rows, rows themselves only where somebody looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from enum import IntEnum
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
from crm_desktop.ui.lists.located import Located, Wanted, locate, read_located
from crm_desktop.ui.lists.row_cache import Reading
from crm_desktop.ui.lists.row_reader import RowReader
from crm_desktop.ui.lists.source import Column, IdList, IdSnapshot, Row, RowSource
from crm_desktop.ui.tasks import Job, Tasks

R = TypeVar("R", bound=Row)
AnyIndex = QModelIndex | QPersistentModelIndex

REFRESH_AFTER_MS = 150
_REST = 2
"""After a refresh the list rests so many times as long as it took, while others go on writing."""


class ListRole(IntEnum):
    """What a delegate asks for beyond Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1
    RECORD = Qt.ItemDataRole.UserRole + 2


class ListModel(QAbstractTableModel, Generic[R]):
    """Rows of a query: the first page at once, then all ids, then pages of rows as they are seen.

    Until something of a new query is there, the rows of the one before stay on view. Every result carries the
    generation of the query it belongs to; late ones are dropped.
    """

    about_to_swap = Signal()
    """The rows will be others in a moment: remember selection and scroll position by id."""

    swapped = Signal(object)
    """They are; carries what `wanted` named, as Located."""

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
        self._shown: tuple[Any, bool] = (None, False)
        self._ids: IdSnapshot = IdList()
        self._generation = 0
        self._job: tuple[int, Job] | None = None
        self._first: Job | None = None
        self._is_complete = False
        self._is_stopped = False
        self._changed_meanwhile = False
        self._started_at = 0.0
        self.error: BaseException | None = None
        self.wanted: Callable[[], Wanted] = Wanted
        self.is_outdated: Callable[[Wanted], bool] = lambda _wanted: False
        self._reader: RowReader[R] = RowReader(tasks, source, self)
        self._reader.page_read.connect(self._on_page_read)
        self._reader.failed.connect(lambda error: self._on_failed(self._generation, error))
        self._refresh_timer = QTimer(self, singleShot=True, interval=REFRESH_AFTER_MS)
        self._refresh_timer.timeout.connect(self._read_snapshot)

    # --- what is shown

    @property
    def query(self) -> Any:
        """The query that is shown, or on its way."""
        return self._query

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """All columns that there are; which of them are on view is the header's business."""
        return self._columns

    @property
    def snapshot(self) -> IdSnapshot:
        """The ids on show; never changed, only replaced."""
        return self._ids

    @property
    def is_loading(self) -> bool:
        """Whether the ids of the query are being read for the first time."""
        return not (self._is_complete or self._is_stopped or self.error)

    @property
    def is_pending(self) -> bool:
        """Whether the rows on view are still those of another query, or none."""
        return self._shown[0] is not self._query

    @property
    def is_complete(self) -> bool:
        """Whether all ids are known, so that `rowCount` is the truth."""
        return self._is_complete

    def set_query(self, query: Any) -> None:
        """Show another query; what is still on the way for the old one is dropped."""
        self._query = query
        self._generation += 1
        self._is_complete = self._is_stopped = self._changed_meanwhile = False
        self.error = None
        self._reader.stop()
        generation, token, reading = self._generation, CancelToken(), self._reader.begin_reading()
        self._first = self._tasks.run(
            self._source.first,
            query,
            self._reader.columns,
            token,
            owner=self,
            cancel=token,
            instead_of=self._first,
            on_done=lambda rows: self._on_first(generation, rows, reading),
            on_error=lambda error: self._on_failed(generation, error),
        )
        self._read_snapshot()
        self.state_changed.emit()

    def stop(self) -> None:
        """Read no further; the query is again the one whose rows are on view, as far as they are known."""
        if not self.is_loading:
            return
        self._generation += 1
        self._stop_reading()
        if self._shown[0] is not None:
            self._query, self._is_complete = self._shown
        self._is_stopped = not self._is_complete
        self.state_changed.emit()

    def reload(self) -> None:
        """Read everything again, keeping what is on show until the answer is there."""
        self._reader.mark_stale()
        self.error, self._is_stopped = None, False
        self._read_snapshot()
        self.state_changed.emit()

    def close(self) -> None:
        """Stop reading; what is on show stays."""
        self._generation += 1
        self._reader.stop()
        self._refresh_timer.stop()
        self._stop_reading()

    def _stop_reading(self) -> None:
        for job in (self._first, self._job[1] if self._job else None):
            if job is not None:
                job.cancel.cancel()

    def apply_changes(self, changes: ChangeSet) -> None:
        """Refetch what is held of the changed rows, and after a moment the ids."""
        if self._query is None:
            return
        if self._reader.mark_stale(None if changes.rebuild else [*changes.updated, *changes.inserted]):
            self._repaint(0, self.rowCount() - 1)
        if not self._refresh_timer.isActive():  # not put off: others may write all the time
            self._refresh_timer.start()

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Have other columns; selection and place stay."""
        wanted = self.wanted()
        self._columns = tuple(columns)
        self._swap(locate(self._ids, wanted))

    def read_columns(self, keys: Sequence[str]) -> None:
        """Read the values of these columns, the ones on view, with each page of rows."""
        if self._reader.set_columns(keys) and self.rowCount():
            self._repaint(0, self.rowCount() - 1)

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
        return self._reader.row(row) if 0 <= row < len(self._ids) else None

    def _read_snapshot(self) -> None:
        if self._job and not self._job[1].is_finished:
            if self._job[0] == self._generation:  # it would never end if each change began it anew
                self._changed_meanwhile = True
                return
            self._job[1].cancel.cancel()
        generation, token = self._generation, CancelToken()
        self._started_at = time.monotonic()
        job = self._tasks.run(
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
        self._job = (generation, job)

    def _on_first(self, generation: int, rows: Sequence[R], reading: Reading) -> None:
        if generation != self._generation or self._is_complete or not rows:
            return
        self._reader.keep(rows, reading)
        self._shown = (self._query, False)
        self._swap(Located(IdList([row.id for row in rows]), {row.id: at for at, row in enumerate(rows)}))

    def _on_snapshot(self, generation: int, located: Located) -> None:
        if generation != self._generation:
            return
        if self.is_outdated(located.wanted):
            self._locate_anew(generation, located.snapshot)
            return
        self._is_complete, self._is_stopped, self.error = True, False, None
        if self._first is not None:
            self._first.drop()
        self._shown = (self._query, True)
        took_ms = round((time.monotonic() - self._started_at) * 1000)
        self._refresh_timer.setInterval(max(REFRESH_AFTER_MS, _REST * took_ms))
        self._swap(located)
        if self._changed_meanwhile:
            self._changed_meanwhile = False
            self._refresh_timer.start()

    def _locate_anew(self, generation: int, snapshot: IdSnapshot) -> None:
        """Other rows were chosen while the ids were read; where those are is a worker's business, too."""
        job = self._tasks.run(
            locate,
            snapshot,
            self.wanted(),
            owner=self,
            on_done=lambda located: self._on_snapshot(generation, located),
            on_error=lambda error: self._on_failed(generation, error),
        )
        self._job = (generation, job)

    def _swap(self, located: Located) -> None:
        self.about_to_swap.emit()
        self.beginResetModel()
        self._ids = located.snapshot
        self._reader.begin(self._shown[0], self._ids)
        self.endResetModel()
        self.swapped.emit(located)
        self.state_changed.emit()

    def _on_failed(self, generation: int, error: BaseException) -> None:
        if generation != self._generation or isinstance(error, CancelledError):
            return
        self.error = error
        self.state_changed.emit()

    def _on_page_read(self, first: int, last: int) -> None:
        self._repaint(first, min(last, self.rowCount() - 1))

    def _repaint(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))

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
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Column titles; those of numbers stand above them."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and self._columns[section].is_number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return _(self._columns[section].title) if role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Every row may be chosen; none has children, which spares Qt a question for each."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def _spoken(self, row: R | None) -> str:
        if row is None:
            return _("Loading")
        return _("Deleted") if row.is_missing else self._accessible_text(row)
