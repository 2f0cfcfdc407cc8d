"""The lists behind a count or an answer: each is read whole in a worker thread, again whenever something changed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crm_desktop.base.formats import date_text, list_text, number_text
from crm_desktop.base.i18n import N_, _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline.preview import clock_text, day_text
from crm_desktop.domain.activities.records import ActivityRecord, DueItem
from crm_desktop.domain.contacts.records import PartyRow
from crm_desktop.services.activities import attention, due, hours, outcomes, questions
from crm_desktop.services.activities.attention import Quiet
from crm_desktop.services.activities.finishing import ACTIVITY, CADENCE
from crm_desktop.services.activities.questions import Answer
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.today import words
from crm_desktop.ui.features.today.board import Row

LOSING, NEVER, UNDATED, DAYS, STOPPED = "losing", "never", "undated", "days", "stopped"
BEFORE_SUCCESS, MET_AGAIN, NEXT_MONTH, DATES_MET, WORK = (
    "before_success",
    "met_again",
    "next_month",
    "met",
    "work",
)

ANSWERS = frozenset({BEFORE_SUCCESS, MET_AGAIN, NEXT_MONTH, DATES_MET, WORK})
"""Lists whose sentence tells what was found; that of the others tells what they are."""

EMPTY = {
    LOSING: N_("Nobody is losing touch."),
    NEVER: N_("Everybody with a rule was reached."),
    UNDATED: N_("Every next step has a day."),
    DAYS: N_("No birthday in the next two weeks."),
    STOPPED: N_("Nothing is hidden."),
}
"""What such a list says when there is nothing in it."""

PERSON = "person"
"""The source of a row that is a record and nothing to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list, so that one can come back to it.

    Attributes:
        key: one of the words above.
        ref, name: whom a question is about.
        first, last: the days of a work list; None for today.
        by_anyone: of the whole office.
    """

    key: str
    ref: EntityRef | None = None
    name: str = ""
    first: dt.date | None = None
    last: dt.date | None = None
    by_anyone: bool = False


@dataclass(frozen=True, slots=True)
class Content:
    """What a list shows.

    Attributes:
        sentence: the answer, or what the list is of.
        rows: what stands behind it.
        number: how many there are, also those that are not listed.
        can_act: its rows are things to do, and can be done, put off and called off.
        copied: the list as text.
    """

    title: str
    sentence: str
    rows: tuple[Row, ...] = ()
    number: int = 0
    can_act: bool = False
    copied: str = ""


def read(context: AppContext, wanted: Wanted) -> Content:
    """Reads a list."""
    return _READERS[wanted.key](context, wanted)


# --- what needs attention


def _losing(context: AppContext, _wanted: Wanted) -> Content:
    found = attention.losing_touch(context)
    sentence = _("Their gap is over and nothing is planned. The longest overdue comes first.")
    return Content(
        _("Losing touch"),
        sentence,
        _quiet_rows(context, found),
        attention.count_losing(context),
        can_act=True,
    )


def _never(context: AppContext, _wanted: Wanted) -> Content:
    found = attention.never_reached(context)
    sentence = _("A rule says how often, and there was no contact at all yet.")
    return Content(
        _("Never contacted"),
        sentence,
        _quiet_rows(context, found),
        attention.attention(context, 0).never,
        can_act=True,
    )


def _quiet_rows(context: AppContext, found: Iterable[Quiet]) -> tuple[Row, ...]:
    now, zone = context.now(), hours.zone(context)
    return tuple(_quiet_row(one, now, zone) for one in found)


def _quiet_row(one: Quiet, now: dt.datetime, zone: dt.tzinfo) -> Row:
    state = one.state
    is_lost = state.state(now) == "lost"
    late = words.late_text(state, now, zone)
    if is_lost:
        late = _("{late}, beyond the longest gap").format(late=late)
    is_due = state.keep_up is not None and state.keep_up <= now
    colour = "bad" if is_lost else "warn" if is_due else "text_2"
    context = " · ".join(part for part in (words.touch_text(state, now, zone), words.gap_text(state)) if part)
    share = None
    if state.ideal_days and state.keep_up is not None:
        begun = state.keep_up - dt.timedelta(days=state.ideal_days)
        most = state.max_days or 2 * state.ideal_days
        share = (now - begun) / dt.timedelta(days=most)
    return Row(one.item, one.item.party_name, context, late, colour, share=share)


def _undated(context: AppContext, _wanted: Wanted) -> Content:
    found = attention.undated_steps(context)
    rows = tuple(Row(item, words.verb_text(item), "", "", "text_2") for item in found)
    sentence = _("They come up on no day. Open the record and type one, such as “fri” or “+3d”.")
    return Content(_("Next steps without a day"), sentence, rows, attention.attention(context).undated)


def _days(context: AppContext, _wanted: Wanted) -> Content:
    found = due.days_to_remember(context)
    now, zone = context.now(), hours.zone(context)
    rows = []
    for item in found:
        day = item.at.astimezone(zone).date()
        far = (day - now.astimezone(zone).date()).days
        when = {0: _("today"), 1: _("tomorrow")}.get(far) or day_text(day, now.astimezone(zone).date())
        rows.append(Row(item, item.party_name, item.text, when, "ok" if far == 0 else "text_2"))
    return Content(_("Days to remember"), _("Of the next two weeks."), tuple(rows), len(rows))


def _stopped(context: AppContext, _wanted: Wanted) -> Content:
    found = attention.stopped_plans(context)
    now, zone = context.now(), hours.zone(context)
    rows = tuple(
        Row(
            item,
            words.verb_text(item),
            words.subject_text(item),
            *words.when_text(item, now, zone),
            item.owner,
        )
        for item in found
    )
    sentence = _("Planned, but they are not interested or do not want to be contacted. Delete calls one off.")
    number = attention.attention(context).stopped
    return Content(_("Hidden from the list"), sentence, rows, number, can_act=True)


# --- questions


def _answer(
    title: str, ask: Callable[[AppContext, Wanted], Answer], *, is_ahead: bool = False
) -> Callable[[AppContext, Wanted], Content]:
    def reader(context: AppContext, wanted: Wanted) -> Content:
        answer = ask(context, wanted)
        if answer.activities:
            in_order = answer.activities if is_ahead else reversed(answer.activities)
            rows = _activity_rows(context, in_order)
        else:
            rows = tuple(_person_row(person) for person in answer.people) if answer.number else ()
        return Content(_(title), answer.sentence, rows, answer.number, copied=answer.sentence)

    return reader


def _person_row(person: PartyRow) -> Row:
    item = DueItem(PERSON, dt.datetime.fromtimestamp(0, dt.UTC), "", person.id, True, "", person.id,
                   person.display_name, person.kind)  # fmt: skip
    context = " · ".join(part for part in (person.subtitle, person.phone or person.email) if part)
    return Row(item, person.display_name, context, "", "text_2")


def _activity_rows(context: AppContext, records: Iterable[ActivityRecord]) -> tuple[Row, ...]:
    now, zone = context.now(), hours.zone(context)
    names = {outcome.key: outcome.name for outcome in outcomes.outcomes(context)}
    rows = (_activity_row(record, names, now, zone) for record in records)
    return tuple(dataclasses.replace(row, who="") if row.who == context.user_name else row for row in rows)


def _activity_row(record: ActivityRecord, names: dict[str, str], now: dt.datetime, zone: dt.tzinfo) -> Row:
    person = next(iter(record.people), None)
    item = DueItem(
        ACTIVITY, record.at, record.text, record.ref.id, record.is_all_day, record.kind,
        person.party_id if person else None, person.name if person else "",
        person.party_kind if person else "person", record.owner,
    )  # fmt: skip
    at = record.at.astimezone(zone)
    day = day_text(at.date(), now.astimezone(zone).date())
    when = day if record.is_all_day else _("{day} {time}").format(day=day, time=clock_text(at.timetz()))
    people = list_text([one.name for one in record.people if one.name])
    kind = _(kinds.TITLES[record.kind])
    title = _("{kind}: {people}").format(kind=kind, people=people) if people else kind
    parts = (names.get(record.outcome, ""), record.result_text or record.text)
    is_ahead = record.status == kinds.PLANNED
    return Row(item, title, " · ".join(part for part in parts if part), when, "ok" if is_ahead else "text_2",
               record.owner)  # fmt: skip


def work_days(context: AppContext, wanted: Wanted) -> tuple[dt.date, dt.date]:
    """The days of a work list; today where none are named."""
    today = hours.local_now(context).date()
    return wanted.first or today, wanted.last or wanted.first or today


def _work(context: AppContext, wanted: Wanted) -> Content:
    first, last = work_days(context, wanted)
    found = questions.work_list(context, first, last, by_anyone=wanted.by_anyone)
    names = {outcome.key: outcome.name for outcome in outcomes.outcomes(context)}
    counted = sorted(found.by_outcome.items(), key=lambda pair: -pair[1])
    ended = list_text([f"{names.get(key, key)}: {number_text(n)}" for key, n in counted])
    sentence = found.sentence
    if ended:
        sentence = _("{kinds}. Ended: {outcomes}.").format(kinds=found.sentence, outcomes=ended)
    rows = _activity_rows(context, reversed(found.activities))
    days = date_text(first) if first == last else _("{first} to {last}").format(
        first=date_text(first), last=date_text(last)
    )  # fmt: skip
    title = _("Work of the office") if wanted.by_anyone else _("My work")
    title = _("{title}, {days}").format(title=title, days=days)
    lines = ["\t".join((row.when, row.title, row.context, row.who)) for row in rows]
    return Content(title, sentence, rows, found.number, copied="\n".join((title, sentence, *lines)))


_READERS: dict[str, Callable[[AppContext, Wanted], Content]] = {
    LOSING: _losing,
    NEVER: _never,
    UNDATED: _undated,
    DAYS: _days,
    STOPPED: _stopped,
    BEFORE_SUCCESS: _answer(
        N_("Meetings before the last success"), lambda c, w: questions.meetings_before_success(c, w.ref)
    ),
    MET_AGAIN: _answer(N_("Clients who made another appointment"), lambda c, _w: questions.met_again(c)),
    NEXT_MONTH: _answer(
        N_("Meetings next month"), lambda c, _w: questions.meetings_next_month(c), is_ahead=True
    ),
    DATES_MET: _answer(N_("Dates I met somebody"), lambda c, w: questions.dates_met(c, _ref(w))),
    WORK: _work,
}


def _ref(wanted: Wanted) -> EntityRef:
    if wanted.ref is None:
        raise ValueError("this question is about somebody")
    return wanted.ref


def is_quiet(row: Row) -> bool:
    """Whether a row is somebody to keep in touch with."""
    return row.item.source == CADENCE


def with_number(content: Content) -> str:
    """The title with how many there are."""
    return _("{title} ({count})").format(title=content.title, count=number_text(content.number))


def replaced(wanted: Wanted, first: dt.date, last: dt.date, *, by_anyone: bool) -> Wanted:
    """The same work list of other days."""
    return dataclasses.replace(wanted, first=min(first, last), last=max(first, last), by_anyone=by_anyone)
