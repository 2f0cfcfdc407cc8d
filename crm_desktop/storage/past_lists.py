"""Lists as they stood at a moment: present ids and lines with the journal's befores taken back."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import sqlalchemy as sa

from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import PartyRecord, PartyRow
from crm_desktop.domain.text_folding import fold, pad, words
from crm_desktop.storage import derived, search
from crm_desktop.storage.engine import raw
from crm_desktop.storage.queries import lines, lists
from crm_desktop.storage.queries.past import Past
from crm_desktop.storage.queries.records import load_many


def ids_at(connection: sa.Connection, query: ListQuery, past: Past, locale: derived.Locale) -> list[Id]:
    """The ids that the list had then, in the order of names then.

    Records that nothing happened to since are taken from today's list; only the others are read from the journal.
    A text or a tag is matched against the record as it was.
    """
    changed = derived.touched_since(connection, past.hlc)
    now = dataclasses.replace(query, as_of=None)
    same = [i for i in _all(connection, now) if i not in changed]
    then = [r for r in load_many(connection, sorted(changed), past=past) if _fits(r, query)]
    keyed = _sort_keys(connection, same) + [(derived.sort_key_of(r, locale), r.id or b"") for r in then]
    keyed.sort(reverse=query.descending)
    return [i for _key, i in keyed]


def _all(connection: sa.Connection, query: ListQuery) -> list[Id]:
    flat = lists.snapshot(connection, query)
    return [flat[start : start + 16] for start in range(0, len(flat), 16)]


def _sort_keys(connection: sa.Connection, ids: Sequence[Id]) -> list[tuple[bytes, Id]]:
    wanted = set(ids)
    return [
        (key, i)
        for i, key in raw(connection).execute("select id, sort_key from party").fetchall()
        if i in wanted
    ]


def _fits(record: PartyRecord, query: ListQuery) -> bool:
    if record.is_deleted != query.trash or (query.kinds and record.kind not in query.kinds):
        return False
    if query.tag and fold(query.tag) not in {fold(tag) for tag in record.tags}:
        return False
    body = search.document(record, "").body
    return all(pad(word) in body for word in words(fold(query.text)))


def rows_at(connection: sa.Connection, ids: Sequence[Id], past: Past) -> list[PartyRow]:
    """The lines of `ids` as they would have been shown then."""
    found = {record.id: lines.of_record(record) for record in load_many(connection, ids, past=past)}
    return [found.get(key) or lines.missing(key) for key in ids]
