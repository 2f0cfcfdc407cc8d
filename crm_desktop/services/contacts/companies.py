"""Who works where: the people of a company with their roles, and somebody who begins there (S20)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from crm_desktop.base.errors import NotFoundError, ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import PERSON, Affiliation, PartyRecord
from crm_desktop.domain.contacts.rules import clean_text
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.contacts.new_employer import present_roles
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import relations as rows
from crm_desktop.storage.queries.relations import RoleHolder

__all__ = ["RoleHolder", "add_person", "people"]


def people(context: AppContext, company: EntityRef) -> tuple[list[RoleHolder], int]:
    """The first some hundred people with a role in a company, present ones first; and how many there are in all."""
    with context.store.read() as connection:
        return rows.role_holders(connection, company.id), rows.count_role_holders(connection, company.id)


def add_person(
    context: AppContext,
    company: EntityRef,
    person: EntityRef,
    *,
    title: str = "",
    department: str = "",
    from_on: dt.date | None = None,
) -> None:
    """Gives somebody a role in a company, as one step; it is the main one if they have no other now.

    Raises:
        ValidationError: they have this role already, or are no contact.
        NotFoundError: company or contact is gone.
    """
    home = queries.load(context, company)
    if home.is_deleted:
        raise NotFoundError(_("This company lies in the trash."), _("Nothing was saved. Take it out first."))
    role = Affiliation(
        home.display_name, clean_text(title), clean_text(department), from_on=from_on, org_id=company.id
    )
    label = _("{name} works at {company}")
    label = label.format(name=ops.title(context, person), company=home.display_name)
    ops.change_record(context, person, lambda record: _with_role(context, record, role), label)


def _with_role(context: AppContext, record: PartyRecord, role: Affiliation) -> PartyRecord:
    if record.kind != PERSON:
        raise ValidationError({"person": _("Only a contact has a role in a company.")})
    present = present_roles(record, context.clock.today())
    if any(r.org_id == role.org_id and r.title == role.title for r in present):
        raise ValidationError({"person": _("They have this role already.")})
    role = replace(role, is_primary=not any(r.is_primary for r in present))
    return replace(record, affiliations=(*record.affiliations, role))
