"""Verified backups in one step, and their rotation (reliability 2.10). `restoring` puts one back."""

from __future__ import annotations

import datetime as dt
import errno
import glob
import os
import re
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from crm_desktop.base.clock import from_utc_ms
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import new_id
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.storage import driver
from crm_desktop.storage.dialects import sqlite_triggers
from crm_desktop.storage.failures import in_words

SCRAP_AGE_S = 86_400.0
"""No backup takes a day: what is older and unfinished belongs to nobody."""

COPY_PAGES = 4_096
"""Pages copied between two looks at the cancel button: 16 MB."""

KEEP_LAST, KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = 10, 14, 8, 12

_NAME = re.compile(r"^(?P<stamp>\d{8}T\d{6}\d{3}Z) (?P<reason>[a-z-]+)\.crm$")


@dataclass(frozen=True, slots=True)
class Backup:
    """One verified copy.

    Attributes:
        at: when it was made (UTC).
        reason: daily, manual, import, restore, upgrade.
        size: in bytes.
    """

    path: Path
    at: dt.datetime
    reason: str
    size: int


def folder_of(path: Path) -> Path:
    """Where the backups of a file lie: a folder beside it."""
    return path.with_name(f"{path.stem} backups")


def make(
    path: Path,
    reason: str,
    *,
    to: Path | None = None,
    spare: Path | None = None,
    now: dt.datetime | None = None,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> Backup:
    """Copies the file in one step, reads the copy back, and only then gives it its name.

    Args:
        path: a customer file, in use or not.
        reason: one word for the name.
        to: the target file; None puts it into the backup folder and rotates there.
        spare: a backup that is not rotated away now, since it is about to be restored.
        now: the stamp, aware; None is this instant.
        progress: counts the pages copied; reading back is not counted.
        cancel: stops the copying and the reading back.

    Raises:
        EnvironmentProblem: the copy could not be made or did not verify; nothing is left behind.
        CancelledError: nothing is left behind.
    """
    now = now or dt.datetime.now(dt.UTC)
    target = to or folder_of(path) / f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03d}Z {reason}.crm"
    with in_words():
        if to is None:
            target.parent.mkdir(mode=0o700, exist_ok=True)
        copy_verified(path, target, progress, cancel or CancelToken())
        sync_folder(target.parent)
        if to is None:
            prune(path, [target, *([spare] if spare else [])])  # the clock may have been set back
            sweep_scraps(path, now)
    return Backup(target, now, reason, target.stat().st_size)


def before_upgrade(path: Path) -> None:
    """The backup that every upgrade of a schema begins with."""
    make(path, "upgrade")


def copy_verified(path: Path, target: Path, progress: Progress, cancel: CancelToken) -> None:
    """Copies the file in one step, reads the copy back, and names it `target`; on any error nothing is left."""
    building = target.with_name(f".{target.name}.{new_id().hex()[-8:]}.part")
    try:
        os.close(os.open(building, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        mode = "rw" if os.access(path, os.W_OK) else "ro"
        with closing(driver.connect(path, mode=mode)) as source, closing(driver.connect(building)) as copy:
            source.execute("begin")  # one snapshot for the counts and the copy
            counts = row_counts(source)
            _copy_pages(source, copy, progress, cancel)
            copy.execute("pragma journal_mode = delete")  # a backup is one file, without side files
            source.execute("commit")
            with _stoppable(copy, cancel):
                verify(copy, counts)
        with building.open("rb") as stream:
            os.fsync(stream.fileno())
        building.replace(target)
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):  # missing, or the disk that failed already: the first error counts
                building.with_name(building.name + suffix).unlink()


def _copy_pages(
    source: driver.Connection, copy: driver.Connection, progress: Progress, cancel: CancelToken
) -> None:
    def step(_status: int, remaining: int, total: int) -> None:
        cancel.check()
        progress(total - remaining, total)

    source.backup(copy, pages=COPY_PAGES, progress=step)


@contextmanager
def _stoppable(connection: driver.Connection, cancel: CancelToken) -> Iterator[None]:
    """Statements of `connection` end in CancelledError when `cancel` is pulled."""
    remove = cancel.on_cancel(connection.interrupt)
    try:
        cancel.check()
        yield
    except driver.Error:
        cancel.check()
        raise
    finally:
        remove()


def verify(connection: driver.Connection, counts: dict[str, int] | None = None) -> None:
    """Reads a whole copy: integrity, references, row counts. Raises EnvironmentProblem (damaged)."""
    integrity = connection.execute("pragma integrity_check(1)").fetchone()[0]
    broken = connection.execute("pragma foreign_key_check").fetchone()
    if integrity != "ok" or broken or (counts is not None and row_counts(connection) != counts):
        raise EnvironmentProblem(
            "damaged",
            _("The backup did not verify: what was read back differs from the file."),
            _("The copy was thrown away. Run “check”; your file was not changed."),
        )


def row_counts(connection: driver.Connection) -> dict[str, int]:
    """Rows of every user table and of the journal."""
    tables = [*sqlite_triggers.user_tables(connection), "change", "field_clock", "change_set"]
    return {t: connection.execute(f'select count(*) from "{t}"').fetchone()[0] for t in tables}


def listing(path: Path) -> list[Backup]:
    """The backups of a file, newest first."""
    folder = folder_of(path)
    found = []
    for entry in folder.iterdir() if folder.is_dir() else ():
        match = _NAME.match(entry.name)
        if match:
            at = dt.datetime.strptime(match["stamp"][:-1] + "000+0000", "%Y%m%dT%H%M%S%f%z")
            with suppress(FileNotFoundError):  # another program on the file has just pruned it
                found.append(Backup(entry, at, match["reason"], entry.stat().st_size))
    return sorted(found, key=lambda b: b.at, reverse=True)


def is_due(path: Path, now: dt.datetime) -> bool:
    """Whether the file has no backup of the last 24 hours; one of a clock that was ahead does not count."""
    day = dt.timedelta(hours=24)
    return not any(abs(now - one.at) <= day for one in listing(path))


def prune(path: Path, spared: Collection[Path] = ()) -> list[Path]:
    """Removes backups of a file that no rule keeps: the last 10, the newest of 14 days, 8 weeks and 12 months.

    Args:
        path: the file.
        spared: what is kept whatever the rules say.

    Returns:
        What was removed.
    """
    made = listing(path)
    keep = {b.path for b in made[:KEEP_LAST]}
    for count, period in ((KEEP_DAYS, "%Y%m%d"), (KEEP_WEEKS, "%G%V"), (KEEP_MONTHS, "%Y%m")):
        keep |= _newest_of(made, count, period)
    safe = {one.resolve() for one in spared}
    gone = [b.path for b in made if b.path not in keep and b.path.resolve() not in safe]
    for old in gone:
        old.unlink(missing_ok=True)
    return gone


def sweep_scraps(path: Path, now: dt.datetime) -> None:
    """Removes what a backup, a restore or a creation that was killed left half made more than a day ago."""
    name = glob.escape(path.name)
    scraps = [*folder_of(path).glob(".*.part*"), *path.parent.glob(f".{name}.*.new*")]
    scraps += path.parent.glob(
        f".*{name}.*.restore*"
    )  # the copy that is built for a restore has one dot more
    for scrap in scraps:
        with suppress(OSError):
            if now.timestamp() - scrap.stat().st_mtime > SCRAP_AGE_S:
                scrap.unlink()


def _newest_of(made: list[Backup], count: int, period: str) -> set[Path]:
    """The newest backup of each of the last `count` periods (a strftime format) that have one."""
    newest: dict[str, Path] = {}
    for one in made:
        newest.setdefault(one.at.strftime(period), one.path)
    return set(list(newest.values())[:count])


def clock_time(hlc: int) -> dt.datetime:
    """The instant of a moment of the file's clock."""
    return from_utc_ms(hlc >> 16)


def sync_folder(folder: Path) -> None:
    """Makes a new name in `folder` durable where the system can: not on Windows, nor on some network file systems."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
            raise
    finally:
        os.close(handle)
