"""The SQLite driver, set up once: sqlcipher3 (SQLite 3.53 in its wheel), also for files without a key.

It is the only SQLite library in the process (dependencies A12). Connections leave transactions to us.
"""

from __future__ import annotations

import os
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as dbapi2

MINIMUM_VERSION = (3, 51, 3)
"""Older ones have the WAL-reset fault that can damage a file (reliability 0.8)."""

BUSY_TIMEOUT_S = 10.0

Connection = Any
"""A DB-API connection of the driver (it ships no types)."""

# The driver binds None and bool through a slow adapter look-up unless they have one of their own.
dbapi2.register_adapter(type(None), lambda value: value)
dbapi2.register_adapter(bool, int)

Error = dbapi2.Error
DatabaseError = dbapi2.DatabaseError
OperationalError = dbapi2.OperationalError
IntegrityError = dbapi2.IntegrityError


def check_version() -> None:
    """Raises RuntimeError on an SQLite with the WAL-reset fault."""
    if dbapi2.sqlite_version_info < MINIMUM_VERSION:
        raise RuntimeError(
            f"SQLite {dbapi2.sqlite_version} is too old; {'.'.join(map(str, MINIMUM_VERSION))} is needed"
        )


def uri_of(path: Path, **options: str) -> str:
    """The `file:` URI of `path` with SQLite's URI parameters (mode, immutable)."""
    query = urllib.parse.urlencode(options)
    return f"file:{urllib.parse.quote(str(path.absolute()))}{'?' + query if query else ''}"


@contextmanager
def closed_on_error(connection: Connection) -> Iterator[None]:
    """Closes `connection` when the block fails, not leaving it and its locks to the garbage collector."""
    try:
        yield
    except BaseException:
        connection.close()
        raise


def connect(
    path: Path, *, mode: str = "rw", immutable: bool = False, timeout: float | None = None
) -> Connection:
    """A bare connection to an existing file.

    Args:
        path: the file; it is never created here unless `mode` is "rwc".
        mode: ro, rw or rwc.
        immutable: promise that nobody writes: no lock, no side file, the -wal is not looked at.
        timeout: how long a busy file is waited for, in seconds; None for BUSY_TIMEOUT_S.
    """
    options = {"mode": mode} | ({"immutable": "1"} if immutable else {})
    wait = BUSY_TIMEOUT_S if timeout is None else timeout
    connection = dbapi2.connect(
        uri_of(path, **options), uri=True, timeout=wait, check_same_thread=False, isolation_level=None
    )
    with closed_on_error(connection):
        connection.execute("pragma trusted_schema = off")
        connection.execute("pragma cell_size_check = on")
        is_frozen = mode == "ro" and not immutable and _is_frozen(path, connection)
    if is_frozen:
        connection.close()
        return connect(path, mode=mode, immutable=True, timeout=timeout)
    return connection


def _is_frozen(path: Path, connection: Connection) -> bool:
    """Whether SQLite cannot read a file only since it may not put a WAL beside it: on a read-only medium, mostly.

    Without a WAL nobody has the file open, and all of it is in the file itself.
    """
    if os.access(path.parent, os.W_OK) or path.with_name(f"{path.name}-wal").exists():
        return False
    try:
        connection.execute("pragma schema_version").fetchone()
    except OperationalError:
        return True
    return False


def connect_memory() -> Connection:
    """A bare connection to a database in memory, for comparing schemas."""
    return dbapi2.connect(":memory:", check_same_thread=False, isolation_level=None)
