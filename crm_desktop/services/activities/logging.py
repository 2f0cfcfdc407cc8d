"""From a typed line to an activity: names and links are looked up; nothing is saved that the preview did not show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from crm_desktop.base.errors import AmbiguousError, NotFoundError
from crm_desktop.base.formats import date_order
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline import (
    Chip,
    FollowUp,
    LogLine,
    Surroundings,
    parse,
)
from crm_desktop.domain.activities.logline.preview import sentence
from crm_desktop.domain.activities.outcomes import words_of
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.services.activities import hours, ops
from crm_desktop.services.activities.outcomes import outcomes, two_letters
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext

Spans = frozenset[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Understood:
    """What a line means, ready to be shown and saved.

    Attributes:
        line: what was read, with the places of its pieces.
        record, follow_up: what would be saved.
        tags: put on everybody in it.
        people: who is in it.
        sentence: the preview in words.
        problems: what is not clear; nothing is saved while there are any.
    """

    line: LogLine
    record: ActivityRecord
    follow_up: ActivityRecord | None
    tags: tuple[str, ...]
    people: tuple[Participant, ...]
    sentence: str
    problems: tuple[str, ...]

    @property
    def is_savable(self) -> bool:
        """Whether it says something, about somebody, without doubt."""
        return not self.problems and bool(self.people)


def surroundings(context: AppContext, default_kind: str = kinds.CALL) -> Surroundings:
    """What has to be known to read a line typed now."""
    known = tuple(words_of(o, two_letters()) for o in outcomes(context) if not o.is_hidden)
    return Surroundings(
        hours.local_now(context),
        two_letters(),
        date_order(),
        hours.follow_up_time(context),
        hours.working_days(context),
        frozenset(),
        known,
        default_kind,
    )


def understand(
    context: AppContext,
    text: str,
    ref: EntityRef | None = None,
    literal: Spans = frozenset(),
    default_kind: str = kinds.CALL,
) -> Understood:
    """Reads a line.

    A name or link that nothing is found for stays in the note as it was typed.

    Args:
        context: the open file.
        text: as typed.
        ref: whose page it is typed on; None when the line itself names somebody.
        literal: pieces (first and last offset) that the user turned back into plain text.
        default_kind: what a line is that names no kind.
    """
    around = surroundings(context, default_kind)
    line = parse(text, around, literal)
    found, problems, unknown = _resolved(context, line, text)
    if unknown:
        literal |= unknown
        line = parse(text, around, literal)
        found, problems, _none = _resolved(context, line, text)
    people = _people(context, ref, (r for kind, r in found if kind == "person"))
    links = tuple(r for kind, r in found if kind == "link" and (ref is None or r.id != ref.id))
    record = _record(context, line, people, links)
    name = people[0].name if people else ""
    following = _following(context, line.follow_up, name, around) if line.follow_up else None
    if not people:
        problems.append(_("Say who it was with."))
    return Understood(
        line,
        record,
        following,
        line.tags,
        people,
        sentence(line, around, name),
        (*line.problems, *problems),
    )


def save(context: AppContext, understood: Understood) -> EntityRef:
    """Writes down what the preview showed. Raises as `ops.log`."""
    return ops.log(context, understood.record, follow_up=understood.follow_up, tags=understood.tags)


def _resolved(
    context: AppContext, line: LogLine, text: str
) -> tuple[list[tuple[str, EntityRef]], list[str], Spans]:
    """The records that names and links mean, what is in doubt, and the pieces that mean nothing here."""
    found: list[tuple[str, EntityRef]] = []
    problems: list[str] = []
    unknown: set[tuple[int, int]] = set()
    for chip in line.chips:
        if chip.kind not in ("person", "link"):
            continue
        try:
            found.append((chip.kind, queries.resolve(context, _word(chip, text))))
        except NotFoundError:
            unknown.add((chip.start, chip.end))
        except AmbiguousError as doubt:
            problems.append(_("{what} Write more of the name.").format(what=doubt.what))
    return found, problems, frozenset(unknown)


def _word(chip: Chip, text: str) -> str:
    return chip.meaning or text[chip.start : chip.end].lstrip("$@")


def _people(
    context: AppContext, ref: EntityRef | None, named: Iterable[EntityRef]
) -> tuple[Participant, ...]:
    ids = dict.fromkeys([*([ref.id] if ref else []), *(r.id for r in named)])
    rows = queries.rows(context, list(ids))
    return tuple(Participant(r.id, name=r.display_name, party_kind=r.kind) for r in rows if not r.is_missing)


def _record(
    context: AppContext, line: LogLine, people: tuple[Participant, ...], links: tuple[EntityRef, ...]
) -> ActivityRecord:
    return ActivityRecord(
        kind=line.kind,
        at=line.at.astimezone(dt.UTC),
        tz=hours.zone(context).key,
        status=kinds.PLANNED if line.is_planned else kinds.DONE,
        direction=line.direction,
        body=line.text,
        duration_s=line.duration_s,
        outcome=line.outcome,
        people=people,
        links=links,
    )


def _following(context: AppContext, follow_up: FollowUp, name: str, around: Surroundings) -> ActivityRecord:
    own = hours.zone(context)
    at = dt.datetime.combine(follow_up.on, follow_up.at or around.follow_up_hour, own)
    return ActivityRecord(
        kind=kinds.TASK if follow_up.title else kinds.CALL,
        at=at.astimezone(dt.UTC),
        tz=own.key,
        status=kinds.PLANNED,
        subject=follow_up.title or _("Call back {name}").format(name=name),
    )


def follow_up_in(context: AppContext, days: int, name: str, title: str = "") -> ActivityRecord:
    """A follow-up in so many days, moved to the next working day: what the chips after a finished activity offer."""
    around = surroundings(context)
    day = around.now.date() + dt.timedelta(days=days)
    while around.working_days and day.weekday() not in around.working_days:
        day += dt.timedelta(days=1)
    return _following(context, FollowUp(day, title=title), name, around)
