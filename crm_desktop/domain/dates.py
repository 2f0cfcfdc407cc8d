"""Dates of which a part may be unknown, such as a birthday without a year (RFC 6350, 4.3)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of which any part may be unknown, such as a birthday without a year (RFC 6350, 4.3.1)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


FEB28, MAR1 = "feb28", "mar1"
"""Leap rules: the day to keep 29 February on in other years."""

_LEAP_YEAR = 2000
_YEAR_DIGITS = 4
_NO_YEAR_1604 = 1604
"""Apple writes a birthday without a year as one in 1604 (X-APPLE-OMIT-YEAR)."""

_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>\d{4})-?(?P<month>\d{2})-?(?P<day>\d{2})",
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})\.?",
        r"(?P<year>\d{4})-(?P<month>\d{2})",
        r"(?P<year>\d{4})",
        r"--(?P<month>\d{2})-?(?P<day>\d{2})",
        r"--(?P<month>\d{2})",
        r"---(?P<day>\d{2})",
    )
)
_TIME_PART = re.compile(r"(?<=\d)[T ]\d{2}.*$")


def parse_partial_date(text: str) -> PartialDate | None:
    """Reads a date of vCard or ISO 8601 form; a time after it is left out. None when `text` is no valid date.

    Takes 19850412, 1985-04-12, 1985/4/12, 1985-04, 1985, --0412, --04-12, --04 and ---12. Forms that depend
    on the country (04/12/85) are refused: guessing which is the day is not reading.
    """
    bare = _TIME_PART.sub("", text.strip())
    for form in _FORMS:
        match = form.fullmatch(bare)
        if match:
            parts = {name: int(value) for name, value in match.groupdict().items()}
            found = PartialDate(parts.get("year"), parts.get("month"), parts.get("day"))
            return found if is_valid(found) else None
    return None


def read_typed_date(
    text: str, order: str, months: Mapping[str, int], fillers: Collection[str] = ()
) -> PartialDate | None:
    """Reads a date as a person types it; parts may be left out. None when it is no date at all.

    What it gives may be a day that does not exist (31 April): `is_valid` tells, so that the user can be told.

    Args:
        text: 1951-12-24, --12-24, 24.12., 24/12/1951, "24 December", "12/1951", 1951.
        order: the order of day, month and year in the user's language, such as "dmy".
        months: casefolded names of months in that language -> 1 to 12.
        fillers: casefolded words that the language puts between the parts ("de", "년"); others are refused.
    """
    found = parse_partial_date(text)
    if found is not None:
        return found
    words = re.findall(r"[^\W\d_]+", text.casefold())
    named = [months[word] for word in words if word in months]
    if len(named) > 1 or any(word not in months and word not in fillers for word in words):
        return None
    digits = re.findall(r"\d+", text)
    years = [number for number in digits if len(number) == _YEAR_DIGITS]
    rest = [int(number) for number in digits if len(number) <= 2]
    if len(years) > 1 or len(years) + len(rest) != len(digits):
        return None
    year = int(years[0]) if years else None
    if named:
        return PartialDate(year, named[0], rest[0] if rest else None) if len(rest) <= 1 else None
    if year and not rest:
        return PartialDate(year)
    if len(rest) == 1 and year:
        return PartialDate(year, rest[0])
    if len(rest) != 2:  # two digits for a year would leave the century to a guess
        return None
    starts_with_year = bool(years) and digits[0] == years[0]
    is_day_first = not starts_with_year and ("." in text or order.index("d") < order.index("m"))
    day, month = rest if is_day_first else reversed(rest)
    return PartialDate(year, month, day)


def is_valid(on: PartialDate) -> bool:
    """Whether there can be such a day: 29 February without a year, yes; 31 April or nothing at all, no."""
    if on.year is None and on.month is None and on.day is None:
        return False
    if on.year is not None and not dt.MINYEAR <= on.year <= dt.MAXYEAR:
        return False
    if on.month is not None and not 1 <= on.month <= 12:
        return False
    if on.day is None:
        return True
    if on.month is None:
        return on.year is None and 1 <= on.day <= 31
    return 1 <= on.day <= calendar.monthrange(on.year or _LEAP_YEAR, on.month)[1]


def format_partial_date(on: PartialDate) -> str:
    """The vCard 4 basic form: 19850412, 1985-04, 1985, --0412, --04, ---12. "" for a date with no part."""
    year, month, day = _texts(on)
    if on.year is not None:
        return f"{year}{month}{day}" if on.day is not None else f"{year}-{month}".rstrip("-")
    if on.month is not None:
        return f"--{month}{day}"
    return f"---{day}" if on.day is not None else ""


def format_iso(on: PartialDate) -> str:
    """The form for people and other programs: 1985-04-12, 1985-04, 1985, --04-12, --04, ---12."""
    year, month, day = _texts(on)
    if on.year is not None:
        return "-".join(part for part in (year, month, day) if part)
    if on.month is not None:
        return f"--{month}-{day}".rstrip("-")
    return f"---{day}" if on.day is not None else ""


def _texts(on: PartialDate) -> tuple[str, str, str]:
    return (
        f"{on.year:04}" if on.year is not None else "",
        f"{on.month:02}" if on.month is not None else "",
        f"{on.day:02}" if on.day is not None else "",
    )


def without_stand_in_year(on: PartialDate) -> PartialDate:
    """The same day without the year 1604, which Apple's address book writes for "no year"."""
    return PartialDate(None, on.month, on.day) if on.year == _NO_YEAR_1604 else on


def occurrence_in(on: PartialDate, year: int, leap_rule: str = FEB28) -> dt.date | None:
    """The day on which `on` is kept in `year`, or None when month or day are not known."""
    if on.month is None or on.day is None or not is_valid(on):
        return None
    if (on.month, on.day) == (2, 29) and not calendar.isleap(year):
        return dt.date(year, 3, 1) if leap_rule == MAR1 else dt.date(year, 2, 28)
    return dt.date(year, on.month, on.day)


def next_occurrence(on: PartialDate, after: dt.date, leap_rule: str = FEB28) -> dt.date | None:
    """The first day later than `after` on which `on` is kept; None when it has no month or no day.

    Args:
        on: the day; its year does not matter.
        after: the day before the first that counts.
        leap_rule: `FEB28` or `MAR1`, what 29 February becomes in other years.
    """
    for year in (after.year, after.year + 1):
        if year > dt.MAXYEAR:
            return None
        day = occurrence_in(on, year, leap_rule)
        if day is None or day > after:
            return day
    return None


def as_date(on: PartialDate) -> dt.date | None:
    """The date itself when all three parts are known and fit, else None."""
    if on.year is None or on.month is None or on.day is None or not is_valid(on):
        return None
    return dt.date(on.year, on.month, on.day)
