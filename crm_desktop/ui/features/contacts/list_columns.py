"""The columns of the table of contacts: made of the field catalogue, each cell in the words of the user."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from crm_desktop.base.formats import date_text, list_text, moment_text, number_text
from crm_desktop.base.i18n import _, language
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.contacts.records import PartyRow
from crm_desktop.domain.countries import country_name
from crm_desktop.domain.date_texts import partial_date_text
from crm_desktop.domain.dates import PartialDate
from crm_desktop.domain.fields import COUNTRY, DATE, INSTANT, NUMBER, PARTIAL_DATE, FieldSpec
from crm_desktop.ui.lists.source import Column

OWN = "custom."
"""Begins the key of a column that shows a field of the user's own."""

_OF_ROW = {"display_name", "kind", "phone", "email", "place"}
"""Columns that every line has by itself."""
_WIDTHS = {
    "display_name": 28,
    "subtitle": 36,
    "phone": 20,
    "email": 28,
    "website": 24,
    "street": 24,
    "company": 24,
}
_WIDTHS_BY_TYPE = {INSTANT: 18, DATE: 14, PARTIAL_DATE: 20}
_WIDTH = 16


def _country(code: str) -> str:
    return country_name(code, language())


def _day(text: str) -> str:
    try:
        return date_text(dt.date.fromisoformat(text))
    except ValueError:  # a value from before the field held dates
        return text


def _number(text: str) -> str:
    try:
        return number_text(float(text))
    except ValueError:
        return text


_WRITTEN: Mapping[str, Callable[[str], str]] = {COUNTRY: _country, DATE: _day, NUMBER: _number}


def make_columns(specs: Sequence[FieldSpec]) -> tuple[Column[PartyRow], ...]:
    """The columns for these fields, in their order."""
    return tuple(_make_column(spec) for spec in specs)


def catalogue_columns() -> tuple[Column[PartyRow], ...]:
    """The columns that every file has, before its own fields are known."""
    return make_columns(CONTACT_FIELDS.columns())


def _width(spec: FieldSpec) -> int:
    return _WIDTHS.get(spec.key) or _WIDTHS_BY_TYPE.get(spec.value_type, _WIDTH)


def _make_column(spec: FieldSpec) -> Column[PartyRow]:
    return Column(
        key=spec.key,
        title=spec.label,
        text=lambda row: cell_text(spec, _value(spec.key, row)),
        sort_key=spec.key if spec.is_sortable else "",
        width=_width(spec),
        is_number=spec.value_type == NUMBER,
    )


def _value(key: str, row: PartyRow) -> Any:
    if key == "tag":
        return row.tags
    return getattr(row, key) if key in _OF_ROW else row.cells.get(key)


def cell_text(spec: FieldSpec, value: Any) -> str:
    """What a cell says.

    Args:
        spec: the field of the column.
        value: as `services.contacts.queries.rows` gives it: a text, texts, a date, a moment, or None.
    """
    if value is None or value in ("", ()):
        return ""
    if isinstance(value, tuple):
        return list_text(list(value))
    if isinstance(value, PartialDate):
        return partial_date_text(value)
    if isinstance(value, dt.datetime):
        return moment_text(value, "short")
    if spec.value_type in _WRITTEN:
        return _WRITTEN[spec.value_type](str(value))
    label = next((label for key, label in spec.choices if key == value), "")
    return _(label) if label else str(value)
