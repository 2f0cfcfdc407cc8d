"""`set REF FIELD=VALUE…`: fields of a record, as one step."""

from __future__ import annotations

import click

from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session


@click.command(
    help=_(
        "Set fields of a record as one step that undo takes back. FIELD=VALUE sets, FIELD= takes away,"
        " FIELD+=VALUE adds one, FIELD-=VALUE takes one away. All fields are in docs/cli.md."
    ),
    epilog=_("Such as: set “Anna Hansen” phone.work=+4533112233 address.home.city=Aarhus tag+=vip"),
)
@click.argument("ref")
@click.argument("assignments", nargs=-1, required=True, metavar="FIELD=VALUE…")
@click.pass_obj
def command(session: Session, ref: str, assignments: tuple[str, ...]) -> None:
    """Sets fields."""
    from crm_desktop.exchange.json_format import party_to_plain
    from crm_desktop.services.contacts import queries
    from crm_desktop.services.contacts.assigning import assign

    with session.open(writes=True) as context:
        found = queries.resolve(context, ref)
        before = queries.load(context, found)
        assign(context, found, assignments)
        after = queries.load(context, found)
    if session.is_json:
        show_json(party_to_plain(after))
    elif after == before:
        click.echo(_("{name} is so already; nothing was changed.").format(name=after.display_name))
    else:
        click.echo(_("Changed {name}.").format(name=after.display_name))
