"""Putting a backup in place of what a file holds, without losing what anybody saved meanwhile (reliability 2.10).

Before a restore the file is backed up. What another program saves after that backup and before the restore would be in
neither: so the file's clock is read once more when nobody else can write, and if it went on, nothing is done.
"""

from __future__ import annotations

from contextlib import closing, suppress
from pathlib import Path

from crm_desktop.base.ids import new_id
from crm_desktop.base.progress import CancelToken, no_progress
from crm_desktop.storage import backup, driver
from crm_desktop.storage.engine import open_for_writing
from crm_desktop.storage.failures import in_words

Moment = tuple[int, int]
"""The file's clock and its site: another pair, another content."""


class _OvertakenError(Exception):
    """Somebody has written since the backup."""


def restore(path: Path, source: Path, safety: Path, site: int) -> bool:
    """Puts the content of the verified backup `source` into the living file, as one transaction of SQLite.

    Other programs that have the file open see it at once. The result gets a new `site`, because from here on it
    is another copy than the one that went on from that backup.

    Args:
        path: the living file.
        source: what is to be in it.
        safety: the backup of what is in it now.
        site: a fresh number for the copy that comes into being.

    Returns:
        Whether it was done; False when somebody has written since `safety` was made. Then the file is as they left it.

    Raises:
        EnvironmentProblem: the backup did not verify or the file could not be written; the file is as before.
    """
    staged = path.with_name(f".{path.name}.{new_id().hex()[-8:]}.restore")
    try:
        with in_words():
            backup.copy_verified(source, staged, no_progress, CancelToken())
            with closing(driver.connect(staged)) as copy:
                copy.execute("update sync_clock set site = ?, current_set = null", (site,))
                copy.execute("delete from presence")
                _put_into(path, copy, _moment_of(safety))
    except _OvertakenError:
        return False
    finally:
        for suffix in ("", "-journal"):
            with suppress(OSError):
                staged.with_name(staged.name + suffix).unlink()
    return True


def _put_into(path: Path, copy: driver.Connection, expected: Moment) -> None:
    """Copies all pages of `copy` over the file, if that is still at the moment `expected`."""
    with closing(open_for_writing(path)) as living:
        (mode,) = living.execute("pragma journal_mode").fetchone()
        if mode == "wal":
            _copy_watched(path, copy, living, expected)
            return
        _take_alone(living)
        if _moment(living) != expected:
            raise _OvertakenError
        copy.backup(living)


def _copy_watched(path: Path, copy: driver.Connection, living: driver.Connection, expected: Moment) -> None:
    """In WAL mode: from the first page on nobody else can write, but everybody can read what was there."""
    (pages,) = copy.execute("pragma page_count").fetchone()
    with closing(driver.connect(path)) as reader:
        stopped: list[Exception] = []

        def look(_status: int, remaining: int, _total: int) -> None:
            try:
                if remaining and _moment(reader) != expected:
                    raise _OvertakenError  # what was copied is rolled back
            except (driver.Error, _OvertakenError) as error:
                stopped.append(error)
                raise

        # Fewer pages than there are: with the last one all would be in place before the first look.
        try:
            copy.backup(living, pages=min(backup.COPY_PAGES, pages - 1), progress=look)
        except SystemError:  # the error was lost while a file layer in Python rolled back (the fault harness)
            if not stopped:
                raise
            raise stopped[0] from None


def _take_alone(living: driver.Connection) -> None:
    """In rollback mode: nobody else gets at the file until this connection is closed."""
    living.execute("pragma locking_mode = exclusive")
    living.execute("begin exclusive")
    living.execute("commit")


def _moment_of(path: Path) -> Moment:
    with closing(driver.connect(path, mode="ro")) as connection:
        return _moment(connection)


def _moment(connection: driver.Connection) -> Moment:
    last, site = connection.execute("select last, site from sync_clock").fetchone()
    return last, site
