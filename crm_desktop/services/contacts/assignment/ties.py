"""`company`, `title`, `role.Acme.…`, `group`, `household`: what a person belongs to."""

from __future__ import annotations

import dataclasses

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import (
    GROUP,
    HOUSEHOLD,
    PERSON,
    Affiliation,
    Membership,
    PartyRecord,
)
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts.assignment.terms import (
    ADD,
    REMOVE,
    SET,
    Assignment,
    changed,
    nth,
    put,
)

ROLE_ATTRIBUTES = {
    "company": "org_name",
    "title": "title",
    "department": "department",
    "role": "role",
    "from": "from_on",
    "to": "to_on",
    "end_reason": "end_reason",
    "is_primary": "is_primary",
    "primary": "is_primary",
}
MEMBER_ATTRIBUTES = {"role": "role", "from": "from_on", "to": "to_on"}


def set_role(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`role.Acme.title=…`, `role.2.to=…`, `role.Acme=` (removes), `role+=Acme`. Raises ValidationError."""
    if not assignment.rest:
        return set_company(record, assignment)
    assignment.only(SET)
    rest, attribute = assignment.split_off(ROLE_ATTRIBUTES)
    if not rest:
        return _with(record, assignment, _first(record), attribute)
    name = ".".join(rest)
    index = _found(record, assignment, name)
    if not attribute and not assignment.value:
        return dataclasses.replace(record, affiliations=put(record.affiliations, index, None))
    if index == len(record.affiliations):
        if not assignment.value:
            return record
        record = _joined(record, assignment, name)
    return _with(record, assignment, index, attribute or "title")


def set_company(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`company=Acme` (of the main role), `company+=Acme` (one more), `company-=Acme`.

    Raises:
        ValidationError: it cannot be done.
    """
    if assignment.rest:
        raise assignment.refusal(
            _("Write role.{company}.title for one of several roles.").format(company=assignment.rest[0])
        )
    value = assignment.value
    if assignment.operator == SET:
        return _with(record, assignment, _first(record), "org_name")
    named = [i for i, role in enumerate(record.affiliations) if fold(role.org_name) == fold(value)]
    if assignment.operator == ADD:
        return record if named else _joined(record, assignment, value)
    if not named:
        raise assignment.refusal(_("This record has no role in “{company}”.").format(company=value))
    kept = tuple(role for i, role in enumerate(record.affiliations) if i not in named)
    return dataclasses.replace(record, affiliations=kept)


def set_main_role(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`title=…`, `department=…`: of the main role. Raises ValidationError."""
    assignment.only(SET)
    if assignment.rest:
        raise assignment.refusal(
            _("Write role.{company}.{name} for one of several roles.").format(
                company=assignment.rest[0], name=assignment.field
            )
        )
    return _with(record, assignment, _first(record), assignment.field)


def check_roles(record: PartyRecord) -> str:
    """Why the roles cannot be saved, "" when they can. For the end: a title may come before its company."""
    if any(not (role.org_name or role.org_id) for role in record.affiliations):
        return _("A role needs its company: add company=…, or use occupation=… instead.")
    return ""


def _first(record: PartyRecord) -> int:
    """Index of the main role: the primary, else the first that has not ended; the length if there is none."""
    order = sorted(
        range(len(record.affiliations)),
        key=lambda i: (not record.affiliations[i].is_primary, record.affiliations[i].to_on is not None),
    )
    return order[0] if order else 0


def _found(record: PartyRecord, assignment: Assignment, name: str) -> int:
    """Index of the role in a company, or of the role with that number; the length for a new one."""
    for index, role in enumerate(record.affiliations):
        if fold(role.org_name) == fold(name):
            return index
    if name.isdecimal():
        index = nth(assignment, range(len(record.affiliations)), len(record.affiliations), int(name))
        if index < len(record.affiliations):
            return index
        raise assignment.refusal(_("Name the company of the new role: role+=Acme."))
    return len(record.affiliations)


def _joined(record: PartyRecord, assignment: Assignment, company: str) -> PartyRecord:
    if record.kind != PERSON:
        raise assignment.refusal(_("Only a contact has a role in a company."))
    if not company:
        raise assignment.refusal(_("There is nothing to add."))
    return dataclasses.replace(record, affiliations=(*record.affiliations, Affiliation(company)))


def _with(record: PartyRecord, assignment: Assignment, index: int, attribute: str) -> PartyRecord:
    """One attribute of a role set; without a company the role goes, another company begins a new one."""
    is_new = index == len(record.affiliations)
    if is_new and not assignment.value:
        return record
    if is_new and record.kind != PERSON:
        raise assignment.refusal(_("Only a contact has a role in a company."))
    role = Affiliation() if is_new else record.affiliations[index]
    after: Affiliation | None
    if attribute != "org_name":
        after = changed(role, assignment, attribute, assignment.value)
    elif not assignment.value:
        after = None
    elif fold(role.org_name) == fold(assignment.value):
        after = role
    else:
        after = dataclasses.replace(role, org_name=assignment.value, org_id=None, id=None)
    roles = put(record.affiliations, index, after)
    if after is not None and after.is_primary:
        roles = tuple(
            dataclasses.replace(r, is_primary=False) if i != index and r.is_primary else r
            for i, r in enumerate(roles)
        )
    return dataclasses.replace(record, affiliations=roles)


def set_group(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`group+=Choir`, `group-=Choir`, `group=Choir, Board`, `group.Choir.role=…`. Raises ValidationError."""
    rest, attribute = assignment.split_off(MEMBER_ATTRIBUTES)
    if rest:
        assignment.only(SET)
        return _with_membership(record, assignment, ".".join(rest), attribute, GROUP)
    names = [name for name in (part.strip() for part in assignment.value.split(",")) if name]
    wanted = {fold(name) for name in names}
    mine = {fold(m.group_name): m for m in record.memberships if m.group_kind != HOUSEHOLD}
    if assignment.operator == REMOVE and not wanted <= mine.keys():
        raise assignment.refusal(_("This record is not in “{group}”.").format(group=assignment.value))
    gone = set()
    if assignment.operator == REMOVE:
        gone = wanted
    elif assignment.operator == SET:
        gone = mine.keys() - wanted
    kept = tuple(m for m in record.memberships if m.group_kind == HOUSEHOLD or fold(m.group_name) not in gone)
    new = () if assignment.operator == REMOVE else tuple(n for n in names if fold(n) not in mine)
    return dataclasses.replace(record, memberships=kept + tuple(Membership(name) for name in new))


def set_household(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`household=Familien Hansen` (instead of another one), `household=`, `household.role=…`.

    Raises:
        ValidationError: it cannot be done.
    """
    assignment.only(SET)
    _rest, attribute = assignment.split_off(MEMBER_ATTRIBUTES)
    own = next((m.group_name for m in record.memberships if m.group_kind == HOUSEHOLD), "")
    if attribute:
        return _with_membership(record, assignment, own, attribute, HOUSEHOLD)
    if assignment.value and fold(assignment.value) == fold(own):
        return record
    others = tuple(m for m in record.memberships if m.group_kind != HOUSEHOLD)
    new = (Membership(assignment.value, HOUSEHOLD),) if assignment.value else ()
    return dataclasses.replace(record, memberships=others + new)


def _with_membership(
    record: PartyRecord, assignment: Assignment, name: str, attribute: str, kind: str
) -> PartyRecord:
    index = next(
        (
            i
            for i, m in enumerate(record.memberships)
            if (m.group_kind == HOUSEHOLD) == (kind == HOUSEHOLD) and fold(m.group_name) == fold(name)
        ),
        None,
    )
    if index is None:
        raise assignment.refusal(_("This record is not in “{group}”.").format(group=name or kind))
    if not attribute and assignment.value:
        raise assignment.refusal(
            _("Of a membership there are {parts}.").format(parts=", ".join(MEMBER_ATTRIBUTES))
        )
    after = None
    if attribute:
        after = changed(record.memberships[index], assignment, attribute, assignment.value)
    return dataclasses.replace(record, memberships=put(record.memberships, index, after))
