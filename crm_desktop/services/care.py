"""Care of the file: checks, backups, restoring (reliability 2.10, 2.11)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.services.context import AppContext
from crm_desktop.storage import backup as backups
from crm_desktop.storage import checking, comparing, inspection, restoring
from crm_desktop.storage.backup import Backup
from crm_desktop.storage.comparing import Comparison
from crm_desktop.storage.failures import busy
from crm_desktop.storage.store import new_site

__all__ = ["Backup", "CheckReport", "Comparison"]

RESTORE_TRIES = 5
"""Whoever saves five times in a row while the file is backed up is importing: let them finish."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a full check found.

    Attributes:
        problems: translated sentences; empty when all is well.
        records: how many records the file has.
        steps: how many steps its journal has.
    """

    problems: tuple[str, ...]
    records: int
    steps: int

    @property
    def is_well(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


Identity = tuple[int, int]
"""Disk, and number of the file on it: another file of the same name has others."""


def identity(context: AppContext) -> Identity | None:
    """What lies at the path of the open file; None when nothing does, or the place cannot be reached."""
    try:
        found = context.store.path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def check(context: AppContext) -> CheckReport:
    """Reads the whole file: pages, references, journal, search index."""
    found = checking.check(context.store.path, is_read_only=context.store.is_read_only)
    return CheckReport(found.problems, found.records, found.steps)


def repair(context: AppContext) -> int:
    """Makes sort keys and the search index again from what people typed; returns the number of records."""
    return context.store.rebuild_derived()


def backup(context: AppContext, to: Path | None = None, reason: str = "manual") -> Backup:
    """A verified copy, beside the file (and rotated) or at `to`, which must not exist."""
    if to is not None and to.exists():
        raise EnvironmentProblem(
            "exists",
            _("“{name}” exists already.").format(name=to.name),
            _("Choose another name for the backup."),
        )
    return backups.make(context.store.path, reason, to=to, now=context.now())


def backup_when_due(
    context: AppContext, progress: Progress = no_progress, cancel: CancelToken | None = None
) -> Backup | None:
    """The day's backup; None if there is one of the last 24 hours, or the file is only read.

    Raises:
        EnvironmentProblem: it could not be made; the file is as it was.
        CancelledError: nothing is left behind.
    """
    store, now = context.store, context.now()
    if store.is_read_only or not backups.is_due(store.path, now):
        return None
    return backups.make(store.path, "daily", now=now, progress=progress, cancel=cancel)


def list_backups(context: AppContext) -> list[Backup]:
    """The backups of the open file, newest first."""
    return backups.listing(context.store.path)


def find_backup(context: AppContext, text: str) -> Path:
    """The backup that `text` means: a path, "last", or the beginning of a name. Raises EnvironmentProblem (missing)."""
    if Path(text).is_file():
        return Path(text)
    made = list_backups(context)
    for one in made:
        if text == "last" or one.path.name.startswith(text):
            return one.path
    raise EnvironmentProblem(
        "missing",
        _("There is no backup “{text}”.").format(text=text),
        _("“backup --list” shows those there are."),
    )


def compare_backup(context: AppContext, source: Path) -> Comparison:
    """What restoring `source` would change: records that would go, come back, or be different."""
    inspection.inspect(source)
    return comparing.compare(context.store.path, source)


def differences(differs: Comparison) -> list[str]:
    """What restoring takes away, brings back and changes, each with a few names: translated sentences, never none."""
    texts = (
        (
            differs.only_now,
            ngettext(
                "{n} record is newer and goes away:", "{n} records are newer and go away:", differs.only_now
            ),
            differs.names_only_now,
        ),
        (
            differs.only_then,
            ngettext("{n} record comes back:", "{n} records come back:", differs.only_then),
            differs.names_only_then,
        ),
        (
            differs.different,
            ngettext(
                "{n} record gets its old content:", "{n} records get their old content:", differs.different
            ),
            differs.names_different,
        ),
    )
    lines = [
        f"{text.format(n=count)} {', '.join(names)}{', …' if count > len(names) else ''}"
        for count, text, names in texts
        if count
    ]
    if differs.erased:
        text = ngettext(
            "{n} of the records that come back was deleted for good.",
            "{n} of the records that come back were deleted for good.",
            differs.erased,
        )
        lines.append(text.format(n=differs.erased))
    return lines or [_("The backup has the same records as the file.")]


def restore(context: AppContext, source: Path) -> Backup:
    """Puts a backup in place of the file's content, after a backup of what is there now; returns that backup.

    Raises:
        EnvironmentProblem: the source is not ours, is of another dataset, or did not verify, or others do not stop
            saving; nothing was changed.
    """
    inspection.inspect(source)
    if comparing.dataset_of(source) != context.store.dataset_id:
        raise EnvironmentProblem(
            "foreign",
            _("“{name}” is a backup of another file.").format(name=source.name),
            _("Nothing was changed. Open it under its own name instead."),
        )
    for _try in range(RESTORE_TRIES):
        safety = backups.make(context.store.path, "restore", spare=source, now=context.now())
        if restoring.restore(context.store.path, source, safety.path, new_site()):
            context.bus.publish(ChangeSet(rebuild=True))
            return safety
        safety.path.unlink(missing_ok=True)  # it lacks what was saved since; the next one has that
    raise busy()
