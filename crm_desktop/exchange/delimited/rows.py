"""Makes a record of the cells of one row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from typing import Any

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.names import NameParts, display_name, join_name
from crm_desktop.domain.contacts.records import (
    GROUP,
    KINDS,
    ORGANIZATION,
    POINT_KINDS,
    PREFERENCE_STATES,
    ExtraProperty,
    PartialDate,
    PartyRecord,
)
from crm_desktop.domain.countries import country_code, is_country
from crm_desktop.domain.dates import format_iso
from crm_desktop.exchange.delimited import google
from crm_desktop.exchange.delimited.dates import is_no_day, parse_day
from crm_desktop.exchange.delimited.headings import NOISE, plain_heading
from crm_desktop.exchange.delimited.slots import CLASSES, MAIN_PARTS, PARTY, TAG, Slot
from crm_desktop.exchange.plain import PlainError, from_plain

SYSTEM = "csv"
YES = frozenset({"yes", "true", "1", "y", "x", "ja", "sim", "예"})
NO = frozenset({"no", "false", "0", "n", "nej", "nao", "아니요"})

_TEXTS = {cls: {spec.name for spec in fields(cls) if spec.type == "str"} for cls in CLASSES.values()}
_BOOLS = {cls: {spec.name for spec in fields(cls) if spec.type == "bool"} for cls in CLASSES.values()}
_INTS = {
    cls: {spec.name for spec in fields(cls) if str(spec.type).startswith("int")} for cls in CLASSES.values()
}
_REQUIRED_TEXTS = {
    cls: [spec.name for spec in fields(cls) if spec.type == "str" and spec.default is MISSING]
    for cls in CLASSES.values()
}
_NAME_PARTS = ("given", "additional", "family", "suffix")
_PARTY_BOOLS = frozenset({"is_archived"})
_ATTRIBUTES = {
    **dict.fromkeys(POINT_KINDS, "points"),
    "address": "addresses",
    "role": "affiliations",
    "group": "memberships",
    "date": "dates",
    "fact": "facts",
    "preference": "preferences",
    "custom": "custom",
    "note": "notes",
    "photo": "attachments",
    "external_id": "external_ids",
    "extra": "extras",
}
"""List -> attribute of the record."""


class _Group:
    """The cells of one item, as they come together."""

    __slots__ = ("cells", "name", "parts", "slot")

    def __init__(self, slot: Slot) -> None:
        self.slot = slot
        self.name = slot.list
        self.parts: dict[str, Any] = dict(slot.presets)
        self.cells: list[tuple[str, str]] = []

    def add(self, slot: Slot, heading: str, cell: str) -> None:
        self.cells.append((heading, cell))
        if slot.presets and slot is not self.slot:
            self.parts = {**slot.presets, **self.parts}
        known = self.parts.get(slot.part)
        is_line = slot.list == "address" and slot.part == "street" and known
        self.parts[slot.part] = f"{known}\n{cell}" if is_line else cell


class RowReader:
    """Makes records of the rows of one file."""

    def __init__(
        self, headings: Sequence[str], slots: Sequence[Slot | None], language: str, *, is_own: bool
    ) -> None:
        """`is_own`: a file of ours, whose cells are taken as they stand."""
        self._columns = list(zip(headings, slots, strict=True))
        self._names = [plain_heading(heading) for heading in headings]
        self._language = language
        self._is_own = is_own

    def record(self, cells: Sequence[str]) -> tuple[PartyRecord, list[str]]:
        """The record of a row, and translated sentences on what is in doubt."""
        row = _Row(self._language, is_own=self._is_own)
        for number, cell in enumerate(cells):
            if not cell:
                continue
            heading, slot = self._columns[number]
            if slot is None:
                self._keep(row, number, heading, cell)
            else:
                row.add(slot, heading, cell)
        return row.finish(), row.notices

    def _keep(self, row: _Row, number: int, heading: str, cell: str) -> None:
        name = self._names[number]
        if f"{name} {cell.lower()}" not in NOISE:
            row.extras.append(ExtraProperty(SYSTEM, heading, cell))


class _Row:
    """One record in the making."""

    def __init__(self, language: str, *, is_own: bool) -> None:
        self.notices: list[str] = []
        self.extras: list[ExtraProperty] = []
        self._language = language
        self._is_own = is_own
        self._fields: dict[str, Any] = {}
        self._tags: list[str] = []
        self._groups: dict[tuple[str, str], _Group] = {}
        self._has_role = False

    def add(self, slot: Slot, heading: str, cell: str) -> None:
        """Put a cell that is not empty to its place."""
        if slot.list == PARTY:
            self._add_field(slot.part, heading, cell)
        elif slot.list == TAG:
            for tag in _tags(slot, cell):
                if tag not in self._tags:
                    self._tags.append(tag)
        elif slot.list:
            group = self._groups.get((slot.list, slot.key))
            if group is None:
                group = self._groups[slot.list, slot.key] = _Group(slot)
            group.add(slot, heading, cell)

    def _add_field(self, part: str, heading: str, cell: str) -> None:
        if part in _PARTY_BOOLS:
            self._fields[part] = cell.lower() in YES
        elif part == "kind" and cell not in KINDS:
            self._doubt(heading, cell)
        elif part in self._fields:
            self.extras.append(ExtraProperty(SYSTEM, heading, cell))
        else:
            self._fields[part] = cell

    def _doubt(self, heading: str, cell: str) -> None:
        """Keep a cell that cannot be understood, and say so."""
        self.extras.append(ExtraProperty(SYSTEM, heading, cell))
        self.notices.append(
            _("“{cell}” in “{heading}” cannot be understood; the text was kept.").format(
                cell=cell[:80], heading=heading
            )
        )

    def finish(self) -> PartyRecord:
        """The record. Call once."""
        lists: dict[str, list[Any]] = {}
        for group in self._groups.values():
            for item in self._items(group):
                lists.setdefault(_ATTRIBUTES[group.name], []).append(item)
        roles = lists.get("affiliations", [])
        if self._is_company(roles):
            self._fields.update(kind=ORGANIZATION, display_name=roles[0].org_name)
            lists.pop("affiliations")
        lists.setdefault("extras", []).extend(self.extras)
        if self._tags:
            lists["tags"] = self._tags
        values: dict[str, Any] = {name: tuple(items) for name, items in lists.items()}
        if "display_name" not in self._fields:
            self._fields["display_name"] = self._name() or display_name(PartyRecord(**self._fields, **values))
        return PartyRecord(**self._fields, **values)

    def _name(self) -> str:
        """The name of its parts; what else a record may be called by takes the whole record to find."""
        if "kind" in self._fields:
            return ""
        parts = {part: text for part in _NAME_PARTS if (text := self._fields.get(part))}
        order = self._fields.get("name_order", "")
        return join_name(NameParts(**parts), order, with_prefix=False) if parts else ""

    def _is_company(self, roles: Sequence[Any]) -> bool:
        """Whether the row tells of a company alone: its name, nobody's name, nobody's title."""
        names = ("display_name", "given", "family", "nickname", "kind")
        is_nameless = not any(self._fields.get(name) for name in names)
        return is_nameless and len(roles) == 1 and bool(roles[0].org_name) and not roles[0].title

    def _items(self, group: _Group) -> list[Any]:
        """The records of a group's items; what makes none is kept cell by cell."""
        variants = google.items_of(group.name, group.parts) if group.slot.form == "google" else [group.parts]
        found = []
        for parts in variants:
            try:
                item = self._item(group, parts)
            except PlainError:
                for heading, cell in group.cells:
                    self._doubt(heading, cell)
                return []
            if item is not None:
                found.append(item)
        return found

    def _item(self, group: _Group, parts: dict[str, Any]) -> Any:
        """One item of a list, None for an empty one. Raises PlainError for what makes none."""
        cls, name = CLASSES[group.name], group.name
        is_text = parts.keys() <= _TEXTS[cls]
        plain = dict(parts) if is_text else {part: _typed(cls, part, value) for part, value in parts.items()}
        if name == "address":
            self._settle_country(plain)
        elif name == "role" and not self._is_own:
            plain.setdefault("is_primary", not self._has_role)
            self._has_role = True
        elif name == "date" and is_no_day(str(plain.get("on", "-x"))):
            return None
        elif name in _SETTLING:
            plain = _SETTLING[name](plain, group.slot, self._is_own)
        main = MAIN_PARTS[name]
        if group.slot.form == "google" and name not in ("address", "role") and not plain.get(main):
            return None  # a label without a value
        if self._is_own:
            plain = {**dict.fromkeys(_REQUIRED_TEXTS[cls], ""), **plain}  # an empty cell is an empty text
        elif is_text and main in plain:
            return cls(**plain)
        item: object = from_plain(cls, plain)[0]
        return item

    def _settle_country(self, plain: dict[str, Any]) -> None:
        text = plain.pop("country", "")
        code = text if self._is_own and is_country(text) else country_code(text, self._language)
        if code:
            plain["country"] = code
        elif text:
            plain["country_name"] = text


def _typed(cls: type, part: str, value: Any) -> Any:
    """A cell's text as the value that the attribute takes. Raises PlainError."""
    if not isinstance(value, str):
        return value
    if part in _BOOLS[cls]:
        return value.lower() in YES
    if part in _INTS[cls]:
        try:
            return int(value)
        except ValueError as error:
            raise PlainError(part) from error
    return value


def _tags(slot: Slot, cell: str) -> list[str]:
    if slot.form != "categories":
        return [cell]
    if google.SEVERAL.strip() in cell or cell.startswith(google.MARK):
        return google.tags_of(cell)
    return [tag for name in cell.split(";" if ";" in cell else ",") if (tag := name.strip())]


def _settle_date(plain: dict[str, Any], slot: Slot, is_own: bool) -> dict[str, Any]:
    """Put year, month and day together, or read the text. Raises PlainError for a day that is none or in doubt."""
    parts = {part: plain.pop(part) for part in ("year", "month", "day") if part in plain}
    if parts and "on" not in plain:
        try:
            numbers = {part: int(text) or None for part, text in parts.items()}
        except ValueError as error:
            raise PlainError("on") from error
        plain["on"] = format_iso(PartialDate(**numbers))
    elif not (is_own and not slot.form):
        day = parse_day(str(plain.get("on", "")), slot.order)
        if day is None:
            raise PlainError("on")
        plain["on"] = format_iso(day)
    if plain.get("label", "").lower() == "anniversary" and plain.get("kind") == "other" and not is_own:
        del plain["label"]
        plain["kind"] = "anniversary"
    return plain


def _settle_preference(plain: dict[str, Any], slot: Slot, is_own: bool) -> dict[str, Any]:  # noqa: ARG001
    """Read "never: reason", yes and no. Raises PlainError for another word."""
    status, _colon, reason = str(plain.get("status", "")).partition(":")
    word = status.strip().lower()
    if word not in PREFERENCE_STATES:
        word = "ok" if word in YES else "opt_out" if word in NO else ""
    if not word:
        raise PlainError("status")
    more = {"reason": reason.strip()} if reason.strip() and "reason" not in plain else {}
    return {**plain, **more, "status": word}


def _settle_group(plain: dict[str, Any], slot: Slot, is_own: bool) -> dict[str, Any]:  # noqa: ARG001
    return {"group_kind": GROUP, **plain}


def _settle_photo(plain: dict[str, Any], slot: Slot, is_own: bool) -> dict[str, Any]:  # noqa: ARG001
    return {"filename": "photo", **plain, "is_photo": True}


_SETTLING: Mapping[str, Callable[[dict[str, Any], Slot, bool], dict[str, Any]]] = {
    "date": _settle_date,
    "preference": _settle_preference,
    "group": _settle_group,
    "photo": _settle_photo,
}
"""List -> what puts the parts of its items in order; `is_own` is true for a file of ours."""
