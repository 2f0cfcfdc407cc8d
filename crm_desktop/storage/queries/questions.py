"""The questions that a list cannot answer: what came before what, and how often (S37)."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from crm_desktop.base.ids import Id
from crm_desktop.domain.activities.kinds import MEETING_KINDS
from crm_desktop.storage.engine import raw

_MEETINGS = ", ".join(f"'{kind}'" for kind in sorted(MEETING_KINDS))
_FOREVER = 2**62
_WITH = "x.deleted = 0 and x.role in ('with', 'organizer')"

# CROSS JOIN keeps SQLite from beginning with all meetings of everybody.
_OF_PARTY = f"activity_party x cross join activity a on a.id = x.activity_id where x.party_id = ? and {_WITH}"

_SUCCESS_OF_PARTY = f"""select a.id, a.at, x.party_id from {_OF_PARTY} and a.deleted = 0 and a.status = 'done'
  and a.outcome_id in (select id from outcome where is_success = 1) and a.at < ?
order by a.at desc, a.id desc limit 1"""

_SUCCESSES = f"""select a.id, a.at, x.party_id from activity a
  join activity_party x on x.activity_id = a.id and {_WITH} join party p on p.id = x.party_id and p.deleted = 0
where a.outcome_id = ? and a.deleted = 0 and a.status = 'done' order by a.at desc limit 1"""


def last_successes(connection: sa.Connection, party_id: Id | None) -> list[tuple[Id, int, Id]]:
    """The newest success (activity, UTC ms, party), and the one before it of the same party if there was one."""
    bare = raw(connection)
    newest: list[tuple[Id, int, Id]] = []
    if party_id is not None:
        newest = bare.execute(_SUCCESS_OF_PARTY, (party_id, _FOREVER)).fetchall()
    else:  # one outcome after the other: an index has each in the order of time
        for (outcome,) in bare.execute("select id from outcome where is_success = 1").fetchall():
            newest += bare.execute(_SUCCESSES, (outcome,)).fetchall()
        newest = sorted(newest, key=lambda row: -row[1])[:1]
    if not newest:
        return []
    _key, at, party = newest[0]
    earlier: list[tuple[Id, int, Id]] = bare.execute(_SUCCESS_OF_PARTY, (party, at)).fetchall()
    return newest + earlier


def meetings_with(
    connection: sa.Connection, party_id: Id, first_ms: int, last_ms: int, owner_id: Id | None = None
) -> list[tuple[Id, int]]:
    """The meetings held with a party from one moment to another, both included: id and moment, oldest first."""
    own = "and a.owner_id = ?" if owner_id is not None else ""
    sql = f"""select a.id, a.at from {_OF_PARTY} and a.deleted = 0 and a.status = 'done' and a.kind in ({_MEETINGS})
          and a.at between ? and ? {own} order by a.at, a.id"""
    bound = (party_id, first_ms, last_ms, *([owner_id] if owner_id is not None else []))
    rows: list[tuple[Id, int]] = raw(connection).execute(sql, bound).fetchall()
    return rows


def met_again(connection: sa.Connection, first_ms: int, last_ms: int) -> tuple[int, list[Id]]:
    """How many parties had a meeting held in a span, and those of them who have a later one, held or planned.

    The newest appointments come first.
    """
    sql = f"""select x.party_id, min(case when a.status = 'done' and a.at between ?1 and ?2 then a.at end) held,
          max(a.at) latest
        from activity a join activity_party x on x.activity_id = a.id and x.deleted = 0
        where a.deleted = 0 and a.kind in ({_MEETINGS}) and a.status in ('done', 'planned') and a.at >= ?1
        group by x.party_id having held is not null order by latest desc"""
    rows: list[tuple[Any, ...]] = raw(connection).execute(sql, (first_ms, last_ms)).fetchall()
    return len(rows), [party for party, held, latest in rows if latest > held]


def ever_met_again(connection: sa.Connection) -> tuple[int, list[Id]]:
    """As `met_again` for all time, from what is kept of each party: 500,000 activities take too long to join."""
    sql = """select u.party_id, u.first_met_at, u.last_met_at from touch_summary u
        where u.first_met_at is not null order by u.last_met_at desc"""
    rows: list[tuple[Any, ...]] = raw(connection).execute(sql).fetchall()
    return len(rows), [party for party, first, last in rows if last > first]


def meetings_between(connection: sa.Connection, first_ms: int, end_ms: int) -> list[tuple[Id, int]]:
    """The meetings that are planned or were held from one moment up to another: id and moment, in order."""
    sql = f"""select id, at from activity where deleted = 0 and kind in ({_MEETINGS}) and status in ('planned', 'done')
        and at >= ? and at < ? order by at, id"""
    rows: list[tuple[Id, int]] = raw(connection).execute(sql, (first_ms, end_ms)).fetchall()
    return rows


def work_done(
    connection: sa.Connection, owner_id: Id | None, first_ms: int, end_ms: int
) -> list[tuple[Id, int, str, str]]:
    """What was done in a span: id, moment, kind and key of the outcome, oldest first; of one user, or of all."""
    own = "and a.owner_id = ?" if owner_id is not None else ""
    sql = f"""select a.id, a.at, a.kind, coalesce(o.key, '') from activity a left join outcome o on o.id = a.outcome_id
        where a.deleted = 0 and a.status = 'done' and a.at >= ? and a.at < ? {own} order by a.at, a.id"""
    bound = (first_ms, end_ms, *([owner_id] if owner_id is not None else []))
    rows: list[tuple[Id, int, str, str]] = raw(connection).execute(sql, bound).fetchall()
    return rows
