"""Whole records into their tables: new ones, and what an import adds to existing ones."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.ids import Id, name_id, new_ids
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
from crm_desktop.storage import bulk, search
from crm_desktop.storage.derived import Locale, normalized_of, sort_key_of
from crm_desktop.storage.engine import raw
from crm_desktop.storage.rows import (
    BY_CLASS,
    ITEM_TABLES,
    NAMED_FIELDS,
    PARTY_COLUMNS,
    ItemTable,
    tuple_of,
)
from crm_desktop.storage.tables import parties as t
from crm_desktop.storage.unit_of_work import UnitOfWork


class Names:
    """Ids of things that are known by their name, across the transactions of one step.

    Tags, sources and custom fields have the same id on every machine (UUIDv5 of the name); companies and groups
    are parties and are looked up by their folded name: one by one in the search index, or all at once when a step
    names many (`is_bulk`).
    """

    def __init__(self, dataset_id: Id, *, is_bulk: bool = False) -> None:
        self.dataset_id = dataset_id
        self._is_bulk = is_bulk
        self._made: dict[tuple[str, str], Id] = {}
        self._known: set[Id] = set()
        self._named: dict[tuple[str, str], Id] = {}
        self._parties: dict[tuple[str, str], Id] | None = None
        self.implied: set[Id] = set()
        """Companies and groups that this step made only because a person's role named them."""

    def named(self, work: UnitOfWork, kind: str, name: str) -> Id:
        """The id of a tag, source or tier, made if it is new, taken out of the trash if it lies there."""
        key = self._named.get((kind, name))
        if key is None:
            key = self._named[kind, name] = name_id(self.dataset_id, kind, fold(name))
            self._ensure(work, kind, key, {"name": name})
        return key

    def fields(self, work: UnitOfWork, record: PartyRecord) -> tuple[Id | None, ...]:
        """The ids behind the NAMED_FIELDS of a record, in their order; None where it holds no name."""
        return tuple(
            self.named(work, kind, getattr(record, kind)) if getattr(record, kind) else None
            for kind in NAMED_FIELDS
        )

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

    def party(self, work: UnitOfWork, kind: str, name: str) -> Id | None:
        """The company, household or group called `name`; None if there is none."""
        key = (kind, fold(name))
        if self._is_bulk or self._parties is not None:
            return self._all_parties(work).get(key)
        return self._found(work, kind, name) or self._made.get(key)

    def _found(self, work: UnitOfWork, kind: str, name: str) -> Id | None:
        """The oldest of that name in the search index; a name without a letter is looked for among all."""
        matching = search.named_sql(name)
        if matching is None or not _is_indexed(work):
            return self._all_parties(work).get((kind, fold(name)))
        sql = (
            # The pluses keep SQLite from folding the name of every company (48 ms among 20,000, 0.2 so).
            "select min(id) from party where +deleted = 0 and +kind = ? and fold(display_name) = ?"
            f" and id in ({matching[0]})"
        )
        (key,) = raw(work.connection).execute(sql, (kind, fold(name), *matching[1])).fetchone()
        return key if key is None else bytes(key)

    def remember(self, work: UnitOfWork, record: PartyRecord, key: Id) -> None:
        """A company or group that is about to be added: roles that name it mean it."""
        if record.kind != PERSON:
            there = self._all_parties(work) if self._is_bulk else self._made
            there.setdefault((record.kind, fold(record.display_name)), key)

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


def _is_indexed(work: UnitOfWork) -> bool:
    """Whether the search index knew of everything when the transaction began."""
    (indexed,) = raw(work.connection).execute("select indexed_hlc from search_state").fetchone()
    return bool(indexed >= work.started_at)


class Writer:
    """Collects the rows of many records and inserts them together. One per transaction; call `flush` at its end."""

    def __init__(self, work: UnitOfWork, names: Names, locale: Locale) -> None:
        self._work = work
        self._names = names
        self._locale = locale
        self._rows: dict[str, list[tuple[Any, ...]]] = {}
        self._completions: dict[type, Callable[[Any], dict[str, Any]]] = {
            ContactPoint: lambda item: {"normalized": normalized_of(item, locale)},
            Affiliation: self._complete_affiliation,
            Membership: self._complete_membership,
            Attachment: self._complete_attachment,
        }
        self._queued: set[Id] = set()
        self._fresh: set[Id] = set()
        self._ids: list[Id] = []

    def add(self, record: PartyRecord) -> Id:
        """Queues a new record with everything in it; returns its id."""
        key = record.id or self._new_id()
        named = self._names.fields(self._work, record)
        self._fresh.add(key)
        self._names.remember(self._work, record, key)
        self._queue("party", (key, sort_key_of(record, self._locale), *named, *_PARTY_CELLS(record)))
        for items in _LISTS(record):
            for position, item in enumerate(items):
                self.item(key, item, position)
        for position, name in enumerate(record.tags):
            self.tag(key, name, position)
        self._work.known[key] = record
        self._touch(key)
        return key

    def item(self, owner: Id, item: Any, position: int = 0) -> Id:
        """Queues one item of the record `owner`, which it gets from its class; returns its id."""
        self._touch(owner)
        entry = BY_CLASS[type(item)]
        key = item.id or self._new_id()
        cells = entry.cells(item)
        complete = self._completions.get(entry.cls)
        if complete is not None:
            cells = _completed(entry, cells, complete(item))
        elif isinstance(item, CustomValue):
            key = name_id(self._names.dataset_id, "custom_value", item.key, owner)
            cells = (*cells, self._names.custom_field(self._work, item))
            if self._revive("custom_value", key, owner, {"value": item.value}):
                return key
        head = (key, owner, position) if entry.has_position else (key, owner)
        self._queue(entry.table.name, head + cells)
        return key

    def linked(self, item: Affiliation | Membership) -> Affiliation | Membership:
        """The item with the id of the company or group that it names now; one that is not there is queued."""
        if isinstance(item, Affiliation):
            return dataclasses.replace(item, org_id=self._party(ORGANIZATION, item.org_name))
        return dataclasses.replace(item, group_id=self._party(item.group_kind or GROUP, item.group_name))

    def _complete_affiliation(self, item: Affiliation) -> dict[str, Any]:
        return {} if item.org_id is not None else {"org_id": self._party(ORGANIZATION, item.org_name)}

    def _complete_membership(self, item: Membership) -> dict[str, Any]:
        if item.group_id is not None:
            return {}
        return {"group_party_id": self._party(item.group_kind or GROUP, item.group_name)}

    def _complete_attachment(self, item: Attachment) -> dict[str, Any]:
        return (
            {} if item.content is None else {"sha256": self._store(item.content), "size": len(item.content)}
        )

    def _party(self, kind: str, name: str) -> Id:
        """The company, household or group called `name`, queued if there is none."""
        key = self._names.party(self._work, kind, name)
        if key is None:
            key = self.add(PartyRecord(kind=kind, display_name=name))
            self._names.implied.add(key)
        return key

    def tag(self, owner: Id, name: str, position: int = 0) -> None:
        """Queues a tag for a record; a tag that was taken off before is put back."""
        self._touch(owner)
        tag_id = self._names.named(self._work, "tag", name)
        key = name_id(self._names.dataset_id, "tagging", tag_id.hex(), owner)
        if not self._revive("tagging", key, owner, {}):
            self._queue("tagging", (key, owner, position, tag_id))

    def untag(self, owner: Id, name: str) -> None:
        """Takes a tag off a record, whatever its capitals; nothing happens when it does not carry it."""
        tag_id = name_id(self._names.dataset_id, "tag", fold(name))
        sql = "select id from tagging where subject_id = ? and tag_id = ? and deleted = 0"
        rows = raw(self._work.connection).execute(sql, (owner, tag_id)).fetchall()
        if rows:
            self._touch(owner)
            bulk.update(raw(self._work.connection), "tagging", [row[0] for row in rows], {"deleted": 1})

    def flush(self) -> None:
        """Writes everything queued; parents first."""
        connection = raw(self._work.connection)
        for table, columns in _COLUMNS.items():
            bulk.insert_tuples(connection, table, columns, self._rows.pop(table.name, ()))

    def _queue(self, table: str, row: tuple[Any, ...]) -> None:
        self._rows.setdefault(table, []).append(row)

    def _touch(self, key: Id) -> None:
        if self._work.touched is not None:
            self._work.touched.add(key)

    def _new_id(self) -> Id:
        if not self._ids:
            self._ids = new_ids(_IDS_AT_ONCE)[::-1]
        return self._ids.pop()

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


def _completed(entry: ItemTable, cells: tuple[Any, ...], values: Mapping[str, Any]) -> tuple[Any, ...]:
    """`cells` with the values that an item does not know by itself."""
    changed = list(cells)
    for name, value in values.items():
        changed[entry.columns.index(name)] = value
    return tuple(changed)


def _columns(entry: ItemTable) -> tuple[str, ...]:
    position = ("position",) if entry.has_position else ()
    field = ("field_id",) if entry.cls is CustomValue else ()
    return ("id", entry.owner, *position, *entry.columns, *field)


_IDS_AT_ONCE = 50
_PARTY_CELLS = tuple_of(*PARTY_COLUMNS)
_LISTS = tuple_of(*(entry.attribute for entry in ITEM_TABLES))
_COLUMNS: dict[sa.Table, tuple[str, ...]] = {
    t.party: ("id", "sort_key", *(f"{name}_id" for name in NAMED_FIELDS), *PARTY_COLUMNS),
    **{entry.table: _columns(entry) for entry in ITEM_TABLES},
    t.tagging: ("id", "subject_id", "position", "tag_id"),
}
"""Table -> the columns of a queued row; parents first."""
