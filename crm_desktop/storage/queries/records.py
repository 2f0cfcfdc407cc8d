"""Whole records with everything that belongs to them, now or as they stood at a moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.storage import bulk
from crm_desktop.storage.engine import raw
from crm_desktop.storage.queries.past import Past
from crm_desktop.storage.rows import ITEM_TABLES, NAMED_FIELDS, PARTY_COLUMNS, ItemTable, columns_of, parsed
from crm_desktop.storage.tables import parties as t

_PARTY = columns_of(t.party)


def load_many(
    connection: sa.Connection, ids: Sequence[Id], *, past: Past | None = None, with_content: bool = False
) -> list[PartyRecord]:
    """The records of `ids` in the same order; ids that are not there are left out.

    Args:
        connection: of a read or write transaction.
        ids: of parties, trashed ones too.
        past: the moment to show them at; None is now.
        with_content: also the bytes of attachments.
    """
    found: dict[Id, PartyRecord] = {}
    for chunk in bulk.chunks(ids):
        for record in _Loader(connection, past, with_content).load(chunk):
            found[record.id or b""] = record
    return [found[i] for i in ids if i in found]


class _Loader:
    """Reads one chunk of records table by table."""

    def __init__(self, connection: sa.Connection, past: Past | None, with_content: bool) -> None:
        self._raw = raw(connection)
        self._past = past
        self._with_content = with_content

    def load(self, ids: list[Id]) -> Iterable[PartyRecord]:
        parties = self._rows(t.party, "id", ids)
        named = {
            name: self._names(table, {row[f"{name}_id"] for row in parties} - {None})
            for name, table in NAMED_FIELDS.items()
        }
        items: dict[str, dict[Id, list[Any]]] = {
            entry.attribute: self._items(entry, ids) for entry in ITEM_TABLES
        }
        tags = self._tags(ids)
        for row in parties:
            key = row["id"]
            values: dict[str, Any] = {name: row[name] for name in PARTY_COLUMNS}
            values |= {name: texts.get(row[f"{name}_id"], "") for name, texts in named.items()}
            values |= {name: tuple(by_owner.get(key, ())) for name, by_owner in items.items()}
            yield PartyRecord(
                id=key,
                is_deleted=bool(row["deleted"]),
                tags=tuple(tags.get(key, ())),
                **values,
            )

    def _items(self, entry: ItemTable, ids: list[Id]) -> dict[Id, list[Any]]:
        rows = self._live(entry.table, entry.owner, ids)
        if rows:
            rows = self._complete(entry.attribute)(rows)
        result: dict[Id, list[Any]] = {}
        for row in rows:
            result.setdefault(row[entry.owner], []).append(entry.item(row))
        return result

    def _complete(self, attribute: str) -> Callable[[list[dict[str, Any]]], list[dict[str, Any]]]:
        """What some items need from other tables: the names of companies and groups, keys of custom fields, bytes."""
        steps = {
            "affiliations": self._with_companies,
            "memberships": self._with_groups,
            "custom": self._with_fields,
            "attachments": self._with_bytes,
        }
        return steps.get(attribute, lambda rows: rows)

    def _with_companies(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """A role keeps the name of its company, also while that lies in the trash."""
        companies = self._rows(t.party, "id", sorted({row["org_id"] for row in rows}))
        names = {company["id"]: company["display_name"] for company in companies}
        return [row | {"org_name": names.get(row["org_id"], "")} for row in rows]

    def _with_groups(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        groups = {
            g["id"]: g for g in self._rows(t.party, "id", sorted({row["group_party_id"] for row in rows}))
        }
        return [
            row
            | {
                "group_name": groups[row["group_party_id"]]["display_name"],
                "group_kind": groups[row["group_party_id"]]["kind"],
            }
            for row in rows
            if row["group_party_id"] in groups and not groups[row["group_party_id"]]["deleted"]
        ]

    def _with_fields(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        fields = {
            f["id"]: f for f in self._rows(t.custom_field, "id", sorted({row["field_id"] for row in rows}))
        }
        return [
            row | {name: fields[row["field_id"]][name] for name in ("key", "label", "type")}
            for row in rows
            if row["field_id"] in fields
        ]

    def _with_bytes(self, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if not self._with_content:
            return rows
        wanted = sorted({row["sha256"] for row in rows if row["sha256"]})
        sql = f"select sha256, content from blob where sha256 in ({bulk.marks(wanted)})"
        content = dict(self._raw.execute(sql, wanted).fetchall())
        return [row | {"content": content.get(row["sha256"])} for row in rows]

    def _tags(self, ids: list[Id]) -> dict[Id, list[str]]:
        links = self._live(t.tagging, "subject_id", ids)
        names = self._names(t.tag, {row["tag_id"] for row in links})
        result: dict[Id, list[str]] = {}
        for row in links:
            if row["tag_id"] in names:
                result.setdefault(row["subject_id"], []).append(names[row["tag_id"]])
        return result

    def _names(self, table: sa.Table, ids: set[Id], column: str = "name") -> dict[Id, str]:
        return {row["id"]: row[column] for row in self._rows(table, "id", sorted(ids)) if not row["deleted"]}

    def _live(self, table: sa.Table, column: str, ids: list[Id]) -> list[dict[str, Any]]:
        rows = [row for row in self._rows(table, column, ids) if not row["deleted"]]
        rows.sort(key=lambda row: (row.get("position", 0), row["id"]))
        return rows

    def _rows(self, table: sa.Table, column: str, ids: list[Id]) -> list[dict[str, Any]]:
        if not ids:
            return []
        names = columns_of(table)
        found: list[dict[str, Any]] = []
        for chunk in bulk.chunks(ids):
            sql = f'select {", ".join(names)} from "{table.name}" where {column} in ({bulk.marks(chunk)})'
            found += [parsed(names, values) for values in self._raw.execute(sql, chunk).fetchall()]
        if self._past is None:
            return found
        return self._past.rows(self._raw, table, found)
