"""The palette in a real window on n contacts: from its key to the picture, and from the last key typed to the hits.

    python -m tests.bench.bench_palette [--sizes 1000,10000,100000]      (1000000 takes minutes to make, once)

Wall milliseconds, offscreen: what a user waits for. "Hits" includes the pause that the palette makes before it asks
and the painting of the rows. Beside each stand the CPU milliseconds of the process, which a busy machine does not
swell. Goals of ux 4, point 22: open <= 60 ms, hits <= 100 ms after the last key.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from crm_desktop.base.paths import Paths
from crm_desktop.ui.app import Desk, desk
from tests.bench import bench_find, files, measuring

OPENINGS = 20
PER_KIND = 3
WAIT_S = 60.0
_REST_MS = 50


def wait_for(is_so: Callable[[], bool]) -> None:
    """Runs the window until it is so. Raises TimeoutError."""
    end = time.monotonic() + WAIT_S
    while not is_so():
        if time.monotonic() > end:
            raise TimeoutError
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


def rest() -> None:
    """Lets what was begun come to its end."""
    loop = QEventLoop()
    QTimer.singleShot(_REST_MS, loop.quit)
    loop.exec()


class Watch:
    """Milliseconds since it was made: of the clock on the wall, and of the CPU."""

    def __init__(self) -> None:
        self._wall, self._cpu = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """Both, in this order."""
        return (time.perf_counter() - self._wall) * 1000, (time.process_time() - self._cpu) * 1000


def openings(made: Desk) -> list[tuple[float, float]]:
    """From the key to the picture."""
    spent = []
    for _time in range(OPENINGS):
        watch = Watch()
        made.window.open_palette()
        made.window.palette_box.repaint()
        spent.append(watch.read())
        rest()
        made.window.palette_box.dismiss()
        rest()
    return spent


def searches(made: Desk) -> list[tuple[float, float]]:
    """From the last key to painted hits."""
    spent = []
    box = made.window.palette_box
    for some in bench_find.terms().values():
        for term in some[:PER_KIND]:
            made.window.open_palette(term[:-1])
            wait_for(lambda: not box.is_searching)
            watch = Watch()
            made.window.open_palette(term)
            wait_for(lambda: not box.is_searching)
            box.repaint()
            spent.append(watch.read())
            box.dismiss()
            rest()
    return spent


def measure(count: int, home: Path) -> None:
    """Prints the figures of one size."""
    with desk(Paths.below(home).make()) as made:
        made.window.resize(1280, 800)
        made.window.show()
        made.files.open(files.filled(count))
        wait_for(lambda: made.window.has_session and not made.window.session.tasks.has_jobs)
        opened, found = openings(made), searches(made)
        made.window.close()
    for name, spent, goal in (("opens", opened, "<= 60 ms"), ("hits", found, "<= 100 ms")):
        wall, cpu = [pair[0] for pair in spent], [pair[1] for pair in spent]
        measuring.figure(f"palette {name}, {count:,}: p50 ms", measuring.percentile(wall, 50))
        measuring.figure(f"palette {name}, {count:,}: p95 ms", measuring.percentile(wall, 95), None, goal)
        measuring.figure(f"palette {name}, {count:,}: p95 CPU ms", measuring.percentile(cpu, 95))


def main() -> None:
    """See the module's text."""
    told = measuring.parser(__doc__).parse_args()
    measuring.heading()
    for count in told.sizes:
        with measuring.scratch() as home:
            measure(count, home)


if __name__ == "__main__":
    main()
