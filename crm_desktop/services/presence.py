"""Who else has the file open, and which record they look at (ux 3.3, shared file). A hint: it never blocks anybody."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from crm_desktop.base.clock import from_utc_ms
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.ids import Id
from crm_desktop.base.receivers import Receivers
from crm_desktop.storage import presence
from crm_desktop.storage.store import Store

log = logging.getLogger(__name__)

HINT_EVERY_S = 2.0
"""Going through a list writes at most this often."""

LOOK_EVERY_S = 15.0
"""Somebody whose program died says nothing; so their absence is looked for."""

Receiver = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody who has the file open.

    Attributes:
        name: as the history names them; "" when they never wrote.
        host: their computer.
        since: when they opened it.
        subject_id: the record on view there; None for none.
        is_editing: whether they are in one of its fields.
        is_self: this program.
    """

    session: Id
    name: str
    host: str
    since: dt.datetime
    subject_id: Id | None
    is_editing: bool
    is_self: bool


class Attendance:
    """Knows who is here, and tells them what we look at. `people` and `look_at` are for any thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._pen = presence.HintPen(store)
        self._people: tuple[Present, ...] = ()
        self._receivers: Receivers[[]] = Receivers()
        self._wish: tuple[Id | None, bool] = (None, False)
        self._written: tuple[Id | None, bool] = (None, False)
        self._next_hint = self._next_look = 0.0
        self._is_written_down = False

    @property
    def people(self) -> tuple[Present, ...]:
        """Everybody who is here, the longest there first; we are among them once we are written down."""
        return self._people

    @property
    def others(self) -> tuple[Present, ...]:
        """Everybody but us."""
        return tuple(one for one in self._people if not one.is_self)

    def at_record(self, record: Id) -> tuple[Present, ...]:
        """The others who have a record open."""
        return tuple(one for one in self.others if one.subject_id == record)

    def look_at(self, record: Id | None, *, is_editing: bool = False) -> None:
        """Say what is on view here; written down soon, and only when somebody else is here to read it."""
        self._wish = (record, is_editing)

    def subscribe(self, receiver: Receiver) -> Callable[[], None]:
        """Call `receiver`, in the watching thread, whenever `people` is different; returns what ends that."""
        return self._receivers.add(receiver)

    # --- for the watching thread

    def take_turn(self, *, has_moved: bool) -> None:
        """One round: look who is here when the file moved, and write our hint if it is due.

        Raises:
            EnvironmentProblem: the file cannot be read at the moment.
        """
        if not self._is_written_down:
            self._write_down()
        now = time.monotonic()
        if has_moved or now >= self._next_look:
            self._next_look = now + LOOK_EVERY_S
            self._look()
        if self.others and self._wish != self._written and now >= self._next_hint:
            self._next_hint = now + HINT_EVERY_S
            self._hint(self._wish)

    def close(self) -> None:
        """End the connection for hints; in the watching thread."""
        self._pen.close()

    def _write_down(self) -> None:
        """We are here; a busy file is tried again in the next round."""
        try:
            if not self._store.is_read_only:
                self._pen.check_free()
            self._store.register()
        except EnvironmentProblem as problem:
            log.info("presence waits: %s", problem.reason)
            return
        self._is_written_down = True
        self._next_look = 0.0

    def _look(self) -> None:
        people = tuple(
            Present(
                row.session,
                row.name,
                row.host,
                from_utc_ms(row.since),
                row.subject_id,
                row.is_editing,
                row.session == self._store.session_id,
            )
            for row in presence.living(self._store)
        )
        if people == self._people:
            return
        self._people = people
        self._receivers.tell()

    def _hint(self, wish: tuple[Id | None, bool]) -> None:
        if self._store.is_read_only:
            return
        try:
            self._pen.write(wish[0], is_editing=wish[1])
        except EnvironmentProblem as problem:
            log.debug("the hint waits: %s", problem.reason)
            return
        self._written = wish
