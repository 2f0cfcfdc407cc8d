"""`log [REF] LINE…`: writes down what was done, as it is typed in the log bar."""

from __future__ import annotations

import re

import click

from crm_desktop.base.errors import UserError
from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session


@click.command(
    help=_("Write down a call, meeting, note, …, in one line as in the log bar."),
    epilog=_("Example: crm-desktop log --with “Jane Doe” lm +10d"),
    context_settings={"ignore_unknown_options": True},  # a line may hold "-3d"
)
@click.option("--with", "ref", metavar="REF", help=_("With whom; without it the line itself names somebody."))
@click.option("--preview", "is_preview", is_flag=True, help=_("Only say what would be saved."))
@click.argument("line", nargs=-1, required=True)
@click.pass_obj
def command(session: Session, ref: str | None, is_preview: bool, line: tuple[str, ...]) -> None:
    """Logs an activity."""
    from crm_desktop.services.activities import logging
    from crm_desktop.services.contacts import queries

    _refuse_options(line)
    with session.open(writes=not is_preview) as context:
        whom = queries.resolve(context, ref) if ref else None
        understood = logging.understand(context, " ".join(line), whom)
        if not understood.is_savable:
            raise UserError(" ".join((understood.sentence, *understood.problems)), _("Nothing was saved."))
        saved = None if is_preview else logging.save(context, understood)
    if session.is_json:
        follow_up = understood.follow_up
        show_json(
            {
                "ref": str(saved) if saved else None,
                "kind": understood.record.kind,
                "at": understood.record.at.isoformat(),
                "status": understood.record.status,
                "outcome": understood.record.outcome,
                "body": understood.record.body,
                "duration_s": understood.record.duration_s,
                "with": [person.name for person in understood.people],
                "follow_up": {"at": follow_up.at.isoformat(), "subject": follow_up.subject}
                if follow_up
                else None,
                "sentence": understood.sentence,
            }
        )
        return
    names = ", ".join(person.name for person in understood.people)
    click.echo(f"{names}: {understood.sentence}")


def _refuse_options(line: tuple[str, ...]) -> None:
    """An option that is not known would be written down as a note."""
    unknown = next((word for word in line if re.match(r"--\w", word)), None)
    if unknown is not None:
        raise click.NoSuchOption(unknown)
