"""Days as they are named in a line, and which day of the calendar is meant."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

_RECENT_DAYS = 90
"""A date without a year that is no longer ago than this is a date of the past, not of next year."""
_LEAP_GAP = 8
"""In so many years there is a 29 February, around 2100 too."""


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
        if day.sense == "next_month":
            return _months_later(today.replace(day=1), 1)
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
    month, number = day.month or 0, day.day or 0
    if day.year is not None:
        return dt.date(day.year + 2000 if day.year < 100 else day.year, month, number)
    years = range(max(1, today.year - _LEAP_GAP), today.year + _LEAP_GAP + 1)
    dates = [found for year in years if (found := _existing(year, month, number))]
    if is_over:
        return max(found for found in dates if found <= today)
    return min(found for found in dates if found >= today - dt.timedelta(days=_RECENT_DAYS))


def _existing(year: int, month: int, day: int) -> dt.date | None:
    """The date, or None for 29 February of most years."""
    is_real = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]
    return dt.date(year, month, day) if is_real else None


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
