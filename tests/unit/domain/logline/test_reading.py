"""Rules of the grammar that no single language has to itself."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.domain.activities.logline import LogLine, parse
from tests.unit.domain.logline.judging import surroundings


def read(text: str, language: str = "en", *literal: str, now: str = "thu") -> LogLine:
    places = frozenset((text.index(piece), text.index(piece) + len(piece)) for piece in literal)
    return parse(text, surroundings(language, now), places)


def test_piece_turned_back_into_text_is_kept_in_the_note() -> None:
    line = read("call ok price 10d", "en", "10d")
    assert line.follow_up is None
    assert line.text == "price 10d"


def test_name_turned_back_into_text_is_kept_in_the_note() -> None:
    line = read("called Berlin about the fair", "en", "Berlin")
    assert line.people == ()
    assert line.text == "Berlin about the fair"


def test_title_turned_back_into_text_is_kept_in_the_note() -> None:
    line = read("lm +10d send offer", "en", "send offer")
    assert line.follow_up is not None
    assert line.follow_up.title == ""
    assert line.text == "send offer"


def test_outcome_alone_leaves_the_note_and_in_a_sentence_stays() -> None:
    assert read("called Bob, interested").text == ""
    line = read("called Bob, he is interested in pumps")
    assert (line.outcome, line.text) == ("interested", "he is interested in pumps")


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("call 45m", 45), ("met Tom 90m about prices", 90), ("called 1h30m", 90), ("meeting 1h 15m +2w", 75)],
)
def test_minutes_may_be_one_letter(text: str, minutes: int) -> None:
    assert read(text).duration_s == minutes * 60


@pytest.mark.parametrize(
    "text", ["call Tom $2m deal", "call, wants 5m cable", "needs a 12m rope", "call Tom re 20 m hose"]
)
def test_metres_and_millions_are_no_minutes(text: str) -> None:
    assert read(text).duration_s is None


@pytest.mark.parametrize(
    "text", ["is he interested?", "if interested", "not really interested", "never interested"]
)
def test_denied_outcome_is_none(text: str) -> None:
    assert read(text).outcome != "interested"


@pytest.mark.parametrize(
    ("typed", "on"),
    [
        ("tuesday", "2026-05-12"),
        ("thursday", "2026-05-14"),  # today's weekday is a week ahead
        ("next tuesday", "2026-05-12"),  # "next" is the week after this one, whatever the day
        ("next friday", "2026-05-15"),
        ("this friday", "2026-05-08"),
        ("friday", "2026-05-08"),
        ("1 January", "2027-01-01"),
        ("29 February", "2028-02-29"),
    ],
)
def test_which_day_is_meant(typed: str, on: str) -> None:
    around = replace(surroundings("en"), working_days=frozenset(range(7)))
    follow_up = parse(f"lm >{typed}", around).follow_up
    assert follow_up is not None
    assert str(follow_up.on) == on


def test_next_on_a_sunday_is_the_week_that_begins_tomorrow() -> None:
    follow_up = read("lm >next tuesday", now="sun").follow_up
    assert follow_up is not None
    assert follow_up.on == dt.date(2026, 5, 12)


def test_last_day_of_the_month_stays_in_the_month() -> None:
    follow_up = read("lm +1m", now="jan31").follow_up
    assert follow_up is not None
    assert follow_up.moved_from == dt.date(2026, 2, 28)


def test_english_is_understood_in_every_window() -> None:
    for language in ("ko", "zh", "pt", "da"):
        line = read("called Bob Jensen, interested, next Tuesday 10", language)
        assert line.follow_up is not None
        assert (line.people, line.outcome, line.follow_up.on) == (
            ("Bob Jensen",),
            "interested",
            dt.date(2026, 5, 12),
        )


def test_regional_language_finds_its_words_and_an_unknown_one_finds_english() -> None:
    around = replace(surroundings("pt"), language="pt_BR")
    assert parse("ligação lm +2s", around).kind == "call"
    assert parse("meet ok", replace(around, language="xx")).kind == "meeting"


def test_time_after_the_clocks_went_forward_has_its_own_offset() -> None:
    line = read("meeting monday 9:00", now="dst")
    assert line.at.isoformat() == "2026-03-30T09:00:00+02:00"


def test_now_with_a_bare_offset_is_enough() -> None:
    now = dt.datetime(2026, 3, 28, 16, tzinfo=ZoneInfo("Europe/Copenhagen"))
    fixed = now.replace(tzinfo=dt.timezone(dt.timedelta(hours=1)))
    line = parse("meeting monday 9:00", replace(surroundings("en"), now=fixed))
    assert (line.at.hour, line.at.date()) == (9, dt.date(2026, 3, 30))


def test_several_lines_are_one_note() -> None:
    line = read("call ok\nwants a new price list\nand a visit in autumn")
    assert line.text == "wants a new price list\nand a visit in autumn"


def test_begin_and_end_of_a_long_text_are_read() -> None:
    line = read("call lm " + "tomorrow " * 2_000 + "+10d")
    assert (line.kind, line.outcome, line.text.count("tomorrow")) == ("call", "left_message", 2_000)
    assert line.follow_up is not None
    assert line.follow_up.on == dt.date(2026, 5, 18)
