"""Activities of a complete copy, brought into the file without doubles."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable, Sequence

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id, new_id
from crm_desktop.domain.activities.records import ActivityRecord, Outcome, Participant
from crm_desktop.domain.complete_copy import ActivityEntry
from crm_desktop.domain.contacts.records import Attachment
from crm_desktop.exchange.sections import RawItem
from crm_desktop.services.activities.ops import checked, ensure_outcome
from crm_desktop.services.context import AppContext
from crm_desktop.storage import activity_files, bulk
from crm_desktop.storage import activity_writing as writing
from crm_desktop.storage.queries import activities as queries
from crm_desktop.storage.queries import complete_copy as stored
from crm_desktop.storage.tables import activities as t
from crm_desktop.storage.tables import bookkeeping
from crm_desktop.storage.unit_of_work import UnitOfWork


class ActivitiesIn:
    """Writes the activities of one import; the arguments are those of `sections_in.SectionsIn`."""

    def __init__(
        self,
        context: AppContext,
        on_match: str,
        made: Callable[[Iterable[Id]], set[Id]],
        reject: Callable[[RawItem, str], None],
    ) -> None:
        self._context = context
        self._dataset = context.store.dataset_id
        self._on_match = on_match
        self._made = made
        self._reject = reject
        self._outcomes: set[str] = set()
        self._owners: dict[tuple[Id, str], Id] = {}
        self._followers: dict[Id, Id] = {}

    def write(
        self, work: UnitOfWork, entries: Sequence[tuple[RawItem, ActivityEntry]], parties: dict[Id, Id]
    ) -> int:
        """Writes a batch; returns how many are new here or were completed.

        Args:
            work: the transaction.
            entries: as they stood in the file.
            parties: id of a record in the copy -> its id here.
        """
        there = {
            r.ref.id: r for r in queries.load_many(work.connection, [e.record.ref.id for _raw, e in entries])
        }
        alive = stored.living(work.connection, [p.party_id for r in there.values() for p in r.people])
        written = 0
        for item, entry in entries:
            try:
                record = self._here(work, checked(entry.record), parties)
            except ValidationError as error:
                self._reject(item, str(error))
                continue
            if record is not None:
                before = there.get(record.ref.id)
                written += self._put(work, before, record, alive, entry.files)
                there[record.ref.id] = record
        return written

    def finish(self, work: UnitOfWork) -> None:
        """Ties activities to those that they follow and that came later in the file."""
        for chunk in bulk.chunks(list(self._followers)):
            known = stored.known_activities(work.connection, [self._followers[key] for key in chunk])
            for key in chunk:
                if self._followers[key] in known:
                    work.update(t.activity, key, {"follow_up_of_id": self._followers[key]})

    def _here(self, work: UnitOfWork, record: ActivityRecord, parties: dict[Id, Id]) -> ActivityRecord | None:
        """The activity with the ids of this file; None when it is to be left out.

        Raises:
            ValidationError: nobody of it is here.
        """
        found = [dataclasses.replace(p, id=None, party_id=parties[p.party_id])
                 for p in record.people if p.party_id in parties]  # fmt: skip
        people = tuple({person.party_id: person for person in reversed(found)}.values())[::-1]
        if self._on_match == "skip" and record.people and not self._made(p.party_id for p in people):
            return None
        if record.people and not people:
            raise ValidationError({"people": _("Nobody of this activity came in from the file.")})
        links = tuple(dataclasses.replace(ref, id=parties.get(ref.id, ref.id)) for ref in record.links)
        owner = self._owner(work, record)
        self._ensure_outcome(work, record.outcome)
        return dataclasses.replace(record, people=people, links=links, owner_id=owner)

    def _put(
        self,
        work: UnitOfWork,
        before: ActivityRecord | None,
        record: ActivityRecord,
        alive: set[Id],
        files: Sequence[Attachment],
    ) -> bool:
        """Writes one activity, or what the one that is here lacks; whether anything was written."""
        if before is not None and self._on_match == "add" and self._are_others(before, record):
            before, record = None, dataclasses.replace(record, id=new_id())
        if before is None:
            self._add(work, record)
            has_changed = True
        elif before.is_deleted:
            values = writing.columns(self._unfollowed(work, record), self._dataset)
            work.update(t.activity, record.ref.id, values | {"deleted": False})
            self._people(work, before, record, {p.party_id for p in record.people})
            has_changed = True
        else:
            has_changed = self._people(work, before, record, alive)
        return self._files(work, record.ref.id, files, is_new=before is None) or has_changed

    def _are_others(self, before: ActivityRecord, record: ActivityRecord) -> bool:
        there = {p.party_id for p in before.people}
        return bool(record.people) and not there & {p.party_id for p in record.people}

    def _add(self, work: UnitOfWork, record: ActivityRecord) -> None:
        writing.add(work, self._dataset, self._unfollowed(work, record))

    def _unfollowed(self, work: UnitOfWork, record: ActivityRecord) -> ActivityRecord:
        """The record without the activity that it follows, if that is not here yet."""
        follows = record.follow_up_of_id
        if follows is None or stored.known_activities(work.connection, [follows]):
            return record
        self._followers[record.ref.id] = follows
        return dataclasses.replace(record, follow_up_of_id=None)

    def _people(
        self, work: UnitOfWork, before: ActivityRecord, record: ActivityRecord, kept: set[Id]
    ) -> bool:
        """Adds who is missing, and takes off records of which this one is the follower: those not in `kept`."""
        there = {p.party_id for p in before.people}
        new = [p for p in record.people if p.party_id not in there]
        gone: list[Participant] = [p for p in before.people if p.party_id not in kept]
        if not new and not gone:
            return False
        if new or before.is_deleted:
            work.remove(t.activity_party, [p.id for p in gone if p.id is not None])
        writing.add_people(work, record.ref.id, new, len(before.people))
        return bool(new)

    def _files(self, work: UnitOfWork, key: Id, files: Sequence[Attachment], *, is_new: bool) -> bool:
        if not files:
            return False
        there = [] if is_new else activity_files.of(work.connection, key)
        known = {file.sha256 for file in there}
        new = [f for f in files if f.content is not None and hashlib.sha256(f.content).digest() not in known]
        for place, file in enumerate(new, len(there)):
            activity_files.add(work, key, file, place)
        return bool(new)

    def _ensure_outcome(self, work: UnitOfWork, key: str) -> None:
        """An outcome that no list knows keeps its key for a name."""
        if not key or key in self._outcomes:
            return
        try:
            ensure_outcome(self._context, work, key)
        except ValidationError:
            there = queries.outcomes(work.connection)
            writing.put_outcomes(work, self._dataset, [*there, Outcome(key, key)])
        self._outcomes.add(key)

    def _owner(self, work: UnitOfWork, record: ActivityRecord) -> Id | None:
        """Who did it, by id, then by name; somebody who never wrote in this file is put on record."""
        if record.owner_id is None:
            return None
        key = (record.owner_id, record.owner)
        if key not in self._owners:
            known = stored.users(work.connection)
            alike = (user for user, name in known.items() if name == record.owner and name)
            found = record.owner_id if record.owner_id in known else next(alike, None)
            if found is None:
                found = record.owner_id
                work.insert(bookkeeping.user, [{"id": found, "name": record.owner}])
            self._owners[key] = found
        return self._owners[key]
