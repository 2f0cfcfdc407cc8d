"""`relate REF TYPE REF`: what one record is to another."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from crm_desktop.base.errors import NotFoundError
from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session

if TYPE_CHECKING:
    from crm_desktop.domain.contacts.relations import RelationType
    from crm_desktop.services.context import AppContext

DAY = click.DateTime(["%Y-%m-%d"])


@click.command(
    help=_(
        "Say what the first record is to the second, such as: relate “Ida Hansen” parent “Bo Hansen”. TYPE is a word"
        " that relations --types lists, of either side. With --inverse it may be a word of your own."
    )
)
@click.argument("ref")
@click.argument("word", metavar="TYPE")
@click.argument("other")
@click.option("--inverse", help=_("What the second is to the first; makes TYPE a kind of your own."))
@click.option("--from", "from_on", type=DAY, help=_("First day."))
@click.option("--to", "to_on", type=DAY, help=_("Last day."))
@click.option("--note", default="", help=_("A remark."))
@click.option("--remove", is_flag=True, help=_("Remove this relation instead."))
@click.pass_obj
def command(
    session: Session,
    ref: str,
    word: str,
    other: str,
    inverse: str | None,
    from_on: dt.datetime | None,
    to_on: dt.datetime | None,
    note: str,
    *,
    remove: bool,
) -> None:
    """Adds or removes a relation."""
    from crm_desktop.cli.relation_text import document
    from crm_desktop.domain.contacts.relations import Relation
    from crm_desktop.services.contacts import queries, relations

    with session.open(writes=True) as context:
        first, second = queries.resolve(context, ref), queries.resolve(context, other)
        kind, is_inverse = _type(context, word, inverse)
        if remove:
            found = [
                r
                for r in relations.relations_of(context, second)
                if r.other == first
                and r.type.key == kind.key
                and (kind.is_mutual or r.is_inverse == is_inverse)
            ]
            if not found:
                raise NotFoundError(_("There is no such relation between the two."))
            for relation in found:
                relations.remove(context, second, relation)
        else:
            begins, ends = (moment.date() if moment else None for moment in (from_on, to_on))
            wanted = Relation(kind, is_inverse, first, from_on=begins, to_on=ends, note=note)
            key = relations.add(context, second, wanted)
            found = [r for r in relations.relations_of(context, second) if r.id == key]
        name = queries.load(context, second).display_name
    told = {"is_removed": remove}
    if session.is_json:
        show_json({**document(found[0]), "of": str(second), **told})
        return
    text = _("Removed: {other}, {word} of {name}") if remove else _("{other}: {word} of {name}")
    click.echo(text.format(other=found[0].other_name, word=found[0].word, name=name))


def _type(context: AppContext, word: str, inverse: str | None) -> tuple[RelationType, bool]:
    """The kind that is meant, and whether the word is its inverse name. Raises NotFoundError, ValidationError."""
    from crm_desktop.domain.contacts.relations import find_type
    from crm_desktop.services.contacts import relations

    found = find_type(relations.types(context), word)
    if found is not None:
        return found
    if inverse is None:
        raise NotFoundError(
            _("There is no relation “{word}”.").format(word=word),
            _("“relations --types” lists those there are; --inverse makes one of your own."),
        )
    return relations.own_type(context, word, inverse), False
