"""Dates as people type them, in the order and words of the window's language."""

from __future__ import annotations

import calendar
import datetime as dt

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.formats import date_order, date_text, date_words, month_words
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import PartialDate
from crm_desktop.domain.date_texts import partial_date_text
from crm_desktop.domain.dates import as_date, is_valid, read_typed_date

_EXAMPLE = dt.date(1951, 12, 24)


def typed_date(text: str) -> PartialDate:
    """The date that was typed; year or day may be missing.

    Raises:
        ValidationError: it is no date, or there is no such day.
    """
    found = read_typed_date(text, date_order(), month_words(), date_words())
    if found is None:
        message = _("This is no date. Type it like {day}, or without the year: {short}.")
        short = partial_date_text(PartialDate(None, _EXAMPLE.month, _EXAMPLE.day))
        raise ValidationError({"on": message.format(day=date_text(_EXAMPLE), short=short)})
    if not is_valid(found):
        raise ValidationError({"on": _("There is no such day in the calendar.")})
    return found


def typed_limit(text: str, *, is_last: bool) -> dt.date | None:
    """The first or last day of the time that was typed: a day, a month, or a year; None for nothing.

    Raises:
        ValidationError: it is no date, or its year is missing.
    """
    if not text.strip():
        return None
    on = typed_date(text)
    if on.year is None:
        message = _("The year is missing; write it like {day}.")
        raise ValidationError({"on": message.format(day=date_text(_EXAMPLE))})
    month = on.month or (12 if is_last else 1)
    day = on.day or (calendar.monthrange(on.year, month)[1] if is_last else 1)
    return dt.date(on.year, month, day)


def typed_day(text: str) -> dt.date | None:
    """The whole day that was typed; None for nothing.

    Raises:
        ValidationError: it is no date, or a part of it is missing.
    """
    if not text.strip():
        return None
    day = as_date(typed_date(text))
    if day is None:
        message = _("A day, month and year are needed here, such as {day}.")
        raise ValidationError({"on": message.format(day=date_text(_EXAMPLE))})
    return day
