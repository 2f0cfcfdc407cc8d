"""Where the cells of a column go: field keys taken apart."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from crm_desktop.domain.contacts.records import (
    CHANNELS,
    POINT_KINDS,
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
    PartyRecord,
    Preference,
)

PARTY, TAG = "party", "tag"

CLASSES: Mapping[str, type] = {
    **dict.fromkeys(POINT_KINDS, ContactPoint),
    "address": Address,
    "role": Affiliation,
    "group": Membership,
    "date": ImportantDate,
    "fact": Fact,
    "preference": Preference,
    "custom": CustomValue,
    "note": Note,
    "photo": Attachment,
    "external_id": ExternalId,
    "extra": ExtraProperty,
}
"""List -> what it holds. `tag` holds plain text."""

MAIN_PARTS: Mapping[str, str] = {
    **dict.fromkeys(POINT_KINDS, "value"),
    "address": "street",
    "role": "org_name",
    "group": "group_name",
    "date": "on",
    "fact": "value",
    "preference": "status",
    "custom": "value",
    "note": "body",
    "photo": "uri",
    "external_id": "value",
    "extra": "value",
}
"""List -> the part that its key alone means."""

LABEL_PARTS: Mapping[str, str] = {
    **dict.fromkeys(POINT_KINDS, "usage"),
    "address": "usage",
    "fact": "category",
    "preference": "channel",
    "custom": "key",
    "external_id": "system",
    "extra": "name",
    "date": "label",
}
"""List -> the part that a word after its key fills: the usage in `phone.work`, the category in `fact.hobby`."""

PART_NAMES: Mapping[str, Mapping[str, str]] = {
    "address": {
        "city": "locality",
        "town": "locality",
        "state": "region",
        "zip": "postcode",
        "box": "po_box",
        "district": "dependent_locality",
    },
    "role": {"company": "org_name", "name": "org_name", "from": "from_on", "to": "to_on"},
    "date": {"year": "year", "month": "month", "day": "day"},
    "preference": {"reason": "reason"},
}
"""List -> other words for its parts, and parts that are put together later."""

DATE_KINDS = ("birthday", "anniversary", "death")

_SHORT = {
    "company": ("role", "org_name"),
    "title": ("role", "title"),
    "department": ("role", "department"),
    "street": ("address", "street"),
    "city": ("address", "locality"),
    "region": ("address", "region"),
    "postcode": ("address", "postcode"),
    "country": ("address", "country"),
    "household": ("group", "group_name"),
}
"""Keys that mean a part of the first address, role or group."""

_SERVICES = ("impp", "social")
_PARTY_FIELDS = {
    spec.name for spec in fields(PartyRecord) if spec.type in ("str", "bool") and spec.name != "is_deleted"
}
_NUMBER = re.compile(r"\d{1,3}")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a cell goes.

    Attributes:
        list: `PARTY`, `TAG`, or a key of `CLASSES`.
        key: which item of the list; the columns with the same list and key make one item.
        part: attribute of the record or item.
        presets: attributes of the item that the heading tells.
        form: how the text is to be understood: "" (as it is), "google", "categories", "date".
        order: of day and month in a column of dates, see `dates.order_of`.
    """

    list: str
    key: str
    part: str
    presets: Mapping[str, Any] = field(default_factory=dict)
    form: str = ""
    order: str = ""


def parse_key(text: str) -> Slot | None:
    """The place that a field key means; None when it means none.

    Takes, with an optional number for the nth item and an optional part at the end:

    - an attribute of the record: `display_name`, `given`, `account_no`, …
    - `phone`, `phone.work`, `phone.2`, `phone.1.usage`; so for email, url, impp, social (their word after the
      dot is the service)
    - `address.street`, `address.home.city`, `address.2.postcode`, and the short `street`, `city`, `region`,
      `postcode`, `country`
    - `company`, `title`, `department`, `role.2.title`; `group`, `household`
    - `birthday`, `anniversary`, `death`, `date.LABEL`, `birthday.year`
    - `fact.CATEGORY`, `preference.mail`, `custom.KEY`, `note`, `tag`, `photo`, `external_id.SYSTEM`
    """
    first, *rest = [part.strip() for part in text.strip().split(".")]
    if not rest and first in _PARTY_FIELDS:
        return Slot(PARTY, "", first)
    if first == TAG:
        return Slot(TAG, ".".join(rest), "", form="" if rest else "categories")
    if first in _SHORT and len(rest) <= 1:
        name, part = _SHORT[first]
        presets = {"group_kind": "household"} if first == "household" else {}
        return Slot(name, rest[0] if rest else "", part, presets)
    if first in DATE_KINDS:
        part = rest[0] if rest else "on"
        return Slot("date", first, part, {"kind": first}, "date" if part == "on" else "")
    if first in CLASSES:
        return _list_slot(first, rest)
    return None


def _list_slot(name: str, rest: list[str]) -> Slot | None:
    parts = {spec.name: spec.name for spec in fields(CLASSES[name])}
    parts = {**parts, **PART_NAMES.get(name, {})}
    part = MAIN_PARTS[name]
    if rest and rest[-1] in parts and (len(rest) > 1 or name in ("address", "role")):
        part = parts[rest.pop()]
    presets: dict[str, Any] = {"kind": name} if name in POINT_KINDS else {}
    label = ".".join(word for word in rest if not _NUMBER.fullmatch(word))
    if label:
        label_part = "service" if name in _SERVICES else LABEL_PARTS.get(name)
        if label_part is None or (name == "preference" and label not in CHANNELS):
            return None
        presets[label_part] = label
    elif name in ("preference", "custom") and not rest:
        return None
    is_plain_date = name == "date" and part == "on" and not any(map(_NUMBER.fullmatch, rest))
    if name == "date" and label:
        presets["kind"] = "other"
    return Slot(name, ".".join(rest), part, presets, "date" if is_plain_date else "")
