"""What happened with a record, and what comes next: the stream of its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crm_desktop.base.errors import NotFoundError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.activities import kinds, stream
from crm_desktop.domain.activities.records import ActivityRecord
from crm_desktop.domain.activities.stream import StreamEntry
from crm_desktop.services.contacts import change_texts
from crm_desktop.services.contacts.change_texts import HistoryEntry
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import activities as queries
from crm_desktop.storage.queries import history


@dataclass(frozen=True, slots=True)
class Timeline:
    """The stream of one record.

    Attributes:
        planned: what comes next, the soonest first; an overdue one stands at the front.
        entries: what happened, newest first; their contents are read by the page (`rows`).
        counts: filter -> how many entries it shows.
        changes: change set -> what it changed of this record.
    """

    planned: tuple[ActivityRecord, ...]
    entries: tuple[StreamEntry, ...]
    counts: Mapping[str, int]
    changes: Mapping[Id, tuple[HistoryEntry, ...]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """One row of the stream with its contents.

    Attributes:
        activity: of a human entry; None for changes of fields, and for one that went away meanwhile.
        changes: of a system row, newest first.
        who: who did it.
    """

    entry: StreamEntry
    activity: ActivityRecord | None = None
    changes: tuple[HistoryEntry, ...] = ()
    who: str = ""


def timeline(context: AppContext, ref: EntityRef, chip: str = stream.ALL) -> Timeline:
    """The stream of a contact, or of a company or household with its present people.

    Args:
        context: the open file.
        ref: the record.
        chip: a filter of `stream.CHIPS`.
    """
    with context.store.read() as connection:
        found = queries.of_parties(connection, ref.id)
        next_ids = [key for key, _at, _kind, status in reversed(found) if status == kinds.PLANNED]
        planned = queries.load_many(connection, next_ids)
        raw_changes = history.changes_of(connection, ref.id)
        steps = history.steps(connection, {c.set_id for c in raw_changes if c.set_id})
        pointed = history.pointed_at(connection, raw_changes)
    changes: dict[Id, list[HistoryEntry]] = {}
    for entry in change_texts.entries(raw_changes, steps, pointed):
        changes.setdefault(entry.set_id or b"", []).append(entry)
    human = [(key, at, kind) for key, at, kind, status in found if status != kinds.PLANNED]
    own = [(key, max(int(e.at.timestamp() * 1000) for e in texts)) for key, texts in changes.items()]
    own.sort(key=lambda pair: -pair[1])
    return Timeline(
        tuple(planned),
        tuple(stream.merged(human, own, chip)),
        stream.counts(human, own),
        {key: tuple(texts) for key, texts in changes.items()},
    )


def planned(context: AppContext, ref: EntityRef) -> tuple[ActivityRecord, ...]:
    """What comes next with a record and its present people, the soonest first; what is overdue stands at the front."""
    with context.store.read() as connection:
        ids = queries.planned_of_parties(connection, ref.id)
        return tuple(queries.load_many(connection, ids))


def rows(context: AppContext, line: Timeline, first: int, count: int) -> list[TimelineRow]:
    """The contents of `count` entries of a stream from place `first` on."""
    entries = line.entries[first : first + count]
    with context.store.read() as connection:
        ids = [entry.id for entry in entries if entry.kind != stream.SYSTEM]
        found = {record.id: record for record in queries.load_many(connection, ids)}
    return [_row(entry, found.get(entry.id), line.changes) for entry in entries]


def _row(
    entry: StreamEntry, activity: ActivityRecord | None, changes: Mapping[Id, tuple[HistoryEntry, ...]]
) -> TimelineRow:
    if entry.kind == stream.SYSTEM:
        texts = tuple(text for key in entry.sets for text in changes[key])
        who = ", ".join(dict.fromkeys(text.who for text in texts if text.who))
        return TimelineRow(entry, changes=texts, who=who)
    return TimelineRow(entry, activity, who=activity.owner if activity else "")


def load(context: AppContext, ref: EntityRef | Id) -> ActivityRecord:
    """One activity, also from the trash. Raises NotFoundError."""
    key = ref.id if isinstance(ref, EntityRef) else ref
    with context.store.read() as connection:
        found = queries.load_many(connection, [key])
    if not found:
        raise NotFoundError(_("There is no such activity."), _("It may belong to another file."))
    return found[0]


def load_all(context: AppContext, ids: Sequence[Id]) -> list[ActivityRecord]:
    """Many activities in the order of `ids`; those that are not there are left out."""
    with context.store.read() as connection:
        return queries.load_many(connection, ids)
