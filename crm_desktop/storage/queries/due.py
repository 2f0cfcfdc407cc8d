"""What is to be done: planned activities, next steps, people to keep in touch with, days to remember.

A question, not a table: three indexes answer it as fast as a stored list, and there is nothing to keep right.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.clock import from_utc_ms, utc_ms
from crm_desktop.base.ids import Id
from crm_desktop.domain.activities.records import DueItem
from crm_desktop.storage import bulk
from crm_desktop.storage.engine import raw

_STOPPED = "exists (select 1 from touch_summary u where u.party_id = {party} and u.stopped_at is not null)"

# Whom it is with: the first who takes part. Limits count what is listed, so whom nobody follows up and what colleagues
# are to do are left out here.
_PLANNED = """from activity a left join user w on w.id = a.owner_id
left join activity_party x on x.id = (select min(y.id) from activity_party y where y.activity_id = a.id
  and y.deleted = 0 and y.role <> 'about')
left join party p on p.id = x.party_id
where a.deleted = 0 and a.status = 'planned' and a.at < ?1 and coalesce(p.deleted, 0) = 0
  and (?2 = '' or coalesce(w.name, ?2) = ?2) and {is_stopped}"""

_NEXT_STEPS = """from party p
where p.next_step_on is not null and p.next_step_on < ?1 and p.deleted = 0 and {is_stopped}"""

_STOPPED_ACTIVITY, _STOPPED_STEP = _STOPPED.format(party="x.party_id"), _STOPPED.format(party="p.id")

_CADENCES = """select p.id, u.keep_up_at, u.last_touch_at, p.display_name, p.kind
from touch_summary u join party p on p.id = u.party_id and p.deleted = 0
where u.keep_up_at < ?1 and u.stopped_at is null and coalesce(u.next_at, 0) < ?3
order by u.keep_up_at, p.id limit ?2"""


def planned(connection: sa.Connection, until: dt.datetime, owner: str, limit: int) -> list[DueItem]:
    """Planned activities before `until`, the oldest first; of `owner` and of nobody, or of all when it is ""."""
    sql = f"""select a.id, a.at, a.is_all_day, a.kind, a.subject, a.body, coalesce(w.name, ''), x.party_id,
        p.display_name, p.kind {_PLANNED.format(is_stopped=f"not {_STOPPED_ACTIVITY}")} order by a.at, a.id limit ?3"""
    return [
        DueItem(
            "activity",
            from_utc_ms(at),
            subject or next(iter(body.strip().splitlines()), ""),
            key,
            bool(all_day),
            kind,
            party,
            name or "",
            party_kind or "person",
            by,
        )
        for key, at, all_day, kind, subject, body, by, party, name, party_kind in raw(connection).execute(
            sql, (utc_ms(until), owner, limit)
        )
    ]


def next_steps(connection: sa.Connection, before: dt.date, zone: dt.tzinfo, limit: int) -> list[DueItem]:
    """Next steps due before the day `before`; their moment is midnight in `zone`."""
    sql = f"""select p.id, p.next_step_on, p.next_step_text, p.display_name, p.kind
        {_NEXT_STEPS.format(is_stopped=f"not {_STOPPED_STEP}")} order by p.next_step_on, p.id limit ?2"""
    return [
        DueItem(
            "next_step",
            dt.datetime.combine(dt.date.fromisoformat(on), dt.time.min, zone).astimezone(dt.UTC),
            text,
            key,
            True,
            "",
            key,
            name,
            kind,
        )
        for key, on, text, name, kind in raw(connection).execute(sql, (before.isoformat(), limit))
    ]


def count_stopped_plans(connection: sa.Connection, until: dt.datetime, owner: str = "") -> int:
    """How many planned activities before `until` are not listed since nobody is to follow up."""
    sql = f"select count(*) {_PLANNED.format(is_stopped=_STOPPED_ACTIVITY)}"
    return int(raw(connection).execute(sql, (utc_ms(until), owner)).fetchone()[0])


def count_stopped_steps(connection: sa.Connection, before: dt.date) -> int:
    """How many next steps before the day `before` are not listed since nobody is to follow up."""
    sql = f"select count(*) {_NEXT_STEPS.format(is_stopped=_STOPPED_STEP)}"
    return int(raw(connection).execute(sql, (before.isoformat(),)).fetchone()[0])


def losing_touch(
    connection: sa.Connection, before: dt.datetime, now: dt.datetime, limit: int
) -> list[tuple[DueItem, dt.datetime | None]]:
    """Who should hear from us before `before` and has nothing planned, and the last touch; longest overdue first."""
    rows = raw(connection).execute(_CADENCES, (utc_ms(before), limit, utc_ms(now)))
    return [
        (
            DueItem("cadence", from_utc_ms(at), "", key, True, "", key, name, kind),
            None if last is None else from_utc_ms(last),
        )
        for key, at, last, name, kind in rows
    ]


def dates_between(connection: sa.Connection, days: Sequence[tuple[int, int]]) -> list[tuple[Any, ...]]:
    """Days to remember on the (month, day) of `days`: id, kind, label, year, month, day, party, name, kind, rule."""
    if not days:
        return []
    pairs = ", ".join("(?, ?)" for _day in days)
    sql = f"""select d.id, d.kind, d.label, d.year, d.month, d.day, p.id, p.display_name, p.kind, d.leap_rule
        from important_date d join party p on p.id = d.party_id and p.deleted = 0
        where d.deleted = 0 and d.calendar = 'gregorian' and d.kind <> 'death'
          and (d.month, d.day) in (values {pairs})
          and not exists (select 1 from important_date e
            where e.party_id = p.id and e.kind = 'death' and e.deleted = 0)"""
    found: list[tuple[Any, ...]] = raw(connection).execute(sql, [n for day in days for n in day]).fetchall()
    return found


def phones(connection: sa.Connection, ids: Sequence[Id]) -> dict[Id, str]:
    """The number to call each party at: the preferred one, else the first."""
    found: dict[Id, str] = {}
    for chunk in bulk.chunks(ids):
        sql = f"""select party_id, value from contact_point where kind = 'phone' and deleted = 0 and status = 'ok'
            and party_id in ({bulk.marks(chunk)}) order by is_preferred desc, position, id"""
        for party, value in raw(connection).execute(sql, chunk):
            found.setdefault(party, value)
    return found
