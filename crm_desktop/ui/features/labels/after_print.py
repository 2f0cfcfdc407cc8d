"""After labels were saved for the printer: the bell asks whether they printed, and writes them into the timelines."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import ref_from_text
from crm_desktop.domain.activities.kinds import PRINT_PIECE
from crm_desktop.domain.activities.records import ActivityRecord
from crm_desktop.services.activities import ops
from crm_desktop.services.labels import LabelPlan
from crm_desktop.ui.notices import Notice
from crm_desktop.ui.session import UiSession


def offer_to_log(session: UiSession, owner: QObject, plan: LabelPlan, out: Path) -> None:
    """Puts up a notice whose button notes the mailing with everybody who got a label; one step, one undo.

    Args:
        session: the window's surroundings.
        owner: lives as long as the file is open; the work ends with it.
        plan: whose labels they are.
        out: the PDF, which names the mailing.
    """
    if session.context.store.is_read_only:
        return
    people = [ref.id for piece in plan.pieces if (ref := ref_from_text(piece.ref_text)) is not None]
    amount = ngettext("Log it for {n} recipient", "Log it for {n} recipients", len(people))
    session.board.post(
        Notice(
            f"labels-{out}",
            _("Did the labels of “{file}” print correctly?").format(file=out.name),
            session.context.now(),
            _("Then the mailing can be noted in the timeline of everybody who got one."),
            "printer",
            action=(
                amount.format(n=number_text(len(people))),
                lambda: _log(session, owner, people, out.stem),
            ),
        )
    )


def _log(session: UiSession, owner: QObject, people: list[bytes], name: str) -> None:
    label = ngettext("Log a mailing for {n} recipient", "Log a mailing for {n} recipients", len(people))
    text = label.format(n=number_text(len(people)))
    session.tasks.run(
        ops.log_many,
        session.context,
        ActivityRecord(PRINT_PIECE, session.context.now(), subject=name),
        people,
        text,
        owner=owner,
        lane="write",
        label=text,
        reports=True,
        on_done=lambda count: session.notices.say(
            ngettext("Noted for {n} recipient", "Noted for {n} recipients", count).format(
                n=number_text(count)
            )
        ),
    )
