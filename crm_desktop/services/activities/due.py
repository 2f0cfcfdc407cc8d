"""What is to be done, by when and by whom; and what needs attention (ux 3.6 A)."""

from __future__ import annotations

import calendar
import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import _
from crm_desktop.domain.activities.records import DueItem
from crm_desktop.services.activities import hours
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import due as queries

LIMIT = 2_000
"""Things that one list of due things shows; who has more needs another list."""

ATTENTION_DAYS = 14
"""How far ahead birthdays are told."""


@dataclass(frozen=True, slots=True)
class Due:
    """What is due up to a moment.

    Attributes:
        items: the longest due first.
        stopped: how many things are not listed since nobody is to follow up with the person any more.
        is_cut: more are due than are listed.
    """

    items: tuple[DueItem, ...]
    stopped: int = 0
    is_cut: bool = False


def due(
    context: AppContext,
    until: dt.datetime | None = None,
    *,
    owner: str = "",
    sources: Sequence[str] = ("activity", "next_step", "cadence"),
) -> Due:
    """Everything due before `until`: planned activities, next steps, people to keep in touch with.

    Args:
        context: the open file.
        until: an aware moment; None is the end of today.
        owner: only what this user is to do, and what is everybody's; "" is all.
        sources: which of "activity", "next_step" and "cadence".
    """
    now = context.now()
    end = until or hours.day_bounds(context, hours.local_now(context).date())[1]
    own = hours.zone(context)
    before = day_after(end, own)
    items: list[DueItem] = []
    stopped = 0
    with context.store.read() as connection:
        if "activity" in sources:
            items += queries.planned(connection, end, owner, LIMIT + 1)
            stopped += queries.count_stopped_plans(connection, end, owner)
        if "next_step" in sources:
            items += queries.next_steps(connection, before, own, LIMIT + 1)
            stopped += queries.count_stopped_steps(connection, before)
        if "cadence" in sources:
            quiet = queries.losing_touch(connection, end, now, LIMIT + 1)
            items += [dataclasses.replace(item, text=quiet_text(last, own)) for item, last in quiet]
        is_cut = len(items) > LIMIT
        items = sorted(items, key=lambda i: (i.at, i.subject_id))[:LIMIT]
        phones = queries.phones(connection, [i.party_id for i in items if i.party_id is not None])
    items = [dataclasses.replace(i, phone=phones.get(i.party_id or b"", "")) for i in items]
    return Due(tuple(items), stopped, is_cut)


def day_after(end: dt.datetime, own: dt.tzinfo) -> dt.date:
    """The day after the last one that begins before `end`: what next steps are compared with."""
    return (end - dt.timedelta(microseconds=1)).astimezone(own).date() + dt.timedelta(days=1)


def quiet_text(last_touch: dt.datetime | None, own: dt.tzinfo) -> str:
    """Why somebody should hear from us."""
    if last_touch is None:
        return _("Get in touch: no contact yet")
    return _("Get in touch: last contact {date}").format(date=date_text(last_touch.astimezone(own).date()))


def losing_touch(context: AppContext, limit: int = LIMIT) -> list[DueItem]:
    """Whom the office is losing touch with: the gap of their rule is over and nothing is planned; longest first."""
    now = context.now()
    with context.store.read() as connection:
        quiet = queries.losing_touch(connection, now, now, limit)
    return [dataclasses.replace(item, text=quiet_text(last, hours.zone(context))) for item, last in quiet]


def days_to_remember(context: AppContext, days: int = ATTENTION_DAYS) -> list[DueItem]:
    """Birthdays and other days of the next `days` days, today's first; people who have died are left out.

    A birthday of 29 February is kept on 28 February or 1 March of other years, as its rule says.
    """
    own = hours.zone(context)
    today = hours.local_now(context).date()
    wanted = [today + dt.timedelta(days=n) for n in range(days)]
    pairs = {(day.month, day.day): day for day in reversed(wanted)}
    leap = {day: rule for day in wanted if (rule := _leap_rule(day))}
    asked = [*pairs, *([(2, 29)] if leap and (2, 29) not in pairs else [])]
    with context.store.read() as connection:
        found = queries.dates_between(connection, asked)
    items = []
    for key, kind, label, year, month, day, party, name, party_kind, leap_rule in found:
        on = pairs.get((month, day)) or next((d for d, rule in leap.items() if rule == leap_rule), None)
        if on is None:
            continue
        at = dt.datetime.combine(on, dt.time.min, own).astimezone(dt.UTC)
        text = _date_text(kind, label, None if year is None else on.year - year)
        items.append(DueItem("date", at, text, key, True, kind, party, name, party_kind))
    return sorted(items, key=lambda item: (item.at, item.party_name))


def _leap_rule(day: dt.date) -> str:
    """Which rule for 29 February points at `day`, "" for none."""
    if calendar.isleap(day.year):
        return ""
    return {(2, 28): "feb28", (3, 1): "mar1"}.get((day.month, day.day), "")


def _date_text(kind: str, label: str, years: int | None) -> str:
    titles = {"birthday": _("Birthday"), "anniversary": _("Anniversary")}
    title = label or titles.get(kind, _("Day to remember"))
    if years is None or years <= 0:
        return title
    if kind == "birthday":
        return _("{title}: turns {years}").format(title=title, years=years)
    return _("{title}: {years} years").format(title=title, years=years)
