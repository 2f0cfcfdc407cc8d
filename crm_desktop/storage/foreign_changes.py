"""What others wrote into the file since the last look."""

from __future__ import annotations

import logging

import sqlalchemy as sa

from crm_desktop.base.changes import REBUILD_ABOVE, ChangeSet
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.storage import driver
from crm_desktop.storage.engine import raw, set_pragmas
from crm_desktop.storage.failures import in_words
from crm_desktop.storage.store import Store
from crm_desktop.storage.unit_of_work import by_owner

log = logging.getLogger(__name__)


def _is_behind(connection: sa.Connection) -> bool:
    sql = "select (select last from sync_clock) > indexed_hlc from search_state"
    return bool(raw(connection).execute(sql).fetchone()[0])


class ForeignChanges:
    """Asks `pragma data_version` (cheap), and only when that moved reads the journal above what it saw last.

    Its connection is never left inside a transaction: in rollback mode that would block all writers.

    Attributes:
        version: what `pragma data_version` said last; another number after a `poll` means that somebody wrote.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._connection: driver.Connection | None = None
        self.version = -1
        with store.read() as connection:
            self._seen, self._site = raw(connection).execute("select last, site from sync_clock").fetchone()

    def poll(self) -> ChangeSet | None:
        """The changes of others since the last call, by any program; None when there are none.

        Also brings the search index up to date with changes of programs that know nothing of it; when the file is
        busy, at a later call.

        Raises:
            EnvironmentProblem: the file cannot be read at the moment; the next call tells what this one missed.
        """
        with in_words():
            if self._connection is None:
                self._connection = driver.connect(
                    self._store.path, mode="ro" if self._store.is_read_only else "rw"
                )
                set_pragmas(self._connection, query_only=True)
            (version,) = self._connection.execute("pragma data_version").fetchone()
        if version == self.version:
            return None
        with self._store.read() as connection:
            changes = self._changes(connection)
            is_behind = _is_behind(connection)
        self.version = version
        if is_behind:
            self._catch_up()
        return changes

    def _catch_up(self) -> None:
        try:
            self._store.refresh_derived()
        except EnvironmentProblem as problem:
            log.warning("the search index waits: %s", problem.reason)
            self.version = -1  # what was read is told all the same; the index is looked at again

    def _changes(self, connection: sa.Connection) -> ChangeSet | None:
        bare = raw(connection)
        last, site = bare.execute("select last, site from sync_clock").fetchone()
        seen, self._seen = self._seen, last
        if site != self._site or last < seen:
            self._site = site
            return ChangeSet(rebuild=True)  # the file was restored from a backup
        spans = bare.execute(
            "select p.hlc_from, p.hlc_to from change_span p join change_set s on s.id = p.set_id"
            " where p.hlc_to > ? and s.session_id is not ?",
            (seen, self._store.session_id),
        ).fetchall()
        rows: list[tuple[str, bytes, str]] = []
        for first, final in spans:
            rows += bare.execute(
                "select tbl, row_id, field from field_clock where hlc between ? and ?",
                (max(first, seen + 1), final),
            ).fetchall()
            if len(rows) > REBUILD_ABOVE * 8:
                return ChangeSet(rebuild=True)
        return by_owner(connection, rows, None, None) if rows else None

    def close(self) -> None:
        """Ends the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None
