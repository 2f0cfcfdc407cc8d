"""Roles and dates of a record in words."""

from __future__ import annotations

import datetime as dt

from crm_desktop.base.formats import date_text, day_and_month_text
from crm_desktop.base.i18n import _
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


def role_text(role: Affiliation) -> str:
    """A role and its company, with its days if they are known."""
    text = plain_role_text(role)
    start = date_text(role.from_on) if role.from_on else ""
    end = date_text(role.to_on) if role.to_on else ""
    if start and end:
        return _("{role} ({start} – {end})").format(role=text, start=start, end=end)
    if start:
        return _("{role} (since {start})").format(role=text, start=start)
    return _("{role} (until {end})").format(role=text, end=end) if end else text


def plain_role_text(role: Affiliation) -> str:
    """A role and its company."""
    return " · ".join(part for part in (role.title or role.role, role.department, role.org_name) if part)
