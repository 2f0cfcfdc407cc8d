"""The timeline of one contact with many entries: opening it, scrolling to its end and back, and what stops the window.

    python -m tests.bench.bench_timeline [--sizes 1000,10000,100000]

References: the bare SELECT of the same keys; and a bare QListView of the same number of rows of two heights, laid
out in batches of 200, which it has to finish before it can stand at its end. Times are wall milliseconds of the
window's thread with real worker threads; "longest stop" is the longest time for which that thread answered nothing.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crm_desktop.base.changes import Step
from crm_desktop.base.ids import EntityRef, new_ids
from crm_desktop.base.paths import Paths
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.activities import timeline
from crm_desktop.services.contacts import ops
from crm_desktop.services.context import AppContext
from crm_desktop.storage.engine import raw
from crm_desktop.storage.tables import activities as t
from tests.bench import files, measuring
from tests.factories.contexts import open_inline

BATCH = 5_000
KINDS = (kinds.CALL, kinds.NOTE, kinds.EMAIL, kinds.MEETING)
TEXTS = (
    "Talked about the offer and when it is to be delivered.",
    "",
    "She asks for the prices of the larger batch. " * 6,
)
_NAME = "Busy Person"


def filled(count: int) -> Path:
    """A file with one contact that has `count` activities."""
    return measuring.made(f"timeline-{count}-{files.schema()}.crm", lambda path: _fill(path, count))


def _fill(path: Path, count: int) -> None:
    context = open_inline(path, create=True)
    person = ops.create(context, PartyRecord(display_name=_NAME))
    now = int(context.now().timestamp() * 1000)
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        keys, ties = new_ids(len(numbers)), new_ids(len(numbers))
        with context.store.write(Step("Fill", "import")) as work:
            work.insert(
                t.activity,
                [
                    {
                        "id": key,
                        "kind": KINDS[number % len(KINDS)],
                        "status": kinds.DONE,
                        "body": TEXTS[number % len(TEXTS)],
                        "at": now - number * 3_600_000,
                        "owner_id": context.store.user_id,
                    }
                    for key, number in zip(keys, numbers, strict=True)
                ],
            )
            work.insert(
                t.activity_party,
                [
                    {"id": tie, "activity_id": key, "party_id": person.id}
                    for tie, key in zip(ties, keys, strict=True)
                ],
            )
    context.close()


def _person(context: AppContext) -> EntityRef:
    with context.store.read() as connection:
        row = raw(connection).execute("select id from party where display_name = ?", (_NAME,)).fetchone()
    return EntityRef("contact", row[0])


def median_ms(call: Callable[[], object], runs: int) -> float:
    """Median wall milliseconds."""
    call()
    spent = []
    for _run in range(runs):
        started = time.perf_counter()
        call()
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)


def read(count: int, runs: int) -> None:
    """Prints what reading costs beside bare SQL."""
    context = open_inline(filled(count))
    person = _person(context)
    sql = """select a.id, a.at, a.kind, a.status from activity_party x join activity a on a.id = x.activity_id
        where x.party_id = ? and x.deleted = 0 and a.deleted = 0 order by a.at desc, a.id desc"""
    with context.store.read() as connection:
        bare = raw(connection)
        keys = median_ms(lambda: bare.execute(sql, (person.id,)).fetchall(), runs)
        page = median_ms(
            lambda: bare.execute("select * from activity limit 50 offset ?", (count // 2,)).fetchall(), runs
        )
    line = timeline.timeline(context, person)
    measuring.figure(
        f"timeline {count:,}: all keys, ms", median_ms(lambda: timeline.timeline(context, person), runs), keys
    )
    measuring.figure(
        f"timeline {count:,}: a page of 50, ms",
        median_ms(lambda: timeline.rows(context, line, count // 2, 50), runs),
        page,
    )
    context.close()


class _Clock:
    """Measures how long the event loop is away between two of its turns."""

    def __init__(self, qt: Any) -> None:
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = qt.QTimer(interval=0)
        self._timer.timeout.connect(self._turn)
        self._timer.start()

    def _turn(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    def stop(self) -> float:
        """Milliseconds."""
        self._timer.stop()
        return self.longest * 1000


def _until(qt: Any, is_so: Callable[[], bool]) -> float:
    """Milliseconds until it is so, with the window answering."""
    started = time.perf_counter()
    app = qt.QCoreApplication.instance()
    while not is_so():
        app.processEvents(qt.QEventLoop.ProcessEventsFlag.AllEvents, 5)
        if time.perf_counter() - started > 120:
            raise TimeoutError
    return (time.perf_counter() - started) * 1000


def child(count: int) -> None:
    """The window's side: opens the part, goes to the end and back; then the bare list."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6 import QtCore

    from crm_desktop.services.contacts import queries
    from crm_desktop.ui.app import make_application
    from crm_desktop.ui.changes import Changes
    from crm_desktop.ui.features.activities.timeline_part import TimelinePart
    from crm_desktop.ui.forms.drafts import Drafts
    from crm_desktop.ui.session import UiSession
    from crm_desktop.ui.settings import DECLARED
    from crm_desktop.ui.tasks import Tasks
    from crm_desktop.ui.theme.theme import Theme
    from crm_desktop.wiring import build_settings, open_context
    from tests.ui.conftest import Recorder

    app = make_application()
    paths = Paths.of_user().make()
    context = open_context(
        filled(count),
        settings=build_settings(paths, DECLARED),
        paths=paths,
        daily_backup=False,
        is_remembered=False,
    )
    theme, recorder = Theme(app, "light"), Recorder()
    tasks = Tasks(context.executors, recorder.fail)
    drafts = Drafts(paths.state / "drafts.json", tasks)
    session = UiSession(context, tasks, Changes(context.bus), drafts, theme, recorder, recorder)
    record = queries.load(context, _person(context))
    clock = _Clock(QtCore)
    started = time.perf_counter()
    part = TimelinePart(session, record)
    part.resize(700, 700)
    part.show()
    _until(QtCore, lambda: part.model.content(0) is not None)
    opened = (time.perf_counter() - started) * 1000
    open_stop = clock.stop()
    clock = _Clock(QtCore)
    last = len(part.model.entries) - 1
    bar = part.view.verticalScrollBar()
    started = time.perf_counter()
    bar.setValue(bar.maximum())
    _until(QtCore, lambda: part.model.content(last) is not None and bar.value() == bar.maximum())
    to_end = (time.perf_counter() - started) * 1000
    steps = []
    for _step in range(60):
        started = time.perf_counter()
        bar.setValue(bar.value() - 200)
        part.view.viewport().repaint()
        steps.append((time.perf_counter() - started) * 1000)
        _until(QtCore, lambda: not tasks.has_jobs)
    stop = clock.stop()
    bare_open, bare_end, bare_stop = _bare_list(QtCore, last + 1)
    measuring.answer(
        opened=opened,
        to_end=to_end,
        step=statistics.median(steps),
        worst_step=max(steps),
        open_stop=open_stop,
        stop=stop,
        bare_open=bare_open,
        bare_end=bare_end,
        bare_stop=bare_stop,
    )
    sys.stdout.flush()
    os._exit(0)


def _bare_list(qt: Any, count: int) -> tuple[float, float, float]:
    from PySide6.QtWidgets import QListView, QStyledItemDelegate

    class Rows(qt.QAbstractListModel):
        def rowCount(self, parent: Any = qt.QModelIndex()) -> int:  # noqa: B008, N802
            return 0 if parent.isValid() else count

        def data(self, index: Any, role: int = qt.Qt.ItemDataRole.DisplayRole) -> Any:
            return f"row {index.row()}" if role == qt.Qt.ItemDataRole.DisplayRole else None

    class Heights(QStyledItemDelegate):
        def sizeHint(self, option: Any, index: Any) -> Any:  # noqa: N802
            return qt.QSize(100, 40 + 30 * (index.row() % 2))

    clock = _Clock(qt)
    started = time.perf_counter()
    view = QListView()
    rows, heights = Rows(view), Heights(view)
    view.setItemDelegate(heights)
    view.setLayoutMode(QListView.LayoutMode.Batched)
    view.setBatchSize(200)
    view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
    view.setModel(rows)
    view.resize(700, 700)
    view.show()
    qt.QCoreApplication.processEvents()
    opened = (time.perf_counter() - started) * 1000
    bar = view.verticalScrollBar()
    started = time.perf_counter()
    whole = count * 55 - 1_000
    _until(qt, lambda: bar.maximum() >= whole)
    bar.setValue(bar.maximum())
    view.viewport().repaint()
    return opened, (time.perf_counter() - started) * 1000, clock.stop()


def main() -> None:
    """See the module's text."""
    told = measuring.parser(__doc__).parse_args()
    if told.child:
        child(int(told.child[0]))
        return
    measuring.heading()
    for count in told.sizes:
        read(count, max(told.runs, 5))
        (found,) = measuring.in_turn("tests.bench.bench_timeline", told.runs, (str(count),))
        name = f"timeline {count:,}"
        measuring.figure(f"{name}: opened and painted, ms", found["opened"], found["bare_open"])
        measuring.figure(f"{name}: at its end, ms", found["to_end"], found["bare_end"], "<= 0.5")
        measuring.figure(f"{name}: a step of 200 pixels, ms", found["step"], None, "<= 16")
        measuring.figure(f"{name}: the longest such step, ms", found["worst_step"])
        goal = "<= 50 ms"
        measuring.figure(f"{name}: longest stop while opening, ms", found["open_stop"], None, goal)
        measuring.figure(f"{name}: longest stop, scrolling, ms", found["stop"], found["bare_stop"], goal)


if __name__ == "__main__":
    main()
