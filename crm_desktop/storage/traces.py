"""What SQLite leaves of deleted rows in a file, and clearing it away after records were deleted for good.

What is overwritten or deleted is zeroed at once (`engine.set_pragmas`). Three places are left: words in the segments of
the search index; copies that SQLite leaves in the gap of a page when it moves half of the rows to another page; and the
-wal beside the file. Each statement here is a transaction of its own, so others write in between; cut off, it is run
again (`meta` remembers that).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.storage import driver, presence
from crm_desktop.storage.engine import open_for_writing, raw
from crm_desktop.storage.failures import in_words
from crm_desktop.storage.store import Store
from crm_desktop.storage.tables.search import FTS_TABLES

WRITTEN_ANEW_BELOW = 128 << 20
"""A file of so many bytes is written anew in under two seconds, during which nobody else can write."""

_MERGE_PAGES = 500
"""Pages of the index that one transaction writes: some 60 ms."""

_KEY = "traces"


def note(bare: driver.Connection) -> None:
    """Remembers in the file that there is something to clear away; inside a transaction that is open."""
    bare.execute(
        "insert into meta (key, value) values (?, '1') on conflict do update set value = '1'", (_KEY,)
    )


def are_left(store: Store) -> bool:
    """Whether records were deleted for good and the file was not written anew since."""
    with store.read() as connection:
        row = raw(connection).execute("select value from meta where key = ?", (_KEY,)).fetchone()
    return row is not None and row[0] == "1"


def clear(store: Store, progress: Progress = no_progress, cancel: CancelToken | None = None) -> bool:
    """Clears away what it can; returns whether the whole file was written anew.

    That is left out on a share, and for a large file while somebody has it open in a window, who could not save
    meanwhile: copies of single values may be left in gaps of pages until it is run again (`are_left`).

    Raises:
        EnvironmentProblem: the file is busy, or the disk is in the way; to be run again.
        CancelledError: it was stopped; to be run again.
    """
    cancel = cancel or CancelToken()
    with in_words(), closing(open_for_writing(store.path)) as connection:
        done = 0
        for table in FTS_TABLES:
            for _step in _merge(connection, table):
                done += 1
                progress(done, None)
                cancel.check()
        is_whole = _is_in_nobodys_way(store)
        if is_whole:
            if not _is_quick(store):
                connection.execute("pragma temp_store = file")
            with _interrupted_by(cancel, connection):
                connection.execute("vacuum")
        connection.execute("pragma wal_checkpoint(truncate)")
    if is_whole:
        store.bookkeeping("delete from meta where key = ?", (_KEY,))
    return is_whole


def _merge(connection: driver.Connection, table: str) -> Iterator[None]:
    """Merges the segments of an index into one, in which deleted words are not; a little at each step."""
    pages = -_MERGE_PAGES  # below zero it begins
    while True:
        before = connection.total_changes
        connection.execute(f"insert into {table} ({table}, rank) values ('merge', ?)", (pages,))
        yield
        if connection.total_changes - before < 2 and pages > 0:  # as the documentation of FTS5 says
            return
        pages = _MERGE_PAGES


def _is_in_nobodys_way(store: Store) -> bool:
    """Whether the file may be written anew: on a disk, quickly or with nobody there who would have to wait."""
    if store.place.is_network:
        return False
    return _is_quick(store) or not (store.is_patient or presence.others(store))


def _is_quick(store: Store) -> bool:
    return store.path.stat().st_size < WRITTEN_ANEW_BELOW


@contextmanager
def _interrupted_by(cancel: CancelToken, connection: driver.Connection) -> Iterator[None]:
    remove = cancel.on_cancel(connection.interrupt)
    try:
        cancel.check()
        yield
    except (driver.Error, EnvironmentProblem):
        cancel.check()
        raise
    finally:
        remove()
