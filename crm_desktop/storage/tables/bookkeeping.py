"""What the file knows of itself: identity, clock, journal, users, settings, who has it open."""

from __future__ import annotations

import sqlalchemy as sa

from crm_desktop.storage.tables.types import IdType, metadata, text, user_table

user = user_table("user", text("name"), text("email"))

setting = user_table("setting", text("key"), text("value"))

meta = sa.Table(
    "meta",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
"""dataset_id (32 hex), min_reader, min_writer, place (where it was last opened), created_with."""

sync_clock = sa.Table(
    "sync_clock",
    metadata,
    sa.Column("one", sa.Integer, sa.CheckConstraint("one = 1", "one"), primary_key=True),
    sa.Column("last", sa.Integer, nullable=False),
    sa.Column("prev", sa.Integer, nullable=False),
    sa.Column("site", sa.Integer, nullable=False),
    sa.Column("current_set", IdType),
    sa.Column("erasing", sa.Integer, nullable=False),
)
"""One row: the file's own clock (milliseconds << 16 | counter), its site, the set being written."""

change_set = sa.Table(
    "change_set",
    metadata,
    sa.Column("id", IdType, primary_key=True, nullable=False),
    sa.Column("at", sa.Integer, nullable=False),
    sa.Column("user_id", IdType),
    sa.Column("session_id", IdType),
    sa.Column("site", sa.Integer, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("undoes_id", IdType),
    sa.Column("is_undone", sa.Integer, nullable=False, server_default=sa.text("0")),
    sqlite_with_rowid=False,
)
"""One named step. `at`: UTC milliseconds. `state`: open, done, cancelled, erased (nothing of it can be undone)."""
sa.Index("ix_change_set_at", change_set.c.at)
sa.Index("ix_change_set_open", change_set.c.state, sqlite_where=sa.text("state = 'open'"))

change_span = sa.Table(
    "change_span",
    metadata,
    sa.Column("set_id", IdType, primary_key=True, nullable=False),
    sa.Column("site", sa.Integer, primary_key=True, nullable=False),
    sa.Column("hlc_from", sa.Integer, primary_key=True, nullable=False),
    sa.Column("hlc_to", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""The stretch of the clock that one transaction of a set used."""
sa.Index("ix_change_span_hlc", change_span.c.hlc_to, change_span.c.hlc_from)

field_clock = sa.Table(
    "field_clock",
    metadata,
    sa.Column("tbl", sa.Text, primary_key=True, nullable=False),
    sa.Column("row_id", IdType, primary_key=True, nullable=False),
    sa.Column("field", sa.Text, primary_key=True, nullable=False),
    sa.Column("hlc", sa.Integer, nullable=False),
    sa.Column("site", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""When each row was made ("*") and each field last changed."""
sa.Index("ix_field_clock_hlc", field_clock.c.hlc)

change = sa.Table(
    "change",
    metadata,
    sa.Column("tbl", sa.Text, primary_key=True, nullable=False),
    sa.Column("row_id", IdType, primary_key=True, nullable=False),
    sa.Column("hlc", sa.Integer, primary_key=True, nullable=False),
    sa.Column("site", sa.Integer, primary_key=True, nullable=False),
    sa.Column("set_id", IdType, nullable=False),
    sa.Column("before", sa.Text, nullable=False),
    sqlite_with_rowid=False,
)
"""The old values (JSON; ids as hex) of the fields that one update changed."""
sa.Index("ix_change_set_id", change.c.set_id)
sa.Index("ix_change_hlc", change.c.hlc)

blob = sa.Table(
    "blob",
    metadata,
    sa.Column("sha256", sa.LargeBinary(32), primary_key=True, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)
"""Bytes of attachments, once per content; written once and never changed, so not journalled."""

presence = sa.Table(
    "presence",
    metadata,
    sa.Column("session_id", IdType, primary_key=True, nullable=False),
    sa.Column("user_id", IdType),
    sa.Column("host", sa.Text, nullable=False),
    sa.Column("pid", sa.Integer, nullable=False),
    sa.Column("since", sa.Integer, nullable=False),
    sa.Column("beat", sa.Integer, nullable=False),
    sa.Column("subject_id", IdType),
    sa.Column("is_editing", sa.Integer, nullable=False, server_default=sa.text("0")),
    sqlite_with_rowid=False,
)
"""Who has the file open, and which record they look at or edit; a hint, never a lock."""
