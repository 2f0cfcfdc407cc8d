"""Spans and days of ties in words."""

from __future__ import annotations

import datetime as dt

from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import _


def span_text(from_on: dt.date | None, to_on: dt.date | None) -> str:
    """Since when and until when; "" when neither is known."""
    start = date_text(from_on) if from_on else ""
    end = date_text(to_on) if to_on else ""
    if start and end:
        return _("{start} – {end}").format(start=start, end=end)
    if start:
        return _("since {start}").format(start=start)
    return _("until {end}").format(end=end) if end else ""


def day_input(day: dt.date | None) -> str:
    """A day as a field holds it, which may be typed over."""
    return date_text(day) if day else ""


def joined(*parts: str) -> str:
    """Those parts that there are, with points between them."""
    return " · ".join(part for part in parts if part)
