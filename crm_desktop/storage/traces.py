"""What SQLite leaves of deleted rows in a file, and clearing it away after records were deleted for good.

Rows that are erased are zeroed as they go. Three places are left: words in the segments of the search index, values
that were overwritten long before in parts of pages that are not used now, and the -wal beside the file. Each statement
here is a transaction of its own, so others write in between; cut off, it is run again (`meta` remembers that).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.storage import driver
from crm_desktop.storage.engine import open_for_writing, raw
from crm_desktop.storage.failures import in_words
from crm_desktop.storage.place import place_of
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
    """Whether records were deleted for good and the traces of them were not cleared away yet."""
    with store.read() as connection:
        row = raw(connection).execute("select value from meta where key = ?", (_KEY,)).fetchone()
    return row is not None and row[0] == "1"


def clear(store: Store, progress: Progress = no_progress, cancel: CancelToken | None = None) -> bool:
    """Clears away what it can; returns whether the whole file was written anew.

    That is left out on a share and for a large file: then values that had been changed long before the record was
    deleted may still stand in parts of the file that nothing uses.

    Raises:
        EnvironmentProblem: the file is busy, or the disk is in the way; to be run again.
        CancelledError: it was stopped; to be run again.
    """
    cancel = cancel or CancelToken()
    with in_words(), closing(open_for_writing(store.path)) as connection:
        connection.execute("pragma secure_delete = on")
        done = 0
        for table in FTS_TABLES:
            for _step in _merge(connection, table):
                done += 1
                progress(done, None)
                cancel.check()
        is_whole = _is_quick(store.path)
        if is_whole:
            with _interrupted_by(cancel, connection):
                connection.execute("vacuum")
        connection.execute("pragma wal_checkpoint(truncate)")
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


def _is_quick(path: Path) -> bool:
    return not place_of(path).is_network and path.stat().st_size < WRITTEN_ANEW_BELOW


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
