"""`find TEXT`: the who-box."""

from __future__ import annotations

import click

from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json_line, show_table
from crm_desktop.cli.session import Session


@click.command(
    help=_(
        "Find records that have every word of TEXT somewhere: part of a name, company, phone number in any"
        " notation, e-mail, place, account number or note. Case and accents do not matter."
    )
)
@click.argument("text", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(1, 1_000_000), default=50, show_default=True, help=_("At most so many.")
)
@click.pass_obj
def command(session: Session, text: tuple[str, ...], limit: int) -> None:
    """Finds records."""
    from crm_desktop.services import search

    with session.open() as context:
        hits = search.find(context, " ".join(text), limit)
    if session.is_json:
        for hit in hits:
            show_json_line(
                {
                    "ref": str(hit.ref),
                    "display_name": hit.title,
                    "subtitle": hit.subtitle,
                    "matched": hit.matched,
                }
            )
    elif hits:
        show_table([(hit.title, hit.subtitle, hit.matched, str(hit.ref)) for hit in hits])
    else:
        click.echo(_("Nothing was found."), err=True)
