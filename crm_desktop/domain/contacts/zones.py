"""In which time zone somebody lives: told, or clear from their country."""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.core import get_global
from babel.dates import get_timezone_location

from crm_desktop.base.formats import locale
from crm_desktop.domain.contacts.records import PartyRecord


def zone_of(record: PartyRecord) -> ZoneInfo | None:
    """The zone that a record names, else the only one of its country; None when nobody can tell.

    The country is that of the preferred address, as far as it is known.
    """
    if record.tz.strip():
        return _zone(record.tz.strip())
    addresses = sorted(record.addresses, key=lambda address: not address.is_preferred)
    country = next((address.country for address in addresses if address.country), "")
    return _only_zone(country) if country else None


def zone_city(zone: ZoneInfo) -> str:
    """The place that a zone is called after, in the language of the program: "Seoul", "København"."""
    name = get_timezone_location(zone, locale=locale(), return_city=True)
    return name.rpartition("/")[2].replace("_", " ")


def local_time(zone: ZoneInfo, now: dt.datetime) -> dt.datetime:
    """What the clocks show there; `now` is aware."""
    return now.astimezone(zone)


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # not found is a KeyError; bad paths are the others
        return None


@lru_cache(maxsize=300)
def _only_zone(country: str) -> ZoneInfo | None:
    """The zone of a country, if its clocks all show the same in winter and in summer (zones from CLDR)."""
    found = get_global("zone_territories").items()
    zones = [zone for name, of in found if of == country and (zone := _zone(name)) is not None]
    days = (dt.datetime(2026, 1, 1, tzinfo=dt.UTC), dt.datetime(2026, 7, 1, tzinfo=dt.UTC))
    offsets = {tuple(day.astimezone(zone).utcoffset() for day in days) for zone in zones}
    return min(zones, key=lambda zone: zone.key) if len(offsets) == 1 else None
