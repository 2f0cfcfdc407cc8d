"""`history REF`: every change of a record, newest first."""

from __future__ import annotations

import click

from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json_line, show_table
from crm_desktop.cli.session import Session


@click.command(
    help=_("Show every change of a record, newest first: when, who, which field, before and after.")
)
@click.argument("ref")
@click.option("--limit", type=click.IntRange(1), help=_("At most so many."))
@click.pass_obj
def command(session: Session, ref: str, limit: int | None) -> None:
    """Shows the history."""
    from crm_desktop.base.formats import moment_text
    from crm_desktop.services.contacts import queries

    with session.open() as context:
        entries = queries.history(context, queries.resolve(context, ref))[:limit]
    if session.is_json:
        for entry in entries:
            show_json_line(
                {
                    "at": entry.at.isoformat(timespec="milliseconds"),
                    "who": entry.who,
                    "step": entry.set_id.hex() if entry.set_id else None,
                    "label": entry.step_label,
                    "field": entry.field,
                    "detail": entry.detail,
                    "before": entry.before,
                    "after": entry.after,
                }
            )
        return
    show_table(
        [
            (
                moment_text(entry.at),
                entry.who or _("another program"),
                entry.told.title,
                entry.told.before,
                entry.told.after,
                entry.step_label,
            )
            for entry in entries
        ],
        (_("When"), _("Who"), _("Field"), _("Before"), _("After"), _("Step")),
    )
