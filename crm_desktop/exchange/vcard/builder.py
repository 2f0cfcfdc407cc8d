"""Collects what the properties of one card say, and makes the record of it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from crm_desktop.domain.contacts.records import ExtraProperty, ImportantDate, PartyRecord
from crm_desktop.exchange.vcard.heads import Head, Typing
from crm_desktop.exchange.vcard.property_names import DAYS, MESSENGERS, NETWORKS
from crm_desktop.exchange.vcard.text import unescape

SYSTEM = "vcard"

MORE_PARAMETERS = "&"
"""Begins the name of an extra that holds further parameters of a value with a field of its own."""

APPLE_LABELS = {
    "home": "home",
    "work": "work",
    "other": "other",
    "mobile": "cell",
    "homefax": "fax",
    "workfax": "fax",
    "otherfax": "fax",
    "pager": "pager",
}
"""Apple's built-in labels, written as `_$!<HomePage>!$_`, in small letters -> our word where it differs."""


FIELD_NAMES = {
    **dict.fromkeys(MESSENGERS, "IMPP"),
    **dict.fromkeys(("X-SOCIALPROFILE", *NETWORKS), "SOCIALPROFILE"),
    **dict.fromkeys(DAYS, "DAY"),
}
"""Property -> the name under which its further parameters are kept, where that is not its own."""


@dataclass(slots=True)
class _Labelled:
    """An item whose group may hold its label; where it is, and what its parameters are kept under."""

    items: list[Any]
    index: int
    head: Head
    typing: Typing
    key: str


@dataclass(slots=True)
class RolePart:
    """One ORG, TITLE or ROLE and the fields of an affiliation that it fills."""

    head: Head
    value: str
    fields: dict[str, Any]


class CardBuilder:
    """One card in the making.

    Attributes:
        fields: scalar fields of the record.
        lists: its list fields; each list comes into being when it is first asked for.
        roles: ORG, TITLE, ROLE -> each of them in order; `roles.settle` makes affiliations of them.
        labels: group -> head and text of its X-ABLabel.
        printed: LABEL properties, `positions`: GEO, and `country_hints`: X-ABADR; `addresses.settle` finds
            the addresses that they belong to.
        notices: translated sentences on what was left out.
        language: tag of the user's language, for country names.
    """

    __slots__ = (
        "_carried",
        "_labelled",
        "country_hints",
        "fields",
        "labels",
        "language",
        "lists",
        "notices",
        "positions",
        "printed",
        "roles",
    )

    def __init__(self, language: str = "") -> None:
        self.language = language
        self.fields: dict[str, Any] = {}
        self.lists: defaultdict[str, list[Any]] = defaultdict(list)
        self.roles: defaultdict[str, list[RolePart]] = defaultdict(list)
        self.labels: dict[str, tuple[Head, str]] = {}
        self.printed: list[tuple[Head, str]] = []
        self.positions: list[tuple[Head, str]] = []
        self.country_hints: list[tuple[Head, str]] = []
        self.notices: list[str] = []
        self._labelled: list[_Labelled] = []
        self._carried: list[tuple[Head, str, str]] = []

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said at all."""
        return not self.fields and not any(self.lists.values())

    def keep(self, head: Head, value: str) -> None:
        """Keep a whole property that has no field."""
        name = head.title + "".join(text for _name, text in head.parameters)
        self.lists["extras"].append(ExtraProperty(SYSTEM, name, value))

    def carry(self, head: Head, rest: str, key: str) -> None:
        """Keep the parameters `rest` (as written) of a value that went to a field, under the text `key`."""
        if rest or head.group:
            self._carried.append((head, rest, key))

    def add(self, field: str, item: Any, head: Head, typing: Typing, key: str) -> None:
        """Append an item, keep its parameters under `key`; a label in its group will become its usage."""
        items = self.lists[field]
        items.append(item)
        if head.group:
            self._labelled.append(_Labelled(items, len(items) - 1, head, typing, key))
        elif typing.rest:
            self._carried.append((head, typing.rest, key))

    def place_in_group(self, field: str, group: str) -> int | None:
        """Where in the list `field` the item of a property of `group` stands."""
        items = self.lists[field]
        return next(
            (own.index for own in self._labelled if own.items is items and own.head.group == group), None
        )

    def record(self) -> PartyRecord:
        """The record. Call once, at the end."""
        if self.labels or self._labelled:
            self._apply_labels()
        if self._carried:
            self._keep_carried()
        lists: dict[str, Any] = {name: tuple(items) for name, items in self.lists.items() if items}
        return PartyRecord(**self.fields, **lists)

    def _apply_labels(self) -> None:
        used = set()
        for labelled in self._labelled:
            group = labelled.head.group
            rest = labelled.typing.rest
            if group in self.labels and (label := plain_label(unescape(self.labels[group][1]))):
                item = labelled.items[labelled.index]
                labelled.items[labelled.index] = _with_label(item, label)
                rest = labelled.typing.with_usage if label != labelled.typing.usage else rest
                used.add(group)
            self.carry(labelled.head, rest, labelled.key)
        for group, (head, text) in self.labels.items():
            if group not in used and text:
                self.keep(head, text)

    def _keep_carried(self) -> None:
        """Turn what was carried into extras, in an order of their own; a group only if an extra shares it."""
        extras = self.lists["extras"]
        groups = {extra.name.partition(".")[0] for extra in extras if "." in extra.name.partition(";")[0]}
        carried = set()
        for head, rest, key in self._carried:
            group = f"{head.group}." if head.group in groups else ""
            if rest or group:
                carried.add((f"{MORE_PARAMETERS}{group}{field_name(head.name)}{rest}", key))
        extras.extend(ExtraProperty(SYSTEM, name, key) for name, key in sorted(carried))


def field_name(name: str) -> str:
    """One name for the properties that fill the same field, since versions differ in what they write."""
    return FIELD_NAMES.get(name, name)


def plain_label(text: str) -> str:
    """The word behind an X-ABLabel: `_$!<Work>!$_` is "work", a user's own label itself."""
    if text.startswith("_$!<") and text.endswith(">!$_"):
        word = text[4:-4].lower()
        return APPLE_LABELS.get(word, word)
    return text


def _with_label(item: Any, label: str) -> Any:
    if not isinstance(item, ImportantDate):
        return replace(item, usage=label)
    if item.kind == "other" and label.lower() == "anniversary":
        return replace(item, kind="anniversary")
    return replace(item, label=label)
