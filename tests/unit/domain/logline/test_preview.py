"""The sentence under the log bar."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from crm_desktop.domain.activities.logline import OutcomeWord, Surroundings, parse, sentence
from tests.unit.domain.logline.judging import surroundings


@pytest.fixture(autouse=True)
def _british(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def shown(text: str, around: Surroundings | None = None, name: str = "") -> str:
    around = around or surroundings("en")
    return sentence(parse(text, around), around, name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "lm +10d",
            "Call just now, left a message. Reminder Mon 18 May 09:00 (in 11 days; moved from Sun 17 May).",
        ),
        ("na >tomorrow", "Call just now, no answer. Reminder Fri 8 May 09:00 (tomorrow)."),
        ("ok", "Call just now, got through."),
        (
            "called Bob Jensen, interested, next Tuesday 10",
            "Outgoing call to Bob Jensen just now, interested. Reminder Tue 12 May 10:00 (in 5 days).",
        ),
        (
            "email offer sent 20 min #pumps $north +1w send samples",
            "E-mail just now, 20 min, #pumps, $north. Reminder Thu 14 May 09:00 (in 7 days): send samples. "
            "Note: offer sent",
        ),
        ("meet fri 12-13:30", "Meeting planned for Fri 8 May 12:00 (tomorrow), 1 h 30 min."),
        ("email from Anna: wants a price", "E-mail received from Anna just now. Note: wants a price"),
        ("visited Nordic Pumps", "Our visit to Nordic Pumps just now."),
        ("met Anna on Monday", "Meeting with Anna on Mon 4 May 09:00 (3 days ago)."),
        ("lm >30 February", "Call just now, left a message. 30 February does not exist. Note: >30 February"),
        ("lm >3/5", "Call just now, left a message. 3/5 is in the past. Note: >3/5"),
        ("lm +1y", "Call just now, left a message. Reminder Fri, 7 May 2027 09:00 (in 365 days)."),
    ],
)
def test_sentence(text: str, expected: str) -> None:
    assert shown(text) == expected


def test_default_title_names_the_contact() -> None:
    assert shown("na +1d", name="Jane Doe").endswith("(tomorrow): Call back Jane Doe.")


def test_outcome_is_called_as_the_list_of_the_file_calls_it() -> None:
    own = OutcomeWord("reached", ("ok",), ("Talked at last",))
    assert shown("ok", replace(surroundings("en"), outcomes=(own,))) == "Call just now, talked at last."


def test_holiday_moves_the_follow_up_and_says_so() -> None:
    ascension = replace(surroundings("en"), holidays=frozenset({dt.date(2026, 5, 14)}))
    assert "Fri 15 May 09:00 (in 8 days; moved from Thu 14 May)" in shown("lm +1w", ascension)


def test_office_that_works_on_sundays() -> None:
    around = replace(surroundings("en"), working_days=frozenset(range(7)))
    assert "Reminder Sun 17 May 09:00 (in 10 days)" in shown("lm +10d", around)


def test_no_working_day_at_all_moves_nothing() -> None:
    around = replace(surroundings("en"), working_days=frozenset())
    assert "Reminder Sun 17 May" in shown("lm +10d", around)
