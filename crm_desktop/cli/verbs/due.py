"""`due`: what is to be done, and with whom one is losing touch."""

from __future__ import annotations

import datetime as dt

import click

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.cli.output import show_json_line, show_table
from crm_desktop.cli.session import Session

SOURCES = ("activity", "next_step", "cadence")


@click.command(help=_("List what is due: planned activities, next steps, people to keep in touch with."))
@click.option("--days", type=click.IntRange(0, 3660), default=0, help=_("So many days ahead; 0 is today."))
@click.option("--mine", "is_mine", is_flag=True, help=_("Only what I am to do, and what is everybody's."))
@click.option("--only", type=click.Choice(SOURCES), help=_("Only one sort."))
@click.pass_obj
def command(session: Session, days: int, is_mine: bool, only: str | None) -> None:
    """Lists what is due."""
    from crm_desktop.base.formats import date_text, moment_text
    from crm_desktop.services.activities import due, hours

    with session.open() as context:
        end = hours.day_bounds(context, hours.local_now(context).date() + dt.timedelta(days=days))[1]
        owner = context.user_name if is_mine else ""
        found = due.due(context, end, owner=owner, sources=(only,) if only else SOURCES)
        own = hours.zone(context)
    if session.is_json:
        for item in found.items:
            show_json_line(
                {
                    "source": item.source,
                    "at": item.at.isoformat(),
                    "all_day": item.is_all_day,
                    "kind": item.kind,
                    "text": item.text,
                    "subject": item.subject_id.hex(),
                    "with": item.party_name,
                    "phone": item.phone,
                    "owner": item.owner,
                }
            )
    elif not found.items:
        click.echo(_("Nothing due."), err=True)
    else:
        rows = []
        for item in found.items:
            at = item.at.astimezone(own)
            when = date_text(at.date()) if item.is_all_day else moment_text(item.at)
            rows.append((when, item.party_name, item.text, item.phone, item.owner))
        show_table(rows, (_("When"), _("Who"), _("What"), _("Phone"), _("By")))
    if found.stopped:
        text = ngettext(
            "{n} thing is not listed: nobody is to follow up there any more.",
            "{n} things are not listed: nobody is to follow up there any more.",
            found.stopped,
        )
        click.echo(text.format(n=found.stopped), err=True)
