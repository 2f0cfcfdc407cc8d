"""`restore BACKUP`: what differs first, and only with `--yes` the restoring itself."""

from __future__ import annotations

import click

from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session


@click.command(
    help=_(
        "Show what going back to a backup would change; with --yes do it. BACKUP is a file, the beginning of"
        " a name from “backup --list”, or “last”. What is there now is backed up first."
    )
)
@click.argument("backup")
@click.option("--yes", "is_sure", is_flag=True, help=_("Restore it."))
@click.pass_obj
def command(session: Session, backup: str, *, is_sure: bool) -> None:
    """Restores."""
    from crm_desktop.services import care

    with session.open() as context:
        source = care.find_backup(context, backup)
        differs = care.compare_backup(context, source)
        safety = care.restore(context, source) if is_sure else None
    if session.is_json:
        show_json(
            {
                "backup": str(source),
                "only_now": differs.only_now,
                "only_then": differs.only_then,
                "erased": differs.erased,
                "different": differs.different,
                "names_only_now": list(differs.names_only_now),
                "names_only_then": list(differs.names_only_then),
                "names_different": list(differs.names_different),
                "is_restored": is_sure,
                "safety": str(safety.path) if safety else None,
            }
        )
        return
    for line in care.differences(differs):
        click.echo(line)
    if safety is None:
        click.echo(_("Nothing was changed. Add --yes to go back to this backup."))
    else:
        click.echo(_("Restored {name}.").format(name=source.name))
        click.echo(_("How the file was before is in {name}.").format(name=safety.path.name))
