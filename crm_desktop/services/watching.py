"""Notices what other windows' programs, other computers and the SQLite shell change in the file (architecture 5.5)."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

from crm_desktop.base.changes import ChangeBus, ChangeSet
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.services.presence import Attendance
from crm_desktop.storage.foreign_changes import ForeignChanges
from crm_desktop.storage.presence import BEAT_S
from crm_desktop.storage.store import Store

log = logging.getLogger(__name__)

LOCAL_POLL_S = 0.5
SHARED_POLL_S = 2.0


class Watcher:
    """A thread that asks the file twice a second whether somebody else wrote, and publishes what they changed."""

    def __init__(
        self,
        store: Store,
        bus: ChangeBus,
        attendance: Attendance,
        poll_s: float | None = None,
        before_telling: Callable[[ChangeSet], None] = lambda _changes: None,
    ) -> None:
        """`before_telling` is called with what others changed, before anybody who shows it hears of it."""
        self._foreign = ForeignChanges(store)
        self._attendance = attendance
        self._bus = bus
        self._poll_s = poll_s or (SHARED_POLL_S if store.place.is_network else LOCAL_POLL_S)
        self._store = store
        self._before_telling = before_telling
        self._next_beat = time.monotonic() + BEAT_S
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="crm-watcher", daemon=True)

    def start(self) -> None:
        """Begins to look."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread and waits for it."""
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self._stop.wait(self._poll_s):
                self._look()
        finally:
            self._attendance.close()
            self._foreign.close()

    def _look(self) -> None:
        try:
            before = self._foreign.version
            changes = self._foreign.poll()
            if changes is not None:
                self._before_telling(changes)
            if time.monotonic() > self._next_beat:
                self._next_beat = time.monotonic() + BEAT_S
                self._store.beat()
            self._attendance.take_turn(has_moved=self._foreign.version != before)
        except EnvironmentProblem as problem:
            log.warning("the file could not be asked for changes: %s", problem.reason)
            return
        if changes is not None:
            self._bus.publish(changes)
