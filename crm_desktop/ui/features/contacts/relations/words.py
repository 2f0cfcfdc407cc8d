"""Days, places in a household and kinds of relation in words."""

from __future__ import annotations

import datetime as dt

from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import N_, _
from crm_desktop.domain.contacts.households import MEMBER_ROLES
from crm_desktop.ui.features.contacts.words import field_title


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
    return day.isoformat() if day else ""


def role_title(role: str) -> str:
    """A place in a household; a user's own word is itself."""
    return _(MEMBER_ROLES[role]) if role in MEMBER_ROLES else role


def joined(*parts: str) -> str:
    """Those parts that there are, with points between them."""
    return " · ".join(part for part in parts if part)


def fact_title(category: str) -> str:
    """The sort of a fact: the short title of a control question, else the word itself."""
    return _(_FACTS[category]) if category in _FACTS else category


def day_title(kind: str) -> str:
    """The sort of a day to remember."""
    return field_title(kind) if kind in ("birthday", "anniversary") else _(_DAYS.get(kind, "Day"))


_FACTS = {
    "family": N_("Family"),
    "interest": N_("Interests"),
    "hobby": N_("Hobby"),
    "pet": N_("Pets"),
    "child": N_("Child"),
    "education": N_("School"),
    "need": N_("Looks for"),
}
_DAYS = {"death": N_("Death"), "other": N_("Day")}
