"""Joint names: no name lost, no family name twice, words in the order of the names; never by cutting a full name."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.contacts.households import (
    CHILD,
    FAMILY,
    FORMAL,
    HEAD,
    INFORMAL,
    PARTNER,
    Member,
    in_order,
    joint_lines,
    joint_name,
)
from crm_desktop.domain.contacts.names import is_east_asian
from crm_desktop.domain.contacts.records import PartyRecord

ANNA = PartyRecord(prefix="Mrs.", given="Anna", family="Jensen")
BO = PartyRecord(prefix="Mr.", given="Bo", family="Jensen")
MADSEN = replace(BO, family="Madsen")
KIM, LEE = PartyRecord(given="민수", family="김"), PartyRecord(given="영희", family="이")


def members(*people):
    return [Member(person) for person in people]


@pytest.mark.parametrize(
    ("people", "rule", "name"),
    [
        ([ANNA, BO], INFORMAL, "Anna and Bo Jensen"),
        ([ANNA, MADSEN], INFORMAL, "Anna Jensen and Bo Madsen"),
        ([BO, ANNA], FORMAL, "Mr. and Mrs. Jensen"),
        ([ANNA, MADSEN], FORMAL, "Mrs. Anna Jensen and Mr. Bo Madsen"),
        ([ANNA, replace(BO, prefix="")], FORMAL, "Anna and Bo Jensen"),
        ([BO, replace(BO, given="Carl")], FORMAL, "Mr. Bo and Mr. Carl Jensen"),
        ([ANNA, BO], FAMILY, "The Jensen family"),
        ([ANNA, MADSEN], FAMILY, "The Jensen and Madsen family"),
        ([ANNA, replace(BO, family="")], FAMILY, "Anna Jensen and Bo"),
        ([ANNA], INFORMAL, "Anna Jensen"),
        ([], INFORMAL, ""),
        ([replace(ANNA, additional="Maria"), BO], INFORMAL, "Anna Maria and Bo Jensen"),
        ([ANNA, BO, MADSEN], INFORMAL, "Anna and Bo Jensen and Bo Madsen"),
        ([ANNA, BO, replace(BO, given="Ib")], INFORMAL, "Anna, Bo and Ib Jensen"),
        ([ANNA, BO, replace(BO, given="Ib"), replace(BO, given="Ida")], INFORMAL, "The Jensen family"),
        ([ANNA, replace(BO, suffix="Jr.")], INFORMAL, "Anna Jensen and Bo Jensen Jr."),
        ([ANNA, replace(BO, family="JENSEN")], INFORMAL, "Anna and Bo Jensen"),
        ([ANNA, replace(BO, family="van der Berg")], INFORMAL, "Anna Jensen and Bo van der Berg"),
        ([ANNA, replace(BO, label_name="Captain Bo")], INFORMAL, "Anna Jensen and Captain Bo"),
        ([KIM, LEE], INFORMAL, "김민수 and 이영희"),
        ([KIM, replace(LEE, family="김")], INFORMAL, "김민수 and 김영희"),
        ([replace(person, name_order="family_first", prefix="") for person in (ANNA, BO)], INFORMAL,
         "Jensen Anna and Bo"),
    ],
)  # fmt: skip
def test_joint_names(people, rule, name):
    assert joint_name(members(*people), rule) == name


def test_a_line_for_each_family_name():
    assert joint_lines(members(ANNA, BO, MADSEN)) == ("Anna and Bo Jensen", "Bo Madsen")
    assert joint_lines(members(ANNA, BO), with_prefix=True) == ("Mrs. Anna and Mr. Bo Jensen",)


def test_children_are_meant_with_their_parents_in_a_formal_name():
    ida = Member(PartyRecord(given="Ida", family="Jensen"), CHILD)
    assert joint_name([*members(BO, ANNA), ida], FORMAL) == "Mr. and Mrs. Jensen"
    stepson = Member(PartyRecord(given="Ib", family="Holm"), CHILD)
    assert joint_name([*members(BO, ANNA), stepson], FORMAL) == "Bo and Anna Jensen and Ib Holm"


def test_the_head_comes_first():
    ida, anna, bo = Member(ANNA, CHILD), Member(ANNA, PARTNER), Member(BO, HEAD)
    aunt = Member(MADSEN, "aunt")
    assert in_order([ida, aunt, anna, bo]) == [bo, anna, aunt, ida]


LETTERS = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x24F), min_size=1, max_size=8)
PEOPLE = st.builds(
    PartyRecord,
    prefix=st.sampled_from(["", "Mr.", "Mrs.", "Dr."]),
    given=st.one_of(LETTERS.map(lambda text: f"g{text}"), st.sampled_from(["민수", "영희"])),
    family=st.sampled_from(["", "Jensen", "Madsen", "van Holm", "김"]),
    suffix=st.sampled_from(["", "", "Jr."]),
    name_order=st.sampled_from(["", "", "family_first"]),
)


@given(st.lists(PEOPLE, min_size=1, max_size=3), st.booleans())
def test_no_name_is_lost_and_no_family_name_is_doubled(people, with_prefix):
    name = joint_name(members(*people), INFORMAL, with_prefix=with_prefix)
    for person in people:
        assert person.given in name
        assert person.family in name
    for family in {person.family for person in people if person.family}:
        sharing = [
            p
            for p in people
            if p.family == family and not p.suffix and not is_east_asian(f"{p.given}{p.family}")
        ]
        orders = {p.name_order for p in sharing}
        alone = [p for p in people if p.family == family and p not in sharing]
        assert name.count(family) == len(orders) + len(alone)


@given(st.lists(PEOPLE, min_size=1, max_size=5), st.sampled_from([FORMAL, FAMILY]))
def test_every_family_name_stands_in_every_name(people, rule):
    name = joint_name(members(*people), rule)
    assert all(person.family in name for person in people)
