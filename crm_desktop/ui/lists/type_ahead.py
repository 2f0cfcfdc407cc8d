"""Typing letters in a list jumps to the first row that begins with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer

from crm_desktop.domain.text_folding import fold
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.source import IdSnapshot, Row, RowSource
from crm_desktop.ui.lists.view import ListView
from crm_desktop.ui.tasks import Tasks

R = TypeVar("R", bound=Row)

_FORGET_AFTER_MS = 1_000


def find_prefix(
    source: RowSource[R], snapshot: IdSnapshot, prefix: str, name: Callable[[R], str], *, descending: bool
) -> int:
    """The first row whose name is not before `prefix`, in a list sorted by name; the last row at most.

    Some twenty single rows are read for a million, so it runs in a worker thread.
    """
    wanted = fold(prefix)
    low, high = 0, len(snapshot)
    while low < high:
        middle = (low + high) // 2
        found = fold(name(source.rows([snapshot.id_at(middle)])[0]))
        is_before = found[: len(wanted)] > wanted if descending else found < wanted
        low, high = (middle + 1, high) if is_before else (low, middle)
    return min(low, max(len(snapshot) - 1, 0))


class TypeAhead(QObject):
    """Gathers letters until a second of rest and moves the view."""

    def __init__(
        self,
        view: ListView,
        model: ListModel[Any],
        tasks: Tasks,
        source: RowSource[Any],
        name: Callable[[Any], str],
    ) -> None:
        super().__init__(view)
        self._view, self._model, self._tasks, self._source, self._name = view, model, tasks, source, name
        self._text = ""
        self.is_descending = False
        self._rest = QTimer(self, singleShot=True, interval=_FORGET_AFTER_MS)
        self._rest.timeout.connect(self._forget)
        view.typed_ahead.connect(self._on_typed)

    def _forget(self) -> None:
        self._text = ""

    def _on_typed(self, letters: str) -> None:
        if not self._model.is_complete or not self._model.rowCount() or not (self._text + letters).strip():
            return
        self._text += letters
        self._rest.start()
        text = self._text
        self._tasks.run(
            self._find, text, self._model.snapshot, owner=self, on_done=lambda row: self._go(text, row)
        )

    def _find(self, text: str, snapshot: IdSnapshot) -> int:
        return find_prefix(self._source, snapshot, text, self._name, descending=self.is_descending)

    def _go(self, text: str, row: int) -> None:
        if text == self._text and row < self._model.rowCount():
            self._view.select_record(self._model.id_at(row))
