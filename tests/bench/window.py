"""A real window on a made file, offscreen: waiting for it, and how long its thread worked at a stretch."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

from PySide6.QtCore import QAbstractEventDispatcher, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from crm_desktop.base.paths import Paths
from crm_desktop.ui.app import Desk, desk
from tests.bench import files, measuring

WAIT_S = 60.0
_BEAT_MS = 2
_REST_MS = 50


class Turns(QObject):
    """The longest piece of work of the window's thread: its CPU milliseconds in one round of its event loop.

    CPU, not wall: others at work on the machine do not swell it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._longest = self._wall = 0.0
        self._last, self._last_wall = time.thread_time(), time.perf_counter()
        self._timer = QTimer(self, interval=_BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        dispatcher = QAbstractEventDispatcher.instance()
        dispatcher.awake.connect(self.look)
        dispatcher.aboutToBlock.connect(self.look)

    def look(self) -> None:
        """The loop came round."""
        now, wall = time.thread_time(), time.perf_counter()
        self._longest = max(self._longest, now - self._last)
        self._wall = max(self._wall, wall - self._last_wall)
        self._last, self._last_wall = now, wall

    def take(self) -> tuple[float, float]:
        """The longest CPU and wall milliseconds since the last call."""
        self.look()
        longest = self._longest * 1000, self._wall * 1000
        self._longest = self._wall = 0.0
        return longest


class Watch:
    """Milliseconds since it was made: of the clock on the wall, and of the CPU of all threads."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Both, in this order."""
        return (time.perf_counter() - self._wall) * 1000, (time.process_time() - self._cpu) * 1000


def wait_for(is_so: Callable[[], bool]) -> None:
    """Runs the window until it is so; somebody's `Turns` must beat meanwhile. Raises TimeoutError."""
    end = time.monotonic() + WAIT_S
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents(
            QEventLoop.ProcessEventsFlag.AllEvents | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
        )


def rest(ms: int = _REST_MS) -> None:
    """Lets what was begun come to its end."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def is_idle(made: Desk) -> bool:
    """Whether a file is open and nothing is under way."""
    return made.window.has_session and not made.window.session.tasks.has_jobs


def _is_idle_without_backup(made: Desk) -> bool:
    """The same; the day's backup is stopped, which takes minutes for a big file and would be measured too."""
    for job in made.window.session.tasks.shown_jobs if made.window.has_session else ():
        job.cancel.cancel()
    return is_idle(made)


@contextmanager
def on_file(path: Path) -> Iterator[tuple[Desk, Turns]]:
    """A window of 1280x800 on a file, at rest; the turns since the file was opened are there to be taken."""
    with measuring.scratch() as home, desk(Paths.below(home).make()) as made:
        turns = Turns()
        made.window.resize(1280, 800)
        made.window.show()
        rest()
        turns.take()
        made.files.open(path)
        wait_for(lambda: _is_idle_without_backup(made))
        rest()
        yield made, turns
        made.window.close()


def opened(count: int) -> AbstractContextManager[tuple[Desk, Turns]]:
    """The same on the file of `count` people."""
    return on_file(files.filled(count))
