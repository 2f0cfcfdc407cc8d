import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.base.errors import ValidationError
from crm_desktop.domain import fields
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.filter_terms import (
    EVERYTHING,
    AllOf,
    AnyOf,
    Compare,
    Not,
    Words,
    all_of,
    any_of,
    format_filter,
    resolve_date,
)
from crm_desktop.domain.filters import parse_filter


def parsed(text):
    return parse_filter(text, CONTACT_FIELDS)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", EVERYTHING),
        ("  ", EVERYTHING),
        ("anna", Words("anna")),
        ("anna hansen", AllOf((Words("anna"), Words("hansen")))),
        ('"anna hansen"', Words("anna hansen")),
        ("O'Brien", Words("O'Brien")),
        ("country = KR", Compare("country", "=", ("KR",))),
        ("country=Korea", Compare("country", "=", ("KR",))),
        ('country != "South Korea"', Compare("country", "!=", ("KR",))),
        ("tag = 'very important'", Compare("tag", "=", ("very important",))),
        ("Tags ~ vip", Compare("tag", "~", ("vip",))),
        ("first_name = Anna", Compare("given", "=", ("Anna",))),
        ("이름 ~ 민수", Compare("display_name", "~", ("민수",))),
        ("kind = company", Compare("kind", "=", ("organization",))),
        ("kind = person", Compare("kind", "=", ("person",))),
        ("birthday.month = 5", Compare("birthday", "=", ("5",), "month")),
        ("birthday < 1980", Compare("birthday", "<", ("1980",))),
        ("changed_at >= today-30", Compare("changed_at", ">=", ("today-30",))),
        ("phone.work is empty", Compare("phone", fields.EMPTY, (), "work")),
        ("email is not empty", Compare("email", fields.FILLED)),
        ("preference.mail = never", Compare("preference", "=", ("never",), "mail")),
        ("custom.member_no = 12", Compare("custom", "=", ("12",), "member_no")),
        ("is_archived = yes", Compare("is_archived", "=", ("yes",))),
        ("city in (Aarhus, 'New York')", Compare("city", fields.IN, ("Aarhus", "New York"))),
        ("city not in (Aarhus)", Not(Compare("city", fields.IN, ("Aarhus",)))),
        ("postcode >= 8000 a", AllOf((Compare("postcode", ">=", ("8000",)), Words("a")))),
        ("a or b c", AnyOf((Words("a"), AllOf((Words("b"), Words("c")))))),
        ("(a or b) c", AllOf((AnyOf((Words("a"), Words("b"))), Words("c")))),
        ("NOT a AND b", AllOf((Not(Words("a")), Words("b")))),
        ("not (a or b)", Not(AnyOf((Words("a"), Words("b"))))),
        ('city = "x\\"y\\\\z"', Compare("city", "=", ('x"y\\z',))),
        (
            'country = KR and (tag = vip or not city ~ "århus") and birthday.month = 5 and email is empty',
            AllOf(
                (
                    Compare("country", "=", ("KR",)),
                    AnyOf((Compare("tag", "=", ("vip",)), Not(Compare("city", "~", ("århus",))))),
                    Compare("birthday", "=", ("5",), "month"),
                    Compare("email", fields.EMPTY),
                )
            ),
        ),
    ],
)  # fmt: skip
def test_parse(text, wanted):
    assert parsed(text) == wanted


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("shoe_size = 43", "“shoe_size”"),
        ("country =", "character 10"),
        ("country = and", "value is missing"),
        ("(a or b", "parenthesis"),
        ("a)", "“)”"),
        ("or", "“or”"),
        ("a or", "too early"),
        ("not", "too early"),
        ('city = "Aarhus', "quotation mark"),
        ("city in Aarhus and", "“in”"),
        ("city in (a,", "value is missing"),
        ("city in (a b)", "“b”"),
        ("kind = dragon", "“dragon”"),
        ("birthday.month = may", "“may”"),
        ("birthday.week = 3", "birthday.week"),
        ("birthday = soon", "“soon”"),
        ("is_archived = perhaps", "“perhaps”"),
        ("is_archived < yes", "“<”"),
        ("custom = 3", "“custom”"),
        ("= 5", "“=”"),
        ("city is not", "too early"),
        ("(" * 5000 + "a", None),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(text, said):
    with pytest.raises(ValidationError) as caught:
        parsed(text)
    assert said is None or said in caught.value.fields["where"]


values = st.text(min_size=1) | st.sampled_from(["and", "not", "New York", "it's", '"', "\\", "today", "KR"])
compares = st.one_of(
    st.builds(
        lambda op, v: Compare("city", op, (v,)), st.sampled_from(["=", "!=", "~", "!~", "<", ">="]), values
    ),
    st.builds(lambda vs: Compare("tag", fields.IN, tuple(vs)), st.lists(values, min_size=1, max_size=3)),
    st.builds(lambda op: Compare("phone", op, (), "work"), st.sampled_from([fields.EMPTY, fields.FILLED])),
    st.builds(Words, values),
)
filters = st.recursive(
    compares,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, min_size=1, max_size=3).map(all_of),
        st.lists(inner, min_size=1, max_size=3).map(any_of),
    ),
    max_leaves=10,
)


@given(filters)
def test_a_written_filter_is_read_back_as_the_same(wanted):
    assert parsed(format_filter(wanted)) == wanted


@given(st.text() | st.text("ab=!~<>()\"' ,\\"))
def test_any_text_is_read_or_refused_with_a_sentence(text):
    try:
        wanted = parsed(text)
    except ValidationError as error:
        said = error.fields["where"]
    else:
        said = "read"
        assert parsed(format_filter(wanted)) == wanted
    assert said


def test_dates_in_filters():
    today = dt.date(2026, 3, 10)
    assert resolve_date("today-10", today) == (dt.date(2026, 2, 28), dt.date(2026, 2, 28))
    assert resolve_date("2026", today) == (dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert resolve_date("2024-02", today) == (dt.date(2024, 2, 1), dt.date(2024, 2, 29))
    assert resolve_date("2024-02-05", today) == (dt.date(2024, 2, 5), dt.date(2024, 2, 5))
    assert resolve_date("--02-05", today) is None
    assert resolve_date("today+99999", dt.date(9999, 1, 1)) is None


def test_the_whole_filter_is_everything_when_nothing_is_asked():
    assert format_filter(EVERYTHING) == ""
