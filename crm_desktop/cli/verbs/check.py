"""`check`: read the whole file; repair what can be made again; rescue what is readable of a damaged one."""

from __future__ import annotations

from pathlib import Path

import click

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session, waiting


@click.command(
    help=_(
        "Read the whole file: pages, references, journal, search index. Status 1 when something is wrong."
        " --repair makes the search index anew. --salvage copies what is readable of a damaged file into a new one."
    )
)
@click.option("--repair", "is_repair", is_flag=True, help=_("Make search index and sort keys anew."))
@click.option(
    "--salvage", "out", type=click.Path(path_type=Path), help=_("Rescue what is readable into this new file.")
)
@click.pass_obj
def command(session: Session, *, is_repair: bool, out: Path | None) -> int:
    """Checks the file, or rescues it."""
    if out is not None:
        return _salvage(session, out)
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


def _salvage(session: Session, out: Path) -> int:
    """Rescues the file, which is not opened: it may be past opening."""
    from crm_desktop import wiring

    damaged = session.path(wiring.build_settings(session.paths))
    with waiting() as (bar, cancel):
        report = wiring.salvage_file(damaged, out, paths=session.paths, progress=bar, cancel=cancel)
    if session.is_json:
        show_json(
            {
                "file": str(report.out),
                "records": report.records,
                "rows": report.rows,
                "damaged_tables": report.damaged_tables,
                "stand_ins": report.stand_ins,
                "attachments_lost": report.attachments_lost,
                "rows_lost": report.lost.rows,
                "values_lost": report.lost.values,
            }
        )
        return 0
    text = ngettext(
        "{n} record was rescued into {file}.", "{n} records were rescued into {file}.", report.records
    )
    click.echo(text.format(n=report.records, file=report.out))
    if report.stand_ins:
        text = ngettext(
            "{n} of them stands in for a lost one: what belonged to it hangs on “Rescued record …”.",
            "{n} of them stand in for lost ones: what belonged to them hangs on “Rescued record …”.",
            report.stand_ins,
        )
        click.echo(text.format(n=report.stand_ins))
    if report.attachments_lost:
        text = ngettext("{n} attachment is lost.", "{n} attachments are lost.", report.attachments_lost)
        click.echo(text.format(n=report.attachments_lost))
    if report.lost.rows:
        text = ngettext(
            "{n} entry is lost: what it cannot do without was ruined.",
            "{n} entries are lost: what they cannot do without was ruined.",
            report.lost.rows,
        )
        click.echo(text.format(n=report.lost.rows))
    if report.lost.values:
        text = ngettext(
            "{n} value is lost; the rest of its entry was kept.",
            "{n} values are lost; the rest of their entries was kept.",
            report.lost.values,
        )
        click.echo(text.format(n=report.lost.values))
    if report.damaged_tables:
        click.echo(_("Damaged were: {tables}.").format(tables=", ".join(report.damaged_tables)))
    click.echo(_("The old file was not changed; its history is only there. Keep it."))
    return 0
