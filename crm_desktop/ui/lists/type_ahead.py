"""Typing letters in a list jumps to the first row that begins with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

from crm_desktop.base.ids import Id
from crm_desktop.domain.text_folding import fold
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.source import Column, IdSnapshot, Row, RowSource
from crm_desktop.ui.lists.view import ListView
from crm_desktop.ui.tasks import Tasks

R = TypeVar("R", bound=Row)

_FORGET_AFTER_MS = 1_000


def find_prefix(
    rows: Callable[[Sequence[Id]], Sequence[R]],
    snapshot: IdSnapshot,
    prefix: str,
    text: Callable[[R], str],
    *,
    descending: bool,
) -> int:
    """The first row whose text is not before `prefix`, in a list in the order of that text; the last row at most.

    Some twenty single rows are read for a million, so it runs in a worker thread. Rows without a text stand at the
    end in both directions.
    """
    wanted = fold(prefix)
    low, high = 0, len(snapshot)
    while low < high:
        middle = (low + high) // 2
        found = fold(text(rows([snapshot.id_at(middle)])[0]))
        is_before = found[: len(wanted)] > wanted if descending else found < wanted
        low, high = (middle + 1, high) if found and is_before else (low, middle)
    return min(low, max(len(snapshot) - 1, 0))


class TypeAhead(QObject):
    """Gathers letters until a second of rest and moves the view, while the list is in the order of a text."""

    def __init__(self, view: ListView, model: ListModel[Any], tasks: Tasks, source: RowSource[Any]) -> None:
        super().__init__(view)
        self._view, self._model, self._tasks, self._source = view, model, tasks, source
        self._letters = ""
        self._column: Column[Any] | None = None
        self._is_descending = False
        self._rest = QTimer(self, singleShot=True, interval=_FORGET_AFTER_MS)
        self._rest.timeout.connect(self._forget)
        view.typed_ahead.connect(self._on_typed)

    def set_order(self, column: Column[Any] | None, *, descending: bool) -> None:
        """The list is in the order of this column's text; None: in one that letters say nothing about."""
        self._column, self._is_descending = column, descending

    def _forget(self) -> None:
        self._letters = ""

    def _on_typed(self, letters: str) -> None:
        is_ready = self._model.is_complete and self._model.rowCount() and self._column is not None
        if not is_ready or not (self._letters + letters).strip():
            return
        self._letters += letters
        self._rest.start()
        text = self._letters
        self._tasks.run(
            self._find, self._column, text, self._model.query, self._model.snapshot,
            owner=self, on_done=lambda row: self._go(text, row),
        )  # fmt: skip

    def _find(self, column: Column[Any], text: str, query: Any, snapshot: IdSnapshot) -> int:
        def rows(ids: Sequence[Id]) -> Sequence[Any]:
            return self._source.rows(query, ids, [column.key])

        return find_prefix(rows, snapshot, text, column.text, descending=self._is_descending)

    def _go(self, text: str, row: int) -> None:
        if text == self._letters and row < self._model.rowCount():
            self._view.select_record(self._model.id_at(row))
