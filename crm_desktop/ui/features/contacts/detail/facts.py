"""Roles and dates of a record in words."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from crm_desktop.base.formats import clock_text, date_text, day_and_month_text
from crm_desktop.domain.contacts.records import (
    Affiliation,
    PartialDate,
)
from crm_desktop.domain.dates import format_iso


def partial_date_text(on: PartialDate) -> str:
    """A date of which parts may be unknown."""
    if on.month and on.day:
        if on.year:
            try:
                return date_text(dt.date(on.year, on.month, on.day), "long")
            except ValueError:  # 29 February of a year that has none, from a file
                return format_iso(on)
        return day_and_month_text(on.month, on.day)
    return format_iso(on)


def time_in_text(moment: dt.datetime, zone: ZoneInfo) -> str:
    """What the clocks in a zone show at a moment (aware)."""
    return clock_text(moment.astimezone(zone).timetz())


def plain_role_text(role: Affiliation) -> str:
    """A role and its company."""
    return " · ".join(part for part in (role.title or role.role, role.department, role.org_name) if part)
