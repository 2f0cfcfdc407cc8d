"""What happened to a record, and the named steps of the file: read from the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.clock import from_utc_ms
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.storage import bulk, driver
from crm_desktop.storage.engine import raw
from crm_desktop.storage.erased import ERASED
from crm_desktop.storage.queries.past import decode_before
from crm_desktop.storage.tables import metadata
from crm_desktop.storage.tables.belonging import LIST_WORDS, OWNER_COLUMNS


@dataclass(frozen=True, slots=True)
class RawChange:
    """One change of one field.

    Attributes:
        field: column, or "*" when the row was made.
        before, after: values as stored; None for a new row's before.
        row: the whole row as it stands now, to say which phone or address it is.
        seen_from: the column that names the record whose history this is; "" for a change of the record itself.
    """

    hlc: int
    set_id: Id | None
    table: str
    row_id: Id
    field: str
    before: Any
    after: Any
    row: dict[str, Any]
    seen_from: str = ""


@dataclass(frozen=True, slots=True)
class StepEntry:
    """One step of the journal, as Recent changes shows it.

    Attributes:
        kind: edit, import, merge, bulk, rule, undo, redo, cancel, erase, outside, system.
        state: open, done, cancelled or erased.
    """

    set_id: Id
    at: dt.datetime
    who: str
    label: str
    kind: str
    state: str
    is_undone: bool
    undoes_id: Id | None = None

    @property
    def is_erased(self) -> bool:
        """Whether it deleted for good, or nothing is left of what it did: it cannot be undone."""
        return self.state == ERASED


def changes_of(connection: sa.Connection, party_id: Id) -> list[RawChange]:
    """Every recorded change of a record and of what belongs to it, newest first."""
    bare = raw(connection)
    found: list[RawChange] = []
    for table in ("party", *LIST_WORDS):
        for column in OWNER_COLUMNS[table]:
            for row in _rows(bare, table, column, party_id):
                found += _row_changes(bare, table, row, column if table != "party" else "")
    found.sort(key=lambda c: (-c.hlc, c.table, c.field))
    return found


def _rows(bare: driver.Connection, table: str, column: str, key: Id) -> list[dict[str, Any]]:
    """The latest rows of a table with `key` in `column`, with what is needed to tell them."""
    select = _ROWS.get(table) or f'select x.* from "{table}" x'
    cursor = bare.execute(f"{select} where x.{column} = ? order by x.id desc limit {_MOST_ROWS}", (key,))
    names = [c[0] for c in cursor.description]
    return [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]


def row_of(connection: sa.Connection, table: str, row_id: Id) -> dict[str, Any]:
    """A row as it stands now, with what is needed to tell it; {} when it is gone."""
    found = _rows(raw(connection), table, "id", row_id)
    return found[0] if found else {}


_MOST_ROWS = 2000
"""Of people in a company or group the latest so many have their history told."""

_ROWS = {
    "relationship": "select x.*, t.name type_name, t.inverse_name from relationship x"
    " left join relationship_type t on t.id = x.type_id",
    "group_member": "select x.*, g.kind group_kind from group_member x"
    " left join party g on g.id = x.group_party_id",
    "custom_value": "select x.*, f.label field_label, f.type field_type from custom_value x"
    " left join custom_field f on f.id = x.field_id",
}
"""Table -> the rows of it, where they need more than their own columns to be told."""


def _row_changes(
    bare: driver.Connection, table: str, row: dict[str, Any], seen_from: str
) -> Iterator[RawChange]:
    now = dict(row)
    changes = bare.execute(
        "select hlc, set_id, before from change where tbl = ? and row_id = ? order by hlc desc, site desc",
        (table, row["id"]),
    ).fetchall()
    for hlc, set_id, text in changes:
        for name, before in decode_before(metadata.tables[table], text).items():
            yield RawChange(hlc, set_id, table, row["id"], name, before, now.get(name), row, seen_from)
            now[name] = before
    made = bare.execute(
        "select hlc, site from field_clock where tbl = ? and row_id = ? and field = '*'", (table, row["id"])
    ).fetchone()
    if made:
        yield RawChange(made[0], set_of_stamp(bare, *made), table, row["id"], "*", None, now, row, seen_from)


_POINTERS = {
    "tag_id": ("tag", "name"),
    "source_id": ("source", "name"),
    "tier_id": ("tier", "name"),
    "type_id": ("relationship_type", "name"),
    "from_party_id": ("party", "display_name"),
    "to_party_id": ("party", "display_name"),
    "person_id": ("party", "display_name"),
    "member_party_id": ("party", "display_name"),
    "org_id": ("party", "display_name"),
    "group_party_id": ("party", "display_name"),
    "party_id": ("party", "display_name"),
    "subject_id": ("party", "display_name"),
    "field_id": ("custom_field", "key"),
    "outcome_id": ("outcome", "name"),
    "owner_id": ("user", "name"),
}
"""Column -> table and column of the name of what it points at."""


@dataclass(frozen=True, slots=True)
class Pointed:
    """What the rows of a history point at.

    Attributes:
        names: id -> name, of own fields their key.
        inverse: id of a kind of relation -> what its other side is called.
    """

    names: dict[Id, str] = field(default_factory=dict)
    inverse: dict[Id, str] = field(default_factory=dict)


def pointed_at(connection: sa.Connection, changes: Sequence[RawChange]) -> Pointed:
    """The names of all tags, companies, groups, kinds of relation, own fields, … that these changes mention."""
    wanted: dict[tuple[str, str], set[Id]] = {}
    for change in changes:
        pointers = {name: {change.row[name]} for name in _POINTERS if change.row.get(name)}
        if change.field in _POINTERS:
            pointers[change.field] = {change.before, change.after, change.row[change.field]} - {None}
        for name, ids in pointers.items():
            wanted.setdefault(_POINTERS[name], set()).update(ids)
    names: dict[Id, str] = {}
    for (table, column), ids in wanted.items():
        names |= _names(connection, table, column, ids)
    kinds = wanted.get(_POINTERS["type_id"], set())
    return Pointed(names, _names(connection, "relationship_type", "inverse_name", kinds))


def _names(connection: sa.Connection, table: str, column: str, ids: set[Id]) -> dict[Id, str]:
    found: dict[Id, str] = {}
    for chunk in bulk.chunks(sorted(ids)):
        sql = f"select id, {column} from {table} where id in ({bulk.marks(chunk)})"
        found |= dict(raw(connection).execute(sql, chunk).fetchall())
    return found


def set_of_stamp(bare: driver.Connection, hlc: int, site: int) -> Id | None:
    """The set in whose span a stamp lies."""
    row = bare.execute(
        (
            "select set_id from change_span where hlc_to >= ? and hlc_from <= ? and site = ? order by"
            " hlc_to limit 1"
        ),
        (hlc, hlc, site),
    ).fetchone()
    return row[0] if row else None


OUTSIDE = "outside"
"""Kind of a step that no step of the program was running for."""

_STEPS = """select s.id, s.at, coalesce(u.name, ''), s.label, s.kind, s.state, s.is_undone, s.undoes_id
from change_set s left join user u on u.id = s.user_id"""


def steps(connection: sa.Connection, set_ids: set[Id]) -> dict[Id, StepEntry]:
    """The named steps of `set_ids`."""
    found: dict[Id, StepEntry] = {}
    for chunk in bulk.chunks(sorted(set_ids)):
        for row in raw(connection).execute(f"{_STEPS} where s.id in ({bulk.marks(chunk)})", chunk).fetchall():
            found[row[0]] = _step(row)
    return found


def last_step_on(connection: sa.Connection, table: str, row_id: Id, field: str) -> StepEntry | None:
    """The step that gave a field (column) of a row its value, its `at` being that of the change itself."""
    bare = raw(connection)
    stamp = bare.execute(
        "select hlc, site from field_clock where tbl = ? and row_id = ? and field in (?, '*')"
        " order by hlc desc limit 1",
        (table, row_id, field),
    ).fetchone()
    set_id = set_of_stamp(bare, *stamp) if stamp else None
    step = steps(connection, {set_id}).get(set_id) if set_id else None
    return replace(step, at=from_utc_ms(stamp[0] >> 16)) if step else None


def recent_steps(connection: sa.Connection, since_ms: int, limit: int = 1000) -> list[StepEntry]:
    """Steps since an instant (UTC milliseconds), newest first, without the program's own bookkeeping."""
    sql = (
        f"{_STEPS} where s.at >= ? and s.kind not in ('system', 'cancel') and s.state <> 'cancelled'"
        " order by s.at desc, s.id desc limit ?"
    )
    return [_step(row) for row in raw(connection).execute(sql, (since_ms, limit)).fetchall()]


def last_step_to_undo(connection: sa.Connection, user_id: Id) -> StepEntry | None:
    """The newest step of this user that is in force."""
    return _one(
        connection,
        (
            "s.user_id = ? and s.state = 'done' and not s.is_undone and s.kind not in ('undo', 'redo',"
            " 'cancel', 'outside', 'system')"
        ),
        user_id,
    )


def last_step_to_redo(connection: sa.Connection, user_id: Id) -> StepEntry | None:
    """The newest undo of this user in force, unless they did something else after it."""
    undo = _one(
        connection, "s.user_id = ? and s.kind = 'undo' and s.state = 'done' and not s.is_undone", user_id
    )
    newest = last_step_to_undo(connection, user_id)
    if undo is None or (newest is not None and newest.at > undo.at):
        return None
    return undo


def _one(connection: sa.Connection, condition: str, *values: Any) -> StepEntry | None:
    row = (
        raw(connection)
        .execute(f"{_STEPS} where {condition} order by s.at desc, s.id desc limit 1", values)
        .fetchone()
    )
    return _step(row) if row else None


def _step(row: tuple[Any, ...]) -> StepEntry:
    set_id, at, who, label, kind, state, is_undone, undoes_id = row
    if kind == OUTSIDE:  # named by a trigger
        label = _("Change made with another program")
    return StepEntry(set_id, from_utc_ms(at), who, label, kind, state, bool(is_undone), undoes_id)
