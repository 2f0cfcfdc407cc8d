"""Recorded changes of a record: which field, what it was, what it became; for programs, and in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from itertools import groupby
from typing import Any

from crm_desktop.base.clock import from_utc_ms
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.records import PartialDate
from crm_desktop.domain.contacts.relations import type_word
from crm_desktop.domain.dates import format_iso
from crm_desktop.services.contacts.change_words import Told
from crm_desktop.services.contacts.column_words import TOGETHER, UNSEEN, as_one
from crm_desktop.storage.queries.history import Pointed, RawChange, StepEntry
from crm_desktop.storage.tables.belonging import LIST_WORDS

Row = Mapping[str, Any]
Names = Mapping[Id, str]


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of one field.

    Attributes:
        at: when (UTC).
        who: the user's name; "" for a change made with another program.
        step_label: the step that it was part of.
        field: field key ("given", "phone", "address", …); "created" and "deleted" for the record itself.
        detail: of a list, the part that was changed ("value", "locality"); for an item that was added or
            removed, which sort of it ("work", "hobby").
        before, after: as stored, for other programs; None when there was, or is, nothing.
        set_id: the step, for undo.
        told: the same in the words of a reader.
    """

    at: dt.datetime
    who: str
    step_label: str
    field: str
    detail: str
    before: str | None
    after: str | None
    set_id: Id | None
    told: Told = dataclass_field(repr=False, compare=False)


def entries(
    changes: Sequence[RawChange], steps: Mapping[Id, StepEntry], pointed: Pointed
) -> list[HistoryEntry]:
    """The changes in their order, without those of columns that the program fills in by itself.

    Args:
        changes: from the journal.
        steps: the steps that they belong to.
        pointed: names of the tags, companies, groups, … that rows point at.
    """
    return [
        _entry(change, steps.get(change.set_id or b""), pointed)
        for change in joined(changes)
        if change.field not in UNSEEN
    ]


def joined(changes: Iterable[RawChange]) -> Iterator[RawChange]:
    """The changes with those made one that are one for a reader: year, month and day of a date at one moment.

    Args:
        changes: of whole rows, newest first.
    """
    states: dict[tuple[str, Id], dict[str, Any]] = {}
    for (_hlc, table, row_id), group in groupby(
        changes, lambda change: (change.hlc, change.table, change.row_id)
    ):
        together = list(group)
        if table not in TOGETHER:
            yield from together
            continue
        now = states.setdefault((table, row_id), dict(together[0].row))
        before = now | {change.field: change.before for change in together if change.field != "*"}
        for change in together:
            one = next((one for one, columns in TOGETHER[table].items() if change.field in columns), "")
            if not one:
                yield change
            elif change.field == next(c.field for c in together if c.field in TOGETHER[table][one]):
                yield replace(
                    change, field=one, before=as_one(table, one, before), after=as_one(table, one, now)
                )
        states[table, row_id] = before


def _entry(change: RawChange, step: StepEntry | None, pointed: Pointed) -> HistoryEntry:
    if change.table == "party":
        field, detail, before, after = _of_record(change, pointed.names)
    else:
        field, detail, before, after = _of_item(change, pointed.names)
    return HistoryEntry(
        from_utc_ms(change.hlc >> 16),
        step.who if step else "",
        step.label if step else "",
        field,
        detail,
        before,
        after,
        change.set_id,
        Told(change, pointed),
    )


def _of_record(change: RawChange, names: Names) -> tuple[str, str, str | None, str | None]:
    if change.field == "*":
        return "created", "", None, str(change.after["display_name"])
    return change.field.removesuffix("_id"), "", _text(change.before, names), _text(change.after, names)


def _of_item(change: RawChange, names: Names) -> tuple[str, str, str | None, str | None]:
    row = change.after if change.field == "*" else change.row
    field = row["kind"] if change.table == "contact_point" else LIST_WORDS[change.table]
    if change.field not in ("*", "deleted"):
        detail = names.get(row["field_id"], "") if change.table == "custom_value" else change.field
        before, after = (_of_whom(change, value, names) for value in (change.before, change.after))
        return field, detail.removesuffix("_id"), before, after
    sort, text = _OTHER_SIDES.get(change.seen_from) or _ITEMS[change.table]
    shown = text(row, names)
    is_gone = change.field == "deleted" and bool(change.after)
    return field, sort(row, names), shown if is_gone else None, None if is_gone else shown


def _of_whom(change: RawChange, value: Any, names: Names) -> str | None:
    """A value of a tie between two records, with the name of the other one where that tells which tie it is."""
    text = _text(value, names)
    if text is None or change.seen_from not in _OTHER_SIDES:
        return text
    _sort, whom = _OTHER_SIDES[change.seen_from]
    return _("{whom}: {value}").format(whom=whom(change.row, names), value=text)


def _text(value: Any, names: Names) -> str | None:
    if value is None:
        return None
    if isinstance(value, bytes):
        return names.get(value) or value.hex()
    if isinstance(value, PartialDate):
        return format_iso(value)
    return str(value)


def _joined(*names: str) -> Callable[[Row, Names], str]:
    """What gives the values of some columns, those that there are, with spaces between them."""
    return lambda row, _names: " ".join(str(row[name]) for name in names if row.get(name))


def _named(column: str) -> Callable[[Row, Names], str]:
    """What gives the name of what a column points at."""
    return lambda row, names: names.get(row[column], "")


def _role(row: Row, names: Names) -> str:
    return ", ".join(filter(None, (row.get("title"), names.get(row["org_id"]))))


def _date(row: Row, _names: Names) -> str:
    return format_iso(PartialDate(row["year"], row["month"], row["day"]))


def _date_sort(row: Row, _names: Names) -> str:
    return str(row.get("label") or row["kind"])


_ITEMS: Mapping[str, tuple[Callable[[Row, Names], str], Callable[[Row, Names], str]]] = {
    "contact_point": (_joined("usage", "service"), _joined("value")),
    "address": (_joined("usage"), _joined("street", "po_box", "postcode", "locality", "country", "label")),
    "affiliation": (_joined(), _role),
    "group_member": (_joined("role"), _named("group_party_id")),
    "important_date": (_date_sort, _date),
    "fact": (_joined("category", "label"), _joined("value")),
    "comm_preference": (_joined("channel"), _joined("status", "reason")),
    "tagging": (_joined(), _named("tag_id")),
    "custom_value": (_named("field_id"), _joined("value")),
    "note": (_joined(), _joined("body")),
    "attachment": (_joined("caption"), _joined("filename", "uri")),
    "external_id": (_joined("system"), _joined("value")),
    "extra_property": (_joined("system"), _joined("name", "value")),
}
"""Table -> what tells the sort of an item, and what tells the item itself."""


def _side(column: str) -> Callable[[Row, Names], str]:
    """What gives the name of one side of a kind of relation."""
    return lambda row, _names: type_word(row.get(column) or "")


_OTHER_SIDES: Mapping[str, tuple[Callable[[Row, Names], str], Callable[[Row, Names], str]]] = {
    "from_party_id": (_side("inverse_name"), _named("to_party_id")),
    "to_party_id": (_side("type_name"), _named("from_party_id")),
    "org_id": (_joined("title"), _named("person_id")),
    "group_party_id": (_joined("role"), _named("member_party_id")),
}
"""Column that names the record whose history it is -> the same two for a tie, as it is seen from that record."""
