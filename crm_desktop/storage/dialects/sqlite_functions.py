"""SQL functions of ours for read queries; the file's own triggers never use them (trusted_schema is off)."""

from __future__ import annotations

from crm_desktop.domain.text_folding import fold
from crm_desktop.storage import driver


def register(connection: driver.Connection) -> None:
    """`fold(text)`: the comparable form of a text, for filters on columns that have no index."""
    connection.create_function("fold", 1, _fold, deterministic=True)


def _fold(value: object) -> str | None:
    return None if value is None else fold(str(value))
