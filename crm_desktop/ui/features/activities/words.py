"""How activities look and are told: icons, colours, and the moments in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crm_desktop.base.formats import date_text, list_text, moment_text, number_text, relative_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline.preview import clock_text, day_text
from crm_desktop.domain.activities.records import ActivityRecord, Outcome, Participant
from crm_desktop.ui.theme.tokens import Hue, Tokens

_HUES = ("blue", "teal", "green", "olive", "amber", "orange", "pink", "purple")
COLOURS = (*_HUES, "red", "grey")
"""The colours that an outcome may have, as the file stores them."""

_RECENT_DAYS = 7


def hue_of(tokens: Tokens, colour: str) -> Hue:
    """Ink and ground of a colour that an outcome has; grey for one that is not known."""
    if colour in _HUES:
        return tokens.hues[_HUES.index(colour)]
    if colour == "red":
        return Hue(tokens.bad, tokens.bad_tint)
    return Hue(tokens.text_2, tokens.subtle)


def kind_text(record: ActivityRecord) -> str:
    """The kind with its direction: "Incoming call", "Letter sent"."""
    special = {
        (kinds.CALL, kinds.IN): _("Incoming call"),
        (kinds.CALL, kinds.OUT): _("Outgoing call"),
        (kinds.LETTER, kinds.IN): _("Letter received"),
        (kinds.LETTER, kinds.OUT): _("Letter sent"),
        (kinds.EMAIL, kinds.IN): _("E-mail received"),
        (kinds.EMAIL, kinds.OUT): _("E-mail sent"),
        (kinds.SMS, kinds.IN): _("Text message received"),
        (kinds.SMS, kinds.OUT): _("Text message sent"),
    }
    return special.get((record.kind, record.direction)) or _(kinds.TITLES.get(record.kind, record.kind))


def outcome_of(record: ActivityRecord, outcomes: Sequence[Outcome]) -> Outcome | None:
    """How an activity ended, by the file's list; None when nobody said."""
    return next((outcome for outcome in outcomes if outcome.key == record.outcome), None)


def others_text(people: Sequence[Participant], page_of: bytes | None) -> str:
    """Who took part, without the one whose page it is; "" for nobody else."""
    return list_text([p.name for p in people if p.name and p.party_id != page_of])


def distance_text(days: int) -> str:
    """How far a day is: "today", "in 3 days", "yesterday"."""
    words = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}
    if days in words:
        return words[days]
    if days > 0:
        return ngettext("in {count} day", "in {count} days", days).format(count=number_text(days))
    return ngettext("{count} day ago", "{count} days ago", -days).format(count=number_text(-days))


def past_text(record: ActivityRecord, now: dt.datetime, zone: dt.tzinfo) -> str:
    """When it happened: in words for a week, then the day with its weekday."""
    day = record.at.astimezone(zone).date()
    days = (now.astimezone(zone).date() - day).days
    if 0 <= days < _RECENT_DAYS and record.at <= now:
        return distance_text(-days) if record.is_all_day else relative_text(record.at, now)
    return day_text(day, now.astimezone(zone).date())


def planned_text(record: ActivityRecord, now: dt.datetime, zone: dt.tzinfo) -> str:
    """When it is due: "today 14:00", "Mon 18 May 2026 09:00 (in 11 days)"; an overdue one says for how long."""
    at = record.at.astimezone(zone)
    days = (at.date() - now.astimezone(zone).date()).days
    day = distance_text(days) if -1 <= days <= 1 else day_text(at.date(), now.astimezone(zone).date())
    when = day if record.is_all_day else _("{day} {time}").format(day=day, time=clock_text(at.timetz()))
    if is_overdue(record, now, zone):
        late = ngettext("overdue by {n} day", "overdue by {n} days", -days).format(n=number_text(-days))
        return _("{when} · {late}").format(when=when, late=late if days else _("overdue"))
    return _("{when} ({distance})").format(when=when, distance=distance_text(days)) if days > 1 else when


def is_overdue(record: ActivityRecord, now: dt.datetime, zone: dt.tzinfo) -> bool:
    """Whether a planned activity should have been done already; one without an hour has its whole day."""
    if record.is_all_day:
        return record.at.astimezone(zone).date() < now.astimezone(zone).date()
    return record.at < now


def is_today(record: ActivityRecord, now: dt.datetime, zone: dt.tzinfo) -> bool:
    """Whether it is due today."""
    return record.at.astimezone(zone).date() == now.astimezone(zone).date()


def full_moment(record: ActivityRecord, zone: dt.tzinfo) -> str:
    """The whole moment, as it is told when the pointer rests on a row."""
    if record.is_all_day:
        return date_text(record.at.astimezone(zone).date(), "full")
    return moment_text(record.at, "full")
