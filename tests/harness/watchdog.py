"""The window never stands still: a scripted session reports every stall of the GUI thread, and what memory does.

Offscreen, with the program's own threads, on a copy of a file of n people: search, scroll, open, edit, tag, undo,
palette, dialogs, import of 500, export, colours, orders, columns, in an order that the seed decides. A stall is a time
in which the event loop did not come round, over 50 ms; it is told with the stacks of that moment, without the time
for which other programs had the processor. Memory of the last quarter is compared with that of the second.

Control: a session in which the GUI thread sleeps for 80 ms once. It must be reported.

    python -m tests.harness.watchdog --full                        100,000 contacts, ten minutes, the control
    python -m tests.harness.watchdog --contacts 2000 --minutes 1 --seed 7
"""

from __future__ import annotations

import faulthandler
import logging
import os
import shutil
import statistics
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

import psutil
from PySide6.QtCore import QTimer

from crm_desktop.base.paths import Paths
from crm_desktop.printing import preview
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.stalls import StallWatch
from tests.bench import files, measuring, people
from tests.harness import running
from tests.harness.loop_watch import Stall, watched
from tests.harness.office_day import Player, Step, Worker

LIMIT_MS = 50.0
GROWTH_LIMIT = 0.1
"""Memory of the last quarter may be a tenth above that of the second: caches fill, leaks go on."""

IMPORTED = 500
_SLEEP_S = 0.08
_MB = 2**20


class _Errors(logging.Handler):
    """Keeps what the program logs as an error; everything else is not printed."""

    def __init__(self, kept: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one."""
        self._kept.append(self.format(record))


@dataclass
class Session:
    """What a session showed.

    Attributes:
        memory: (seconds since the start, MB of the process), at the start and after every round.
        errors: what the program logged as an error.
        end: why the session broke off; "" when it came to its end.
    """

    stalls: list[Stall] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=dict)
    memory: list[tuple[float, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    end: str = ""

    def quarters(self) -> list[float]:
        """MB at the start, after each quarter, and at the end."""
        last = len(self.memory) - 1
        return [self.memory[round(last * part / 4)][1] for part in range(5)]

    @property
    def growth(self) -> float:
        """By how much memory grew after it had settled, as a part of it."""
        sizes = [size for _at, size in self.memory]
        quarter = max(1, len(sizes) // 4)
        settled = sizes[quarter : 2 * quarter] or sizes
        return statistics.median(sizes[-quarter:]) / statistics.median(settled) - 1

    @property
    def slope(self) -> float:
        """MB a minute over the second half."""
        half = self.memory[len(self.memory) // 2 :]
        if len(half) < 2:
            return 0.0
        return statistics.linear_regression([at / 60 for at, _size in half], [mb for _at, mb in half]).slope


def session(
    contacts: int, seconds: float, seed: int, limit_ms: float = LIMIT_MS, is_sleepy: bool = False
) -> Session:
    """Works for a while on a copy of a file of `contacts` people; in a process of its own, for there is one window."""
    with measuring.scratch() as folder:
        path = Path(shutil.copy(files.filled(contacts), folder / "office.crm"))
        people.write_table(folder / "people.csv", IMPORTED)
        over = time.monotonic() + seconds
        return _play(path, folder, seed, limit_ms, lambda: time.monotonic() > over, is_sleepy=is_sleepy)


def _play(
    path: Path, folder: Path, seed: int, limit_ms: float, is_over: Callable[[], bool], *, is_sleepy: bool
) -> Session:
    faulthandler.enable()  # a crash of Qt ends with the stack of Python
    found = Session()
    logging.getLogger().addHandler(_Errors(found.errors))
    with program.desk(Paths.below(folder / "home")) as desk, watched(limit_ms) as watch:
        stalls = StallWatch(parent=desk.window)  # as the program itself runs, with the load it is
        stalls.start()
        desk.window.session_complete.connect(program.set_start_aside)
        desk.window.resize(1280, 800)
        desk.window.show()
        desk.window.activateWindow()
        worker = Worker(desk, watch, folder, seed)

        def end(error: BaseException | None) -> None:
            found.end = f"{watch.step}: {''.join(traceback.format_exception(error))}" if error else ""
            desk.window.close()
            desk.app.exit()

        player = Player(_script(desk, worker, path, found, is_over, is_sleepy=is_sleepy), end)
        desk.app.exec()
        player.deleteLater()
        stalls.stop()
        preview.stop()
        found.stalls, found.times = watch.stalls, dict(worker.times)
    return found


def _script(
    desk: Desk, worker: Worker, path: Path, found: Session, is_over: Callable[[], bool], *, is_sleepy: bool
) -> Step:
    started = time.perf_counter()
    QTimer.singleShot(0, lambda: desk.files.open(path))
    yield lambda: desk.window.has_session and worker.page.model.rowCount() > 0
    worker.times["first rows"].append((time.perf_counter() - started) * 1000)
    yield from worker.measured("whole list", worker.is_list_there, started)
    own = psutil.Process()
    found.memory.append((time.perf_counter() - started, own.memory_info().rss / _MB))
    if is_sleepy:
        QTimer.singleShot(0, _sleep_on_the_window)
        yield 300
    while not is_over():
        yield from worker.round()
        found.memory.append((time.perf_counter() - started, own.memory_info().rss / _MB))


def _sleep_on_the_window() -> None:
    """What no code of the program may do."""
    time.sleep(_SLEEP_S)


def run(contacts: int, seconds: float, seed: int, is_sleepy: bool = False) -> dict[str, Any]:
    """One line of the table; `_session` is all of it."""
    [found] = running.in_processes([(session, (contacts, seconds, seed, LIMIT_MS, is_sleepy))])
    own = [stall for stall in found.stalls if stall.own_ms > LIMIT_MS]
    return {
        "session": "control: sleeps once" if is_sleepy else "work",
        "contacts": contacts,
        "rounds": len(found.memory),
        "errors": len(found.errors) + bool(found.end),
        "stalls": len(own),
        "longest ms": max((stall.own_ms for stall in own), default=0.0),
        "by others' load": len(found.stalls) - len(own),
        "memory MB": " ".join(f"{size:.0f}" for size in found.quarters()),
        "growth": f"{found.growth:+.1%}",
        "MB a minute": found.slope,
        "_session": found,
    }


def _report(found: Session) -> None:
    """Prints times and stalls, those of one place together."""
    measuring.heading()
    for name, values in sorted(found.times.items()):
        measuring.figure(f"{name}, median ms of {len(values)}", statistics.median(values))
        measuring.figure(f"{name}, worst ms", max(values))
    groups: dict[tuple[str, str], list[Stall]] = {}
    for stall in found.stalls:
        if stall.own_ms > LIMIT_MS:
            groups.setdefault((stall.step, stall.place), []).append(stall)
    for (step, place), stalls in sorted(groups.items(), key=lambda item: -len(item[1])):
        print(f"\n{len(stalls)} x {step}: {place}\nthe longest: {max(stalls, key=lambda s: s.own_ms)}")


def main() -> int:
    """See the module's text."""
    told = running.options(__doc__, contacts=2_000, minutes=1)
    contacts, minutes = (100_000, 10) if told.full else (told.contacts, told.minutes)
    control = run(2_000, 0, told.seed, is_sleepy=True)
    line = run(contacts, minutes * 60, told.seed)
    _report(line["_session"])
    print()
    running.table([{k: v for k, v in each.items() if not k.startswith("_")} for each in (line, control)])
    found: Session = line["_session"]
    for text in (found.end, *found.errors):
        print(text)
    seen = any("_sleep_on_the_window" in stall.stack for stall in control["_session"].stalls)
    broken = line["stalls"] + (found.growth > GROWTH_LIMIT) + bool(found.end) + len(found.errors)
    return running.verdict(broken, 0 if seen else 1)


if __name__ == "__main__":
    sys.exit(main())
