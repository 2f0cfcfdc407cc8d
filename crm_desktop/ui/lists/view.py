"""The table view of every long list: fast selection, a selection that survives a refresh, type-ahead."""

from __future__ import annotations

from collections.abc import Iterator, Set
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from crm_desktop.base.ids import Id
from crm_desktop.ui.lists.kept_place import KeptPlace, outside, rows_chosen
from crm_desktop.ui.lists.located import Located, Wanted
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.picked import PickedIds
from crm_desktop.ui.widgets.row_table import arrange_rows


@dataclass(frozen=True, slots=True)
class ListSelection:
    """Which rows are chosen: these ids, or everything that matches except these."""

    ids: Set[Id] = frozenset()
    is_all: bool = False
    except_ids: Set[Id] = frozenset()
    count: int = 0


class ListView(QTableView):
    """Shows a ListModel."""

    record_opened = Signal(object)
    """Enter or a double click: id of the record."""

    current_record_changed = Signal(object)
    """The row under the keyboard is another one: its id, or None."""

    selection_changed = Signal()

    typed_ahead = Signal(str)
    """A letter was typed with the list in focus; pages turn letters into a jump (type_ahead.py)."""

    stop_wanted = Signal()
    """Esc was pressed while the list is being read."""

    def __init__(self, model: ListModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._is_all = False
        self._is_restoring = False
        self._keeps_all = False
        self._kept = KeptPlace(self, model)
        self.setModel(model)
        arrange_rows(self, model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        model.wanted = self._to_find_again
        model.is_outdated = self._is_outdated
        model.about_to_swap.connect(self._on_about_to_swap)
        model.swapped.connect(self._on_swapped)
        self.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self.selectionModel().currentRowChanged.connect(self._on_current_row_changed)
        self.doubleClicked.connect(lambda index: self.record_opened.emit(model.id_at(index.row())))

    def set_row_height(self, pixels: int) -> None:
        """All rows are of one height, so that none needs to be measured.

        The least height grows last: Qt makes each row that is lower higher by itself, 100,000 of them in 6 seconds.
        """
        header = self.verticalHeader()
        header.setMinimumSectionSize(min(pixels, header.minimumSectionSize()))
        header.setDefaultSectionSize(pixels)
        header.setMinimumSectionSize(pixels)

    # --- selection

    def chosen(self) -> ListSelection:
        """The selection as rows of the list as it is now, or as a state when everything was chosen."""
        ranges, rows = self._ranges(), self._model.snapshot
        count = sum(last - first + 1 for first, last in ranges)
        if self._is_all:
            left_out = PickedIds(rows, outside(ranges, self._model.rowCount()))
            return ListSelection(is_all=True, except_ids=left_out, count=count)
        return ListSelection(ids=PickedIds(rows, ranges), count=count)

    @property
    def is_all_chosen(self) -> bool:
        """Whether everything that matches is chosen, as a state."""
        return self._is_all

    def chosen_count(self) -> int:
        """How many rows are chosen, without looking at any of them."""
        return sum(last - first + 1 for first, last in self._ranges())

    def select_record(self, record: Id) -> bool:
        """Choose one record and bring it into view. Returns whether it is in the list."""
        row = self._model.row_of(record)
        if row is None:
            return False
        self.setCurrentIndex(self._model.index(row, 0))
        return True

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """Choose everything that matches: a state, and for the eye a single range."""
        last = self._model.rowCount() - 1
        if last < 0:
            return
        self._is_restoring = True
        everything = QItemSelection(self._model.index(0, 0), self._model.index(last, self._last_column()))
        self.selectionModel().select(everything, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._is_restoring = False
        self._is_all = True
        self.selection_changed.emit()

    def invert_selection(self) -> None:
        """Choose exactly the rows that are not chosen now."""
        picked = rows_chosen(self._model, outside(self._ranges(), self._model.rowCount()))
        self.selectionModel().select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def clear_chosen(self) -> None:
        """Choose nothing, and let the keyboard stay here."""
        self.clearSelection()
        self.setFocus()

    def step(self, by: int) -> None:
        """Move to the next (1) or previous (-1) record."""
        row = min(max(self.currentIndex().row() + by, 0), self._model.rowCount() - 1)
        if row >= 0:
            self.setCurrentIndex(self._model.index(row, 0))

    def _last_column(self) -> int:
        return self._model.columnCount() - 1

    def _ranges(self) -> list[tuple[int, int]]:
        """Chosen rows as (first, last), in order and without overlap."""
        spans = sorted({(part.top(), part.bottom()) for part in self.selectionModel().selection().toList()})
        merged: list[tuple[int, int]] = []
        for first, last in spans:
            if merged and first <= merged[-1][1] + 1:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        return merged

    # --- keeping place while the rows are exchanged

    def forget(self) -> None:
        """Another list comes: choose nothing, begin at its top."""
        self._kept.is_waiting = False
        self.clearSelection()
        self.verticalScrollBar().setValue(0)

    def reorder(self) -> None:
        """The same rows come in another order: what is chosen stays chosen, and comes into view."""
        self._look()
        self._kept.expect_order()

    @contextmanager
    def place_kept(self) -> Iterator[None]:
        """Rows may become higher or lower: the one at the top stays there, the one under the keyboard in view."""
        top, current = self.rowAt(0), self.currentIndex()
        was_in_view = (
            self.visualRect(current).intersects(self.viewport().rect()) if current.isValid() else False
        )
        yield
        self.updateGeometries()
        if top > 0:
            self.verticalScrollBar().setValue(top * self.verticalHeader().defaultSectionSize())
        if was_in_view:
            self.scrollTo(self._model.index(current.row(), self._left_column()))

    def _left_column(self) -> int:
        """The column at the left edge; scrolling to a cell of it moves nothing sideways."""
        return max(self.columnAt(0), 0)

    def _picked(self) -> PickedIds:
        """The chosen rows, or those left out when everything is chosen but them."""
        ranges = self._ranges()
        return PickedIds(
            self._model.snapshot, outside(ranges, self._model.rowCount()) if self._is_all else ranges
        )

    def _look(self) -> None:
        self._kept.look(self._picked(), is_all=self._is_all)

    def _to_find_again(self) -> Wanted:
        if not self._kept.is_waiting:
            self._look()
        return self._kept.asked()

    def _is_outdated(self, wanted: Wanted) -> bool:
        """Whether other rows are chosen now than those that were looked for."""
        return not (self._kept.is_waiting or self._picked().same_as(wanted.picked))

    def _on_about_to_swap(self) -> None:
        if not self._kept.is_waiting:
            self._look()

    def _on_swapped(self, located: Located) -> None:
        kept = self._kept
        kept.use(located)
        self._is_restoring = True
        self.selectionModel().select(kept.selection(), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        current = kept.row_of(kept.current)
        if current is not None:
            self.selectionModel().setCurrentIndex(
                self._model.index(current, 0), QItemSelectionModel.SelectionFlag.NoUpdate
            )
        kept.scroll()
        self._is_restoring = False
        kept.is_waiting = kept.is_waiting and not self._model.is_complete
        self._is_all = kept.is_all_found
        if current is None and kept.current is not None and not kept.is_waiting:
            self.current_record_changed.emit(None)
        self.selection_changed.emit()

    # --- events

    def _on_selection_changed(self) -> None:
        if not self._is_restoring:
            self._kept.is_waiting = False  # what the user chooses meanwhile is what stays
            self._is_all = self._is_all and self._keeps_all
            self.selection_changed.emit()

    def _on_current_row_changed(self, current: QModelIndex) -> None:
        if not self._is_restoring:
            self._kept.is_waiting = False
            self.current_record_changed.emit(self._model.id_at(current.row()) if current.isValid() else None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens, Esc stops reading; anything that moves the selection ends "everything is chosen"."""
        if event.key() == Qt.Key.Key_Escape and self._model.is_loading:
            self.stop_wanted.emit()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            if self.currentIndex().isValid():
                self.record_opened.emit(self._model.id_at(self.currentIndex().row()))
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):  # with Ctrl as without: first and last row
            kept = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            event = QKeyEvent(event.type(), event.key(), kept)
        with self._keeping_all(event.modifiers()):
            super().keyPressEvent(event)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End are the first and the last row, not the first and the last column."""
        if action == QAbstractItemView.CursorAction.MoveHome:
            return self._model.index(0, 0)
        if action == QAbstractItemView.CursorAction.MoveEnd:
            return self._model.index(self._model.rowCount() - 1, 0)
        return super().moveCursor(action, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click without Ctrl chooses anew; with Ctrl it only takes one row out of "everything"."""
        with self._keeping_all(event.modifiers()):
            super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Getting the keyboard opens nothing; Qt would make the first row the current one."""
        had_current = self.currentIndex().isValid()
        self._is_restoring = True
        super().focusInEvent(event)
        if not had_current:
            self.selectionModel().clearCurrentIndex()
        self._is_restoring = False

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """A ring while the keyboard is here and no row is the current one."""
        super().paintEvent(event)
        if self.hasFocus() and not self.currentIndex().isValid():
            with QPainter(self.viewport()) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Link), 2))
                painter.drawRoundedRect(self._ring_box().adjusted(3, 3, -3, -3), 6, 6)

    def _ring_box(self) -> QRect:
        """The first row, at which the arrow keys begin; all of the list where that is not on view."""
        whole = self.viewport().rect()
        top = self.rowViewportPosition(0) if self._model.rowCount() else -1
        return whole if top < 0 else QRect(0, top, whole.width(), self.rowHeight(0))

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters jump to names; Qt's own search would ask for every row of the list."""
        self.typed_ahead.emit(search)

    @contextmanager
    def _keeping_all(self, modifiers: Qt.KeyboardModifier) -> Iterator[None]:
        """With Ctrl, "everything" stays the state, and what is taken out of it is remembered as that."""
        self._keeps_all = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        try:
            yield
        finally:
            self._keeps_all = False
