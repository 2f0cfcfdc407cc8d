"""A record as lines of text for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from crm_desktop.base.formats import size_text
from crm_desktop.base.i18n import _
from crm_desktop.cli.columns import cell
from crm_desktop.cli.output import text_width
from crm_desktop.domain.contacts.address import one_line
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS, USAGE_CHOICES
from crm_desktop.domain.contacts.records import (
    POINT_KINDS,
    REF_KINDS,
    Address,
    Affiliation,
    Attachment,
    ContactPoint,
    ExtraProperty,
    ImportantDate,
    Membership,
    PartyRecord,
    Preference,
)
from crm_desktop.domain.dates import format_iso

_LONGEST_LABEL = 24


def lines(record: PartyRecord, region: str) -> Iterator[str]:
    """The head line with name and reference, then one line for each thing that is known.

    Args:
        record: what to show.
        region: ISO code of the own country, which addresses at home do not name.
    """
    yield f"{record.display_name}  ({record.ref})"
    if record.is_deleted:
        yield _("This record is in the trash.")
    pairs = [(label, value) for label, value in _pairs(record, region) if value]
    width = min(max((text_width(label) for label, _value in pairs), default=0), _LONGEST_LABEL)
    for label, value in pairs:
        first, *more = value.split("\n")
        yield f"  {label}{' ' * (width - text_width(label))}  {first}"
        for line in more:
            yield f"  {' ' * width}  {line}"


def _pairs(record: PartyRecord, region: str) -> Iterator[tuple[str, str]]:
    for spec in CONTACT_FIELDS:
        if spec.holder == "party" and spec.is_settable and spec.key != "display_name":
            value = getattr(record, spec.key)
            yield spec.title, cell(value) if value else ""
    for kind in POINT_KINDS:
        for point in record.points_of(kind):
            yield _labelled(kind, point.usage or point.service), _point(point)
    for address in record.addresses:
        yield _labelled("address", address.usage), _address(address, region)
    for date in record.dates:
        yield _date(date)
    for attribute, (key, text) in _LISTS.items():
        for item in getattr(record, attribute):
            label, value = text(item)
            yield _labelled(key, label), value
    yield _title("tag"), ", ".join(record.tags)


def _title(key: str) -> str:
    return CONTACT_FIELDS[key].title if key in CONTACT_FIELDS else key


def _labelled(key: str, label: str) -> str:
    shown = next((_(text) for stored, text in USAGE_CHOICES if stored == label), label)
    return f"{_title(key)} ({shown})" if shown else _title(key)


def _point(point: ContactPoint) -> str:
    notes = [f"×{point.ext}" if point.ext else "", point.status if point.status != "ok" else ""]
    notes += [_span(point.valid_from, point.valid_to), _("preferred") if point.is_preferred else ""]
    return _with_notes(point.value, notes)


def _with_notes(text: str, notes: list[str]) -> str:
    told = ", ".join(note for note in notes if note)
    return f"{text} ({told})" if told and text else text or told


def _span(first: dt.date | None, last: dt.date | None) -> str:
    return f"{first or ''}–{last or ''}" if first or last else ""


def _address(address: Address, region: str) -> str:
    notes = [address.quality if address.quality != "ok" else "", _span(address.valid_from, address.valid_to)]
    if address.season_from or address.season_to:
        notes.append(f"{address.season_from}–{address.season_to}")
    return _with_notes(one_line(address, region) or address.label, notes)


def _role(role: Affiliation) -> tuple[str, str]:
    text = ", ".join(filter(None, (role.title or role.role, role.department, role.org_name)))
    return "", _with_notes(text, [_span(role.from_on, role.to_on), role.end_reason])


def _member(member: Membership) -> tuple[str, str]:
    kind = REF_KINDS.get(member.group_kind, "") if member.group_kind != "group" else ""
    return kind, _with_notes(member.group_name, [member.role, _span(member.from_on, member.to_on)])


def _date(date: ImportantDate) -> tuple[str, str]:
    notes = [date.calendar if date.calendar != "gregorian" else ""]
    label = _title(date.kind) if date.kind in CONTACT_FIELDS else _labelled("date", date.label or date.kind)
    return label, _with_notes(format_iso(date.on), notes)


def _preference(preference: Preference) -> tuple[str, str]:
    notes = [preference.reason, f"→ {preference.until_on}" if preference.until_on else ""]
    return preference.channel, _with_notes(preference.status, notes)


def _file(file: Attachment) -> tuple[str, str]:
    size = size_text(file.size) if file.size else ""
    return _title("photo") if file.is_photo else "", _with_notes(
        file.filename or file.uri, [size, file.caption]
    )


def _extra(extra: ExtraProperty) -> tuple[str, str]:
    return extra.system, f"{extra.name}: {extra.value}"


_LISTS: Mapping[str, tuple[str, Callable[[Any], tuple[str, str]]]] = {
    "affiliations": ("role", _role),
    "memberships": ("group", _member),
    "facts": ("fact", lambda fact: (" ".join(filter(None, (fact.category, fact.label))), fact.value)),
    "preferences": ("preference", _preference),
    "custom": ("custom", lambda custom: (custom.label or custom.key, custom.value)),
    "notes": ("note", lambda note: ("", note.body)),
    "attachments": ("attachment", _file),
    "external_ids": ("external_id", lambda foreign: (foreign.system, foreign.value)),
    "extras": ("extra", _extra),
}
"""Attribute of a record -> key of its field, and what gives label and text of one item."""
