"""Reading activities, their outcomes and rules, and who was in touch with whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.clock import from_utc_ms
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.activities.records import (
    ActivityRecord,
    CadenceRule,
    Outcome,
    Participant,
    TouchState,
)
from crm_desktop.storage import bulk, driver
from crm_desktop.storage.engine import raw

TEXTS = ("kind", "tz", "status", "direction", "subject", "body", "location",
         "reason_text", "offered_text", "result_text")  # fmt: skip
"""Columns of `activity` that a record holds as they are."""

_COLUMNS = ", ".join(f"a.{name}" for name in TEXTS)


def load_many(connection: sa.Connection, ids: Sequence[Id]) -> list[ActivityRecord]:
    """The activities of `ids` in their order, those in the trash too; those that are not there are left out."""
    bare = raw(connection)
    found: dict[Id, ActivityRecord] = {}
    for chunk in bulk.chunks(ids):
        people = _people(bare, chunk)
        links = _links(bare, chunk)
        sql = f"""select a.id, a.at, a.is_all_day, a.duration_s, a.owner_id, coalesce(u.name, ''), a.follow_up_of_id,
            a.deleted, coalesce(o.key, ''), {_COLUMNS} from activity a left join user u on u.id = a.owner_id
            left join outcome o on o.id = a.outcome_id where a.id in ({bulk.marks(chunk)})"""
        for (
            key,
            at,
            all_day,
            duration,
            owner_id,
            owner,
            follow_up_of,
            deleted,
            outcome,
            *texts,
        ) in bare.execute(sql, chunk):
            found[key] = ActivityRecord(
                id=key,
                at=from_utc_ms(at),
                is_all_day=bool(all_day),
                duration_s=duration,
                owner_id=owner_id,
                owner=owner,
                follow_up_of_id=follow_up_of,
                is_deleted=bool(deleted),
                outcome=outcome,
                people=tuple(people.get(key, ())),
                links=tuple(links.get(key, ())),
                **dict(zip(TEXTS, texts, strict=True)),
            )
    return [found[i] for i in ids if i in found]


def _people(bare: driver.Connection, ids: Sequence[Id]) -> dict[Id, list[Participant]]:
    sql = f"""select x.activity_id, x.party_id, x.role, p.display_name, p.kind, x.id from activity_party x
        join party p on p.id = x.party_id where x.deleted = 0 and x.activity_id in ({bulk.marks(ids)})
        order by x.position, x.id"""
    found: dict[Id, list[Participant]] = {}
    for activity, *values in bare.execute(sql, ids):
        found.setdefault(activity, []).append(Participant(*values))
    return found


def _links(bare: driver.Connection, ids: Sequence[Id]) -> dict[Id, list[EntityRef]]:
    sql = (
        "select activity_id, subject_type, subject_id from activity_link"
        f" where deleted = 0 and activity_id in ({bulk.marks(ids)}) order by position, id"
    )
    found: dict[Id, list[EntityRef]] = {}
    for activity, kind, key in bare.execute(sql, ids):
        found.setdefault(activity, []).append(EntityRef(kind, key))
    return found


def outcomes(connection: sa.Connection) -> list[Outcome]:
    """The file's own list of outcomes in its order; empty while only the built-in ones are in use."""
    sql = """select key, name, codes, kind_filter, is_success, is_attempt_only, is_stop, color, next_days, is_hidden, id
        from outcome where deleted = 0 order by position, id"""
    return [
        Outcome(
            key,
            name,
            tuple(codes.split()),
            tuple(kinds.split()),
            bool(success),
            bool(attempt),
            bool(stop),
            color,
            next_days,
            bool(hidden),
            id=row_id,
        )
        for key, name, codes, kinds, success, attempt, stop, color, next_days, hidden, row_id in raw(
            connection
        ).execute(sql)
    ]


def touch_states(connection: sa.Connection, ids: Sequence[Id]) -> dict[Id, TouchState]:
    """How things stand with the parties of `ids`; those with nothing to tell are left out."""
    found: dict[Id, TouchState] = {}
    for chunk in bulk.chunks(ids):
        sql = f"""select party_id, touches, first_touch_at, last_touch_at, last_attempt_at, next_at, ideal_days,
            max_days, keep_up_at, lost_at, stopped_at from touch_summary where party_id in ({bulk.marks(chunk)})"""
        for party, touches, *moments, ideal, most, keep_up, lost, stopped in raw(connection).execute(
            sql, chunk
        ):
            first, last, attempt, following = map(_moment, moments)
            found[party] = TouchState(
                touches,
                first,
                last,
                attempt,
                following,
                ideal,
                most,
                _moment(keep_up),
                _moment(lost),
                _moment(stopped),
            )
    return found


def _moment(ms: int | None) -> dt.datetime | None:
    return None if ms is None else from_utc_ms(ms)


_RULE_NAMES = {
    "party": "(select display_name from party where id = r.target_id)",
    "tag": "(select name from tag where id = r.target_id)",
    "tier": "(select name from tier where id = r.target_id)",
}


def cadence_rules(connection: sa.Connection) -> list[CadenceRule]:
    """Every rule for keeping in touch, those of tiers first, then of tags, then of single records, by name."""
    cases = " ".join(f"when '{kind}' then {sql}" for kind, sql in _RULE_NAMES.items())
    name = f"coalesce(case applies_to {cases} end, '')"
    sql = f"""select applies_to, target_id, ideal_days, max_days, kinds, {name} name, id
        from cadence_rule r where deleted = 0 order by instr('tier tag party', applies_to), name, id"""
    return [
        CadenceRule(applies_to, target, ideal, most, tuple(kinds.split()), name, row_id)
        for applies_to, target, ideal, most, kinds, name, row_id in raw(connection).execute(sql)
    ]


_MEMBERS = """with member(m) as (select ?1
          union select person_id from affiliation where org_id = ?1 and deleted = 0 and to_on is null
          union select member_party_id from group_member where group_party_id = ?1 and deleted = 0 and to_on is null)"""


def of_parties(connection: sa.Connection, party_id: Id) -> list[tuple[Id, int, str, str]]:
    """Id, moment (UTC ms), kind and status of the activities of a party and its present people, newest first."""
    sql = f"""{_MEMBERS}
        select a.id, a.at, a.kind, a.status from activity a where a.deleted = 0 and a.id in
          (select x.activity_id from member join activity_party x on x.party_id = m and x.deleted = 0)
        order by a.at desc, a.id desc"""
    rows: list[tuple[Id, int, str, str]] = raw(connection).execute(sql, (party_id,)).fetchall()
    return rows


def planned_of_parties(connection: sa.Connection, party_id: Id) -> list[Id]:
    """What is planned with a party and its present people, the soonest first."""
    sql = f"""{_MEMBERS}
        select a.id from activity a where a.deleted = 0 and a.status = 'planned' and a.id in
          (select x.activity_id from member join activity_party x on x.party_id = m and x.deleted = 0)
        order by a.at, a.id"""
    return [row[0] for row in raw(connection).execute(sql, (party_id,))]


def last_of_others(
    connection: sa.Connection, party_id: Id, user_id: Id, since_ms: int, limit: int
) -> list[Id]:
    """Activities that colleagues had with a party since a moment, or have planned, newest first."""
    sql = """select a.id from activity_party x join activity a on a.id = x.activity_id
        where x.party_id = ? and x.deleted = 0 and a.deleted = 0 and a.owner_id is not null and a.owner_id <> ?
          and a.status in ('done', 'planned') and (a.at >= ? or a.status = 'planned')
        order by a.at desc, a.id desc limit ?"""
    return [row[0] for row in raw(connection).execute(sql, (party_id, user_id, since_ms, limit))]


def stop_of(connection: sa.Connection, party_id: Id) -> tuple[str, Id] | None:
    """What says that nobody is to follow up: ("activity" or "comm_preference", its id); None when nothing does."""
    bare = raw(connection)
    row: Any = bare.execute(
        "select id from comm_preference where party_id = ? and deleted = 0 and channel = 'all'"
        " and status in ('never', 'opt_out') order by id limit 1",
        (party_id,),
    ).fetchone()
    if row:
        return "comm_preference", row[0]
    sql = """select a.id from activity_party x join activity a on a.id = x.activity_id and a.deleted = 0
        join outcome o on o.id = a.outcome_id and o.is_stop = 1
        where x.party_id = ? and x.deleted = 0 order by a.at desc, a.id desc limit 1"""
    row = bare.execute(sql, (party_id,)).fetchone()
    return ("activity", row[0]) if row else None


def refusal_reason(connection: sa.Connection, preference_id: Id) -> str:
    """The reason that was noted beside a wish not to be contacted."""
    row = (
        raw(connection)
        .execute("select reason from comm_preference where id = ?", (preference_id,))
        .fetchone()
    )
    return str(row[0]) if row else ""


def tiers(connection: sa.Connection) -> list[str]:
    """The names of the tiers, by rank, then by name."""
    sql = "select name from tier where deleted = 0 order by coalesce(rank, 1000), name"
    return [row[0] for row in raw(connection).execute(sql)]


def tier_ids(connection: sa.Connection) -> dict[str, Id]:
    """Name of each tier in use -> its id, by rank."""
    sql = "select name, id from tier where deleted = 0 order by coalesce(rank, 1000), name"
    return dict(raw(connection).execute(sql).fetchall())


def is_tier_used(connection: sa.Connection, tier_id: Id) -> bool:
    """Whether anybody is in a tier."""
    sql = "select 1 from party where tier_id = ? and deleted = 0 limit 1"
    return raw(connection).execute(sql, (tier_id,)).fetchone() is not None


def rule_ids(connection: sa.Connection) -> set[Id]:
    """The ids of all rules for keeping in touch, those in the trash too."""
    return {row[0] for row in raw(connection).execute("select id from cadence_rule")}
