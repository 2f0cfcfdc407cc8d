"""What holds for every line, whatever it says."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.activities.logline import FollowUp, LogLine, Surroundings, parse, sentence
from tests.unit.domain.logline.judging import surroundings
from tests.unit.domain.logline.test_tables import TABLES

LINES = sorted({case.line for table in TABLES.values() for case in table})
LANGUAGES = st.sampled_from(sorted(TABLES))
PIECES = sorted({word for line in LINES for word in line.split()})
WRITTEN = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
"""Words of all tables shaken together, which hit the grammar far more often than any letters do."""
TEXTS = st.one_of(st.text(max_size=80), WRITTEN, st.tuples(WRITTEN, st.text(max_size=8)).map("".join))
PLACES = st.frozensets(st.tuples(st.integers(-5, 90), st.integers(-5, 90)), max_size=3)


def letters(text: str) -> Counter[str]:
    return Counter(letter for letter in text if letter.isalnum())


@given(TEXTS, LANGUAGES, PLACES)
def test_any_text_can_be_read(text: str, language: str, literal: frozenset[tuple[int, int]]) -> None:
    around = surroundings(language)
    line = parse(text, around, literal)
    assert sentence(line, around, "Anna")
    for chip in line.chips:
        assert 0 <= chip.start < chip.end <= len(text)
        if chip.kind != "title":  # the words of a title may hold a piece that was turned back
            assert not any(start < end and chip.start < end and start < chip.end for start, end in literal)
    for before, after in pairwise(line.chips):
        assert before.end <= after.start


@given(TEXTS, LANGUAGES)
def test_no_letter_is_lost(text: str, language: str) -> None:
    line = parse(text, surroundings(language))
    taken = "".join(text[chip.start : chip.end] for chip in line.chips if not chip.stays)
    assert letters(line.text) + letters(taken) == letters(text)
    for chip in line.chips:
        if chip.stays:
            assert text[chip.start : chip.end] in line.text


@given(TEXTS, LANGUAGES)
def test_with_all_chips_turned_back_it_is_a_plain_note(text: str, language: str) -> None:
    """A chip that is turned back may make room for another one; in the end nothing is recognised."""
    around = surroundings(language)
    literal: frozenset[tuple[int, int]] = frozenset()
    for _round in range(len(text) + 2):
        line = parse(text, around, literal)
        if not line.chips:
            break
        literal |= {(chip.start, chip.end) for chip in line.chips}
    assert line == LogLine(around.default_kind, around.now, text=text.strip(), problems=line.problems)


@given(TEXTS, LANGUAGES)
def test_text_between_two_places_is_kept_as_it_was_typed(text: str, language: str) -> None:
    assert parse(text, surroundings(language), frozenset({(0, len(text))})).text == text.strip()


DEFAULTS: dict[str, object] = {
    "kind": "social",
    "direction": "",
    "outcome": "",
    "text": "",
    "is_planned": False,
    "at_is_given": False,
    "duration_s": None,
    "follow_up": None,
    "people": (),
    "tags": (),
    "links": (),
    "problems": (),
}


def without_one_field(line: LogLine, around: Surroundings) -> list[tuple[str, LogLine]]:
    """The line with each of its fields emptied in turn, and each part of its follow-up."""
    poorer = [
        (name, replace(line, **{name: empty}))  # type: ignore[arg-type]  # one field at a time
        for name, empty in DEFAULTS.items()
        if getattr(line, name) != empty
    ]
    if line.at_is_given:
        poorer.append(("at", replace(line, at=line.at + dt.timedelta(days=400, minutes=1))))
    follow = line.follow_up
    if follow:
        others = [replace(follow, on=follow.on + dt.timedelta(days=1)), replace(follow, at=dt.time(3, 33))]
        others += [replace(follow, title="")] if follow.title else []
        others += [replace(follow, moved_from=None)] if follow.moved_from else []
        poorer += [(f"follow_up {other}", replace(line, follow_up=other)) for other in others]
    return poorer


@pytest.mark.parametrize("language", sorted(TABLES))
def test_preview_tells_everything_that_is_saved(language: str) -> None:
    for case in TABLES[language]:
        around = surroundings(language, case.now, case.order)
        line = parse(case.line, around)
        for name, poorer in without_one_field(line, around):
            assert sentence(poorer, around) != sentence(line, around), f"{case.line}: {name} is not shown"


@given(WRITTEN, LANGUAGES)
def test_preview_tells_everything_of_any_line(text: str, language: str) -> None:
    around = surroundings(language)
    line = parse(text, around)
    for name, poorer in without_one_field(line, around):
        assert sentence(poorer, around) != sentence(line, around), f"{name} is not shown"


@given(st.dates(dt.date(2020, 1, 1), dt.date(2100, 1, 1)), st.integers(0, 999))
def test_a_follow_up_falls_on_a_working_day(today: dt.date, days: int) -> None:
    around = replace(surroundings("en"), now=dt.datetime.combine(today, dt.time(10), dt.UTC))
    follow_up = parse(f"lm +{days}d", around).follow_up
    assert isinstance(follow_up, FollowUp)
    assert follow_up.on.weekday() < 5
    assert follow_up.on >= today + dt.timedelta(days=days)
    assert (follow_up.moved_from is None) == (follow_up.on == today + dt.timedelta(days=days))
