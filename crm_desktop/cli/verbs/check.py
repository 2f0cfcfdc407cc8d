"""`check`: read the whole file; repair what can be made again."""

from __future__ import annotations

import click

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session


@click.command(
    help=_(
        "Read the whole file: pages, references, journal, search index. Status 1 when something is wrong."
        " --repair makes the search index anew."
    )
)
@click.option("--repair", "is_repair", is_flag=True, help=_("Make search index and sort keys anew."))
@click.pass_obj
def command(session: Session, *, is_repair: bool) -> int:
    """Checks the file."""
    from crm_desktop.services import care

    with session.open(writes=is_repair) as context:
        repaired = care.repair(context) if is_repair else None
        report = care.check(context)
    if session.is_json:
        show_json(
            {
                "is_well": report.is_well,
                "problems": list(report.problems),
                "records": report.records,
                "steps": report.steps,
                "repaired": repaired,
            }
        )
        return 0 if report.is_well else 1
    if repaired is not None:
        text = ngettext("{n} record was indexed anew.", "{n} records were indexed anew.", repaired)
        click.echo(text.format(n=repaired))
    for problem in report.problems:
        click.echo(problem)
    if report.is_well:
        click.echo(
            _("The file is well: {records} records, {steps} steps in its history.").format(
                records=report.records, steps=report.steps
            )
        )
    return 0 if report.is_well else 1
