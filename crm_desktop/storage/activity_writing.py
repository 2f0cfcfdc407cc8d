"""Activities into their tables, inside a transaction that is open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crm_desktop.base.clock import utc_ms
from crm_desktop.base.ids import EntityRef, Id, name_id, new_id, new_ids
from crm_desktop.domain.activities.records import ActivityRecord, Outcome, Participant
from crm_desktop.storage import bulk
from crm_desktop.storage.engine import raw
from crm_desktop.storage.queries.activities import TEXTS
from crm_desktop.storage.tables import activities as t
from crm_desktop.storage.unit_of_work import UnitOfWork


def outcome_id(dataset_id: Id, key: str) -> Id:
    """The id of an outcome: the same on every machine."""
    return name_id(dataset_id, "outcome", key)


def columns(record: ActivityRecord, dataset_id: Id) -> dict[str, Any]:
    """Column -> value of `record`, without id, people and links."""
    return {
        **{name: getattr(record, name) for name in TEXTS},
        "at": utc_ms(record.at),
        "is_all_day": record.is_all_day,
        "duration_s": record.duration_s,
        "outcome_id": outcome_id(dataset_id, record.outcome) if record.outcome else None,
        "owner_id": record.owner_id,
        "follow_up_of_id": record.follow_up_of_id,
    }


def add(work: UnitOfWork, dataset_id: Id, record: ActivityRecord) -> Id:
    """Writes a new activity with its people and links; returns its id. Its outcome must be in the file."""
    key = record.id or new_id()
    work.insert(t.activity, [{"id": key} | columns(record, dataset_id)])
    add_people(work, key, record.people)
    add_links(work, key, record.links)
    return key


def add_for_each(work: UnitOfWork, dataset_id: Id, record: ActivityRecord, parties: Sequence[Id]) -> None:
    """Writes the same activity once for each of `parties`."""
    keys, parts = new_ids(len(parties)), new_ids(len(parties))
    values = columns(record, dataset_id)
    work.insert(t.activity, [{"id": key} | values for key in keys])
    rows = zip(parts, keys, parties, strict=True)
    work.insert(t.activity_party, [{"id": i, "activity_id": a, "party_id": p} for i, a, p in rows])


def add_people(work: UnitOfWork, activity: Id, people: Sequence[Participant], first: int = 0) -> None:
    """Adds people to an activity, the first of them at place `first`."""
    rows = [
        {"id": new_id(), "activity_id": activity, "party_id": p.party_id, "role": p.role, "position": place}
        for place, p in enumerate(people, first)
    ]
    work.insert(t.activity_party, rows)


def add_links(work: UnitOfWork, activity: Id, links: Sequence[EntityRef], first: int = 0) -> None:
    """Adds links from an activity to other records."""
    rows = [
        {
            "id": new_id(),
            "activity_id": activity,
            "subject_type": r.kind,
            "subject_id": r.id,
            "position": place,
        }
        for place, r in enumerate(links, first)
    ]
    work.insert(t.activity_link, rows)


def remove_links(work: UnitOfWork, activity: Id, links: Sequence[EntityRef]) -> None:
    """Takes links off an activity."""
    for link in links:
        sql = "select id from activity_link where activity_id = ? and subject_id = ? and deleted = 0"
        rows = raw(work.connection).execute(sql, (activity, link.id)).fetchall()
        work.remove(t.activity_link, [row[0] for row in rows])


def put_outcomes(work: UnitOfWork, dataset_id: Id, outcomes: Sequence[Outcome]) -> None:
    """Writes a list of outcomes: new ones, changes of known ones, and their order."""
    bare = raw(work.connection)
    there = {row[0] for row in bare.execute("select id from outcome")}
    for place, outcome in enumerate(outcomes):
        key = outcome_id(dataset_id, outcome.key)
        values = _outcome_columns(outcome) | {"position": place}
        if key in there:
            bulk.update(bare, "outcome", [key], values | {"deleted": False})
        else:
            bulk.insert(bare, "outcome", [{"id": key, "key": outcome.key} | values])


def _outcome_columns(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.name,
        "codes": " ".join(outcome.codes),
        "kind_filter": " ".join(outcome.kinds),
        "is_success": outcome.is_success,
        "is_attempt_only": outcome.is_attempt_only,
        "is_stop": outcome.is_stop,
        "color": outcome.color,
        "next_days": outcome.next_days,
        "is_hidden": outcome.is_hidden,
    }
