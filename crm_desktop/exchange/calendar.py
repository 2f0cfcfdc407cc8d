"""Writes activities as iCalendar (RFC 5545), for calendars and task lists of other programs.

What happens at a time is a VEVENT, what is to be done a VTODO, what was noted or sent a VJOURNAL. Moments are in UTC,
so that no definitions of time zones are needed; a whole day is the day in the zone in which it was meant.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.exchange.vcard.heads import encode_parameter
from crm_desktop.exchange.vcard.text import escape, fold

PRODUCT = "-//CRM Desktop//iCalendar//EN"

_EVENT, _TODO, _JOURNAL = "VEVENT", "VTODO", "VJOURNAL"
_EVENT_KINDS = frozenset({kinds.CALL, kinds.MEETING, kinds.VISIT, kinds.WEBINAR, kinds.SITE_VISIT})
_STATUSES: Mapping[str, Mapping[str, str]] = {
    _EVENT: {kinds.PLANNED: "CONFIRMED", kinds.DONE: "CONFIRMED"},
    _TODO: {kinds.PLANNED: "NEEDS-ACTION", kinds.DONE: "COMPLETED"},
    _JOURNAL: {kinds.PLANNED: "DRAFT", kinds.DONE: "FINAL"},
}
"""Component -> status -> STATUS; what did not take place is CANCELLED in all of them."""

_ROLES = {kinds.ORGANIZER: ";ROLE=CHAIR", kinds.COPY: ";ROLE=NON-PARTICIPANT"}
_CONTROLS = dict.fromkeys((*range(9), *range(11, 13), *range(14, 32), 127))
"""Characters that a text cannot hold (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An activity and what its entry in a calendar needs besides.

    Attributes:
        record: the activity; its people with their names.
        zone: in which it was meant.
        outcome: name of its outcome, as shown.
        emails: record -> an address that reaches it; those without are left out.
    """

    record: ActivityRecord
    zone: dt.tzinfo = dt.UTC
    outcome: str = ""
    emails: Mapping[Id, str] = field(default_factory=dict)


def write_calendar(entries: Iterable[CalendarEntry], stream: BinaryIO, now: dt.datetime) -> int:
    """Writes one calendar; returns how many entries it has.

    Args:
        entries: in the order in which they are to stand.
        stream: opened by the caller.
        now: when the file is made (aware).
    """
    stream.writelines(
        map(fold, ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN"))
    )
    written = 0
    for entry in entries:
        stream.writelines(map(fold, _lines(entry, now)))
        written += 1
    stream.write(fold("END:VCALENDAR"))
    return written


def _component(record: ActivityRecord) -> str:
    if record.kind in _EVENT_KINDS:
        return _EVENT
    if record.kind == kinds.TASK or (record.kind != kinds.NOTE and record.status == kinds.PLANNED):
        return _TODO
    return _JOURNAL


def _lines(entry: CalendarEntry, now: dt.datetime) -> Iterator[str]:
    record = entry.record
    component = _component(record)
    yield f"BEGIN:{component}"
    yield f"UID:{uuid.UUID(bytes=record.ref.id)}"
    yield f"DTSTAMP:{_utc(now)}"
    yield from _times(entry, component)
    yield f"SUMMARY:{_text(_summary(record))}"
    description = _description(record)
    if description:
        yield f"DESCRIPTION:{_text(description)}"
    if record.location and component != _JOURNAL:
        yield f"LOCATION:{_text(record.location)}"
    yield f"STATUS:{_STATUSES[component].get(record.status, 'CANCELLED')}"
    if entry.outcome:
        yield f"CATEGORIES:{_text(entry.outcome)}"
    if record.follow_up_of_id:
        yield f"RELATED-TO:{uuid.UUID(bytes=record.follow_up_of_id)}"
    for person in record.people:
        yield _person(person, entry.emails.get(person.party_id, ""))
    yield f"END:{component}"


def _times(entry: CalendarEntry, component: str) -> Iterator[str]:
    record = entry.record
    name = "DUE" if component == _TODO else "DTSTART"
    if record.is_all_day:
        yield f"{name};VALUE=DATE:{record.at.astimezone(entry.zone):%Y%m%d}"
    else:
        yield f"{name}:{_utc(record.at)}"
    if component == _EVENT and record.duration_s and not record.is_all_day:  # a day lasts whole days only
        yield f"DURATION:{_duration(record.duration_s)}"
    if component == _EVENT and record.is_all_day:
        yield "TRANSP:TRANSPARENT"
    if component == _TODO and record.status == kinds.DONE:
        yield f"COMPLETED:{_utc(record.at)}"


def _utc(moment: dt.datetime) -> str:
    return f"{moment.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}"


def _duration(seconds: int) -> str:
    """ISO 8601 as RFC 5545, 3.3.6 has it: 5400 is PT1H30M."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if rest:  # seconds may follow hours only with minutes between
        return (
            f"PT{hours}H{minutes}M{rest}S" if hours else f"PT{minutes}M{rest}S" if minutes else f"PT{rest}S"
        )
    return f"PT{f'{hours}H' if hours else ''}{f'{minutes}M' if minutes else ''}"


def _text(text: str) -> str:
    return escape(text.translate(_CONTROLS))


def _summary(record: ActivityRecord) -> str:
    kind = _(kinds.TITLES[record.kind]) if record.kind in kinds.TITLES else record.kind
    text = record.text or ", ".join(person.name for person in record.people if person.name)
    return _("{kind}: {text}").format(kind=kind, text=text) if text else kind


def _description(record: ActivityRecord) -> str:
    told = (
        (_("Reason"), record.reason_text),
        (_("Offered"), record.offered_text),
        (_("Result"), record.result_text),
    )
    parts = [_("{kind}: {text}").format(kind=name, text=text) for name, text in told if text]
    return "\n".join((*((record.body,) if record.body else ()), *parts))


def _person(person: Participant, email: str) -> str:
    """Who took part, as far as they can be written to; a name alone is a CONTACT."""
    if not email or person.role == kinds.ABOUT:
        return f"CONTACT:{_text(person.name)}"
    address = email.translate(_CONTROLS).replace(" ", "%20").replace("\n", "")
    return f"ATTENDEE;CN={encode_parameter(person.name)}{_ROLES.get(person.role, '')}:mailto:{address}"
