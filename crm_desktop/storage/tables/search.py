"""The search index: derived from the journal, never merged, rebuilt at will (architecture 7, Search)."""

from __future__ import annotations

import sqlalchemy as sa

from crm_desktop.storage.tables.types import IdType, metadata

search_doc = sa.Table(
    "search_doc",
    metadata,
    sa.Column("doc", sa.Integer, primary_key=True),
    sa.Column("party_id", IdType, nullable=False, unique=True),
    sa.Column("changed_hlc", sa.Integer, nullable=False),
)
"""Document number of a record in the two indexes, and when it last changed.

A changed record gets a new, smaller number: newest first is free.
"""

search_state = sa.Table(
    "search_state",
    metadata,
    sa.Column("one", sa.Integer, sa.CheckConstraint("one = 1", "one"), primary_key=True),
    sa.Column("indexed_hlc", sa.Integer, nullable=False),
    sa.Column("next_doc", sa.Integer, nullable=False),
)
"""Up to which moment of the file's clock derived columns and index are right."""

FTS_TABLES = {
    "search_index": "fts5(body, content='', contentless_delete=1, tokenize='trigram case_sensitive 1')",
    "search_prefix": (
        "fts5(body, content='', contentless_delete=1, prefix='1 2', tokenize='unicode61 remove_diacritics 0')"
    ),
}
"""Virtual tables, made by hand in the migration: SQLAlchemy has no word for them."""
