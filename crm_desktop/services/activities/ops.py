"""Writing down what was done and is planned: every function is one named step of the journal."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any
from zoneinfo import available_timezones

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import ConflictError, NotFoundError, ValidationError
from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import _, pgettext
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.outcomes import built_in
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.domain.contacts.rules import clean_lines, clean_text
from crm_desktop.services.activities import outcomes as outcome_list
from crm_desktop.services.activities import titles
from crm_desktop.services.contacts.change_words import Told
from crm_desktop.services.contacts.ops import change_tags
from crm_desktop.services.context import AppContext
from crm_desktop.storage import activity_writing as writing
from crm_desktop.storage import bulk
from crm_desktop.storage.queries import activities as queries
from crm_desktop.storage.queries.history import RawChange, last_step_on, pointed_at
from crm_desktop.storage.queries.records import load_many as load_parties
from crm_desktop.storage.tables import activities as t
from crm_desktop.storage.tables import parties
from crm_desktop.storage.unit_of_work import UnitOfWork
from crm_desktop.storage.writing import Names

TEXTS = ("subject", "body", "location", "reason_text", "offered_text", "result_text")
_ONE_LINE = ("subject", "location")


def log(
    context: AppContext,
    record: ActivityRecord,
    *,
    follow_up: ActivityRecord | None = None,
    tags: Sequence[str] = (),
) -> EntityRef:
    """Writes an activity down, with the one that follows it; one step, undone as one.

    Args:
        context: the open file.
        record: what was done or is planned; without an owner it is the user's own.
        follow_up: a planned activity that follows; people of `record` when it names none.
        tags: put on everybody who took part.

    Returns:
        The reference of the new activity.

    Raises:
        ValidationError: something in it cannot be saved; nothing was.
        NotFoundError: somebody in it is not in the file.
    """
    record = checked(owned(context, record))
    if follow_up is not None:
        follow_up = checked(owned(context, follow_up))
    with context.store.write(Step(_label(context, record))) as work:
        _check_people(work, record.people)
        ensure_outcome(context, work, record.outcome)
        key = writing.add(work, context.store.dataset_id, record)
        if follow_up is not None:
            people = follow_up.people or record.people
            following = dataclasses.replace(follow_up, people=people, follow_up_of_id=key)
            _check_people(work, people)
            writing.add(work, context.store.dataset_id, following)
        if tags:
            names = Names(context.store.dataset_id)
            for party in load_parties(work.connection, [p.party_id for p in record.people]):
                change_tags(context, work, names, party, [clean_text(tag) for tag in tags], ())
    return dataclasses.replace(record, id=key).ref


def log_all(context: AppContext, records: Sequence[ActivityRecord], label: str) -> None:
    """Writes several activities down as one step called `label`. Raises as `log`; all of them or none."""
    ready = [checked(owned(context, record)) for record in records]
    with context.store.write(Step(label)) as work:
        for record in ready:
            _check_people(work, record.people)
            ensure_outcome(context, work, record.outcome)
            writing.add(work, context.store.dataset_id, record)


def log_many(
    context: AppContext,
    record: ActivityRecord,
    people: Sequence[Id],
    label: str,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> int:
    """Writes one entry for each of many people, such as a letter that was printed; one step, undone as one.

    Args:
        context: the open file.
        record: what was done; its people are left out.
        people: who gets an entry of it.
        label: what the step is called.
        progress: counts people.
        cancel: takes back what was written.

    Returns:
        How many entries were written.

    Raises:
        CancelledError: nothing was left behind.
    """
    record = checked(owned(context, record))
    dataset = context.store.dataset_id
    with context.store.long_step(Step(label, "bulk")) as step:
        for done, chunk in enumerate(bulk.chunks(people)):
            if cancel:
                cancel.check()
            with step.transaction() as work:
                ensure_outcome(context, work, record.outcome)
                writing.add_for_each(work, dataset, record, chunk)
            progress(min(len(people), (done + 1) * bulk.CHUNK), len(people))
    return len(people)


def change(context: AppContext, base: ActivityRecord, new: ActivityRecord) -> None:
    """Changes an activity, field by field: what the user did not touch is not written.

    Args:
        context: the open file.
        base: the activity as the user saw it, with its id.
        new: as they left it.

    Raises:
        ConflictError: a field that they changed was changed by somebody else too; nothing is written.
        ValidationError: it cannot be saved.
        NotFoundError: it is gone.
    """
    new = checked(new)
    with context.store.write(
        Step(pgettext("step", "Change: {what}").format(what=_what(context, new)))
    ) as work:
        now = _load(work, base.ref)
        _check_people(work, new.people)
        ensure_outcome(context, work, new.outcome)
        dataset = context.store.dataset_id
        was, wanted, there = (writing.columns(record, dataset) for record in (base, new, now))
        values = {name: value for name, value in wanted.items() if value != was[name]}
        for name, value in values.items():
            if there[name] not in (was[name], value):
                raise _conflict(work, now, name, (was[name], value, there[name]))
        if values:
            work.update(t.activity, now.ref.id, values)
        _change_people(work, base, new)
        writing.remove_links(work, now.ref.id, [link for link in base.links if link not in new.links])
        fresh = [link for link in new.links if link not in base.links]
        writing.add_links(work, now.ref.id, fresh, len(base.links))


def complete(
    context: AppContext,
    ref: EntityRef,
    *,
    outcome: str = "",
    result_text: str = "",
    at: dt.datetime | None = None,
    duration_s: int | None = None,
    follow_up: ActivityRecord | None = None,
    onto: Id | None = None,
) -> Id:
    """Says that a planned activity was done, and how it ended; returns the step, for what is told of it next.

    Args:
        context: the open file.
        ref: the activity.
        outcome: key of an outcome.
        result_text: how it ended, in words; "" leaves what stands there.
        at: when it was held; None leaves a moment in the past, and takes now for one that still lay ahead.
        duration_s: how long it took, in seconds; None leaves what stands there.
        follow_up: what follows.
        onto: the step that said it was done, when only now is told how it ended: both are undone as one.

    Raises:
        ValidationError, NotFoundError: as `log`.
    """
    if follow_up is not None:
        follow_up = checked(owned(context, follow_up))
    label = pgettext("step", "Done: {what}").format(what=called(context, [ref]))
    with context.store.write(Step(label), onto=onto) as work:
        now = _load(work, ref)
        ensure_outcome(context, work, outcome)
        held = at or min(now.at, context.now())
        done = dataclasses.replace(
            now,
            status=kinds.DONE,
            at=held,
            is_all_day=now.is_all_day and held == now.at,
            duration_s=now.duration_s if duration_s is None else duration_s,
            outcome=outcome or now.outcome,
            result_text=clean_lines(result_text) or now.result_text,
        )
        _write(context, work, now, done)
        if follow_up is not None:
            people = follow_up.people or now.people
            following = dataclasses.replace(follow_up, people=people, follow_up_of_id=now.id)
            writing.add(work, context.store.dataset_id, following)
        return work.set_id


def set_status(context: AppContext, refs: Sequence[EntityRef], status: str) -> None:
    """Plans again, cancels, or marks as not held. Raises ValidationError for no status."""
    if status not in kinds.STATUSES:
        raise ValidationError({"status": _("“{text}” is no status.").format(text=status)})
    label = {
        kinds.PLANNED: pgettext("step", "Plan again: {what}"),
        kinds.DONE: pgettext("step", "Done: {what}"),
        kinds.NOT_HELD: pgettext("step", "Did not take place: {what}"),
        kinds.CANCELLED: pgettext("step", "Call off: {what}"),
    }[status]
    with context.store.write(Step(label.format(what=called(context, refs)))) as work:
        work.update_many(t.activity, [ref.id for ref in refs], {"status": status})


def postpone(
    context: AppContext, refs: Sequence[EntityRef], to: dt.datetime, *, is_all_day: bool = False
) -> None:
    """Moves planned activities to another moment (aware)."""
    label = pgettext("step", "Postpone: {what}").format(what=called(context, refs))
    with context.store.write(Step(label)) as work:
        for now in queries.load_many(work.connection, [ref.id for ref in refs]):
            _write(context, work, now, dataclasses.replace(now, at=to, is_all_day=is_all_day))


def move(context: AppContext, refs: Sequence[EntityRef], from_party: Id, to_party: Id) -> str:
    """Gives activities that were noted with the wrong person to the right one; the others in them stay.

    Returns:
        What they were called before, for what is told of it.
    """
    what = called(context, refs)
    label = pgettext("step", "Move to {name}: {what}").format(name=_name_of(context, to_party), what=what)
    with context.store.write(Step(label)) as work:
        _check_people(work, [Participant(to_party)])
        for now in queries.load_many(work.connection, [ref.id for ref in refs]):
            there = {p.party_id for p in now.people}
            for participant in (p for p in now.people if p.party_id == from_party):
                work.remove(t.activity_party, [p for p in (participant.id,) if p is not None])
                if to_party not in there:
                    moved = dataclasses.replace(participant, party_id=to_party)
                    writing.add_people(work, now.ref.id, [moved], len(now.people))
    return what


def trash(context: AppContext, refs: Sequence[EntityRef]) -> str:
    """Puts activities into the trash; undo brings them back. Returns what they are called."""
    what = called(context, refs)
    with context.store.write(Step(pgettext("step", "Move to the trash: {what}").format(what=what))) as work:
        work.remove(t.activity, [ref.id for ref in refs])
    return what


def set_next_step(
    context: AppContext,
    ref: EntityRef,
    base: tuple[str, dt.date | None],
    new: tuple[str, dt.date | None],
) -> None:
    """Changes the next step of a contact or company: its text and its day, which belong together.

    Raises:
        ConflictError: somebody else wrote another next step meanwhile; theirs stands.
        NotFoundError: the record is gone.
    """
    new = (clean_text(new[0]), new[1])
    label = pgettext("step", "Change next step: {name}").format(name=_name_of(context, ref.id))
    with context.store.write(Step(label)) as work:
        found = load_parties(work.connection, [ref.id])
        if not found:
            raise NotFoundError(_("There is no such record."))
        now = check_next_step(found[0], base, new)
        if now != new:
            work.update(parties.party, ref.id, {"next_step_text": new[0], "next_step_on": new[1]})


def check_next_step(
    there: PartyRecord, base: tuple[str, dt.date | None], new: tuple[str, dt.date | None]
) -> tuple[str, dt.date | None]:
    """The next step as it stands now. Raises ConflictError when that is neither `base` nor `new`."""
    now = (there.next_step_text, there.next_step_on)
    if now not in (base, new):
        raise ConflictError(
            _("Somebody else changed the next step to “{theirs}” meanwhile.").format(
                theirs=" · ".join(filter(None, (now[0], date_text(now[1]) if now[1] else "")))
            ),
            field="next_step_text",
            base=base,
            mine=new,
            theirs=now,
            advice=_("Theirs stands; yours was not saved. Keep yours, or use theirs."),
        )
    return now


def checked(record: ActivityRecord) -> ActivityRecord:
    """`record` with its texts cleaned. Raises ValidationError for what cannot be saved."""
    reasons: dict[str, str] = {}
    if record.kind not in kinds.KINDS:
        reasons["kind"] = _("“{text}” is no kind of activity.").format(text=record.kind)
    if record.status not in kinds.STATUSES:
        reasons["status"] = _("“{text}” is no status.").format(text=record.status)
    if record.direction not in ("", *kinds.DIRECTIONS):
        reasons["direction"] = _("“{text}” is no direction.").format(text=record.direction)
    if record.duration_s is not None and not 0 <= record.duration_s <= _LONGEST_S:
        reasons["duration_s"] = _("A length lies between nothing and 31 days.")
    if any(p.role not in kinds.ROLES for p in record.people):
        reasons["people"] = _("A part in an activity is with, organizer, cc or about.")
    if record.tz and record.tz not in available_timezones():
        reasons["tz"] = _("“{text}” is no time zone.").format(text=record.tz)
    if not _EARLIEST <= record.at <= _LATEST:
        reasons["at"] = _("The year must lie between 1900 and 2200.")
    if reasons:
        raise ValidationError(reasons)
    texts: dict[str, Any] = {
        name: (clean_text if name in _ONE_LINE else clean_lines)(getattr(record, name)) for name in TEXTS
    }
    return dataclasses.replace(record, **texts)


_LONGEST_S = 31 * 86_400
_EARLIEST = dt.datetime(1900, 1, 1, tzinfo=dt.UTC)
_LATEST = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)


def owned(context: AppContext, record: ActivityRecord) -> ActivityRecord:
    """`record`, the user's own where it names nobody else."""
    owner = record.owner_id or context.store.user_id
    return dataclasses.replace(record, owner_id=owner)


def called(context: AppContext, refs: Sequence[EntityRef]) -> str:
    """What activities are called: one by what it is and with whom, several by their number."""
    with context.store.read() as connection:
        return titles.titles(connection, queries.load_many(connection, [ref.id for ref in refs]))


def _label(context: AppContext, record: ActivityRecord) -> str:
    if record.status == kinds.PLANNED:
        label = pgettext("step", "Plan: {what}")
    elif record.kind == kinds.NOTE:
        label = pgettext("step", "Add: {what}")
    else:
        label = pgettext("step", "Log: {what}")
    return label.format(what=_what(context, record))


def _what(context: AppContext, record: ActivityRecord) -> str:
    with context.store.read() as connection:
        return titles.titles(connection, [record])


def _name_of(context: AppContext, party: Id) -> str:
    with context.store.read() as connection:
        return next((record.display_name for record in load_parties(connection, [party])), "")


def _write(context: AppContext, work: UnitOfWork, before: ActivityRecord, after: ActivityRecord) -> None:
    was, now = (writing.columns(record, context.store.dataset_id) for record in (before, after))
    values = {name: value for name, value in now.items() if value != was[name]}
    if values:
        work.update(t.activity, before.ref.id, values)


def _change_people(work: UnitOfWork, base: ActivityRecord, new: ActivityRecord) -> None:
    kept = {p.id for p in new.people if p.id is not None}
    work.remove(t.activity_party, [p.id for p in base.people if p.id is not None and p.id not in kept])
    before: Mapping[Id | None, Participant] = {p.id: p for p in base.people}
    for p in new.people:
        if p.id is not None and p.id in before and p.role != before[p.id].role:
            work.update(t.activity_party, p.id, {"role": p.role})
    writing.add_people(work, base.ref.id, [p for p in new.people if p.id is None], len(base.people))


def _load(work: UnitOfWork, ref: EntityRef) -> ActivityRecord:
    found = queries.load_many(work.connection, [ref.id])
    if not found:
        raise NotFoundError(_("There is no such activity."), _("It may belong to another file."))
    return found[0]


def _check_people(work: UnitOfWork, people: Sequence[Participant]) -> None:
    there = {r.id for r in load_parties(work.connection, [p.party_id for p in people])}
    if any(p.party_id not in there for p in people):
        raise NotFoundError(
            _("Somebody in this activity is not in the file."), _("Nothing was saved. Choose them again.")
        )


def ensure_outcome(context: AppContext, work: UnitOfWork, key: str) -> None:
    """Bring the built-in outcomes into the file when the first is used. Raises ValidationError for no outcome."""
    if not key:
        return
    there = queries.outcomes(work.connection)
    known = there or built_in(outcome_list.two_letters())
    if key not in {outcome.key for outcome in known}:
        raise ValidationError({"outcome": _("“{text}” is no outcome.").format(text=key)})
    if not there:
        writing.put_outcomes(work, context.store.dataset_id, known)


def _conflict(
    work: UnitOfWork, now: ActivityRecord, field: str, values: tuple[Any, Any, Any]
) -> ConflictError:
    base, mine, theirs = values
    step = last_step_on(work.connection, t.activity.name, now.ref.id, field)
    who = step.who if step else ""
    row = {"id": now.id, field: theirs}
    change = RawChange(0, None, t.activity.name, now.ref.id, field, base, theirs, row)
    shown = Told(change, pointed_at(work.connection, [change])).after
    return ConflictError(
        _("{who} changed this to “{theirs}” meanwhile.").format(
            who=who or _("Somebody else"), theirs=shown or _("empty")
        ),
        field=field,
        base=base,
        mine=mine,
        theirs=theirs,
        shown=shown,
        advice=_("Theirs stands; yours was not saved. Keep yours, or use theirs."),
        who=who,
        at=step.at if step else None,
    )
