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
        session.changes.published.connect(self._on_changes)

    def read(self) -> None:
        """Read what Undo and Redo would do."""
        self._session.tasks.run(_labels, self._session.context, owner=self, on_done=self._on_labels)

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

    def _on_labels(self, labels: tuple[str, str]) -> None:
        self.undo_label, self.redo_label = labels
        self.labels_changed.emit()


def _labels(context: AppContext) -> tuple[str, str]:
    """What Undo and Redo would do next; runs in a worker thread."""
    step, again = undoing.undoable(context), undoing.redoable(context)
    return (step.label if step else "", again.label if again else "")
