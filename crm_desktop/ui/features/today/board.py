"""What the page of the day shows, read at once in a worker thread: rows in sections, agenda, what needs attention."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline.preview import clock_text
from crm_desktop.domain.activities.records import DueItem, Outcome
from crm_desktop.services.activities import attention, cadence, due, hours, outcomes, questions
from crm_desktop.services.activities.attention import Said
from crm_desktop.services.activities.finishing import ACTIVITY, CADENCE, NEXT_STEP
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.today import words

OVERDUE, TODAY, TOUCH, LATER, WEEK = "overdue", "today", "touch", "later", "week"
SECTIONS = (OVERDUE, TODAY, LATER, TOUCH, WEEK)
FOLDED = frozenset({LATER, WEEK})
"""Sections that are folded at first: nothing in them is to be done yet."""

_SOON = dt.timedelta(hours=1)
_SAID_OF = 300
"""Of so many people what was said last is read; nobody reads further down before some of them are done."""

_FAR_DAYS = 366

TOUCHES_SHOWN = 100
"""People to get in touch with that the day lists; all of them are in the list of those one is losing touch with."""


@dataclass(frozen=True, slots=True)
class Row:
    """One due thing in words.

    Attributes:
        title: what to do with whom.
        context: what else helps: its subject, a number to call, what was said last.
        when, when_colour: and the token of its colour.
        who: who is to do it, when that is somebody else.
        share: how much of its room a bar of lateness fills, 0 to 1; None for no bar.
    """

    item: DueItem
    title: str
    context: str
    when: str
    when_colour: str
    who: str = ""
    share: float | None = None

    @property
    def key(self) -> tuple[str, Id]:
        """Which due thing it is, whatever changes in it."""
        return self.item.source, self.item.subject_id

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        return ", ".join(part for part in (self.title, self.when, self.context, self.who) if part)


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One thing with a time: what is planned today, and meetings that were held."""

    at: dt.datetime
    clock: str
    title: str
    item: DueItem
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Board:
    """The whole page.

    Attributes:
        sections: key of SECTIONS -> its rows.
        touch_count: how many people there are to get in touch with; only the first of them are listed.
        is_cut: more is planned than is listed.
        next_up: what comes next, where nothing is due.
        done_today: what was done today, in words; "" for nothing.
    """

    now: dt.datetime
    zone: dt.tzinfo
    sections: Mapping[str, tuple[Row, ...]] = field(default_factory=dict)
    touch_count: int = 0
    is_cut: bool = False
    next_up: DueItem | None = None
    agenda: tuple[AgendaLine, ...] = ()
    done_today: str = ""
    outcomes: tuple[Outcome, ...] = ()

    @property
    def due_count(self) -> int:
        """How many things are due today or were before, the later hours of the day too."""
        listed = sum(len(rows) for key, rows in self.sections.items() if key not in (WEEK, TOUCH))
        return listed + self.touch_count


def week_end(context: AppContext) -> dt.datetime:
    """When the present week ends; on its last two days the next one counts as well."""
    today = hours.local_now(context).date()
    days = 7 - today.weekday()
    return hours.day_bounds(context, today, days + 7 if days <= 2 else days)[1]


def read_board(context: AppContext, owner: str, source: str) -> Board:
    """Everything on the left and the agenda.

    Args:
        context: the open file.
        owner: only what this user is to do, and what is everybody's; "" for all.
        source: only things of this sort; "" for all.
    """
    now, zone = context.now(), hours.zone(context)
    today = now.astimezone(zone).date()
    sources = tuple(one for one in (ACTIVITY, NEXT_STEP) if source in ("", one))
    found = due.due(context, week_end(context), owner=owner, sources=sources) if sources else due.Due(())
    items = list(found.items)
    touches, touch_count = _touches(context, items) if source in ("", CADENCE) else ([], 0)
    items += touches
    said = attention.last_said(context, [i.party_id for i in items[:_SAID_OF] if i.party_id])
    sections: dict[str, list[Row]] = {key: [] for key in SECTIONS}
    for item in items:
        sections[_section(item, now, zone)].append(_row(item, said, now, zone, context.user_name))
    done = questions.work_list(context, today, today, by_anyone=not owner)
    return Board(
        now,
        zone,
        {key: tuple(rows) for key, rows in sections.items()},
        touch_count,
        found.is_cut,
        None if items else _next_up(context, owner, now),
        _agenda(context, owner, now, zone),
        done.sentence if done.number else "",
        outcomes.outcomes(context),
    )


def _touches(context: AppContext, items: Sequence[DueItem]) -> tuple[list[DueItem], int]:
    """The first of those to get in touch with, and how many there are.

    Whoever something is due with anyway is left out of both.
    """
    now = context.now()
    planned = {item.party_id for item in items if item.source == ACTIVITY and item.at < now and item.party_id}
    states = cadence.states(context, list(planned))
    doubles = {key for key, state in states.items() if state.keep_up is not None and state.keep_up < now}
    quiet = attention.losing_touch(context, TOUCHES_SHOWN + len(doubles))
    shown = [one.item for one in quiet if one.item.party_id not in planned][:TOUCHES_SHOWN]
    return shown, max(attention.count_losing(context) - len(doubles), len(shown))


def _section(item: DueItem, now: dt.datetime, zone: dt.tzinfo) -> str:
    days = (item.at.astimezone(zone).date() - now.astimezone(zone).date()).days
    if days > 0:
        return WEEK
    if item.source == CADENCE:
        return TOUCH
    if days < 0:
        return OVERDUE
    return TODAY if item.is_all_day or item.at <= now + _SOON else LATER


def _row(item: DueItem, said: Mapping[Id, Said], now: dt.datetime, zone: dt.tzinfo, me: str) -> Row:
    last = said.get(item.party_id or b"")
    told = ""
    if last is not None and last.text:
        told = _("{when}: {text}").format(when=words.ago_text(last.at, now, zone), text=last.text)
    is_told = told and item.source == CADENCE  # when that was says how long ago the last contact is
    parts = ("" if is_told else words.subject_text(item), item.phone, told)
    when, colour = words.when_text(item, now, zone)
    return Row(
        item,
        words.verb_text(item),
        " · ".join(part for part in parts if part),
        when,
        colour,
        item.owner if item.owner not in ("", me) else "",
    )


def _next_up(context: AppContext, owner: str, now: dt.datetime) -> DueItem | None:
    until = now + dt.timedelta(days=_FAR_DAYS)
    found = due.due(context, until, owner=owner, sources=("activity", "next_step"))
    return next((item for item in found.items if item.at >= now), None)


def _agenda(context: AppContext, owner: str, now: dt.datetime, zone: dt.tzinfo) -> tuple[AgendaLine, ...]:
    today = now.astimezone(zone).date()
    planned = due.due(context, owner=owner, sources=("activity",)).items
    lines = [
        AgendaLine(item.at, clock_text(item.at.astimezone(zone).timetz()), words.verb_text(item), item)
        for item in planned
        if not item.is_all_day and item.at.astimezone(zone).date() == today
    ]
    held = questions.work_list(context, today, today, by_anyone=not owner).activities
    for record in held:
        if record.kind not in kinds.MEETING_KINDS:
            continue
        person = next(iter(record.people), None)
        item = DueItem(
            ACTIVITY, record.at, record.text, record.ref.id, record.is_all_day, record.kind,
            person.party_id if person else None, person.name if person else "",
            person.party_kind if person else "person",
        )  # fmt: skip
        clock = clock_text(record.at.astimezone(zone).timetz())
        lines.append(AgendaLine(record.at, clock, words.verb_text(item), item, is_done=True))
    return tuple(sorted(lines, key=lambda line: line.at))


def count_due(context: AppContext) -> int:
    """How many things the user has due today or had before: what the rail shows."""
    items = due.due(context, owner=context.user_name, sources=(ACTIVITY, NEXT_STEP)).items
    return len(items) + _touches(context, items)[1]
