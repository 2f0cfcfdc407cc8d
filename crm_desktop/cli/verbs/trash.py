"""`trash REF…`: records into the trash and out of it; `--empty` and `--for-good` delete what lies in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.progress import CancelledError
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session, waiting
from crm_desktop.domain.contacts.listing import Selection

if TYPE_CHECKING:
    from crm_desktop.services.contacts.trash import TrashReport, WhatGoes
    from crm_desktop.services.context import AppContext


@click.command(
    help=_(
        "Put records into the trash as one step. --empty deletes for good what lies in it, --for-good these records"
        " of it: that cannot be undone, so it says what would go and asks first."
    )
)
@click.argument("refs", nargs=-1, metavar="REF…")
@click.option("--back", is_flag=True, help=_("Take them out of the trash instead."))
@click.option("--empty", "is_empty", is_flag=True, help=_("Delete for good all that is in the trash."))
@click.option("--for-good", is_flag=True, help=_("Delete these records of the trash for good."))
@click.option(
    "--forget-names",
    is_flag=True,
    help=_("Do not write the names into what they did with others, which stays."),
)
@click.option("--yes", "is_sure", is_flag=True, help=_("Do not ask."))
@click.pass_obj
def command(
    session: Session,
    refs: tuple[str, ...],
    *,
    back: bool,
    is_empty: bool,
    for_good: bool,
    forget_names: bool,
    is_sure: bool,
) -> None:
    """Trashes, restores, deletes for good."""
    if back + is_empty + for_good > 1:
        raise click.UsageError(_("--back, --empty and --for-good do not go together."))
    if bool(refs) == is_empty:
        raise click.UsageError(_("Name the records, or --empty without any."))
    if is_empty or for_good:
        _delete(session, refs, keeps_names=not forget_names, is_sure=is_sure)
    else:
        _move(session, refs, back=back)


def _move(session: Session, refs: tuple[str, ...], *, back: bool) -> None:
    """Into the trash, or out of it."""
    from crm_desktop.services.contacts import ops, queries

    with session.open(writes=True) as context:
        found = [queries.resolve(context, ref) for ref in refs]
        selection = Selection.of(*(ref.id for ref in found))
        count = ops.restore(context, selection) if back else ops.trash(context, selection)
    if session.is_json:
        show_json({"refs": [str(ref) for ref in found], "is_deleted": not back})
    elif back:
        click.echo(ngettext("{n} record is back.", "{n} records are back.", count).format(n=count))
    else:
        click.echo(
            ngettext("{n} record is in the trash.", "{n} records are in the trash.", count).format(n=count)
        )


def _delete(session: Session, refs: tuple[str, ...], *, keeps_names: bool, is_sure: bool) -> None:
    """What would go; and when that is wanted, deleting it."""
    from crm_desktop.services.contacts import queries, trash

    with session.open(writes=True) as context:
        chosen = (
            Selection.of(*(queries.resolve(context, ref).id for ref in refs)) if refs else trash.EVERYTHING
        )
        going = trash.what_goes(context, chosen)
        if not session.is_json:
            _show_going(going)
        report: TrashReport | None = None
        is_clean = False
        if going.count and (is_sure or _agrees(session)):
            with waiting() as (bar, cancel):
                report = trash.delete_for_good(
                    context, chosen, keeps_names=keeps_names, progress=bar, cancel=cancel
                )
        if (report is not None and not report.is_cancelled) or (is_sure and trash.has_traces(context)):
            is_clean = _clear(context)
    if session.is_json:
        show_json(_document(going, report, is_clean=is_clean))
    elif report is not None:
        _show_report(report)
    elif going.count:
        click.echo(_("Nothing was deleted. Add --yes to delete it for good."))


def _agrees(session: Session) -> bool:
    """Asks, if there is somebody to answer."""
    if session.is_json or not sys.stdin.isatty():
        return False
    return click.confirm(_("Delete this for good?"), default=False)


def _clear(context: AppContext) -> bool:
    """Takes what is left of it out of the unused parts of the file; what hinders that is told."""
    from crm_desktop.services.contacts import trash

    try:
        with waiting() as (bar, cancel):
            return trash.clear_traces(context, bar, cancel)
    except (EnvironmentProblem, CancelledError) as problem:
        if isinstance(problem, EnvironmentProblem):
            click.echo(str(problem), err=True)
        click.echo(
            _("Traces are left in unused parts of the file until “trash --empty --yes” runs again."), err=True
        )
        return False


def _show_going(going: WhatGoes) -> None:
    from crm_desktop.services.contacts import trash

    if going.count:
        click.echo(
            _("For good would go: {what}.").format(
                what=trash.counted_text(going.records, going.activities, going.files)
            )
        )
    elif not going.held_count:
        click.echo(_("Nothing of that is in the trash."))
    if going.shared:
        text = ngettext(
            "{n} activity stays: others took part.", "{n} activities stay: others took part.", going.shared
        )
        click.echo(text.format(n=going.shared))
    for one in going.held:
        text = ngettext(
            "{name} stays: {n} person has a role there.",
            "{name} stays: {n} people have a role there.",
            one.people,
        )
        click.echo(text.format(name=one.name, n=one.people))
    if going.held_count > len(going.held):
        more = going.held_count - len(going.held)
        click.echo(ngettext("{n} more company stays.", "{n} more companies stay.", more).format(n=more))


def _show_report(report: TrashReport) -> None:
    from crm_desktop.services.contacts import trash

    click.echo(
        _("Deleted for good: {what}.").format(what=trash.counted_text(report.records, report.activities))
        if report.count
        else _("Nothing was deleted.")
    )
    if report.is_cancelled:
        click.echo(
            ngettext("Stopped; {n} record stays.", "Stopped; {n} records stay.", report.left).format(
                n=report.left
            )
        )
    if report.count:
        months = trash.BACKUP_MONTHS
        text = ngettext(
            "Backups from before may have it for up to {n} month.",
            "Backups from before may have it for up to {n} months.",
            months,
        )
        click.echo(text.format(n=months))


def _document(going: WhatGoes, report: TrashReport | None, *, is_clean: bool) -> dict[str, Any]:
    return {
        "records": dict(report.records if report else going.records),
        "activities": report.activities if report else going.activities,
        "shared": going.shared,
        "files": going.files,
        "held": [{"ref": str(one.ref), "display_name": one.name, "people": one.people} for one in going.held],
        "held_count": going.held_count,
        "left": report.left if report else going.held_count + going.count,
        "is_deleted_for_good": report is not None and report.count > 0,
        "is_cancelled": report is not None and report.is_cancelled,
        "is_clean": is_clean,
    }
