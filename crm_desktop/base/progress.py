"""What long work reports, and how it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Protocol


class CancelledError(Exception):
    """The user cancelled; what had been done was taken back."""


class CancelToken:
    """Shared by the one who may cancel and the work that looks at it between batches. Thread-safe."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._calling = threading.RLock()
        self._callbacks: list[Callable[[], None]] = []

    def cancel(self) -> None:
        """Ask the work to stop; callbacks (such as interrupting a SQL statement) run in this thread."""
        with self._calling:
            self._event.set()
            for callback in list(self._callbacks):
                callback()

    @property
    def is_cancelled(self) -> bool:
        """Whether `cancel` was called."""
        return self._event.is_set()

    def check(self) -> None:
        """Raises CancelledError once `cancel` was called."""
        if self._event.is_set():
            raise CancelledError

    def on_cancel(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Run `callback` on cancel; returns a function that takes the callback off again.

        Once that has returned, the callback does not run any more: a connection that was to be interrupted may do
        other work by then.
        """
        with self._calling:
            self._callbacks.append(callback)

        def take_off() -> None:
            with self._calling:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)

        return take_off


class Progress(Protocol):
    """Receives how far a piece of work is. Called from the working thread, as often as the work likes."""

    def __call__(self, done: int, total: int | None, text: str = "") -> None:
        """`done` of `total` units (None: not known yet), and a translated word of what is going on."""
        ...


def no_progress(done: int, total: int | None, text: str = "") -> None:
    """A `Progress` that nobody looks at."""
