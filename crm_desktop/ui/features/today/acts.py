"""What is done about due things from this page; each tells the user with a toast that undoes it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline import parse
from crm_desktop.domain.activities.logline.preview import clock_text, day_text, length_text
from crm_desktop.domain.activities.records import DueItem
from crm_desktop.services.activities import finishing, hours, logging, outcomes
from crm_desktop.services.activities.finishing import CADENCE, NEXT_STEP, Ending
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.today.board import Row
from crm_desktop.ui.session import LAST_STEP, UiSession

NEXT_DAYS = (1, 3, 7, 14, 30, 0)
"""The next action is so many days from today; 0 is none."""

QUARTER, HOUR, AFTERNOON, TOMORROW, NEXT_WEEK, TYPED = range(6)
"""The choices of snoozing, in their order."""

_AFTERNOON = 14
_LATER_HOURS = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """How the user says something ended.

    Attributes:
        outcome: key of the outcome that was taken, "" for none.
        days: the next action in so many days; 0 for what the text says.
        text: a line as in the log bar: "lm +1w".
    """

    outcome: str = ""
    days: int = 0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a typed line means."""

    text: str
    ending: Ending = Ending()  # noqa: RUF009 - frozen
    sentence: str = ""
    problems: tuple[str, ...] = ()


def read_ending(context: AppContext, text: str, item: DueItem) -> Reading:
    """Reads how something ended from a line; runs in a worker thread."""
    if not text.strip():
        return Reading(text)
    ref = finishing.person_of(item)
    usual = item.kind if item.kind not in ("", kinds.TASK) else kinds.CALL  # a line about a task is a plan
    understood = logging.understand(context, text, ref, default_kind=usual)
    line, record = understood.line, understood.record
    problems = list(line.problems if ref is None else understood.problems)
    if line.is_planned:
        problems.append(_("This is how it ended. What follows begins with +, as in “+1w”."))
    if understood.tags or record.links or len(understood.people) > 1:
        problems.append(_("Tags, links and more people are noted in the log bar."))
    ending = Ending(
        record.outcome,
        record.body,
        record.at if line.at_is_given else None,
        record.duration_s,
        record.kind if item.source == CADENCE and record.kind != usual else "",
        understood.follow_up,
    )
    return Reading(text, ending, _told(context, ending), tuple(problems))


def _told(context: AppContext, ending: Ending) -> str:
    """What will be saved, in words: each thing a sentence."""
    names = {outcome.key: outcome.name for outcome in outcomes.outcomes(context)}
    kind = _(kinds.TITLES[ending.kind]) if ending.kind else ""
    length = length_text(ending.duration_s) if ending.duration_s is not None else ""
    zone, now = hours.zone(context), context.now()
    at = moment_text(ending.at.astimezone(zone), now) if ending.at is not None else ""
    parts = [kind, at, names.get(ending.outcome, ""), length, ending.text]
    if ending.follow_up is not None:
        when = moment_text(ending.follow_up.at.astimezone(zone), now)
        parts.append(_("Reminder {when}: {title}").format(when=when, title=ending.follow_up.subject))
    return " · ".join(part for part in parts if part)


def finish(context: AppContext, item: DueItem, answer: Answer) -> None:
    """Writes down that something was done. Raises as `finishing.finish`, and for a line that is not clear."""
    reading = read_ending(context, answer.text, item)
    if reading.problems:
        raise ValidationError(dict(enumerate_problems(reading.problems)))
    follow_up = reading.ending.follow_up
    if answer.days:
        follow_up = logging.follow_up_in(context, answer.days, item.party_name)
    ending = dataclasses.replace(
        reading.ending, outcome=answer.outcome or reading.ending.outcome, follow_up=follow_up
    )
    finishing.finish(context, item, ending)


def enumerate_problems(problems: tuple[str, ...]) -> list[tuple[str, str]]:
    """Each problem under a key of its own."""
    return [(f"text{at}", problem) for at, problem in enumerate(problems)]


def snooze_moment(context: AppContext, choice: int) -> dt.datetime:
    """The moment that a choice other than TYPED means, in the user's zone."""
    now = hours.local_now(context).replace(second=0, microsecond=0)
    morning = hours.follow_up_time(context)
    if choice == QUARTER:
        return now + dt.timedelta(minutes=15)
    if choice == HOUR:
        return now + dt.timedelta(hours=1)
    if choice == AFTERNOON:
        if now.hour < _AFTERNOON - 1:
            return now.replace(hour=_AFTERNOON, minute=0)
        return now + dt.timedelta(hours=_LATER_HOURS)
    days = 1 if choice == TOMORROW else 7 - now.weekday()
    return dt.datetime.combine(now.date() + dt.timedelta(days=days), morning, now.tzinfo)


def typed_moment(context: AppContext, text: str) -> tuple[dt.datetime, bool]:
    """The moment that was typed ("3d", "fri 14:00"), and whether only its day was.

    Raises:
        ValidationError: it is no moment.
    """
    around = logging.surroundings(context)
    for sign in ("", ">", "+"):
        line = parse(sign + text.strip(), around)
        following = line.follow_up
        if following is not None and not line.text and not following.title:
            time = following.at or around.follow_up_hour
            moment = dt.datetime.combine(following.on, time, hours.zone(context))
            return moment, following.at is None
    raise ValidationError({"to": _("This is no moment. Type it like “3d”, “fri” or “14/5 9:00”.")})


def snooze(context: AppContext, item: DueItem, choice: int, text: str) -> dt.datetime:
    """Puts something off; returns to when. Raises ValidationError, as `finishing.put_off`."""
    is_day = False
    if choice == TYPED:
        to, is_day = typed_moment(context, text)
        is_day = is_day and item.is_all_day and item.source != CADENCE
    else:
        to = snooze_moment(context, choice)
    finishing.put_off(context, item, to.astimezone(dt.UTC), is_all_day=is_day)
    return to


def moment_text(to: dt.datetime, now: dt.datetime) -> str:
    """A moment for a toast: "today 14:15", "Thu 14 May 09:00"."""
    days = (to.date() - now.astimezone(to.tzinfo).date()).days
    day = {0: _("today"), 1: _("tomorrow")}.get(days) or day_text(to.date(), now.astimezone(to.tzinfo).date())
    return _("{day} {time}").format(day=day, time=clock_text(to.timetz()))


Failed = Callable[[BaseException], object]
Then = Callable[[], object]


def run_finish(
    session: UiSession, owner: QObject, row: Row, answer: Answer, then: Then, failed: Failed
) -> None:
    """Something was done."""

    def on_done(_none: None) -> None:
        session.notices.say(_("Done: {what}").format(what=finishing.title(row.item)), undo=LAST_STEP)
        then()

    session.tasks.run(finish, session.context, row.item, answer, owner=owner, lane="write",
                      on_done=on_done, on_error=failed)  # fmt: skip


def run_snooze(
    session: UiSession, owner: QObject, row: Row, choice: int, text: str, then: Then, failed: Failed
) -> None:
    """Something is put off."""

    def on_done(to: dt.datetime) -> None:
        day = moment_text(to, session.context.now())
        if row.item.source == NEXT_STEP:
            day = day_text(to.date(), session.context.now().astimezone(to.tzinfo).date())
        told = _("Postponed to {day}: {what}").format(day=day, what=finishing.title(row.item))
        session.notices.say(told, undo=LAST_STEP)
        then()

    session.tasks.run(snooze, session.context, row.item, choice, text, owner=owner, lane="write",
                      on_done=on_done, on_error=failed)  # fmt: skip


def run_call_off(session: UiSession, owner: QObject, row: Row, change_rule: Then) -> None:
    """Something will not be done; what follows from a rule is offered to be changed instead."""
    if row.item.source == CADENCE:
        session.notices.say(
            _("This follows from a rule for keeping in touch."), action=(_("Change rules…"), change_rule)
        )
        return

    def on_done(_none: None) -> None:
        session.notices.say(_("Called off: {what}").format(what=finishing.title(row.item)), undo=LAST_STEP)

    session.tasks.run(finishing.call_off, session.context, row.item, owner=owner, lane="write",
                      on_done=on_done, on_error=session.notices.fail)  # fmt: skip
