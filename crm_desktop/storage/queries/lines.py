"""The line of a record in a list: what it says, made of its parts, wherever those come from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.records import EMAIL, OUT_OF_USE, PHONE, PartyRecord, PartyRow
from crm_desktop.storage import bulk

REFUSED = ("never", "opt_out")
"""Statuses of a channel that must not be used."""


@dataclass(slots=True)
class _Parts:
    """What a line is made of; of roles, places and points the best one comes first."""

    kind: str
    display_name: str
    occupation: str
    roles: list[tuple[str, str]] = field(default_factory=list)
    places: list[tuple[str, str]] = field(default_factory=list)
    points: dict[str, str] = field(default_factory=dict)
    tags: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    def line(self, key: Id) -> PartyRow:
        place = _joined(", ", self.places[0]) if self.places else ""
        role = _joined(" · ", self.roles[0]) if self.roles else ""
        return PartyRow(
            key,
            self.kind,
            self.display_name,
            role or self.occupation or place,
            self.points.get(PHONE, ""),
            self.points.get(EMAIL, ""),
            place,
            tuple(self.tags),
            tuple(self.refused),
        )


def _joined(mark: str, parts: Iterable[str]) -> str:
    return mark.join(part for part in parts if part)


def missing(key: Id) -> PartyRow:
    """The line of a record that is not there any more."""
    return PartyRow(key, "person", "", is_missing=True)


def of_record(record: PartyRecord) -> PartyRow:
    """The line of a whole record, which may be one of the past."""
    parts = _Parts(record.kind, record.display_name, record.occupation, tags=list(record.tags))
    roles = sorted(record.affiliations, key=lambda role: not role.is_primary)
    places = sorted(record.addresses, key=lambda place: not place.is_preferred)
    parts.roles = [(role.title, role.org_name) for role in roles]
    parts.places = [(place.locality, place.country) for place in places]
    for point in (*record.usable_points(PHONE), *record.usable_points(EMAIL)):
        parts.points.setdefault(point.kind, point.value)
    parts.refused = sorted(p.channel for p in record.preferences if p.status in REFUSED)
    return parts.line(record.id or b"")


_POINTS = (
    "select party_id, kind, value from contact_point where deleted = 0 and kind in ('phone', 'email')"
    f" and status not in {OUT_OF_USE}"
    " and party_id in {some} order by is_preferred desc, position, id"
)
_PLACES = (
    "select party_id, locality, country from address where deleted = 0"
    " and party_id in {some} order by is_preferred desc, position, id"
)
_ROLES = (
    "select a.person_id, a.title, o.display_name from affiliation a join party o on o.id = a.org_id"
    " where a.deleted = 0 and a.person_id in {some} order by a.is_primary desc, a.position, a.id"
)
_TAGS = (
    "select g.subject_id, t.name from tagging g join tag t on t.id = g.tag_id and t.deleted = 0"
    " where g.deleted = 0 and g.subject_id in {some} order by g.position, t.name"
)
_REFUSED = (
    f"select party_id, channel from comm_preference where deleted = 0 and status in {REFUSED}"
    " and party_id in {some} order by channel"
)


def read(bare: Any, ids: list[Id], *, trash: bool) -> dict[Id, PartyRow]:
    """The lines of those of `ids` that are in the list (or in the trash), by six statements.

    Args:
        bare: a connection of the driver.
        ids: at most `bulk.CHUNK`.
        trash: read those in the trash instead of the others.
    """
    some = f"({bulk.marks(ids)})"
    sql = (
        f"select id, kind, display_name, occupation from party where deleted = {int(trash)} and id in {some}"
    )
    found = {key: _Parts(*values) for key, *values in bare.execute(sql, ids).fetchall()}

    def each(statement: str) -> Iterable[tuple[_Parts, list[Any]]]:
        for owner, *values in bare.execute(statement.format(some=some), ids).fetchall():
            if owner in found:
                yield found[owner], values

    for parts, (kind, value) in each(_POINTS):
        parts.points.setdefault(kind, value)
    for parts, (locality, country) in each(_PLACES):
        parts.places.append((locality, country))
    for parts, (title, org) in each(_ROLES):
        parts.roles.append((title, org))
    for parts, (name,) in each(_TAGS):
        parts.tags.append(name)
    for parts, (channel,) in each(_REFUSED):
        parts.refused.append(channel)
    return {key: parts.line(key) for key, parts in found.items()}
