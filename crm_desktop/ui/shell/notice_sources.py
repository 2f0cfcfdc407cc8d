"""What the bell hears of: work that ended behind the user's back, backups, drafts, other versions (ux 3.2)."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable

from PySide6.QtCore import QObject

from crm_desktop.base.errors import ConflictError, EnvironmentProblem, UserError
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import EntityRef
from crm_desktop.base.progress import CancelledError
from crm_desktop.services import care
from crm_desktop.services.context import AppContext
from crm_desktop.ui.notices import Action, Notice
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job

LONG_JOB_S = 10.0
"""Who waited longer has looked away; how it ended waits with the bell."""

OVERDUE_DAYS = 3
"""The daily backup was not possible for so long that somebody should know."""

BACKUP, DRAFTS, VERSION = "backup", "drafts", "version"


class NoticeSources(QObject):
    """Posts to the board of one session."""

    def __init__(self, session: UiSession, show_changes: Callable[[], object], parent: QObject) -> None:
        """`show_changes` opens the list of recent changes."""
        super().__init__(parent)
        self._session, self._show_changes = session, show_changes
        self._reading: Job | None = None
        session.tasks.job_ended.connect(self._on_job_ended)
        for text in session.context.notices:
            self.post(f"opening {text}", text)

    def post(
        self, key: str, text: str, *, detail: str = "", icon: str = "info", colour: str = "text_2",
        action: Action | None = None,
    ) -> None:  # fmt: skip
        """Put a notice up."""
        now = self._session.context.now()
        self._session.board.post(Notice(key, text, now, detail, icon, colour, action))

    # --- backups

    def watch_backups(self) -> None:
        """Tell when there has been none for days; a file that is only read needs none."""
        self._reading = self._session.tasks.run(
            _newest_backup,
            self._session.context,
            owner=self,
            on_done=self._on_newest,
            instead_of=self._reading,
        )

    def back_up(self) -> None:
        """Make one now."""
        self._session.tasks.run(
            care.backup,
            self._session.context,
            owner=self,
            lane="io",
            label=_("Making a backup"),
            on_done=self._on_backed_up,
            on_error=self.tell_backup_failed,
        )

    def tell_backup_failed(self, error: BaseException) -> None:
        """Today's backup could not be made."""
        if isinstance(error, CancelledError):
            return
        reason = str(error) if isinstance(error, UserError | OSError) else ""
        text = _("Today's backup could not be made.")
        again = (_("Try again"), self.back_up)
        self.post(BACKUP, text, detail=reason, icon="triangle-alert", colour="warn", action=again)
        self._session.notices.say(f"{text} {reason}".rstrip())

    def _on_backed_up(self, made: care.Backup) -> None:
        self._session.board.settle(BACKUP)
        self._session.notices.say(_("Backup made: {name}").format(name=made.path.name))

    def _on_newest(self, newest: dt.datetime | None) -> None:
        now = self._session.context.now()
        days = (now - newest).days if newest else None
        if newest is None or days is None or days < OVERDUE_DAYS:
            return
        text = ngettext("The last backup is {n} day old.", "The last backup is {n} days old.", days)
        self.post(
            BACKUP, text.format(n=number_text(days)), icon="triangle-alert", colour="warn",
            action=(_("Back up now"), self.back_up),
        )  # fmt: skip

    # --- drafts

    def tell_drafts(self) -> None:
        """Text that was typed here and is not in the file: after a crash, or while it could not be written."""
        refs = self._session.drafts.refs
        if not refs:
            return
        count = len(refs)
        text = ngettext(
            "Text that was typed here but not saved was kept.",
            "Text that was typed here but not saved was kept, in {n} records.",
            count,
        ).format(n=number_text(count))
        show = (_("Show it"), lambda: self._session.navigator.open(refs[0]))
        self.post(DRAFTS, text, icon="pencil", colour="warn", action=show)
        self._session.notices.say(text, action=show)

    # --- work that ended

    def _on_job_ended(self, job: Job, error: BaseException | None) -> None:
        if isinstance(error, EnvironmentProblem) and error.reason == "newer":
            self._tell_other_version(error)
        elif isinstance(ref := getattr(job.owner, "ref", None), EntityRef) and not job.label:
            self._tell_conflict(ref, error)
        elif isinstance(error, CancelledError) or not job.label:
            return
        elif error is not None and (job.is_shown or not isinstance(error, UserError)):
            self._tell_failed(job, error)
        elif error is None and job.lane == "write" and time.monotonic() - job.started_at > LONG_JOB_S:
            text = _("Finished: {job}").format(job=job.label)
            self.post(
                f"job {job.number}", text, icon="circle-check", colour="ok",
                action=(_("Recent changes"), self._show_changes),
            )  # fmt: skip

    def _tell_conflict(self, ref: EntityRef, error: BaseException | None) -> None:
        """A field of a record was saved, or not because somebody else changed it; both values wait at the field."""
        key = f"conflict {ref}"
        if error is None:
            self._session.board.settle(key)
        elif isinstance(error, ConflictError):
            self.post(
                key, _("Somebody else changed a field while you edited it."), detail=error.what,
                icon="triangle-alert", colour="warn",
                action=(_("Show"), lambda: self._session.navigator.open(ref)),
            )  # fmt: skip

    def _tell_failed(self, job: Job, error: BaseException) -> None:
        detail = str(error) if isinstance(error, UserError | OSError) else ""
        self.post(
            f"job {job.label}",
            _("It did not work: {job}").format(job=job.label),
            detail=detail,
            icon="circle-alert",
            colour="bad",
            action=(_("Details"), lambda: self._session.notices.fail(error)),
        )

    def _tell_other_version(self, error: EnvironmentProblem) -> None:
        self.post(
            VERSION, str(error), icon="triangle-alert", colour="warn",
            action=(_("Details"), lambda: self._session.notices.fail(error)),
        )  # fmt: skip


def _newest_backup(context: AppContext) -> dt.datetime | None:
    """When the last backup was made; None for a file that needs none, or has none yet."""
    made = care.list_backups(context)
    return made[0].at if made and not context.store.is_read_only else None
