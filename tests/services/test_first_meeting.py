"""Control questions: each answer in its place, one step, nothing asked or kept twice."""

import dataclasses
import datetime as dt

import pytest

from crm_desktop.base.errors import ConflictError, ValidationError
from crm_desktop.domain.contacts.records import (
    Address,
    Affiliation,
    Fact,
    ImportantDate,
    PartialDate,
    Preference,
)
from crm_desktop.services import undo
from crm_desktop.services.contacts import first_meeting, ops, queries
from crm_desktop.services.contacts.first_meeting import QUESTIONS
from tests.factories.people import person

ANSWERS = {
    "occupation": "Carpenter",
    "company": "Acme",
    "home": "Aarhus",
    "family": "married to Bo, daughter Ida",
    "interest": "sailing, golf , sailing",
    "pet": "Rex, a dog",
    "education": "Class of 1999 with Carl Ek",
    "birthday": "--02-29",
    "need": "a new kitchen",
    "source": "Trade fair",
    "channel": "phone",
}


@pytest.fixture
def anna(context):
    return ops.create(context, person("Anna Hansen", given="Anna", family="Hansen"))


def known(context, ref):
    return first_meeting.known(queries.load(context, ref), context.clock.today())


def test_every_answer_is_known_afterwards(context, anna):
    assert known(context, anna) == {}
    assert set(ANSWERS) == {question.key for question in QUESTIONS}
    first_meeting.save(context, anna, ANSWERS)
    found = known(context, anna)
    assert found.pop("interest") == ("sailing", "golf")
    assert found == {key: (text,) for key, text in ANSWERS.items() if key != "interest"}
    record = queries.load(context, anna)
    assert record.facts[0].learned_on == context.clock.today()
    assert record.affiliations[0].is_primary
    assert undo.undoable(context).label == "Control questions: Anna Hansen"
    undo.undo(context)
    assert known(context, anna) == {}


def test_a_second_meeting_adds_only_what_is_new(context, anna):
    first_meeting.save(context, anna, ANSWERS)
    step = undo.undoable(context)
    first_meeting.save(context, anna, ANSWERS)
    assert undo.undoable(context) == step  # nothing was written
    first_meeting.save(context, anna, {"interest": "Golf, chess", "family": "a son, Ib"})
    found = known(context, anna)
    assert found["interest"] == ("sailing", "golf", "chess")
    assert found["family"] == ("married to Bo, daughter Ida", "a son, Ib")


def test_what_somebody_else_learned_meanwhile_is_not_overwritten(context, anna):
    ops.set_field(context, anna, "occupation", "", "Joiner")
    with pytest.raises(ConflictError) as conflict:
        first_meeting.save(context, anna, ANSWERS)
    assert (conflict.value.field, conflict.value.mine, conflict.value.theirs) == (
        "occupation", "Carpenter", "Joiner",
    )  # fmt: skip
    assert known(context, anna) == {"occupation": ("Joiner",)}


def test_a_newer_word_about_a_channel_counts(context):
    ref = ops.create(context, person("Bo", preferences=(Preference("phone", "never", "was ill"),)))
    first_meeting.save(context, ref, {"channel": "phone"})
    (preference,) = queries.load(context, ref).preferences
    assert (preference.status, preference.asked_on) == ("ok", context.clock.today())


def test_what_is_known_from_elsewhere_counts(context):
    today = context.clock.today()
    record = person(
        "Bo Hansen",
        occupation="Baker",
        source="Web",
        affiliations=(Affiliation("Old", to_on=today - dt.timedelta(days=1)), Affiliation("New")),
        addresses=(Address(locality="Billund", usage="work"), Address(locality="Aarhus", usage="home")),
        dates=(ImportantDate("birthday", PartialDate(1980, 5, 1)),),
        facts=(Fact("pet", "Rex", "dog"),),
        preferences=(Preference("mail", "never", "asked"),),
    )
    assert known(context, ops.create(context, record)) == {
        "occupation": ("Baker",),
        "source": ("Web",),
        "company": ("New",),
        "home": ("Aarhus",),
        "birthday": ("1980-05-01",),
        "pet": ("Rex",),
    }


@pytest.mark.parametrize("wrong", [{"birthday": "31 April"}, {"channel": "pigeon"}, {"weight": "70"}])
def test_what_cannot_be_kept(context, anna, wrong):
    with pytest.raises(ValidationError) as refused:
        first_meeting.save(context, anna, {"occupation": "Baker"} | wrong)
    assert list(refused.value.fields) == list(wrong)
    assert known(context, anna) == {}


def test_companies_are_not_asked(context):
    acme = ops.create(context, dataclasses.replace(person("Acme"), kind="organization"))
    with pytest.raises(ValidationError):
        first_meeting.save(context, acme, {"occupation": "Maker"})
