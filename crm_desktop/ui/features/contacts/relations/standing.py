"""What the People part of a record shows, read at once."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.households import Member
from crm_desktop.domain.contacts.records import HOUSEHOLD, ORGANIZATION, PERSON, PartyRecord
from crm_desktop.domain.contacts.relations import Relation
from crm_desktop.domain.date_texts import partial_date_text
from crm_desktop.services.contacts import companies, households, relations
from crm_desktop.services.contacts.companies import RoleHolder
from crm_desktop.services.context import AppContext


@dataclass(frozen=True, slots=True)
class Home:
    """A household of a person, and who else is in it."""

    record: EntityRef
    name: str
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the part shows, read at once."""

    record: PartyRecord
    relations: tuple[Relation, ...]
    birthdays: dict[EntityRef, str]
    homes: tuple[Home, ...] = ()
    members: tuple[Member, ...] = ()
    members_total: int = 0
    holders: tuple[RoleHolder, ...] = ()
    holders_total: int = 0


def read(context: AppContext, record: PartyRecord) -> Standing:
    """Runs in a worker thread."""
    found = tuple(relations.relations_of(context, record.ref))
    refs = [relation.other for relation in found if relation.other is not None]
    days = {ref: partial_date_text(on) for ref, on in relations.birthdays(context, refs).items()}
    if record.kind == PERSON:
        homes = [m for m in record.memberships if m.group_kind == HOUSEHOLD and m.group_id]
        refs = [EntityRef("household", m.group_id or b"") for m in homes]
        members = [tuple(households.members(context, ref)) for ref in refs]
        return Standing(record, found, days, tuple(map(Home, refs, [m.group_name for m in homes], members)))
    if record.kind == ORGANIZATION:
        holders, total = companies.people(context, record.ref)
        return Standing(record, found, days, holders=tuple(holders), holders_total=total)
    members_of, total = households.first_members(context, record.ref)
    return Standing(record, found, days, members=tuple(members_of), members_total=total)
