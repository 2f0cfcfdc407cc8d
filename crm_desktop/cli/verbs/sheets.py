"""`sheets [TEXT]`: the label sheets that are known."""

from __future__ import annotations

import dataclasses

import click

from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json_line, show_table
from crm_desktop.cli.session import Session


@click.command(help=_("List label sheets whose maker, number, paper or size hold every word of TEXT."))
@click.argument("text", nargs=-1)
@click.pass_obj
def command(session: Session, text: tuple[str, ...]) -> None:
    """Lists label sheets."""
    from crm_desktop.printing.stock import find_stock

    found = find_stock(" ".join(text))
    if session.is_json:
        for stock in found:
            show_json_line({"code": stock.code, **dataclasses.asdict(stock), "per_page": stock.per_page})
    elif found:
        show_table([(stock.code, stock.describe()) for stock in found])
    else:
        click.echo(_("No label sheet fits “{text}”.").format(text=" ".join(text)), err=True)
