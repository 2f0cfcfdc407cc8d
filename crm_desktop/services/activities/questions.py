"""The four literal questions (S37), and what was done in a day or a week."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from crm_desktop.base.clock import from_utc_ms
from crm_desktop.base.formats import date_text, list_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord
from crm_desktop.domain.contacts.records import PartyRow
from crm_desktop.services.activities import hours
from crm_desktop.services.contacts import queries as contacts
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import activities, questions

SHOWN = 500
"""Activities and people that an answer lists; its number counts all."""

_ALWAYS = (0, 2**62)


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes:
        sentence: in words.
        number: what was counted.
        activities: the activities behind it, at most SHOWN.
        people: the people behind it, at most SHOWN.
    """

    sentence: str
    number: int
    activities: tuple[ActivityRecord, ...] = ()
    people: tuple[PartyRow, ...] = ()


def meetings_before_success(context: AppContext, ref: EntityRef | None = None) -> Answer:
    """How many meetings were needed before the last success, with one contact or in the whole file.

    Counted are the meetings held with the person of the newest success, since their success before it; the meeting
    that was the success itself is one of them.
    """
    with context.store.read() as connection:
        successes = questions.last_successes(connection, ref.id if ref else None)
        if not successes:
            return Answer(_("There was no success yet."), 0)
        _key, at, party = successes[0]
        since = successes[1][1] + 1 if len(successes) > 1 else 0
        found = questions.meetings_with(connection, party, since, at)
        records = activities.load_many(connection, [key for key, _at in found[-SHOWN:]])
    (who,) = contacts.rows(context, [party])
    day = date_text(from_utc_ms(at).astimezone(hours.zone(context)).date())
    text = ngettext(
        "{n} meeting was needed before the last success: {name}, {date}.",
        "{n} meetings were needed before the last success: {name}, {date}.",
        len(found),
    )
    return Answer(
        text.format(n=len(found), name=who.display_name, date=day), len(found), tuple(records), (who,)
    )


def met_again(context: AppContext, first: dt.date | None = None, last: dt.date | None = None) -> Answer:
    """How many clients made another appointment after negotiations: a later meeting than their first, held or planned.

    Args:
        context: the open file.
        first: only negotiations held on this day or later; None for no limit.
        last: only negotiations held on this day or earlier.
    """
    with context.store.read() as connection:
        if first is None and last is None:
            met, again = questions.ever_met_again(connection)
        else:
            met, again = questions.met_again(connection, *_span(context, first, last))
    people = contacts.rows(context, again[:SHOWN])
    text = ngettext(
        "{n} client of {all} made another appointment after negotiations.",
        "{n} clients of {all} made another appointment after negotiations.",
        len(again),
    )
    return Answer(text.format(n=len(again), all=met), len(again), people=tuple(people))


def meetings_next_month(context: AppContext) -> Answer:
    """How many meetings there are in the calendar month after this one."""
    today = hours.local_now(context).date()
    first = (today.replace(day=1) + dt.timedelta(days=32)).replace(day=1)
    after = (first + dt.timedelta(days=32)).replace(day=1)
    begin, end = hours.day_bounds(context, first, (after - first).days)
    with context.store.read() as connection:
        found = questions.meetings_between(connection, _ms(begin), _ms(end))
        records = activities.load_many(connection, [key for key, _at in found[:SHOWN]])
    text = ngettext("There is {n} meeting next month.", "There are {n} meetings next month.", len(found))
    return Answer(text.format(n=len(found)), len(found), tuple(records))


def dates_met(context: AppContext, ref: EntityRef, *, by_anyone: bool = False) -> Answer:
    """On which dates the user (or anybody of the office) met a given person."""
    owner = None if by_anyone else context.store.user_id
    with context.store.read() as connection:
        found = questions.meetings_with(connection, ref.id, *_ALWAYS, owner)
        records = activities.load_many(connection, [key for key, _at in found[-SHOWN:]])
    (who,) = contacts.rows(context, [ref.id])
    own = hours.zone(context)
    days = list(dict.fromkeys(from_utc_ms(at).astimezone(own).date() for _key, at in found))
    if not days:
        sentence = _("You have not met {name} yet.").format(name=who.display_name)
    else:
        sentence = _("You met {name} on {dates}.").format(
            name=who.display_name, dates=list_text([date_text(day) for day in days[-SHOWN:]])
        )
    return Answer(sentence, len(days), tuple(records), (who,))


@dataclass(frozen=True, slots=True)
class WorkList:
    """What was done in a span of days.

    Attributes:
        by_kind, by_outcome: how often; outcomes by their key.
        activities: the oldest first, at most SHOWN of the newest.
        number: all of them.
    """

    first: dt.date
    last: dt.date
    number: int
    by_kind: Mapping[str, int]
    by_outcome: Mapping[str, int]
    activities: tuple[ActivityRecord, ...]

    @property
    def sentence(self) -> str:
        """In words: "3 calls, 2 meetings"."""
        if not self.number:
            return _("Nothing was noted.")
        counted = sorted(self.by_kind.items(), key=lambda pair: (-pair[1], kinds.KINDS.index(pair[0])))
        return list_text([f"{_(kinds.TITLES[kind])}: {n}" for kind, n in counted])


def work_list(context: AppContext, first: dt.date, last: dt.date, *, by_anyone: bool = False) -> WorkList:
    """What the user (or the whole office) did from day `first` to day `last`, per kind and with outcomes."""
    begin, end = hours.day_bounds(context, first, (last - first).days + 1)
    owner = None if by_anyone else context.store.user_id
    with context.store.read() as connection:
        found = questions.work_done(connection, owner, _ms(begin), _ms(end))
        records = activities.load_many(connection, [row[0] for row in found[-SHOWN:]])
    by_kind = Counter(kind for _key, _at, kind, _outcome in found)
    by_outcome = Counter(outcome for _key, _at, _kind, outcome in found if outcome)
    return WorkList(first, last, len(found), dict(by_kind), dict(by_outcome), tuple(records))


def this_week(context: AppContext) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of this week."""
    today = hours.local_now(context).date()
    monday = today - dt.timedelta(days=today.weekday())
    return monday, monday + dt.timedelta(days=6)


def _span(context: AppContext, first: dt.date | None, last: dt.date | None) -> tuple[int, int]:
    begin = _ms(hours.day_bounds(context, first)[0]) if first else _ALWAYS[0]
    end = _ms(hours.day_bounds(context, last)[1]) - 1 if last else _ALWAYS[1]
    return begin, end


def _ms(moment: dt.datetime) -> int:
    return int(moment.timestamp() * 1000)
