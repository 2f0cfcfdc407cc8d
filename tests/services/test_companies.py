"""The people of a company, and somebody who begins there."""

import dataclasses
import datetime as dt

import pytest

from crm_desktop.base.errors import NotFoundError, ValidationError
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import Affiliation
from crm_desktop.services import undo
from crm_desktop.services.contacts import companies, ops, queries
from tests.factories.people import person


@pytest.fixture
def acme(context):
    return ops.create(context, dataclasses.replace(person("Acme"), kind="organization"))


def names(context, ref):
    holders, total = companies.people(context, ref)
    assert total == len(holders)
    return [(holder.name, holder.role.title) for holder in holders]


def test_present_people_come_first(context, acme):
    ended = Affiliation("Acme", "Clerk", to_on=dt.date(2020, 1, 1))
    ops.create(context, person("Anna Ek", affiliations=(ended,)))
    bo = ops.create(context, person("Bo Ek", affiliations=(Affiliation("Acme", "Buyer"),)))
    assert names(context, acme) == [("Bo Ek", "Buyer"), ("Anna Ek", "Clerk")]
    ops.trash(context, Selection.of(bo.id))
    assert names(context, acme) == [("Anna Ek", "Clerk")]


def test_somebody_begins(context, acme):
    bo = ops.create(context, person("Bo Ek"))
    companies.add_person(context, acme, bo, title="Buyer", from_on=dt.date(2026, 1, 1))
    (role,) = queries.load(context, bo).affiliations
    assert (role.org_id, role.title, role.is_primary) == (acme.id, "Buyer", True)
    assert undo.undoable(context).label == "Bo Ek works at Acme"
    with pytest.raises(ValidationError, match="already"):
        companies.add_person(context, acme, bo, title="Buyer")
    companies.add_person(context, acme, bo, title="Chair")
    assert [role.is_primary for role in queries.load(context, bo).affiliations] == [True, False]


def test_who_cannot(context, acme):
    with pytest.raises(ValidationError):
        companies.add_person(context, acme, acme)
    bo = ops.create(context, person("Bo Ek"))
    ops.trash(context, Selection.of(acme.id))
    with pytest.raises(NotFoundError):
        companies.add_person(context, acme, bo)
