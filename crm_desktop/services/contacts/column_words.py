"""Columns of the journal in the words of a reader: what each is called, and how its field shows a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from crm_desktop.base.clock import from_utc_ms
from crm_desktop.base.formats import day_and_month_text, moment_text, plain_number_text
from crm_desktop.base.i18n import N_, _, language
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline.preview import length_text
from crm_desktop.domain.activities.outcomes import shown_name
from crm_desktop.domain.contacts import own_fields
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS, PREFERENCE_CHOICES
from crm_desktop.domain.contacts.households import BY_HAND, NAME_RULES
from crm_desktop.domain.contacts.relations import type_word
from crm_desktop.domain.contacts.words import CHANNEL_TITLES, day_title, fact_title, role_title, usage_title
from crm_desktop.domain.countries import country_name
from crm_desktop.domain.date_texts import iso_day_text, partial_date_text, yearly_day_text
from crm_desktop.domain.dates import PartialDate
from crm_desktop.storage.queries.history import Pointed

Row = Mapping[str, Any]
Text = Callable[[Any, Row, Pointed], str]


@dataclass(frozen=True, slots=True)
class Words:
    """How a column is told.

    Attributes:
        title: what it is called, in English; "" for the one that its field is called after.
        text: what gives a value of it as its field shows it; also the row that it stands in.
        empty: what "" means, in English, where that is a choice too.
    """

    title: str = ""
    text: Text = lambda value, _row, _pointed: str(value)
    empty: str = ""


def _choice(choices: Mapping[str, str]) -> Text:
    """What gives the title of a choice; one that is not known stays as it is."""
    return lambda value, _row, _pointed: _(choices[value]) if value in choices else str(value)


def _worded(word: Callable[[str], str]) -> Text:
    return lambda value, _row, _pointed: word(str(value))


def yes_no(value: Any, _row: Row, _pointed: Pointed) -> str:
    """A flag."""
    return _("Yes") if value in (True, "1", "True") else _("No")


def _day(value: Any, _row: Row, _pointed: Pointed) -> str:
    return iso_day_text(value.isoformat() if isinstance(value, dt.date) else str(value))


def name_of(value: Any, _row: Row, pointed: Pointed) -> str:
    """The name of what is pointed at; it may have been deleted for good."""
    if isinstance(value, bytes):
        return pointed.names.get(value) or _("deleted for good")
    return str(value)


def _on(value: Any, _row: Row, _pointed: Pointed) -> str:
    return partial_date_text(value) if isinstance(value, PartialDate) else str(value)


def _own(value: Any, row: Row, _pointed: Pointed) -> str:
    return own_fields.shown(row.get("field_type") or own_fields.TEXT, str(value))


def _side(value: Any, _row: Row, pointed: Pointed) -> str:
    return type_word(name_of(value, {}, pointed))


def _degrees(value: Any, _row: Row, _pointed: Pointed) -> str:
    return plain_number_text(f"{value / 1e7:.5f}")


def _leap_day(value: Any, _row: Row, _pointed: Pointed) -> str:
    return day_and_month_text(3, 1) if value == "mar1" else day_and_month_text(2, 28)


def _moment(value: Any, _row: Row, _pointed: Pointed) -> str:
    return moment_text(from_utc_ms(value), "short")


def system_name(_value: Any, row: Row, _pointed: Pointed) -> str:
    """The other program or format that a row is for."""
    system = str(row.get("system") or "")
    return _SYSTEMS.get(system, system)


_SYSTEMS = {"vcard": "vCard", "csv": "CSV", "google": "Google"}

_IN_USE = {
    "ok": N_("Yes"),
    "bounced": N_("Bounced"),
    "bad": N_("Reaches nobody"),
    "old": N_("Not used any more"),
}
_QUALITY = {"ok": N_("Yes"), "unverified": N_("Not checked"), "bad": N_("No"), "returned": N_("Returned")}
_CALENDARS = {"gregorian": N_("Gregorian"), "lunar": N_("Lunar")}

_KIND = N_("Kind")
_SINCE, _UNTIL = N_("Since"), N_("Until")
_PREFERRED = Words(N_("Preferred"), yes_no)
_DAYS_OF_TIE = {"from_on": Words(_SINCE, _day), "to_on": Words(_UNTIL, _day)}
_DAYS_OF_USE = {"valid_from": Words(_SINCE, _day), "valid_to": Words(_UNTIL, _day)}

_CHOICES = {
    spec.key: Words("", _choice(dict(spec.choices)), dict(spec.choices).get("", ""))
    for spec in CONTACT_FIELDS
    if spec.choices
}

_COLUMNS: Mapping[str, Mapping[str, Words]] = {
    "party": _CHOICES
    | {
        "name_rule": Words("", _choice(NAME_RULES), NAME_RULES[BY_HAND]),
        "next_step_on": Words("", _day),
        "is_archived": Words("", yes_no),
        "source_id": Words("", name_of),
        "tier_id": Words("", name_of),
    },
    "contact_point": {
        "usage": Words(_KIND, _worded(usage_title)),
        "is_preferred": _PREFERRED,
        "service": Words(N_("Network")),
        "ext": Words(N_("Extension")),
        "status": Words(N_("In use"), _choice(_IN_USE)),
        **_DAYS_OF_USE,
    },
    "address": {
        "usage": Words(_KIND, _worded(usage_title)),
        "is_preferred": _PREFERRED,
        "country": Words("", lambda value, _row, _pointed: country_name(str(value), language())),
        "quality": Words(N_("Letters arrive"), _choice(_QUALITY)),
        "season_from": Words(N_("Season from"), _worded(yearly_day_text)),
        "season_to": Words(N_("Season until"), _worded(yearly_day_text)),
        "lat_e7": Words(N_("Latitude"), _degrees),
        "lon_e7": Words(N_("Longitude"), _degrees),
        **_DAYS_OF_USE,
    },
    "affiliation": {
        "org_id": Words(N_("Company"), name_of),
        "title": Words(N_("Job title")),
        "department": Words(N_("Department")),
        "is_primary": Words(N_("Main role"), yes_no),
        "end_reason": Words(N_("Why it ends")),
        **_DAYS_OF_TIE,
    },
    "group_member": {
        "role": Words(N_("Role"), _worded(role_title)),
        **_DAYS_OF_TIE,
    },
    "important_date": {
        "on": Words("", _on),
        "kind": Words(_KIND, _worded(day_title)),
        "calendar": Words(N_("Calendar"), _choice(_CALENDARS)),
        "leap_rule": Words(N_("In years without 29 February"), _leap_day),
    },
    "fact": {
        "category": Words(N_("Category"), _worded(fact_title)),
        "label": Words(_KIND),
        "learned_on": Words(_SINCE, _day),
    },
    "comm_preference": {
        "channel": Words(_KIND, _choice(CHANNEL_TITLES)),
        "status": Words("", _choice(dict(PREFERENCE_CHOICES))),
        "reason": Words(N_("Reason")),
        "asked_on": Words(_SINCE, _day),
        "until_on": Words(_UNTIL, _day),
    },
    "custom_value": {"value": Words("", _own)},
    "external_id": {
        "value": Words("", system_name),  # the id itself is for programs
        "system": Words("", _worded(lambda system: _SYSTEMS.get(system, system))),
    },
    "extra_property": {"system": Words("", _worded(lambda system: _SYSTEMS.get(system, system)))},
    "note": {"is_pinned": Words(N_("Pinned"), yes_no)},
    "attachment": {
        "caption": Words(N_("Remark")),
        "is_photo": Words(N_("Photo"), yes_no),
        "sha256": Words("", lambda _value, row, _pointed: str(row.get("filename") or "")),
    },
    "relationship": {
        "type_id": Words(_KIND, _side),
        "note": Words(N_("Remark")),
        **_DAYS_OF_TIE,
    },
    "activity": {
        "kind": Words(_KIND, _choice(kinds.TITLES)),
        "direction": Words("", _choice(kinds.DIRECTIONS)),
        "status": Words("", _choice(kinds.STATUSES)),
        "at": Words(N_("When"), _moment),
        "is_all_day": Words(N_("All day"), yes_no),
        "duration_s": Words(N_("Length"), lambda value, _row, _pointed: length_text(value)),
        "outcome_id": Words(N_("Outcome"), lambda value, row, pointed: shown_name(name_of(value, row, pointed))),
        "owner_id": Words(N_("Who"), name_of),
        "subject": Words(N_("Subject")),
        "body": Words(N_("Notes")),
        "location": Words(N_("Place")),
        "reason_text": Words(N_("Reason")),
        "offered_text": Words(N_("Offered")),
        "result_text": Words(N_("Result")),
    },
}  # fmt: skip
"""Table -> column -> how it is told, where that is more than a text of its field."""

_PLAIN, _POINTER = Words(), Words("", name_of)


def words_of(table: str, column: str) -> Words:
    """How a column is told; "on" (important_date) is year, month and day together."""
    return _COLUMNS.get(table, {}).get(column) or (_POINTER if column.endswith("_id") else _PLAIN)


def value_text(table: str, column: str, value: Any, row: Row, pointed: Pointed) -> str:
    """A stored value as its field shows it; "" for none.

    Args:
        table: where it stands.
        column: there; a key of `TOGETHER` for several of them.
        value: as stored, or as a record holds it.
        row: its row, with what the queries of the history add to it.
        pointed: names of what the row points at.
    """
    words = words_of(table, column)
    if value is None or value == "":
        return _(words.empty) if words.empty and value is not None else ""
    return words.text(value, row, pointed)


def item_text(table: str, column: str, row: Row, item: Any) -> str:
    """A value of an item of a record as its field shows it.

    Args:
        table: where it stands.
        column: there; a key of `TOGETHER` for several of them.
        row: column -> value of the item.
        item: the item itself, which knows the name of its company or group, and the kind of an own field.
    """
    field = next((one for one, parts in TOGETHER.get(table, {}).items() if column in parts), column)
    value = row[column] if field == column else as_one(table, field, row)
    names = {getattr(item, key): getattr(item, name) for key, name in _NAMED_BY.items() if hasattr(item, key)}
    known = {"field_type": getattr(item, "type", ""), "system": getattr(item, "system", "")}
    return value_text(table, field, value, known, Pointed(names))


_NAMED_BY = {"org_id": "org_name", "group_id": "group_name"}

UNSEEN = frozenset({"position", "normalized", "sort_key", "mime", "size"})
"""Columns that follow from others; nobody typed them."""

TOGETHER: Mapping[str, Mapping[str, Sequence[str]]] = {
    "important_date": {"on": ("year", "month", "day"), "kind": ("kind", "label")},
    "address": {"country": ("country", "country_name")},
}
"""Table -> what is one field for its reader -> the columns that it lies in."""


def as_one(table: str, field: str, values: Mapping[str, Any]) -> Any:
    """The value of a field that lies in several columns."""
    if field == "on":
        return PartialDate(values["year"], values["month"], values["day"])
    first, second = (values[column] for column in TOGETHER[table][field])
    return second or first if field == "kind" else first or second
