"""What a list of due things leaves out: plans where nobody follows up, steps without a day, who was never reached."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from crm_desktop.base.clock import from_utc_ms, utc_ms
from crm_desktop.base.ids import Id
from crm_desktop.domain.activities.records import DueItem
from crm_desktop.storage.engine import raw

_UNDATED = """select id, next_step_text, display_name, kind from party
where next_step_text <> '' and next_step_on is null and deleted = 0 order by display_name, id limit ?"""

_STOPPED_PLANS = """select a.id, a.at, a.is_all_day, a.kind, coalesce(nullif(a.subject, ''), a.body),
  coalesce(w.name, ''), p.id, p.display_name, p.kind
from activity a left join user w on w.id = a.owner_id
join activity_party x on x.id = (select min(y.id) from activity_party y where y.activity_id = a.id
  and y.deleted = 0 and y.role <> 'about')
join party p on p.id = x.party_id and p.deleted = 0
join touch_summary u on u.party_id = p.id and u.stopped_at is not null
where a.deleted = 0 and a.status = 'planned' and a.at < ?1 order by a.at, a.id limit ?2"""

_STOPPED_STEPS = """select p.id, p.next_step_on, p.next_step_text, p.display_name, p.kind
from party p join touch_summary u on u.party_id = p.id and u.stopped_at is not null
where p.next_step_on is not null and p.next_step_on < ?1 and p.deleted = 0 order by p.next_step_on, p.id limit ?2"""

_NEVER = """select p.id, u.keep_up_at, p.display_name, p.kind
from touch_summary u join party p on p.id = u.party_id and p.deleted = 0
where u.keep_up_at is not null and u.last_touch_at is null and u.stopped_at is null and coalesce(u.next_at, 0) < ?1
order by u.keep_up_at, p.id limit ?2"""

_SAID = """select a.at, a.kind, a.subject, a.body, a.result_text
from activity_party x cross join activity a on a.id = x.activity_id
where x.party_id = ? and x.deleted = 0 and a.deleted = 0 and a.status = 'done'
  and (a.body <> '' or a.result_text <> '' or a.subject <> '') order by a.at desc, a.id desc limit 1"""


def undated_steps(connection: sa.Connection, limit: int) -> list[DueItem]:
    """Next steps that no day was set for, by name; their moment means nothing."""
    return [
        DueItem("next_step", from_utc_ms(0), text, key, True, "", key, name, kind)
        for key, text, name, kind in raw(connection).execute(_UNDATED, (limit,))
    ]


def stopped_plans(
    connection: sa.Connection, until: dt.datetime, before: dt.date, zone: dt.tzinfo, limit: int
) -> list[DueItem]:
    """What is planned before `until`, and next steps before the day `before`, with people whom nobody follows up."""
    bare = raw(connection)
    items = [
        DueItem(
            "activity",
            from_utc_ms(at),
            _first_line(text),
            key,
            bool(day),
            kind,
            party,
            name,
            party_kind,
            owner,
        )
        for key, at, day, kind, text, owner, party, name, party_kind in bare.execute(
            _STOPPED_PLANS, (utc_ms(until), limit)
        )
    ]
    for key, on, text, name, kind in bare.execute(_STOPPED_STEPS, (before.isoformat(), limit)):
        at = dt.datetime.combine(dt.date.fromisoformat(on), dt.time.min, zone)
        items.append(DueItem("next_step", at.astimezone(dt.UTC), text, key, True, "", key, name, kind))
    return sorted(items, key=lambda item: item.at)[:limit]


def never_reached(connection: sa.Connection, now: dt.datetime, limit: int) -> list[DueItem]:
    """Whom a rule is for, who was never reached and with whom nothing is planned; the longest overdue first."""
    return [
        DueItem("cadence", from_utc_ms(at), "", key, True, "", key, name, kind)
        for key, at, name, kind in raw(connection).execute(_NEVER, (utc_ms(now), limit))
    ]


_FIRST_STEPS = {
    "contact": "select 1 from party where deleted = 0 limit 1",
    "logged": "select 1 from activity where deleted = 0 and status = 'done' limit 1",
    "planned": "select 1 from activity where deleted = 0 and status = 'planned' limit 1",
    "rule": "select 1 from cadence_rule where deleted = 0 limit 1",
}


def first_steps(connection: sa.Connection) -> frozenset[str]:
    """Which of contact, logged, planned and rule the file has at least one of."""
    bare = raw(connection)
    return frozenset(word for word, sql in _FIRST_STEPS.items() if bare.execute(sql).fetchone())


_COUNT_QUIET = """select count(*) from touch_summary u join party p on p.id = u.party_id and p.deleted = 0
where u.keep_up_at < ?1 and u.stopped_at is null and coalesce(u.next_at, 0) < ?1 and u.last_touch_at is not null"""

_COUNT_NEVER = """select count(*) from touch_summary u join party p on p.id = u.party_id and p.deleted = 0
where u.keep_up_at is not null and u.last_touch_at is null and u.stopped_at is null
  and coalesce(u.next_at, 0) < ?1 and (?2 = 0 or u.keep_up_at < ?1)"""

_COUNT_UNDATED = """select count(*) from party
where next_step_text <> '' and next_step_on is null and deleted = 0"""


def count_quiet(connection: sa.Connection, now: dt.datetime) -> int:
    """Who was reached before, should hear from us by now, and has nothing planned."""
    return int(raw(connection).execute(_COUNT_QUIET, (utc_ms(now),)).fetchone()[0])


def count_never(connection: sa.Connection, now: dt.datetime, *, is_due: bool) -> int:
    """How many `never_reached` finds; only those whose gap is over with `is_due`."""
    return int(raw(connection).execute(_COUNT_NEVER, (utc_ms(now), int(is_due))).fetchone()[0])


def count_undated(connection: sa.Connection) -> int:
    """How many `undated_steps` finds. Looks at every party: no index tells."""
    return int(raw(connection).execute(_COUNT_UNDATED).fetchone()[0])


def last_said(connection: sa.Connection, ids: Sequence[Id]) -> dict[Id, tuple[dt.datetime, str, str]]:
    """What was noted last of each party: moment, kind, first line. Parties of whom nothing was noted are left out."""
    bare, found = raw(connection), {}
    for party in dict.fromkeys(ids):
        row = bare.execute(_SAID, (party,)).fetchone()
        if row is not None:
            at, kind, subject, body, result = row
            found[party] = (from_utc_ms(at), kind, _first_line(result or body or subject))
    return found


def _first_line(text: str) -> str:
    return next(iter(text.strip().splitlines()), "")
