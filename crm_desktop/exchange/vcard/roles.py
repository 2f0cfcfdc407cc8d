"""Reads ORG, TITLE and ROLE: the companies a person belongs to, or the name of the company itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from crm_desktop.domain.contacts.records import ORGANIZATION, Affiliation
from crm_desktop.exchange.vcard.builder import CardBuilder, RolePart
from crm_desktop.exchange.vcard.heads import Head
from crm_desktop.exchange.vcard.own import ROLE_PARAMETERS
from crm_desktop.exchange.vcard.text import components, unescape

BETWEEN_UNITS = "; "
"""Joins the units of ORG ("Sales; North") to the text of a department."""


_OTHER_FIELDS = ("title", "department", "role", "from_on", "to_on", "end_reason")


@dataclass(slots=True)
class _Role:
    group: str
    fields: dict[str, Any] = field(default_factory=dict)
    parts: list[RolePart] = field(default_factory=list)

    def take(self, part: RolePart) -> None:
        self.fields.update(part.fields)
        self.parts.append(part)
        if part.head.parameters:
            typing = part.head.typing(ROLE_PARAMETERS)
            self.fields.update(typing.fields)
            if typing.is_preferred:
                self.fields.setdefault("is_primary", True)

    def has(self, name: str) -> bool:
        return any(part.head.name == name for part in self.parts)


def read_organization(card: CardBuilder, head: Head, value: str) -> None:
    """ORG: name and units."""
    name, *units = components(value)
    fields = {"org_name": unescape(name)}
    while units and not units[-1]:
        units.pop()
    if units:
        fields["department"] = BETWEEN_UNITS.join(map(unescape, units))
    card.roles["ORG"].append(RolePart(head, value, fields))


def read_title(card: CardBuilder, head: Head, value: str) -> None:
    """TITLE, the position."""
    if value:
        card.roles["TITLE"].append(RolePart(head, value, {"title": unescape(value)}))


def read_role(card: CardBuilder, head: Head, value: str) -> None:
    """ROLE, the part played in the company; without a company the person's occupation."""
    if value:
        card.roles["ROLE"].append(RolePart(head, value, {"role": unescape(value)}))


def settle(card: CardBuilder) -> None:
    """Make affiliations: what shares a group belongs together, else the nth title to the nth company."""
    parts = card.roles
    if not parts:
        return
    if not parts["ORG"] and not parts["TITLE"] and "occupation" not in card.fields and parts["ROLE"]:
        first = parts["ROLE"].pop(0)
        card.fields["occupation"] = first.fields["role"]
        card.carry(first.head, first.head.typing(ROLE_PARAMETERS).with_usage, first.fields["role"])
    roles = [_started(part) for part in parts["ORG"]]
    for name in ("TITLE", "ROLE"):
        for part in parts.get(name, ()):
            _place(roles, name, part)
    if card.fields.get("kind") == ORGANIZATION and roles and _is_own_name(card, roles[0]):
        roles.pop(0)
    is_told = any("is_primary" in role.fields for role in roles)
    for number, role in enumerate(roles):
        if not is_told:
            role.fields["is_primary"] = number == 0
        if role.fields.get("org_name") or any(role.fields.get(name) for name in _OTHER_FIELDS):
            card.lists["affiliations"].append(Affiliation(**role.fields))
        _carry(card, role.parts)


def _started(part: RolePart) -> _Role:
    role = _Role(part.head.group)
    role.take(part)
    return role


def _place(roles: list[_Role], name: str, part: RolePart) -> None:
    free = [role for role in roles if not role.has(name)]
    group = part.head.group
    place = next((role for role in free if group and role.group == group), None)
    if place is None and free:
        place = free[0]
    if place is None:
        roles.append(_started(part))
    else:
        place.take(part)


def _is_own_name(card: CardBuilder, role: _Role) -> bool:
    """Whether ORG only repeats what the company is called: then it is no affiliation; the rest is kept."""
    name = role.fields.get("org_name", "")
    if not card.fields.get("display_name") and name:
        card.fields["display_name"] = name
    if card.fields.get("display_name") != name:
        return False
    if any(role.fields.get(part) for part in ("department", "title", "role")):
        for part in role.parts:
            card.keep(part.head, part.value)
    else:
        _carry(card, role.parts)
    return True


def _carry(card: CardBuilder, parts: Iterable[RolePart]) -> None:
    for part in parts:
        head = part.head
        if head.parameters or head.group:
            key = part.fields.get("org_name") or part.fields.get("title") or part.fields.get("role") or ""
            card.carry(head, head.typing(ROLE_PARAMETERS).with_usage, key)


READERS = {"ORG": read_organization, "TITLE": read_title, "ROLE": read_role}
