import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.phone import Phone, display, normalize, query_digits, search_digits


@pytest.mark.parametrize(
    ("text", "region", "e164", "ext", "country"),
    [
        ("33 11 22 33", "DK", "+4533112233", "", "DK"),
        ("+45 33112233", "KR", "+4533112233", "", "DK"),
        ("0045 33-11-22-33", "DK", "+4533112233", "", "DK"),
        ("02-312-3456", "KR", "+8223123456", "", "KR"),
        ("010-1234-5678", "KR", "+821012345678", "", "KR"),
        ("+82 (0)2 312 3456", "DK", "+8223123456", "", "KR"),
        ("(11) 98765-4321", "BR", "+5511987654321", "", "BR"),
        ("(212) 555-0123 ext. 12", "US", "+12125550123", "12", "US"),
        ("tel:+45-33-11-22-33;ext=7", "", "+4533112233", "7", "DK"),
        ("1-800-FLOWERS", "US", "+18003569377", "", "US"),
        ("+44 20 7946 0958", "DK", "+442079460958", "", "GB"),
        ("020 7946 0958", "GB", "+442079460958", "", "GB"),
        ("138 0013 8000", "CN", "+8613800138000", "", "CN"),
        ("٠٢ ٣١٢ ٣٤٥٦", "KR", "+8223123456", "", "KR"),
        ("+39 06 1234567", "DK", "+39061234567", "", "IT"),
    ],
)
def test_normalize(text, region, e164, ext, country):
    phone = normalize(text, region)
    assert (phone.e164, phone.ext, phone.region) == (e164, ext, country)


@pytest.mark.parametrize(
    ("text", "digits"),
    [("call me", ()), ("", ()), ("4711", ("4711",)), ("ask 12 times", ("12",)), ("9" * 400, ("9" * 400,))],
)
def test_what_is_no_number_keeps_its_digits(text, digits):
    assert normalize(text, "DK") == Phone(digits=digits)


def test_equal_numbers_are_comparable():
    assert (
        normalize("33112233", "DK").comparable
        == normalize("+45 33 11 22 33", "US").comparable
        == "+4533112233"
    )
    assert normalize("+45 33112233 ext 5", "DK").comparable == "+4533112233x5"
    assert normalize("4711", "DK").comparable == "4711"
    assert normalize("", "DK").comparable == ""


@pytest.mark.parametrize(
    ("stored", "region", "queries"),
    [
        ("33 11 22 33", "DK", ["+45 33-11", "0045 33 11 22", "33112233", "2233", "(45) 3311"]),
        ("+82 2 312 3456", "DK", ["(02) 312", "02-312-3456", "+82-2-312", "+82 (0)2 312", "3456"]),
        ("02-312-3456", "KR", ["02-312", "+82 2 312 3456", "0082 2 312"]),
        (
            "+44 20 7946 0958",
            "DK",
            ["020 7946", "+44 20", "7946 0958", "+44 (0)20"],
        ),
        ("(11) 98765-4321", "BR", ["11 98765", "+55 11 98765", "98765-4321"]),
    ],
)
def test_a_number_is_found_in_any_notation(stored, region, queries):
    forms = search_digits(stored, region)
    for query in queries:
        wanted = query_digits(query)
        assert any(wanted in form for form in forms), query


@pytest.mark.parametrize("text", ["anna", "12", "", "anna 33112233", "B-1234", "#1234", "+", "--"])
def test_what_does_not_look_like_a_number(text):
    assert query_digits(text) is None


def test_forms_inside_another_are_not_stored_twice():
    assert search_digits("+45 33 11 22 33", "DK") == ("4533112233",)
    assert set(search_digits("02-312-3456", "KR")) == {"8223123456", "023123456"}


def test_display():
    assert display("+4533112233", "DK") == "33 11 22 33"
    assert display("+4533112233", "KR") == "+45 33 11 22 33"
    assert display("+8223123456", "KR") == "02-312-3456"
    assert display("no number", "KR") == "no number"


@given(st.text() | st.text("+0123456789 ()-./x"), st.sampled_from(["DK", "KR", "US", "", "??"]))
def test_no_text_is_too_strange(text, region):
    phone = normalize(text, region)
    assert all(form.isdigit() and form.isascii() for form in phone.digits)
    query_digits(text)
    display(text, region)


def test_the_number_library_is_not_loaded_before_it_is_needed():
    code = "import sys, crm_desktop.domain.phone; sys.exit('phonenumbers' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
