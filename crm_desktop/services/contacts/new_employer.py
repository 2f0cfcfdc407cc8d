"""Somebody changes jobs: the old role ends, a new one begins, the old desk goes out of use (P15, n29)."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from crm_desktop.base.errors import ConflictError, NotFoundError, ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.contacts.records import (
    EMAIL,
    PERSON,
    PHONE,
    Address,
    Affiliation,
    ContactPoint,
    PartyRecord,
)
from crm_desktop.domain.contacts.rules import clean_text
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.contacts.ops import conflict
from crm_desktop.services.context import AppContext

WORK = "work"


@dataclass(frozen=True, slots=True)
class Move:
    """What is known of a change of employer.

    Attributes:
        on: the first day at the new company; the old role ends the day before.
        company: the new company; None finds or makes the one called `company_name`.
        ended: the roles that end, as the user saw them.
        out_of_use: ids of phones, e-mails and addresses that belonged to the old desk. They stay with the person, are
            found, and are not used any more.
        end_reason: why the old role ended.
        email, phone: at the new desk, if known.
    """

    on: dt.date
    company: EntityRef | None = None
    company_name: str = ""
    title: str = ""
    department: str = ""
    ended: tuple[Affiliation, ...] = ()
    out_of_use: Collection[Id] = ()
    end_reason: str = ""
    email: str = ""
    phone: str = ""


def present_roles(record: PartyRecord, today: dt.date) -> tuple[Affiliation, ...]:
    """The roles that a person has now; the main one first."""
    found = [role for role in record.affiliations if role.to_on is None or role.to_on >= today]
    return tuple(sorted(found, key=lambda role: not role.is_primary))


def of_the_desk(record: PartyRecord) -> tuple[ContactPoint | Address, ...]:
    """The phones, e-mails and addresses that go with the place where a person works, as far as they are in use."""
    points = [p for p in record.points if p.kind in (EMAIL, PHONE) and p.is_usable and fold(p.usage) == WORK]
    places = [a for a in record.addresses if a.valid_to is None and fold(a.usage) == WORK]
    return (*points, *places)


def move(context: AppContext, person: EntityRef, wanted: Move) -> None:
    """Writes a change of employer down, as one step that Undo takes back.

    Raises:
        ValidationError: there is no company, the day lies ahead, or an e-mail is none.
        ConflictError: one of the roles was ended by somebody else meanwhile.
        NotFoundError: the person, or a role of theirs, is gone.
    """
    wanted = _cleaned(context, wanted)
    record = queries.load(context, person)
    if record.kind != PERSON:
        raise ValidationError({"person": _("Only a contact has a role in a company.")})
    company = wanted.company_name or (
        queries.load(context, wanted.company).display_name if wanted.company else ""
    )
    label = _("{name} moves to {company}").format(name=record.display_name, company=company)
    ops.change_record(context, person, lambda now: _moved(context, now, wanted, company), label)


def _cleaned(context: AppContext, wanted: Move) -> Move:
    texts = {f.name: clean_text(getattr(wanted, f.name)) for f in dataclasses.fields(Move) if f.type == "str"}
    wanted = replace(wanted, **texts)  # type: ignore[arg-type]  # only texts are in it
    reasons = {}
    if wanted.company is None and not wanted.company_name:
        reasons["company"] = _("Name the new company.")
    if wanted.on > context.clock.today():
        reasons["on"] = _("This day lies ahead. Note the move when it has come; until then plan a task.")
    if reasons:
        raise ValidationError(reasons)
    return wanted


def _moved(context: AppContext, record: PartyRecord, wanted: Move, company: str) -> PartyRecord:
    """The record after the move."""
    last_day = wanted.on - dt.timedelta(days=1)
    roles = [_stepped_back(context, role, wanted, last_day) for role in record.affiliations]
    if not {role.id for role in wanted.ended} <= {role.id for role in record.affiliations}:
        raise NotFoundError(_("The old role was removed meanwhile."), _("Nothing was saved. Look again."))
    new = Affiliation(
        company,
        wanted.title,
        wanted.department,
        is_primary=True,
        from_on=wanted.on,
        org_id=wanted.company.id if wanted.company else None,
    )
    retired = set(wanted.out_of_use)
    points = tuple(_retired(point, last_day) if point.id in retired else point for point in record.points)
    addresses = tuple(
        replace(address, valid_to=last_day, is_preferred=False) if address.id in retired else address
        for address in record.addresses
    )
    for kind, value in ((EMAIL, wanted.email), (PHONE, wanted.phone)):
        points = _with_point(points, kind, value, wanted.on)
    return replace(record, affiliations=(*roles, new), points=points, addresses=addresses)


def _stepped_back(context: AppContext, role: Affiliation, wanted: Move, last_day: dt.date) -> Affiliation:
    """A role beside the new one: ended if it is one of those, and not the main one any more."""
    seen = next((ended for ended in wanted.ended if ended.id == role.id), None)
    if seen is None:
        return replace(role, is_primary=False)
    ends = max(last_day, role.from_on) if role.from_on else last_day
    if role.to_on not in (seen.to_on, ends):
        error: ConflictError = conflict(context, "to_on", (seen.to_on, ends, role.to_on), None)
        raise error
    return replace(role, to_on=ends, end_reason=wanted.end_reason or role.end_reason, is_primary=False)


def _retired(point: ContactPoint, last_day: dt.date) -> ContactPoint:
    ends = max(last_day, point.valid_from) if point.valid_from else last_day
    return replace(point, status="old", valid_to=ends, is_preferred=False)


def _with_point(
    points: tuple[ContactPoint, ...], kind: str, value: str, since: dt.date
) -> tuple[ContactPoint, ...]:
    """Points with that of the new desk, which is the one to use first; one that is there already is in use again."""
    if not value:
        return points
    new = ContactPoint(kind, value, WORK, is_preferred=True, valid_from=since)
    there = next((p for p in points if p.kind == kind and fold(p.value) == fold(value)), None)
    others = tuple(p if p.kind != kind else replace(p, is_preferred=False) for p in points if p is not there)
    if there is not None:
        new = replace(there, usage=WORK, is_preferred=True, status="ok", valid_to=None)
    return (*others, new)
