"""Records by what they have in common with an incoming one: foreign ids, e-mail and phone, place in the alphabet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.ids import Id, id_from_text
from crm_desktop.storage import bulk, erased
from crm_desktop.storage.engine import raw

Found = dict[Any, set[Id]]
"""Key -> the living records that have it."""

_OWN_UID = "urn:uuid:"


def has_any(connection: sa.Connection) -> bool:
    """Whether the file has a living record at all."""
    return raw(connection).execute("select 1 from party where deleted = 0 limit 1").fetchone() is not None


def by_external_id(connection: sa.Connection, keys: Sequence[tuple[str, str]]) -> Found:
    """Records by (system, value) of another system; ("vcard", "urn:uuid:…") is also the name of one of our own."""
    wanted, found = set(keys), Found()
    for chunk in bulk.chunks([value for _system, value in keys]):
        sql = (
            "select e.system, e.value, e.subject_id from external_id e"
            " join party p on p.id = e.subject_id and p.deleted = 0"
            f" where e.deleted = 0 and e.value in ({bulk.marks(chunk)})"
        )
        for system, value, party in raw(connection).execute(sql, chunk).fetchall():
            if (system, value) in wanted:
                found.setdefault((system, value), set()).add(party)
    own = {key: key_id for key in wanted if key[0] == "vcard" and (key_id := _own_id(key[1]))}
    for ids in bulk.chunks(sorted(set(own.values()))):
        sql = f"select id from party where deleted = 0 and id in ({bulk.marks(ids)})"
        living = {row[0] for row in raw(connection).execute(sql, ids).fetchall()}
        for key, party in own.items():
            if party in living:
                found.setdefault(key, set()).add(party)
    return found


def erased_by_external_id(connection: sa.Connection, keys: Iterable[tuple[str, str]]) -> set[Id]:
    """Records of our own that these names are of, and that were deleted for good."""
    own = {key_id for system, value in keys if system == "vcard" and (key_id := _own_id(value))}
    return erased.among(raw(connection), own)


def by_point(connection: sa.Connection, keys: Sequence[str]) -> Found:
    """Records by the normalised form of an e-mail or phone."""
    sql = (
        "select c.normalized, c.party_id from contact_point c"
        " join party p on p.id = c.party_id and p.deleted = 0"
        " where c.deleted = 0 and c.normalized <> '' and c.normalized in ({marks})"
    )
    return _find(connection, sql, keys)


def by_sort_key(connection: sa.Connection, keys: Sequence[bytes]) -> Found:
    """Records by their sort key, which equal names share."""
    return _find(connection, _BY_SORT_KEY, keys)


def by_sort_key_outside(connection: sa.Connection, keys: Sequence[bytes], first: Id, last: Id) -> Found:
    """As `by_sort_key`, without the records whose ids lie from `first` to `last`."""
    return _find(connection, f"{_BY_SORT_KEY} and (id < ? or id > ?)", keys, (first, last))


_BY_SORT_KEY = "select sort_key, id from party where deleted = 0 and sort_key in ({marks})"


def _find(connection: sa.Connection, sql: str, keys: Sequence[Any], bound: tuple[Any, ...] = ()) -> Found:
    found = Found()
    for chunk in bulk.chunks(keys):
        statement = sql.format(marks=bulk.marks(chunk))
        for key, party in raw(connection).execute(statement, (*chunk, *bound)).fetchall():
            found.setdefault(key, set()).add(party)
    return found


def _own_id(uid: str) -> Id | None:
    """The id behind the UID that our own files carry."""
    try:
        return id_from_text(uid.removeprefix(_OWN_UID)) if uid.startswith(_OWN_UID) else None
    except ValueError:
        return None
