"""SQL functions of ours for read queries; the file's own triggers never use them (trusted_schema is off)."""

from __future__ import annotations

from functools import lru_cache

from crm_desktop.domain.collation import sort_key
from crm_desktop.domain.text_folding import fold
from crm_desktop.storage import driver


def register(connection: driver.Connection) -> None:
    """Makes the functions known.

    `fold(text)` is the comparable form of a text, for filters on columns that have no index;
    `word_order(text, language)` puts texts in the order of a dictionary, and nothing (NULL) for no text.
    """
    connection.create_function("fold", 1, _fold, deterministic=True)
    connection.create_function("word_order", 2, _word_order, deterministic=True)


def _fold(value: object) -> str | None:
    return None if value is None else fold(str(value))


@lru_cache(maxsize=50_000)  # towns, first names and tags come again and again
def _word_order(value: object, language: str) -> bytes | None:
    return sort_key(str(value), language) if value else None
