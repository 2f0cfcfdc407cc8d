"""How the items of a record (its phones, addresses, dates, …) lie in their tables.

One declaration per kind of item serves loading, saving, time travel and history alike.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Any

import sqlalchemy as sa

from crm_desktop.domain.contacts import records as r
from crm_desktop.storage.tables import activities as a
from crm_desktop.storage.tables import parties as t

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ItemTable:
    """Where one kind of item lies.

    Attributes:
        cls: its class in domain/contacts/records.py.
        attribute: the PartyRecord attribute that lists them.
        table: their table.
        owner: the column that names the record they belong to.
        same: fields that are columns of the same name.
        other: column -> attribute of the item, dotted if it lies deeper, where their names differ.
        from_row: what an item takes from a row beside `same`.
        columns, cells: the columns that come from an item, and what takes their values from it, as one tuple.
        has_position: whether its rows know their place in the list.
    """

    cls: type
    attribute: str
    table: sa.Table
    owner: str
    same: tuple[str, ...]
    other: Mapping[str, str] = field(default_factory=dict)
    from_row: Callable[[Row], dict[str, Any]] = lambda _row: {}
    columns: tuple[str, ...] = field(init=False)
    cells: Callable[[Any], tuple[Any, ...]] = field(init=False)
    has_position: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", (*self.same, *self.other))
        object.__setattr__(self, "cells", tuple_of(*self.same, *self.other.values()))
        object.__setattr__(self, "has_position", "position" in self.table.columns)

    def values(self, item: Any) -> dict[str, Any]:
        """Column -> value of `item`, without id, owner and position."""
        return dict(zip(self.columns, self.cells(item), strict=True))

    def item(self, row: Row) -> Any:
        """The item that `row` tells."""
        return self.cls(id=row["id"], **{name: row[name] for name in self.same}, **self.from_row(row))


def tuple_of(*names: str) -> Callable[[Any], tuple[Any, ...]]:
    """What takes these attributes of an object as a tuple; one call in C for all of them."""
    take = attrgetter(*names)
    return take if len(names) > 1 else lambda item: (take(item),)


def _fields(cls: type, *without: str) -> tuple[str, ...]:
    return tuple(f.name for f in dataclasses.fields(cls) if f.name not in ("id", *without))


ITEM_TABLES: tuple[ItemTable, ...] = (
    ItemTable(r.ContactPoint, "points", t.contact_point, "party_id", _fields(r.ContactPoint)),
    ItemTable(r.Address, "addresses", t.address, "party_id", _fields(r.Address)),
    ItemTable(
        r.Affiliation,
        "affiliations",
        t.affiliation,
        "person_id",
        _fields(r.Affiliation, "org_name"),
        from_row=lambda row: {"org_name": row.get("org_name", "")},
    ),
    ItemTable(
        r.Membership,
        "memberships",
        t.group_member,
        "member_party_id",
        _fields(r.Membership, "group_name", "group_kind", "group_id"),
        other={"group_party_id": "group_id"},
        from_row=lambda row: {
            "group_id": row["group_party_id"],
            "group_name": row.get("group_name", ""),
            "group_kind": row.get("group_kind", r.GROUP),
        },
    ),
    ItemTable(
        r.ImportantDate,
        "dates",
        t.important_date,
        "party_id",
        _fields(r.ImportantDate, "on"),
        other={"year": "on.year", "month": "on.month", "day": "on.day"},
        from_row=lambda row: {"on": r.PartialDate(row["year"], row["month"], row["day"])},
    ),
    ItemTable(r.Fact, "facts", t.fact, "party_id", _fields(r.Fact)),
    ItemTable(r.Preference, "preferences", t.comm_preference, "party_id", _fields(r.Preference)),
    ItemTable(r.Note, "notes", t.note, "subject_id", _fields(r.Note)),
    ItemTable(
        r.Attachment,
        "attachments",
        t.attachment,
        "subject_id",
        _fields(r.Attachment, "content"),
        from_row=lambda row: {"content": row.get("content")},
    ),
    ItemTable(r.ExternalId, "external_ids", t.external_id, "subject_id", _fields(r.ExternalId)),
    ItemTable(r.ExtraProperty, "extras", t.extra_property, "subject_id", _fields(r.ExtraProperty)),
    ItemTable(
        r.CustomValue,
        "custom",
        t.custom_value,
        "subject_id",
        ("value",),
        from_row=lambda row: {
            "key": row.get("key", ""),
            "label": row.get("label", ""),
            "type": row.get("type", "text"),
        },
    ),
)

BY_CLASS = {entry.cls: entry for entry in ITEM_TABLES}
BY_TABLE = {entry.table.name: entry for entry in ITEM_TABLES}

NAMED_FIELDS: Mapping[str, sa.Table] = {"source": t.source, "tier": a.tier}
"""Fields of a PartyRecord that hold the name of a row of another table; their column is the field + "_id"."""

PARTY_COLUMNS = tuple(
    f.name
    for f in dataclasses.fields(r.PartyRecord)
    if f.name not in {e.attribute for e in ITEM_TABLES} | {"id", "is_deleted", "tags", *NAMED_FIELDS}
)
"""Fields of a PartyRecord that are columns of `party` by the same name."""

_COLUMNS = [column for table in (t.party, *(e.table for e in ITEM_TABLES)) for column in table.columns]
_DATES = frozenset(column.name for column in _COLUMNS if isinstance(column.type, sa.Date))
_FLAGS = frozenset(column.name for column in _COLUMNS if isinstance(column.type, sa.Boolean))


@lru_cache(maxsize=100)
def columns_of(table: sa.Table) -> tuple[str, ...]:
    """The column names of `table`."""
    return tuple(c.name for c in table.columns)


def parsed(names: tuple[str, ...], values: tuple[Any, ...]) -> dict[str, Any]:
    """A raw row as a dict, with days and flags as Python has them."""
    row = dict(zip(names, values, strict=True))
    for name in names:
        value = row[name]
        if name in _DATES and isinstance(value, str):
            row[name] = _day(value)
        elif name in _FLAGS:
            row[name] = bool(value)
    return row


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:  # another SQLite program may have written anything
        return None
