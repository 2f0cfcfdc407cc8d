"""The user's own days and hours: in which zone they are meant, which are worked, and when a follow-up is due."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

import tzlocal

from crm_desktop.base.i18n import N_, _
from crm_desktop.base.settings import Setting, text, whole_number
from crm_desktop.services.context import AppContext


def _zone_name(value: Any) -> str:
    """Validator: an IANA zone, or "" for that of the computer."""
    name = text(60)(value)
    if name and name not in available_timezones():
        raise ValueError(f"{name} is no time zone")
    return name


def _zones() -> list[tuple[str, str]]:
    return [
        ("", _("As the computer")),
        *((name, name.replace("_", " ")) for name in sorted(available_timezones())),
    ]


def _working_days(value: Any) -> str:
    """Validator: days of the week that are worked, 0 for Monday to 6 for Sunday, one figure each."""
    days = text(7)(value)
    if not set(days) <= set("0123456"):
        raise ValueError(f"{days} are no days of the week")
    return days


TIME_ZONE = Setting("activities.zone", "", _zone_name, N_("Time zone"), section="general", choices=_zones,
                    help=N_("In which your days begin and end."))  # fmt: skip
WORKING_DAYS = Setting(
    "activities.working_days",
    "01234",
    _working_days,
    N_("Working days"),
    section="general",
    help=N_("A follow-up on any other day moves to the next working day."),
    choices=lambda: [
        ("01234", _("Monday to Friday")),
        ("012345", _("Monday to Saturday")),
        ("60123", _("Sunday to Thursday")),
        ("0123456", _("Every day")),
    ],
)
FOLLOW_UP_HOUR = Setting("activities.follow_up_hour", 9, whole_number(0, 23), N_("Hour of follow-ups"),
                         section="general", help=N_("When something is due that names only a day."))  # fmt: skip

DECLARED: tuple[Setting[Any], ...] = (TIME_ZONE, WORKING_DAYS, FOLLOW_UP_HOUR)


def zone(context: AppContext) -> ZoneInfo:
    """The zone in which the user's days begin and end."""
    name = context.settings.get(TIME_ZONE)
    try:
        return ZoneInfo(name) if name else ZoneInfo(tzlocal.get_localzone_name() or "UTC")
    except ZoneInfoNotFoundError:  # a computer whose zone has a name of its own
        return ZoneInfo("UTC")


def local_now(context: AppContext) -> dt.datetime:
    """This instant in the user's zone."""
    return context.now().astimezone(zone(context))


def day_bounds(context: AppContext, day: dt.date, days: int = 1) -> tuple[dt.datetime, dt.datetime]:
    """The instants (UTC) at which `day` begins and at which `days` days later the last of them ends."""
    own = zone(context)
    first = dt.datetime.combine(day, dt.time.min, own)
    last = dt.datetime.combine(day + dt.timedelta(days=days), dt.time.min, own)
    return first.astimezone(dt.UTC), last.astimezone(dt.UTC)


def working_days(context: AppContext) -> frozenset[int]:
    """The days that are worked, 0 for Monday to 6 for Sunday."""
    return frozenset(int(figure) for figure in context.settings.get(WORKING_DAYS))


def follow_up_time(context: AppContext) -> dt.time:
    """When on its day a follow-up is due that names no time."""
    return dt.time(context.settings.get(FOLLOW_UP_HOUR))
