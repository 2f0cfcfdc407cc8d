"""`restore BACKUP`: what differs first, and only with `--yes` the restoring itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session

if TYPE_CHECKING:
    from crm_desktop.services.care import Comparison


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
    for line in _lines(differs):
        click.echo(line)
    if safety is None:
        click.echo(_("Nothing was changed. Add --yes to go back to this backup."))
    else:
        click.echo(_("Restored {name}.").format(name=source.name))
        click.echo(_("How the file was before is in {name}.").format(name=safety.path.name))


def _lines(differs: Comparison) -> list[str]:
    """What restoring takes away, brings back and changes, each with a few names."""
    texts = (
        (
            differs.only_now,
            ngettext(
                "{n} record is newer and goes away:", "{n} records are newer and go away:", differs.only_now
            ),
            differs.names_only_now,
        ),
        (
            differs.only_then,
            ngettext("{n} record comes back:", "{n} records come back:", differs.only_then),
            differs.names_only_then,
        ),
        (
            differs.different,
            ngettext(
                "{n} record gets its old content:", "{n} records get their old content:", differs.different
            ),
            differs.names_different,
        ),
    )
    lines = [
        f"{text.format(n=count)} {', '.join(names)}{', …' if count > len(names) else ''}"
        for count, text, names in texts
        if count
    ]
    if differs.erased:
        text = ngettext(
            "{n} of the records that come back was deleted for good.",
            "{n} of the records that come back were deleted for good.",
            differs.erased,
        )
        lines.append(text.format(n=differs.erased))
    return lines or [_("The backup has the same records as the file.")]
