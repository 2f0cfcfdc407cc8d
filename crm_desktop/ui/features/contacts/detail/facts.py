"""Roles of a record and its local time in words."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from crm_desktop.base.formats import clock_text
from crm_desktop.domain.contacts.records import Affiliation


def time_in_text(moment: dt.datetime, zone: ZoneInfo) -> str:
    """What the clocks in a zone show at a moment (aware)."""
    return clock_text(moment.astimezone(zone).timetz())


def plain_role_text(role: Affiliation) -> str:
    """A role and its company."""
    return " · ".join(part for part in (role.title or role.role, role.department, role.org_name) if part)
