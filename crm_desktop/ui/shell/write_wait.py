"""Watches whether saving waits for a file that somebody else writes, and for how long (ux 3.3, shared file)."""

from __future__ import annotations

import enum
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.ui.tasks import Tasks

WAITING_AFTER_S, STUCK_AFTER_S = 1.0, 10.0
_LOOK_EVERY_MS = 250


class Wait(enum.IntEnum):
    """How long saving has waited."""

    NONE = 0
    SHORT = 1
    """More than a second: the status line says so."""
    LONG = 2
    """More than ten: the file chip and a banner say how much is not saved yet."""


class WriteWait(QObject):
    """Looks four times a second, and only while something is to be written."""

    changed = Signal()

    def __init__(self, tasks: Tasks, waiting_since: Callable[[], float | None], parent: QObject) -> None:
        """`waiting_since`: `time.monotonic()` when the write under way began to wait; None when none waits."""
        super().__init__(parent)
        self._tasks, self._waiting_since = tasks, waiting_since
        self.state = Wait.NONE
        self.unsaved = 0
        self._timer = QTimer(self, interval=_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        tasks.writing_changed.connect(self._on_writing_changed)

    @property
    def is_waiting(self) -> bool:
        """Whether saving has waited for more than a second."""
        return self.state is not Wait.NONE

    def close(self) -> None:
        """Look no more."""
        self._tasks.writing_changed.disconnect(self._on_writing_changed)
        self._timer.stop()

    def _on_writing_changed(self) -> None:
        if self._tasks.is_writing and not self._timer.isActive():
            self._timer.start()
        elif not self._tasks.is_writing:
            self._timer.stop()
        self._look()

    def _look(self) -> None:
        unsaved = self._tasks.pending_writes
        since = self._waiting_since() if unsaved else None
        waited_s = time.monotonic() - since if since is not None else 0.0
        state = Wait.NONE
        if waited_s >= STUCK_AFTER_S:
            state = Wait.LONG
        elif waited_s >= WAITING_AFTER_S:
            state = Wait.SHORT
        if (state, unsaved) != (self.state, self.unsaved):
            self.state, self.unsaved = state, unsaved
            self.changed.emit()
