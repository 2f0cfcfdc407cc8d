"""Dates of people in words: parts of them may be unknown."""

from __future__ import annotations

import datetime as dt

from crm_desktop.base.formats import date_text, day_and_month_text, parts_text
from crm_desktop.domain.dates import PartialDate, format_iso


def partial_date_text(on: PartialDate) -> str:
    """A date of which parts may be unknown, as the user's language writes it; "" when none is known."""
    try:
        return parts_text(on.year, on.month, on.day)
    except ValueError:  # 29 February of a year that has none, from a file
        return format_iso(on)


def iso_day_text(stored: str) -> str:
    """A day that is stored as 2026-05-31, as the user's language writes it; what is no day as it is."""
    try:
        return date_text(dt.date.fromisoformat(stored))
    except ValueError:
        return stored


def yearly_day_text(stored: str) -> str:
    """A day of every year that is stored as 05-31; what is none as it is."""
    month, _dash, day = stored.partition("-")
    return day_and_month_text(int(month), int(day)) if month.isdigit() and day.isdigit() else stored
