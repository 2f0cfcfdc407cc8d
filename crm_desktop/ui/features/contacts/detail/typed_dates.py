"""Dates as people type them, in the order and words of the window's language."""

from __future__ import annotations

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.formats import date_order, date_words, month_words
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import PartialDate
from crm_desktop.domain.dates import is_valid, read_typed_date
from crm_desktop.ui.features.contacts.detail.facts import partial_date_text


def typed_date(text: str) -> PartialDate:
    """The date that was typed; year or day may be missing.

    Raises:
        ValidationError: it is no date, or there is no such day.
    """
    found = read_typed_date(text, date_order(), month_words(), date_words())
    if found is None:
        message = _("This is no date. Type it like {day}, or without the year: {short}.")
        short = partial_date_text(PartialDate(None, 12, 24))
        raise ValidationError({"on": message.format(day="1951-12-24", short=short)})
    if not is_valid(found):
        raise ValidationError({"on": _("There is no such day in the calendar.")})
    return found
