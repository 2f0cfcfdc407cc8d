import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.contacts.records import PartialDate
from crm_desktop.domain.dates import (
    FEB28,
    MAR1,
    as_date,
    format_iso,
    format_partial_date,
    is_valid,
    next_occurrence,
    occurrence_in,
    parse_partial_date,
    without_stand_in_year,
)

FULL = PartialDate(1985, 4, 12)
partial_dates = st.builds(
    PartialDate,
    st.none() | st.integers(1, 9999),
    st.none() | st.integers(1, 12),
    st.none() | st.integers(1, 31),
).filter(is_valid)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("19850412", FULL),
        ("1985-04-12", FULL),
        (" 1985-04-12T00:00:00Z ", FULL),
        ("19850412T102200", FULL),
        ("1985-04-12 10:22", FULL),
        ("1985/4/12", FULL),
        ("1985. 4. 12.".replace(" ", ""), FULL),
        ("1985-04", PartialDate(1985, 4)),
        ("1985", PartialDate(1985)),
        ("--0412", PartialDate(None, 4, 12)),
        ("--04-12", PartialDate(None, 4, 12)),
        ("--04", PartialDate(None, 4)),
        ("---12", PartialDate(None, None, 12)),
        ("--0229", PartialDate(None, 2, 29)),
        ("20000229", PartialDate(2000, 2, 29)),
    ],
)
def test_reads_every_vcard_form(text, on):
    assert parse_partial_date(text) == on


@pytest.mark.parametrize(
    "text",
    ["", "--0431", "19850229", "--1301", "---32", "04/12/85", "12.04.1985", "T102200", "circa 1800", "0000"],
)
def test_what_is_no_date_is_none(text):
    assert parse_partial_date(text) is None


@given(partial_dates)
def test_both_written_forms_are_read_again(on):
    assert parse_partial_date(format_partial_date(on)) == on
    assert parse_partial_date(format_iso(on)) == on


@given(st.text())
def test_any_text_is_read_without_failing(text):
    on = parse_partial_date(text)
    assert on is None or is_valid(on)


def test_written_forms():
    assert format_partial_date(FULL) == "19850412"
    assert format_iso(FULL) == "1985-04-12"
    assert format_partial_date(PartialDate(None, 4, 12)) == "--0412"
    assert format_iso(PartialDate(None, 4, 12)) == "--04-12"
    assert format_partial_date(PartialDate()) == format_iso(PartialDate()) == ""


@pytest.mark.parametrize(
    ("on", "after", "rule", "day"),
    [
        (FULL, dt.date(2026, 4, 11), FEB28, dt.date(2026, 4, 12)),
        (FULL, dt.date(2026, 4, 12), FEB28, dt.date(2027, 4, 12)),
        (PartialDate(None, 2, 29), dt.date(2026, 1, 1), FEB28, dt.date(2026, 2, 28)),
        (PartialDate(None, 2, 29), dt.date(2026, 1, 1), MAR1, dt.date(2026, 3, 1)),
        (PartialDate(2000, 2, 29), dt.date(2028, 1, 1), MAR1, dt.date(2028, 2, 29)),
        (PartialDate(None, 2, 29), dt.date(2026, 2, 28), FEB28, dt.date(2027, 2, 28)),
        (PartialDate(1985, 4), dt.date(2026, 1, 1), FEB28, None),
        (FULL, dt.date(9999, 12, 31), FEB28, None),
    ],
)
def test_next_occurrence(on, after, rule, day):
    assert next_occurrence(on, after, rule) == day


@given(partial_dates, st.dates(max_value=dt.date(9990, 1, 1)), st.sampled_from([FEB28, MAR1]))
def test_the_next_occurrence_comes_within_a_year(on, after, rule):
    day = next_occurrence(on, after, rule)
    assert day is None or dt.timedelta(0) < day - after <= dt.timedelta(367)


def test_whole_dates():
    assert as_date(FULL) == dt.date(1985, 4, 12)
    assert as_date(PartialDate(None, 4, 12)) is None
    assert occurrence_in(FULL, 2026) == dt.date(2026, 4, 12)
    assert without_stand_in_year(PartialDate(1604, 4, 12)) == PartialDate(None, 4, 12)
