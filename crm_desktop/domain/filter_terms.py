"""The terms of a filter, as they come from the parser and go to the store (`filters.py` has the language)."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from crm_desktop.domain import fields
from crm_desktop.domain.dates import parse_partial_date

RESERVED = frozenset({"and", "or", "not", "in", "is", "empty"})
"""Words of the language; as values they stand in quotes."""

RELATIVE_DATE = re.compile(r"today(?P<days>[+-]\d{1,5})?", re.IGNORECASE | re.ASCII)
"""`today`, or some days before or after it."""

_PLAIN_WORD = re.compile(r"[\w@.+#%&/*$€-][^\s=~<>(),\"!]*")


@dataclass(frozen=True, slots=True)
class Words:
    """Free text, searched like in the who-box."""

    text: str


@dataclass(frozen=True, slots=True)
class Compare:
    """One comparison.

    Attributes:
        key: key of the field in the catalogue.
        operator: one of `fields.OPERATORS`.
        values: canonical texts: one for most operators, several for `in`, none for the `empty` ones.
            Countries are codes, kinds and other choices their stored words, numbers and dates as typed.
        sub: what stood after the dot, or "".
    """

    key: str
    operator: str
    values: tuple[str, ...] = ()
    sub: str = ""


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of `part`."""

    part: Filter


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of `parts`; with no part, everything."""

    parts: tuple[Filter, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of `parts`."""

    parts: tuple[Filter, ...]


Filter: TypeAlias = Words | Compare | Not | AllOf | AnyOf

EVERYTHING = AllOf(())


def all_of(parts: Iterable[Filter]) -> Filter:
    """`parts` joined by `and`, without needless nesting."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AllOf) else (part,))]
    return flat[0] if len(flat) == 1 else AllOf(tuple(flat))


def any_of(parts: Iterable[Filter]) -> Filter:
    """`parts` (at least one) joined by `or`, without needless nesting."""
    flat = [inner for part in parts for inner in (part.parts if isinstance(part, AnyOf) else (part,))]
    return flat[0] if len(flat) == 1 else AnyOf(tuple(flat))


def resolve_date(value: str, today: dt.date) -> tuple[dt.date, dt.date] | None:
    """The first and the last day that a date in a filter means: 2026-05 is a month, `today-7` one day.

    None when the year is missing, or when it lies outside the calendar.
    """
    relative = RELATIVE_DATE.fullmatch(value)
    if relative:
        try:
            day = today + dt.timedelta(days=int(relative["days"] or 0))
        except OverflowError:
            return None
        return day, day
    on = parse_partial_date(value)
    if on is None or on.year is None:
        return None
    last_month = on.month or 12
    last_day = on.day or calendar.monthrange(on.year, last_month)[1]
    return dt.date(on.year, on.month or 1, on.day or 1), dt.date(on.year, last_month, last_day)


def format_filter(wanted: Filter) -> str:
    """Writes a filter so that `parse_filter` reads it back as the same."""
    if isinstance(wanted, AllOf):
        return " and ".join(_inner(part, AnyOf) for part in wanted.parts)
    if isinstance(wanted, AnyOf):
        return " or ".join(_inner(part, ()) for part in wanted.parts)
    if isinstance(wanted, Not):
        return f"not {_inner(wanted.part, (AllOf, AnyOf))}"
    if isinstance(wanted, Words):
        return _quoted(wanted.text)
    return _formatted_comparison(wanted)


def _inner(part: Filter, looser: type | tuple[type, ...]) -> str:
    text = format_filter(part)
    return f"({text})" if isinstance(part, looser) else text


def _formatted_comparison(wanted: Compare) -> str:
    name = f"{wanted.key}.{wanted.sub}" if wanted.sub else wanted.key
    if wanted.operator == fields.IN:
        return f"{name} in ({', '.join(_quoted(value) for value in wanted.values)})"
    return " ".join((name, wanted.operator, *(_quoted(value) for value in wanted.values)))


def _quoted(value: str) -> str:
    if _PLAIN_WORD.fullmatch(value) and value.lower() not in RESERVED:
        return value
    return '"{}"'.format(value.replace("\\", "\\\\").replace('"', '\\"'))
