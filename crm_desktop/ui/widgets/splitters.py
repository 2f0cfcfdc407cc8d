"""What every splitter does."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QSplitter


class _Reset(QObject):
    def __init__(self, splitter: QSplitter, reset: Callable[[], object]) -> None:
        super().__init__(splitter)
        self._reset = reset
        for number in range(1, splitter.count()):
            splitter.handle(number).installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.MouseButtonDblClick:
            self._reset()
            return True
        return super().eventFilter(watched, event)


def reset_on_double_click(splitter: QSplitter, reset: Callable[[], object]) -> None:
    """A double click on a handle gives the zones their first widths again.

    Args:
        splitter: with all its parts in it.
        reset: sets those widths.
    """
    _Reset(splitter, reset)
