"""Undo and Redo of the window: what they would do next, and doing it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import Id
from crm_desktop.services import undo as undoing
from crm_desktop.services.context import AppContext
from crm_desktop.services.undo import UndoReport
from crm_desktop.ui.notices import Notice
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job


class UndoSteps(QObject):
    """For one open file.

    Attributes:
        last_set: the last change set that this window wrote; what the Undo of a toast takes back, also when something
            else was done before it is pressed.
    """

    labels_changed = Signal()
    """`undo_label` or `redo_label` is another one."""

    def __init__(self, session: UiSession, show_changes: Callable[[], object], parent: QObject) -> None:
        """`show_changes` opens the list of recent changes."""
        super().__init__(parent)
        self._session, self._show_changes = session, show_changes
        self.undo_label = self.redo_label = ""
        self.last_set: Id | None = None
        self._is_reading = self._is_stale = False
        session.changes.published.connect(self._on_changes)
        session.tasks.job_ended.connect(self._on_job_ended)

    def read(self) -> None:
        """Read what Undo and Redo would do.

        One after the other: of two reads in two threads the one of an older state may come in last.
        """
        self._is_stale = self._is_reading
        if self._is_reading:
            return
        self._is_reading = True
        self._session.tasks.run(
            _labels, self._session.context, owner=self, on_done=self._on_labels, on_error=self._on_failed
        )

    def undo(self, set_id: Id | None = None) -> None:
        """Take back a change set; None for the last of this user."""
        self._session.tasks.run(
            undoing.undo,
            self._session.context,
            set_id,
            owner=self,
            lane="write",
            label=_("Undoing"),
            on_done=self._on_undone,
            reports=True,
        )

    def redo(self) -> None:
        """Do again what was undone last."""
        self._session.tasks.run(
            undoing.redo,
            self._session.context,
            owner=self,
            lane="write",
            label=_("Redoing"),
            on_done=self._on_redone,
            reports=True,
        )

    def _on_undone(self, report: UndoReport) -> None:
        notices = self._session.notices
        if report.erased and not report.conflicts:
            text = _("Undone: {step}. What was deleted for good since stays away.").format(step=report.label)
            notices.say(text, action=(_("Redo"), self.redo))
            return
        if not report.conflicts:
            notices.say(_("Undone: {step}").format(step=report.label), action=(_("Redo"), self.redo))
            return
        text = _("Undone: {step}. What others changed since was left as it is.").format(step=report.label)
        notices.say(text, action=(_("Recent changes"), self._show_changes))
        count = len(report.conflicts)
        left = ngettext(
            "{n} field was left as it is when you took back “{step}”.",
            "{n} fields were left as they are when you took back “{step}”.",
            count,
        )
        self._session.board.post(
            Notice(
                f"undo {report.label}",
                left.format(n=count, step=report.label),
                self._session.context.now(),
                detail="\n".join(report.conflicts[:3]),
                icon="triangle-alert",
                colour="warn",
                action=(_("Recent changes"), self._show_changes),
            )
        )

    def _on_redone(self, report: UndoReport) -> None:
        text = _("Done again: {step}").format(step=report.label)
        self._session.notices.say(text, action=(_("Undo"), self.undo))

    def _on_changes(self, changes: ChangeSet) -> None:
        is_own = changes.origin == self._session.context.session
        if is_own:
            self.last_set = changes.set_id
        if is_own or changes.rebuild:
            self.read()

    def _on_job_ended(self, job: Job, _error: BaseException | None) -> None:
        """A step of many transactions tells its changes while it goes on; it can be undone only at its end."""
        if job.lane == "write":
            self.read()

    def _on_labels(self, labels: tuple[str, str]) -> None:
        self._is_reading = False
        if labels != (self.undo_label, self.redo_label):
            self.undo_label, self.redo_label = labels
            self.labels_changed.emit()
        if self._is_stale:
            self.read()

    def _on_failed(self, error: BaseException) -> None:
        """What the labels say is old now; the next change reads them again."""
        self._is_reading = self._is_stale = False
        self._session.notices.fail(error)


def _labels(context: AppContext) -> tuple[str, str]:
    """What Undo and Redo would do next; runs in a worker thread."""
    step, again = undoing.undoable(context), undoing.redoable(context)
    return (step.label if step else "", again.label if again else "")
