"""The commands that delete what lies in the trash for good."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import partial

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import N_, _, ngettext
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.base.progress import CancelledError
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services.contacts import queries, trash
from crm_desktop.services.contacts.trash import TrashReport
from crm_desktop.services.context import AppContext
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.features.contacts.commands import CATEGORY, can_restore, can_write, on_target
from crm_desktop.ui.features.contacts.delete_dialog import DeleteDialog
from crm_desktop.ui.features.contacts.page import CONTEXT_MENU as MENU
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import UiSession

log = logging.getLogger(__name__)


def _empty(window: CommandWindow) -> None:
    _ask(window, trash.EVERYTHING)


def _delete_chosen(window: CommandWindow, target: Target) -> None:
    _ask(window, target.selection)


def _ask(window: CommandWindow, selection: Selection) -> None:
    session = window.session

    def delete(chosen: Selection, keeps_names: bool) -> None:
        _delete(session, chosen, keeps_names=keeps_names)

    DeleteDialog(session, selection, delete, window.widget).open()


def _delete(session: UiSession, selection: Selection, *, keeps_names: bool) -> None:
    """Runs in the background; the status line counts and stops it."""

    def on_done(report: TrashReport) -> None:
        session.notices.say(_told(report))
        _forget_drafts(session)
        if not report.is_cancelled:
            _clear_traces(session)

    session.tasks.run(
        partial(trash.delete_for_good, keeps_names=keeps_names), session.context, selection,
        owner=session.tasks, lane="write", label=_("Deleting for good"), reports=True, on_done=on_done,
    )  # fmt: skip


def _told(report: TrashReport) -> str:
    """What was done, in a sentence for the foot of the window."""
    if report.is_cancelled:
        text = ngettext(
            "Stopped: {n} record is deleted for good, {left} stay in the trash.",
            "Stopped: {n} records are deleted for good, {left} stay in the trash.",
            report.count,
        )
        return text.format(n=number_text(report.count), left=number_text(report.left))
    text = ngettext(
        "{n} record deleted for good. No undo; backups keep it for up to {months} months.",
        "{n} records deleted for good. No undo; backups keep them for up to {months} months.",
        report.count,
    )
    return text.format(n=number_text(report.count), months=number_text(trash.BACKUP_MONTHS))


def _forget_drafts(session: UiSession) -> None:
    """What was typed into records that are no more is not kept either."""
    refs = [ref for ref in session.drafts.refs if ref.kind in queries.KINDS_BY_WORD]
    if refs:
        session.tasks.run(
            _missing, session.context, refs, owner=session.drafts, on_done=session.drafts.forget
        )


def _missing(context: AppContext, refs: Sequence[EntityRef]) -> set[Id]:
    """Runs in a reading thread."""
    wanted = {ref.id for ref in refs}
    return wanted - {record.id for record in queries.load_all(context, sorted(wanted)) if record.id}


def _clear_traces(session: UiSession) -> None:
    """Apart from the deleting, and not in the way of what is typed meanwhile; the next time goes on where it stops."""

    def on_error(error: BaseException) -> None:
        if not isinstance(error, CancelledError | EnvironmentProblem):
            session.notices.fail(error)
        log.warning("traces of what was deleted are left: %s", type(error).__name__)

    session.tasks.run(
        trash.clear_traces, session.context, owner=session.tasks, lane="io", label=_("Clearing traces"),
        reports=True, on_error=on_error,
    )  # fmt: skip


TRASH_COMMANDS: tuple[CommandSpec, ...] = (
    CommandSpec(
        id="contacts.delete_for_good",
        title=N_("Delete for good…"),
        category=CATEGORY,
        icon="trash",
        menus=(MenuPlace("record", 2, 2), MenuPlace(MENU, 2, 2)),
        when=can_restore,
        opens_dialog=True,
        help=N_("Takes records of the trash out of the file, with all that hangs on them. Asks first."),
        handler=on_target(_delete_chosen),
    ),
    CommandSpec(
        id="contacts.empty_trash",
        title=N_("Empty trash…"),
        category=CATEGORY,
        icon="trash",
        menus=(MenuPlace("record", 2, 3),),
        when=can_write,
        opens_dialog=True,
        help=N_("Deletes for good all that lies in the trash. Says first what would go."),
        handler=_empty,
    ),
)
