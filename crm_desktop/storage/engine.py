"""The two SQLAlchemy engines of an open file: one writer, several readers (architecture 5.2)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.pool import QueuePool

from crm_desktop.storage import driver
from crm_desktop.storage.dialects import sqlite_functions
from crm_desktop.storage.place import place_of

CACHE_KIB = 16_384
CHECKPOINT_PAGES = 4_000
"""Pages of the WAL after which it is folded into the file, 16 MB. With SQLite's 1,000 every transaction of an import
would do so: a seventh more CPU for 100,000 contacts, and half as much time again."""
READERS = 4


def journal_mode(*, is_network: bool) -> str:
    """WAL on a local disk, TRUNCATE on a share (reliability 2.1, measured: WAL loses commits there)."""
    return "truncate" if is_network else "wal"


def open_for_writing(path: Path) -> driver.Connection:
    """A bare connection that writes in the journal mode of the file's place.

    TRUNCATE is a matter of the connection and not kept in the file, so every writer has to ask for it.
    """
    connection = driver.connect(path)
    with driver.closed_on_error(connection):
        set_pragmas(connection)
        connection.execute(f"pragma journal_mode = {journal_mode(is_network=place_of(path).is_network)}")
    return connection


def set_pragmas(
    connection: driver.Connection, *, foreign_keys: bool = True, query_only: bool = False
) -> None:
    """What every connection to user data has: full sync, checked references, no memory-mapped writes.

    What is overwritten or deleted is zeroed in the file: an import writes a thirteenth more for it and needs no more
    CPU, and who is deleted for good leaves nothing in parts of the file that are not used (`traces`).
    """
    connection.execute("pragma synchronous = full")
    connection.execute("pragma secure_delete = on")
    connection.execute("pragma temp_store = memory")
    connection.execute("pragma mmap_size = 0")
    connection.execute(f"pragma cache_size = -{CACHE_KIB}")
    connection.execute(f"pragma wal_autocheckpoint = {CHECKPOINT_PAGES}")
    connection.execute(f"pragma foreign_keys = {'on' if foreign_keys else 'off'}")
    if query_only:
        connection.execute("pragma query_only = on")


def write_engine(path: Path) -> sa.Engine:
    """One connection; every transaction begins IMMEDIATE, so writers queue and never deadlock."""
    return _engine(path, begin="BEGIN IMMEDIATE", size=1, query_only=False)


def read_engine(path: Path, *, mode: str = "rw") -> sa.Engine:
    """A few connections that cannot write; a transaction is one snapshot of the file.

    `mode` stays "rw" also for readers where possible: a WAL file needs its shared memory to be writable.
    """
    return _engine(path, begin="BEGIN", size=READERS, query_only=True, mode=mode)


def _engine(path: Path, *, begin: str, size: int, query_only: bool, mode: str = "rw") -> sa.Engine:
    def creator() -> driver.Connection:
        connection = driver.connect(path, mode=mode) if query_only else open_for_writing(path)
        with driver.closed_on_error(connection):
            if query_only:
                set_pragmas(connection, query_only=True)
            sqlite_functions.register(connection)
        return connection

    engine = sa.create_engine(
        "sqlite://",
        module=driver.dbapi2,
        creator=creator,
        poolclass=QueuePool,
        pool_size=size,
        max_overflow=0 if begin == "BEGIN IMMEDIATE" else size,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def raw(connection: sa.Connection) -> Any:
    """The driver's connection under a SQLAlchemy one, for `interrupt`, `backup` and bulk statements."""
    return connection.connection.driver_connection
