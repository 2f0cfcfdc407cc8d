"""Lists of records: which, in what order, and the lines that show them (architecture 5.1, id snapshot)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import PartyRow
from crm_desktop.domain.text_folding import fold
from crm_desktop.storage import bulk, search
from crm_desktop.storage.engine import raw
from crm_desktop.storage.failures import damaged
from crm_desktop.storage.queries.filters import where_sql

_FIRST_POINT = (
    "(select min({column}) from contact_point c where c.party_id = p.id and c.kind = '{kind}'"
    " and c.deleted = 0)"
)
_FIRST_ADDRESS = "(select min(a.{column}) from address a where a.party_id = p.id and a.deleted = 0)"

SORTS = {
    "display_name": "p.sort_key",
    "kind": "p.kind",
    "given": "fold(p.given)",
    "family": "fold(p.family)",
    "account_no": "p.account_no",
    "source": "(select fold(name) from source s where s.id = p.source_id)",
    "email": _FIRST_POINT.format(column="value", kind="email"),
    "phone": _FIRST_POINT.format(column="normalized", kind="phone"),
    "city": _FIRST_ADDRESS.format(column="locality"),
    "place": _FIRST_ADDRESS.format(column="locality"),
    "postcode": _FIRST_ADDRESS.format(column="postcode"),
    "country": _FIRST_ADDRESS.format(column="country"),
    "changed_at": "(select d.changed_hlc from search_doc d where d.party_id = p.id)",
    "created_at": "p.id",
}
"""Sort key of a list -> SQL. Only the name has an index; the others sort in SQLite and can be cancelled."""


def select_ids(query: ListQuery) -> tuple[str, list[Any]]:
    """The statement that gives the ids of `query` in order, and its parameters. Raises ValidationError."""
    conditions = [f"p.deleted = {int(query.trash)}"]
    bound: list[Any] = []
    if query.kinds:
        conditions.append(f"p.kind in ({bulk.marks(query.kinds)})")
        bound += query.kinds
    if query.tag:
        conditions.append(
            "p.id in (select subject_id from tagging where deleted = 0"
            " and tag_id in (select id from tag where deleted = 0 and fold(name) = ?))"
        )
        bound.append(fold(query.tag))
    if query.text.strip():
        sql, values = search.matching_sql(query.text) or ("select null", ())
        conditions.append(f"p.id in ({sql})")
        bound += values
    if query.where.strip():
        sql, values = where_sql(query.where)
        conditions.append(f"({sql})")
        bound += values
    direction = "desc" if query.descending else "asc"
    order = SORTS.get(query.sort)
    if order is None:
        raise ValidationError({"sort": _("A list cannot be ordered by “{name}”.").format(name=query.sort)})
    return (
        f"select p.id from party p where {' and '.join(conditions)} order by {order} {direction}, p.id"
        f" {direction}",
        bound,
    )


def snapshot(connection: sa.Connection, query: ListQuery, cancel: CancelToken | None = None) -> bytes:
    """All ids of `query` in order as one flat buffer, 16 bytes each. Raises CancelledError."""
    sql, bound = select_ids(query)
    bare = raw(connection)
    release = cancel.on_cancel(bare.interrupt) if cancel else None
    try:
        return b"".join(row[0] for row in bare.execute(sql, bound))
    except TypeError as error:  # an id that is not made of bytes
        raise damaged() from error
    except Exception:
        if cancel is not None:
            cancel.check()
        raise
    finally:
        if release:
            release()


def first_ids(connection: sa.Connection, query: ListQuery, limit: int) -> list[Id]:
    """The first `limit` ids of `query`."""
    sql, bound = select_ids(query)
    return [row[0] for row in raw(connection).execute(f"{sql} limit ?", [*bound, limit]).fetchall()]


def count(connection: sa.Connection, query: ListQuery) -> int:
    """How many records `query` has."""
    sql, bound = select_ids(query)
    (number,) = (
        raw(connection).execute(f"select count(*) from ({sql.split(' order by ')[0]})", bound).fetchone()
    )
    return int(number)


def rows(connection: sa.Connection, ids: Sequence[Id], *, trash: bool = False) -> list[PartyRow]:
    """The lines of `ids`, in their order; records that are not there any more are marked as missing.

    Args:
        connection: to the file.
        ids: the records.
        trash: the lines of a list of the trash, where living records are the missing ones.
    """
    found: dict[Id, PartyRow] = {}
    for chunk in bulk.chunks(ids):
        found |= _rows(raw(connection), chunk, trash)
    return [found.get(i) or PartyRow(i, "person", "", is_missing=True) for i in ids]


def _rows(bare: Any, ids: list[Id], trash: bool) -> dict[Id, PartyRow]:
    some = f"({bulk.marks(ids)})"
    parties = bare.execute(
        f"select id, kind, display_name, occupation from party where deleted = {int(trash)} and id in {some}",
        ids,
    ).fetchall()
    points: dict[tuple[Id, str], str] = {}
    for party, kind, value in bare.execute(
        "select party_id, kind, value from contact_point where deleted = 0 and kind in ('phone', 'email')"
        f" and party_id in {some} order by is_preferred desc, position, id",
        ids,
    ).fetchall():
        points.setdefault((party, kind), value)
    places: dict[Id, str] = {}
    for party, locality, country in bare.execute(
        "select party_id, locality, country from address where deleted = 0"
        f" and party_id in {some} order by is_preferred desc, position, id",
        ids,
    ).fetchall():
        places.setdefault(party, ", ".join(part for part in (locality, country) if part))
    roles: dict[Id, str] = {}
    for person, title, org in bare.execute(
        "select a.person_id, a.title, o.display_name from affiliation a join party o on o.id = a.org_id"
        f" where a.deleted = 0 and a.person_id in {some} order by a.is_primary desc, a.position, a.id",
        ids,
    ).fetchall():
        roles.setdefault(person, " · ".join(part for part in (title, org) if part))
    tags: dict[Id, list[str]] = {}
    for party, name in bare.execute(
        "select g.subject_id, t.name from tagging g join tag t on t.id = g.tag_id and t.deleted = 0"
        f" where g.deleted = 0 and g.subject_id in {some} order by g.position, t.name",
        ids,
    ).fetchall():
        tags.setdefault(party, []).append(name)
    refused: dict[Id, list[str]] = {}
    for party, channel in bare.execute(
        "select party_id, channel from comm_preference where deleted = 0 and status in ('never', 'opt_out')"
        f" and party_id in {some} order by channel",
        ids,
    ).fetchall():
        refused.setdefault(party, []).append(channel)
    return {
        i: PartyRow(
            i,
            kind,
            name,
            roles.get(i) or occupation or places.get(i, ""),
            points.get((i, "phone"), ""),
            points.get((i, "email"), ""),
            places.get(i, ""),
            tuple(tags.get(i, ())),
            tuple(refused.get(i, ())),
        )
        for i, kind, name, occupation in parties
    }


def handled(connection: sa.Connection, text: str, points: Sequence[str]) -> list[Id]:
    """The records that have `text` for a name or account number, or one of `points` (comparable forms)."""
    sql = f"""select id from party where deleted = 0 and account_no <> '' and account_no = ?
        union select c.party_id from contact_point c join party p on p.id = c.party_id and p.deleted = 0
        where c.deleted = 0 and c.normalized <> '' and c.normalized in ({bulk.marks(points)})"""
    bound: list[Any] = [text.strip(), *points]
    matching = search.matching_sql(text)
    if matching:
        sql += f" union select id from party where deleted = 0 and fold(display_name) = ? and id in ({matching[0]})"
        bound += [fold(text), *matching[1]]
    return [row[0] for row in raw(connection).execute(sql, bound).fetchall()]


def between(connection: sa.Connection, low: Id, high: Id, limit: int = 20) -> list[PartyRow]:
    """Records whose ids lie from `low` to `high`, trashed ones too; only their kinds and names."""
    sql = "select id, kind, display_name from party where id between ? and ? limit ?"
    return [PartyRow(*row) for row in raw(connection).execute(sql, (low, high, limit)).fetchall()]


def name_of(connection: sa.Connection, party_id: Id) -> str:
    """The shown name of a record; "" when there is none."""
    row = raw(connection).execute("select display_name from party where id = ?", (party_id,)).fetchone()
    return str(row[0]) if row else ""


def members_of(connection: sa.Connection, group_id: Id, today: dt.date) -> list[Id]:
    """Who belongs to a household or group on a day, in the order in which they came."""
    sql = (
        "select member_party_id from group_member where group_party_id = ? and deleted = 0"
        " and (to_on is null or to_on >= ?) order by position, id"
    )
    return [row[0] for row in raw(connection).execute(sql, (group_id, today.isoformat())).fetchall()]


def people_of(connection: sa.Connection, party_id: Id) -> list[Id]:
    """The people with a role in a company, or a place in a household or group, in the order of their names."""
    sql = """select p.id from party p where p.deleted = 0 and p.id in (
        select person_id from affiliation where org_id = ?1 and deleted = 0
        union select member_party_id from group_member where group_party_id = ?1 and deleted = 0)
        order by p.sort_key, p.id"""
    return [row[0] for row in raw(connection).execute(sql, (party_id,)).fetchall()]


def changed(connection: sa.Connection, ids: Sequence[Id]) -> dict[Id, int]:
    """When something of each record was changed last, as a moment of the file's clock (hlc)."""
    found: dict[Id, int] = {}
    for chunk in bulk.chunks(ids):
        sql = f"select party_id, changed_hlc from search_doc where party_id in ({bulk.marks(chunk)})"
        found |= dict(raw(connection).execute(sql, chunk).fetchall())
    return found


def tags(connection: sa.Connection) -> list[tuple[str, int]]:
    """Every tag with how many records carry it, in alphabetical order."""
    return [(name, number) for name, number in raw(connection).execute(_TAGS).fetchall()]


# Counted in the index, less those in the trash: a third of the time of looking at each record that carries a tag.
# CROSS JOIN makes SQLite begin with the trash, which is small.
_TAGS = """with
  carried as (select tag_id, count(*) n from tagging where deleted = 0 group by tag_id),
  trashed as (select g.tag_id, count(*) n from party p cross join tagging g on g.subject_id = p.id and g.deleted = 0
    where p.deleted = 1 group by g.tag_id)
select t.name, sum(coalesce(carried.n, 0) - coalesce(trashed.n, 0)) from tag t
  left join carried on carried.tag_id = t.id left join trashed on trashed.tag_id = t.id
  where t.deleted = 0 group by t.name order by t.name"""


def counts(connection: sa.Connection) -> dict[str, int]:
    """How many records of each kind there are; "trash" counts those in the trash."""
    bare = raw(connection)
    result = dict(bare.execute("select kind, count(*) from party where deleted = 0 group by kind").fetchall())
    result["trash"] = bare.execute("select count(*) from party where deleted = 1").fetchone()[0]
    return result
