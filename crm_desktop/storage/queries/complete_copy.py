"""What a complete copy takes besides the records, and what of it a file has already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

import sqlalchemy as sa

from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.complete_copy import Tie, Tier
from crm_desktop.domain.contacts.records import REF_KINDS
from crm_desktop.storage import bulk
from crm_desktop.storage.engine import raw

_TIES = """select r.id, a.kind, a.id, b.kind, b.id, coalesce(t.key, ''), r.from_on, r.to_on, r.note, r.deleted,
    a.deleted or b.deleted from relationship r join party a on a.id = r.from_party_id
    join party b on b.id = r.to_party_id left join relationship_type t on t.id = r.type_id"""


def ties(connection: sa.Connection, parties: Sequence[Id]) -> list[Tie]:
    """The relations that go out from some records to any that is not in the trash."""
    found: list[Tie] = []
    for chunk in bulk.chunks(parties):
        sql = f"{_TIES} where r.deleted = 0 and b.deleted = 0 and r.from_party_id in ({bulk.marks(chunk)})"
        found += (tie for tie, _gone, _loose in _ties(connection, sql, chunk))
    return found


def related(connection: sa.Connection) -> set[Id]:
    """Every record that has a relation."""
    sql = """select from_party_id from relationship where deleted = 0
        union select to_party_id from relationship where deleted = 0"""
    return {row[0] for row in raw(connection).execute(sql).fetchall()}


def ties_by_id(connection: sa.Connection, ids: Sequence[Id]) -> dict[Id, tuple[Tie, bool, bool]]:
    """The relations with these ids; whether each lies in the trash, and whether one of its two sides does."""
    found: dict[Id, tuple[Tie, bool, bool]] = {}
    for chunk in bulk.chunks(ids):
        sql = f"{_TIES} where r.id in ({bulk.marks(chunk)})"
        found |= {row[0].id: row for row in _ties(connection, sql, chunk)}
    return found


def _ties(connection: sa.Connection, sql: str, bound: Sequence[object]) -> Iterator[tuple[Tie, bool, bool]]:
    for row in raw(connection).execute(sql, list(bound)).fetchall():
        key, kind, party, other_kind, other, word, from_on, to_on, note, is_gone, is_loose = row
        one, two = EntityRef(REF_KINDS[kind], party), EntityRef(REF_KINDS[other_kind], other)
        yield Tie(key, one, two, word, _day(from_on), _day(to_on), note), bool(is_gone), bool(is_loose)


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:  # another SQLite program may have written anything
        return None


def activity_ids(connection: sa.Connection, parties: Sequence[Id] | None) -> list[Id]:
    """The activities of some records; None for all there are, with those that nobody took part in."""
    bare = raw(connection)
    if parties is None:
        return [row[0] for row in bare.execute("select id from activity where deleted = 0 order by id")]
    found: set[Id] = set()
    for chunk in bulk.chunks(parties):
        sql = f"""select a.id from activity_party x join activity a on a.id = x.activity_id and a.deleted = 0
            where x.deleted = 0 and x.party_id in ({bulk.marks(chunk)})"""
        found.update(row[0] for row in bare.execute(sql, chunk))
    return sorted(found)


def tiers(connection: sa.Connection) -> list[Tier]:
    """The tiers, the closest first."""
    sql = "select name, rank, color from tier where deleted = 0 order by coalesce(rank, 1000), name"
    return [Tier(*row) for row in raw(connection).execute(sql)]


def living(connection: sa.Connection, ids: Sequence[Id]) -> set[Id]:
    """Those of these records that are there and not in the trash."""
    found: set[Id] = set()
    for chunk in bulk.chunks(ids):
        sql = f"select id from party where deleted = 0 and id in ({bulk.marks(chunk)})"
        found.update(row[0] for row in raw(connection).execute(sql, chunk))
    return found


def known_activities(connection: sa.Connection, ids: Sequence[Id]) -> set[Id]:
    """Those of these activities that were ever in the file, those in the trash too."""
    found: set[Id] = set()
    for chunk in bulk.chunks(ids):
        sql = f"select id from activity where id in ({bulk.marks(chunk)})"
        found.update(row[0] for row in raw(connection).execute(sql, chunk))
    return found


def users(connection: sa.Connection) -> dict[Id, str]:
    """Everybody who ever wrote in the file, by name."""
    return dict(raw(connection).execute("select id, name from user order by id desc").fetchall())


def people_called(connection: sa.Connection, names: Sequence[str]) -> dict[str, set[Id]]:
    """The contacts with one of these names (folded), by name."""
    found: dict[str, set[Id]] = {}
    for chunk in bulk.chunks(names):
        sql = f"""select fold(display_name), id from party where deleted = 0 and kind = 'person'
            and fold(display_name) in ({bulk.marks(chunk)})"""
        for name, key in raw(connection).execute(sql, chunk).fetchall():
            found.setdefault(name, set()).add(key)
    return found
