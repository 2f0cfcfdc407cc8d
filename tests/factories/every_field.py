"""One change of everything that can be changed in a record, and what tells whether a text is fit for a reader."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from typing import Any

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.outcomes import built_in
from crm_desktop.domain.contacts import fields, households
from crm_desktop.domain.contacts.own_fields import KIND_TITLES, OwnField
from crm_desktop.domain.contacts.records import (
    CHANNELS,
    GROUP,
    HOUSEHOLD,
    KINDS,
    ORGANIZATION,
    POINT_KINDS,
    PREFERENCE_STATES,
    Address,
    Affiliation,
    Attachment,
    ContactPoint,
    CustomValue,
    ExternalId,
    ExtraProperty,
    Fact,
    ImportantDate,
    Membership,
    Note,
    PartialDate,
    PartyRecord,
    Preference,
)
from crm_desktop.services.contacts import ops, own_fields, queries
from crm_desktop.services.context import AppContext
from crm_desktop.storage.tables import metadata

Three = tuple[Any, Any, Any]

_DAYS: Three = (dt.date(2024, 3, 1), dt.date(2025, 4, 2), dt.date(2026, 5, 3))
_LATER: Three = (dt.date(2027, 3, 1), dt.date(2028, 4, 2), dt.date(2029, 5, 3))
_TEXTS: Three = ("Ahorn", "Birke", "Ceder")
_FLAGS: Three = (False, True, False)

_VALUES: dict[tuple[str, str], Three] = {
    ("", "usage"): ("home", "work", "other"),
    ("", "valid_to"): _LATER,
    ("", "to_on"): _LATER,
    ("ContactPoint", "status"): ("ok", "bounced", "old"),
    ("Address", "usage"): ("home", "billing", "seasonal"),
    ("Address", "country"): ("DK", "KR", "PT"),
    ("Address", "country_name"): ("", "Atlantis", "Avalon"),
    ("Address", "quality"): ("ok", "unverified", "returned"),
    ("Address", "season_from"): ("05-01", "06-01", "07-01"),
    ("Address", "season_to"): ("08-31", "09-30", "10-31"),
    ("Address", "lat_e7"): (561_500_000, 551_234_000, 541_000_000),
    ("Address", "lon_e7"): (101_500_000, 111_234_000, 121_000_000),
    ("Membership", "role"): ("head", "partner", "child"),
    ("Membership", "group_kind"): (GROUP, GROUP, GROUP),
    ("ImportantDate", "kind"): ("birthday", "anniversary", "death"),
    ("ImportantDate", "on"): (PartialDate(1951, 12, 24), PartialDate(None, 2, 29), PartialDate(1985, 4)),
    ("ImportantDate", "calendar"): ("gregorian", "lunar", "gregorian"),
    ("ImportantDate", "leap_rule"): ("feb28", "mar1", "feb28"),
    ("Fact", "category"): ("hobby", "pet", "child"),
    ("Preference", "channel"): CHANNELS[:3],
    ("Preference", "status"): PREFERENCE_STATES[:3],
    ("Attachment", "mime"): ("image/png", "image/gif", "image/jpeg"),
    ("ExternalId", "system"): ("vcard", "google", "csv"),
    ("ExternalId", "value"): tuple(f"urn:uuid:0123456789abcdef{digit}" for digit in "123"),  # type: ignore[dict-item]
    ("ExtraProperty", "system"): ("vcard", "csv", "vcard"),
    ("PartyRecord", "name_order"): ("", "given_first", "family_first"),
    ("PartyRecord", "name_rule"): ("", "informal", "formal"),
    ("PartyRecord", "next_step_on"): _DAYS,
}
"""Class ("" for all) and attribute -> three values, where they are not just words, days or flags."""

_LEFT = frozenset(
    {"id", "normalized", "mime", "size", "sha256", "content", "org_id", "group_id", "group_kind"}
)
"""Made by the program, or not changed by itself."""

_KEPT = {
    ContactPoint: frozenset({"kind"}),
    Preference: frozenset({"channel"}),
    CustomValue: frozenset({"key", "label", "type"}),
}
"""Class -> what makes its item another one."""

_BY_TYPE: dict[str, Three] = {
    "str": _TEXTS,
    "bool": _FLAGS,
    "dt.date | None": _DAYS,
}

SCALARS = tuple(
    spec.key
    for spec in fields.CONTACT_FIELDS
    if spec.holder == "party" and spec.key not in ("kind", "changed_at", "created_at")
)
"""Fields of the catalogue that hold one value and lie in the record itself."""

HOLDERS = {
    "point": ContactPoint,
    "address": Address,
    "affiliation": Affiliation,
    "membership": Membership,
    "date": ImportantDate,
    "fact": Fact,
    "preference": Preference,
    "custom": CustomValue,
    "note": Note,
    "attachment": Attachment,
}
"""Holder of a field of the catalogue -> the class of its items."""


def three_values(cls: type, attribute: str) -> Three:
    """Three values that an attribute may hold."""
    told = _VALUES.get((cls.__name__, attribute)) or _VALUES.get(("", attribute))
    if told:
        return told
    kind = next(field.type for field in dataclasses.fields(cls) if field.name == attribute)
    return _BY_TYPE[str(kind)]


def attributes(cls: type) -> list[str]:
    """The attributes of an item that a user can change."""
    left = _LEFT | _KEPT.get(cls, frozenset())
    return [field.name for field in dataclasses.fields(cls) if field.name not in left]


def _item(cls: type, **values: Any) -> Any:
    given = {name: three_values(cls, name)[0] for name in attributes(cls) if name not in values}
    return cls(**given, **values)


def _point(kind: str) -> ContactPoint:
    value = {"phone": "+45 33 11 22 33", "email": "a@example.org"}.get(kind, "example.org")
    made: ContactPoint = _item(ContactPoint, kind=kind, value=value)
    return made


def define_fields(context: AppContext) -> list[CustomValue]:
    """A field of each kind that users can define, and a value for each."""
    values = {"number": "12.5", "date": "2026-05-31", "bool": "yes", "choice": "Gul", "url": "example.org"}
    made = []
    for number, kind in enumerate(KIND_TITLES):
        options = ("Gul", "Rød") if kind == "choice" else ()
        field = own_fields.define(context, OwnField("", f"Felt {number}", kind, options))
        made.append(CustomValue(field.key, values.get(kind, "Ahorn"), type=kind))
    return made


OTHER_VALUES = {
    "number": ("1.25", "2.5"),
    "date": ("2027-06-30", "2028-07-31"),
    "bool": ("no", "yes"),
    "choice": ("Rød", "Gul"),
    "url": ("example.com", "example.net"),
}
"""Kind of an own field -> two other values."""


def full_record(context: AppContext) -> PartyRecord:
    """A contact with something everywhere."""
    record = PartyRecord(
        **{key: three_values(PartyRecord, key)[0] for key in SCALARS},
        points=tuple(map(_point, POINT_KINDS)),
        addresses=(_item(Address),),
        affiliations=(_item(Affiliation, org_name="Acme"),),
        memberships=(_item(Membership, group_name="Koret", group_kind=GROUP),),
        dates=(_item(ImportantDate, label=""),),
        facts=(_item(Fact),),
        tags=("vip",),
        preferences=tuple(Preference(channel, "ok") for channel in CHANNELS),
        custom=tuple(define_fields(context)),
        notes=(_item(Note),),
        attachments=(Attachment("a.txt", content=b"a"), Attachment("b.png", content=b"b", is_photo=True)),
        external_ids=(_item(ExternalId),),
        extras=(_item(ExtraProperty),),
    )
    return dataclasses.replace(record, display_name="Anna Berg", given="Anna", family="Berg")


LISTS = (
    *("points", "addresses", "affiliations", "memberships", "dates", "facts", "preferences", "custom"),
    *("notes", "attachments", "external_ids", "extras"),
)


@dataclasses.dataclass(frozen=True)
class Spot:
    """An attribute of an item of a record, and what else it may hold."""

    list_name: str
    item_id: bytes
    attribute: str
    second: Any
    third: Any

    def item(self, context: AppContext, ref: EntityRef) -> Any:
        """The item as it stands now."""
        items = getattr(queries.load(context, ref), self.list_name)
        return next(item for item in items if item.id == self.item_id)

    def put(self, context: AppContext, ref: EntityRef, base: Any, value: Any) -> None:
        """Save another value, as somebody who saw `base`. Raises ConflictError."""
        more = {"country": ""} if self.attribute == "country_name" else {}
        ops.change_item(context, ref, base, dataclasses.replace(base, **{self.attribute: value}, **more))


def spots(context: AppContext, ref: EntityRef) -> list[Spot]:
    """Every attribute of every item of a record that a user can change."""
    record = queries.load(context, ref)
    found = []
    for name in LISTS:
        for item in getattr(record, name):
            for attribute in attributes(type(item)):
                _first, second, third = three_values(type(item), attribute)
                if isinstance(item, ContactPoint) and attribute == "value":
                    second, third = "b@example.org", "c@example.org"
                if isinstance(item, CustomValue):
                    second, third = OTHER_VALUES.get(item.type, ("Birke", "Ceder"))
                found.append(Spot(name, item.id, attribute, second, third))
    return found


def change_everything(context: AppContext, ref: EntityRef) -> list[Spot]:
    """Another value in each field of a record, one step each; then everything is taken away, and added anew."""
    for key in SCALARS:
        ops.set_field(context, ref, key, getattr(queries.load(context, ref), key), second_value(key))
    changed = spots(context, ref)
    for spot in changed:
        spot.put(context, ref, spot.item(context, ref), spot.second)
    before = queries.load(context, ref)
    bare: dict[str, Any] = dict.fromkeys((*LISTS, "tags"), ())
    ops.change_record(context, ref, lambda record: dataclasses.replace(record, **bare))
    again = {name: tuple(dataclasses.replace(i, id=None) for i in getattr(before, name)) for name in LISTS}
    ops.change_record(context, ref, lambda record: dataclasses.replace(record, **again))
    return changed


def second_value(key: str) -> Any:
    """Another value for a field of the record itself."""
    return three_values(PartyRecord, key)[1]


_RAW = re.compile(
    r"\d{4}-\d\d|--\d\d|[0-9a-f]{12,}|\b(None|True|False)\b|\\x|[a-z]{2,}_[a-z]{2,}|[{}]|\b\d\d-\d\d\b"
)
_BETWEEN = re.compile(r": | · | → | \(|\)|“|”")


def _keys() -> frozenset[str]:
    pairs = [pair for spec in fields.CONTACT_FIELDS for pair in spec.choices]
    pairs += [*fields.USAGE_CHOICES, *households.MEMBER_ROLES.items(), *households.NAME_RULES.items()]
    for titles in (kinds.TITLES, kinds.STATUSES, kinds.DIRECTIONS, kinds.ROLES):
        pairs += titles.items()
    found = {key for key, _title in pairs} | {outcome.key for outcome in built_in()}
    found |= {spec.key for spec in fields.CONTACT_FIELDS} | set(KINDS) | set(CHANNELS) | set(POINT_KINDS)
    found |= {name for table in metadata.tables.values() for name in (table.name, *table.columns.keys())}
    return frozenset(
        found | {"0", "1", HOUSEHOLD, ORGANIZATION, "ok", "bad", "old", "mar1", "feb28", "lunar"}
    ) - {""}


KEYS = _keys()
"""Words of the program that nobody is to read."""


def raw_part(text: str) -> str:
    """What in a text is not for a reader: a key, an ISO date, a hex id, a word of the program; "" for nothing."""
    found = _RAW.search(text)
    if found:
        return found[0]
    return next((part for part in _BETWEEN.split(text) if part in KEYS), "")
