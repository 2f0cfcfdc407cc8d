"""Reads dates as people write them in tables, where it is certain which number is the day."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from babel import Locale

from crm_desktop.domain.contacts.records import PartialDate
from crm_desktop.domain.dates import is_valid, parse_partial_date
from crm_desktop.domain.text_folding import fold

DAY_FIRST, MONTH_FIRST = "day_first", "month_first"

_LANGUAGES = ("en", "da", "de", "fr", "es", "pt", "it", "nl", "sv", "nb", "pl", "ru", "uk", "ko")

_EAST_ASIAN = re.compile(r"(?:(\d{4})\s*[년年]\s*)?(\d{1,2})\s*[월月]\s*(\d{1,2})\s*[일日]")
_DAY_NAME_YEAR = re.compile(r"(\d{1,2})\.?\s*(?:de\s+)?([^\W\d]+)\.?,?\s*(?:de\s+)?(\d{4})?")
_NAME_DAY_YEAR = re.compile(r"([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s*(\d{4})?")
_WITH_POINTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})?")
_SLASHES = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_TIME = re.compile(r"\s+\d{1,2}:\d{2}.*$")


@lru_cache(maxsize=4096)
def parse_day(text: str, order: str = "") -> PartialDate | None:
    """A date in one of many notations; None when it is none, or could be read in two ways (03/04/1985).

    Takes ISO and vCard forms, 12.4.1985, 12. april 1985, April 12, 1985, 12 de abril de 1985, 1985년 4월 12일,
    and 25/12/1985 or 12/25/1985, where only one reading is possible. A time after it is left out.

    Args:
        text: the date.
        order: `DAY_FIRST` or `MONTH_FIRST` where other dates of the column tell; "" if nothing does.
    """
    text = _TIME.sub("", text.strip())
    found = parse_partial_date(text) or _east_asian(text) or _named(text) or _numbers(text, order)
    return found if found is not None and is_valid(found) else None


def order_of(texts: Iterable[str]) -> str:
    """Whether day or month comes first in a column of dates with slashes; "" when none tells or two disagree."""
    orders = set()
    for text in texts:
        match = _SLASHES.fullmatch(_TIME.sub("", text.strip()))
        if match and (int(match[1]) > 12) != (int(match[2]) > 12):
            orders.add(DAY_FIRST if int(match[1]) > 12 else MONTH_FIRST)
    return orders.pop() if len(orders) == 1 else ""


def is_no_day(text: str) -> bool:
    """Whether the text is what programs write for no date at all, such as 0/0/00."""
    return not text.strip("0/-. ")


def _east_asian(text: str) -> PartialDate | None:
    match = _EAST_ASIAN.fullmatch(text)
    return _date(match[1], match[2], match[3]) if match else None


def _named(text: str) -> PartialDate | None:
    if match := _DAY_NAME_YEAR.fullmatch(text):
        day, name, year = match.groups()
    elif match := _NAME_DAY_YEAR.fullmatch(text):
        name, day, year = match.groups()
    else:
        return None
    month = _months().get(fold(name))
    return _date(year, str(month), day) if month else None


def _numbers(text: str, order: str) -> PartialDate | None:
    if match := _WITH_POINTS.fullmatch(text):
        return _date(match[3], match[2], match[1])
    match = _SLASHES.fullmatch(text)
    if not match:
        return None
    first, second, year = (int(part) for part in match.groups())
    readings = [PartialDate(year, month, day) for day, month in {(first, second), (second, first)}]
    possible = [reading for reading in readings if is_valid(reading)]
    if len(possible) == 1:
        return possible[0]
    return {DAY_FIRST: PartialDate(year, second, first), MONTH_FIRST: PartialDate(year, first, second)}.get(
        order
    )


def _date(year: str | None, month: str, day: str) -> PartialDate:
    return PartialDate(int(year) if year else None, int(month), int(day))


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    """Names of months, whole and short, folded -> number; those that mean two months are left out."""
    found: dict[str, int] = {}
    doubtful = set()
    for language in _LANGUAGES:
        months = Locale.parse(language).months["format"]
        for width in ("wide", "abbreviated"):
            for number, name in months[width].items():
                key = fold(name).rstrip(".")
                if found.setdefault(key, number) != number:
                    doubtful.add(key)
    return {name: number for name, number in found.items() if name not in doubtful}
