"""Everything of a record that is shown and not edited here: roles, dates, web, own fields, files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from crm_desktop.base.formats import date_text, day_and_month_text, list_text, size_text
from crm_desktop.base.i18n import _, pgettext
from crm_desktop.domain.contacts.records import (
    IMPP,
    SOCIAL,
    URL,
    Affiliation,
    ContactPoint,
    ImportantDate,
    PartialDate,
    PartyRecord,
)
from crm_desktop.ui.features.contacts.words import field_title, usage_title

Fact = tuple[str, str]
"""Caption and text."""

_MORE_FIELDS = (
    "account_no",
    "source",
    "source_detail",
    "occupation",
    "pronouns",
    "gender",
    "lang",
    "tz",
    "website",
)


def partial_date_text(on: PartialDate) -> str:
    """A date of which parts may be unknown."""
    if on.month and on.day:
        if on.year:
            try:
                return date_text(dt.date(on.year, on.month, on.day), "long")
            except ValueError:  # 29 February of a year that has none, from a file
                return f"{on.year:04}-{on.month:02}-{on.day:02}"
        return day_and_month_text(on.month, on.day)
    parts = [f"{on.year:04}" if on.year else "", f"{on.month:02}" if on.month else ""]
    return "-".join(part for part in parts if part)


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


def facts_of(record: PartyRecord) -> Iterator[Fact]:
    """Caption and text of everything there is, in order."""
    for role in record.affiliations:
        yield _("Role"), role_text(role)
    for place in record.memberships:
        yield _("Member of"), place.group_name
    for date in record.dates:
        yield _date_caption(date), partial_date_text(date.on)
    for kind in (URL, IMPP, SOCIAL):
        for point in record.points_of(kind):
            yield _point_caption(point), point.value
    for fact in record.facts:
        yield fact.label or fact.category, fact.value
    for key in _MORE_FIELDS:
        if value := getattr(record, key):
            yield field_title(key), str(value)
    for own in record.custom:
        yield own.label or own.key, own.value
    for file in record.attachments:
        if not file.is_photo:
            yield (
                pgettext("attachment", "File"),
                _("{name} ({size})").format(name=file.filename, size=size_text(file.size)),
            )
    if record.extras:
        names = sorted({extra.name.split(";")[0] for extra in record.extras})
        yield _("Kept from a file"), list_text(names)


def _date_caption(date: ImportantDate) -> str:
    if date.kind in ("birthday", "anniversary"):
        return field_title(date.kind)
    return date.label or (_("Died") if date.kind == "death" else field_title("date"))


def _point_caption(point: ContactPoint) -> str:
    return point.service or usage_title(point.usage) or field_title(point.kind)
