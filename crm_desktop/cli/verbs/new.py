"""`new PATH`: create a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session

if TYPE_CHECKING:
    from crm_desktop.services.context import AppContext


@click.command(help=_("Create a customer file at PATH; it becomes the one that other verbs work on."))
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help=_("Fill it with the made-up customers of the practice file."))
@click.option("--country", default="", help=_("Your own country, by code or name; else the computer's."))
@click.pass_obj
def command(session: Session, path: Path, *, sample: bool, country: str) -> None:
    """Creates a file."""
    from crm_desktop import wiring

    code = _country_code(country) if country else ""
    context = wiring.open_context(path, create=True, country=code, paths=session.paths)
    try:
        added = _filled(context) if sample else 0
        region = context.region
    finally:
        context.close()
    if session.is_json:
        show_json({"file": str(path), "country": region, "added": added})
        return
    click.echo(_("Created {file}.").format(file=path))
    if added:
        click.echo(ngettext("{n} record was added.", "{n} records were added.", added).format(n=added))


def _filled(context: AppContext) -> int:
    from crm_desktop.services import practice

    return practice.fill(context).added


def _country_code(text: str) -> str:
    from crm_desktop.domain.countries import country_code

    code = country_code(text)
    if not code:
        raise click.BadParameter(_("There is no country “{name}”.").format(name=text), param_hint="--country")
    return code
