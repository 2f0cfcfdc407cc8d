"""Watches the event loop of the GUI thread: how long it stood still, and what every thread did then."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QObject, Qt, QTimer

_BEAT_MS = 10
_LOOK_S = 0.01
_FRAMES = 16


@dataclass(frozen=True, slots=True)
class Stall:
    """The event loop did not come round for a while.

    Attributes:
        step: what the session was doing.
        wall_ms: for how long nothing could be painted or typed.
        cpu_ms: how much of it the GUI thread itself worked.
        queued_ms: how much of it the GUI thread was ready to work and other programs had the processor.
        stack: what the GUI thread did then, innermost last; "" when nobody could look.
        others: what the threads did that work for it.
    """

    step: str
    wall_ms: float
    cpu_ms: float
    queued_ms: float
    stack: str
    others: str

    @property
    def own_ms(self) -> float:
        """What the program answers for: its work, and its waiting for locks and disks; not the machine's load."""
        return self.wall_ms - self.queued_ms

    @property
    def place(self) -> str:
        """The innermost line of the program itself, to group stalls by."""
        lines = [line.strip() for line in self.stack.splitlines() if "crm_desktop/" in line]
        if not lines:
            return "Qt alone: layout, painting, events"
        return lines[-1].rpartition("crm_desktop/")[2].replace('", line ', ":")

    def __str__(self) -> str:
        text = (
            f"{self.wall_ms:.0f} ms ({self.cpu_ms:.0f} of work, {self.queued_ms:.0f} queued) in {self.step}"
        )
        waits = self.others and self.cpu_ms < self.wall_ms / 2
        return f"{text}\n{self.stack}" + (f"meanwhile\n{self.others}" if waits else "")


class LoopWatch(QObject):
    """A beat in the GUI thread, and a thread that looks at all stacks when the beat is late.

    `faulthandler` could dump them without the interpreter's lock, but reads frames while they change, and crashes.
    """

    def __init__(self, limit_ms: float) -> None:
        """Stalls longer than `limit_ms` are kept in `stalls`."""
        super().__init__()
        self.step = "start"
        self.stalls: list[Stall] = []
        self._limit = limit_ms / 1000
        self._gui_thread = threading.get_ident()
        self._schedule = Path(f"/proc/self/task/{threading.get_native_id()}/schedstat")
        self._last = (0.0, 0.0, 0.0)
        self._seen: list[tuple[str, str]] = []
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look, name="loop watch", daemon=True)
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to watch."""
        self._last = self._now()
        self._timer.start()
        self._thread.start()

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()
        self._end.set()
        self._thread.join()

    def look_away(self) -> None:
        """What was done since the last beat was the harness's own work: no stall of the program."""
        self._seen, self._last = [], self._now()

    def _now(self) -> tuple[float, float, float]:
        """Seconds by the clock, of work, and in the queue for a processor (0 where nobody tells)."""
        try:
            queued = int(self._schedule.read_text().split()[1]) / 1e9
        except OSError:
            queued = 0.0
        return time.perf_counter(), time.thread_time(), queued

    def _beat(self) -> None:
        now = self._now()
        wall, cpu, queued = (1000 * (a - b) for a, b in zip(now, self._last, strict=True))
        seen, self._seen = self._seen, []
        if wall > self._limit * 1000:
            stack, others = Counter(seen).most_common(1)[0][0] if seen else ("", "")
            self.stalls.append(Stall(self.step, wall, cpu, queued, stack, others))
        self._last = self._now()

    def _look(self) -> None:
        """Runs in the thread: what is going on, again and again while the beat is late."""
        while not self._end.wait(_LOOK_S):
            last = self._last
            if time.perf_counter() - last[0] < self._limit / 2:
                continue
            frames = sys._current_frames()
            mine = _text(frames.pop(self._gui_thread, None))
            others = [_text(frame) for ident, frame in frames.items() if ident != threading.get_ident()]
            if self._last is last:  # or else it is over, and this is what came after
                self._seen.append((mine, "\n".join(text for text in others if "crm_desktop/" in text)))


def _text(frame: FrameType | None) -> str:
    """The innermost calls of a stack."""
    return "".join(traceback.format_stack(frame)[-_FRAMES:]) if frame else ""


@contextmanager
def watched(limit_ms: float) -> Iterator[LoopWatch]:
    """Watches while the block runs an event loop."""
    watch = LoopWatch(limit_ms)
    watch.start()
    try:
        yield watch
    finally:
        watch.stop()
        watch.deleteLater()
