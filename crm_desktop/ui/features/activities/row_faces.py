"""What a row of the timeline says: worked out once when it is read, painted many times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crm_desktop.base.formats import moment_text, relative_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.activities import kinds, stream
from crm_desktop.domain.activities.logline.preview import day_text, length_text
from crm_desktop.domain.activities.records import Outcome, Participant
from crm_desktop.domain.contacts.records import REF_KINDS
from crm_desktop.services.activities.timeline import TimelineRow
from crm_desktop.services.contacts.change_texts import HistoryEntry
from crm_desktop.ui.features.activities import words
from crm_desktop.ui.features.activities.literals import units
from crm_desktop.ui.kind_icons import KIND_ICONS

_RECENT_DAYS = 7
_FIELDS_NAMED = 4


@dataclass(frozen=True, slots=True)
class Around:
    """What faces depend on beside their row."""

    now: dt.datetime
    zone: dt.tzinfo
    outcomes: tuple[Outcome, ...] = ()
    page_of: Id | None = None
    files: frozenset[Id] = frozenset()


@dataclass(frozen=True, slots=True)
class NameSpan:
    """Where in the title somebody who took part is named, in UTF-16 units as Qt counts, and who it is."""

    start: int
    end: int
    ref: EntityRef


@dataclass(frozen=True, slots=True)
class Face:
    """One row in words.

    Attributes:
        title: what it is, in bold; subject: in the same line behind it.
        names: of the people in the title, who open by a click.
        badge, badge_colour: how it ended, on a ground of that colour.
        aside: when and who, at the far end.
        body: what was said; cut unless it is unfolded.
        lines: reason, offer, result, length and place; of changes what was before and after, when unfolded.
        has_files: files are kept with it.
        full: the whole moment, for the pointer.
    """

    icon: str = ""
    title: str = ""
    subject: str = ""
    badge: str = ""
    badge_colour: str = ""
    aside: str = ""
    body: str = ""
    lines: tuple[str, ...] = ()
    folded: tuple[str, ...] = ()
    has_files: bool = False
    is_system: bool = False
    full: str = ""
    names: tuple[NameSpan, ...] = ()

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        parts = (self.title, self.subject, self.badge, self.aside, self.body, *self.lines)
        more = (_("has files"),) if self.has_files else ()
        return ", ".join(part for part in (*parts, *more) if part)


def face_of(row: TimelineRow, around: Around) -> Face:
    """The words of a row; an empty face for an activity that is gone."""
    if row.entry.kind == stream.SYSTEM:
        return _system(row, around)
    record = row.activity
    if record is None:
        return Face(title=_("This entry is in the trash."), is_system=True)
    outcome = words.outcome_of(record, around.outcomes)
    title = words.kind_text(record)
    if record.status in (kinds.NOT_HELD, kinds.CANCELLED):
        title = _("{kind} ({status})").format(kind=title, status=_(kinds.STATUSES[record.status]).lower())
    people = words.others_text(record.people, around.page_of)
    if people:
        title = _("{kind} with {people}").format(kind=title, people=people)
    others = [p for p in record.people if p.name and p.party_id != around.page_of]
    when = words.past_text(record, around.now, around.zone)
    return Face(
        icon=KIND_ICONS.get(record.kind, "circle"),
        title=title,
        subject=record.subject,
        badge=outcome.name if outcome else "",
        badge_colour=outcome.color if outcome else "",
        aside=_("{when} · {who}").format(when=when, who=row.who) if row.who else when,
        body=record.body.strip(),
        lines=tuple(_particulars(row)),
        has_files=record.id in around.files,
        full=_full(row, around),
        names=tuple(_names(title, others)),
    )


def _names(title: str, people: Sequence[Participant]) -> Iterator[NameSpan]:
    """Each name where it stands behind the one before."""
    at = 0
    for one in people:
        start = title.find(one.name, at)
        if start >= 0:
            at = start + len(one.name)
            yield NameSpan(
                units(title, start), units(title, at), EntityRef(REF_KINDS[one.party_kind], one.party_id)
            )


def _particulars(row: TimelineRow) -> list[str]:
    record = row.activity
    assert record is not None  # face_of has looked
    lines = []
    for text, form in (
        (record.reason_text, _("Reason: {text}")),
        (record.offered_text, _("Offered: {text}")),
        (record.result_text, _("Result: {text}")),
    ):
        if text.strip():
            lines.append(form.format(text=text.strip()))
    facts = []
    if record.duration_s:
        facts.append(length_text(record.duration_s))
    if record.location:
        facts.append(record.location)
    if facts:
        lines.append(" · ".join(facts))
    return lines


def _full(row: TimelineRow, around: Around) -> str:
    record = row.activity
    assert record is not None  # face_of has looked
    return " · ".join(part for part in (words.full_moment(record, around.zone), row.who) if part)


def _system(row: TimelineRow, around: Around) -> Face:
    """Changes of fields, folded: how many, and of which fields."""
    changes = row.changes
    first = sorted(changes, key=lambda change: change.field != "created")  # that it is new tells most
    names = list(dict.fromkeys(change.told.title for change in first))
    shown = " · ".join(names[:_FIELDS_NAMED])
    if len(names) > _FIELDS_NAMED:
        shown = f"{shown} · …"
    at = dt.datetime.fromtimestamp(row.entry.at / 1000, dt.UTC)
    today, day = (moment.astimezone(around.zone).date() for moment in (around.now, at))
    when = relative_text(at, around.now) if (today - day).days < _RECENT_DAYS else day_text(day, today)
    return Face(
        icon="pencil",
        title=ngettext("{n} change", "{n} changes", len(changes)).format(n=len(changes)),
        subject=shown,
        aside=_("{when} · {who}").format(when=when, who=row.who) if row.who else when,
        folded=tuple(map(_change_text, changes)),
        is_system=True,
        full=" · ".join(part for part in (moment_text(at, "full"), row.who) if part),
    )


def _change_text(change: HistoryEntry) -> str:
    name, before, after = change.told.title, change.told.before, change.told.after
    if change.field == "created":
        return _("Added to the file")
    if change.field == "deleted":
        return after
    if before and after:
        return _("{field}: {before} → {after}").format(field=name, before=before, after=after)
    if after:
        return _("{field}: {after}").format(field=name, after=after)
    return _("{field}: {before} removed").format(field=name, before=before)


def faces(rows: Sequence[TimelineRow], around: Around) -> list[Face]:
    """The faces of many rows."""
    return [face_of(row, around) for row in rows]
