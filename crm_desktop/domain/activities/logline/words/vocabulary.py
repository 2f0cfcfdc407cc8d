"""The shape of a language's words. Everything here is data: what is done with it is the same for all languages.

Words are regular expressions in lower case. In forms of dates and times these places are filled in:

    {n}        a number of units                {unit}     one of `units`
    {rel}      one of `days`                    {weekday}  one of `weekdays`
    {month}    one of `months`                  {day}      1 to 31, a word too
    {mon}      1 to 12, a word too              {year}     four figures
    {h} {min}  hour and minute                  {part}     one of `day_parts`
    {name}     a name (in `kinds` only)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class KindWord:
    """A word for a kind of activity.

    `direction` is the one that the word alone tells. `is_done` marks words that only tell of the past
    ("called"). `has_object` marks those that a name in small letters may follow ("called bob"), `has_subject`
    those that a bare name may stand before ("Bob called"), which then came from that person.
    """

    kind: str
    pattern: str
    direction: str = ""
    is_done: bool = False
    has_object: bool = False
    has_subject: bool = False


@dataclass(frozen=True, slots=True)
class DateForm:
    """How a day is written; `sense` says which one is meant.

    in: so many units ahead; ago: so many back; coming: the next such day after today; next: in the week after
    this one; next_month: its first day; this: in this week; last: the latest before today; last_week: in the week
    before this one; today: today, before a part of the day; plain: ahead, or back where the line tells of
    something that is over; figures: counts only after a sign or word for a date; typed: only after `>`.
    """

    pattern: str
    sense: str = "plain"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of one language."""

    code: str
    left: str
    """What must hold before a word, and after one (`right`): where a language puts no spaces, nothing."""
    right: str
    kinds: tuple[KindWord, ...]
    number: str
    """Numbers in words, to 59."""
    numbers: Mapping[str, float]
    units: Mapping[str, str]
    """day, week, month, year, hour, minute"""
    short_units: Mapping[str, str]
    """After `+`: d, w, m, y."""
    days: Mapping[str, int]
    weekdays: Mapping[str, int]
    """0 for Monday"""
    months: Mapping[str, int]
    day_parts: Mapping[str, int]
    """Hour that a part of the day stands for alone; from 12 on it makes 3 o'clock 15:00."""
    date_forms: tuple[DateForm, ...]
    time_forms: tuple[str, ...]
    hour_words: str
    minute_words: str
    lengths: Mapping[str, int] = field(default_factory=dict)
    """Lengths with a word of their own, in minutes."""
    half_forms: tuple[str, ...] = ()
    """{n} and a half hours."""
    date_leads: str = ""
    """Words before a date or time that go with it: "on"."""
    length_leads: str = ""
    person_leads: str = ""
    """Words between a kind and a name: "with"."""
    before_kind: str = ""
    """People before the kind, with {names}. A group `mark` is a word that says "with" or "to"; without one, or
    with a group `subject`, the people must have done it themselves ("Bob called")."""
    is_kind_last: bool = False
    """The kind may end its clause, whatever stands before it."""
    name: str = ""
    """A name in the language's own script; Latin names are always understood."""
    joiners: str = ""
    fillers: str = ""
    """Words before the kind that say nothing: "had a"."""
    range_words: str = ""
    blockers: str = ""
    """Before a date: it is not when something is to be done ("until")."""
    blockers_after: str = ""
    deadlines: str = ""
    """Before a date: a day that the line names without one comes before it ("by")."""
    negations: str = ""
    has_small_days: bool = False
    """Days of the week are written with a small letter: with a capital one is a part of a name."""
    facts: str = ""
    """In the clause of a day: something is so on that day, nothing is to be done ("expires")."""
    repeats: str = ""
    """After the people or the kind; says nothing of its own ("again")."""
    outcome_leads: str = ""
    """Words before an outcome that go with it: "but"."""
    undone: str = ""
    """In the clause of a kind: it did not take place ("postponed")."""
    no_kind_before: str = ""
    """After a kind: the word means something else ("phone number")."""
    no_names: str = ""
    """Words, divided by spaces, that no name begins with."""
    abbreviations: str = ""
    """Words, divided by spaces, that a full stop follows inside a sentence."""
    outcomes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Outcome -> codes, divided by spaces, and names, divided by strokes."""
