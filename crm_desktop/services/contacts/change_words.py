"""A recorded change in the words of a reader: dates, choices, flags and names as its field shows them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from crm_desktop.base.i18n import N_, _, language
from crm_desktop.domain.contacts.address import one_line
from crm_desktop.domain.contacts.address_parts import has_title, part_title
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS, KIND_CHOICES
from crm_desktop.domain.contacts.records import GROUP, Address
from crm_desktop.domain.contacts.relations import type_word
from crm_desktop.domain.contacts.words import CHANNEL_TITLES, day_title, fact_title, role_title, usage_title
from crm_desktop.domain.date_texts import partial_date_text
from crm_desktop.domain.dates import PartialDate
from crm_desktop.services.contacts.column_words import Row, system_name, value_text, words_of
from crm_desktop.storage.queries.history import Pointed, RawChange
from crm_desktop.storage.tables.belonging import CHANGE_WORDS

_OTHER_TITLES = {
    "relationship": N_("Relation"),
    "external_id": N_("Id in another program"),
    "extra": N_("Kept from a file"),
    "activity": N_("Activity"),
    "activity_link": N_("Activity"),
    "cadence_rule": N_("Keep in touch by"),
    "custom_field": N_("Own field"),
    "outcome": N_("Outcome"),
    "relationship_type": N_("Relation"),
    "created": N_("Added"),
    "deleted": N_("Trash"),
}
"""What the history tells of and the catalogue of fields does not hold."""

_KINDS = dict(KIND_CHOICES)


def field_title(key: str) -> str:
    """What a change's `field` is called, in the user's language; the key itself where it has no name."""
    if key in CONTACT_FIELDS:
        return CONTACT_FIELDS[key].title
    return _(_OTHER_TITLES[key]) if key in _OTHER_TITLES else key


@dataclass(frozen=True, slots=True)
class Told:
    """One change; its words are made when they are asked for, since a record may have thousands.

    Attributes:
        change: as the journal has it.
        pointed: names of what its row points at.
    """

    change: RawChange
    pointed: Pointed

    @property
    def title(self) -> str:
        """What was changed: the field, and of a list the part of it."""
        change = self.change
        if change.table == "party":
            key = {"*": "created"}.get(change.field, change.field.removesuffix("_id"))
            return field_title(key)
        title, part = _list_title(change.table, change.row), self._part
        return _("{field}: {part}").format(field=title, part=part) if part else title

    @property
    def before(self) -> str:
        """What it was; "" when there was nothing."""
        change = self.change
        if change.field == "*" or (change.table == "party" and change.field == "deleted"):
            return ""
        if change.field == "deleted":
            return self._item if change.after else ""
        return self._shown(change.before)

    @property
    def after(self) -> str:
        """What it became; "" when there is nothing any more."""
        change = self.change
        if change.table == "party" and change.field == "*":
            return str(change.after["display_name"])
        if change.table == "party" and change.field == "deleted":
            return _("Moved to the trash") if change.after else _("Restored")
        if change.field in ("*", "deleted"):
            return "" if change.field == "deleted" and change.after else self._item
        return self._shown(change.after)

    @property
    def _part(self) -> str:
        change = self.change
        if change.field in ("*", "deleted"):
            return ""
        if change.table == "address" and has_title(change.field):
            return part_title(change.field, str(change.row["country"]))
        words = words_of(change.table, change.field).title
        return _(words) if words else ""

    def _shown(self, value: Any) -> str:
        change = self.change
        if change.field == "type_id" and change.seen_from == "from_party_id":
            text = type_word(self.pointed.inverse.get(value, ""))
        else:
            text = value_text(change.table, change.field, value, change.row, self.pointed)
        which = self._which if text else ""
        return _("{whom}: {value}").format(whom=which, value=text) if which else text

    @property
    def _which(self) -> str:
        """Which of several it is, where the title and the value do not tell; seen from elsewhere, of whom."""
        change = self.change
        if change.field in ("from_party_id", "to_party_id"):
            return ""
        if change.seen_from in _OTHER_SIDES:
            return _OTHER_SIDES[change.seen_from][1](change.row, self.pointed)
        which, telling = _WHICH.get(change.table, (_nothing, ""))
        return "" if change.field == telling else which(change.row, self.pointed)

    @property
    def _item(self) -> str:
        """A whole item of a list: which sort of it, and what it says."""
        change = self.change
        sort, text = _OTHER_SIDES.get(change.seen_from) or _ITEMS.get(change.table, (_nothing, _nothing))
        parts = (sort(change.row, self.pointed), text(change.row, self.pointed))
        return _("{word}: {name}").format(word=parts[0], name=parts[1]) if all(parts) else "".join(parts)


def _list_title(table: str, row: Row) -> str:
    """What the field of an item is called."""
    if table == "contact_point":
        return field_title(row["kind"])
    if table == "important_date":
        return str(row["label"] or day_title(row["kind"]))
    if table == "custom_value":
        return str(row.get("field_label") or field_title("custom"))
    if table == "group_member":
        return _(_KINDS[row.get("group_kind") or GROUP])
    if table == "attachment" and row["is_photo"]:
        return field_title("photo")
    key = CHANGE_WORDS.get(table, table)
    return field_title(key) if key in CONTACT_FIELDS or key in _OTHER_TITLES else _("Field")


_RowText = Callable[[Row, Pointed], str]


def _nothing(_row: Row, _pointed: Pointed) -> str:
    return ""


def _column(name: str) -> _RowText:
    return lambda row, _pointed: str(row.get(name) or "")


def _worded(name: str, word: Callable[[str], str]) -> _RowText:
    """What gives a word for what stands in a column."""
    return lambda row, _pointed: word(row[name]) if row.get(name) else ""


def _named(name: str) -> _RowText:
    """What gives the name of what a column points at."""
    return lambda row, pointed: pointed.names.get(row[name], "")


def _point_sort(row: Row, _pointed: Pointed) -> str:
    return " · ".join(filter(None, (usage_title(row["usage"]), row["service"])))


def _address(row: Row, _pointed: Pointed) -> str:
    names = [field.name for field in dataclasses.fields(Address) if field.name not in ("id", "is_preferred")]
    item = Address(**{name: row[name] for name in names})
    return one_line(item, lang=language()) or " ".join(item.label.split())


def _role(row: Row, pointed: Pointed) -> str:
    company = pointed.names.get(row["org_id"], "")
    return " · ".join(filter(None, (row["title"] or row["role"], row["department"], company)))


def _day(row: Row, _pointed: Pointed) -> str:
    return partial_date_text(PartialDate(row["year"], row["month"], row["day"]))


def _fact_sort(row: Row, _pointed: Pointed) -> str:
    return " · ".join(filter(None, (fact_title(row["category"]), row["label"])))


def _preference(row: Row, pointed: Pointed) -> str:
    status = value_text("comm_preference", "status", row["status"], row, pointed)
    return " · ".join(filter(None, (status, row["reason"])))


def _channel(row: Row, _pointed: Pointed) -> str:
    title = CHANNEL_TITLES.get(row["channel"])
    return _(title) if title else str(row["channel"])


def _own_value(row: Row, pointed: Pointed) -> str:
    return value_text("custom_value", "value", row["value"], row, pointed)


def _file(row: Row, _pointed: Pointed) -> str:
    return str(row["caption"] or row["filename"] or row["uri"])


def _extra_sort(row: Row, _pointed: Pointed) -> str:
    return str(row["name"]) if row["system"] == "csv" else ""


_ITEMS: Mapping[str, tuple[_RowText, _RowText]] = {
    "contact_point": (_point_sort, _column("value")),
    "address": (_worded("usage", usage_title), _address),
    "affiliation": (_nothing, _role),
    "group_member": (_worded("role", role_title), _named("group_party_id")),
    "important_date": (_nothing, _day),
    "fact": (_fact_sort, _column("value")),
    "comm_preference": (_channel, _preference),
    "tagging": (_nothing, _named("tag_id")),
    "custom_value": (_nothing, _own_value),
    "note": (_nothing, _column("body")),
    "attachment": (_nothing, _file),
    "external_id": (_nothing, lambda row, pointed: system_name("", row, pointed)),
    "extra_property": (_extra_sort, _column("value")),
    "activity": (_nothing, _column("subject")),
}
"""Table -> what tells the sort of an item, and what tells the item itself."""

_OTHER_SIDES: Mapping[str, tuple[_RowText, _RowText]] = {
    "from_party_id": (_worded("inverse_name", type_word), _named("to_party_id")),
    "to_party_id": (_worded("type_name", type_word), _named("from_party_id")),
    "org_id": (_column("title"), _named("person_id")),
    "group_party_id": (_worded("role", role_title), _named("member_party_id")),
}
"""Column that names the record whose history it is -> the same two for a tie, as it is seen from that record."""

_WHICH: Mapping[str, tuple[_RowText, str]] = {
    "contact_point": (_column("value"), "value"),
    "address": (_worded("usage", usage_title), "usage"),
    "affiliation": (_named("org_id"), "org_id"),
    "group_member": (_named("group_party_id"), "group_party_id"),
    "fact": (_column("value"), "value"),
    "comm_preference": (_channel, "channel"),
    "attachment": (_column("filename"), "filename"),
}
"""Table -> what tells an item from the others of its list, and the column that needs no such telling."""
