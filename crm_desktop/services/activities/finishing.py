"""What can be done about a due thing of any sort: it was done, it is put off, it is called off.

A planned activity, a next step and somebody to keep in touch with lie in different places of the file; whoever works
through a list of them has one word for each act. Each act is one named step of the journal.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
from dataclasses import dataclass

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import NotFoundError, ValidationError
from crm_desktop.base.i18n import _, pgettext
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ACTIVITY_WORD, ActivityRecord, DueItem, Participant
from crm_desktop.domain.contacts.records import REF_KINDS
from crm_desktop.services.activities import hours, ops, titles
from crm_desktop.services.context import AppContext
from crm_desktop.storage import activity_writing as writing
from crm_desktop.storage.queries.records import load_many as load_parties
from crm_desktop.storage.tables import parties

ACTIVITY, NEXT_STEP, CADENCE = "activity", "next_step", "cadence"


@dataclass(frozen=True, slots=True)
class Ending:
    """How something ended, and what follows.

    Attributes:
        outcome: key of an outcome, "" for none.
        text: how it ended, in words.
        at: when it was done (aware); None for now, or for the moment that was planned and is over.
        duration_s: how long it took.
        kind: what it was, where that was not planned; "" for a call with somebody to keep in touch with, else a task.
        follow_up: a planned activity that follows; its people are those of the thing when it names none.
    """

    outcome: str = ""
    text: str = ""
    at: dt.datetime | None = None
    duration_s: int | None = None
    kind: str = ""
    follow_up: ActivityRecord | None = None


def person_of(item: DueItem) -> EntityRef | None:
    """With or about whom it is."""
    return None if item.party_id is None else EntityRef(REF_KINDS[item.party_kind], item.party_id)


def title(item: DueItem) -> str:
    """What it is called in steps and toasts, as activities are: "Call with Jane Doe"."""
    if item.source == CADENCE:
        return titles.title_of("", _("Get in touch"), [item.party_name])
    return titles.title_of(item.kind, item.text, [item.party_name])


def finish(context: AppContext, item: DueItem, ending: Ending) -> None:
    """Says that a due thing was done.

    A planned activity is done; a next step becomes a task that was done, and makes room for another; of somebody to
    keep in touch with a call is noted. What was due on a day before is done now; a meeting of that day was held then.

    Raises:
        ValidationError, NotFoundError, ConflictError: as `ops.complete`, `ops.log` and `ops.set_next_step`.
    """
    if item.source == ACTIVITY:
        ops.complete(
            context,
            EntityRef(ACTIVITY_WORD, item.subject_id),
            outcome=ending.outcome,
            result_text=ending.text,
            at=ending.at or _held_at(context, item),
            duration_s=ending.duration_s,
            follow_up=ending.follow_up,
        )
    elif item.source == NEXT_STEP:
        _finish_step(context, item, ending)
    else:
        ops.log(context, _done(context, item, ending, kinds.CALL), follow_up=ending.follow_up)


def _held_at(context: AppContext, item: DueItem) -> dt.datetime | None:
    zone = hours.zone(context)
    is_late = item.at.astimezone(zone).date() < context.now().astimezone(zone).date()
    return context.now() if is_late and item.kind not in kinds.MEETING_KINDS else None


def _done(context: AppContext, item: DueItem, ending: Ending, kind: str) -> ActivityRecord:
    return ActivityRecord(
        kind=ending.kind or kind,
        at=ending.at or context.now(),
        tz=hours.zone(context).key,
        body=ending.text,
        outcome=ending.outcome,
        duration_s=ending.duration_s,
        people=_people(item),
    )


def _people(item: DueItem) -> tuple[Participant, ...]:
    if item.party_id is None:
        return ()
    return (Participant(item.party_id, name=item.party_name, party_kind=item.party_kind),)


def _finish_step(context: AppContext, item: DueItem, ending: Ending) -> None:
    done = dataclasses.replace(_done(context, item, ending, kinds.TASK), subject=item.text)
    done = ops.checked(ops.owned(context, done))
    follow_up = ending.follow_up and ops.checked(ops.owned(context, ending.follow_up))
    label = pgettext("step", "Done: {what}").format(what=title(item))
    with context.store.write(Step(label)) as work:
        found = load_parties(work.connection, [item.subject_id])
        if not found:
            raise NotFoundError(_("There is no such record."))
        ops.check_next_step(found[0], _step_of(context, item), ("", None))
        ops.ensure_outcome(context, work, done.outcome)
        key = writing.add(work, context.store.dataset_id, done)
        if follow_up:
            people = follow_up.people or done.people
            following = dataclasses.replace(follow_up, people=people, follow_up_of_id=key)
            writing.add(work, context.store.dataset_id, following)
        work.update(parties.party, item.subject_id, {"next_step_text": "", "next_step_on": None})


def _step_of(context: AppContext, item: DueItem) -> tuple[str, dt.date | None]:
    """The next step as the list showed it."""
    return item.text, item.at.astimezone(hours.zone(context)).date()


def put_off(context: AppContext, item: DueItem, to: dt.datetime, *, is_all_day: bool = False) -> None:
    """Moves a due thing to another moment.

    A next step knows days only. Somebody to keep in touch with gets a planned call, for the rule stays as it is.

    Args:
        context: the open file.
        item: the thing.
        to: an aware moment.
        is_all_day: only its day counts.
    """
    if item.source == ACTIVITY:
        ops.postpone(context, [EntityRef(ACTIVITY_WORD, item.subject_id)], to, is_all_day=is_all_day)
    elif item.source == NEXT_STEP:
        day = to.astimezone(hours.zone(context)).date()
        ref = EntityRef(REF_KINDS[item.party_kind], item.subject_id)
        ops.set_next_step(context, ref, _step_of(context, item), (item.text, day))
    else:
        planned = ActivityRecord(
            kind=kinds.CALL,
            at=to.astimezone(dt.UTC),
            is_all_day=is_all_day,
            tz=hours.zone(context).key,
            status=kinds.PLANNED,
            subject=_("Get in touch"),
            people=_people(item),
        )
        ops.log(context, planned)


def call_off(context: AppContext, item: DueItem) -> None:
    """Takes a due thing off the list: the activity is cancelled, the next step goes away.

    Raises:
        ValidationError: it follows from a rule for keeping in touch, and goes with the rule only.
    """
    if item.source == ACTIVITY:
        ops.set_status(context, [EntityRef(ACTIVITY_WORD, item.subject_id)], kinds.CANCELLED)
    elif item.source == NEXT_STEP:
        ref = EntityRef(REF_KINDS[item.party_kind], item.subject_id)
        ops.set_next_step(context, ref, _step_of(context, item), ("", None))
    else:
        raise ValidationError(
            {"source": _("This follows from a rule for keeping in touch. Change the rule, or put it off.")}
        )
