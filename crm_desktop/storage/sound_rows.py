"""Rows of a ruined file as rows that a fresh file takes: values of the right type, nothing required missing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from crm_desktop.storage.tables import metadata
from crm_desktop.storage.tables.types import IdType

Row = dict[str, Any]

_ID_BYTES = 16
_LARGEST = 2**63 - 1


@dataclass(slots=True)
class Lost:
    """What could not be kept.

    Attributes:
        rows: rows without something that they cannot do without.
        values: single values of rows that were kept.
    """

    rows: int = 0
    values: int = 0


@dataclass(frozen=True, slots=True)
class _Shape:
    columns: dict[str, sa.types.TypeEngine[Any]]
    required: frozenset[str]


@cache
def _shape(table: str) -> _Shape:
    columns = metadata.tables[table].columns
    required = (c.name for c in columns if not c.nullable and c.server_default is None)
    return _Shape({c.name: c.type for c in columns}, frozenset(required))


def sound(table: str, row: Row, lost: Lost) -> Row | None:
    """The row with only what its table takes; None when too little is left. `lost` counts what is left out."""
    shape = _shape(table)
    kept: Row = {}
    for name, value in row.items():
        if value is None:
            continue
        fitting = _fitting(shape.columns[name], value)
        if fitting is None:
            lost.values += 1
        else:
            kept[name] = fitting
    if shape.required - kept.keys():
        lost.rows += 1
        return None
    return kept


def _fitting(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    """The value as its column stores it; None when it is something else."""
    if isinstance(kind, IdType):
        return value if isinstance(value, bytes) and len(value) == _ID_BYTES else None
    if isinstance(kind, sa.LargeBinary):
        return value if isinstance(value, bytes) else None
    if isinstance(kind, sa.Boolean):
        return value if isinstance(value, int) and value in (0, 1) else None
    if isinstance(kind, sa.Integer):
        return value if isinstance(value, int) and abs(value) <= _LARGEST else None
    if isinstance(kind, sa.Date):
        return value if isinstance(value, str) and _is_day(value) else None
    return _as_text(value)


def _as_text(value: Any) -> str | None:
    """Text of any column that holds text; a number was one before a page was ruined, and is readable as it is."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace") if value.isascii() else None
    return str(value)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
