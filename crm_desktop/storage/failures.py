"""SQLite's error codes as sentences for the user (architecture 5.12)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.storage import driver

_FULL = ("database or disk is full",)
_LOCKED = ("database is locked", "database table is locked", "database schema is locked")
_DAMAGED = ("malformed", "file is not a database", "database disk image", "database corruption")
_READ_ONLY = ("readonly", "read-only", "query only")
_IO = ("disk i/o error", "unable to open")


def problem_of(error: Exception) -> EnvironmentProblem | None:
    """The sentence for a driver error that the machine or the file caused; None for a bug of ours."""
    text = str(getattr(error, "orig", error)).lower()
    if any(part in text for part in _FULL):
        return disk_full()
    if any(part in text for part in _LOCKED):
        return EnvironmentProblem(
            "locked",
            _("The file is busy: another program holds it."),
            _("Nothing was changed. Try again in a moment."),
        )
    if any(part in text for part in _DAMAGED):
        return damaged()
    if any(part in text for part in _READ_ONLY):
        return EnvironmentProblem(
            "read_only",
            _("The file cannot be written."),
            _("Nothing was changed. Check its permissions, or whether the medium is write-protected."),
        )
    if any(part in text for part in _IO):
        return EnvironmentProblem(
            "io_error",
            _("The disk reported an error."),
            _("What was saved before is safe. Check the disk, then try again."),
        )
    return None


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
    except (driver.Error, sa.exc.DBAPIError, UnicodeDecodeError) as error:
        if isinstance(error, UnicodeDecodeError):
            raise damaged() from error  # the driver decodes text: damaged pages surface here
        problem = problem_of(error)
        if problem is None:
            raise
        raise problem from error
    except OSError as error:
        if error.errno == 28:  # ENOSPC
            raise disk_full() from error
        raise
