"""`ask QUESTION`: the questions that a list cannot answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from crm_desktop.base.errors import UserError
from crm_desktop.base.i18n import _
from crm_desktop.cli.output import show_json
from crm_desktop.cli.session import Session

if TYPE_CHECKING:
    from crm_desktop.base.ids import EntityRef
    from crm_desktop.services.activities.questions import Answer
    from crm_desktop.services.context import AppContext

QUESTIONS = ("meetings-before-success", "met-again", "meetings-next-month", "dates-met", "today", "week")


@click.command(
    help=_(
        "Answer a question: how many meetings the last success took; who met us again; next month; when I met REF."
    ),
)
@click.argument("question", type=click.Choice(QUESTIONS))
@click.argument("ref", required=False)
@click.option("--everybody", "is_everybody", is_flag=True, help=_("Count the whole office, not only me."))
@click.pass_obj
def command(session: Session, question: str, ref: str | None, is_everybody: bool) -> None:
    """Answers a question."""
    from crm_desktop.services.contacts import queries

    with session.open() as context:
        who = queries.resolve(context, ref) if ref else None
        if question in ("today", "week"):
            _work(session, context, question, is_everybody)
            return
        answer = _ANSWERS[question](context, who, is_everybody)
    if session.is_json:
        show_json(
            {
                "question": question,
                "number": answer.number,
                "sentence": answer.sentence,
                "activities": [
                    {"ref": str(a.ref), "at": a.at.isoformat(), "kind": a.kind} for a in answer.activities
                ],
                "people": [{"ref": str(p.ref), "display_name": p.display_name} for p in answer.people],
            }
        )
    else:
        click.echo(answer.sentence)


def _dates_met(context: AppContext, who: EntityRef | None, is_everybody: bool) -> Answer:
    from crm_desktop.services.activities import questions

    if who is None:
        raise UserError(_("Say whom you met."), _("For example: crm-desktop ask dates-met “S. Ivanov”"))
    return questions.dates_met(context, who, by_anyone=is_everybody)


def _answer(name: str, *, takes_ref: bool = False) -> Callable[[AppContext, EntityRef | None, bool], Answer]:
    def ask(context: AppContext, who: EntityRef | None, _is_everybody: bool) -> Answer:
        from crm_desktop.services.activities import questions

        function: Callable[..., Answer] = getattr(questions, name)
        return function(context, who) if takes_ref else function(context)

    return ask


_ANSWERS: Mapping[str, Callable[[AppContext, EntityRef | None, bool], Answer]] = {
    "meetings-before-success": _answer("meetings_before_success", takes_ref=True),
    "met-again": _answer("met_again"),
    "meetings-next-month": _answer("meetings_next_month"),
    "dates-met": _dates_met,
}


def _work(session: Session, context: AppContext, question: str, is_everybody: bool) -> None:
    from crm_desktop.services.activities import hours, outcomes, questions

    today = hours.local_now(context).date()
    days: tuple[dt.date, dt.date] = (today, today) if question == "today" else questions.this_week(context)
    done = questions.work_list(context, *days, by_anyone=is_everybody)
    if session.is_json:
        document: dict[str, Any] = {
            "first": done.first.isoformat(),
            "last": done.last.isoformat(),
            "number": done.number,
            "by_kind": dict(done.by_kind),
            "by_outcome": dict(done.by_outcome),
        }
        show_json(document)
        return
    click.echo(done.sentence)
    names = {o.key: o.name for o in outcomes.outcomes(context)}
    for key, number in sorted(done.by_outcome.items(), key=lambda pair: -pair[1]):
        click.echo(f"  {names.get(key, key)}: {number}")
