"""`list contacts|companies|households|groups|all`: rows, now or as they stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.cli.columns import TOLD, Column, Line, cell, chosen
from crm_desktop.cli.moments import Moment
from crm_desktop.cli.output import show_json_line, show_table
from crm_desktop.cli.session import Session
from crm_desktop.domain.contacts.fields import DEFAULT_COLUMNS
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import (
    GROUP,
    HOUSEHOLD,
    ORGANIZATION,
    PERSON,
    PartyRecord,
)

if TYPE_CHECKING:
    from crm_desktop.services.context import AppContext

SUBJECTS = {
    "contacts": (PERSON,),
    "companies": (ORGANIZATION,),
    "households": (HOUSEHOLD,),
    "groups": (GROUP,),
    "all": (),
}
_PAGE = 500
_ALWAYS = ("kind", *DEFAULT_COLUMNS)
"""Columns of a JSON line when none are chosen."""


@click.command(help=_("List records; with --json one JSON object a line."))
@click.argument("subject", type=click.Choice(list(SUBJECTS)), default="contacts")
@click.option(
    "--where", default="", metavar="EXPR", help=_("Only what fits: the filter language, see docs/cli.md.")
)
@click.option(
    "--columns", default="", metavar="A,B,…", help=_("Which fields to show, such as display_name,phone.work.")
)
@click.option(
    "--sort", default="display_name", show_default=True, metavar="FIELD", help=_("Field to order by.")
)
@click.option("--desc", is_flag=True, help=_("The other way round."))
@click.option("--tag", default="", help=_("Only records with this tag."))
@click.option("--as-of", type=Moment(), help=_("As the list stood then: 2026-05-01 or 2026-05-01T14:30."))
@click.option("--trash", is_flag=True, help=_("Records in the trash."))
@click.option("--limit", type=click.IntRange(1), help=_("At most so many."))
@click.pass_obj
def command(
    session: Session,
    *,
    subject: str,
    where: str,
    columns: str,
    sort: str,
    desc: bool,
    tag: str,
    as_of: dt.datetime | None,
    trash: bool,
    limit: int | None,
) -> None:
    """Lists records."""
    names = [name.strip() for name in columns.split(",") if name.strip()]
    wanted = chosen(names or (_ALWAYS if session.is_json else DEFAULT_COLUMNS))
    query = ListQuery(
        SUBJECTS[subject], where=where, tag=tag, sort=sort, descending=desc, trash=trash, as_of=as_of
    )
    with session.open() as context:
        lines = _lines(context, query, wanted, limit)
        if session.is_json:
            for line in lines:
                show_json_line(
                    {"ref": str(line.row.ref), **{column.path: column.value(line) for column in wanted}}
                )
        else:
            show_table(
                ([*(cell(column.value(line)) for column in wanted), str(line.row.ref)] for line in lines),
                [*(column.spec.title if not column.sub else column.path for column in wanted), "ref"],
            )


def _lines(context: AppContext, query: ListQuery, wanted: list[Column], limit: int | None) -> Iterator[Line]:
    """Rows in pages, with what the columns need besides."""
    from crm_desktop.services.contacts import queries

    snapshot = queries.snapshot(context, query)
    needs_records = any(column.needs_record for column in wanted)
    told = [column.spec.key for column in wanted if column.spec.key in TOLD]
    end = len(snapshot) if limit is None else min(limit, len(snapshot))
    for start in range(0, end, _PAGE):
        ids = snapshot.ids(start, min(start + _PAGE, end))
        records = _records(context, ids, query.as_of) if needs_records else {}
        for row in queries.rows(context, ids, query.as_of, trash=query.trash, columns=told):
            if not row.is_missing:
                yield Line(row, records.get(row.id))


def _records(context: AppContext, ids: Sequence[Id], as_of: dt.datetime | None) -> dict[Id, PartyRecord]:
    from crm_desktop.services.contacts import queries

    if as_of is None:
        return {record.ref.id: record for record in queries.load_all(context, ids)}
    return {i: queries.load(context, i, as_of) for i in ids}
