"""Finds, for each incoming record, the one of the file that it is (rules in domain/contacts/matching.py)."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.matching import merged, names, score
from crm_desktop.domain.contacts.records import EMAIL, PERSON, PHONE, PartyRecord
from crm_desktop.storage.derived import Locale, normalized_of, sort_key_of
from crm_desktop.storage.queries import matches
from crm_desktop.storage.queries.matches import Found
from crm_desktop.storage.queries.records import load_many

Pass = tuple[Callable[[PartyRecord], Iterable[Any]], Callable[[sa.Connection, Sequence[Any]], Found]]
Pair = tuple[PartyRecord, PartyRecord | None]

_CACHED = 20_000
"""Existing records kept in memory, since those with common names are looked at again and again."""


def apart(batch: Sequence[PartyRecord]) -> Iterator[list[PartyRecord]]:
    """`batch` cut so that no record can be an earlier one of its part.

    What is matched together is matched against the file as it was before all of it; so a second card of somebody
    has to wait until the first is written.
    """
    part: list[PartyRecord] = []
    seen: set[Any] = set()
    for record in batch:
        keys = {*_external_keys(record), *((record.kind, name) for name in names(record))}
        if keys & seen:
            yield part
            part, seen = [], set()
        part.append(record)
        seen |= keys
    if part:
        yield part


def erased_among(connection: sa.Connection, pairs: Sequence[Pair]) -> set[Id]:
    """Records of this file that cards without a match tell of, and that were deleted for good here."""
    names = (key for record, known in pairs if known is None for key in _external_keys(record))
    return matches.erased_by_external_id(connection, names)


class Matcher:
    """Matches batches of one import, by ever weaker keys: foreign ids, then e-mail and phone, then the name.

    Records that this import added itself are met again only by their foreign id, companies also by their name.
    """

    def __init__(self, locale: Locale) -> None:
        self._locale = locale
        self._added: set[Id] = set()
        self._first_added, self._last_added = b"", b""
        self._has_strangers: bool | None = None
        self._taken: set[Id] = set()
        self._cache: dict[Id, PartyRecord] = {}

    def added(self, key: Id) -> None:
        """Says that this import has made the record `key`."""
        self._added.add(key)
        self._first_added = min(self._first_added or key, key)
        self._last_added = max(self._last_added, key)

    def made(self, keys: Iterable[Id]) -> set[Id]:
        """Those of these records that this import has made."""
        return self._added.intersection(keys)

    def match(self, connection: sa.Connection, batch: Sequence[PartyRecord]) -> list[Pair]:
        """Each record of `batch` with the existing record that it is, or None.

        A record that may have a match comes back with the comparable forms of its points and attachments.
        """
        incoming = list(batch)
        matched: dict[int, PartyRecord] = {}
        if self._has_strangers is None:
            self._has_strangers = matches.has_any(connection)
        passes: list[Pass] = [
            (_external_keys, matches.by_external_id),
            (self._group_keys, matches.by_sort_key),
        ]
        if (
            self._has_strangers
        ):  # else nobody can be met by name or number: a twentieth of a first import saved
            passes[1:1] = [(self._point_keys, matches.by_point), (self._person_keys, self._find_people)]
        for keys_of, find in passes:
            open_ones = [n for n in range(len(incoming)) if n not in matched]
            self._pass(connection, incoming, open_ones, matched, keys_of, find)
        for record in matched.values():
            self._cache.pop(record.ref.id, None)  # it is about to change
        return [(record, matched.get(n)) for n, record in enumerate(incoming)]

    def _pass(
        self,
        connection: sa.Connection,
        incoming: list[PartyRecord],
        open_ones: Sequence[int],
        matched: dict[int, PartyRecord],
        keys_of: Callable[[PartyRecord], Iterable[Any]],
        find: Callable[[sa.Connection, Sequence[Any]], Found],
    ) -> None:
        """Looks at the records that are still without a match, through one kind of key."""
        keys = {n: set(keys_of(incoming[n])) for n in open_ones}
        found = find(connection, sorted({key for some in keys.values() for key in some}))
        if find is not matches.by_external_id:
            found = {key: ids - self._added for key, ids in found.items()}
        self._fetch(connection, {i for ids in found.values() for i in ids})
        for n in open_ones:
            ids = {i for key in keys[n] for i in found.get(key, ())}
            if ids:
                incoming[n] = self._comparable(incoming[n])
                best = self._best(incoming[n], ids)
                if best is not None:
                    matched[n] = best
                    self._taken.add(best.ref.id)

    def _fetch(self, connection: sa.Connection, ids: set[Id]) -> None:
        missing = sorted(ids - self._cache.keys())
        if len(self._cache) + len(missing) > _CACHED:
            self._cache = {i: self._cache[i] for i in ids & self._cache.keys()}
        self._cache |= {record.ref.id: record for record in load_many(connection, missing)}

    def _best(self, record: PartyRecord, ids: set[Id]) -> PartyRecord | None:
        """The likeliest of several, so that the same file a second time meets each record where it left it.

        Equally likely: one that was not matched yet, then one that has all of `record` already, then the oldest.
        """
        known = [self._cache[i] for i in sorted(ids) if i in self._cache]
        likely = [(-points, other) for other in known if (points := score(record, other)) > 0]
        if len(likely) < 2:
            return likely[0][1] if likely else None

        def rank(rated: tuple[int, PartyRecord]) -> tuple[int, bool, bool]:
            points, other = rated
            return points, other.ref.id in self._taken, merged(other, record) is not other

        return min(likely, key=rank)[1]

    def _comparable(self, record: PartyRecord) -> PartyRecord:
        points = tuple(
            dataclasses.replace(p, normalized=normalized_of(p, self._locale)) for p in record.points
        )
        files = tuple(
            a if a.content is None else dataclasses.replace(a, sha256=hashlib.sha256(a.content).digest())
            for a in record.attachments
        )
        return dataclasses.replace(record, points=points, attachments=files)

    def _point_keys(self, record: PartyRecord) -> Iterable[str]:
        for point in record.points:
            if point.kind in (EMAIL, PHONE):
                normalized = normalized_of(point, self._locale)
                if normalized:
                    yield normalized

    def _person_keys(self, record: PartyRecord) -> Iterable[bytes]:
        if record.kind == PERSON:
            yield sort_key_of(record, self._locale)

    def _group_keys(self, record: PartyRecord) -> Iterable[bytes]:
        if record.kind != PERSON:
            yield sort_key_of(record, self._locale)

    def _find_people(self, connection: sa.Connection, keys: Sequence[bytes]) -> Found:
        """As `matches.by_sort_key`, but for the people of this import, whose ids lie side by side.

        There may be thousands of them with one name; reading them for each batch would cost more the longer the
        file is.
        """
        return matches.by_sort_key_outside(connection, keys, self._first_added, self._last_added)


def _external_keys(record: PartyRecord) -> Iterable[tuple[str, str]]:
    return ((external.system, external.value) for external in record.external_ids)
