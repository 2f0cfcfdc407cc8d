"""Nothing of Qt is taken down in a worker thread: rounds of the collector and last references stay with the window."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from crm_desktop.services.context import Executors
from crm_desktop.ui.collector import Collector
from crm_desktop.ui.tasks import Tasks


class Ring:
    """Holds itself, as a widget with a slot of its own does; only the collector frees it."""

    def __init__(self) -> None:
        self.itself = self


def drop_ring(ends: list[int]) -> None:
    """Makes a ring that nobody holds; the thread in which it ends is noted."""
    weakref.finalize(Ring(), lambda: ends.append(threading.get_ident()))


def allocate_elsewhere() -> list[list[int]]:
    """Another thread makes so many objects that a round is due several times over."""
    made: list[list[int]] = []
    thread = threading.Thread(target=lambda: made.extend([n] for n in range(50_000)))
    thread.start()
    thread.join()
    return made


@pytest.fixture
def automatic() -> Iterator[None]:
    """Python's own rounds, as they are without a window."""
    was_on = gc.isenabled()
    gc.collect()
    gc.enable()
    yield
    if not was_on:
        gc.disable()


def test_rings_end_on_the_thread_of_the_window(qapp: QApplication, qtbot, automatic: None) -> None:
    collector = Collector()
    ends: list[int] = []
    drop_ring(ends)
    kept = allocate_elsewhere()
    assert kept
    assert not ends
    qtbot.waitUntil(lambda: bool(ends))
    collector.stop()
    assert ends == [threading.get_ident()]
    assert gc.isenabled()


def test_controls_without_it_they_end_wherever_objects_are_made(automatic: None) -> None:
    ends: list[int] = []
    drop_ring(ends)
    allocate_elsewhere()
    assert ends
    assert ends != [threading.get_ident()]


def test_what_work_was_given_is_let_go_of_on_the_thread_of_the_window(qapp: QApplication, qtbot) -> None:
    with ThreadPoolExecutor(2) as pool:
        owner = QObject()
        tasks = Tasks(Executors(pool, pool, pool), lambda _error: None, owner)
        ends: list[int] = []
        for _turn in range(40):
            given = Ring.__new__(Ring)  # no ring: its last reference frees it
            weakref.finalize(given, lambda: ends.append(threading.get_ident()))
            tasks.run(lambda _given: None, given, owner=owner, on_done=lambda _none, kept=given: None)
            del given
            qtbot.waitUntil(lambda: not tasks.has_jobs)
        qtbot.waitUntil(lambda: len(ends) == 40)
        owner.deleteLater()
    assert set(ends) == {threading.get_ident()}
