"""The import: read, match, apply as one step, report every row (architecture 5.9, P8)."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path

from crm_desktop.base.changes import Step
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.domain.complete_copy import ActivityEntry, Tie
from crm_desktop.domain.contacts.matching import merged
from crm_desktop.domain.contacts.records import PERSON, PartyRecord
from crm_desktop.exchange import limits
from crm_desktop.exchange.formats import Reject
from crm_desktop.exchange.sections import RawItem
from crm_desktop.services import care
from crm_desktop.services.contacts import household_names
from crm_desktop.services.context import AppContext
from crm_desktop.services.import_reading import Reader, Source
from crm_desktop.services.import_report import ADD, SKIP, ImportOptions, ImportReport
from crm_desktop.services.matching import Matcher, apart, erased_among
from crm_desktop.services.related import RelatedIn
from crm_desktop.services.sections_in import SectionsIn
from crm_desktop.storage.queries import complete_copy
from crm_desktop.storage.queries.records import load_many
from crm_desktop.storage.rows import ITEM_TABLES, NAMED_FIELDS, PARTY_COLUMNS
from crm_desktop.storage.store import LongStep
from crm_desktop.storage.tables import parties as t
from crm_desktop.storage.unit_of_work import UnitOfWork
from crm_desktop.storage.writing import Names, Writer

log = logging.getLogger(__name__)

_AS_USUAL = ImportOptions()


def import_file(
    context: AppContext,
    paths: Path | Sequence[Path],
    options: ImportOptions = _AS_USUAL,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> ImportReport:
    """Imports files of contacts as one step that Undo takes back.

    A verified backup is made first. Progress counts bytes. The same file a second time changes nothing.

    Raises:
        UserError: a file cannot be read, or is of no known format; nothing was changed.
        CancelledError: it was cancelled; what had been done was taken back.
        EnvironmentProblem: the file could not be written; what had been done was taken back.
    """
    files = [paths] if isinstance(paths, Path) else list(paths)
    sources = [Source.of(path, options) for path in files]
    report = ImportReport(format=", ".join(dict.fromkeys(s.format.label for s in sources)))
    reader = Reader(sources, context, report, progress)
    if options.dry_run:
        run = _Run(context, report, options, cancel)
        run.count(reader.batches())
        run.count_sections(reader.section_batches())
        run.tell_of_erased()
        return report
    if _has_records(context):
        care.backup(context, reason="import")
    label = _("Import {file}").format(file=", ".join(path.name for path in files))
    with context.store.long_step(Step(label, "import")) as step:
        run = _Run(context, report, options, cancel)
        run.apply(step, reader.batches())
        run.apply_sections(step, reader.section_batches())
        run.tell_of_erased()
        total = report.added + report.updated + report.further.total
        step.rename(
            ngettext("Import {n} record from {file}", "Import {n} records from {file}", total).format(
                n=total, file=", ".join(path.name for path in files)
            )
        )
    report.set_id = step.set_id if total else None
    log.info(
        "import: %s read, %s added, %s updated, %s rejected",
        report.read,
        report.added,
        report.updated,
        len(report.rejected),
    )
    return report


def _has_records(context: AppContext) -> bool:
    from crm_desktop.services.contacts import queries

    return any(queries.counts(context).values())


class _Run:
    """One import: matches each batch against the file and writes what is new."""

    def __init__(
        self, context: AppContext, report: ImportReport, options: ImportOptions, cancel: CancelToken | None
    ) -> None:
        self._context = context
        self._report = report
        self._options = options
        self._cancel = cancel
        self._names = Names(context.store.dataset_id, is_bulk=True)
        self._matcher = Matcher(context.store.locale)
        self._related = RelatedIn(context)
        self._erased: set[Id] = set()

    def count(self, batches: Iterator[list[PartyRecord]]) -> None:
        """A dry run: what would happen, without writing."""
        for batch in batches:
            self._check_cancel()
            with self._context.store.read() as connection:
                pairs = self._matcher.match(connection, batch)
                self._erased |= erased_among(connection, pairs)
            for incoming, existing in pairs:
                self._outcome(self._related.split(incoming)[0], existing)

    def apply(self, step: LongStep, batches: Iterator[list[PartyRecord]]) -> None:
        """Writes batch by batch, each in its own transaction of `step`."""
        for batch in batches:
            self._check_cancel()
            with step.transaction() as work:
                work.touched = set()
                for part in apart(batch):
                    self._write(work, part)

    def apply_sections(self, step: LongStep, batches: Iterator[list[RawItem]]) -> None:
        """Writes what belongs to the records, when those are there."""

        def reject(item: RawItem, reason: str) -> None:
            self._report.read += 1
            self._report.rejected.append(Reject(item.position, reason, str(item.raw)[: limits.RAW_SHOWN]))

        sections = SectionsIn(self._context, self._options.on_match, self._matcher.made, reject)
        self._report.further = sections.counts
        for batch in batches:
            self._check_cancel()
            with step.transaction() as work:
                sections.write(work, batch)
        with step.transaction() as work:
            sections.finish(work)
        if self._related.is_waiting:
            self._settle_related(step, sections)

    def count_sections(self, batches: Iterator[list[RawItem]]) -> None:
        """A dry run: activities and relations that were never in this file."""
        for batch in batches:
            self._check_cancel()
            activities = [i.item.record.ref.id for i in batch if isinstance(i.item, ActivityEntry)]
            ties = [i.item.id for i in batch if isinstance(i.item, Tie)]
            with self._context.store.read() as connection:
                known = complete_copy.known_activities(connection, activities)
                there = complete_copy.ties_by_id(connection, ties)
            self._report.further.activities += len(set(activities) - known)
            self._report.further.relations += len(set(ties) - there.keys())

    def tell_of_erased(self) -> None:
        """Records that were deleted for good here and came back as new ones: nobody else would notice."""
        if self._erased:
            text = ngettext(
                "{n} record had been deleted for good. It is a new record now.",
                "{n} records had been deleted for good. They are new records now.",
                len(self._erased),
            )
            self._report.notices.append(text.format(n=len(self._erased)))

    def _write(self, work: UnitOfWork, records: list[PartyRecord]) -> None:
        """Writes records that are all different; companies before the people who name them."""
        writer = Writer(work, self._names, self._context.store.locale)
        pairs = self._matcher.match(work.connection, records)
        self._erased |= erased_among(work.connection, pairs)
        for incoming, existing in sorted(pairs, key=lambda pair: pair[0].kind == PERSON):
            incoming, told = self._related.split(incoming)
            change = self._outcome(incoming, existing)
            if existing is None or self._options.on_match == ADD:
                key = writer.add(incoming)
                self._matcher.added(key)
            else:
                key = existing.ref.id
                if change is not None:
                    _write_update(work, writer, self._names, existing, change)
                    for home in household_names.follow_person(self._context, work, existing, change):
                        work.known.pop(home, None)
                        work.touched = None  # as for a company that is called otherwise
            if self._options.on_match != SKIP or existing is None:
                self._related.wait(key, told)
        writer.flush()

    def _settle_related(self, step: LongStep, sections: SectionsIn) -> None:
        """Relations that cards told of; what fits nobody is kept with the card, where it is not kept already."""
        with step.transaction() as work:
            ties, kept = self._related.settle(work)
            sections.relate(work, ties)
            writer = Writer(work, self._names, self._context.store.locale)
            for owner, extras in kept:
                [record] = load_many(work.connection, [owner])
                known = {(extra.name, extra.value) for extra in record.extras}
                new = [extra for extra in extras if (extra.name, extra.value) not in known]
                for place, extra in enumerate(new, len(known)):
                    writer.item(owner, extra, place)
                self._report.further.others += bool(new)
            writer.flush()

    def _outcome(self, incoming: PartyRecord, existing: PartyRecord | None) -> PartyRecord | None:
        """Counts what is to be done with `incoming`; returns the record as it is to be, None to leave all alone."""
        if existing is None or self._options.on_match == ADD:
            self._report.added += 1
            return incoming
        if self._options.on_match == SKIP:
            self._report.skipped += 1
            return None
        after = merged(existing, incoming)
        if existing.id in self._names.implied:  # this import made it, since a person's role named it
            self._names.implied.discard(existing.ref.id)
            self._report.added += 1
            return after
        if after == existing:
            self._report.unchanged += 1
            return None
        self._report.updated += 1
        return after

    def _check_cancel(self) -> None:
        if self._cancel is not None:
            self._cancel.check()


def _write_update(
    work: UnitOfWork, writer: Writer, names: Names, before: PartyRecord, after: PartyRecord
) -> None:
    values = {n: getattr(after, n) for n in PARTY_COLUMNS if getattr(after, n) != getattr(before, n)}
    changed = [name for name in NAMED_FIELDS if getattr(after, name) != getattr(before, name)]
    values |= {
        f"{name}_id": key
        for name, key in zip(NAMED_FIELDS, names.fields(work, after), strict=True)
        if name in changed
    }
    key = before.ref.id
    work.known.pop(key, None)  # made a moment ago, in this transaction, and not final after all
    if values:
        work.update(t.party, key, values)
        if work.touched is not None:
            work.touched.add(key)
    if "display_name" in values and before.kind != PERSON:
        work.touched = None  # its people are found by its name too: let the journal tell who they are
    for entry in ITEM_TABLES:
        old = getattr(before, entry.attribute)
        for offset, item in enumerate(i for i in getattr(after, entry.attribute) if i.id is None):
            writer.item(key, item, len(old) + offset)
    for offset, tag in enumerate(tag for tag in after.tags if tag not in before.tags):
        writer.tag(key, tag, len(before.tags) + offset)
