"""Python's collector of reference rings runs on the window's thread only.

Left to itself it runs in whichever thread happens to allocate, and takes down there what it finds: a widget that is
deleted in a reading thread destroys memory that the window still uses, which shows much later and elsewhere (texts that
have become layouts, crashes in Qt without a Python frame). So automatic rounds are off while there is a window, and a
timer makes them. Threads then never wait for a round either.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 100
"""So often that a round is short while a worker fills lists; a look without a round costs a microsecond."""


class Collector(QObject):
    """Makes the rounds that are due by Python's own thresholds, youngest generation first, from now until `stop`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Make a round over the oldest generation whose turn it is; it takes the younger ones along."""
        due = [
            generation
            for generation, (count, limit) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if 0 < limit < count
        ]
        if due:
            gc.collect(max(due))

    def stop(self) -> None:
        """The window is gone: rounds are made by Python again."""
        self._timer.stop()
        if self._was_on:
            gc.enable()
