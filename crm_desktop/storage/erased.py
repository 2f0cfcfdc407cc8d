"""What is left of rows that were deleted for good, and how undo gets along without them (data-model, Keys).

Of an erased record or activity stays a *tombstone*: a row of `field_clock` with its id and when it went, so that other
windows hear of it and a copy of the file can learn of it. Of each step that was at an erased record stays an empty row
in `change`: it says that the step had to do with it, and holds no value. Neither holds anything that somebody typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from crm_desktop.base.ids import Id
from crm_desktop.storage import bulk, driver
from crm_desktop.storage.tables import metadata

ERASED = "erased"
"""State of a step that nobody can undo: it deleted for good, or all that it did was deleted for good since."""

KIND = "erase"
"""Kind of the step that deletes for good."""

TOMBSTONE = "-"
"""Field of the clock row that stays of an erased row; "*" is the one that was written when the row was made."""

BEREFT = "~"
"""Field of the clock row of a record that lost a tie, a membership or a name in an activity to an erased one."""

NO_VALUES = "{}"
"""`before` of the journal row that stays of a step that was at an erased record."""


def erased_of(bare: driver.Connection, set_id: Id) -> int:
    """How many records that a step was at have been deleted for good since."""
    sql = f"""select count(distinct c.row_id) from change c where c.set_id = ? and c.tbl = 'party'
        and c.before = '{NO_VALUES}' and not exists (select 1 from party p where p.id = c.row_id)"""
    return int(bare.execute(sql, (set_id,)).fetchone()[0])


def among(bare: driver.Connection, ids: Iterable[Id]) -> set[Id]:
    """Those of these records that were deleted for good in this file, as far as it knows."""
    found: set[Id] = set()
    for chunk in bulk.chunks(sorted(ids)):
        sql = f"""select row_id from field_clock where tbl = 'party' and field = '{TOMBSTONE}'
            and row_id in ({bulk.marks(chunk)})"""
        found.update(row[0] for row in bare.execute(sql, chunk).fetchall())
    return found


def spare_dangling(bare: driver.Connection, updates: dict[tuple[str, Id], dict[str, Any]]) -> None:
    """Takes out of `updates` (table and row -> column -> value) each value that names a row which is no more."""
    wanted: dict[str, set[Id]] = {}
    for table, name, value in _links(updates):
        wanted.setdefault(_target(table, name), set()).add(value)
    there = {target: _existing(bare, target, ids) for target, ids in wanted.items()}
    for (table, row_id), values in list(updates.items()):
        for name in [n for n, v in values.items() if _target(table, n) and v is not None]:
            if values[name] not in there[_target(table, name)]:
                del values[name]
        if not values:
            del updates[table, row_id]


def _links(updates: dict[tuple[str, Id], dict[str, Any]]) -> list[tuple[str, str, Id]]:
    return [
        (table, name, value)
        for (table, _row), values in updates.items()
        for name, value in values.items()
        if value is not None and _target(table, name)
    ]


def _target(table: str, column: str) -> str:
    """The table that a column points into; "" for one that holds a value."""
    keys = metadata.tables[table].columns[column].foreign_keys
    return next((key.column.table.name for key in keys), "")


def _existing(bare: driver.Connection, table: str, ids: set[Id]) -> set[Id]:
    found: set[Id] = set()
    for chunk in bulk.chunks(sorted(ids)):
        sql = f'select id from "{table}" where id in ({bulk.marks(chunk)})'
        found.update(row[0] for row in bare.execute(sql, chunk).fetchall())
    return found
