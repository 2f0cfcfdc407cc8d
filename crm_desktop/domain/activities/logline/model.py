"""What a typed line is read into, and what has to be known to read it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal, TypeAlias

Direction: TypeAlias = Literal["out", "in", ""]

KINDS = (
    "call",
    "meeting",
    "visit",
    "task",
    "letter",
    "email",
    "sms",
    "chat",
    "social",
    "webinar",
    "note",
)
DEFAULT_FOLLOW_UP_HOUR = dt.time(9)
MONDAY_TO_FRIDAY = frozenset(range(5))


@dataclass(frozen=True, slots=True)
class OutcomeWord:
    """An entry of the file's own list of outcomes, as far as a typed line needs it.

    `codes` ("lm") count only where a command stands: before any other text. `names` ("left message") count
    anywhere. `kinds` are those it is meant for; an empty set means all.
    """

    key: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    kinds: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """When, where and by whom a line is typed.

    Args:
        now: aware, in the user's own time zone; all days and times of the line are meant in it.
        language: of the window; English words are understood besides.
        date_order: of dates in figures: "dmy", "mdy" or "ymd".
        follow_up_hour: the time of a day that is named without one.
        working_days: 0 for Monday to 6 for Sunday; none at all means that no follow-up is moved.
        holidays: days on which no follow-up falls.
        outcomes: the file's list.
        default_kind: what a line is that names no kind.
    """

    now: dt.datetime
    language: str = "en"
    date_order: str = "dmy"
    follow_up_hour: dt.time = DEFAULT_FOLLOW_UP_HOUR
    working_days: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: frozenset[dt.date] = frozenset()
    outcomes: tuple[OutcomeWord, ...] = ()
    default_kind: str = "call"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What is to happen next.

    `at` None is the follow-up hour, `title` "" is "Call back {name}", `moved_from` is the day that was typed
    when no work is done on it.
    """

    on: dt.date
    at: dt.time | None = None
    title: str = ""
    moved_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A recognised piece of the line: characters `start` up to `end`.

    `kind` is one of kind, outcome, person, date, length, follow_up, title, tag, link. `meaning` is the value it
    stands for, for programs: "call", "left_message", "2026-05-12T10:00". A chip that `stays` is a word of a
    sentence, which the note keeps as well.
    """

    kind: str
    start: int
    end: int
    meaning: str
    stays: bool = False


@dataclass(frozen=True, slots=True)
class LogLine:
    """What a line says; what it does not say is empty, and `at` is now.

    A name that nobody is found for goes back into the note by reading the line again with its chip as literal.
    """

    kind: str
    at: dt.datetime
    direction: Direction = ""
    outcome: str = ""
    text: str = ""
    at_is_given: bool = False
    is_planned: bool = False
    duration_s: int | None = None
    follow_up: FollowUp | None = None
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    chips: tuple[Chip, ...] = ()
    problems: tuple[str, ...] = ()
