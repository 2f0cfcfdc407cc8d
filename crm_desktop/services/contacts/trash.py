"""The trash, emptied: what would go and what would stay, and deleting for good (issue 3; ux 3.3, confirm only)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from crm_desktop.base.formats import list_text, number_text
from crm_desktop.base.i18n import ngettext
from crm_desktop.base.ids import EntityRef
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import GROUP, HOUSEHOLD, ORGANIZATION, PERSON, REF_KINDS
from crm_desktop.services.contacts.queries import selected_ids
from crm_desktop.services.context import AppContext
from crm_desktop.storage import backup, purging, traces
from crm_desktop.storage.queries import trash as trash_queries

EVERYTHING = Selection.all_of(ListQuery(trash=True))
"""All that lies in the trash."""

BACKUP_MONTHS = backup.KEEP_MONTHS
"""For how many months a backup is kept that still has what was deleted for good."""

HELD_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Held:
    """A company that stays in the trash.

    Attributes:
        people: how many people who stay have a role there; their roles would lose its name.
    """

    ref: EntityRef
    name: str
    people: int


@dataclass(frozen=True, slots=True)
class WhatGoes:
    """What deleting for good would take.

    Attributes:
        records: kind of the file (person, organization, …) -> how many.
        activities: activities that concern nobody else.
        shared: activities that stay, since others took part.
        files: files and photos.
        held: the first companies that stay, by name.
        held_count: how many stay.
    """

    records: Mapping[str, int] = field(default_factory=dict)
    activities: int = 0
    shared: int = 0
    files: int = 0
    held: tuple[Held, ...] = ()
    held_count: int = 0

    @property
    def count(self) -> int:
        """Records of any kind."""
        return sum(self.records.values())


@dataclass(frozen=True, slots=True)
class TrashReport:
    """What was deleted for good.

    Attributes:
        records: kind of the file -> how many.
        activities: how many went with them.
        left: records that were chosen and stay: somebody needs them, took them out of the trash, or it was stopped.
        is_cancelled: it was stopped; what was deleted until then is gone.
    """

    records: Mapping[str, int]
    activities: int
    left: int
    is_cancelled: bool

    @property
    def count(self) -> int:
        """Records of any kind."""
        return sum(self.records.values())


def counted_text(records: Mapping[str, int], activities: int = 0, files: int = 0) -> str:
    """So much in words: "12 people, 3 companies and 40 activities"; "" for nothing."""
    people, companies = records.get(PERSON, 0), records.get(ORGANIZATION, 0)
    households, groups = records.get(HOUSEHOLD, 0), records.get(GROUP, 0)
    counted = (
        (people, ngettext("{n} person", "{n} people", people)),
        (companies, ngettext("{n} company", "{n} companies", companies)),
        (households, ngettext("{n} household", "{n} households", households)),
        (groups, ngettext("{n} group", "{n} groups", groups)),
        (activities, ngettext("{n} activity", "{n} activities", activities)),
        (files, ngettext("{n} file", "{n} files", files)),
    )
    return list_text([text.format(n=number_text(count)) for count, text in counted if count])


def what_goes(
    context: AppContext, selection: Selection = EVERYTHING, cancel: CancelToken | None = None
) -> WhatGoes:
    """What `delete_for_good` would take of the trash, and what it would leave. Raises CancelledError."""
    ids = selected_ids(context, selection)
    with context.store.read() as connection:
        found = trash_queries.count(connection, ids, cancel)
    held = tuple(Held(EntityRef(REF_KINDS[ORGANIZATION], i), name, n) for i, name, n in found.held)
    return WhatGoes(found.kinds, found.activities, found.shared, found.files, held[:HELD_SHOWN], len(held))


def empty_trash(
    context: AppContext,
    *,
    keeps_names: bool = True,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> TrashReport:
    """Deletes for good what lies in the trash; takes and raises what `delete_for_good` does."""
    return delete_for_good(context, EVERYTHING, keeps_names=keeps_names, progress=progress, cancel=cancel)


def delete_for_good(
    context: AppContext,
    selection: Selection,
    *,
    keeps_names: bool = True,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> TrashReport:
    """Deletes records of the trash for good, with everything that hangs on them alone; nothing brings them back.

    Companies at which somebody who stays has a role are left where they are. `clear_traces` is to follow.

    Args:
        context: the open file.
        selection: which; what does not lie in the trash is left alone.
        keeps_names: activities in which others took part have the names of the deleted written into their text;
            without it the names stand nowhere any more that the program knows of.
        progress: counts records.
        cancel: stops between two short transactions; what was deleted until then is gone, and the report tells.

    Raises:
        EnvironmentProblem: the file could not be written; what was deleted until then is gone, the rest is whole.
    """
    ids = selected_ids(context, selection)
    with context.store.read() as connection:
        ids = trash_queries.ordered(connection, ids)
    if not ids:
        return TrashReport({}, 0, 0, is_cancelled=False)
    purged = purging.purge(
        context.store, ids, _label, keeps_names=keeps_names, progress=progress, cancel=cancel
    )
    return TrashReport(purged.records, purged.activities, len(ids) - purged.count, purged.is_cancelled)


def _label(count: int) -> str:
    return ngettext("Delete {n} record for good", "Delete {n} records for good", count).format(n=count)


def has_traces(context: AppContext) -> bool:
    """Whether something was deleted for good and `clear_traces` has not taken all of it away since."""
    return traces.are_left(context.store)


def clear_traces(
    context: AppContext, progress: Progress = no_progress, cancel: CancelToken | None = None
) -> bool:
    """Takes what is left of deleted records out of the unused parts of the file; others may write meanwhile.

    Returns:
        Whether all is gone. In a file on a share, and in one of more than 128 MB that is open in a window, copies
        of single values may be left where nothing shows them.

    Raises:
        EnvironmentProblem: the file is busy, or the disk is in the way; it can be run again.
        CancelledError: it was stopped; it can be run again.
    """
    return traces.clear(context.store, progress, cancel)
