"""Days as they are named in a line, and which day of the calendar is meant."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

_RECENT_DAYS = 90
"""A date without a year that is no longer ago than this is a date of the past, not of next year."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day that is named somewhere in the line, not yet put into the calendar."""

    start: int
    end: int
    sense: str
    offset_days: int | None = None
    offset_months: int = 0
    offset_minutes: int = 0
    weekday: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None


def resolve(day: Day, today: dt.date, *, is_over: bool) -> dt.date | None:
    """The date that `day` means. `is_over`: the line tells of the past, where nothing says otherwise.

    Returns None for a date that no calendar has.
    """
    try:
        if day.weekday is not None or day.sense == "next":
            return _weekday(day, today, is_over)
        if day.month is not None and day.day is not None:
            return _date(day, today, is_over)
        if day.day is not None:
            return _day_of_month(day.day, today)
        moved = _months_later(today, day.offset_months) if day.offset_months else today
        return moved + dt.timedelta(days=day.offset_days or 0)
    except (ValueError, OverflowError):
        return None


def _weekday(day: Day, today: dt.date, is_over: bool) -> dt.date:
    wanted = day.weekday or 0
    monday = today - dt.timedelta(days=today.weekday())
    if day.sense in ("next", "this", "last_week"):
        week = {"next": 7, "this": 0, "last_week": -7}[day.sense]
        return monday + dt.timedelta(days=week + wanted)
    if day.sense == "last" or (day.sense == "plain" and is_over):
        return today - dt.timedelta(days=(today.weekday() - wanted - 1) % 7 + 1)
    return today + dt.timedelta(days=(wanted - today.weekday() - 1) % 7 + 1)


def _date(day: Day, today: dt.date, is_over: bool) -> dt.date:
    assert day.month is not None  # the caller looked
    assert day.day is not None
    if day.year is not None:
        return dt.date(day.year + 2000 if day.year < 100 else day.year, day.month, day.day)
    if (day.month, day.day) == (2, 29):
        years = range(today.year, today.year + 9)
        return next(
            dt.date(year, 2, 29)
            for year in years
            if calendar.isleap(year) and dt.date(year, 2, 29) >= today - dt.timedelta(days=_RECENT_DAYS)
        )
    found = dt.date(today.year, day.month, day.day)
    if is_over:
        return found if found <= today else found.replace(year=today.year - 1)
    before = today - dt.timedelta(days=_RECENT_DAYS)
    last = found.replace(year=today.year - 1)
    if last >= before and last.year != today.year and found > today + dt.timedelta(days=365 - _RECENT_DAYS):
        return last
    return found if found >= before else found.replace(year=today.year + 1)


def _day_of_month(day: int, today: dt.date) -> dt.date:
    year, month = today.year, today.month
    if not 1 <= day <= 31:
        raise ValueError(day)
    for _month in range(13):
        if day <= calendar.monthrange(year, month)[1] and dt.date(year, month, day) > today:
            return dt.date(year, month, day)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    raise ValueError(day)


def _months_later(today: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return dt.date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))
