"""What a complete copy holds besides its records, taken out of the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.activities.records import ActivityRecord, CadenceRule
from crm_desktop.domain.complete_copy import ActivityEntry, SectionItem, Tie
from crm_desktop.exchange import sections as names
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.storage import activity_files, bulk
from crm_desktop.storage.queries import activities as activity_queries
from crm_desktop.storage.queries import complete_copy as stored
from crm_desktop.storage.queries import relations as relation_queries

BATCH = 200


def sections(
    context: AppContext, ids: Sequence[Id], cancel: CancelToken | None = None
) -> Iterator[tuple[str, Iterator[SectionItem]]]:
    """The sections that belong to a copy of these records.

    A copy of every record holds everything. A copy of some holds the relations among them, the rules for them, and
    the activities of any of them, which name only those of the people that are in the copy: what somebody else
    was told stays out of it, the history of those in it is whole.
    """
    chosen = _Chosen(context, ids, cancel)
    with context.store.read() as connection:
        kinds = relation_queries.types(connection)
        outcomes = activity_queries.outcomes(connection)
        tiers = stored.tiers(connection) if chosen.is_whole else []
    yield names.RELATION_TYPES, iter(kinds)
    yield names.RELATIONS, chosen.ties()
    yield names.OUTCOMES, iter(outcomes)
    yield names.TIERS, iter(tiers)
    yield names.CADENCE_RULES, iter(chosen.rules())
    yield names.ACTIVITIES, chosen.activities()


def activities(
    context: AppContext, ids: Sequence[Id], cancel: CancelToken | None = None
) -> Iterator[ActivityRecord]:
    """The activities that belong to a copy of these records (see `sections`), without their files."""
    return (entry.record for entry in _Chosen(context, ids, cancel).activities(with_files=False))


class _Chosen:
    """The records of one copy."""

    def __init__(self, context: AppContext, ids: Sequence[Id], cancel: CancelToken | None) -> None:
        self._context = context
        self._ids = ids
        self._wanted = frozenset(ids)
        self._cancel = cancel
        there = queries.counts(context)
        self.is_whole = len(ids) == sum(count for kind, count in there.items() if kind != "trash")

    def ties(self) -> Iterator[Tie]:
        for chunk in bulk.chunks(self._ids):
            self._check_cancel()
            with self._context.store.read() as connection:
                found = stored.ties(connection, chunk)
            yield from (tie for tie in found if tie.to_party.id in self._wanted)

    def rules(self) -> list[CadenceRule]:
        with self._context.store.read() as connection:
            found = activity_queries.cadence_rules(connection)
        return [
            rule
            for rule in found
            if (rule.target_id in self._wanted if rule.applies_to == names.PARTY_RULE else self.is_whole)
        ]

    def activities(self, *, with_files: bool = True) -> Iterator[ActivityEntry]:
        with self._context.store.read() as connection:
            keys = stored.activity_ids(connection, None if self.is_whole else self._ids)
        for chunk in bulk.chunks(keys, BATCH):
            self._check_cancel()
            yield from self._entries(chunk, with_files=with_files)

    def _entries(self, keys: Sequence[Id], *, with_files: bool) -> list[ActivityEntry]:
        entries = []
        with self._context.store.read() as connection:
            holding = activity_files.with_files(connection, keys) if with_files else set()
            for record in activity_queries.load_many(connection, keys):
                people = tuple(person for person in record.people if person.party_id in self._wanted)
                if record.is_deleted or (record.people and not people):
                    continue
                files = activity_files.of(connection, record.ref.id) if record.id in holding else []
                contents = (activity_files.content(connection, file.sha256 or b"") for file in files)
                full = tuple(
                    dataclasses.replace(file, content=content)
                    for file, content in zip(files, contents, strict=True)
                )
                entries.append(ActivityEntry(dataclasses.replace(record, people=people), full))
        return entries

    def _check_cancel(self) -> None:
        if self._cancel is not None:
            self._cancel.check()
