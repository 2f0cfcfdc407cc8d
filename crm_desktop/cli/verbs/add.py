"""`add KIND FIELD=VALUE…`: a new record."""

from __future__ import annotations

import click

from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session
from crm_desktop.domain.contacts.records import REF_KINDS, PartyRecord

KINDS = {word: kind for kind, word in REF_KINDS.items()}


@click.command(help=_("Add a record, such as: add contact given=Anna family=Hansen email=anna@example.org"))
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.argument("assignments", nargs=-1, required=True, metavar="FIELD=VALUE…")
@click.pass_obj
def command(session: Session, kind: str, assignments: tuple[str, ...]) -> None:
    """Adds a record."""
    from crm_desktop.exchange.json_format import party_to_plain
    from crm_desktop.services.contacts import ops, own_fields, queries
    from crm_desktop.services.contacts.assigning import filled

    with session.open(writes=True) as context:
        record = filled(PartyRecord(KINDS[kind]), assignments, own_fields.all_fields(context))
        saved = queries.load(context, ops.create(context, record))
    if session.is_json:
        show_json(party_to_plain(saved))
    else:
        click.echo(_("Added {name}.").format(name=f"{saved.display_name}  ({saved.ref})"))
