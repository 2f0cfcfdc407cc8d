"""Due things in words: what to do with whom, and when."""

from __future__ import annotations

import datetime as dt

from crm_desktop.base.formats import date_text, number_text
from crm_desktop.base.i18n import N_, _, ngettext
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline.preview import clock_text, day_text
from crm_desktop.domain.activities.records import DueItem, TouchState
from crm_desktop.services.activities.finishing import ACTIVITY, CADENCE, NEXT_STEP
from crm_desktop.ui.kind_icons import KIND_ICONS

DATE = "date"
"""The source of a day to remember."""

_PARTY_ICONS = {"person": "user", "organization": "building", "household": "house", "group": "users"}

_VERBS = {
    kinds.CALL: N_("Call {name}"),
    kinds.MEETING: N_("Meet {name}"),
    kinds.VISIT: N_("Visit {name}"),
    kinds.LETTER: N_("Write to {name}"),
    kinds.EMAIL: N_("E-mail {name}"),
    kinds.SMS: N_("Text {name}"),
    kinds.CHAT: N_("Chat with {name}"),
    kinds.SOCIAL: N_("Message {name}"),
    kinds.WEBINAR: N_("Webinar with {name}"),
}

SOURCES = {
    ACTIVITY: N_("Planned"),
    NEXT_STEP: N_("Next steps"),
    CADENCE: N_("Keep in touch"),
}
"""Where due things come from -> English title of the filter, marked for translation."""


def icon_of(item: DueItem) -> str:
    """The icon of a due thing."""
    if item.source == NEXT_STEP:
        return "arrow-right"
    if item.source == CADENCE:
        return "clock"
    if item.source == DATE:
        return "cake"
    return KIND_ICONS.get(item.kind, _PARTY_ICONS.get(item.party_kind, "circle"))


def verb_text(item: DueItem) -> str:
    """What to do with whom: "Call Jane", "Send the offer: Jane"."""
    name = item.party_name
    if item.source == CADENCE:
        return _("Get in touch with {name}").format(name=name)
    if item.kind in _VERBS and name:
        return _(_VERBS[item.kind]).format(name=name)
    text = item.text or (_(kinds.TITLES[item.kind]) if item.kind else "")
    if not name or name in text:
        return text
    return _("{what}: {name}").format(what=text, name=name) if text else name


def subject_text(item: DueItem) -> str:
    """What else is known of it beside `verb_text`; "" when that says it all."""
    plain = {_("Call back {name}").format(name=item.party_name), _("Get in touch")}
    has_verb = item.source == ACTIVITY and item.kind in _VERBS and item.party_name
    if item.source == CADENCE or (has_verb and item.text not in plain):
        return item.text
    return ""


def is_overdue(item: DueItem, now: dt.datetime, zone: dt.tzinfo) -> bool:
    """Whether its day is over."""
    return item.at.astimezone(zone).date() < now.astimezone(zone).date()


def when_text(item: DueItem, now: dt.datetime, zone: dt.tzinfo) -> tuple[str, str]:
    """When it is due, in words, and the colour token of it: "overdue 2 days", "14:00", "Thu 14 May"."""
    at, today = item.at.astimezone(zone), now.astimezone(zone).date()
    days = (today - at.date()).days
    if days > 0:
        late = ngettext("overdue {n} day", "overdue {n} days", days)
        return late.format(n=number_text(days)), "warn" if item.source == CADENCE else "bad"
    clock = "" if item.is_all_day else clock_text(at.timetz())
    if days == 0:
        if not clock:
            return _("today"), "ok"
        if item.at <= now:
            return _("since {time}").format(time=clock), "bad"
        return clock, "ok"
    day = _("tomorrow") if days == -1 else day_text(at.date(), today)
    return (_("{day} {time}").format(day=day, time=clock) if clock else day), "text_2"


def moment_words(item: DueItem, now: dt.datetime, zone: dt.tzinfo) -> str:
    """The day and time of something that comes next: "Thu 14 May 09:00"."""
    at, today = item.at.astimezone(zone), now.astimezone(zone).date()
    days = (at.date() - today).days
    day = {0: _("today"), 1: _("tomorrow")}.get(days) or day_text(at.date(), today)
    if item.is_all_day:
        return day
    return _("{day} {time}").format(day=day, time=clock_text(at.timetz()))


def ago_text(at: dt.datetime, now: dt.datetime, zone: dt.tzinfo) -> str:
    """How many days ago: it is the gap that counts here."""
    days = (now.astimezone(zone).date() - at.astimezone(zone).date()).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("{n} day ago", "{n} days ago", days).format(n=number_text(days))


def touch_text(state: TouchState, now: dt.datetime, zone: dt.tzinfo) -> str:
    """Last contact and last attempt."""
    if state.last_touch is None:
        parts = [_("No contact yet")]
    else:
        parts = [_("Last contact {when}").format(when=ago_text(state.last_touch, now, zone))]
    attempt = state.last_attempt
    if attempt is not None and (state.last_touch is None or attempt > state.last_touch):
        parts.append(_("last attempt {when}").format(when=ago_text(attempt, now, zone)))
    return " · ".join(parts)


def gap_text(state: TouchState) -> str:
    """The gap of the rule: "every 30 days, at most 60"."""
    if state.ideal_days is None:
        return ""
    if state.max_days is None:
        return ngettext("every day", "every {n} days", state.ideal_days).format(n=state.ideal_days)
    gap = ngettext("every day, at most {most}", "every {n} days, at most {most}", state.ideal_days)
    return gap.format(n=state.ideal_days, most=state.max_days)


def late_text(state: TouchState, now: dt.datetime, zone: dt.tzinfo) -> str:
    """How late it is for somebody to hear from us: "12 days late", or when it will be time."""
    if state.keep_up is None:
        return ""
    days = (now.astimezone(zone).date() - state.keep_up.astimezone(zone).date()).days
    if days > 0:
        return ngettext("{n} day late", "{n} days late", days).format(n=number_text(days))
    if days == 0:
        return _("due today")
    return _("due {day}").format(day=date_text(state.keep_up.astimezone(zone).date()))
