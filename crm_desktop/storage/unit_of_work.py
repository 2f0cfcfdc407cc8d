"""One transaction of writes: it names the step in the journal, keeps derived data right, and tells what changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.changes import REBUILD_ABOVE, ChangeSet
from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.storage import bulk
from crm_desktop.storage.engine import raw
from crm_desktop.storage.erased import TOMBSTONE
from crm_desktop.storage.tables.belonging import CHANGE_WORDS, owners_sql


@dataclass(slots=True)
class UnitOfWork:
    """Writes of one transaction. Made by `Store.write`; never kept beyond its `with` block.

    Attributes:
        connection: inside BEGIN IMMEDIATE.
        set_id: the journal's change set that these writes belong to.
        started_at: the file's clock when the transaction began; all stamps of it are greater.
        known: records whose final state the writer holds already, so that indexing need not read them back.
        touched: every record that this transaction makes or changes, if the writer keeps count of them; else
            None, and the journal is asked.
    """

    connection: sa.Connection
    set_id: Id
    started_at: int
    known: dict[Id, PartyRecord] = field(default_factory=dict)
    touched: set[Id] | None = None

    def insert(self, table: sa.Table, rows: Sequence[Mapping[str, Any]]) -> None:
        """Adds `rows` (column -> value, only the columns that have one). Each needs its own new id."""
        bulk.insert(raw(self.connection), table.name, rows)

    def update(self, table: sa.Table, row_id: Id, values: Mapping[str, Any]) -> None:
        """Sets `values` (column -> value) of one row."""
        bulk.update(raw(self.connection), table.name, [row_id], values)

    def update_many(self, table: sa.Table, row_ids: Sequence[Id], values: Mapping[str, Any]) -> None:
        """Sets the same `values` of many rows."""
        bulk.update(raw(self.connection), table.name, row_ids, values)

    def remove(self, table: sa.Table, row_ids: Sequence[Id]) -> None:
        """Puts rows into the trash; only `purging` removes any from the file."""
        self.update_many(table, row_ids, {"deleted": True})


_WIDE = frozenset(
    {"tag", "source", "tier", "custom_field", "setting", "outcome", "cadence_rule", "relationship_type"}
)
"""Tables of which any record may show something."""


def collect_changes(connection: sa.Connection, since: int, set_id: Id | None, origin: Id | None) -> ChangeSet:
    """What the journal recorded after `since` (a moment of the file's clock), by owning record."""
    rows = (
        raw(connection)
        .execute(
            "select tbl, row_id, field from field_clock where hlc > ? limit ?", (since, REBUILD_ABOVE * 8)
        )
        .fetchall()
    )
    if len(rows) >= REBUILD_ABOVE * 8:
        return ChangeSet(set_id, origin, rebuild=True)
    return by_owner(connection, rows, set_id, origin)


def told_changes(work: UnitOfWork, touched: set[Id], origin: Id) -> ChangeSet:
    """The ChangeSet of a transaction whose writer kept count; "*" stands for any field."""
    if len(touched) > REBUILD_ABOVE:
        return ChangeSet(work.set_id, origin, rebuild=True)
    changed = {i: frozenset({"*"}) for i in touched - work.known.keys()}
    return ChangeSet(work.set_id, origin, frozenset(work.known), changed)


def by_owner(
    connection: sa.Connection, rows: Sequence[tuple[str, Id, str]], set_id: Id | None, origin: Id | None
) -> ChangeSet:
    """The ChangeSet of journal rows (table, row, field)."""
    inserted: set[Id] = set()
    fields: dict[Id, set[str]] = {}
    flipped: set[Id] = set()
    erased: set[Id] = set()
    for table, row_id, name in rows:
        if table == "party":
            if name == "*":
                inserted.add(row_id)
            elif name == "deleted":
                flipped.add(row_id)
            elif name == TOMBSTONE:
                erased.add(row_id)
            else:
                fields.setdefault(row_id, set()).add(name)
    for table, ids in _by_table(rows).items():
        for owner in owners(connection, table, sorted(ids)):
            fields.setdefault(owner, set()).add(CHANGE_WORDS[table])
    gone = deleted_among(connection, sorted(flipped | inserted)) | erased
    back = flipped - gone
    inserted = (inserted | back) - gone
    updated = {i: frozenset(names) for i, names in fields.items() if i not in inserted and i not in gone}
    wide = any(table in _WIDE for table, _row, _field in rows)
    if len(inserted) + len(updated) + len(gone) > REBUILD_ABOVE or (wide and not updated and not inserted):
        return ChangeSet(set_id, origin, rebuild=True)
    return ChangeSet(set_id, origin, frozenset(inserted), updated, frozenset(gone))


def _by_table(rows: Sequence[tuple[str, Id, str]]) -> dict[str, set[Id]]:
    found: dict[str, set[Id]] = {}
    for table, row_id, _field in rows:
        if table in CHANGE_WORDS:
            found.setdefault(table, set()).add(row_id)
    return found


def owners(connection: sa.Connection, table: str, row_ids: Sequence[Id]) -> set[Id]:
    """The records that rows of a child table belong to; an activity is told with the people of it."""
    found: set[Id] = set(row_ids) if table == "activity" else set()
    for chunk in bulk.chunks(row_ids):
        for row in raw(connection).execute(owners_sql(table, bulk.marks(chunk)), chunk).fetchall():
            found.update(row)
    return found


def deleted_among(connection: sa.Connection, party_ids: Sequence[Id]) -> set[Id]:
    """Those of `party_ids` that lie in the trash."""
    found: set[Id] = set()
    for chunk in bulk.chunks(party_ids):
        sql = f"select id from party where deleted = 1 and id in ({bulk.marks(chunk)})"
        found.update(row[0] for row in raw(connection).execute(sql, chunk).fetchall())
    return found
