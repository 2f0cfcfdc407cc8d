"""`import FILE…`: address books of other programs, as one step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session, waiting

if TYPE_CHECKING:
    from crm_desktop.services.import_report import ImportReport

_SHOWN = 10
"""Rejects and notices named on the terminal; --rejects and --json have all of them."""


@click.command(
    help=_(
        "Take in vCard, CSV or JSON files as one step that undo takes back. The format is recognised by the"
        " content. The same file a second time changes nothing. A backup is made first."
    )
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option(
    "--as", "format_id", type=click.Choice(["vcard", "csv", "json"]), help=_("Do not guess the format.")
)
@click.option(
    "--map",
    "mapping",
    type=click.Path(path_type=Path),
    metavar="MAP.json",
    help=_("What the columns of a CSV file mean; see docs/cli.md."),
)
@click.option(
    "--on-match",
    type=click.Choice(["update", "skip", "add"]),
    default="update",
    show_default=True,
    help=_("A record that is there already: add to it, leave it, or make a second one."),
)
@click.option("--encoding", help=_("Of the text, such as cp949; else it is found out."))
@click.option("--dry-run", is_flag=True, help=_("Only count what would happen; nothing is changed."))
@click.option(
    "--rejects",
    type=click.Path(path_type=Path),
    metavar="OUT.csv",
    help=_("Write what could not be taken in, with reasons."),
)
@click.pass_obj
def command(
    session: Session,
    *,
    files: tuple[Path, ...],
    format_id: str | None,
    mapping: Path | None,
    on_match: str,
    encoding: str | None,
    dry_run: bool,
    rejects: Path | None,
) -> None:
    """Imports files."""
    from crm_desktop.services import csv_lists, importing
    from crm_desktop.services.import_report import ImportOptions

    options = ImportOptions(
        format=format_id,
        mapping=_mapping(mapping) if mapping else None,
        encoding=_encoding(encoding) if encoding else None,
        on_match=on_match,
        dry_run=dry_run,
    )
    with session.open(writes=not dry_run) as context, waiting() as (progress, cancel):
        report = importing.import_file(context, files, options, progress, cancel)
    if rejects is not None:
        csv_lists.save_rejects(report.rejected, rejects.expanduser().absolute())
    if session.is_json:
        show_json(_plain(report, is_dry=dry_run))
    else:
        _show(report, is_dry=dry_run)


def _mapping(path: Path) -> Any:
    from crm_desktop.exchange.delimited.mapping import load_mapping

    return load_mapping(path)


def _encoding(name: str) -> str:
    """The name of an encoding that Python knows."""
    import codecs

    try:
        return codecs.lookup(name).name
    except LookupError:
        raise click.BadParameter(
            _("There is no encoding “{name}”.").format(name=name), param_hint="--encoding"
        ) from None


def _plain(report: ImportReport, *, is_dry: bool) -> dict[str, Any]:
    return {
        "format": report.format,
        "read": report.read,
        "added": report.added,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": report.skipped,
        "activities": report.further.activities,
        "relations": report.further.relations,
        "rejected": len(report.rejected),
        "rejects": [{"line": r.position, "reason": r.reason, "raw": r.raw} for r in report.rejected],
        "notices": report.notices,
        "step": report.set_id.hex() if report.set_id else None,
        "is_dry_run": is_dry,
    }


def _show(report: ImportReport, *, is_dry: bool) -> None:
    further = ((_("activities"), report.further.activities), (_("relations"), report.further.relations))
    counts = (
        (_("read"), report.read),
        (_("added"), report.added),
        (_("updated"), report.updated),
        (_("unchanged"), report.unchanged),
        (_("skipped"), report.skipped),
        (_("rejected"), len(report.rejected)),
        *((name, count) for name, count in further if count),
    )
    click.echo(f"{report.format}: " + ", ".join(f"{name} {count}" for name, count in counts))
    for reject in report.rejected[:_SHOWN]:
        click.echo("  " + _("Line {line}: {reason}").format(line=reject.position, reason=reject.reason))
    _show_more(len(report.rejected), _("--rejects OUT.csv writes all of them."))
    for notice in report.notices[:_SHOWN]:
        click.echo("  " + notice)
    _show_more(len(report.notices), _("--json gives all of them."))
    if is_dry:
        click.echo(_("Nothing was changed: this was a dry run."))


def _show_more(count: int, advice: str) -> None:
    if count > _SHOWN:
        click.echo("  " + _("… and {n} more. {advice}").format(n=count - _SHOWN, advice=advice))
