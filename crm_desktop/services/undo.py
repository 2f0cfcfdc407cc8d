"""Undo, redo and the list of recent changes, across restarts (P1, architecture 5.6)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crm_desktop.base.changes import Step
from crm_desktop.base.clock import utc_ms
from crm_desktop.base.errors import NotFoundError, UserError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.services.contacts.change_words import Told
from crm_desktop.services.contacts.column_words import UNSEEN
from crm_desktop.services.context import AppContext
from crm_desktop.storage import taking_back
from crm_desktop.storage.queries import history
from crm_desktop.storage.queries.history import RawChange, StepEntry
from crm_desktop.storage.taking_back import FieldConflict

__all__ = ["StepEntry", "UndoReport", "recent_changes", "redo", "redoable", "undo", "undoable"]


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo or redo did.

    Attributes:
        set_id: the new step; None when nothing had to be written, or could be.
        label: of the step that was undone.
        restored: rows written back.
        kept: records left alone because they were worked on since.
        conflicts: sentences about single fields left alone because they were changed since.
        erased: records that the step was at and that were deleted for good since; they stay away.
    """

    set_id: Id | None
    label: str
    restored: int
    kept: int
    conflicts: tuple[str, ...]
    erased: int = 0


def undoable(context: AppContext) -> StepEntry | None:
    """The step that Undo would take back: the user's last one in force."""
    with context.store.read() as connection:
        return history.last_step_to_undo(connection, context.store.user_id)


def redoable(context: AppContext) -> StepEntry | None:
    """The step that Redo would do again, if nothing was done since it was undone."""
    with context.store.read() as connection:
        step = history.last_step_to_redo(connection, context.store.user_id)
        return (
            history.steps(connection, {step.undoes_id}).get(step.undoes_id)
            if step and step.undoes_id
            else None
        )


def undo(
    context: AppContext,
    set_id: Id | None = None,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> UndoReport:
    """Takes back a step: the named one, or the user's last. Fields that were changed since are left alone and listed.

    Raises:
        NotFoundError: there is nothing to undo, or no such step.
        UserError: that step is undone already, still running, or nothing of what it did is left in the file.
        CancelledError: it was cancelled and nothing changed.
    """
    step = undoable(context) if set_id is None else _step(context, set_id)
    if step is None:
        raise NotFoundError(_("There is nothing to undo."))
    step = _redone(context, step)
    if step.state == "open":
        raise UserError(
            _("“{step}” is still running.").format(step=step.label), _("Wait until it is done, or cancel it.")
        )
    if step.is_erased:
        raise UserError(
            _("“{step}” cannot be taken back.").format(step=step.label),
            _("What it changed was deleted for good. Backups from before still have it."),
        )
    if step.is_undone or step.state != "done":
        raise UserError(_("“{step}” is undone already.").format(step=step.label), _("Nothing was changed."))
    kind = "redo" if step.kind == "undo" else "undo"
    return _take_back(context, step, Step(step.label, kind), progress, cancel)


def redo(
    context: AppContext, progress: Progress = no_progress, cancel: CancelToken | None = None
) -> UndoReport:
    """Does again what was undone last. Raises NotFoundError when there is nothing, or something was done since."""
    with context.store.read() as connection:
        step = history.last_step_to_redo(connection, context.store.user_id)
    if step is None:
        raise NotFoundError(_("There is nothing to redo."))
    return _take_back(context, step, Step(step.label, "redo"), progress, cancel)


def recent_changes(context: AppContext, days: int = 90) -> list[StepEntry]:
    """The steps of the last `days`, newest first, with who took them."""
    since = utc_ms(context.now() - dt.timedelta(days=days))
    with context.store.read() as connection:
        return history.recent_steps(connection, since)


def _step(context: AppContext, set_id: Id) -> StepEntry | None:
    with context.store.read() as connection:
        return history.steps(connection, {set_id}).get(set_id)


def _redone(context: AppContext, step: StepEntry) -> StepEntry:
    """To take back a redo is to take back the step that it did again; any other step is meant itself."""
    if step.kind != "redo" or step.undoes_id is None:
        return step
    undone = _step(context, step.undoes_id)
    return (_step(context, undone.undoes_id) if undone and undone.undoes_id else None) or step


def _take_back(
    context: AppContext, target: StepEntry, step: Step, progress: Progress, cancel: CancelToken | None
) -> UndoReport:
    taken = taking_back.undo_set(context.store, target.set_id, step, progress, cancel)
    conflicts = _conflict_texts(context, taken.conflicts)
    return UndoReport(taken.set_id, target.label, taken.restored, len(taken.kept), conflicts, taken.erased)


def _conflict_texts(context: AppContext, conflicts: list[FieldConflict]) -> tuple[str, ...]:
    """What was left alone, in words."""
    with context.store.read() as connection:
        changes = [
            RawChange(0, None, c.table, c.row_id, c.field, c.before, c.now, row)
            for c in conflicts
            if c.field not in UNSEEN and (row := history.row_of(connection, c.table, c.row_id))
        ]
        pointed = history.pointed_at(connection, changes)
    text = _("{field} was changed again since: it stays “{now}” and does not go back to “{before}”.")
    told = (Told(change, pointed) for change in changes)
    return tuple(
        text.format(field=each.title, now=each.after or _("empty"), before=each.before or _("empty"))
        for each in told
    )
