"""Columns of a list: which there are, and what a record has in them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm_desktop.base.errors import UserError
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.contacts.records import (
    POINT_KINDS,
    Address,
    Affiliation,
    PartyRecord,
    PartyRow,
)
from crm_desktop.domain.fields import FieldSpec
from crm_desktop.domain.text_folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

OF_ROW: Mapping[str, Callable[[PartyRow], Any]] = {
    "display_name": lambda row: row.display_name,
    "kind": lambda row: row.kind,
    "subtitle": lambda row: row.subtitle,
    "phone": lambda row: row.phone,
    "email": lambda row: row.email,
    "place": lambda row: row.place,
    "tag": lambda row: list(row.tags),
}
"""Columns that a line of a list has by itself; the others need the whole record."""

TOLD = frozenset({"changed_at", "last_touch", "last_attempt", "keep_up", "next_activity"})
"""Columns that follow from other rows: a list reads them for a page at once."""

_OF_ADDRESS = {
    "street": "street",
    "city": "locality",
    "region": "region",
    "postcode": "postcode",
    "country": "country",
}
_OF_ROLE = {"company": "org_name", "title": "title", "department": "department"}


@dataclass(frozen=True, slots=True)
class Line:
    """What is known of one record of a list.

    Attributes:
        record: all of it, if a column needs that.
    """

    row: PartyRow
    record: PartyRecord | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: a field, and what followed it after a dot."""

    path: str
    spec: FieldSpec
    sub: str

    @property
    def needs_record(self) -> bool:
        """Whether a line of a list is too little to fill it."""
        return bool(self.sub) or self.spec.key not in {*OF_ROW, *TOLD}

    def value(self, line: Line) -> Any:
        """What stands in it: a text, a number, or a list of texts."""
        if self.spec.key in TOLD:
            at = line.row.cells.get(self.spec.key)
            return _moment(at) if at else ""
        if line.record is None or not self.needs_record:
            return OF_ROW[self.spec.key](line.row)
        return _value(line.record, self.spec, self.sub)


def chosen(names: Sequence[str]) -> list[Column]:
    """The columns with these names. Raises UserError for one that there is not."""
    columns = []
    for name in names:
        found = CONTACT_FIELDS.resolve(name)
        if found is None:
            known = ", ".join(spec.key for spec in CONTACT_FIELDS)
            raise UserError(
                _("There is no column “{name}”.").format(name=name),
                _("There are: {columns}.").format(columns=known),
            )
        columns.append(Column(name, *found))
    return columns


def cell(value: Any) -> str:
    """A value as text for a table."""
    if isinstance(value, list):
        return ", ".join(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)


def _value(record: PartyRecord, spec: FieldSpec, sub: str) -> Any:
    key = spec.key
    if key in POINT_KINDS:
        return next(
            (
                p.value
                for p in record.points_of(key)
                if not sub or fold(sub) in {fold(p.usage), fold(p.service)}
            ),
            "",
        )
    if key in _OF_ADDRESS:
        return getattr(_address(record), _OF_ADDRESS[key])
    if key in _OF_ROLE:
        return getattr(_role(record), _OF_ROLE[key])
    if key in _OTHERS:
        return _OTHERS[key](record, sub)
    return getattr(record, key)


def _address(record: PartyRecord, usage: str = "") -> Address:
    fitting = [a for a in record.addresses if not usage or fold(a.usage) == fold(usage)]
    return next(iter(sorted(fitting, key=lambda a: not a.is_preferred)), Address())


def _role(record: PartyRecord) -> Affiliation:
    order = sorted(record.affiliations, key=lambda a: (not a.is_primary, a.to_on is not None))
    return next(iter(order), Affiliation())


def _address_line(record: PartyRecord, usage: str) -> str:
    from crm_desktop.domain.contacts.address import one_line

    return one_line(_address(record, usage))


def _date(record: PartyRecord, kind: str, part: str) -> Any:
    from crm_desktop.domain.dates import format_iso

    on = next((date.on for date in record.dates if date.kind == kind), None)
    if on is None:
        return ""
    return (getattr(on, part) or "") if part else format_iso(on)


def _dates(record: PartyRecord, _sub: str) -> list[str]:
    from crm_desktop.domain.dates import format_iso

    return [f"{date.label or date.kind} {format_iso(date.on)}" for date in record.dates]


def _added_at(record: PartyRecord, _sub: str) -> str:
    """Ids begin with the milliseconds since 1970 at which they were made (RFC 9562, 5.7)."""
    made = int.from_bytes(record.ref.id[:6], "big") / 1000
    return _moment(dt.datetime.fromtimestamp(made, dt.UTC))


def _moment(at: dt.datetime) -> str:
    return at.astimezone().isoformat(timespec="seconds")


_OTHERS: Mapping[str, Callable[[PartyRecord, str], Any]] = {
    "address": _address_line,
    "role": lambda record, _sub: [" ".join(filter(None, (a.title, a.org_name))) for a in record.affiliations],
    "group": lambda record, _sub: [m.group_name for m in record.memberships],
    "birthday": lambda record, sub: _date(record, "birthday", sub),
    "anniversary": lambda record, sub: _date(record, "anniversary", sub),
    "date": _dates,
    "fact": lambda record, sub: [f.value for f in record.facts if not sub or fold(f.category) == fold(sub)],
    "preference": lambda record, sub: next((p.status for p in record.preferences if p.channel == sub), ""),
    "custom": lambda record, sub: next((c.value for c in record.custom if fold(c.key) == fold(sub)), ""),
    "note": lambda record, _sub: [n.body for n in record.notes],
    "attachment": lambda record, _sub: [a.filename for a in record.attachments if not a.is_photo],
    "photo": lambda record, _sub: record.photo.filename if record.photo else "",
    "created_at": _added_at,
}
