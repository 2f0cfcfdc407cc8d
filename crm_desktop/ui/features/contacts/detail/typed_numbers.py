"""Numbers as people type and read them, with the decimal mark of the window's language."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from babel import numbers

from crm_desktop.base.formats import locale


def shown_number(stored: str) -> str:
    """A stored number ("12.5") with the language's decimal mark and no group marks, so that it can be edited."""
    return stored.replace(".", numbers.get_decimal_symbol(locale()))


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
