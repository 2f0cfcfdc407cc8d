"""`export -o OUT`: records for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session, waiting
from crm_desktop.domain.contacts.listing import ListQuery, Selection

CALENDAR = "ics"
FORMATS = ("vcard", "csv", "json", CALENDAR)
_BY_ENDING = {
    ".vcf": "vcard",
    ".vcard": "vcard",
    ".csv": "csv",
    ".tsv": "csv",
    ".json": "json",
    ".ics": CALENDAR,
}


@click.command(help=_("Write records to OUT; a file of that name is replaced when the new one is complete."))
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=_("The file to write."))
@click.option("--as", "format_id", type=click.Choice(FORMATS), help=_("Format; else by the ending of OUT."))
@click.option(
    "--where", default="", metavar="EXPR", help=_("Only what fits: the filter language, see docs/cli.md.")
)
@click.option(
    "--version", type=click.Choice(["3.0", "4.0"]), default="3.0", show_default=True, help=_("Of vCard.")
)
@click.option(
    "--profile",
    type=click.Choice(["own", "google"]),
    default="own",
    show_default=True,
    help=_("Of CSV: everything, or as Google Contacts writes it."),
)
@click.option("--raw", is_flag=True, help=_("Of CSV: leave cells that begin like a formula as they are."))
@click.option("--plain", is_flag=True, help=_("Of vCard: only what an address book holds, to give away."))
@click.pass_obj
def command(
    session: Session,
    *,
    out: Path,
    format_id: str | None,
    where: str,
    version: str,
    profile: str,
    raw: bool,
    plain: bool,
) -> None:
    """Exports records."""
    format_id = format_id or _BY_ENDING.get(out.suffix.lower())
    if format_id is None:
        raise click.UsageError(_("The ending of OUT tells no format; add --as vcard, csv, json or ics."))
    from crm_desktop.exchange.formats import WriteOptions
    from crm_desktop.services import exporting

    options = WriteOptions(version=version, profile=profile, raw=raw, is_complete=not plain)
    with session.open() as context, waiting() as (progress, cancel):
        chosen = Selection.all_of(ListQuery(where=where))
        place = out.expanduser().absolute()
        if format_id == CALENDAR:
            report = exporting.export_calendar(context, chosen, place, progress, cancel)
        else:
            report = exporting.export_file(context, chosen, format_id, place, options, progress, cancel)
    if session.is_json:
        show_json(
            {
                "file": str(out),
                "format": format_id,
                "written": report.written,
                "left_out": report.left_out,
                "notices": list(report.notices),
            }
        )
        return
    if format_id == CALENDAR:
        text = ngettext(
            "{n} activity was written to {file}.", "{n} activities were written to {file}.", report.written
        )
    else:
        text = ngettext(
            "{n} record was written to {file}.", "{n} records were written to {file}.", report.written
        )
    click.echo(text.format(n=report.written, file=out))
    for notice in report.notices:
        click.echo(notice, err=True)
