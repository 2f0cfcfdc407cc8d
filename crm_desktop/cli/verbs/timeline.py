"""`timeline REF`: what was done with a record, and what comes next."""

from __future__ import annotations

import click

from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json_line, show_table
from crm_desktop.cli.session import Session


@click.command(help=_("Show what was done with somebody, newest first, and what comes next."))
@click.argument("ref")
@click.option("--limit", type=click.IntRange(1), default=100, help=_("At most so many."))
@click.pass_obj
def command(session: Session, ref: str, limit: int) -> None:
    """Shows the timeline."""
    from crm_desktop.base.formats import moment_text
    from crm_desktop.domain.activities.kinds import TITLES
    from crm_desktop.services.activities import outcomes, timeline
    from crm_desktop.services.contacts import queries

    with session.open() as context:
        line = timeline.timeline(context, queries.resolve(context, ref))
        rows = timeline.rows(context, line, 0, limit)
        names = {o.key: o.name for o in outcomes.outcomes(context)}
    records = [*line.planned, *(row.activity for row in rows if row.activity is not None)]
    if session.is_json:
        for record in records:
            show_json_line(
                {
                    "ref": str(record.ref),
                    "kind": record.kind,
                    "status": record.status,
                    "at": record.at.isoformat(),
                    "who": record.owner,
                    "outcome": record.outcome,
                    "subject": record.subject,
                    "body": record.body,
                    "with": [p.name for p in record.people],
                }
            )
        return
    show_table(
        [
            (
                moment_text(r.at),
                _("planned") if r.status == "planned" else "",
                _(TITLES[r.kind]),
                names.get(r.outcome, r.outcome),
                r.text,
                r.owner,
            )
            for r in records
        ],
        (_("When"), "", _("Kind"), _("Outcome"), _("What"), _("Who")),
    )
