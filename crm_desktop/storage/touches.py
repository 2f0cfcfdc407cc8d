"""When somebody was last reached, when tried, and when to be in touch again: derived from activities and rules.

Companies, households and groups are in touch when one of their present people is. Kept right from the journal, like
the search index (`derived.py`); `rebuild` makes everything again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.ids import Id
from crm_desktop.domain.activities.kinds import MEETING_KINDS, ORGANIZER, TOUCH_KINDS, WITH
from crm_desktop.storage import bulk, driver
from crm_desktop.storage.engine import raw

DAY_MS = 86_400_000

_KINDS = ", ".join(f"'{kind}'" for kind in sorted(TOUCH_KINDS))
REACHED = (
    f"(a.deleted = 0 and a.status = 'done' and a.kind in ({_KINDS}) and coalesce(o.is_attempt_only, 0) = 0)"
)
"""SQL: whether activity `a` with outcome `o` reached somebody."""

TRIED = f"(a.deleted = 0 and a.status = 'done' and a.kind in ({_KINDS}) and o.is_attempt_only = 1)"
"""SQL: whether it only tried to."""

_MEETINGS = ", ".join(f"'{kind}'" for kind in sorted(MEETING_KINDS))
_MET = f"(t.own and a.deleted = 0 and a.kind in ({_MEETINGS}))"
_ROLES = f"('{WITH}', '{ORGANIZER}')"

_MEMBERS = """select id s, id m from party where id in ({marks})
  union select org_id, person_id from affiliation where org_id in ({marks}) and deleted = 0 and to_on is null
  union select group_party_id, member_party_id from group_member
    where group_party_id in ({marks}) and deleted = 0 and to_on is null"""
"""Party -> itself and its present people."""

_ACTIVITIES = f"""with member as ({_MEMBERS}),
  taken as (select m.s s, x.activity_id i, max(m.s = m.m) own from member m
    join activity_party x on x.party_id = m.m and x.deleted = 0 and x.role in {_ROLES} group by 1, 2)
select t.s,
  sum({REACHED}), min(case when {REACHED} then a.at end), max(case when {REACHED} then a.at end),
  max(case when {TRIED} then a.at end),
  min(case when a.deleted = 0 and a.status = 'planned' then a.at end),
  min(case when {_MET} and a.status = 'done' then a.at end),
  max(case when {_MET} and a.status in ('done', 'planned') then a.at end),
  max(case when a.deleted = 0 and o.is_stop = 1 then a.at end),
  max(case when {REACHED} and coalesce(o.is_stop, 0) = 0 and a.outcome_id is not null then a.at end)
from taken t join activity a on a.id = t.i left join outcome o on o.id = a.outcome_id
group by t.s"""

_LAST_OF_KINDS = f"""with member as ({_MEMBERS})
select max(a.at) from member m join activity_party x on x.party_id = m.m and x.deleted = 0 and x.role in {_ROLES}
  join activity a on a.id = x.activity_id left join outcome o on o.id = a.outcome_id
where {REACHED} and a.kind in ({{kinds}})"""

# A wish to be left alone counts when it is about every channel.
_REFUSALS = """select party_id, max(coalesce(cast(strftime('%s', asked_on) as integer) * 1000, 0)) from comm_preference
where party_id in ({marks}) and deleted = 0 and channel = 'all' and status in ('never', 'opt_out')
  and (until_on is null or until_on >= date('now')) group by party_id"""

_RULES = """select p.id, 1, r.ideal_days, r.max_days, r.kinds from party p
  join cadence_rule r on r.applies_to = 'party' and r.target_id = p.id and r.deleted = 0 where p.id in ({marks})
union all select p.id, 2, r.ideal_days, r.max_days, r.kinds from party p
  join cadence_rule r on r.applies_to = 'tier' and r.target_id = p.tier_id and r.deleted = 0 where p.id in ({marks})
union all select g.subject_id, 3, r.ideal_days, r.max_days, r.kinds from tagging g
  join cadence_rule r on r.applies_to = 'tag' and r.target_id = g.tag_id and r.deleted = 0
  where g.subject_id in ({marks}) and g.deleted = 0
order by 1, 2, 3"""
"""The rules of parties, the nearest first: their own, their tier's, then the strictest of their tags."""


@dataclass(frozen=True, slots=True)
class _Rule:
    ideal_days: int
    max_days: int | None
    kinds: tuple[str, ...]


def changed_by(connection: sa.Connection, rows: Mapping[str, Iterable[Id]]) -> set[Id]:
    """Parties whose summary may be another after the rows (table -> ids) were made or changed."""
    bare = raw(connection)
    found: set[Id] = set(rows.get("party", ()))
    for table, sqls in _PARTIES_OF.items():
        for chunk in bulk.chunks(sorted(rows.get(table, ()))):
            for sql in sqls:
                asked = bare.execute(sql.format(marks=bulk.marks(chunk)), chunk)
                found.update(row[0] for row in asked if row[0] is not None)
    return found


_PARTIES_OF = {
    "activity": ("select party_id from activity_party where deleted = 0 and activity_id in ({marks})",),
    "activity_party": ("select party_id from activity_party where id in ({marks})",),
    "outcome": (
        "select x.party_id from activity a join activity_party x on x.activity_id = a.id and x.deleted = 0"
        " where a.deleted = 0 and a.outcome_id in ({marks})",
    ),
    "cadence_rule": (
        "select target_id from cadence_rule where applies_to = 'party' and id in ({marks})",
        "select p.id from cadence_rule r join party p on p.tier_id = r.target_id where r.id in ({marks})",
        "select g.subject_id from cadence_rule r join tagging g on g.tag_id = r.target_id where r.id in ({marks})",
    ),
    "tagging": ("select subject_id from tagging where id in ({marks})",),
    "comm_preference": ("select party_id from comm_preference where id in ({marks})",),
    "affiliation": ("select org_id from affiliation where id in ({marks})",),
    "group_member": ("select group_party_id from group_member where id in ({marks})",),
}
"""Table -> how the parties are found that a row of it is about."""


def refresh(connection: sa.Connection, parties: Iterable[Id]) -> None:
    """Makes the summaries of `parties`, and of the companies, households and groups they belong to, again."""
    bare = raw(connection)
    wanted = set(parties)
    if not _is_used(bare):
        return
    for chunk in bulk.chunks(sorted(wanted)):
        marks = bulk.marks(chunk)
        sql = (
            f"select org_id from affiliation where person_id in ({marks}) and deleted = 0"
            f" union select group_party_id from group_member where member_party_id in ({marks}) and deleted = 0"
        )
        wanted.update(row[0] for row in bare.execute(sql, chunk * 2))
    for chunk in bulk.chunks(sorted(wanted)):
        _renew(bare, chunk)


def rebuild(connection: sa.Connection) -> None:
    """Makes every summary again."""
    bare = raw(connection)
    bare.execute("delete from touch_summary")
    if _is_used(bare):
        for chunk in bulk.chunks(
            [row[0] for row in bare.execute("select id from party order by id").fetchall()]
        ):
            _renew(bare, chunk)


def _is_used(bare: driver.Connection) -> bool:
    """Whether the file has activities, rules or summaries at all: an import into a new file skips everything."""
    tables = ("activity", "cadence_rule", "touch_summary", "comm_preference")
    sql = " or ".join(f"exists (select 1 from {table})" for table in tables)
    return bool(bare.execute(f"select {sql}").fetchone()[0])


def _renew(bare: driver.Connection, ids: Sequence[Id]) -> None:
    marks = bulk.marks(ids)
    counted = {row[0]: row[1:] for row in bare.execute(_ACTIVITIES.format(marks=marks), [*ids, *ids, *ids])}
    refused = dict(bare.execute(_REFUSALS.format(marks=marks), ids).fetchall())
    rules = _rules(bare, ids)
    bare.execute(f"delete from touch_summary where party_id in ({marks})", ids)
    rows = [
        _row(bare, i, counted.get(i, (0, *(None,) * 8)), refused.get(i), rules.get(i))
        for i in ids
        if i in counted or i in refused or i in rules
    ]
    if rows:
        bare.executemany(f"insert into touch_summary ({_COLUMNS}) values ({bulk.marks(rows[0])})", rows)


_COLUMNS = (
    "party_id, touches, first_touch_at, last_touch_at, last_attempt_at, next_at, first_met_at, last_met_at, stopped_at,"
    " ideal_days, max_days, keep_up_at, lost_at"
)


def _rules(bare: driver.Connection, ids: Sequence[Id]) -> Mapping[Id, _Rule]:
    found: dict[Id, _Rule] = {}
    rows = bare.execute(_RULES.format(marks=bulk.marks(ids)), [*ids, *ids, *ids]).fetchall()
    for party, _nearness, ideal_days, max_days, kinds in rows:
        if ideal_days is not None:
            found.setdefault(party, _Rule(ideal_days, max_days, tuple(kinds.split())))
    return found


def _row(
    bare: driver.Connection, party: Id, counted: Sequence[Any], refused: int | None, rule: _Rule | None
) -> tuple[Any, ...]:
    touches, first, last, attempt, following, first_met, last_met, stop, go_on = counted
    stopped = stop if stop is not None and (go_on is None or go_on <= stop) else None
    if refused is not None:
        stopped = refused if stopped is None else min(stopped, refused)
    keep_up = lost = None
    if rule is not None:
        since = _last_counted(bare, party, rule, last)
        keep_up = since + rule.ideal_days * DAY_MS
        lost = None if rule.max_days is None else since + rule.max_days * DAY_MS
    days = (rule.ideal_days, rule.max_days) if rule else (None, None)
    met = (first_met, last_met)
    return (party, touches or 0, first, last, attempt, following, *met, stopped, *days, keep_up, lost)


def _last_counted(bare: driver.Connection, party: Id, rule: _Rule, last: int | None) -> int:
    """Since when the gap runs: the last touch that counts for the rule, or when the record was made."""
    if rule.kinds:
        sql = _LAST_OF_KINDS.format(marks="?", kinds=bulk.marks(rule.kinds))
        (last,) = bare.execute(sql, (party, party, party, *rule.kinds)).fetchone()
    if last is not None:
        return last
    return int.from_bytes(party[:6], "big")  # UUIDv7: the milliseconds of its making
