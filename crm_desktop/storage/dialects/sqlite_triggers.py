"""The journal's triggers, generated from the tables as they stand in the file (data-model, The journal).

The generator looks at the database and imports no model, so that a migration can call it at any revision.
The triggers use only functions of SQLite 3.40: a change made with another SQLite program is recorded too.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from crm_desktop.storage import driver

UNJOURNALLED_TABLES = frozenset(
    {"meta", "sync_clock", "change_set", "change_span", "field_clock", "change", "blob", "presence",
     "search_doc", "search_state", "touch_summary", "alembic_version"}
)  # fmt: skip
FTS_PREFIXES = ("search_index", "search_prefix")
UNJOURNALLED_COLUMNS = frozenset({"id", "sort_key", "normalized"})
"""Derived columns, and the key: they are never in the journal and never merged."""

NAME_PREFIX = "crm_"

_WALL_MS = "cast((julianday('now') - 2440587.5) * 86400000 as integer)"
_TICK = f"update sync_clock set prev = last, last = max(last + 1, {_WALL_MS} << 16);"

# A change made while no step of the program is running belongs to a set of kind "outside", one a minute and
# site. RAISE(IGNORE) ends the trigger here for all others, with the row as it is: three statements that would find
# nothing to do cost a quarter of an import's SQL. (It ends RETURNING, too, which SQLite makes a later trigger of.)
_OUTSIDE_ID = "cast(printf('%08x%08x', (last >> 16) / 60000, site & 0xffffffff) as blob)"
_OUTSIDE = f"""
select raise(ignore) from sync_clock where current_set is not null;
insert into change_set (id, at, site, label, kind, state)
  select {_OUTSIDE_ID}, last >> 16, site, 'outside', 'outside', 'done' from sync_clock
  where not exists (select 1 from change_set where id = {_OUTSIDE_ID});
update change_span set hlc_to = (select last from sync_clock)
  where set_id = (select {_OUTSIDE_ID} from sync_clock) and site = (select site from sync_clock)
    and hlc_to = (select prev from sync_clock);
insert into change_span (set_id, site, hlc_from, hlc_to)
  select {_OUTSIDE_ID}, site, last, last from sync_clock
  where not exists (select 1 from change_span s where s.set_id = {_OUTSIDE_ID} and s.site = sync_clock.site
                    and s.hlc_to = sync_clock.last);"""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a user table: its name, and whether it holds bytes (written to the journal as hex)."""

    name: str
    is_bytes: bool


def user_tables(connection: driver.Connection) -> list[str]:
    """The tables whose rows people typed, in alphabetical order."""
    names = [
        row[0]
        for row in connection.execute("select name from sqlite_schema where type = 'table' order by name")
    ]
    return [
        name
        for name in names
        if name not in UNJOURNALLED_TABLES and not name.startswith(("sqlite_", *FTS_PREFIXES))
    ]


def columns(connection: driver.Connection, table: str) -> list[Column]:
    """The journalled columns of `table`, in the order of the table."""
    return [
        Column(name, kind.upper() == "BLOB")
        for _, name, kind, *_rest in connection.execute(f'pragma table_info("{table}")')
        if name not in UNJOURNALLED_COLUMNS
    ]


def statements(table: str, fields: Sequence[Column]) -> dict[str, str]:
    """The five triggers of `table`: name -> SQL."""
    changed = " or ".join(f'old."{c.name}" is not new."{c.name}"' for c in fields)
    befores = " union all ".join(
        f'select \'{c.name}\' k, {_value(c)} v where old."{c.name}" is not new."{c.name}"' for c in fields
    )
    listed = ", ".join(f'"{c.name}"' for c in fields)
    name = f"{NAME_PREFIX}{table}"
    return {
        f"{name}_insert": f"""create trigger {name}_insert after insert on "{table}" begin
{_TICK}
insert into field_clock select '{table}', new.id, '*', last, site from sync_clock;{_OUTSIDE}
end""",
        f"{name}_update": f"""create trigger {name}_update after update of {listed} on "{table}" when {changed} begin
{_TICK}
insert into change (tbl, row_id, hlc, site, set_id, before)
  select '{table}', new.id, last, site, coalesce(current_set, {_OUTSIDE_ID}),
    (select json_group_object(k, v) from ({befores})) from sync_clock;
insert into field_clock (tbl, row_id, field, hlc, site)
  select '{table}', new.id, b.k, last, site from sync_clock, ({befores}) b where true
  on conflict do update set hlc = excluded.hlc, site = excluded.site;{_OUTSIDE}
end""",
        f"{name}_delete": f"""create trigger {name}_delete before delete on "{table}"
when (select erasing from sync_clock) = 0 begin
select raise(abort, 'rows are never removed: set deleted = 1');
end""",
        f"{name}_id": f"""create trigger {name}_id before update of id on "{table}" when old.id is not new.id begin
select raise(abort, 'an id never changes');
end""",
        f"{name}_replace": f"""create trigger {name}_replace before insert on "{table}"
when exists (select 1 from "{table}" where id = new.id) begin
select raise(abort, 'this id exists: insert or replace would wipe the row without a trace');
end""",
    }


def _value(column: Column) -> str:
    old = f'old."{column.name}"'
    return f"case when {old} is null then null else hex({old}) end" if column.is_bytes else old


_GUARDS = {
    f"{NAME_PREFIX}change_guard_update": "create trigger {name} before update on change begin"
    " select raise(abort, 'the journal is only added to'); end",
    f"{NAME_PREFIX}change_guard_delete": "create trigger {name} before delete on change"
    " when (select erasing from sync_clock) = 0 begin select raise(abort, 'the journal is only added"
    " to'); end",
    f"{NAME_PREFIX}field_clock_guard_delete": "create trigger {name} before delete on field_clock"
    " when (select erasing from sync_clock) = 0 begin select raise(abort, 'the journal is only added"
    " to'); end",
    f"{NAME_PREFIX}blob_guard_update": "create trigger {name} before update on blob begin"
    " select raise(abort, 'attachments never change'); end",
    f"{NAME_PREFIX}blob_guard_delete": "create trigger {name} before delete on blob"
    " when (select erasing from sync_clock) = 0 begin select raise(abort, 'attachments are never"
    " removed'); end",
}


def all_statements(connection: driver.Connection) -> dict[str, str]:
    """Every trigger the file must have: name -> SQL, from its tables as they stand."""
    made = {name: sql.format(name=name) for name, sql in _GUARDS.items()}
    for table in user_tables(connection):
        made |= statements(table, columns(connection, table))
    return made


def drop_triggers(connection: driver.Connection) -> None:
    """Takes the generated triggers off, before a migration rebuilds tables."""
    names = [
        row[0]
        for row in connection.execute("select name from sqlite_schema where type = 'trigger'")
        if row[0].startswith(NAME_PREFIX)
    ]
    for name in names:
        connection.execute(f'drop trigger "{name}"')


def make_triggers(connection: driver.Connection) -> None:
    """Makes them again from the tables as they now stand."""
    for sql in all_statements(connection).values():
        connection.execute(sql)


def schema_text(connection: driver.Connection) -> list[str]:
    """The file's schema, one normalised line per object, sorted; FTS shadow tables and SQLite's own left out."""
    rows = connection.execute("select type, name, tbl_name, coalesce(sql, '') from sqlite_schema")
    lines = []
    for kind, name, table, sql in rows:
        is_shadow = kind == "table" and any(name.startswith(f"{p}_") for p in FTS_PREFIXES)
        if name.startswith("sqlite_") or (is_shadow and "create table" in sql.lower()):
            continue
        lines.append("|".join((kind, name, table, " ".join(sql.split()))))
    return sorted(lines)


def schema_digest(connection: driver.Connection) -> str:
    """SHA-256 over `schema_text`: equal for equal schemas."""
    return hashlib.sha256("\n".join(schema_text(connection)).encode()).hexdigest()
