"""Whole records into their tables: new ones, and what an import adds to existing ones."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable
from typing import Any

from crm_desktop.base.ids import Id, name_id, new_id
from crm_desktop.domain.contacts.records import (
    GROUP,
    ORGANIZATION,
    PERSON,
    Affiliation,
    Attachment,
    ContactPoint,
    CustomValue,
    Membership,
    PartyRecord,
)
from crm_desktop.domain.text_folding import fold
from crm_desktop.storage import bulk
from crm_desktop.storage.derived import Locale, normalized_of, sort_key_of
from crm_desktop.storage.engine import raw
from crm_desktop.storage.rows import BY_CLASS, ITEM_TABLES, PARTY_COLUMNS, defaults_left_out
from crm_desktop.storage.tables import parties as t
from crm_desktop.storage.unit_of_work import UnitOfWork

NAMED = {"tag": t.tag, "source": t.source}


class Names:
    """Ids of things that are known by their name, across the transactions of one step.

    Tags, sources and custom fields have the same id on every machine (UUIDv5 of the name); companies and groups
    are parties and are looked up by their folded name.
    """

    def __init__(self, dataset_id: Id) -> None:
        self.dataset_id = dataset_id
        self._known: set[Id] = set()
        self._parties: dict[tuple[str, str], Id] | None = None
        self.implied: set[Id] = set()
        """Companies and groups that this step made only because a person's role named them."""

    def named(self, work: UnitOfWork, kind: str, name: str) -> Id:
        """The id of a tag or source, made if it is new, taken out of the trash if it lies there."""
        key = name_id(self.dataset_id, kind, fold(name))
        self._ensure(work, kind, key, {"name": name})
        return key

    def custom_field(self, work: UnitOfWork, value: CustomValue) -> Id:
        """The id of the custom field that `value` is of, made if it is new."""
        key = name_id(self.dataset_id, "custom_field:party", fold(value.key))
        row = {
            "entity": "party",
            "key": value.key,
            "label": value.label or value.key,
            "type": value.type or "text",
        }
        self._ensure(work, "custom_field", key, row)
        return key

    def _ensure(self, work: UnitOfWork, table: str, key: Id, row: dict[str, Any]) -> None:
        if key in self._known:
            return
        found = raw(work.connection).execute(f"select deleted from {table} where id = ?", (key,)).fetchone()
        if found is None:
            bulk.insert(raw(work.connection), table, [{"id": key} | row])
        elif found[0]:
            bulk.update(raw(work.connection), table, [key], {"deleted": 0})
        self._known.add(key)

    def party(self, work: UnitOfWork, kind: str, name: str, locale: Locale) -> Id:
        """The company, household or group called `name`, made if there is none."""
        parties = self._all_parties(work)
        key = (kind, fold(name))
        if key not in parties:
            record = PartyRecord(kind=kind, display_name=name, id=new_id())
            work.insert(t.party, [_party_row(record, None, locale)])
            parties[key] = record.ref.id
            work.known[record.ref.id] = record
            self.implied.add(record.ref.id)
            _touch(work, record.ref.id)
        return parties[key]

    def remember(self, work: UnitOfWork, record: PartyRecord) -> None:
        """A company or group that is about to be added as a record of its own: roles that name it mean it."""
        if record.kind != PERSON:
            self._all_parties(work).setdefault((record.kind, fold(record.display_name)), record.ref.id)

    def _all_parties(self, work: UnitOfWork) -> dict[tuple[str, str], Id]:
        if self._parties is None:
            rows = (
                raw(work.connection)
                .execute(
                    "select kind, display_name, id from party where deleted = 0 and kind <> 'person'"
                    " order by id desc"
                )
                .fetchall()
            )
            self._parties = {(kind, fold(name)): key for kind, name, key in rows}
        return self._parties


class Writer:
    """Collects the rows of many records and inserts them together. One per transaction; call `flush` at its end."""

    def __init__(self, work: UnitOfWork, names: Names, locale: Locale) -> None:
        self._work = work
        self._names = names
        self._locale = locale
        self._rows: dict[str, list[dict[str, Any]]] = {}
        self._completions: dict[type, Callable[[Any, dict[str, Any]], None]] = {
            ContactPoint: self._complete_point,
            Affiliation: self._complete_affiliation,
            Membership: self._complete_membership,
            Attachment: self._complete_attachment,
            CustomValue: self._complete_custom,
        }
        self._queued: set[Id] = set()
        self._fresh: set[Id] = set()

    def add(self, record: PartyRecord) -> Id:
        """Queues a new record with everything in it; returns its id."""
        key = record.id or new_id()
        record = dataclasses.replace(record, id=key)
        self._fresh.add(key)
        source_id = self._names.named(self._work, "source", record.source) if record.source else None
        self._queue("party", _party_row(record, source_id, self._locale))
        self.add_items(record, record)
        self._names.remember(self._work, record)
        self._work.known[key] = record
        _touch(self._work, key)
        return key

    def add_items(self, owner: PartyRecord, items: PartyRecord) -> None:
        """Queues the items of `items` for the record `owner`."""
        key = owner.id or b""
        for entry in ITEM_TABLES:
            start = len(getattr(owner, entry.attribute)) if owner is not items else 0
            for offset, item in enumerate(getattr(items, entry.attribute), start):
                self.item(key, item, offset)
        for offset, name in enumerate(items.tags):
            self.tag(key, name, offset)

    def item(self, owner: Id, item: Any, position: int = 0) -> Id:
        """Queues one item of the record `owner`, which it gets from its class; returns its id."""
        _touch(self._work, owner)
        entry = BY_CLASS[type(item)]
        row: dict[str, Any] = {"id": item.id or new_id(), entry.owner: owner}
        if position and entry.has_position:
            row["position"] = position
        row |= defaults_left_out(entry.table, entry.values(item))
        if entry.cls in self._completions:
            self._completions[entry.cls](item, row)
        key: Id = row["id"]
        if isinstance(item, CustomValue):
            key = row["id"] = name_id(self._names.dataset_id, "custom_value", item.key, owner)
            if self._revive("custom_value", key, owner, {"value": item.value}):
                return key
        self._queue(entry.table.name, row)
        return key

    def _complete_point(self, item: ContactPoint, row: dict[str, Any]) -> None:
        row["normalized"] = normalized_of(item, self._locale)

    def _complete_affiliation(self, item: Affiliation, row: dict[str, Any]) -> None:
        if item.org_id is None:
            row["org_id"] = self._names.party(self._work, ORGANIZATION, item.org_name, self._locale)

    def _complete_membership(self, item: Membership, row: dict[str, Any]) -> None:
        if item.group_id is None:
            row["group_party_id"] = self._names.party(
                self._work, item.group_kind or GROUP, item.group_name, self._locale
            )

    def _complete_attachment(self, item: Attachment, row: dict[str, Any]) -> None:
        if item.content is not None:
            row["sha256"], row["size"] = self._store(item.content), len(item.content)

    def _complete_custom(self, item: CustomValue, row: dict[str, Any]) -> None:
        row["field_id"] = self._names.custom_field(self._work, item)

    def tag(self, owner: Id, name: str, position: int = 0) -> None:
        """Queues a tag for a record; a tag that was taken off before is put back."""
        _touch(self._work, owner)
        tag_id = self._names.named(self._work, "tag", name)
        key = name_id(self._names.dataset_id, "tagging", tag_id.hex(), owner)
        if not self._revive("tagging", key, owner, {}):
            self._queue("tagging", {"id": key, "tag_id": tag_id, "subject_id": owner, "position": position})

    def flush(self) -> None:
        """Writes everything queued; parents first."""
        connection = raw(self._work.connection)
        for table in ("party", *(e.table.name for e in ITEM_TABLES), "tagging"):
            rows = self._rows.pop(table, None)
            if rows:
                bulk.insert(connection, table, rows)

    def _queue(self, table: str, row: dict[str, Any]) -> None:
        self._rows.setdefault(table, []).append(row)

    def _revive(self, table: str, key: Id, owner: Id, values: dict[str, Any]) -> bool:
        """Takes a row with a name-made id out of the trash, if it exists; whether it is there already."""
        if key in self._queued:
            return True
        if owner not in self._fresh:
            found = (
                raw(self._work.connection)
                .execute(f"select deleted from {table} where id = ?", (key,))
                .fetchone()
            )
            if found is not None:
                bulk.update(raw(self._work.connection), table, [key], {"deleted": 0} | values)
                return True
        self._queued.add(key)
        return False

    def _store(self, content: bytes) -> bytes:
        """Keeps the bytes of an attachment, once per content; returns their SHA-256."""
        digest = hashlib.sha256(content).digest()
        raw(self._work.connection).execute(
            "insert into blob (sha256, content) select ?1, ?2"
            " where not exists (select 1 from blob where sha256 = ?1)",
            (digest, content),
        )
        return digest


def _party_row(record: PartyRecord, source_id: Id | None, locale: Locale) -> dict[str, Any]:
    row: dict[str, Any] = {"id": record.id, "kind": record.kind, "sort_key": sort_key_of(record, locale)}
    if source_id is not None:
        row["source_id"] = source_id
    for name in PARTY_COLUMNS:
        value = getattr(record, name)
        if value and name != "kind":
            row[name] = value
    return row


def _touch(work: UnitOfWork, key: Id) -> None:
    if work.touched is not None:
        work.touched.add(key)
