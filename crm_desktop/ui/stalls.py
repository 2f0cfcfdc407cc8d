"""Notices when the window does not answer: every stall is logged with what the GUI thread was doing."""

from __future__ import annotations

import logging
import sys
import threading
import time
import traceback

from PySide6.QtCore import QObject, QTimer

log = logging.getLogger(__name__)

STALL_S = 0.1
_BEAT_MS = 50
"""Seldom enough to leave a resting laptop at rest."""


class StallWatch(QObject):
    """A beat in the GUI thread, and a thread that listens for it. Nothing runs before `start`."""

    def __init__(self, threshold_s: float = STALL_S, parent: QObject | None = None) -> None:
        """Stalls longer than `threshold_s` are logged."""
        super().__init__(parent)
        self._longest_gap_s = threshold_s + _BEAT_MS / 1000
        self._gui_thread = threading.get_ident()
        self._last_beat = time.monotonic()
        self._end = threading.Event()
        self._thread: threading.Thread | None = None
        self._timer = QTimer(self, interval=_BEAT_MS)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Watch the thread that made this object."""
        self._beat()
        self._timer.start()
        self._thread = threading.Thread(target=self._listen, name="crm-stalls", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End the watch and its thread."""
        self._timer.stop()
        self._end.set()
        if self._thread is not None:
            self._thread.join()
            self._thread = None

    def _beat(self) -> None:
        self._last_beat = time.monotonic()

    def _listen(self) -> None:
        """The stack is taken while the stall lasts; its length is known when it is over."""
        while not self._end.wait(_BEAT_MS / 1000):
            beat = self._last_beat
            if time.monotonic() - beat <= self._longest_gap_s:
                continue
            frame = sys._current_frames().get(self._gui_thread)  # noqa: SLF001 - the only way to another stack
            stack = "".join(traceback.format_stack(frame)) if frame is not None else ""
            while self._last_beat == beat and not self._end.wait(_BEAT_MS / 1000):
                pass
            stalled_ms = (time.monotonic() - beat) * 1000
            log.warning("the window did not answer for %.0f ms:\n%s", stalled_ms, stack)
