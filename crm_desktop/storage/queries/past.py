"""Rows as they stood at a moment: the present with the journal's befores taken back (data-model, The journal)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.clock import utc_ms
from crm_desktop.storage import bulk, driver
from crm_desktop.storage.rows import columns_of, parsed


def decode_before(table: sa.Table, text: str) -> dict[str, Any]:
    """The old values that one journal row holds: column -> value, ids as bytes again."""
    values: dict[str, Any] = json.loads(text)
    for name, value in values.items():
        column = table.columns.get(name)
        if column is not None and value is not None and _holds_bytes(column.type):
            values[name] = bytes.fromhex(value)
    return values


def _holds_bytes(kind: Any) -> bool:
    return isinstance(kind, sa.LargeBinary) or (
        isinstance(kind, sa.types.TypeDecorator) and isinstance(kind.impl_instance, sa.LargeBinary)
    )


@dataclass(frozen=True, slots=True)
class Past:
    """A moment of the file's clock; rows are shown with everything that happened after it taken back."""

    hlc: int

    @classmethod
    def at(cls, moment: dt.datetime) -> Past:
        """The end of the millisecond of `moment` (aware)."""
        return cls((utc_ms(moment) << 16) | 0xFFFF)

    def rows(
        self, connection: driver.Connection, table: sa.Table, present: Sequence[dict[str, Any]]
    ) -> list[dict[str, Any]]:
        """`present` rows (with column "id") as they were; rows made later are left out.

        A row that belonged to another record then is looked up by its present owner: items do not move.
        """
        ids = [row["id"] for row in present]
        later = self._made_later(connection, table.name, ids)
        taken_back = self._befores(connection, table, [i for i in ids if i not in later])
        names = columns_of(table)
        result = []
        for row in present:
            if row["id"] in later:
                continue
            changed = taken_back.get(row["id"])
            if changed:
                then = row | {name: value for name, value in changed.items() if name in row}
                row = parsed(names, tuple(then[name] for name in names))  # the same row, earlier
            result.append(row)
        return result

    def _made_later(self, connection: driver.Connection, table: str, ids: Sequence[bytes]) -> set[bytes]:
        later: set[bytes] = set()
        for chunk in bulk.chunks(ids):
            sql = (
                "select row_id from field_clock where tbl = ? and field = '*' and hlc > ?"
                f" and row_id in ({bulk.marks(chunk)})"
            )
            later.update(row[0] for row in connection.execute(sql, [table, self.hlc, *chunk]).fetchall())
        return later

    def _befores(
        self, connection: driver.Connection, table: sa.Table, ids: Sequence[bytes]
    ) -> dict[bytes, dict[str, Any]]:
        """Row -> the values that its fields had at this moment, for the fields that changed since."""
        result: dict[bytes, dict[str, Any]] = {}
        for chunk in bulk.chunks(ids):
            sql = (
                "select row_id, before from change where tbl = ? and hlc > ? and row_id in"
                f" ({bulk.marks(chunk)})"
                " order by hlc desc, site desc"
            )
            for row_id, before in connection.execute(sql, [table.name, self.hlc, *chunk]).fetchall():
                result.setdefault(row_id, {}).update(decode_before(table, before))
        return result
