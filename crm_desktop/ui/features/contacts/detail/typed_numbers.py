"""Numbers as people type and read them, with the decimal mark of the window's language."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from babel import numbers

from crm_desktop.base.formats import locale


def typed_number(text: str) -> str:
    """A typed number as it is stored; a text that is none as it is, for the field's own rules to refuse."""
    try:
        return format(numbers.parse_decimal(text, locale=locale(), strict=True), "f")
    except numbers.NumberFormatError:
        pass
    try:
        return format(Decimal(text), "f")
    except InvalidOperation:
        return text
