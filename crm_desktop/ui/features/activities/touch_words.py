"""Sentences about being in touch: when last, when next, what colleagues did, and who is to be left alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crm_desktop.base.formats import date_text, relative_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.domain.activities.records import Outcome, TouchState
from crm_desktop.services.activities.cadence import ColleagueTouch, Stop
from crm_desktop.ui.features.activities import words


def touch_text(state: TouchState, now: dt.datetime, zone: dt.tzinfo) -> str:
    """How things stand with somebody, in one line."""
    parts = []
    if state.last_touch is None:
        parts.append(_("No contact yet"))
    else:
        parts.append(_("Last contact {when}").format(when=_ago(state.last_touch, now, zone)))
    if state.last_attempt is not None and (state.last_touch is None or state.last_attempt > state.last_touch):
        parts.append(_("last attempt {when}").format(when=_ago(state.last_attempt, now, zone)))
    if state.ideal_days is not None:
        gap = ngettext("keep in touch every day", "keep in touch every {n} days", state.ideal_days)
        text = gap.format(n=state.ideal_days)
        if state.keep_up is not None:
            due = date_text(state.keep_up.astimezone(zone).date())
            text = _("{gap} (due {day})").format(gap=text, day=due)
        parts.append(text)
    return " · ".join(parts)


def state_words(state: TouchState, now: dt.datetime) -> tuple[str, str]:
    """What the state is called and the colour of it; two empty texts where all is well."""
    return {
        "due": (_("Time to get in touch"), "warn"),
        "lost": (_("Losing touch"), "bad"),
    }.get(state.state(now), ("", ""))


def _ago(at: dt.datetime, now: dt.datetime, zone: dt.tzinfo) -> str:
    """How long ago, in days also beyond a week: it is the gap that counts here."""
    days = (now.astimezone(zone).date() - at.astimezone(zone).date()).days
    if days <= 1:
        return relative_text(at, now)
    return ngettext("{n} day ago", "{n} days ago", days).format(n=days)


def colleague_text(
    touch: ColleagueTouch, outcomes: Sequence[Outcome], now: dt.datetime, zone: dt.tzinfo
) -> str:
    """What a colleague did or plans: "Bo: call yesterday at 10:12, left message"."""
    record = touch.activity
    kind = words.kind_text(record)
    who = touch.who or _("Somebody else")
    if touch.is_planned:
        when = words.planned_text(record, now, zone)
        return _("{who} plans: {kind}, {when}").format(who=who, kind=kind, when=when)
    when = words.past_text(record, now, zone)
    outcome = words.outcome_of(record, outcomes)
    if outcome is not None:
        return _("{who}: {kind}, {when}: {outcome}").format(
            who=who, kind=kind, when=when, outcome=outcome.name
        )
    return _("{who}: {kind}, {when}").format(who=who, kind=kind, when=when)


def stop_text(stop: Stop, zone: dt.tzinfo) -> str:
    """Why nobody follows up: "Not interested, noted by Ana on 3 May: nobody follows up"."""
    if stop.at is None:
        return _("{reason}: nobody follows up.").format(reason=stop.text)
    day = date_text(stop.at.astimezone(zone).date())
    if not stop.who:
        return _("{reason}, noted on {day}: nobody follows up.").format(reason=stop.text, day=day)
    return _("{reason}, noted by {who} on {day}: nobody follows up.").format(
        reason=stop.text, who=stop.who, day=day
    )
