"""`show REF`: one record with everything in it."""

from __future__ import annotations

import datetime as dt

import click

from crm_desktop.base.i18n import _
from crm_desktop.cli.moments import Moment
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session


@click.command(
    help=_("Show a record. REF is contact:ID, a unique beginning of an id, or a name, e-mail or number.")
)
@click.argument("ref")
@click.option("--as-of", type=Moment(), help=_("As it stood then: 2026-05-01 or 2026-05-01T14:30."))
@click.pass_obj
def command(session: Session, ref: str, as_of: dt.datetime | None) -> None:
    """Shows a record."""
    from crm_desktop.exchange.json_format import party_to_plain
    from crm_desktop.services.contacts import queries

    with session.open() as context:
        record = queries.load(context, queries.resolve(context, ref), as_of)
        region = context.region
    if session.is_json:
        show_json(party_to_plain(record))
        return
    from crm_desktop.cli.record_text import lines

    for line in lines(record, region):
        click.echo(line)
