"""Ties between records: relations read from either side, who lives in a household, who has a role in a company."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.contacts.records import REF_KINDS, Affiliation, PartialDate
from crm_desktop.domain.contacts.relations import Relation, RelationType
from crm_desktop.storage import bulk
from crm_desktop.storage.engine import raw
from crm_desktop.storage.rows import columns_of, parsed
from crm_desktop.storage.tables import parties as t

MOST_PEOPLE = 500
"""So many people of a company are read; the rest is counted."""

_UNKNOWN = RelationType("", "", "")
"""Of a relation whose kind another program removed."""


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A place in a household; `person` is the id of who has it."""

    person: Id
    role: str
    from_on: dt.date | None
    to_on: dt.date | None
    id: Id


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """Somebody with a role in a company."""

    person: EntityRef
    name: str
    role: Affiliation


def types(connection: sa.Connection) -> list[RelationType]:
    """The kinds of relation that the file holds, in their order."""
    sql = 'select key, name, inverse_name, "group" from relationship_type where deleted = 0 order by position, id'
    return [RelationType(*row) for row in raw(connection).execute(sql).fetchall()]


def types_with_uses(connection: sa.Connection) -> list[tuple[RelationType, bool, int]]:
    """Every kind that the file ever held, in their order: whether it is retired, and how many relations are of it."""
    sql = """select t.key, t.name, t.inverse_name, t."group", t.deleted, coalesce(u.n, 0) from relationship_type t
        left join (select type_id, count(*) n from relationship where deleted = 0 group by type_id) u
        on u.type_id = t.id
        order by t.position, t.id"""
    rows = raw(connection).execute(sql).fetchall()
    return [(RelationType(*row[:4]), bool(row[4]), row[5]) for row in rows]


def has_type(connection: sa.Connection, type_id: Id) -> bool | None:
    """Whether a kind is in force; False when it lies in the trash, None when it was never there."""
    sql = "select deleted from relationship_type where id = ?"
    row = raw(connection).execute(sql, (type_id,)).fetchone()
    return None if row is None else not row[0]


_RELATIONS = """select r.id, p.id party_id, p.kind, p.display_name, {inverse} is_inverse, r.from_on, r.to_on, r.note,
  t.key, t.name, t.inverse_name, t."group" from relationship r
  join party p on p.id = r.{other} and p.deleted = 0 left join relationship_type t on t.id = r.type_id
  where r.{own} = ?1 and r.deleted = 0 and r.from_party_id <> r.to_party_id"""

_BOTH_SIDES = (
    _RELATIONS.format(own="to_party_id", other="from_party_id", inverse=0)
    + " union all "
    + _RELATIONS.format(own="from_party_id", other="to_party_id", inverse=1)
)


def of_party(connection: sa.Connection, party_id: Id) -> list[Relation]:
    """The relations of a record, each as seen from it; those to records in the trash are left out."""
    cursor = raw(connection).execute(_BOTH_SIDES, (party_id,))
    names = tuple(column[0] for column in cursor.description)
    return [_relation(parsed(names, values)) for values in cursor.fetchall()]


def one(connection: sa.Connection, party_id: Id, relation_id: Id) -> Relation | None:
    """One relation of a record; None when it is gone."""
    return next((r for r in of_party(connection, party_id) if r.id == relation_id), None)


def _relation(row: Mapping[str, Any]) -> Relation:
    kind = (
        RelationType(row["key"], row["name"], row["inverse_name"], row["group"])
        if row["key"] is not None
        else _UNKNOWN
    )
    return Relation(
        kind,
        bool(row["is_inverse"]),
        EntityRef(REF_KINDS[row["kind"]], row["party_id"]),
        row["display_name"],
        row["from_on"],
        row["to_on"],
        row["note"],
        row["id"],
    )


def members(connection: sa.Connection, group_id: Id) -> list[MemberRow]:
    """Everybody who has or had a place in a household or group, as they came, without those in the trash."""
    sql = """select m.member_party_id, m.role, m.from_on, m.to_on, m.id from group_member m
        join party p on p.id = m.member_party_id and p.deleted = 0
        where m.group_party_id = ? and m.deleted = 0 order by m.id"""
    names = ("person", "role", "from_on", "to_on", "id")
    rows = raw(connection).execute(sql, (group_id,)).fetchall()
    return [MemberRow(**parsed(names, row)) for row in rows]


def role_holders(connection: sa.Connection, org_id: Id) -> list[RoleHolder]:
    """Who has or had a role in a company: the present ones by name, then the former, at most MOST_PEOPLE."""
    columns = columns_of(t.affiliation)
    sql = f"""select {", ".join(f"a.{name}" for name in columns)}, p.kind, p.display_name from affiliation a
        join party p on p.id = a.person_id and p.deleted = 0 where a.org_id = ? and a.deleted = 0
        order by a.to_on is not null, p.sort_key, p.id limit {MOST_PEOPLE}"""
    names = (*columns, "kind", "display_name")
    rows = [parsed(names, values) for values in raw(connection).execute(sql, (org_id,)).fetchall()]
    return [
        RoleHolder(EntityRef(REF_KINDS[row["kind"]], row["person_id"]), row["display_name"], _role(row))
        for row in rows
    ]


def _role(row: Mapping[str, Any]) -> Affiliation:
    names = ("title", "department", "role", "is_primary", "from_on", "to_on", "end_reason", "org_id", "id")
    return Affiliation(**{name: row[name] for name in names})


def count_role_holders(connection: sa.Connection, org_id: Id) -> int:
    """How many people have or had a role in a company."""
    sql = """select count(*) from affiliation a join party p on p.id = a.person_id and p.deleted = 0
        where a.org_id = ? and a.deleted = 0"""
    return int(raw(connection).execute(sql, (org_id,)).fetchone()[0])


def birthdays(connection: sa.Connection, ids: Sequence[Id]) -> dict[Id, PartialDate]:
    """The birthday of each of these records that has one."""
    found: dict[Id, PartialDate] = {}
    for chunk in bulk.chunks(ids):
        sql = f"""select party_id, year, month, day from important_date where kind = 'birthday' and deleted = 0
            and party_id in ({bulk.marks(chunk)}) order by position desc, id desc"""
        rows = raw(connection).execute(sql, chunk).fetchall()
        found |= {key: PartialDate(*parts) for key, *parts in rows}
    return found


def put_type(connection: sa.Connection, type_id: Id, kind: RelationType, position: int) -> None:
    """Makes a kind of relation, or takes it out of the trash with these names; one that is there stays as it is."""
    bare = raw(connection)
    row = (kind.key, kind.name, kind.inverse_name, kind.group, position, type_id)
    there = has_type(connection, type_id)
    if there is None:
        sql = """insert into relationship_type (key, name, inverse_name, "group", position, id)
            values (?, ?, ?, ?, ?, ?)"""
        bare.execute(sql, row)
    elif not there:
        sql = """update relationship_type set key = ?, name = ?, inverse_name = ?, "group" = ?, position = ?,
            deleted = 0 where id = ?"""
        bare.execute(sql, row)


def kinds_of(connection: sa.Connection, ids: Sequence[Id]) -> dict[Id, str]:
    """The kind of each of these records that is there and not in the trash."""
    sql = f"select id, kind from party where deleted = 0 and id in ({bulk.marks(ids)})"
    return dict(raw(connection).execute(sql, list(ids)).fetchall())
