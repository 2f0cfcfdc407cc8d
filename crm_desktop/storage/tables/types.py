"""Column types and columns that the tables share."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class IdType(sa.types.TypeDecorator[bytes]):
    """A 16-byte id: BLOB in SQLite (PostgreSQL's uuid behind the same name when it comes)."""

    impl = sa.LargeBinary(16)
    cache_ok = True


def key() -> sa.Column[bytes]:
    """The primary key of a user table."""
    return sa.Column("id", IdType, primary_key=True, nullable=False)


def text(name: str) -> sa.Column[str]:
    """A text that is "" when nothing is known, so that no query has to think of NULL."""
    return sa.Column(name, sa.Text, nullable=False, server_default=sa.text("''"))


def flag(name: str) -> sa.Column[bool]:
    """A yes or no, no unless told."""
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.text("0"))


def day(name: str) -> sa.Column[Any]:
    """A calendar day without zone; NULL when not known."""
    return sa.Column(name, sa.Date)


def number(name: str) -> sa.Column[int]:
    """A whole number; NULL when not known."""
    return sa.Column(name, sa.Integer)


def position() -> sa.Column[int]:
    """The place of a row in its record's list."""
    return sa.Column("position", sa.Integer, nullable=False, server_default=sa.text("0"))


def link(name: str, target: str, *, nullable: bool = False) -> sa.Column[bytes]:
    """A reference to another row's id, checked when the transaction commits."""
    foreign = sa.ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    return sa.Column(name, IdType, foreign, nullable=nullable)


def subject() -> tuple[sa.Column[str], sa.Column[bytes]]:
    """The one polymorphic link: which kind of record, and its id."""
    kind = sa.Column("subject_type", sa.Text, nullable=False, server_default=sa.text("'party'"))
    return kind, sa.Column("subject_id", IdType, nullable=False)


def user_table(name: str, *columns: Any) -> sa.Table:
    """A table of what people typed: keyed by id, journalled, with the trash flag."""
    return sa.Table(name, metadata, key(), *columns, flag("deleted"), sqlite_with_rowid=False)
