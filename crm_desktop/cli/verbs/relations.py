"""`relations REF`: who a record is related to; `relations --types`: the words for it."""

from __future__ import annotations

import click

from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json_line, show_table
from crm_desktop.cli.session import Session


@click.command(
    help=_("Show the relations of a record, each as seen from it; with --types the words there are.")
)
@click.argument("ref", required=False)
@click.option("--types", "wants_types", is_flag=True, help=_("List the kinds of relation instead."))
@click.pass_obj
def command(session: Session, ref: str | None, *, wants_types: bool) -> None:
    """Shows relations."""
    if wants_types == (ref is not None):
        raise click.UsageError(_("Name a record, or ask for --types."))
    if ref is None:
        _show_types(session)
    else:
        _show_relations(session, ref)


def _show_types(session: Session) -> None:
    from crm_desktop.services.contacts import relations

    with session.open() as context:
        kinds = relations.types(context)
    if session.is_json:
        for kind in kinds:
            words = {"name": kind.word(), "inverse_name": kind.word(is_inverse=True)}
            show_json_line({"type": kind.key, **words, "group": kind.group})
        return
    headings = (_("Type"), _("One side"), _("Other side"))
    show_table([(kind.key, kind.word(), kind.word(is_inverse=True)) for kind in kinds], headings)


def _show_relations(session: Session, ref: str) -> None:
    from crm_desktop.cli.relation_text import document, span
    from crm_desktop.services.contacts import queries, relations

    with session.open() as context:
        found = relations.relations_of(context, queries.resolve(context, ref))
    if session.is_json:
        for relation in found:
            show_json_line(document(relation))
    elif found:
        show_table([(r.word, r.other_name, span(r), r.note, str(r.other)) for r in found])
    else:
        click.echo(_("There are no relations."), err=True)
