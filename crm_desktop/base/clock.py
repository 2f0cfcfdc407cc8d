"""The time of day as something a test can hold still."""

from __future__ import annotations

import datetime as dt
from typing import Protocol


class Clock(Protocol):
    """Where the program reads the time; only this, never `datetime.now()` directly."""

    def now(self) -> dt.datetime:
        """This instant, aware, in UTC."""
        ...

    def today(self) -> dt.date:
        """The date on the user's wall calendar."""
        ...


class SystemClock:
    """The computer's clock."""

    def now(self) -> dt.datetime:
        """This instant, aware, in UTC."""
        return dt.datetime.now(dt.UTC)

    def today(self) -> dt.date:
        """The date in the computer's own time zone."""
        return dt.datetime.now().astimezone().date()


def utc_ms(moment: dt.datetime) -> int:
    """Milliseconds since 1970 of an aware `moment`. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return int(moment.timestamp() * 1000)


def from_utc_ms(ms: int) -> dt.datetime:
    """The aware UTC instant `ms` milliseconds after 1970."""
    return dt.datetime.fromtimestamp(ms / 1000, dt.UTC)
