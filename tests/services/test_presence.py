"""Who is here, with two programs on one file: names, the record on view, and a hint that waits for nobody."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.base.ids import Id
from crm_desktop.services import presence as service
from crm_desktop.services.contacts import ops
from crm_desktop.services.context import AppContext
from crm_desktop.storage import driver
from tests.factories.contexts import open_inline
from tests.factories.people import SOREN

WAIT_S = 60.0

COLLEAGUE = """
import sys
from pathlib import Path
from typing import Any
from tests.factories.contexts import open_inline
context = open_inline(Path(sys.argv[1]), user="Ana")
context.start()
for line in sys.stdin:
    word, _space, rest = line.strip().partition(" ")
    if word == "look":
        context.attendance.look_at(bytes.fromhex(rest) or None)
    elif word == "edit":
        context.attendance.look_at(bytes.fromhex(rest), is_editing=True)
    print("done", flush=True)
context.close()
"""


@contextmanager
def colleague(path: Path, status: int = 0) -> Iterator[Callable[[str], None]]:
    """Another program on the same file, which does as it is told."""
    with subprocess.Popen(
        [sys.executable, "-c", COLLEAGUE, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        orders, answers = process.stdin, process.stdout

        def tell(order: str) -> None:
            orders.write(order + "\n")
            orders.flush()
            assert answers.readline().strip() == "done"

        tell("hello")
        yield tell
        orders.close()
        assert process.wait(WAIT_S) == status


class Doorkeeper:
    """Lets a test wait for who is here."""

    def __init__(self, context: AppContext) -> None:
        self.attendance = context.attendance
        self._changed = threading.Condition()
        self._end = self.attendance.subscribe(self._on_changed)

    def _on_changed(self) -> None:
        with self._changed:
            self._changed.notify_all()

    def wait(self, is_so: Callable[[], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(is_so, WAIT_S), [str(one) for one in self.attendance.people]


@pytest.fixture
def ours(context: AppContext) -> Iterator[tuple[AppContext, Doorkeeper, Id]]:
    ref = ops.create(context, SOREN)
    door = Doorkeeper(context)
    context.start()
    yield context, door, ref.id
    door._end()


def test_a_colleague_comes_looks_edits_and_goes(ours: tuple[AppContext, Doorkeeper, Id]) -> None:
    context, door, record = ours
    here = context.attendance
    with colleague(context.store.path) as tell:
        door.wait(lambda: len(here.others) == 1)
        ana = here.others[0]
        assert (ana.name, ana.host, ana.is_self) == ("Ana", context.store.host, False)
        assert [one.is_self for one in here.people].count(True) == 1
        tell(f"look {record.hex()}")
        door.wait(lambda: len(here.at_record(record)) == 1)
        assert not here.at_record(record)[0].is_editing
        tell(f"edit {record.hex()}")
        door.wait(lambda: any(one.is_editing for one in here.at_record(record)))
        assert here.at_record(bytes(16)) == ()
    door.wait(lambda: not here.others)


def test_a_colleague_whose_program_died_is_gone(
    ours: tuple[AppContext, Doorkeeper, Id], monkeypatch: pytest.MonkeyPatch
) -> None:
    context, door, _record = ours
    monkeypatch.setattr(service, "LOOK_EVERY_S", 0.2)
    with colleague(context.store.path, status=-signal.SIGKILL):
        door.wait(lambda: len(context.attendance.others) == 1)
        [(pid,)] = rows(context, "select pid from presence where session_id <> ?", context.session)
        os.kill(pid, signal.SIGKILL)
    door.wait(lambda: not context.attendance.others)


def test_alone_nothing_is_written_however_many_records_are_looked_at(context: AppContext) -> None:
    here = context.attendance
    here.take_turn(has_moved=True)
    for number in range(50):
        here.look_at(bytes([number]) * 16, is_editing=True)
        here.take_turn(has_moved=False)
    assert rows(context, "select subject_id, is_editing from presence") == [(None, 0)]


def test_going_through_a_list_writes_one_hint_in_two_seconds(
    context: AppContext, crm_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "HINT_EVERY_S", 600.0)  # two seconds may be over on a slow machine
    other = open_inline(crm_file, user="Ana")
    other.attendance.take_turn(has_moved=True)
    here = context.attendance
    here.take_turn(has_moved=True)
    for number in range(50):
        here.look_at(bytes([number]) * 16)
        here.take_turn(has_moved=False)
    assert rows(context, "select subject_id from presence where session_id = ?", context.session) == [
        (bytes(16),)
    ]
    other.close()


def test_a_busy_file_keeps_nobody_waiting_for_a_hint(context: AppContext, crm_file: Path) -> None:
    other = open_inline(crm_file, user="Ana")
    other.attendance.take_turn(has_moved=True)
    here = context.attendance
    here.take_turn(has_moved=True)
    blocker = driver.connect(crm_file)
    blocker.execute("begin immediate")
    here.look_at(bytes(16))
    began = time.monotonic()
    here.take_turn(has_moved=False)
    assert time.monotonic() - began < driver.BUSY_TIMEOUT_S
    blocker.execute("rollback")
    blocker.close()
    other.close()


def rows(context: AppContext, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with context.store.read() as connection:
        found = connection.connection.driver_connection.execute(sql, values).fetchall()  # type: ignore[union-attr]
    return list(found)
