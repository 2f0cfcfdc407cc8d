import datetime as dt
from dataclasses import replace

import pytest

from crm_desktop.domain.contacts.households import Member
from crm_desktop.domain.contacts.labels import (
    ARCHIVED,
    BAD_ADDRESS,
    DECEASED,
    DO_NOT_MAIL,
    INCOMPLETE,
    NO_ADDRESS,
    NO_NAME,
    REASONS,
    TRASH,
    AddresseeOptions,
    LeftOut,
    addressee,
    choose_address,
)
from crm_desktop.domain.contacts.records import (
    HOUSEHOLD,
    ORGANIZATION,
    PERSON,
    PHONE,
    Address,
    Affiliation,
    ContactPoint,
    ImportantDate,
    PartialDate,
    PartyRecord,
    Preference,
)

TODAY = dt.date(2026, 3, 10)
FROM_DK = AddresseeOptions(sender_country="DK")
HOME = Address(street="Vestergade 1", postcode="8000", locality="Aarhus C", country="DK", usage="home")
WORK = Address(street="Havnen 5", postcode="7190", locality="Billund", country="DK", usage="work")
WINTER = replace(WORK, season_from="12-01", season_to="04-01")
ANNA = PartyRecord(
    prefix="Dr.",
    given="Anna",
    family="Hansen",
    display_name="Anna Hansen",
    addresses=(WORK, HOME),
    affiliations=(
        Affiliation("Old Ltd", to_on=dt.date(2020, 1, 1)),
        Affiliation("Lego A/S", is_primary=True),
    ),
)
BO = PartyRecord(given="Bo", family="Hansen", display_name="Bo Hansen")


def lines(record, options=FROM_DK, **more):
    found = addressee(record, options, TODAY, **more)
    return found.lines if not isinstance(found, LeftOut) else found.reason


def test_a_person_is_written_to_at_home():
    assert lines(ANNA) == ("Dr. Anna Hansen", "Vestergade 1", "8000 Aarhus C")


def test_the_company_stands_on_an_address_at_work():
    at_work = AddresseeOptions("DK", usages=("work",))
    assert lines(ANNA, at_work) == ("Dr. Anna Hansen", "Lego A/S", "Havnen 5", "7190 Billund")
    plain = AddresseeOptions("DK", usages=("work",), with_company=False, with_prefix=False)
    assert lines(ANNA, plain)[:2] == ("Anna Hansen", "Havnen 5")


def test_the_country_only_abroad():
    assert lines(ANNA, AddresseeOptions("KR"))[-1] == "DENMARK"
    assert addressee(ANNA, FROM_DK, TODAY).country == "DK"


def test_a_company():
    lego = PartyRecord(kind=ORGANIZATION, display_name="Lego A/S", addresses=(HOME, WORK))
    assert lines(lego) == ("Lego A/S", "Havnen 5", "7190 Billund")


def test_a_person_without_an_address_is_written_to_at_the_company():
    lego = PartyRecord(kind=ORGANIZATION, display_name="Lego A/S", addresses=(WORK,))
    assert lines(replace(ANNA, addresses=()), company=lego)[:3] == ("Dr. Anna Hansen", "Lego A/S", "Havnen 5")


def test_a_korean_name_in_its_own_script_for_an_address_in_that_script():
    seoul = Address(
        street="세종대로 110", locality="중구", region="서울특별시", postcode="04524", country="KR"
    )
    kim = PartyRecord(given="Minsu", family="Kim", native_name="김민수", addresses=(seoul,))
    assert "김민수" in lines(kim, AddresseeOptions("KR"))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_deleted": True}, TRASH),
        ({"is_archived": True}, ARCHIVED),
        ({"dates": (ImportantDate("death", PartialDate(2025)),)}, DECEASED),
        ({"preferences": (Preference("mail", "never", "not interested"),)}, DO_NOT_MAIL),
        ({"preferences": (Preference("mail", "opt_out", until_on=dt.date(2026, 3, 10)),)}, DO_NOT_MAIL),
        ({"addresses": ()}, NO_ADDRESS),
        ({"addresses": (replace(HOME, valid_to=dt.date(2026, 3, 9)),)}, NO_ADDRESS),
        ({"addresses": (replace(HOME, valid_from=dt.date(2026, 3, 11)),)}, NO_ADDRESS),
        ({"addresses": (replace(HOME, quality="returned"),)}, BAD_ADDRESS),
        ({"addresses": (replace(HOME, street=""),)}, INCOMPLETE),
        (
            {
                "display_name": "33",
                "given": "",
                "family": "",
                "points": (ContactPoint(PHONE, "33"),),
                "affiliations": (),
            },
            NO_NAME,
        ),
    ],
)
def test_who_is_left_out_and_why(change, reason):
    assert lines(replace(ANNA, **change)) == reason


def test_preferences_that_do_not_keep_anybody_out():
    for preference in (
        Preference("email", "never"),
        Preference("mail", "ok"),
        Preference("mail", "opt_out", until_on=dt.date(2026, 3, 9)),
    ):
        assert lines(replace(ANNA, preferences=(preference,)))[0] == "Dr. Anna Hansen"
    stern = replace(ANNA, preferences=(Preference("mail", "never"),))
    assert lines(stern, AddresseeOptions("DK", include_do_not_mail=True))[0] == "Dr. Anna Hansen"


def test_reasons_are_told_in_words():
    assert LeftOut(DO_NOT_MAIL, "not interested").text == "Does not want mail (not interested)"
    assert all(LeftOut(reason).text for reason in REASONS)


@pytest.mark.parametrize(
    ("addresses", "usages", "chosen"),
    [
        ((WORK, HOME), (), HOME),
        ((replace(WORK, is_preferred=True), HOME), (), replace(WORK, is_preferred=True)),
        ((replace(WORK, is_preferred=True), HOME), ("home",), HOME),
        ((replace(HOME, quality="bad"), WORK), (), WORK),
        ((HOME, WINTER), (), WINTER),
        ((HOME, replace(WORK, season_from="06-01", season_to="09-01")), (), HOME),
        ((replace(HOME, usage="Sommerhus"),), (), replace(HOME, usage="Sommerhus")),
    ],
)  # fmt: skip
def test_which_address(addresses, usages, chosen):
    assert choose_address(addresses, PERSON, usages, TODAY) == chosen


def test_households():
    home = PartyRecord(kind=HOUSEHOLD, display_name="Hansen", addresses=(HOME,))
    assert lines(home, members=[Member(ANNA), Member(BO)])[0] == "Dr. Anna and Bo Hansen"
    assert (
        lines(replace(home, label_name="The Hansens"), members=[Member(ANNA), Member(BO)])[0] == "The Hansens"
    )
    ruled = replace(home, label_name="The Hansens", name_rule="family")
    assert lines(ruled, members=[Member(ANNA), Member(BO)])[0] == "The Hansen family"
    shy = replace(BO, preferences=(Preference("mail", "never"),))
    assert lines(home, members=[Member(ANNA), Member(shy)])[0] == "Dr. Anna Hansen"
    assert lines(home, members=[Member(shy)]) == DO_NOT_MAIL
    assert lines(home)[0] == "Hansen"
