"""Finds, for each incoming record, the one of the file that it is (rules in domain/contacts/matching.py)."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.ids import Id, id_from_text
from crm_desktop.domain.contacts.matching import score
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.storage import bulk
from crm_desktop.storage.derived import Locale, normalized_of, sort_key_of
from crm_desktop.storage.engine import raw
from crm_desktop.storage.queries.records import load_many
from crm_desktop.storage.writing import Names


class Matcher:
    """Matches batches of one import. Records that this import added are met again only by their UID."""

    def __init__(self, locale: Locale, names: Names) -> None:
        self._locale = locale
        self._names = names
        self._added: set[Id] = set()
        self._taken: set[Id] = set()

    def added(self, record: PartyRecord) -> None:
        """Says that this import has made `record`."""
        self._added.add(record.ref.id)

    def match(
        self, connection: sa.Connection, batch: Sequence[PartyRecord]
    ) -> list[tuple[PartyRecord, PartyRecord | None]]:
        """Each record of `batch`, made comparable, with the existing record that it is, or None."""
        incoming = [self._comparable(record) for record in batch]
        candidates = self._candidates(connection, incoming)
        pairs = []
        for record in incoming:
            best = self._best(record, candidates)
            if best is not None:
                self._taken.add(best.ref.id)
            pairs.append((record, best))
        return pairs

    def _best(self, record: PartyRecord, candidates: dict[Any, list[PartyRecord]]) -> PartyRecord | None:
        found: dict[Id, PartyRecord] = {}
        for key in self._keys(record):
            for other in candidates.get(key, ()):
                found[other.ref.id] = other
        rated = [
            (score(record, other), other.ref.id not in self._taken, other.ref.id) for other in found.values()
        ]
        rated = [r for r in rated if r[0] > 0]
        return found[max(rated)[2]] if rated else None

    def _comparable(self, record: PartyRecord) -> PartyRecord:
        points = tuple(
            dataclasses.replace(p, normalized=normalized_of(p, self._locale)) for p in record.points
        )
        files = tuple(
            dataclasses.replace(a, sha256=hashlib.sha256(a.content).digest(), size=len(a.content))
            if a.content is not None
            else a
            for a in record.attachments
        )
        return dataclasses.replace(record, points=points, attachments=files)

    def _keys(self, record: PartyRecord) -> Iterable[Any]:
        """What a record can be found by: foreign keys, and its place in the alphabet."""
        for external in record.external_ids:
            yield external.system, external.value
        yield sort_key_of(record, self._locale)

    def _candidates(
        self, connection: sa.Connection, incoming: Sequence[PartyRecord]
    ) -> dict[Any, list[PartyRecord]]:
        """Existing records by the keys of the incoming ones."""
        keys = {key for record in incoming for key in self._keys(record)}
        by_key: dict[Any, set[Id]] = {}
        self._find_external(connection, [k for k in keys if isinstance(k, tuple)], by_key)
        self._find_names(connection, [k for k in keys if isinstance(k, bytes)], by_key)
        ids = sorted({i for found in by_key.values() for i in found})
        records = {r.ref.id: r for r in load_many(connection, ids)} if ids else {}
        return {key: [records[i] for i in sorted(found)] for key, found in by_key.items()}

    def _find_names(self, connection: sa.Connection, keys: list[bytes], by_key: dict[Any, set[Id]]) -> None:
        for chunk in bulk.chunks(keys):
            sql = f"select sort_key, id from party where deleted = 0 and sort_key in ({bulk.marks(chunk)})"
            for key, party in raw(connection).execute(sql, chunk).fetchall():
                if party not in self._added:
                    by_key.setdefault(key, set()).add(party)

    def _find_external(
        self, connection: sa.Connection, keys: list[tuple[str, str]], by_key: dict[Any, set[Id]]
    ) -> None:
        wanted = set(keys)
        for chunk in bulk.chunks([value for _system, value in keys]):
            sql = (
                "select e.system, e.value, e.subject_id from external_id e join party p on p.id = e.subject_id and p.deleted = 0"
                f" where e.deleted = 0 and e.value in ({bulk.marks(chunk)})"
            )
            for system, value, party in raw(connection).execute(sql, chunk).fetchall():
                if (system, value) in wanted:
                    by_key.setdefault((system, value), set()).add(party)
        own = {key: _own_id(key[1]) for key in keys if key[0] == "vcard" and key[1].startswith("urn:uuid:")}
        for key, party in own.items():
            if (
                party
                and raw(connection)
                .execute("select 1 from party where id = ? and deleted = 0", (party,))
                .fetchone()
            ):
                by_key.setdefault(key, set()).add(party)


def _own_id(uid: str) -> Id | None:
    try:
        return id_from_text(uid.removeprefix("urn:uuid:"))
    except ValueError:
        return None
