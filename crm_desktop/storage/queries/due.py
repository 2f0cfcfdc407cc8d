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

_ACTIVITIES = f"""select a.id, a.at, a.is_all_day, a.kind, a.subject, a.body, coalesce(w.name, ''),
  x.party_id, p.display_name, p.kind, {_STOPPED.format(party="x.party_id")}
from activity a left join user w on w.id = a.owner_id
left join activity_party x on x.id = (select min(y.id) from activity_party y where y.activity_id = a.id
  and y.deleted = 0 and y.role <> 'about')
left join party p on p.id = x.party_id
where a.deleted = 0 and a.status = 'planned' and a.at < ?1 and coalesce(p.deleted, 0) = 0
order by a.at, a.id limit ?2"""

_NEXT_STEPS = f"""select p.id, p.next_step_on, p.next_step_text, p.display_name, p.kind,
  {_STOPPED.format(party="p.id")} from party p
where p.next_step_on is not null and p.next_step_on < ?1 and p.deleted = 0 order by p.next_step_on, p.id limit ?2"""

_CADENCES = """select p.id, u.keep_up_at, u.last_touch_at, p.display_name, p.kind
from touch_summary u join party p on p.id = u.party_id and p.deleted = 0
where u.keep_up_at < ?1 and u.stopped_at is null and coalesce(u.next_at, 0) < ?3
order by u.keep_up_at, p.id limit ?2"""


def planned(connection: sa.Connection, until: dt.datetime, limit: int) -> tuple[list[DueItem], int]:
    """Planned activities before `until`, the oldest first, and how many were left out since nobody is to follow up."""
    items, stopped = [], 0
    for row in raw(connection).execute(_ACTIVITIES, (utc_ms(until), limit)):
        key, at, all_day, kind, subject, body, owner, party, name, party_kind, is_stopped = row
        if is_stopped:
            stopped += 1
            continue
        text = subject or next(iter(body.strip().splitlines()), "")
        items.append(
            DueItem(
                "activity",
                from_utc_ms(at),
                text,
                key,
                bool(all_day),
                kind,
                party,
                name or "",
                party_kind or "person",
                owner,
            )
        )
    return items, stopped


def next_steps(
    connection: sa.Connection, before: dt.date, zone: dt.tzinfo, limit: int
) -> tuple[list[DueItem], int]:
    """Next steps due before the day `before`, with the number left out; their moment is midnight in `zone`."""
    items, stopped = [], 0
    for key, on, text, name, kind, is_stopped in raw(connection).execute(
        _NEXT_STEPS, (before.isoformat(), limit)
    ):
        if is_stopped:
            stopped += 1
            continue
        at = dt.datetime.combine(dt.date.fromisoformat(on), dt.time.min, zone)
        items.append(DueItem("next_step", at.astimezone(dt.UTC), text, key, True, "", key, name, kind))
    return items, stopped


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
