"""Columns and indexes that follow from what people typed: sort keys, comparable numbers, the search index.

They are kept right from the journal: whatever its clock shows as newer than `search_state` is made anew, inside
the same transaction when we wrote it, at the next look when somebody else did (another program, the SQLite shell).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from crm_desktop.base.ids import Id
from crm_desktop.domain.collation import sort_key
from crm_desktop.domain.contacts.names import sort_text
from crm_desktop.domain.contacts.records import EMAIL, PHONE, ContactPoint, PartyRecord
from crm_desktop.domain.phone import normalize
from crm_desktop.storage import bulk, search, touches
from crm_desktop.storage.engine import raw
from crm_desktop.storage.queries.records import load_many
from crm_desktop.storage.rows import NAMED_FIELDS
from crm_desktop.storage.unit_of_work import UnitOfWork, deleted_among, owners

BATCH = 500
_CHILDREN = (
    "contact_point",
    "address",
    "affiliation",
    "group_member",
    "fact",
    "tagging",
    "custom_value",
    "note",
    "attachment",
)


@dataclass(frozen=True, slots=True)
class Locale:
    """What derived text depends on.

    Attributes:
        region: ISO code of the country whose phone numbers need no prefix.
        language: of the lists' order ("da", "ko", …).
    """

    region: str = ""
    language: str = "en"


def sort_key_of(record: PartyRecord, locale: Locale) -> bytes:
    """The bytes by which lists are ordered."""
    return sort_key(sort_text(record), locale.language)


def normalized_of(point: ContactPoint, locale: Locale) -> str:
    """The comparable form of a contact point: E.164, or the lower-case address; "" when there is none."""
    if point.kind == PHONE:
        return normalize(point.value, locale.region).e164
    if point.kind == EMAIL:
        return point.value.strip().casefold()
    return point.value.strip().rstrip("/").casefold()


def refresh_after(work: UnitOfWork, locale: Locale) -> None:
    """Brings everything derived up to date at the end of a transaction of ours."""
    bare = raw(work.connection)
    (since,) = bare.execute("select indexed_hlc from search_state").fetchone()
    if work.touched is not None and since == work.started_at:
        touches.refresh(work.connection, work.touched)
        _refresh(work.connection, locale, work.touched, work.known)
    else:
        refresh(work.connection, locale, work.known)


def refresh(connection: sa.Connection, locale: Locale, known: Mapping[Id, PartyRecord] | None = None) -> int:
    """Brings everything derived up to the file's clock; returns how many records it looked at.

    Args:
        connection: inside a write transaction.
        locale: region and language to derive for.
        known: final states that need not be read back; their sort keys and numbers are already in the file.
    """
    bare = raw(connection)
    (since,) = bare.execute("select indexed_hlc from search_state").fetchone()
    (last,) = bare.execute("select last from sync_clock").fetchone()
    if last <= since:
        return 0
    rows, renamed = _changed_since(connection, since)
    touched = _touched_by(connection, rows, renamed)
    touches.refresh(connection, touches.changed_by(connection, rows))
    _refresh(connection, locale, touched, known or {})
    return len(touched)


def _refresh(
    connection: sa.Connection, locale: Locale, touched: set[Id], known: Mapping[Id, PartyRecord]
) -> None:
    bare = raw(connection)
    (last,) = bare.execute("select last from sync_clock").fetchone()
    gone = deleted_among(connection, sorted(touched - known.keys()))
    changed = dict.fromkeys(touched, last)
    _renew(connection, sorted(touched - known.keys() - gone), locale, changed)
    ready = touched & known.keys()
    search.put(bare, {i: search.document(known[i], locale.region) for i in sorted(ready)}, changed)
    search.remove(bare, sorted(gone))
    bare.execute("update search_state set indexed_hlc = ?", (last,))


def touched_since(connection: sa.Connection, since: int) -> set[Id]:
    """Records whose searchable text or order may have changed after `since`."""
    return _touched_by(connection, *_changed_since(connection, since))


def _changed_since(connection: sa.Connection, since: int) -> tuple[dict[str, set[Id]], set[Id]]:
    """Table -> rows that were made or changed after `since`; and the records that were renamed or thrown away."""
    sql = "select tbl, row_id, field from field_clock where hlc > ?"
    rows: dict[str, set[Id]] = {}
    renamed: set[Id] = set()
    for table, row_id, field in raw(connection).execute(sql, (since,)).fetchall():
        rows.setdefault(table, set()).add(row_id)
        if table == "party" and field in ("display_name", "deleted"):
            renamed.add(row_id)
    return rows, renamed


def _touched_by(connection: sa.Connection, rows: Mapping[str, set[Id]], renamed: set[Id]) -> set[Id]:
    """Records whose searchable text or order may be another now, companies' people included."""
    touched = set(rows.get("party", ()))
    for table in _CHILDREN:
        touched |= owners(connection, table, sorted(rows.get(table, ())))
    touched |= _linked(connection, "affiliation", "org_id", "person_id", renamed)
    touched |= _linked(connection, "group_member", "group_party_id", "member_party_id", renamed)
    touched |= _linked(connection, "tagging", "tag_id", "subject_id", rows.get("tag", ()))
    for name, named in NAMED_FIELDS.items():
        touched |= _linked(connection, "party", f"{name}_id", "id", rows.get(named.name, ()))
    return touched


def _linked(connection: sa.Connection, table: str, by: str, wanted: str, ids: Iterable[Id]) -> set[Id]:
    found: set[Id] = set()
    for chunk in bulk.chunks(sorted(ids)):
        rows = (
            raw(connection)
            .execute(f"select {wanted} from {table} where {by} in ({bulk.marks(chunk)})", chunk)
            .fetchall()
        )
        found.update(row[0] for row in rows)
    return found


def _renew(connection: sa.Connection, ids: Sequence[Id], locale: Locale, changed: Mapping[Id, int]) -> None:
    bare = raw(connection)
    for chunk in bulk.chunks(ids, BATCH):
        records = load_many(connection, chunk)
        keys = [(sort_key_of(r, locale), r.id) for r in records]
        bare.executemany("update party set sort_key = ?1 where id = ?2 and sort_key is not ?1", keys)
        points = [
            (normalized_of(p, locale), p.id)
            for r in records
            for p in r.points
            if p.normalized != normalized_of(p, locale)
        ]
        bare.executemany("update contact_point set normalized = ? where id = ?", points)
        documents = {r.ref.id: search.document(r, locale.region) for r in records if not r.is_deleted}
        search.put(bare, documents, changed)


def rebuild(connection: sa.Connection, locale: Locale) -> int:
    """Makes everything derived again from nothing; returns the number of records. For `check` and a new language."""
    bare = raw(connection)
    changed = dict(
        bare.execute(
            "select p.id, coalesce((select d.changed_hlc from search_doc d where d.party_id = p.id),"
            " (select last from sync_clock))"
            " from party p"
        ).fetchall()
    )
    search.clear(bare)
    ids = sorted(changed, key=lambda i: (changed[i], i))
    _renew(connection, ids, locale, changed)
    touches.rebuild(connection)
    bare.execute("update search_state set indexed_hlc = (select last from sync_clock)")
    return len(ids)
