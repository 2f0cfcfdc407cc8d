"""Who has the file open, and what they look at: a hint for people and for recovery, never a lock (reliability 2.7)."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil
import sqlalchemy as sa

from crm_desktop.base.ids import Id
from crm_desktop.storage import driver
from crm_desktop.storage.engine import open_for_writing, raw
from crm_desktop.storage.failures import in_words

if TYPE_CHECKING:
    from crm_desktop.storage.store import Store

BEAT_S = 60.0
"""How often a session says that it is still here."""

STALE_MS = 180_000
"""A session that has not been heard of for three minutes counts as gone."""

HINT_WAIT_S = 0.2
"""How long a hint waits for a file that somebody writes: it comes later, or never, but is in nobody's way."""


@dataclass(frozen=True, slots=True)
class PresenceRow:
    """One session that is there.

    Attributes:
        name: of its user, "" when the file does not know it.
        host: the computer's name.
        since: UTC milliseconds.
        subject_id: the record on view there.
        is_editing: whether the keyboard is in one of its fields.
    """

    session: Id
    name: str
    host: str
    since: int
    subject_id: Id | None
    is_editing: bool


def enter(store: Store) -> None:
    """Writes our session down."""
    now = int(time.time() * 1000)
    store.bookkeeping(
        "insert or replace into presence (session_id, user_id, host, pid, since, beat) values (?, ?, ?, ?, ?, ?)",
        (store.session_id, store.user_id, store.host, os.getpid(), now, now),
    )


def dead_sessions(connection: sa.Connection, host: str) -> set[bytes]:
    """Sessions that ended without goodbye, as far as can be told from `host`."""
    there = {row[0] for row in raw(connection).execute("select session_id from presence").fetchall()}
    return there - living_sessions(connection, host)


def remove(store: Store, sessions: set[bytes]) -> None:
    """Strikes sessions off."""
    for session in sessions:
        store.bookkeeping("delete from presence where session_id = ?", (session,))


def beat(store: Store) -> None:
    """Says that we are still here."""
    store.bookkeeping(
        "update presence set beat = ? where session_id = ?", (int(time.time() * 1000), store.session_id)
    )


def leave(store: Store) -> None:
    """Says goodbye."""
    remove(store, {store.session_id})


def others(store: Store) -> list[str]:
    """Who else has the file open, as "Anna (host)", as far as can be told."""
    rows = [row for row in living(store) if row.session != store.session_id]
    return sorted({f"{row.name} ({row.host})" for row in rows})


def living(store: Store) -> list[PresenceRow]:
    """Every session that is there, ours too if it is written down, the longest there first."""
    with store.read() as connection:
        there = living_sessions(connection, store.host)
        rows = (
            raw(connection)
            .execute(
                "select p.session_id, coalesce(u.name, ''), p.host, p.since, p.subject_id, p.is_editing"
                " from presence p left join user u on u.id = p.user_id order by p.since, p.session_id"
            )
            .fetchall()
        )
    return [
        PresenceRow(session, name, host, since, subject, bool(is_editing))
        for session, name, host, since, subject, is_editing in rows
        if session in there
    ]


def living_sessions(connection: sa.Connection, host: str) -> set[bytes]:
    """Sessions that are there, as far as can be told from `host`."""
    now = int(time.time() * 1000)
    rows = raw(connection).execute("select session_id, host, pid, since, beat from presence").fetchall()
    return {
        session
        for session, their_host, pid, since, when in rows
        if all(isinstance(number, int) and number >= 0 for number in (pid, since, when))  # not made by damage
        and (_runs(pid, since) if their_host == host else now - when < STALE_MS)
    }


def _runs(pid: int, since: int) -> bool:
    """Whether process `pid` of this machine is the one that came at `since`, not a later one with its number."""
    try:
        return psutil.Process(pid).create_time() * 1000 <= since + 1000
    except psutil.Error:
        return False


class HintPen:
    """Writes what we look at over a connection of its own, so that no save ever waits behind a hint.

    Belongs to one thread.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: driver.Connection | None = None

    def check_free(self) -> None:
        """Raises EnvironmentProblem (locked, …) when somebody is writing."""
        with in_words():
            connection = self._open()
            connection.execute("begin immediate")
            connection.execute("rollback")

    def write(self, subject_id: Id | None, *, is_editing: bool) -> None:
        """One small write. Raises EnvironmentProblem (locked, …) when the file is not free at once."""
        with in_words():
            self._open().execute(
                "update presence set subject_id = ?, is_editing = ?, beat = ? where session_id = ?",
                (subject_id, int(is_editing), int(time.time() * 1000), self._store.session_id),
            )

    def _open(self) -> driver.Connection:
        if self._connection is None:
            self._connection = open_for_writing(self._store.path)
            self._connection.execute(f"pragma busy_timeout = {int(HINT_WAIT_S * 1000)}")
        return self._connection

    def close(self) -> None:
        """Ends the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
