"""The shown name of a household follows its members, as long as nobody gave it one by hand (n4)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import sqlalchemy as sa

from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.contacts import households as rules
from crm_desktop.domain.contacts.households import FAMILY, Member
from crm_desktop.domain.contacts.records import HOUSEHOLD, PERSON, PartyRecord
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import relations as queries
from crm_desktop.storage.queries.records import load_many
from crm_desktop.storage.queries.relations import MemberRow
from crm_desktop.storage.tables import parties as t
from crm_desktop.storage.unit_of_work import UnitOfWork

_MADE_OF = (
    *("given", "additional", "family", "prefix", "suffix"),
    *("native_name", "name_order", "display_name", "label_name"),
)
"""Fields of a person that the name of a household is made of."""


def members(connection: sa.Connection, household: EntityRef) -> list[Member]:
    """Who lives or lived in a household: the head first, then as rules have it; without those in the trash."""
    return of_rows(connection, queries.members(connection, household.id))


def of_rows(connection: sa.Connection, rows: Sequence[MemberRow]) -> list[Member]:
    """The people that have these places."""
    people = {record.ref.id: record for record in load_many(connection, [row.person for row in rows])}
    found = [Member(people[r.person], r.role, r.from_on, r.to_on, r.id) for r in rows if r.person in people]
    return rules.in_order(found)


def follow(context: AppContext, work: UnitOfWork, home: PartyRecord, before: Sequence[Member]) -> bool:
    """Inside the transaction that changed members or their names: the shown name becomes that of those who are there.

    Args:
        context: the open file.
        work: the transaction.
        home: the household as it was read.
        before: its members as they were.

    Returns:
        Whether the name is another one now; one that was given by hand stays.
    """
    today = context.clock.today()
    was, now = (
        rules.joint_name([m for m in some if m.holds(today)], FAMILY)
        for some in (before, members(work.connection, home.ref))
    )
    is_other = bool(now) and now != was and home.display_name == was
    if is_other:
        work.update(t.party, home.ref.id, {"display_name": now})
    return is_other


def follow_person(context: AppContext, work: UnitOfWork, before: PartyRecord, after: PartyRecord) -> list[Id]:
    """Inside the transaction that gave somebody another name: their households follow. Returns the ids of those."""
    is_same = all(getattr(before, name) == getattr(after, name) for name in _MADE_OF)
    if before.kind != PERSON or is_same:
        return []
    groups = [m.group_id for m in before.memberships if m.group_kind == HOUSEHOLD and m.group_id is not None]
    found = []
    for home in load_many(work.connection, list(dict.fromkeys(groups))):
        people = [
            dataclasses.replace(member, person=before) if member.person.id == before.id else member
            for member in members(work.connection, home.ref)
        ]
        if not home.is_deleted and follow(context, work, home, people):
            found.append(home.ref.id)
    return found
