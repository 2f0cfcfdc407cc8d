"""Creating and opening customer files: every check comes before the first change (reliability 2, 5 no. 13)."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from crm_desktop import __version__
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id, id_from_text, new_id
from crm_desktop.storage import backup, derived, driver, inspection, migrate, presence, taking_back
from crm_desktop.storage.engine import journal_mode, raw
from crm_desktop.storage.failures import damaged, in_words
from crm_desktop.storage.header import SCHEMA_VERSION
from crm_desktop.storage.place import place_of
from crm_desktop.storage.store import Store, new_site

log = logging.getLogger(__name__)

SUFFIX = ".crm"


@dataclass(frozen=True, slots=True)
class Opened:
    """An open file, and what its user should be told about the opening.

    Attributes:
        notices: translated sentences, such as a step that a crash had cut off and that was taken back.
    """

    store: Store
    notices: tuple[str, ...] = ()


def create_store(path: Path, *, user_name: str, locale: derived.Locale | None = None) -> Store:
    """Makes a new, empty customer file and opens it.

    It is built under another name and put in place when it is complete, so a crash leaves nothing half made.

    Raises:
        EnvironmentProblem: exists, missing (the folder), or the disk was in the way.
    """
    if path.exists():
        raise EnvironmentProblem(
            "exists",
            _("“{name}” exists already.").format(name=path.name),
            _("Choose another name, or open it."),
        )
    if not path.parent.is_dir():
        raise EnvironmentProblem(
            "missing",
            _("There is no folder “{name}”.").format(name=path.parent),
            _("Create it, or choose another one."),
        )
    building = path.with_name(f".{path.name}.{new_id().hex()[-8:]}.new")
    try:
        with in_words():
            os.close(os.open(building, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
            migrate.upgrade_file(building)
            _found(building)
            _put_in_place(building, path)
            backup.sync_folder(path.parent)
    except FileExistsError as error:
        raise EnvironmentProblem(
            "exists",
            _("“{name}” exists already.").format(name=path.name),
            _("Choose another name, or open it."),
        ) from error
    finally:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):  # missing, or the disk that failed already: the first error counts
                building.with_name(building.name + suffix).unlink()
    return open_store(path, user_name=user_name, locale=locale).store


def _put_in_place(building: Path, path: Path) -> None:
    """Gives the finished file its name without ever replacing another. Raises FileExistsError."""
    try:
        os.link(building, path)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if path.exists():
            raise FileExistsError(path) from None
        building.rename(path)


def _found(path: Path) -> None:
    """Writes down what the new file is: its identity, its first site, the start of its clock."""
    connection = driver.connect(path)
    try:
        connection.execute("pragma synchronous = full")
        connection.execute("begin immediate")
        facts = {
            "dataset_id": new_id().hex(),
            "created_with": __version__,
            "min_reader": "1",
            "min_writer": "1",
        }
        connection.executemany("insert into meta (key, value) values (?, ?)", list(facts.items()))
        connection.execute(
            (
                "insert into sync_clock (one, last, prev, site, current_set, erasing) values (1, 0, 0,"
                " ?, null, 0)"
            ),
            (new_site(),),
        )
        connection.execute("commit")
    finally:
        connection.close()


def open_store(
    path: Path,
    *,
    user_name: str,
    locale: derived.Locale | None = None,
    read_only: bool = False,
    before_upgrade: Callable[[Path], None] | None = None,
) -> Opened:
    """Opens an existing file: checks, upgrade of an older schema, recovery after a crash.

    Args:
        path: the file.
        user_name: who writes, for the journal.
        locale: region and language for derived text.
        read_only: do not even try to write.
        before_upgrade: called with the path before an older schema is upgraded; makes the verified backup.

    Raises:
        EnvironmentProblem: the file was refused (and not changed), or cannot be read.
    """
    header = inspection.inspect(path)
    read_only = read_only or not _may_be_written(path)
    if header.schema_version < SCHEMA_VERSION:
        if read_only:
            raise EnvironmentProblem(
                "read_only",
                _(
                    "“{name}” has an older version and cannot be upgraded, since it may not be written."
                ).format(name=path.name),
                _("It was not changed. Copy it to a place where you may write, and open the copy."),
            )
        with in_words():
            (before_upgrade or backup.before_upgrade)(path)
            migrate.upgrade_file(path)
    place = place_of(path)
    with in_words():
        dataset_id = _prepare(path, read_only=read_only, mode=journal_mode(is_network=place.is_network))
    store = Store(path, dataset_id, place, read_only, user_name, locale or derived.Locale())
    notices = () if read_only else _recover(store)
    if place.is_network:
        notices += (
            _(
                "This file lies on a share ({filesystem}). Working on it together is a preview: keep"
                " backups, and let one person at a time make large changes."
            ).format(filesystem=place.filesystem or "?"),
        )
    return Opened(store, notices)


def _may_be_written(path: Path) -> bool:
    """Whether the file may be written, and its journal too: that lies beside it."""
    sides = (path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal"))
    return os.access(path, os.W_OK) and (
        os.access(path.parent, os.W_OK) or any(side.exists() for side in sides)
    )


def _prepare(path: Path, *, read_only: bool, mode: str) -> Id:
    """The first real connection: schema once more, then the journal mode; returns the dataset id."""
    connection = driver.connect(path, mode="ro" if read_only else "rw")
    try:
        inspection.check_schema(inspection.guarded(connection))
        connection.set_progress_handler(None, 0)
        connection.set_authorizer(None)
        (dataset,) = connection.execute("select value from meta where key = 'dataset_id'").fetchone() or ("",)
        dataset_id = id_from_text(dataset)
        if not read_only:
            _set_mode(connection, mode)
        return dataset_id
    except ValueError as error:
        raise EnvironmentProblem(
            "damaged", _("The file has lost its identity."), _("It was not changed. Restore a backup.")
        ) from error
    finally:
        connection.close()


def _set_mode(connection: driver.Connection, mode: str) -> None:
    """Sets the journal mode; when that rewrites the header, only of a file whose pages are sound."""
    (now,) = connection.execute("pragma journal_mode").fetchone()
    if now != mode and "wal" in (now, mode):
        _quick_check(connection)
    (got,) = connection.execute(f"pragma journal_mode = {mode}").fetchone()
    if got != mode:
        log.warning("journal mode is %s, wanted %s: another program has the file open", got, mode)


def _recover(store: Store) -> tuple[str, ...]:
    """After a crash: a quick check, and steps that were cut off are taken back."""
    notices: list[str] = []
    try:
        with store.read() as connection:
            dead = presence.dead_sessions(connection, store.host)
        if dead:
            with store.read() as connection:
                _quick_check(raw(connection))  # before they are struck off: refused once, refused every time
            presence.remove(store, dead)
        with store.read() as connection:
            living = presence.living_sessions(connection, store.host)
        for label in taking_back.take_back_open_steps(store, living):
            notices.append(
                _("“{step}” was cut off before it was finished. What it had done was taken back.").format(
                    step=label
                )
            )
        store.refresh_derived()
    except EnvironmentProblem as problem:
        if problem.reason != "locked":
            store.close()
            raise
        log.warning("recovery waits: the file is busy")
    return tuple(notices)


def _quick_check(connection: driver.Connection) -> None:
    rows = connection.execute("pragma quick_check(1)").fetchall()
    if rows != [("ok",)]:
        raise damaged()
