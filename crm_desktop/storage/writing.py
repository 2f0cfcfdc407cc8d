"""Whole records into their tables: new ones, and what an import adds to existing ones."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import Any

from crm_desktop.base.ids import Id, name_id, new_id
from crm_desktop.domain.contacts.records import (
    GROUP,
    ORGANIZATION,
    Affiliation,
    Attachment,
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
            parties[key] = record.id or b""
            self.implied.add(parties[key])
        return parties[key]

    def remember(self, record: PartyRecord) -> None:
        """A company or group that was added as a record of its own."""
        if self._parties is not None and record.kind != "person" and record.id:
            self._parties.setdefault((record.kind, fold(record.display_name)), record.id)

    def _all_parties(self, work: UnitOfWork) -> dict[tuple[str, str], Id]:
        if self._parties is None:
            rows = (
                raw(work.connection)
                .execute(
                    "select kind, display_name, id from party where deleted = 0 and kind <> 'person' order by id desc"
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
        self._queued: set[Id] = set()
        self._fresh: set[Id] = set()

    def add(self, record: PartyRecord) -> PartyRecord:
        """Queues a new record; returns it with its ids and with everything derived filled in."""
        key = record.id or new_id()
        record = dataclasses.replace(record, id=key)
        self._fresh.add(key)
        source_id = self._names.named(self._work, "source", record.source) if record.source else None
        self._queue("party", _party_row(record, source_id, self._locale))
        record = self.add_items(record, record)
        self._names.remember(record)
        self._work.known[key] = record
        return record

    def add_items(self, owner: PartyRecord, items: PartyRecord) -> PartyRecord:
        """Queues the items of `items` for the record `owner`; returns `items` as they will be read back."""
        kept: dict[str, Any] = {}
        for entry in ITEM_TABLES:
            listed = getattr(items, entry.attribute)
            if listed:
                start = len(getattr(owner, entry.attribute)) if owner is not items else 0
                kept[entry.attribute] = tuple(
                    self.item(owner.id or b"", item, start + n) for n, item in enumerate(listed)
                )
        for n, name in enumerate(items.tags):
            self.tag(owner.id or b"", name, n)
        return dataclasses.replace(items, **kept) if kept else items

    def item(self, owner: Id, item: Any, position: int = 0) -> Any:
        """Queues one item of the record `owner`; returns it with its id and what it refers to."""
        entry = BY_CLASS[type(item)]
        item = self._resolved(item)
        row = defaults_left_out(entry.table, entry.values(item))
        key = item.id or new_id()
        extra: dict[str, Any] = {"id": key, entry.owner: owner}
        if position and "position" in entry.table.columns:
            extra["position"] = position
        if isinstance(item, CustomValue):
            extra["field_id"] = self._names.custom_field(self._work, item)
            key = extra["id"] = name_id(self._names.dataset_id, "custom_value", item.key, owner)
            if self._revive("custom_value", key, owner, {"value": item.value}):
                return dataclasses.replace(item, id=key)
        self._queue(entry.table.name, extra | row)
        return dataclasses.replace(item, id=key)

    def tag(self, owner: Id, name: str, position: int = 0) -> None:
        """Queues a tag for a record; a tag that was taken off before is put back."""
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

    def _resolved(self, item: Any) -> Any:
        if isinstance(item, Affiliation) and item.org_id is None:
            return dataclasses.replace(
                item, org_id=self._names.party(self._work, ORGANIZATION, item.org_name, self._locale)
            )
        if isinstance(item, Membership) and item.group_id is None:
            group = self._names.party(self._work, item.group_kind or GROUP, item.group_name, self._locale)
            return dataclasses.replace(item, group_id=group)
        if isinstance(item, Attachment) and item.content is not None:
            return self._stored(item)
        if hasattr(item, "normalized"):
            return dataclasses.replace(item, normalized=normalized_of(item, self._locale))
        return item

    def _stored(self, item: Attachment) -> Attachment:
        content = item.content or b""
        digest = hashlib.sha256(content).digest()
        raw(self._work.connection).execute(
            "insert into blob (sha256, content) select ?1, ?2 where not exists (select 1 from blob where sha256 = ?1)",
            (digest, content),
        )
        return dataclasses.replace(item, sha256=digest, size=len(content), content=None)


def _party_row(record: PartyRecord, source_id: Id | None, locale: Locale) -> dict[str, Any]:
    row: dict[str, Any] = {"id": record.id, "kind": record.kind, "sort_key": sort_key_of(record, locale)}
    if source_id is not None:
        row["source_id"] = source_id
    for name in PARTY_COLUMNS:
        value = getattr(record, name)
        if value and name != "kind":
            row[name] = value
    return row


def uid_of(record: PartyRecord) -> str | None:
    """The vCard UID that a record came with, if any."""
    return next((e.value for e in record.external_ids if e.system == "vcard"), None)
