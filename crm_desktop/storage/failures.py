"""SQLite's error codes as sentences for the user (architecture 5.12)."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.storage import driver

_FULL = 13
_LOCKED = frozenset({5, 6, 15})  # BUSY, LOCKED, PROTOCOL
_CORRUPT = 11
_DAMAGED = frozenset({_CORRUPT, 26})  # CORRUPT, NOTADB
_READ_ONLY = frozenset({3, 8})  # PERM, READONLY
_IO = frozenset({10, 14})  # IOERR, CANTOPEN
"""Primary result codes of SQLite (sqlite.org/rescode.html)."""

_TEXTS = {
    "database or disk is full": 13,
    "database is locked": 5,
    "database table is locked": 6,
    "database disk image is malformed": 11,
    "file is not a database": 26,
    "attempt to write a readonly database": 8,
    "disk I/O error": 10,
    "unable to open database file": 14,
}
"""What sqlite3_errstr says for them."""

_JOURNAL_TWICE = ("UNIQUE constraint failed: field_clock.", "UNIQUE constraint failed: change.")
"""The journal's triggers write each stamp once; one that is there already was put there by damage."""

_NAMELESS = "constraint failed"
"""Rules of the schema are named when they are broken; SQLite's own, which only a damaged table can break, are not."""

_FULL_NUMBERS = frozenset({errno.ENOSPC, errno.EDQUOT})
_READ_ONLY_NUMBERS = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})
_IO_NUMBERS = frozenset(
    {errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN, errno.ENOTCONN}
)
"""A share that went away answers with the last five."""


def problem_of(error: Exception) -> EnvironmentProblem | None:
    """The sentence for a driver error that the machine or the file caused; None for a bug of ours."""
    cause = getattr(error, "orig", error)
    if str(cause).startswith(_JOURNAL_TWICE) or str(cause) == _NAMELESS:
        return damaged()
    code = _code_of(cause)
    if code == _FULL:
        return disk_full()
    if code in _LOCKED:
        return busy()
    if code in _DAMAGED:
        return damaged()
    if code in _READ_ONLY:
        return _read_only()
    if code in _IO:
        return _io_error()
    return None


def _code_of(error: Exception) -> int:
    """The primary result code; 0 when there is none. The driver's backup tells it only by its text."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    if str(error).startswith(
        "invalid fts5 file format"
    ):  # the search index says it with the code for "something"
        return _CORRUPT
    if code is not None:
        return code & 0xFF
    if str(error).startswith("Could not decode"):  # text that a damaged page gave
        return _CORRUPT
    return _TEXTS.get(str(error), 0)


def problem_of_system(error: OSError) -> EnvironmentProblem | None:
    """The sentence for an operating system's error of the same kinds; None for any other."""
    if error.errno in _FULL_NUMBERS:
        return disk_full()
    if error.errno in _READ_ONLY_NUMBERS:
        return _read_only()
    if error.errno in _IO_NUMBERS:
        return _io_error()
    return None


def _read_only() -> EnvironmentProblem:
    return EnvironmentProblem(
        "read_only",
        _("The file cannot be written."),
        _("Nothing was changed. Check its permissions, or whether the medium is write-protected."),
    )


def _io_error() -> EnvironmentProblem:
    return EnvironmentProblem(
        "io_error",
        _("The disk reported an error."),
        _("What was saved before is safe. Check the disk, then try again."),
    )


def busy(what: str = "") -> EnvironmentProblem:
    """Another program writes; `what` says more about it, if more is known."""
    return EnvironmentProblem(
        "locked",
        what or _("The file is busy: another program holds it."),
        _("Nothing was changed. Try again in a moment."),
    )


def disk_full() -> EnvironmentProblem:
    """The disk has no room left."""
    return EnvironmentProblem(
        "disk_full",
        _("The disk is full."),
        _("Nothing was changed and what was saved before is safe. Free some space, then try again."),
    )


def damaged() -> EnvironmentProblem:
    """The file is not what was written."""
    return EnvironmentProblem(
        "damaged",
        _("The file is damaged."),
        _("It was not changed. Restore a backup, or rescue what is readable with “check --salvage”."),
    )


@contextmanager
def in_words() -> Iterator[None]:
    """Turns driver errors that the machine caused into EnvironmentProblem; all others pass as they are."""
    try:
        yield
    except (driver.Error, sa.exc.DBAPIError) as error:
        problem = problem_of(error)
        if problem is None:
            raise
        raise problem from error
    except UnicodeDecodeError as error:  # text that a damaged page gave
        raise damaged() from error
    except OSError as error:
        problem = problem_of_system(error)
        if problem is None:
            raise
        raise problem from error
