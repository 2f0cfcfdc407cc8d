"""Long work on widgets in short steps, between which the window has its turn."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

_TURN_S = 0.006
"""So long one turn makes widgets; Qt lays them out and paints them in the same turn, which takes as long again."""


class Steps(QObject):
    """Goes through an iterator of which every step is short: some steps in each turn of the event loop."""

    done = Signal()
    """The last step is through."""

    def __init__(self, steps: Iterator[None], parent: QObject) -> None:
        """Nothing runs before `start`; what is left is dropped with `parent`."""
        super().__init__(parent)
        self._steps = steps
        self.is_done = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self.begin)

    def start(self) -> None:
        """Begin, or go on, in the next turn."""
        if not self.is_done:
            self._timer.start()

    def begin(self) -> None:
        """Do what one turn has room for now, and the rest in those that follow."""
        until = time.perf_counter() + _TURN_S
        self.step()
        self.reach(lambda: time.perf_counter() >= until)
        self.start()

    def stop(self) -> None:
        """Do nothing more, and let go of what the steps hold."""
        self._timer.stop()
        self._steps = iter(())

    def step(self) -> None:
        """Do the next step now, if there is one."""
        try:
            next(self._steps)
        except StopIteration:
            self._timer.stop()
            self.is_done = True
            self.done.emit()

    def reach(self, is_reached: Callable[[], bool]) -> None:
        """Do now what has to be done until something is so; all of it when it never is."""
        while not self.is_done and not is_reached():
            self.step()

    def finish(self) -> None:
        """Do now what is left."""
        self.reach(lambda: False)
