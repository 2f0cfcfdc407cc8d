"""`backup`: a verified copy of the file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json, show_json_line, show_table
from crm_desktop.cli.session import Session

if TYPE_CHECKING:
    from crm_desktop.services.care import Backup


@click.command(
    help=_("Make a verified copy of the file in one step, beside it or at the place given with --to.")
)
@click.option("--to", type=click.Path(path_type=Path), help=_("Where the copy goes; it must not exist."))
@click.option("--list", "is_list", is_flag=True, help=_("Show the backups there are instead, newest first."))
@click.pass_obj
def command(session: Session, *, to: Path | None, is_list: bool) -> None:
    """Backs up."""
    from crm_desktop.base.formats import moment_text, size_text
    from crm_desktop.services import care

    if to is not None and is_list:
        raise click.UsageError(_("--to does not go with --list."))
    with session.open() as context:
        if not is_list:
            made = care.backup(context, to.expanduser().absolute() if to else None)
        else:
            backups = care.list_backups(context)
    if is_list and session.is_json:
        for backup in backups:
            show_json_line(_plain(backup))
    elif is_list:
        rows = [(moment_text(b.at), b.reason, size_text(b.size), b.path.name) for b in backups]
        show_table(rows, (_("When"), _("Why"), _("Size"), _("Name")))
    elif session.is_json:
        show_json(_plain(made))
    else:
        size = size_text(made.size)
        click.echo(_("Backup made and verified: {file} ({size}).").format(file=made.path, size=size))


def _plain(backup: Backup) -> dict[str, Any]:
    return {
        "file": str(backup.path),
        "at": backup.at.isoformat(timespec="milliseconds"),
        "reason": backup.reason,
        "size": backup.size,
    }
