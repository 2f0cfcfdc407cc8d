"""What one field of a record was before: from the journal, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crm_desktop.base.clock import from_utc_ms
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.contacts.records import PartialDate
from crm_desktop.domain.dates import format_iso
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import history as history_queries
from crm_desktop.storage.queries.history import RawChange

_COLUMNS = {
    "org_name": ("org_id",),
    "group_name": ("group_party_id",),
    "on": ("year", "month", "day"),
    "source": ("source_id",),
}
"""Attribute -> the columns it lies in, where they are called otherwise."""


@dataclass(frozen=True, slots=True)
class PastValue:
    """One change of one field.

    Attributes:
        at: when (UTC).
        who: the user's name; "" for a change made with another program.
        before: what it held until then, as it would be typed; None for its first value.
        after: what it held from then on.
    """

    at: dt.datetime
    who: str
    before: str | None
    after: str


def past_of(context: AppContext, ref: EntityRef, item_id: Id | None, attribute: str) -> list[PastValue]:
    """Every recorded change of a field.

    Args:
        context: the open file.
        ref: the record.
        item_id: the phone, role, address, … that the field belongs to; None for a field of the record itself.
        attribute: of the record or item, as it is called in `domain/contacts/records.py`.
    """
    columns = _COLUMNS.get(attribute, (attribute,))
    row = item_id or ref.id
    with context.store.read() as connection:
        changes = [c for c in history_queries.changes_of(connection, ref.id) if c.row_id == row]
        changes = [c for c in changes if c.field == "*" or c.field in columns]
        steps = history_queries.steps(connection, {c.set_id for c in changes if c.set_id})
        names = history_queries.names_of(connection, changes)
    values = _walked(changes, columns, names)
    found = []
    for change, before, after in values:
        step = steps.get(change.set_id or b"")
        if before != after and (before is not None or after):
            found.append(PastValue(from_utc_ms(change.hlc >> 16), step.who if step else "", before, after))
    return found


def _walked(
    changes: Sequence[RawChange], columns: Sequence[str], names: dict[Id, str]
) -> Iterator[tuple[RawChange, str | None, str]]:
    """The changes with the text before and after each; those of one moment are one (a day has three columns)."""
    now = {name: changes[0].row.get(name) for name in columns} if changes else {}
    at = 0
    while at < len(changes):
        change = changes[at]
        after = _text(now, columns, names)
        if change.field == "*":
            yield change, None, after
            return
        while at < len(changes) and changes[at].hlc == change.hlc and changes[at].field != "*":
            now[changes[at].field] = changes[at].before
            at += 1
        yield change, _text(now, columns, names), after


def _text(values: dict[str, Any], columns: Sequence[str], names: dict[Id, str]) -> str:
    if columns == _COLUMNS["on"]:
        return format_iso(PartialDate(values["year"], values["month"], values["day"]))
    value = values[columns[0]]
    if isinstance(value, bytes):
        return names.get(value, "")
    return "" if value is None else str(value)
