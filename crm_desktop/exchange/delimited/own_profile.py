"""Our own columns: every field of a record, lists numbered, headings that are field keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from crm_desktop.domain.contacts.records import POINT_KINDS, PartyRecord
from crm_desktop.domain.contacts.rules import LIST_FIELDS
from crm_desktop.exchange.delimited.slots import CLASSES
from crm_desktop.exchange.plain import to_plain

_PARTY = tuple(
    spec.name for spec in fields(PartyRecord) if spec.type in ("str", "bool") and spec.name != "is_deleted"
)
_LISTS = {attribute: name for attribute, name in LIST_FIELDS.items() if name != "attachment"}
_LEFT_OUT = frozenset({"id", "normalized", "org_id", "group_id", "sha256", "content", "size", "is_photo"})


def parts_of(name: str) -> tuple[str, ...]:
    """The columns of one item of a list, in order."""
    return tuple(
        spec.name
        for spec in fields(CLASSES[name])
        if spec.name not in _LEFT_OUT and not (name in POINT_KINDS and spec.name == "kind")
    )


def cells_of(record: PartyRecord) -> dict[str, str]:
    """Heading -> cell for one record; empty ones are left out. Contents of files have no column."""
    cells = {name: _text(getattr(record, name)) for name in _PARTY}
    for attribute, name in _LISTS.items():
        for number, item in enumerate(getattr(record, attribute), 1):
            cells.update(_item(name, number, to_plain(item)))
    for kind in POINT_KINDS:
        points = (point for point in record.points if point.kind == kind)
        for number, point in enumerate(points, 1):
            cells.update(_item(kind, number, to_plain(point)))
    for number, tag in enumerate(record.tags, 1):
        cells[f"tag.{number}"] = tag
    if record.photo and record.photo.uri:
        cells["photo.1.uri"] = record.photo.uri
    return {heading: text for heading, text in cells.items() if text}


def _item(name: str, number: int, plain: Mapping[str, Any]) -> dict[str, str]:
    parts = parts_of(name)
    return {f"{name}.{number}.{part}": _text(value) for part, value in plain.items() if part in parts}


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)


def headings(counts: Mapping[str, int]) -> list[str]:
    """All columns, for the largest number of items that a record has in each list."""
    found = list(_PARTY)
    for name in (*POINT_KINDS, *_LISTS.values()):
        for number in range(1, counts.get(name, 0) + 1):
            found += [f"{name}.{number}.{part}" for part in parts_of(name)]
    found += [f"tag.{number}" for number in range(1, counts.get("tag", 0) + 1)]
    if counts.get("photo", 0):
        found.append("photo.1.uri")
    return found
