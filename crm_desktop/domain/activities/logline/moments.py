"""Days, times of day and lengths in a line: where they stand and what they mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crm_desktop.domain.activities.logline.days import Day
from crm_desktop.domain.activities.logline.forms import HIDDEN, Form, Forms, value_of
from crm_desktop.domain.activities.logline.words import Vocabulary

_FIGURES = re.compile(r"(?<![\w/.:\-+$€£])(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?(?![\w/]|[-.:]\d)")
_ISO = re.compile(r"(?<![\w/.\-+$])(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?![\w/]|[-.]\d)")
_CLOCK = re.compile(r"(?<![\w:.,/$€£+])([01]?\d|2[0-3]):([0-5]\d)(?![\w:])", re.ASCII)
_HOUR = r"([01]?\d|2[0-4])(?:[:.]([0-5]\d))?"
_RANGE = re.compile(rf"[\s,]*{_HOUR}\s?[-–—~]\s?{_HOUR}(?![\w:/%$€£+-]|[.,]\d)", re.ASCII)
_END = re.compile(rf"\s?[-–—~]\s?{_HOUR}(?![\w:/%$€£+-]|[.,]\d)", re.ASCII)
_RANGE_BEFORE = re.compile(rf"(?<![\w:./,$€£+\-]){_HOUR}\s?[-–—~]\s?{_HOUR}\s+$", re.ASCII)
_RANGE_AT_MOST = 14
_TYPED = re.compile(r"(?<=>)(\d{1,2})\.(\d{1,2})\.?(?![\w/]|[-.:]\d)", re.ASCII)
_BARE_HOUR = re.compile(r"\s+([01]?\d|2[0-3])(?:[:.]([0-5]\d))?(?![\w:/%$€£+-]|[.,]\d)", re.ASCII)

_ARROW = re.compile(r"(?<![^\s\x00-\x02])>\s?$|(?<=[^\x00-\u02ff\s])>\s?$")
"""The sign before a typed day; after a space, or right after a character that is written without spaces."""
_COMMA = re.compile("[,，]")
"""After a part of the day another thing begins: "점심, 내일 재통화" is a lunch, and a call tomorrow."""
_AFTERNOON_UNTIL = 6
_DAY_BEGINS = 7
"""Where "14h" may be a time and a length, it is a time from this hour on."""
_LONGEST_MINUTES = 24 * 60
_MONTHS = (None, *range(1, 13))


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; without an hour it is only a part of the day ("morning")."""

    start: int
    end: int
    hour: int | None
    minute: int = 0
    part: int | None = None
    is_short: bool = False
    """Without a 0 before: at work 3 o'clock is 15:00."""

    def time(self) -> dt.time:
        """The time that is meant."""
        if self.hour is None:
            return dt.time(self.part or 0)
        hour = self.hour
        if self.part is not None:
            hour = hour % 12 + 12 if self.part >= 12 and hour <= 12 else hour
            hour = 0 if self.part < 12 and hour == 12 else hour
        elif self.is_short and 1 <= hour <= _AFTERNOON_UNTIL:
            hour += 12
        return dt.time(hour % 24, self.minute)


@dataclass(frozen=True, slots=True)
class Length:
    """How long something took."""

    start: int
    end: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Moment:
    """A day with its time, or one of both, as they stand together."""

    start: int
    end: int
    day: Day | None
    clock: Clock | None = None
    until: Clock | None = None
    is_explicit: bool = False
    """After `+` or `>`: a follow-up, whatever stands around it."""


def find(low: str, languages: Sequence[Forms], order: str) -> tuple[list[Moment], list[Length]]:
    """All moments and lengths of a line in small letters, in the order in which they stand, none overlapping."""
    found: list[Day | Clock | Length] = [*_common(low, order)]
    for forms in languages:
        for form in forms.dates:
            days = (_day(match, form) for match in form.regex.finditer(low))
            found += (day for day in days if day.sense != "figures" or day.month in _MONTHS)
        for form in forms.times:
            found += (clock for match in form.regex.finditer(low) if (clock := _clock(match, form)))
        for form in forms.lengths:
            found += (length for match in form.regex.finditer(low) if (length := _length(match, form)))
    atoms = _without_overlaps(found)
    moments = _joined(low, [atom for atom in atoms if not isinstance(atom, Length)], languages)
    taken = {place for moment in moments for place in range(moment.start, moment.end)}
    lengths = (atom for atom in atoms if isinstance(atom, Length))
    return moments, [length for length in lengths if length.start not in taken]


def _common(low: str, order: str) -> Iterator[Day | Clock]:
    """Figures, which all languages share."""
    for match in _ISO.finditer(low):
        year, month, day = map(int, match.groups())
        yield Day(*match.span(), "plain", year=year, month=month, day=day)
    for match in _FIGURES.finditer(low):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if order == "dmy" else (second, first)
        named = int(match[3]) if match[3] else None
        yield Day(*match.span(), "figures", year=named, month=month, day=day)
    for match in _CLOCK.finditer(low):
        yield Clock(*match.span(), int(match[1]), int(match[2]), is_short=not match[1].startswith("0"))
    for match in _TYPED.finditer(low):
        yield Day(*match.span(), "typed", month=int(match[2]), day=int(match[1]))


def number_of(words: Vocabulary, text: str) -> float | None:
    """The value of a number in figures or words."""
    if text.isdecimal():
        return int(text)
    return words.numbers.get(text)


def _whole(words: Vocabulary, text: str | None) -> int | None:
    value = number_of(words, text) if text else None
    return int(value) if value is not None and value == int(value) else None


def _day(match: re.Match[str], form: Form) -> Day:
    words, groups, sense = form.words, match.groupdict(), form.sense
    day = Day(*match.span(), sense)
    if groups.get("rel"):
        return replace(day, sense="in", offset_days=int(value_of(words.days, groups["rel"]) or 0))
    if groups.get("unit"):
        amount = number_of(words, groups["n"])
        unit = value_of(words.units, groups["unit"]) or value_of(words.short_units, groups["unit"])
        return _offset(day, str(unit), -1 if sense == "ago" else 1, amount)
    if groups.get("weekday"):
        return replace(day, weekday=int(value_of(words.weekdays, groups["weekday"]) or 0))
    if groups.get("day"):
        month = value_of(words.months, groups["month"]) if groups.get("month") else None
        return replace(
            day,
            day=_whole(words, groups["day"]) or 0,
            month=int(month) if month else _whole(words, groups.get("mon")),
            year=int(groups["year"]) if groups.get("year") else None,
        )
    return replace(day, offset_days=0)


def _offset(day: Day, unit: str, sign: int, amount: float | None) -> Day:
    if amount is None:
        return replace(day, day=0)  # no such day
    if unit in ("hour", "minute"):
        return replace(day, offset_minutes=sign * int(amount * (60 if unit == "hour" else 1)))
    if unit in ("month", "year"):
        return replace(day, offset_months=sign * int(amount) * (12 if unit == "year" else 1))
    return replace(day, offset_days=sign * int(amount) * (7 if unit == "week" else 1))


def _clock(match: re.Match[str], form: Form) -> Clock | None:
    words, groups = form.words, match.groupdict()
    part = value_of(words.day_parts, groups["part"]) if groups.get("part") else None
    hour = _whole(words, groups.get("h"))
    if groups.get("h") and (hour is None or hour > 24):
        return None
    minute = _whole(words, groups.get("min")) or 0
    if hour and groups.get("half_to"):  # "halv ti" is half past nine
        hour, minute = hour - 1 or 12, 30
    minute = 30 if groups.get("half") else 15 if groups.get("quarter") else minute
    if minute > 59:
        return None
    is_short = not (groups.get("h") or "").startswith("0")
    return Clock(*match.span(), hour, minute, int(part) if part is not None else None, is_short)


def _length(match: re.Match[str], form: Form) -> Length | None:
    words, groups, sense = form.words, match.groupdict(), form.sense
    if sense == "fixed":
        minutes: float = float(value_of(words.lengths, match[0]) or 0)
    else:
        amount = number_of(words, groups["n"]) or 0
        minutes = (amount + (0.5 if sense == "half" else 0)) * (1 if sense == "minutes" else 60)
        minutes += int(groups.get("min") or 0)
    return Length(*match.span(), int(minutes)) if 0 < minutes <= _LONGEST_MINUTES else None


def _without_overlaps(found: Sequence[Day | Clock | Length]) -> list[Day | Clock | Length]:
    """The longest of those that overlap."""
    kept: list[Day | Clock | Length] = []
    taken = bytearray(max((atom.end for atom in found), default=0))
    for atom in sorted(found, key=_strength):
        if not any(taken[atom.start : atom.end]):
            taken[atom.start : atom.end] = b"\x01" * (atom.end - atom.start)
            kept.append(atom)
    return sorted(kept, key=lambda atom: atom.start)


def _strength(atom: Day | Clock | Length) -> tuple[int, int]:
    is_length = isinstance(atom, Length)
    is_early = isinstance(atom, Clock) and atom.hour is not None and atom.hour < _DAY_BEGINS
    rank = 1 if is_length else 2 if is_early else 0
    return (atom.start - atom.end, rank)


def _joined(low: str, atoms: Sequence[Day | Clock], languages: Sequence[Forms]) -> list[Moment]:
    """Days and times that belong together, as moments; parts of the day that belong to no day are dropped."""
    moments: list[Moment] = []
    for atom, following in zip(atoms, [*atoms[1:], None], strict=False):
        last = moments[-1] if moments else None
        if last and atom.start < last.end:
            continue  # the second time of a range
        together = _together(low, last, atom, languages) if last else None
        if together:
            moments[-1] = together
        elif isinstance(atom, Day):
            explicit = atom.sense == "plus"
            moment = Moment(atom.start, atom.end, atom, is_explicit=explicit)
            moments.append(_with_hour(low, moment, following))
        else:
            moments.append(Moment(atom.start, atom.end, None, atom))
    return [
        _marked(low, _with_end(low, moment))
        for moment in moments
        if moment.day or (moment.clock and moment.clock.hour is not None) or _opens(low, moment, languages)
    ]


def _opens(low: str, moment: Moment, languages: Sequence[Forms]) -> bool:
    """Whether a part of the day begins the line and is no kind: "下午" may be today's, "점심" is a lunch."""
    kinds = (regex for forms in languages for regex, _word in forms.kinds)
    return not low[: moment.start].strip() and not any(kind.match(low, moment.start) for kind in kinds)


def _together(low: str, last: Moment, atom: Day | Clock, languages: Sequence[Forms]) -> Moment | None:
    gap = low[last.end : atom.start]
    if isinstance(atom, Clock):
        if last.clock and last.clock.hour is not None:
            is_range = last.until is None and atom.hour is not None and _is_range(gap, languages)
            return replace(last, end=atom.end, until=_same_half(last.clock, atom)) if is_range else None
        if not _is_gap(gap, languages):
            return None
        part = last.clock.part if last.clock else None
        clock = atom if atom.part is not None or part is None else replace(atom, part=part)
        return replace(last, end=atom.end, clock=clock)
    is_vague = last.clock is not None and last.clock.hour is None
    if last.day is None and _is_gap(gap, languages) and not (is_vague and _COMMA.search(gap)):
        return replace(last, end=atom.end, day=atom)
    is_named_twice = last.day is not None and last.day.weekday is not None and atom.month is not None
    if is_named_twice and last.clock is None and _is_gap(gap, languages):
        return replace(last, end=atom.end, day=atom)  # "Tuesday 19 May"
    return None


def _range(match: re.Match[str]) -> tuple[Clock, Clock]:
    first, second = (
        Clock(*match.span(), int(match[at]), int(match[at + 1] or 0), is_short=not match[at].startswith("0"))
        for at in (1, 3)
    )
    return first, second


def _same_half(first: Clock, second: Clock) -> Clock:
    """The second time of a range is in the same half of the day, unless it says otherwise."""
    return replace(second, part=first.part) if second.part is None and first.part is not None else second


def are_range(low: str, first: Moment, second: Moment, languages: Sequence[Forms]) -> bool:
    """Whether two moments are the begin and the end of a span of days: "mon to fri"."""
    both = first.day is not None and second.day is not None
    return both and _is_range(low[first.end : second.start], languages)


def _is_gap(gap: str, languages: Sequence[Forms]) -> bool:
    leads = "|".join(forms.words.date_leads for forms in languages if forms.words.date_leads)
    return re.fullmatch(rf"[\s,，]*(?:(?:{leads})\s*)?", gap) is not None


def _is_range(gap: str, languages: Sequence[Forms]) -> bool:
    words = "|".join(forms.words.range_words for forms in languages if forms.words.range_words)
    return re.fullmatch(rf"\s*(?:[-–—~]|{words})\s*", gap) is not None


def _with_hour(low: str, moment: Moment, following: Day | Clock | None) -> Moment:
    """A bare figure after a day is the hour, if nothing follows that it could count: "friday 10", "fri 12-13"."""
    match = _RANGE.match(low, moment.end)
    free_until = following.start if following else len(low)
    if match and (match.end() <= free_until or isinstance(following, Clock)):
        first, second = _range(match)
        return replace(moment, end=match.end(), clock=first, until=second)
    before = _RANGE_BEFORE.search(low, max(0, moment.start - _RANGE_AT_MOST), moment.start)
    if before:  # "10-11 tomorrow"
        first, second = _range(before)
        return replace(moment, start=before.start(), clock=first, until=second)
    match = _BARE_HOUR.match(low, moment.end)
    if match is None or match.end() > free_until:
        return moment
    is_free = moment.is_explicit or bool(match[2]) or low[: moment.start].endswith((">", "> "))
    if is_free or re.match(rf"\s*(?:$|[,;.!?，。；)|{HIDDEN}>#$+])", low[match.end() :]):
        clock = Clock(*match.span(), int(match[1]), int(match[2] or 0), is_short=not match[1].startswith("0"))
        return replace(moment, end=match.end(), clock=clock)
    return moment


def _with_end(low: str, moment: Moment) -> Moment:
    """A bare figure after the hour and a dash is the end: "kl. 9-11"."""
    match = _END.match(low, moment.end)
    if match is None or moment.clock is None or moment.clock.hour is None or moment.until:
        return moment
    until = Clock(*match.span(), int(match[1]), int(match[2] or 0), is_short=not match[1].startswith("0"))
    return replace(moment, end=match.end(), until=_same_half(moment.clock, until))


def _marked(low: str, moment: Moment) -> Moment:
    arrow = _ARROW.search(low, 0, moment.start)
    return replace(moment, start=arrow.start(), is_explicit=True) if arrow else moment
