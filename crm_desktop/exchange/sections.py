"""The sections of a complete copy after its records: their names, and how one line of each is written and read.

    "relation_types": {"key": "golf_partner", "name": "Golf partner", "inverse_name": "Golf partner"}
    "relations": {"ref": "relation:…", "from": "contact:…", "to": "contact:…", "type": "parent"}
    "outcomes": {"key": "reached", "name": "Reached", …}
    "tiers": {"name": "Friend", "rank": 1}
    "cadence_rules": {"applies_to": "tag", "target": "vip", "ideal_days": 30}
    "activities": {"ref": "activity:…", "kind": "call", "at": "…", "people": [{"ref": "contact:…"}], …}

What equals its default is left out. References are those of the records of the same document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Protocol, runtime_checkable

from crm_desktop.base.ids import EntityRef, Id, id_from_text
from crm_desktop.domain.activities.records import ActivityRecord, CadenceRule, Outcome
from crm_desktop.domain.complete_copy import ActivityEntry, SectionItem, Tie, Tier
from crm_desktop.domain.contacts.records import REF_KINDS, Attachment, PartyRecord
from crm_desktop.domain.contacts.relations import RelationType
from crm_desktop.exchange.formats import RawText, ReadOptions, Reject, WriteCount
from crm_desktop.exchange.plain import PlainError, from_plain, to_plain

RELATION_TYPES, RELATIONS, OUTCOMES = "relation_types", "relations", "outcomes"
TIERS, CADENCE_RULES, ACTIVITIES = "tiers", "cadence_rules", "activities"

PARTY_RULE = "party"
"""A rule for keeping in touch that holds for one record, whose target is a reference and no name."""

_RELATION_WORD = "relation"

Sections = Iterable[tuple[str, Iterable[SectionItem]]]
"""Name of a section and what is in it, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class RawItem:
    """One line of a section as a file gave it.

    Attributes:
        position: number of its first line, counted from 1.
        section: its name.
        item: what was understood, with the ids of the file.
        notices: translated sentences on what was left out.
        raw: the line as it stood in the file.
    """

    position: int
    section: str
    item: SectionItem
    notices: tuple[str, ...] = ()
    raw: RawText | str = ""


@runtime_checkable
class Sectioned(Protocol):
    """A format that holds more than records."""

    def write_all(self, records: Iterable[PartyRecord], sections: Sections, stream: BinaryIO) -> WriteCount:
        """Writes the records, then the sections; sections are begun when the records are written."""
        ...

    def read_sections(self, stream: BinaryIO, options: ReadOptions) -> Iterator[RawItem | Reject]:
        """What stands after the records, as `Format.read` gives those."""
        ...


@dataclass(frozen=True, slots=True)
class _Section:
    write: Callable[[Any], dict[str, Any]]
    read: Callable[[dict[str, Any]], tuple[Any, list[str]]]


def item_to_plain(section: str, item: SectionItem) -> dict[str, Any]:
    """The line of an item as a dictionary."""
    return SECTIONS[section].write(item)


def item_from_plain(section: str, plain: object) -> tuple[SectionItem, list[str]]:
    """The item that a line of a known section tells, and the keys in it that are not known.

    Raises:
        PlainError: it is none; the message names the field.
    """
    if not isinstance(plain, dict):
        raise PlainError("{}")
    found: tuple[SectionItem, list[str]] = SECTIONS[section].read(dict(plain))
    return found


def _key(text: object, field: str) -> Id:
    try:
        return id_from_text(str(text).rpartition(":")[2])
    except ValueError as error:
        raise PlainError(field) from error


def _ref(text: object, field: str) -> EntityRef:
    return EntityRef(str(text).rpartition(":")[0], _key(text, field))


def _taken(plain: dict[str, Any], field: str) -> Any:
    if field not in plain:
        raise PlainError(field)
    return plain.pop(field)


def _hex(plain: dict[str, Any], field: str, key: str) -> None:
    """Puts the id behind the reference `field` under `key`, as `from_plain` takes it."""
    if field in plain:
        plain[key] = _key(plain.pop(field), field).hex()


def _tie_out(tie: Tie) -> dict[str, Any]:
    plain = to_plain(tie)
    del plain["id"]
    parties = {"from": str(tie.from_party), "to": str(tie.to_party)}
    del plain["from_party"], plain["to_party"]
    return {"ref": f"{_RELATION_WORD}:{tie.id.hex()}", **parties, **plain}


def _tie_in(plain: dict[str, Any]) -> tuple[Tie, list[str]]:
    plain["id"] = _key(_taken(plain, "ref"), "ref").hex()
    for end in ("from", "to"):
        ref = _ref(_taken(plain, end), end)
        plain[f"{end}_party"] = {"kind": ref.kind, "id": ref.id.hex()}
    return from_plain(Tie, plain)


def _without_id(item: Any) -> dict[str, Any]:
    plain = to_plain(item)
    plain.pop("id", None)
    return plain


def _outcome_in(plain: dict[str, Any]) -> tuple[Outcome, list[str]]:
    plain.pop("id", None)
    return from_plain(Outcome, plain)


def _rule_out(rule: CadenceRule) -> dict[str, Any]:
    plain = _without_id(rule)
    del plain["target_id"]
    name = plain.pop("target_name", "")
    target = f"{PARTY_RULE}:{rule.target_id.hex()}" if rule.applies_to == PARTY_RULE else name
    return {"applies_to": rule.applies_to, "target": target, **plain}


def _rule_in(plain: dict[str, Any]) -> tuple[CadenceRule, list[str]]:
    target = str(_taken(plain, "target"))
    is_party = plain.get("applies_to") == PARTY_RULE
    plain["target_id"] = _key(target, "target").hex() if is_party else ""
    plain["target_name"] = "" if is_party else target
    return from_plain(CadenceRule, plain)


def _activity_out(entry: ActivityEntry) -> dict[str, Any]:
    plain = to_plain(entry.record)
    found: dict[str, Any] = {"ref": str(entry.record.ref), "kind": entry.record.kind}
    for key in ("id", "is_deleted", "people", "links"):
        plain.pop(key, None)
    for field, word, key in (
        ("follow_up_of", "activity", "follow_up_of_id"),
        ("owner_ref", "user", "owner_id"),
    ):
        if key in plain:
            plain[field] = f"{word}:{plain.pop(key)}"
    found |= plain
    if entry.record.people:
        found["people"] = [_person_out(person) for person in entry.record.people]
    if entry.record.links:
        found["links"] = [str(link) for link in entry.record.links]
    if entry.files:
        found["attachment"] = [_without_id(file) for file in entry.files]
    return found


def _person_out(person: Any) -> dict[str, Any]:
    plain = _without_id(person)
    del plain["party_id"]
    plain.pop("party_kind", None)
    return {"ref": str(EntityRef(REF_KINDS[person.party_kind], person.party_id)), **plain}


def _activity_in(plain: dict[str, Any]) -> tuple[ActivityEntry, list[str]]:
    plain["id"] = _key(_taken(plain, "ref"), "ref").hex()
    if "at" not in plain:
        raise PlainError("at")
    plain.pop("is_deleted", None)
    _hex(plain, "follow_up_of", "follow_up_of_id")
    _hex(plain, "owner_ref", "owner_id")
    plain["people"] = [_person_in(person) for person in _list(plain, "people")]
    links = [_ref(link, "links") for link in _list(plain, "links")]
    plain["links"] = [{"kind": link.kind, "id": link.id.hex()} for link in links]
    files = tuple(from_plain(Attachment, file)[0] for file in _list(plain, "attachment"))
    record, unknown = from_plain(ActivityRecord, plain)
    return ActivityEntry(record, files), unknown


def _person_in(person: object) -> dict[str, Any]:
    if not isinstance(person, dict):
        raise PlainError("people")
    plain = {key: value for key, value in person.items() if key in ("role", "name")}
    return {"party_id": _key(person.get("ref"), "people").hex(), **plain}


def _list(plain: dict[str, Any], key: str) -> list[Any]:
    items = plain.pop(key, [])
    if not isinstance(items, list):
        raise PlainError(key)
    return items


SECTIONS: Mapping[str, _Section] = {
    RELATION_TYPES: _Section(to_plain, lambda plain: from_plain(RelationType, plain)),
    RELATIONS: _Section(_tie_out, _tie_in),
    OUTCOMES: _Section(_without_id, _outcome_in),
    TIERS: _Section(to_plain, lambda plain: from_plain(Tier, plain)),
    CADENCE_RULES: _Section(_rule_out, _rule_in),
    ACTIVITIES: _Section(_activity_out, _activity_in),
}
"""Name of a section -> how its lines are made; in the order in which they are written."""
