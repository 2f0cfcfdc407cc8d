"""Lists of records: which, in what order, and the lines that show them (architecture 5.1, id snapshot)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import SOURCE_LANGUAGE, _
from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import PartyRow
from crm_desktop.domain.text_folding import fold
from crm_desktop.storage import bulk, search
from crm_desktop.storage.engine import raw
from crm_desktop.storage.failures import damaged
from crm_desktop.storage.queries import columns, lines
from crm_desktop.storage.queries.filters import where_sql
from crm_desktop.storage.stopping import stopped_by


def _condition(query: ListQuery, *, uses_index: bool, is_for_all: bool) -> tuple[str, list[Any]]:
    """What the records of a query fulfil, and its parameters.

    Without an index for its order a list is quicker read in the order in which the records lie in the file, than
    in that of an index which then looks up each of them; the plus signs tell SQLite so.
    """
    own = "" if uses_index else "+"
    conditions = [f"{own}p.deleted = {int(query.trash)}"]
    bound: list[Any] = []
    if query.kinds:
        conditions.append(f"{own}p.kind in ({bulk.marks(query.kinds)})")
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
        is_narrowed = bool(query.text.strip() or query.tag)
        sql, values = where_sql(query.where, is_for_all=is_for_all and not is_narrowed)
        conditions.append(f"({sql})")
        bound += values
    return " and ".join(conditions), bound


def _column(query: ListQuery) -> columns.ListColumn:
    wanted = columns.column(query.sort)
    if wanted is None:
        raise ValidationError({"sort": _("A list cannot be ordered by “{name}”.").format(name=query.sort)})
    return wanted


def is_quick(query: ListQuery) -> bool:
    """Whether the order of `query` comes from an index, so that its first rows need not wait for all of them."""
    return _column(query).is_indexed


def _ids(query: ListQuery, language: str, *, is_for_all: bool) -> tuple[str, list[Any]]:
    """The statement that gives the ids of `query` in order, and its parameters. Raises ValidationError.

    What is equal in the column that orders the list is ordered by name; what is empty there comes last.
    """
    wanted = _column(query)
    condition, bound = _condition(query, uses_index=wanted.is_indexed, is_for_all=is_for_all)
    expression, values = columns.order_sql(wanted, language)
    way = "desc" if query.descending else "asc"
    if wanted.is_indexed:
        names = f"p.sort_key {way}, " if query.sort == "kind" else ""
        order = f"{expression} {way}, {names}p.id {way}"
    else:
        order = f"{expression} {way} nulls last, p.sort_key, p.id"
    return f"select p.id from party p where {condition} order by {order}", [*bound, *values]


def snapshot(
    connection: sa.Connection,
    query: ListQuery,
    cancel: CancelToken | None = None,
    language: str = SOURCE_LANGUAGE,
) -> bytes:
    """All ids of `query` in order as one flat buffer, 16 bytes each.

    Args:
        connection: to the file.
        query: which, and in what order.
        cancel: stops SQLite in the middle of its work.
        language: whose alphabet orders texts other than names, which have their order stored.

    Raises:
        ValidationError: there is no such order, or the filter makes no sense.
        CancelledError: it was told to stop.
    """
    sql, bound = _ids(query, language, is_for_all=True)
    bare = raw(connection)
    with stopped_by(cancel, bare):
        try:
            return b"".join(row[0] for row in bare.execute(sql, bound))
        except TypeError as error:  # an id that is not made of bytes
            raise damaged() from error


def first_ids(
    connection: sa.Connection,
    query: ListQuery,
    limit: int,
    language: str = SOURCE_LANGUAGE,
    cancel: CancelToken | None = None,
) -> list[Id]:
    """The first `limit` ids of `query`; raises and takes what `snapshot` does."""
    sql, bound = _ids(query, language, is_for_all=False)
    bare = raw(connection)
    with stopped_by(cancel, bare):
        return [row[0] for row in bare.execute(f"{sql} limit ?", [*bound, limit]).fetchall()]


def count(connection: sa.Connection, query: ListQuery) -> int:
    """How many records `query` has."""
    condition, bound = _condition(query, uses_index=True, is_for_all=True)
    sql = f"select count(*) from party p where {condition}"
    return int(raw(connection).execute(sql, bound).fetchone()[0])


def rows(
    connection: sa.Connection, ids: Sequence[Id], *, trash: bool = False, keys: Sequence[str] = ()
) -> list[PartyRow]:
    """The lines of `ids`, in their order; records that are not there any more are marked as missing.

    Args:
        connection: to the file.
        ids: the records.
        trash: the lines of a list of the trash, where living records are the missing ones.
        keys: columns whose values are wanted in `cells` besides what every line has.
    """
    found: dict[Id, PartyRow] = {}
    for chunk in bulk.chunks(ids):
        found |= lines.read(raw(connection), chunk, trash=trash)
    if keys:
        more = columns.cells(connection, list(found), keys)
        found = {key: replace(row, cells=more.get(key, {})) for key, row in found.items()}
    return [found.get(key) or lines.missing(key) for key in ids]


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
