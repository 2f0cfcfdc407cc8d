"""Whether a file may be trusted, found out without changing it or making side files (reliability 5, no. 13)."""

from __future__ import annotations

import time
from pathlib import Path

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.storage import driver, migrate
from crm_desktop.storage.dialects import sqlite_triggers
from crm_desktop.storage.failures import in_words
from crm_desktop.storage.header import SCHEMA_VERSION, Header, read_header

TIME_LIMIT_S = 5.0
"""A statement of an inspection that takes longer is an attack or a ruin."""

_DENIED = frozenset(
    getattr(driver.dbapi2, name)
    for name in ("SQLITE_ATTACH", "SQLITE_DETACH")
    if hasattr(driver.dbapi2, name)
)


def inspect(path: Path) -> Header:
    """The header of a file that is ours, of a known version, and has exactly the schema that we make.

    Reads the header first, then the schema through a connection that promises SQLite the file is immutable, so
    that no lock, journal mode or side file is made. When the file has a journal of a crash beside it, or a WAL,
    the schema is compared again by `check_schema` on the first real connection.

    Raises:
        EnvironmentProblem: missing, not_a_file, foreign, newer, hostile, damaged.
    """
    header = read_header(path)
    if header.schema_version == SCHEMA_VERSION and not _has_journal(path):
        with in_words():
            connection = guarded(driver.connect(path, mode="ro", immutable=True))
            try:
                check_schema(connection)
            finally:
                connection.close()
    return header


def check_schema(connection: driver.Connection) -> None:
    """Compares every table, index, trigger and view with what we make. Raises EnvironmentProblem (hostile)."""
    if sqlite_triggers.schema_digest(connection) == migrate.SCHEMA_DIGEST:
        return
    expected, found = set(migrate.fresh_schema()), set(sqlite_triggers.schema_text(connection))
    strange = sorted(line.split("|")[1] for line in found - expected)
    missing = sorted(line.split("|")[1] for line in expected - found)
    names = ", ".join((strange + missing)[:5])
    raise EnvironmentProblem(
        "hostile",
        _("The structure of this file was changed by another program ({names}).").format(names=names),
        _("It was not opened and not changed. “check --salvage” copies its contents into a fresh file."),
    )


def guarded(connection: driver.Connection) -> driver.Connection:
    """`connection` with ATTACH refused and a time limit on every statement, for files that are not trusted yet."""
    deadline = time.monotonic() + TIME_LIMIT_S

    def authorize(action: int, *_args: object) -> int:
        return 1 if action in _DENIED else 0  # SQLITE_DENY, SQLITE_OK

    connection.set_authorizer(authorize)
    connection.set_progress_handler(lambda: int(time.monotonic() > deadline), 10_000)
    return connection


def _has_journal(path: Path) -> bool:
    for suffix in ("-wal", "-journal"):
        side = path.with_name(path.name + suffix)
        if side.exists() and side.stat().st_size > 0:
            return True
    return False
