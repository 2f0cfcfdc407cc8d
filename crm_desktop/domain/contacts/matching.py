"""Whether two records tell of the same person, and what one adds to the other (P8, n23, n24).

The strict rule for unattended imports: a shared foreign key (UID) decides; otherwise the names must agree and
something else must agree too. A shared e-mail alone never joins two people.
"""

from __future__ import annotations

import dataclasses
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.address import comparison_key
from crm_desktop.domain.contacts.records import PERSON, ExternalId, PartyRecord
from crm_desktop.domain.text_folding import fold

CERTAIN = 100
_EVIDENCE = {"email": 30, "phone": 20, "address": 15, "date": 10, "org": 10, "account": 40}


def score(incoming: PartyRecord, existing: PartyRecord) -> int:
    """How surely `incoming` is `existing`: 0 is no, CERTAIN is yes, between them the sum of what agrees.

    Contact points must carry their `normalized` form.
    """
    if incoming.kind != existing.kind:
        return 0
    if _external(incoming) & _external(existing):
        return CERTAIN
    if not names(incoming) & names(existing):
        return 0
    if incoming.kind != PERSON:  # companies and groups are their names, unless they are two customers
        accounts = {incoming.account_no, existing.account_no} - {""}
        return CERTAIN if len(accounts) < 2 else 0
    total, is_comparable = 1, False
    for name, of in _SIGNALS.items():
        mine, theirs = of(incoming), of(existing)
        if mine and theirs:
            is_comparable = True
            total += _EVIDENCE[name] if mine & theirs else 0
    agrees = total > 1
    return total if agrees or not is_comparable else 0


def _external(record: PartyRecord) -> set[tuple[str, str]]:
    known = {(e.system, e.value) for e in record.external_ids}
    return known | {("vcard", own_uid(record.id))} if record.id else known


def own_uid(key: Id) -> str:
    """The UID (RFC 6350, 6.7.6) by which our own files name the record `key`."""
    return uuid.UUID(bytes=key).urn


def as_incoming(record: PartyRecord) -> PartyRecord:
    """A record of a file without the ids that it had elsewhere; its own is kept as a foreign one."""
    changes: dict[str, Any] = {}
    for name in _KEYS:
        items = getattr(record, name)
        if any(_has_ids(item) for item in items):
            changes[name] = tuple(_without_ids(item) for item in items)
    if record.id is not None:
        changes["id"] = None
        foreign = ExternalId("vcard", own_uid(record.id))
        if foreign not in record.external_ids:
            changes["external_ids"] = (*changes.get("external_ids", record.external_ids), foreign)
    return dataclasses.replace(record, **changes) if changes else record


def _has_ids(item: Any) -> bool:
    return any(getattr(item, name, None) is not None for name in _ITEM_IDS)


def _without_ids(item: Any) -> Any:
    return dataclasses.replace(item, **{name: None for name in _ITEM_IDS if hasattr(item, name)})


_ITEM_IDS = ("id", "org_id", "group_id")


def names(record: PartyRecord) -> set[str]:
    """The folded names by which a record may be met again."""
    both = {record.display_name, record.native_name}
    if record.given and record.family:
        both |= {f"{record.given} {record.family}", f"{record.family} {record.given}"}
    return {fold(name) for name in both if name}


_SIGNALS: dict[str, Callable[[PartyRecord], set[Any]]] = {
    "email": lambda r: {p.normalized for p in r.points if p.kind == "email" and p.normalized},
    "phone": lambda r: {p.normalized or fold(p.value) for p in r.points if p.kind == "phone"},
    "address": lambda r: {comparison_key(a) for a in r.addresses},
    "date": lambda r: {d.on for d in r.dates if d.kind == "birthday"},
    "org": lambda r: {fold(a.org_name) for a in r.affiliations if a.org_name},
    "account": lambda r: {r.account_no} if r.account_no else set(),
}


def merged(existing: PartyRecord, incoming: PartyRecord) -> PartyRecord:
    """`existing` with what `incoming` says more or otherwise: its texts win where it has any, its items are added.

    Returns `existing` itself when there is nothing to add. Items of the result without an id are the new ones.
    """
    changes: dict[str, Any] = {}
    for spec in dataclasses.fields(PartyRecord):
        name = spec.name
        new, old = getattr(incoming, name), getattr(existing, name)
        if isinstance(new, str) and new and new != old and name not in ("kind",):
            changes[name] = new
    if "display_name" in changes and fold(changes["display_name"]) == fold(existing.display_name):
        del changes["display_name"]  # somebody may have mended its capitals or accents
    changes |= _added_items(existing, incoming)
    tags = existing.tags + tuple(
        tag for tag in incoming.tags if fold(tag) not in {fold(t) for t in existing.tags}
    )
    if tags != existing.tags:
        changes["tags"] = tags
    return dataclasses.replace(existing, **changes) if changes else existing


_KEYS: dict[str, Callable[[Any], Any]] = {
    "points": lambda p: (p.kind, p.normalized or fold(p.value)),
    "addresses": comparison_key,
    "affiliations": lambda a: (fold(a.org_name), fold(a.title), fold(a.department), fold(a.role)),
    "memberships": lambda m: (fold(m.group_name), m.group_kind),
    "dates": lambda d: (d.kind, fold(d.label), d.on, d.calendar),
    "facts": lambda f: (fold(f.category), fold(f.label), fold(f.value)),
    "preferences": lambda p: (p.channel, p.status, p.reason),
    "custom": lambda c: (fold(c.key), c.value),
    "notes": lambda n: fold(n.body),
    "attachments": lambda a: a.sha256 or a.uri or a.filename,
    "external_ids": lambda e: (e.system, e.value),
    "extras": lambda e: (e.system, e.name, e.value),
}


def _added_items(existing: PartyRecord, incoming: PartyRecord) -> dict[str, tuple[Any, ...]]:
    changes: dict[str, tuple[Any, ...]] = {}
    for name, key in _KEYS.items():
        old: Sequence[Any] = getattr(existing, name)
        known = {key(item) for item in old}
        new = []
        for item in getattr(incoming, name):
            if key(item) not in known:
                known.add(key(item))
                new.append(_modest(item, old))
        if name == "external_ids":
            new = [e for e in new if existing.id is None or e.value != own_uid(existing.id)]
        if name == "preferences":
            new = [
                p for p in new if p.channel not in {o.channel for o in old}
            ]  # a noted refusal is never imported away
        if new:
            changes[name] = (*old, *new)
    return changes


def _modest(item: Any, old: Sequence[Any]) -> Any:
    """A new item does not take first place from one that is there."""
    changes: dict[str, Any] = {"id": None}
    for flag in ("is_preferred", "is_primary", "is_photo"):
        if getattr(item, flag, False) and any(
            getattr(o, flag) and getattr(o, "kind", "") == getattr(item, "kind", "") for o in old
        ):
            changes[flag] = False
    return dataclasses.replace(item, **changes)
