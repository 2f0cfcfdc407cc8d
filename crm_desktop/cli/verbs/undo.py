"""`undo [ID]`: take back a step; `--list` shows the steps, `--redo` does one again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from crm_desktop.base.errors import AmbiguousError, NotFoundError
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.cli.output import show_json, show_json_line, show_table
from crm_desktop.cli.session import Session, waiting

if TYPE_CHECKING:
    from crm_desktop.services.context import AppContext
    from crm_desktop.services.undo import StepEntry, UndoReport

_EVER = 36_500
"""Days: as far back as a step may be named."""


@click.command(
    help=_(
        "Take back the last step, or the one with this ID (or its beginning) from --list. What was changed"
        " since is left alone and listed. Undoing an undo does the step again."
    )
)
@click.argument("step", required=False, metavar="[ID]")
@click.option("--list", "is_list", is_flag=True, help=_("Show the steps instead, newest first."))
@click.option(
    "--days", default=90, show_default=True, type=click.IntRange(1), help=_("How far back --list goes.")
)
@click.option("--redo", "is_redo", is_flag=True, help=_("Do again what was undone last."))
@click.pass_obj
def command(session: Session, *, step: str | None, is_list: bool, days: int, is_redo: bool) -> None:
    """Undoes a step."""
    from crm_desktop.services import undo

    if step and (is_list or is_redo):
        raise click.UsageError(_("An ID goes with neither --list nor --redo."))
    with session.open(writes=not is_list) as context:
        if is_list:
            _show_steps(session, undo.recent_changes(context, days))
            return
        set_id = _step(context, step).set_id if step else None
        with waiting() as wait:
            report = undo.redo(context, *wait) if is_redo else undo.undo(context, set_id, *wait)
    _show_report(session, report, is_redo=is_redo)


def _step(context: AppContext, text: str) -> StepEntry:
    """The step whose id begins with `text`. Raises NotFoundError or AmbiguousError."""
    from crm_desktop.services import undo

    wanted = text.lower().replace("-", "")
    found = [entry for entry in undo.recent_changes(context, _EVER) if entry.set_id.hex().startswith(wanted)]
    if not found:
        raise NotFoundError(_("There is no step “{id}”.").format(id=text), _("“undo --list” shows them."))
    if len(found) > 1:
        lines = [f"{entry.set_id.hex()}  {entry.label}" for entry in found[:10]]
        raise AmbiguousError(_("Several steps begin with “{id}”.").format(id=text), lines)
    return found[0]


def _show_steps(session: Session, steps: list[StepEntry]) -> None:
    from crm_desktop.base.formats import moment_text

    if not session.is_json:
        rows = [(moment_text(s.at), s.who, s.label, _state(s), s.set_id.hex()) for s in steps]
        show_table(rows, (_("When"), _("Who"), _("Step"), "", "ID"))
        return
    for step in steps:
        show_json_line(
            {
                "step": step.set_id.hex(),
                "at": step.at.isoformat(timespec="milliseconds"),
                "who": step.who,
                "label": step.label,
                "kind": step.kind,
                "is_undone": step.is_undone,
                "is_erased": step.is_erased,
            }
        )


def _state(step: StepEntry) -> str:
    if step.is_undone:
        return _("undone")
    if step.is_erased:
        return _("deleted for good")
    return {"undo": _("undo"), "redo": _("redo")}.get(step.kind, "")


def _show_report(session: Session, report: UndoReport, *, is_redo: bool) -> None:
    if session.is_json:
        show_json(
            {
                "step": report.set_id.hex() if report.set_id else None,
                "label": report.label,
                "restored": report.restored,
                "kept": report.kept,
                "conflicts": list(report.conflicts),
                "erased": report.erased,
            }
        )
        return
    done = _("Done again: {step}.") if is_redo else _("Undone: {step}.")
    click.echo(done.format(step=report.label))
    if report.kept:
        text = ngettext(
            "{n} record was left alone: somebody has worked on it since.",
            "{n} records were left alone: somebody has worked on them since.",
            report.kept,
        )
        click.echo(text.format(n=report.kept))
    if report.erased:
        text = ngettext(
            "{n} record stays away: it was deleted for good since.",
            "{n} records stay away: they were deleted for good since.",
            report.erased,
        )
        click.echo(text.format(n=report.erased))
    for conflict in report.conflicts:
        click.echo(conflict)
