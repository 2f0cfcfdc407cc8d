"""What one field of a record was before: from the journal, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from crm_desktop.base.clock import from_utc_ms
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.contacts.own_fields import NUMBER, shown
from crm_desktop.domain.dates import PartialDate, format_iso
from crm_desktop.services.contacts.column_words import TOGETHER, Row, as_one, value_text
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import history as history_queries
from crm_desktop.storage.queries.history import Pointed, RawChange

_COLUMNS = {"org_name": "org_id", "group_name": "group_party_id", "source": "source_id", "tier": "tier_id"}
"""Attribute -> the column it lies in, where that is called otherwise."""


@dataclass(frozen=True, slots=True)
class PastValue:
    """One change of one field.

    Attributes:
        at: when (UTC).
        who: the user's name; "" for a change made with another program.
        before: what it held until then, as it may be typed again; None where there is nothing to put back.
        before_text, after_text: what it held until then and from then on, as the field shows it.
    """

    at: dt.datetime
    who: str
    before: str | None
    before_text: str
    after_text: str


@dataclass(frozen=True, slots=True)
class _Field:
    """A field in its table: its own column, and all that it lies in."""

    table: str
    column: str
    columns: Sequence[str]

    @classmethod
    def of(cls, table: str, attribute: str) -> _Field:
        column = _COLUMNS.get(attribute, attribute)
        return cls(table, column, TOGETHER.get(table, {}).get(column, (column,)))

    def value(self, row: Row) -> Any:
        return as_one(self.table, self.column, row) if len(self.columns) > 1 else row[self.column]


def past_of(context: AppContext, ref: EntityRef, item_id: Id | None, attribute: str) -> list[PastValue]:
    """Every recorded change of a field.

    Args:
        context: the open file.
        ref: the record.
        item_id: the phone, role, address, … that the field belongs to; None for a field of the record itself.
        attribute: of the record or item, as it is called in `domain/contacts/records.py`.
    """
    row = item_id or ref.id
    with context.store.read() as connection:
        changes = [c for c in history_queries.changes_of(connection, ref.id) if c.row_id == row]
        if not changes:
            return []
        field = _Field.of(changes[0].table, attribute)
        changes = [c for c in changes if c.field == "*" or c.field in field.columns]
        steps = history_queries.steps(connection, {c.set_id for c in changes if c.set_id})
        pointed = history_queries.pointed_at(connection, changes)
    found = []
    for change, before, after in _walked(changes, field):
        text, then = (value_text(field.table, field.column, v, change.row, pointed) for v in (after, before))
        if before != after and (text or then):
            step = steps.get(change.set_id or b"")
            typed = None if change.field == "*" else _typed(field, before, change.row, pointed)
            found.append(
                PastValue(from_utc_ms(change.hlc >> 16), step.who if step else "", typed, then, text)
            )
    return found


def _walked(changes: Sequence[RawChange], field: _Field) -> Iterator[tuple[RawChange, Any, Any]]:
    """The changes with the value before and after each; those of one moment are one (a day has three columns)."""
    now = dict(changes[0].row) if changes else {}
    at = 0
    while at < len(changes):
        change = changes[at]
        after = field.value(now)
        if change.field == "*":
            yield change, None, after
            return
        while at < len(changes) and changes[at].hlc == change.hlc and changes[at].field != "*":
            now[changes[at].field] = changes[at].before
            at += 1
        yield change, field.value(now), after


def _typed(field: _Field, value: Any, row: Row, pointed: Pointed) -> str | None:
    """A value as its field takes it in any language; None for what is gone and cannot be named any more.

    A number has the marks of this language: elsewhere "1.250" is more than a thousand.
    """
    if isinstance(value, bytes):
        return pointed.names.get(value)
    if isinstance(value, PartialDate):
        return format_iso(value)
    if field.table == "custom_value" and row.get("field_type") == NUMBER:
        return shown(NUMBER, str(value))
    return "" if value is None else str(value)
