"""The columns of Google Contacts, as it writes them now and as it wrote them before 2021, and ours in its shape."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from crm_desktop.domain.contacts.names import display_name
from crm_desktop.domain.contacts.records import (
    EMAIL,
    IMPP,
    ORGANIZATION,
    PHONE,
    SOCIAL,
    URL,
    Address,
    ContactPoint,
    ImportantDate,
    PartyRecord,
)
from crm_desktop.domain.countries import country_name
from crm_desktop.domain.dates import format_iso
from crm_desktop.domain.text_folding import fold

SEVERAL = " ::: "
"""Joins several values in one cell."""

MARK = "* "
"""Begins the label of the preferred value, and the name of a group that Google made itself."""

ALL_CONTACTS = "mycontacts"
"""Google's group of all contacts, folded; it says nothing."""

_USAGES = {
    "mobile": "cell",
    "cell": "cell",
    "home fax": "fax",
    "work fax": "fax",
    "other fax": "fax",
    "home": "home",
    "work": "work",
    "other": "other",
    "pager": "pager",
    "main": "main",
    "homepage": "homepage",
    "home page": "homepage",
}
_LABELS = {
    "cell": "Mobile",
    "fax": "Work Fax",
    "home": "Home",
    "work": "Work",
    "other": "Other",
    "pager": "Pager",
    "main": "Main",
    "homepage": "Homepage",
}
_DATE_KINDS = {"birthday": "birthday", "anniversary": "anniversary", "death": "death"}


def tags_of(cell: str) -> list[str]:
    """The groups in a cell, without Google's marks and its group of all contacts."""
    names = [name.strip().removeprefix(MARK).strip() for name in cell.split(SEVERAL.strip())]
    return [name for name in names if name and fold(name) != ALL_CONTACTS]


def usage_of(label: str) -> str:
    """Our word for one of Google's labels; a label of the user's own stays."""
    return _USAGES.get(label.lower(), label)


def items_of(name: str, parts: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The items that one numbered group of columns makes, in our words.

    Args:
        name: list of the record ("phone", "address", …).
        parts: what its cells hold, by attribute; also "formatted" of an address.
    """
    found = dict(parts)
    label_part = "usage" if "usage" in found else "label"
    label = str(found.get(label_part, ""))
    if label.startswith(MARK.strip()):
        label = label.removeprefix(MARK.strip()).strip()
        if label_part == "usage":
            found["is_preferred"] = True
    if label_part in found:
        found[label_part] = usage_of(label) if label_part == "usage" else label
    if name == "address":
        return [_with_street(found)]
    if name == "date" and (kind := _DATE_KINDS.get(label.lower())):
        del found["label"]
        found["kind"] = kind
    elif name == "custom":
        found["key"] = fold(label) or "custom"
    main = "on" if name == "date" else "value"
    value = str(found.get(main, ""))
    if SEVERAL not in value:
        return [found]
    return [{**found, main: one.strip()} for one in value.split(SEVERAL.strip())]


def _with_street(parts: dict[str, Any]) -> dict[str, Any]:
    """An address without the block that Google made of it, unless that is all there is."""
    formatted = parts.pop("formatted", "")
    has_parts = any(value for part, value in parts.items() if part not in ("usage", "is_preferred"))
    return parts if has_parts or not formatted else {**parts, "street": formatted}


HEADINGS = (
    *("First Name", "Middle Name", "Last Name", "Phonetic First Name", "Phonetic Middle Name"),
    *("Phonetic Last Name", "Name Prefix", "Name Suffix", "Nickname", "File As", "Organization Name"),
    *("Organization Title", "Organization Department", "Birthday", "Notes", "Photo", "Labels"),
)
"""The columns before the numbered ones, in Google's order."""

NUMBERED: Mapping[str, tuple[str, ...]] = {
    "E-mail": ("Label", "Value"),
    "Phone": ("Label", "Value"),
    "Address": (
        *("Label", "Formatted", "Street", "City", "PO Box", "Region", "Postal Code", "Country"),
        "Extended Address",
    ),
    "Relation": ("Label", "Value"),
    "Website": ("Label", "Value"),
    "Event": ("Label", "Value"),
    "Custom Field": ("Label", "Value"),
}
"""The numbered groups of columns, in Google's order."""


def cells_of(record: PartyRecord, language: str) -> dict[str, str]:
    """Heading -> cell for one record; what Google has no column for is left out."""
    role = record.affiliations[0] if record.affiliations else None
    name = display_name(record)
    is_company = record.kind == ORGANIZATION
    has_parts = bool(record.given or record.family)
    birthday = next((date for date in record.dates if date.kind == "birthday"), None)
    cells = {
        "First Name": record.given if has_parts or is_company else name,
        "Middle Name": record.additional,
        "Last Name": record.family,
        "Phonetic First Name": record.phonetic_given,
        "Phonetic Last Name": record.phonetic_family,
        "Name Prefix": record.prefix,
        "Name Suffix": record.suffix,
        "Nickname": record.nickname,
        "File As": name if has_parts else "",
        "Organization Name": name if is_company else role.org_name if role else "",
        "Organization Title": role.title if role else "",
        "Organization Department": role.department if role else "",
        "Birthday": format_iso(birthday.on) if birthday else "",
        "Notes": "\n".join(note.body for note in record.notes),
        "Photo": record.photo.uri if record.photo else "",
        "Labels": SEVERAL.join((*record.tags, f"{MARK}myContacts")),
    }
    for heading, items in _numbered(record, language).items():
        for number, parts in enumerate(items, 1):
            cells.update({f"{heading} {number} - {part}": text for part, text in parts.items()})
    return {heading: text for heading, text in cells.items() if text}


def _numbered(record: PartyRecord, language: str) -> dict[str, list[dict[str, str]]]:
    return {
        "E-mail": [_point(point) for point in record.points_of(EMAIL)],
        "Phone": [_point(point) for point in record.points_of(PHONE)],
        "Address": [_address(address, language) for address in record.addresses],
        "Relation": [
            {"Label": fact.label, "Value": fact.value} for fact in record.facts if fact.category == "relation"
        ],
        "Website": [_point(point) for kind in (URL, SOCIAL) for point in record.points_of(kind)]
        + ([{"Label": "Homepage", "Value": record.website}] if record.website else []),
        "Event": [_event(date) for date in _events(record.dates)],
        "Custom Field": [{"Label": value.label or value.key, "Value": value.value} for value in record.custom]
        + [{"Label": point.service or "IM", "Value": point.value} for point in record.points_of(IMPP)],
    }


def _events(dates: Iterable[ImportantDate]) -> list[ImportantDate]:
    """All days but the birthday that has a column of its own."""
    first = next((date for date in dates if date.kind == "birthday"), None)
    return [date for date in dates if date is not first]


def _label(usage: str, *, is_preferred: bool) -> str:
    label = _LABELS.get(usage, usage)
    return f"{MARK}{label}" if is_preferred else label


def _point(point: ContactPoint) -> dict[str, str]:
    usage = point.service or point.usage if point.kind == SOCIAL else point.usage
    return {"Label": _label(usage, is_preferred=point.is_preferred), "Value": point.value}


def _address(address: Address, language: str) -> dict[str, str]:
    country = country_name(address.country, language) if address.country else address.country_name
    street = (address.org_line, address.care_of, address.street, address.dependent_locality)
    return {
        "Label": _label(address.usage, is_preferred=address.is_preferred),
        "Street": "\n".join(filter(None, street)),
        "City": address.locality,
        "PO Box": address.po_box,
        "Region": address.region,
        "Postal Code": address.postcode,
        "Country": country,
        "Extended Address": address.unit,
    }


def _event(date: ImportantDate) -> dict[str, str]:
    label = date.label if date.kind == "other" else date.kind.capitalize()
    return {"Label": label, "Value": format_iso(date.on)}
