"""`trash REF…`: records into the trash and out of it."""

from __future__ import annotations

import click

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session
from crm_desktop.domain.contacts.listing import Selection


@click.command(help=_("Put records into the trash as one step. Nothing is ever removed from the file."))
@click.argument("refs", nargs=-1, required=True, metavar="REF…")
@click.option("--back", is_flag=True, help=_("Take them out of the trash instead."))
@click.pass_obj
def command(session: Session, refs: tuple[str, ...], *, back: bool) -> None:
    """Trashes records."""
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
