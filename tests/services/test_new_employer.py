"""A new employer: one step, the old desk is kept and found but not used, both companies' histories are right."""

import dataclasses
import datetime as dt

import pytest

from crm_desktop.base.errors import ConflictError, NotFoundError, ValidationError
from crm_desktop.domain.contacts.records import EMAIL, PHONE, Address, Affiliation, ContactPoint
from crm_desktop.services import search, undo
from crm_desktop.services.contacts import new_employer, ops, queries
from crm_desktop.services.contacts.new_employer import Move
from tests.factories.contexts import open_inline
from tests.factories.people import person

FIRST_DAY, LAST_DAY = dt.date(2026, 3, 1), dt.date(2026, 2, 28)
ANNA = person(
    "Anna Hansen",
    given="Anna",
    family="Hansen",
    affiliations=(
        Affiliation("Acme", "Buyer", is_primary=True, from_on=dt.date(2019, 1, 1)),
        Affiliation("Golf club", "Treasurer"),
    ),
    points=(
        ContactPoint(EMAIL, "anna@acme.example", "work", is_preferred=True),
        ContactPoint(EMAIL, "anna@home.example", "home"),
        ContactPoint(PHONE, "+45 33 11 22 33", "work"),
        ContactPoint(PHONE, "+45 20 20 20 20", "cell"),
    ),
    addresses=(Address(street="Havnen 1", locality="Aarhus", usage="work"),),
)


@pytest.fixture
def anna(context):
    return ops.create(context, ANNA)


def move(context, ref, **more):
    record = queries.load(context, ref)
    ended = new_employer.present_roles(record, context.clock.today())[:1]
    desk = [item.id for item in new_employer.of_the_desk(record)]
    wanted = Move(FIRST_DAY, company_name="Novo", title="Director", ended=ended, out_of_use=desk)
    new_employer.move(context, ref, dataclasses.replace(wanted, **more))


def test_what_goes_with_the_desk(context, anna):
    record = queries.load(context, anna)
    assert [getattr(item, "value", "address") for item in new_employer.of_the_desk(record)] == [
        "anna@acme.example", "+45 33 11 22 33", "address",
    ]  # fmt: skip


def test_a_move_is_one_step(context, anna):
    before = queries.load(context, anna)
    move(context, anna, email="anna@novo.example", end_reason="better job")
    after = queries.load(context, anna)
    old, club, new = after.affiliations
    assert (old.org_name, old.to_on, old.end_reason, old.is_primary) == (
        "Acme",
        LAST_DAY,
        "better job",
        False,
    )
    assert (club.to_on, club.is_primary) == (None, False)
    assert (new.org_name, new.title, new.from_on, new.is_primary) == ("Novo", "Director", FIRST_DAY, True)
    assert [p.value for p in after.points_of(EMAIL)] == [
        "anna@novo.example", "anna@home.example", "anna@acme.example",
    ]  # fmt: skip
    alias = after.points_of(EMAIL)[-1]
    assert (alias.status, alias.valid_to, alias.is_preferred) == ("old", LAST_DAY, False)
    assert [p.value for p in after.usable_points(PHONE)] == ["+45 20 20 20 20"]
    assert after.addresses[0].valid_to == LAST_DAY
    assert undo.undoable(context).label == "Anna Hansen moves to Novo"
    undo.undo(context)
    assert queries.load(context, anna) == before


def test_the_old_address_is_found_and_not_offered(context, anna):
    move(context, anna)
    (hit,) = search.find(context, "anna@acme.example")
    assert hit.ref == anna
    assert hit.matched == "anna@home.example"
    assert queries.resolve(context, "anna@acme.example") == anna
    (row,) = queries.rows(context, [anna.id])
    assert (row.subtitle, row.email, row.phone) == ("Director · Novo", "anna@home.example", "+45 20 20 20 20")


def test_both_companies_know(context, anna):
    acme = queries.resolve(context, "Acme")
    move(context, anna)
    novo = queries.resolve(context, "Novo")
    (ended,) = (e for e in queries.history(context, acme) if e.detail == "to_on")
    assert (ended.field, ended.after) == ("role", "Anna Hansen: 2026-02-28")
    assert ended.step_label == "Anna Hansen moves to Novo"
    joined = next(e for e in queries.history(context, novo) if e.field == "role")
    assert (joined.detail, joined.before, joined.after) == ("Director", None, "Anna Hansen")
    assert not [e for e in queries.history(context, novo) if "Acme" in (e.after or "")]


def test_a_company_that_is_there_is_used(context, anna):
    novo = ops.create(context, dataclasses.replace(person("Novo Nordisk"), kind="organization"))
    move(context, anna, company=novo, company_name="")
    assert queries.load(context, anna).affiliations[-1].org_id == novo.id


def test_back_to_an_old_address(context, anna):
    move(context, anna)
    move(context, anna, company_name="Acme", email="Anna@acme.example", ended=(), out_of_use=())
    record = queries.load(context, anna)
    assert len(record.points_of(EMAIL)) == 2
    assert (record.points_of(EMAIL)[0].value, record.points_of(EMAIL)[0].status) == (
        "anna@acme.example",
        "ok",
    )


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"company_name": " "}, "company"),
        ({"on": dt.date(2999, 1, 1)}, "on"),
        ({"email": "nonsense"}, "email"),
    ],
)
def test_what_cannot_be(context, anna, more, field):
    before = queries.load(context, anna)
    with pytest.raises(ValidationError) as refused:
        move(context, anna, **more)
    assert field in refused.value.fields
    assert queries.load(context, anna) == before


def test_two_programs(context, anna):
    seen = queries.load(context, anna)
    other = open_inline(context.store.path, user="Carla")
    try:
        role = seen.affiliations[0]
        ops.change_item(other, anna, role, dataclasses.replace(role, to_on=dt.date(2025, 12, 31)))
        ops.remove_item(other, anna, seen.affiliations[1])
    finally:
        other.close()
    with pytest.raises(ConflictError):
        move(context, anna, ended=seen.affiliations[:1])
    with pytest.raises(NotFoundError):
        move(context, anna, ended=seen.affiliations[1:])
    assert queries.load(context, anna).affiliations[0].to_on == dt.date(2025, 12, 31)


def test_who_has_a_role_in_a_company_is_no_household_of_it(context):
    acme = ops.create(context, dataclasses.replace(person("Acme"), kind="organization"))
    with pytest.raises(ValidationError):
        move(context, acme, ended=(), out_of_use=())
