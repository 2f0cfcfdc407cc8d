"""Households: made, joined, left, named by rule; one step each; two programs; letters."""

import dataclasses
import datetime as dt
import io

import pytest

from crm_desktop.base.errors import ConflictError, NotFoundError, ValidationError
from crm_desktop.domain.contacts.households import CHILD, FAMILY, FORMAL, HEAD, PARTNER
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import Address, ExternalId
from crm_desktop.services import importing, labels, undo
from crm_desktop.services.contacts import households, ops, queries
from crm_desktop.services.labels import LabelJob
from tests.factories.contexts import open_inline
from tests.factories.people import person

HOME = Address(street="Nørregade 1", locality="Aarhus C", postcode="8000", country="DK", usage="home")


@pytest.fixture
def people(context):
    return [
        ops.create(
            context, person(f"{given} {family}", given=given, family=family, addresses=(HOME,), **more)
        )
        for given, family, more in (
            ("Anna", "Jensen", {"prefix": "Mrs."}),
            ("Bo", "Jensen", {"prefix": "Mr."}),
            ("Carl", "Madsen", {}),
        )
    ]


@pytest.fixture
def home(context, people):
    return households.create(context, people[:2], from_on=dt.date(2020, 1, 1))


def shown(context, household):
    return [(m.person.given, m.role) for m in households.members(context, household)]


def test_a_household_is_one_step(context, people, home):
    record = queries.load(context, home)
    assert (record.kind, record.display_name, record.name_rule) == (
        "household",
        "The Jensen family",
        "informal",
    )
    assert shown(context, home) == [("Anna", HEAD), ("Bo", "")]
    (place,) = queries.load(context, people[1]).memberships
    assert (place.group_name, place.group_kind, place.from_on) == (
        "The Jensen family", "household", dt.date(2020, 1, 1),
    )  # fmt: skip
    assert undo.undoable(context).label == "Make the household The Jensen family"
    undo.undo(context)
    assert queries.load(context, home).is_deleted
    assert queries.load(context, people[0]).memberships == ()


def test_what_cannot_be(context, people):
    company = ops.create(context, dataclasses.replace(person("Acme"), kind="organization"))
    for wrong in ([], people[:1], [people[0], people[0]], [people[0], company]):
        with pytest.raises(ValidationError):
            households.create(context, wrong)


def test_members_come_and_go_and_the_name_follows(context, people, home):
    households.add_member(context, home, people[2], role=PARTNER, from_on=dt.date(2021, 1, 1))
    assert queries.load(context, home).display_name == "The Jensen and Madsen family"
    with pytest.raises(ValidationError, match="already"):
        households.add_member(context, home, people[2])
    carl = next(m for m in households.members(context, home) if m.person.given == "Carl")
    households.end_member(context, home, carl, dt.date(2022, 1, 1))
    assert queries.load(context, home).display_name == "The Jensen family"
    assert len(households.members(context, home)) == 3
    households.add_member(context, home, people[2])  # comes back
    households.remove_member(context, home, households.members(context, home)[-1])
    undo.undo(context)
    assert len(households.members(context, home)) == 4


def test_the_shown_name_follows_a_member_who_is_called_otherwise(context, people, home):
    ops.set_field(context, people[1], "family", "Jensen", "Holm")
    assert queries.load(context, home).display_name == "The Jensen and Holm family"
    assert [r.display_name for r in queries.rows(context, [home.id])] == ["The Jensen and Holm family"]
    ops.change_record(context, people[0], lambda record: dataclasses.replace(record, family="Holm"))
    assert queries.load(context, home).display_name == "The Holm family"
    undo.undo(context)
    assert queries.load(context, home).display_name == "The Jensen and Holm family"
    undo.undo(context)  # one step with the change that caused it
    assert queries.load(context, home).display_name == "The Jensen family"
    assert queries.load(context, people[1]).family == "Jensen"


def test_the_shown_name_follows_a_name_that_is_imported(context, people, home, tmp_path):
    ops.change_record(
        context, people[1], lambda r: dataclasses.replace(r, external_ids=(ExternalId("vcard", "bo"),))
    )
    card = tmp_path / "bo.vcf"
    card.write_text("BEGIN:VCARD\nVERSION:3.0\nUID:bo\nFN:Bo Holm\nN:Holm;Bo;;Mr.;\nEND:VCARD\n")
    importing.import_file(context, card)
    assert queries.load(context, people[1]).family == "Holm"
    assert queries.load(context, home).display_name == "The Jensen and Holm family"
    undo.undo(context)
    assert queries.load(context, home).display_name == "The Jensen family"


def test_the_shown_name_does_not_follow_who_has_moved_out(context, people, home):
    _anna, bo = households.members(context, home)
    households.end_member(context, home, bo, dt.date(2021, 1, 1))
    ops.set_field(context, people[1], "family", "Jensen", "Holm")
    assert queries.load(context, home).display_name == "The Jensen family"


def test_a_name_given_by_hand_stays_when_a_member_is_called_otherwise(context, people, home):
    ops.set_field(context, home, "display_name", "The Jensen family", "Farmhouse")
    ops.set_field(context, people[1], "family", "Jensen", "Holm")
    assert queries.load(context, home).display_name == "Farmhouse"


def test_a_name_given_by_hand_stays(context, people, home):
    ops.set_field(context, home, "display_name", "The Jensen family", "Farmhouse")
    households.add_member(context, home, people[2])
    assert queries.load(context, home).display_name == "Farmhouse"


def test_there_is_one_head(context, people, home):
    _anna, bo = households.members(context, home)
    households.change_member(context, home, bo, dataclasses.replace(bo, role=HEAD))
    assert shown(context, home) == [("Bo", HEAD), ("Anna", "")]
    undo.undo(context)
    assert shown(context, home) == [("Anna", HEAD), ("Bo", "")]
    with pytest.raises(ValidationError):
        households.change_member(context, home, bo, dataclasses.replace(bo, to_on=dt.date(2019, 1, 1)))
    households.remove_member(context, home, bo)
    with pytest.raises(NotFoundError):
        households.change_member(context, home, bo, dataclasses.replace(bo, role=CHILD))


def test_two_programs_change_one_place(context, people, home):
    _anna, bo = households.members(context, home)
    other = open_inline(context.store.path, user="Carla")
    try:
        households.change_member(other, home, bo, dataclasses.replace(bo, role=PARTNER))
    finally:
        other.close()
    households.change_member(context, home, bo, dataclasses.replace(bo, from_on=dt.date(2019, 5, 1)))
    with pytest.raises(ConflictError, match="Carla"):
        households.change_member(context, home, bo, dataclasses.replace(bo, role=CHILD))
    with pytest.raises(ConflictError):
        households.set_rule(context, home, FORMAL, FAMILY)


def test_the_rule_names_the_label(context, people, home):
    assert households.names(households.members(context, home)) == {
        "informal": "Anna and Bo Jensen", "formal": "Mrs. and Mr. Jensen", "family": "The Jensen family",
    }  # fmt: skip
    job = LabelJob("avery-l7160", Selection.all_of(ListQuery(kinds=("person",))), is_household=True)

    def printed():
        plan = labels.plan(context, job)
        return {piece.lines[0] for piece in plan.pieces}, plan.joined

    assert printed() == ({"Mrs. Anna and Mr. Bo Jensen", "Carl Madsen"}, 1)
    households.set_rule(context, home, "informal", FORMAL)
    assert printed() == ({"Mrs. and Mr. Jensen", "Carl Madsen"}, 1)
    households.set_rule(context, home, FORMAL, "", "Farmhouse")
    assert printed() == ({"Farmhouse", "Carl Madsen"}, 1)
    with pytest.raises(ValidationError):
        households.set_rule(context, home, "", "", " ")


def test_one_address_makes_no_household(context, people):
    """Only a place in a household does; a place that has not begun, or has ended, does not."""
    job = LabelJob("avery-l7160", Selection.all_of(ListQuery(kinds=("person",))), is_household=True)
    assert len(labels.plan(context, job).pieces) == 3
    home = households.create(context, people[:2], from_on=dt.date(2999, 1, 1))
    assert len(labels.plan(context, job).pieces) == 3
    for member in households.members(context, home):
        households.change_member(context, home, member, dataclasses.replace(member, from_on=None))
    assert len(labels.plan(context, job).pieces) == 2
    out = io.BytesIO()
    assert labels.print_pdf(context, job, out).labels == 2


def test_preview(context, people):
    assert households.preview(context, [people[0], people[2]])["informal"] == "Anna Jensen and Carl Madsen"


def test_the_history_of_the_household_tells_who_came(context, people, home):
    households.add_member(context, home, people[2], role=PARTNER)
    entry = next(e for e in queries.history(context, home) if e.after == "Carl Madsen")
    assert (entry.field, entry.detail) == ("group", PARTNER)
