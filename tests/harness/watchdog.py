"""The window never stands still: a scripted session reports every stall of the GUI thread, and what memory does.

Offscreen, with the program's own threads, on a copy of a file of n people: search, scroll, open, edit, tag, undo,
palette, dialogs, import of 500, export, colours, orders, columns, in an order that the seed decides. A stall is a time
in which the event loop did not come round, over 50 ms; it is told with the stacks of that moment, without the time
for which other programs had the processor. Memory, and the number of objects, may not grow in the second half; the
limits stand in `memory`.

Controls: a session in which the GUI thread sleeps for 80 ms once, and one that keeps a little more with each round.
Both must be reported.

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
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel

from crm_desktop.base.paths import Paths
from crm_desktop.printing import preview
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.stalls import StallWatch
from tests.bench import files, measuring, people
from tests.harness import running
from tests.harness.loop_watch import LoopWatch, Stall, watched
from tests.harness.memory import Memory
from tests.harness.office_day import PARTS, QUICK_PARTS, Player, Step, Worker

LIMIT_MS = 50.0
IMPORTED = 500
QUICK_ROUNDS = 8
_SLEEP_S = 0.08
_LEAK = 40
"""Labels and kilobytes that the leaking control keeps of each round: what a small dialog has."""


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
        errors: what the program logged as an error.
        end: why the session broke off; "" when it came to its end.
    """

    stalls: list[Stall] = field(default_factory=list)
    times: dict[str, list[float]] = field(default_factory=dict)
    memory: Memory = field(default_factory=Memory)
    errors: list[str] = field(default_factory=list)
    end: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is played.

    Attributes:
        seconds, rounds: it ends after the round in which both are reached.
        is_sleepy, is_leaky: controls.
    """

    contacts: int
    seed: int
    seconds: float = 0.0
    rounds: int = 0
    parts: Sequence[str] = PARTS
    limit_ms: float = LIMIT_MS
    is_sleepy: bool = False
    is_leaky: bool = False


def session(plan: Plan) -> Session:
    """Works for a while on a copy of a file of made-up people; in a process of its own, for there is one window."""
    with measuring.scratch() as folder:
        path = Path(shutil.copy(files.filled(plan.contacts), folder / "office.crm"))
        people.write_table(folder / "people.csv", IMPORTED)
        return _play(plan, path, folder)


def _play(plan: Plan, path: Path, folder: Path) -> Session:
    faulthandler.enable()  # a crash of Qt ends with the stack of Python
    found = Session()
    logging.getLogger().addHandler(_Errors(found.errors))
    with program.desk(Paths.below(folder / "home")) as desk, watched(plan.limit_ms) as watch:
        stalls = StallWatch(parent=desk.window)  # as the program itself runs, with the load it is
        stalls.start()
        desk.window.session_complete.connect(program.set_start_aside)
        desk.window.resize(1280, 800)
        desk.window.show()
        desk.window.activateWindow()
        worker = Worker(desk, watch, folder, plan.seed)

        def end(error: BaseException | None) -> None:
            found.end = f"{watch.step}: {''.join(traceback.format_exception(error))}" if error else ""
            desk.window.close()
            desk.app.exit()

        player = Player(_script(plan, desk, worker, watch, path, found), end)
        desk.app.exec()
        player.deleteLater()
        stalls.stop()
        preview.stop()
        found.stalls, found.times = watch.stalls, dict(worker.times)
    return found


def _script(plan: Plan, desk: Desk, worker: Worker, watch: LoopWatch, path: Path, found: Session) -> Step:
    started = time.perf_counter()
    QTimer.singleShot(0, lambda: desk.files.open(path))
    yield lambda: desk.window.has_session and worker.page.model.rowCount() > 0
    worker.times["first rows"].append((time.perf_counter() - started) * 1000)
    yield from worker.measured("whole list", worker.is_list_there, started)
    if plan.is_sleepy:
        QTimer.singleShot(0, _sleep_on_the_window)
        yield 300
    watch.step = "fill the cache"
    yield from worker.fill_cache()
    memory, kept = found.memory, []
    while len(memory.blocks) < plan.rounds or time.perf_counter() < started + plan.seconds:
        yield from worker.round(lambda: memory.note_size(time.perf_counter() - started), plan.parts)
        if plan.is_leaky:
            kept += [bytes(1024 + at) for at in range(_LEAK)]
            kept += [QLabel("kept", desk.window) for _number in range(_LEAK)]
        yield from worker.at_rest()
        memory.note_objects()
        watch.look_away()


def _sleep_on_the_window() -> None:
    """What no code of the program may do."""
    time.sleep(_SLEEP_S)


def run(plan: Plan) -> dict[str, Any]:
    """One line of the table; `_session` is all of it."""
    [found] = running.in_processes([(session, (plan,))])
    own = [stall for stall in found.stalls if stall.own_ms > plan.limit_ms]
    memory: Memory = found.memory
    return {
        "session": "sleeps once" if plan.is_sleepy else "leaks" if plan.is_leaky else "work",
        "contacts": plan.contacts,
        "rounds": len(memory.blocks),
        "errors": len(found.errors) + bool(found.end),
        "stalls": len(own),
        "longest ms": max((stall.own_ms for stall in own), default=0.0),
        "by others' load": len(found.stalls) - len(own),
        "memory MB": " ".join(f"{size:.0f}" for size in memory.quarters),
        "MB a minute": memory.mb_a_minute,
        "blocks a round": memory.blocks_a_round,
        "objects a round": memory.objects_a_round,
        "_session": found,
    }


def quick() -> Memory:
    """What memory does in some short rounds in which records, windows and pictures come and go."""
    plan = Plan(2_000, seed=1, rounds=QUICK_ROUNDS, parts=QUICK_PARTS)
    found: Session = run(plan)["_session"]
    if found.end or found.errors:
        raise RuntimeError("\n".join((found.end, *found.errors)))
    return found.memory


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
    sleepy = run(Plan(2_000, told.seed, is_sleepy=True))
    leaky = run(Plan(2_000, told.seed, rounds=QUICK_ROUNDS, parts=QUICK_PARTS, is_leaky=True))
    line = run(Plan(contacts, told.seed, seconds=minutes * 60))
    _report(line["_session"])
    print()
    running.table(
        [{k: v for k, v in each.items() if not k.startswith("_")} for each in (line, sleepy, leaky)]
    )
    found: Session = line["_session"]
    for text in (found.end, *found.errors, *found.memory.grows):
        print(text)
    is_asleep_seen = any("_sleep_on_the_window" in stall.stack for stall in sleepy["_session"].stalls)
    is_leak_seen = bool(leaky["_session"].memory.grows)
    broken = line["stalls"] + len(found.memory.grows) + bool(found.end) + len(found.errors)
    return running.verdict(broken, (not is_asleep_seen) + (not is_leak_seen))


if __name__ == "__main__":
    sys.exit(main())
