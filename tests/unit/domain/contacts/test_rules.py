import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.contacts.records import (
    EMAIL,
    PHONE,
    Address,
    Affiliation,
    ContactPoint,
    CustomValue,
    ExtraProperty,
    ImportantDate,
    Note,
    PartialDate,
    PartyRecord,
    Preference,
)
from crm_desktop.domain.contacts.rules import (
    clean_item,
    clean_lines,
    clean_party,
    clean_text,
    is_plausible_email,
    reject_reasons,
    validate_item,
    validate_party,
)

ANNA = PartyRecord(given="Anna", family="Hansen")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  Anna ", "Anna"),
        ("An\x00na", "Anna"),
        ("A\r\nB\tC", "A B C"),
        ("A\u030arhus", "Århus"),
        ("x\ud800y", "xy"),
        ("\ufeffAnna", "Anna"),
        ("क्‍ष", "क्‍ष"),
        ("김민수\u3000", "김민수"),
    ],
)
def test_clean_text(text, clean):
    assert clean_text(text) == clean


def test_lines_stay_where_there_may_be_some():
    assert clean_lines("a \r\nb\rc\n\n d\te ") == "a\nb\nc\n\n d\te"
    assert clean_item(Address(street="Vej 1\r\nSal 2 ")).street == "Vej 1\nSal 2"
    assert clean_item(Note("one\ntwo\x00")).body == "one\ntwo"


@given(st.text())
def test_clean_text_can_be_stored_and_cleaning_it_again_changes_nothing(text):
    for clean in (clean_text, clean_lines):
        cleaned = clean(text)
        cleaned.encode()
        assert clean(cleaned) == cleaned
        assert "\0" not in cleaned


def test_clean_party_drops_what_says_nothing_and_keeps_what_is_clean():
    assert clean_party(ANNA) is ANNA
    record = clean_party(
        PartyRecord(
            given=" Anna ",
            points=(ContactPoint(PHONE, " "), ContactPoint(EMAIL, " a@b.dk ")),
            addresses=(Address(usage="home"),),
            tags=(" vip", "vip", ""),
            notes=(Note(" "),),
        )
    )
    assert record == PartyRecord(given="Anna", points=(ContactPoint(EMAIL, "a@b.dk"),), tags=("vip",))


def test_the_raw_text_of_a_file_is_left_alone():
    extra = ExtraProperty("vcard", "X-A", "  raw\\n ")
    assert clean_item(extra) is extra


@pytest.mark.parametrize(
    "email",
    [
        "a@b.dk",
        "anna.hansen+x@example.co.uk",
        "søren@ærø.dk",
        "홍길동@예시.한국",
        "root@localhost",
        '"a b"@c.d',
    ],
)
def test_plausible_emails(email):
    assert is_plausible_email(email)


@pytest.mark.parametrize(
    "email", ["", "anna", "@b.dk", "a@", "a b@c.dk", "a@b@c", "a@b.dk, c@d.dk", "x" * 321 + "@a"]
)
def test_implausible_emails(email):
    assert not is_plausible_email(email)


@pytest.mark.parametrize(
    ("item", "attributes"),
    [
        (ContactPoint(PHONE, "ask for Bo"), set()),
        (ContactPoint(PHONE, ""), {"value"}),
        (ContactPoint(EMAIL, "anna"), {"value"}),
        (ContactPoint("pigeon", "x"), {"kind"}),
        (
            ContactPoint(PHONE, "1", valid_from=dt.date(2026, 2, 1), valid_to=dt.date(2026, 1, 1)),
            {"valid_to"},
        ),
        (Address(street="Vej 1"), set()),
        (Address(), {"street"}),
        (Address(street="Vej 1", country="XQ"), {"country"}),
        (Address(street="Vej 1", season_from="13-01", season_to="06-15"), {"season_from"}),
        (Affiliation(title="Boss"), set()),
        (Affiliation(), {"org_name"}),
        (ImportantDate("birthday", PartialDate(None, 2, 29)), set()),
        (ImportantDate("birthday", PartialDate(2025, 2, 29)), {"on"}),
        (Preference("mail", "never"), set()),
        (Preference("pigeon", "perhaps"), {"channel", "status"}),
        (CustomValue("", "x"), {"key"}),
        (Note("x"), set()),
    ],
)
def test_validate_item(item, attributes):
    assert set(validate_item(item)) == attributes


def test_validate_party():
    assert validate_party(ANNA) == {}
    assert validate_party(PartyRecord(points=(ContactPoint(PHONE, "33"),))) == {}
    assert set(validate_party(PartyRecord())) == {"display_name"}
    assert set(validate_party(PartyRecord(kind="robot", given="R2"))) == {"kind"}
    wrong = PartyRecord(
        given="A", points=(ContactPoint(EMAIL, "x"),), dates=(ImportantDate("birthday", PartialDate()),)
    )
    assert set(validate_party(wrong)) == {"email", "date"}


def test_what_a_file_holds_is_taken_in_more_readily():
    assert reject_reasons(PartyRecord(given="A", points=(ContactPoint(EMAIL, "x"),))) == []
    assert len(reject_reasons(PartyRecord())) == 1
