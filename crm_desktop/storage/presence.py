"""Who has the file open: a hint for people and for recovery, never a lock (reliability 2.7)."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import psutil
import sqlalchemy as sa

from crm_desktop.storage.engine import raw

if TYPE_CHECKING:
    from crm_desktop.storage.store import Store

BEAT_S = 60.0
"""How often a session says that it is still here."""

STALE_MS = 180_000
"""A session that has not been heard of for three minutes counts as gone."""


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
    with store.read() as connection:
        living = living_sessions(connection, store.host) - {store.session_id}
        rows = (
            raw(connection)
            .execute(
                "select p.session_id, coalesce(u.name, ''), p.host from presence p left join user u on u.id = p.user_id"
            )
            .fetchall()
        )
    return sorted({f"{name} ({host})" for session, name, host in rows if session in living})


def living_sessions(connection: sa.Connection, host: str) -> set[bytes]:
    """Sessions that are there, as far as can be told from `host`."""
    now = int(time.time() * 1000)
    rows = raw(connection).execute("select session_id, host, pid, since, beat from presence").fetchall()
    return {
        session
        for session, their_host, pid, since, when in rows
        if (_runs(pid, since) if their_host == host else now - when < STALE_MS)
    }


def _runs(pid: int, since: int) -> bool:
    """Whether process `pid` of this machine is the one that came at `since`, not a later one with its number."""
    try:
        return psutil.Process(pid).create_time() * 1000 <= since + 1000
    except psutil.Error:
        return False
