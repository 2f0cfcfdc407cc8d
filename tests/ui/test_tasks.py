"""The executor bridge: what comes back, to whom, and what does not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication

from crm_desktop.base.progress import CancelledError, CancelToken, Progress
from crm_desktop.services.context import Executors
from crm_desktop.ui.tasks import Tasks
from tests.ui.conftest import HeldExecutor


@pytest.fixture
def threaded(qapp: QApplication, failures: list[BaseException]) -> Iterator[Tasks]:
    pool = ThreadPoolExecutor(2)
    bridge = Tasks(Executors(pool, pool, pool), failures.append)
    yield bridge
    bridge.deleteLater()
    pool.shutdown(wait=True)


@pytest.fixture
def held(qapp: QApplication) -> HeldExecutor:
    return HeldExecutor()


def broken() -> None:
    raise OSError("no disk")


def test_result_arrives_on_the_gui_thread(threaded: Tasks, qapp: QApplication, qtbot) -> None:
    seen: list[tuple[int, int]] = []
    threaded.run(
        threading.get_ident, owner=threaded, on_done=lambda ident: seen.append((ident, threading.get_ident()))
    )
    qtbot.waitUntil(lambda: bool(seen))
    worker, receiver = seen[0]
    assert worker != receiver
    assert receiver == threading.get_ident()
    assert not threaded.has_jobs


def test_error_without_a_taker_reaches_the_dialog(tasks: Tasks, failures: list[BaseException]) -> None:
    tasks.run(broken, owner=tasks)
    assert [type(error) for error in failures] == [OSError]


def test_error_goes_to_its_taker_alone(tasks: Tasks, failures: list[BaseException]) -> None:
    taken: list[BaseException] = []
    tasks.run(broken, owner=tasks, on_error=taken.append)
    assert [type(error) for error in taken] == [OSError]
    assert not failures


def test_result_for_an_owner_that_is_gone_is_dropped(
    held: HeldExecutor, failures: list[BaseException]
) -> None:
    bridge = Tasks(Executors(held, held, held), failures.append)
    owner = QObject()
    seen: list[int] = []
    bridge.run(lambda: 1, owner=owner, on_done=seen.append)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not shiboken6.isValid(owner)
    held.run()
    assert not seen
    assert not bridge.has_jobs


def test_error_of_an_owner_that_is_gone_is_still_told(
    held: HeldExecutor, failures: list[BaseException]
) -> None:
    bridge = Tasks(Executors(held, held, held), failures.append)
    owner = QObject()
    bridge.run(broken, owner=owner, on_error=lambda _error: None)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    held.run()
    assert [type(error) for error in failures] == [OSError]


def test_progress_is_throttled_and_the_last_report_always_comes(tasks: Tasks) -> None:
    reports: list[int] = []

    def work(progress: Progress, cancel: CancelToken) -> None:
        for done in range(1, 1001):
            progress(done, 1000, "counting")

    tasks.run(work, owner=tasks, reports=True, on_progress=lambda done, _total, _text: reports.append(done))
    assert len(reports) < 20
    assert reports[-1] == 1000


def test_cancel_reaches_the_work(held: HeldExecutor, failures: list[BaseException]) -> None:
    bridge = Tasks(Executors(held, held, held), failures.append)
    ends: list[BaseException] = []

    def work(progress: Progress, cancel: CancelToken) -> None:
        cancel.check()

    job = bridge.run(work, owner=bridge, reports=True, on_error=ends.append)
    job.cancel.cancel()
    held.run()
    assert [type(end) for end in ends] == [CancelledError]


def test_nobody_is_told_of_a_cancelled_job(held: HeldExecutor, failures: list[BaseException]) -> None:
    bridge = Tasks(Executors(held, held, held), failures.append)
    token = CancelToken()
    bridge.run(token.check, owner=bridge, cancel=token)
    bridge.cancel_all()
    held.run()
    assert not failures


def test_an_earlier_reading_that_comes_later_is_dropped(threaded: Tasks, qtbot) -> None:
    """Two threads read for one place: what was asked for last stays, however long the other took."""
    gate, shown = threading.Event(), []
    slow = threaded.run(lambda: gate.wait(5) and "before", owner=threaded, on_done=shown.append)
    threaded.run(lambda: "now", owner=threaded, on_done=shown.append, instead_of=slow)
    qtbot.waitUntil(lambda: shown == ["now"])
    gate.set()
    qtbot.waitUntil(lambda: not threaded.has_jobs)
    assert shown == ["now"]


def test_a_job_shows_once_it_takes_long(held: HeldExecutor, qtbot, failures: list[BaseException]) -> None:
    bridge = Tasks(Executors(held, held, held), failures.append)
    bridge.run(lambda: None, owner=bridge, label="Counting")
    assert not bridge.shown_jobs
    with qtbot.waitSignal(bridge.jobs_changed):
        pass
    assert [job.label for job in bridge.shown_jobs] == ["Counting"]
    held.run()
    assert not bridge.shown_jobs


def test_it_goes_with_all_that_hangs_on_it_once_the_last_job_is_told(
    held: HeldExecutor, failures: list[BaseException]
) -> None:
    bridge = Tasks(Executors(held, held, held), failures.append)
    hanging, seen = QObject(bridge), []
    bridge.run(lambda: 1, owner=hanging, lane="write", on_done=seen.append)
    bridge.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert shiboken6.isValid(hanging)
    held.run()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert seen == [1]
    assert not shiboken6.isValid(bridge)
    assert not shiboken6.isValid(hanging)


def test_a_report_that_comes_after_the_end_is_dropped(
    qapp: QApplication, failures: list[BaseException]
) -> None:
    """Reports come by events; the outcome of work that is through when `run` looks at it comes at once."""

    class Quick(ThreadPoolExecutor):
        def submit(self, *work: Any, **more: Any) -> Future[Any]:
            future = super().submit(*work, **more)
            future.exception(timeout=5)
            return future

    pool = Quick(1)
    bridge = Tasks(Executors(pool, pool, pool), failures.append)
    seen: list[str] = []
    bridge.run(
        lambda progress, cancel: progress(1, 1, "done"),
        owner=bridge,
        reports=True,
        on_done=lambda _none: seen.append("end"),
        on_progress=lambda *_report: seen.append("report"),
    )
    assert seen == ["end"]
    QCoreApplication.processEvents()
    assert seen == ["end"]
    pool.shutdown()
    bridge.deleteLater()
