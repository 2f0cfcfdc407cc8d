"""Writing records to files other programs read; everything that is here can be taken out (S4, n27)."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo, available_timezones

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id, new_id
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import EMAIL, PartyRecord
from crm_desktop.exchange.calendar import CalendarEntry, write_calendar
from crm_desktop.exchange.formats import WriteOptions
from crm_desktop.exchange.registry import format_of
from crm_desktop.exchange.sections import Sectioned
from crm_desktop.services import sections_out
from crm_desktop.services.activities import hours
from crm_desktop.services.activities.outcomes import outcomes
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.services.related import with_relations
from crm_desktop.storage import bulk
from crm_desktop.storage.failures import in_words

BATCH = 200


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written.

    Attributes:
        written: records in the file.
        left_out: records that went away while it was written.
        notices: what the format has no place for.
    """

    path: Path
    written: int
    left_out: int
    notices: tuple[str, ...] = ()


def export_file(
    context: AppContext,
    selection: Selection,
    format_id: str,
    out: Path,
    options: WriteOptions = WriteOptions(),  # noqa: B008 - immutable
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> ExportReport:
    """Writes the selected records, photos and attachments included where the format can hold them.

    A complete copy also holds the activities, relations, outcomes, tiers and rules that belong to them
    (`sections_out.sections`).

    The file is written under another name, for its owner alone, and put in place when it is complete; a file of
    that name is replaced.

    Raises:
        UserError: there is no such format.
        ValidationError: the filter of the selection makes no sense.
        CancelledError: it was cancelled; nothing is left behind.
        EnvironmentProblem: the disk was in the way, or the folder is missing; nothing is left behind.
    """
    chosen = format_of(format_id)
    ids = queries.selected_ids(context, selection)
    records = _records(context, ids, progress, cancel)
    if format_id == "vcard":
        records = with_relations(context, records, ids, options.version)
    with _put_in_place(out) as stream:
        if isinstance(chosen, Sectioned):
            count = chosen.write_all(records, sections_out.sections(context, ids, cancel), stream)
        else:
            count = chosen.write(records, stream, options)
    return ExportReport(out, count.written, len(ids) - count.written, count.notices)


def export_calendar(
    context: AppContext,
    selection: Selection,
    out: Path,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> ExportReport:
    """Writes the activities of the selected records as iCalendar; the report counts activities.

    Of everybody, also those that nobody took part in. The file is put in place as by `export_file`, which tells the
    errors too.
    """
    ids = queries.selected_ids(context, selection)
    with _put_in_place(out) as stream:
        written = write_calendar(_entries(context, ids, progress, cancel), stream, context.now())
    return ExportReport(out, written, 0)


def _entries(
    context: AppContext, ids: Sequence[Id], progress: Progress, cancel: CancelToken | None
) -> Iterator[CalendarEntry]:
    names = {outcome.key: outcome.name for outcome in outcomes(context)}
    own_zone = hours.zone(context)
    done = 0
    found = sections_out.activities(context, ids, cancel)
    while records := list(itertools.islice(found, BATCH)):
        people = sorted({person.party_id for record in records for person in record.people})
        emails = {
            party.ref.id: points[0].value
            for party in queries.load_all(context, people)
            if (points := party.usable_points(EMAIL))
        }
        for record in records:
            zone = _zone(record.tz) or own_zone
            yield CalendarEntry(record, zone, names.get(record.outcome, record.outcome), emails)
        done += len(records)
        progress(done, None, _("Writing"))


def _zone(name: str) -> ZoneInfo | None:
    return ZoneInfo(name) if name in available_timezones() else None


@contextmanager
def _put_in_place(out: Path) -> Iterator[BinaryIO]:
    """Written under another name, for its owner alone, and put in place when it is complete."""
    building = out.with_name(f".{out.name}.{new_id().hex()[-8:]}.part")
    if not out.parent.is_dir():
        raise EnvironmentProblem(
            "missing",
            _("There is no folder “{folder}”.").format(folder=out.parent),
            _("Nothing was written. Choose another place."),
        )
    try:
        with in_words():
            handle = os.open(building, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            building.replace(out)
    finally:
        with suppress(OSError):  # missing, or the disk that failed already: the first error counts
            building.unlink()


def _records(
    context: AppContext, ids: Sequence[Id], progress: Progress, cancel: CancelToken | None
) -> Iterator[PartyRecord]:
    """Records in batches, so that the file may be larger than the memory."""
    done = 0
    for chunk in bulk.chunks(ids, BATCH):
        if cancel is not None:
            cancel.check()
        yield from queries.load_all(context, chunk, with_content=True)
        done += len(chunk)
        progress(done, len(ids), _("Writing"))
