"""Households: made of people, with a head, roles and dates, under a name that follows its members (S23, n4, n5)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import NotFoundError, ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.contacts import households as rules
from crm_desktop.domain.contacts.households import BY_HAND, FAMILY, HEAD, INFORMAL, NAME_RULES, Member
from crm_desktop.domain.contacts.records import HOUSEHOLD, PERSON, Membership, PartyRecord
from crm_desktop.domain.contacts.rules import clean_text
from crm_desktop.services.contacts import household_names
from crm_desktop.services.contacts.column_words import value_text
from crm_desktop.services.contacts.ops import conflict, title
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import relations as queries
from crm_desktop.storage.queries.history import Pointed, last_step_on
from crm_desktop.storage.queries.records import load_many
from crm_desktop.storage.tables import parties as t
from crm_desktop.storage.unit_of_work import UnitOfWork
from crm_desktop.storage.writing import Names, Writer

MOST_MEMBERS = 500
"""So many of a group are shown; the rest is counted."""


def members(context: AppContext, household: EntityRef) -> list[Member]:
    """Who lives or lived in a household: the head first, then as rules have it; without those in the trash."""
    with context.store.read() as connection:
        return household_names.members(connection, household)


def first_members(context: AppContext, group: EntityRef) -> tuple[list[Member], int]:
    """As `members`, of a household or group that may have thousands the first MOST_MEMBERS; and how many there are."""
    with context.store.read() as connection:
        rows = queries.members(connection, group.id)
        return household_names.of_rows(connection, rows[:MOST_MEMBERS]), len(rows)


def names(members: Sequence[Member]) -> dict[str, str]:
    """Rule -> the name that it makes of these people."""
    return {rule: rules.joint_name(members, rule) for rule in NAME_RULES if rule != BY_HAND}


def preview(context: AppContext, people: Sequence[EntityRef]) -> dict[str, str]:
    """Rule -> the name that a household of these people would have. Raises ValidationError as `create` does."""
    with context.store.read() as connection:
        return names(_checked_people(connection, people))


def create(
    context: AppContext,
    people: Sequence[EntityRef],
    *,
    name: str = "",
    rule: str = INFORMAL,
    roles: Mapping[EntityRef, str] | None = None,
    from_on: dt.date | None = None,
) -> EntityRef:
    """Makes a household of people, as one step; returns its reference.

    Args:
        context: the open file.
        people: contacts, at least two of them.
        name: what it is called; "" for the family name ("The Jensen family"), which then follows its members.
        rule: how its name on letters is made, a key of NAME_RULES; `BY_HAND` takes `name`.
        roles: who is what in it; without a word about it the first of `people` is the head.
        from_on: since when they live together.

    Raises:
        ValidationError: there are not two contacts, or no name can be made of theirs.
    """
    roles = roles or dict.fromkeys(people[:1], HEAD)
    with context.store.read() as connection:
        found = _checked_people(connection, people)
    found = [
        dataclasses.replace(member, role=roles.get(ref, ""))
        for member, ref in zip(found, people, strict=True)
    ]
    called = clean_text(name) or rules.joint_name(rules.in_order(found), FAMILY)
    if not called:
        raise ValidationError({"name": _("A household needs a name.")})
    label = called if rule == BY_HAND else ""
    with context.store.write(Step(_("Make the household {name}").format(name=called))) as work:
        writer = Writer(work, Names(context.store.dataset_id), context.store.locale)
        key = writer.add(PartyRecord(HOUSEHOLD, called, label_name=label, name_rule=rule))
        for member in found:
            _queue(writer, key, called, member.person, member.role, from_on)
        writer.flush()
    return EntityRef("household", key)


def add_member(
    context: AppContext,
    household: EntityRef,
    person: EntityRef,
    *,
    role: str = "",
    from_on: dt.date | None = None,
) -> None:
    """Takes somebody into a household; its name follows.

    Raises:
        ValidationError: they live there already, or are no contact.
        NotFoundError: household or contact is gone.
    """
    with context.store.write(Step(_("Add to {name}").format(name=title(context, household)))) as work:
        home = _load(work, household)
        (new,) = _checked_people(work.connection, [person], least=1)
        before = household_names.members(work.connection, household)
        today = context.clock.today()
        if any(m.person.id == person.id and (m.to_on is None or m.to_on >= today) for m in before):
            text = _("{name} belongs to this household already.").format(name=new.person.display_name)
            raise ValidationError({"person": text})
        writer = Writer(work, Names(context.store.dataset_id), context.store.locale)
        _queue(writer, household.id, home.display_name, new.person, clean_text(role), from_on)
        writer.flush()
        if role == HEAD:
            _step_back(work, before)
        household_names.follow(context, work, home, before)


def change_member(context: AppContext, household: EntityRef, base: Member, new: Member) -> None:
    """Changes role and dates of somebody in a household, field by field; a new head takes the place of the old one.

    Raises:
        ConflictError: what they changed was changed by somebody else too; nothing is written.
        ValidationError: it would end before it begins.
        NotFoundError: they were taken out of it meanwhile.
    """
    if new.from_on and new.to_on and new.from_on > new.to_on:
        raise ValidationError({"to_on": _("It ends before it begins.")})
    new = dataclasses.replace(new, role=clean_text(new.role))
    with context.store.write(Step(_("Change {name}").format(name=title(context, household)))) as work:
        home, before = _load(work, household), household_names.members(work.connection, household)
        now = next((member for member in before if member.id == base.id), None)
        if now is None or base.id is None:
            raise NotFoundError(_("This person was taken out of the household meanwhile."))
        was, wanted, there = (_columns(member) for member in (base, new, now))
        values = {name: value for name, value in wanted.items() if value != was[name]}
        for name, value in values.items():
            if there[name] not in (was[name], value):
                step = last_step_on(work.connection, t.group_member.name, base.id, name)
                shown = value_text(t.group_member.name, name, there[name], {}, Pointed())
                raise conflict(context, name, (was[name], value, there[name]), step, shown)
        if values:
            work.update(t.group_member, base.id, values)
        if values.get("role") == HEAD:
            _step_back(work, [member for member in before if member.id != base.id])
        household_names.follow(context, work, home, before)


def end_member(context: AppContext, household: EntityRef, member: Member, on: dt.date) -> None:
    """Somebody moves out: their place stays in the past of the household. Raises as `change_member`."""
    change_member(context, household, member, dataclasses.replace(member, to_on=on))


def remove_member(context: AppContext, household: EntityRef, member: Member) -> None:
    """Takes somebody out of a household as if they had never been there. Undo brings them back."""
    with context.store.write(Step(_("Remove from {name}").format(name=title(context, household)))) as work:
        home, before = _load(work, household), household_names.members(work.connection, household)
        work.remove(t.group_member, [member.id] if member.id else [])
        household_names.follow(context, work, home, before)


def set_rule(context: AppContext, household: EntityRef, base: str, rule: str, label_name: str = "") -> None:
    """Chooses how the name on letters is made.

    Args:
        context: the open file.
        household: which one.
        base: the rule that the user saw.
        rule: a key of NAME_RULES.
        label_name: the name itself, for `BY_HAND`.

    Raises:
        ConflictError: somebody else chose another one meanwhile.
        ValidationError: there is no such rule, or a name written by hand is empty.
    """
    label_name = clean_text(label_name)
    if rule not in NAME_RULES:
        raise ValidationError({"name_rule": _("There is no rule “{rule}” for names.").format(rule=rule)})
    if rule == BY_HAND and not label_name:
        raise ValidationError({"label_name": _("Write the name that is to stand on letters.")})
    with context.store.write(Step(_("Change {name}").format(name=title(context, household)))) as work:
        home = _load(work, household)
        if home.name_rule not in (base, rule):
            step = last_step_on(work.connection, t.party.name, household.id, "name_rule")
            shown = _(NAME_RULES.get(home.name_rule, home.name_rule))
            raise conflict(context, "name_rule", (base, rule, home.name_rule), step, shown)
        values = {"name_rule": rule} | ({"label_name": label_name} if rule == BY_HAND else {})
        work.update(t.party, household.id, {n: v for n, v in values.items() if getattr(home, n) != v})


def _checked_people(connection: Any, people: Sequence[EntityRef], least: int = 2) -> list[Member]:
    found = load_many(connection, list(dict.fromkeys(ref.id for ref in people)))
    if any(record.kind != PERSON or record.is_deleted for record in found) or len(found) < len(people):
        raise ValidationError({"people": _("A household is made of contacts; one of these is none.")})
    if len(found) < least:
        raise ValidationError({"people": _("A household needs two contacts at least.")})
    return [Member(record) for record in found]


def _queue(
    writer: Writer, home: Id, name: str, person: PartyRecord, role: str, from_on: dt.date | None
) -> None:
    place = Membership(name, HOUSEHOLD, role, from_on, group_id=home)
    writer.item(person.ref.id, place, len(person.memberships))


def _columns(member: Member) -> dict[str, Any]:
    return {"role": member.role, "from_on": member.from_on, "to_on": member.to_on}


def _step_back(work: UnitOfWork, others: Sequence[Member]) -> None:
    """There is one head: the old one is a member like the others."""
    heads = [member.id for member in others if member.role == HEAD and member.id]
    work.update_many(t.group_member, heads, {"role": ""})


def _load(work: UnitOfWork, household: EntityRef) -> PartyRecord:
    found = load_many(work.connection, [household.id])
    if not found or found[0].kind != HOUSEHOLD or found[0].is_deleted:
        raise NotFoundError(_("There is no such household."), _("It may lie in the trash."))
    return found[0]
