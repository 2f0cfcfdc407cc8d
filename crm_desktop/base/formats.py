"""Dates, numbers and sizes as the user's language writes them, through Babel.

The language is the one of `i18n`; the region comes from the system when the system speaks the same language
(English texts in London get British dates), else it is the language's own main region. Who wants it otherwise
names a locale, and a first day of the week, of his own (`choose`).
"""

from __future__ import annotations

import datetime as dt
import decimal
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from babel import Locale, UnknownLocaleError
from babel import dates as babel_dates
from babel import lists as babel_lists
from babel import numbers as babel_numbers
from babel import units as babel_units
from babel.core import get_global

from crm_desktop.base import i18n
from crm_desktop.base.i18n import _

_SIZE_UNITS = ("digital-byte", "digital-kilobyte", "digital-megabyte", "digital-gigabyte", "digital-terabyte")
_RECENT_DAYS = 7

Length: TypeAlias = Literal["full", "long", "medium", "short"]


@dataclass(frozen=True, slots=True)
class _Choice:
    """What the user wants otherwise than language and system have it."""

    locale: str = ""
    first_weekday: int | None = None


_choice = _Choice()


def choose(locale_name: str = "", first_weekday: int | None = None) -> None:
    """Format in a locale of the user's own from now on.

    Args:
        locale_name: such as "da_DK"; "" (and one that Babel does not know) follows language and system.
        first_weekday: 0 for Monday to 6 for Sunday; None follows the locale.
    """
    global _choice  # one per process, as the language; its value is immutable, so readers need no lock
    _choice = _Choice(locale_name, first_weekday)


def locale() -> Locale:
    """The locale that everything here formats in."""
    if _choice.locale:
        try:
            return Locale.parse(_choice.locale)
        except (UnknownLocaleError, ValueError):
            pass  # of a newer version of the program
    return _locale(i18n.language(), _system_locale_name())


def _system_locale_name() -> str:
    for key in ("LC_ALL", "LC_TIME", "LANG"):
        if value := os.environ.get(key):
            return value.split(".")[0].split("@")[0]
    return ""


@lru_cache(maxsize=8)
def _locale(language: str, system: str) -> Locale:
    """`system` when it is a known locale of the same language, else the main locale of `language`."""
    try:
        found = Locale.parse(system)
        if found.language == language.split("_")[0]:
            return found
    except (UnknownLocaleError, ValueError):
        pass  # "C", "POSIX", or nothing set
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return Locale(i18n.SOURCE_LANGUAGE)


def date_text(value: dt.date, length: Length = "medium") -> str:
    """A day, such as "22 Nov 2026"."""
    return babel_dates.format_date(value, length, locale=locale())


def moment_text(value: dt.datetime, length: Length = "medium") -> str:
    """A day with the time, in the computer's own time zone. `value` is aware."""
    return _half_in_words(babel_dates.format_datetime(value.astimezone(), length, locale=locale()))


def time_text(value: dt.datetime) -> str:
    """The time of day alone, in the computer's own time zone. `value` is aware."""
    return clock_text(value.astimezone().timetz())


def clock_text(time: dt.time) -> str:
    """A time of day as it is; nothing is converted."""
    return _half_in_words(babel_dates.format_time(time.replace(tzinfo=None), "short", locale=locale()))


def _half_in_words(text: str) -> str:
    """In Korean a time begins with 오전 or 오후, which CLDR keeps for its longest form; its others say AM and PM."""
    where = locale()
    if where.language == "ko":
        for half, word in where.day_periods["format"]["wide"].items():
            if half in ("am", "pm"):
                text = text.replace(half.upper(), word)
    return text


def day_and_month_text(month: int, day: int) -> str:
    """A day of a year that is not known, such as "29 February"."""
    leap_year = 2000  # so that 29 February exists
    return babel_dates.format_skeleton("MMMMd", dt.date(leap_year, month, day), locale=locale())


def parts_text(year: int | None, month: int | None, day: int | None) -> str:
    """A date of which parts may be unknown, as the language writes it: "24 December 1951", "April 1985", "29 February".

    Raises:
        ValueError: there is no such day.
    """
    leap_year = 2000  # so that every day of a year exists
    on = dt.date(year or leap_year, month or 1, day or 1)
    if year and month and day:
        return date_text(on, "long")
    if month and not (year or day):
        return babel_dates.format_date(on, "MMMM", locale=locale())
    skeleton = "".join(part for part, is_known in (("y", year), ("MMMM", month), ("d", day)) if is_known)
    return babel_dates.format_skeleton(skeleton, on, locale=locale()) if skeleton else ""


def date_order() -> str:
    """The order in which the language writes the parts of a date in figures: "dmy", "mdy" or "ymd"."""
    pattern = babel_dates.get_date_format("short", locale=locale()).pattern.lower()
    return "".join(sorted("dmy", key=pattern.index))


def month_words() -> dict[str, int]:
    """Casefolded names of the months, long and short -> 1 to 12; empty where months are only numbered."""
    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for month, name in babel_dates.get_month_names(width, context, locale()).items():
                word = name.casefold().rstrip(".")
                if word.isalpha():
                    names[word] = month
    return names


def date_words() -> frozenset[str]:
    """Casefolded words that the language writes between the parts of a date: "de" in Portuguese, "월" in Korean."""
    sample = f"{date_text(dt.date(2000, 5, 5), 'long')} {day_and_month_text(5, 5)}".casefold()
    return frozenset(re.findall(r"[^\W\d_]+", sample)) - set(month_words())


def relative_text(value: dt.datetime, now: dt.datetime) -> str:
    """How long ago: "3 minutes ago", "today at 14:05", "5 days ago", then the date. Both aware."""
    then, today = value.astimezone(), now.astimezone()
    days = (today.date() - then.date()).days
    if dt.timedelta() <= now - value < dt.timedelta(hours=1):
        return babel_dates.format_timedelta(
            value - now, granularity="minute", add_direction=True, locale=locale()
        )
    if days == 0:
        return _("today at {time}").format(time=time_text(value))
    if days == 1:
        return _("yesterday at {time}").format(time=time_text(value))
    if 1 < days < _RECENT_DAYS:
        return babel_dates.format_timedelta(dt.timedelta(days=-days), add_direction=True, locale=locale())
    return date_text(then.date())


def number_text(value: float) -> str:
    """A number with the language's group and decimal marks."""
    return babel_numbers.format_decimal(value, locale=locale())


def plain_number_text(stored: str) -> str:
    """A stored number ("12.5") with the language's decimal mark and no group marks, so that it can be edited."""
    return stored.replace(".", babel_numbers.get_decimal_symbol(locale()))


def money_text(minor_units: int, currency: str) -> str:
    """An amount as the language writes it, with the digits that the currency has: "1.234,50 kr.", "₩1,000".

    Args:
        minor_units: in the smallest coin (øre, cents; won for KRW, which has no smaller one).
        currency: ISO 4217 code; one that is not known stands before the number as it is.
    """
    digits = babel_numbers.get_currency_precision(currency)
    amount = decimal.Decimal(minor_units).scaleb(-digits)
    return babel_numbers.format_currency(amount, currency, locale=locale())


def percent_text(share: float) -> str:
    """`share` of 1 as a whole percentage."""
    return babel_numbers.format_percent(share, locale=locale())


def size_text(size: int) -> str:
    """A file size in bytes, in the largest unit that leaves at least 1: "3.4 MB" (1 kB is 1,000 bytes)."""
    value, unit = float(size), 0
    while value >= 999.5 and unit < len(_SIZE_UNITS) - 1:
        value, unit = value / 1000, unit + 1
    rounded = round(value) if unit == 0 or value >= 99.5 else round(value, 1)
    text = babel_units.format_unit(rounded, _SIZE_UNITS[unit], "short", locale=locale())
    return text.replace(" ", "\N{NO-BREAK SPACE}")


def list_text(items: Sequence[str]) -> str:
    """Items as a sentence lists them: "A, B and C"."""
    return babel_lists.format_list(items, locale=locale())


def first_weekday() -> int:
    """The day a week begins with: 0 for Monday to 6 for Sunday."""
    return _usual_first_weekday(locale()) if _choice.first_weekday is None else _choice.first_weekday


def _usual_first_weekday(where: Locale) -> int:
    """As the region has it; a locale without one counts as the region where most speak its language."""
    if where.territory is None:
        likely = get_global("likely_subtags").get(where.language)
        where = Locale.parse(likely) if likely else where
    return where.first_week_day


def weekday_name(day: int) -> str:
    """The name of a day of the week, 0 for Monday to 6 for Sunday."""
    return str(babel_dates.get_day_names("wide", "stand-alone", locale())[day])
