"""Which columns a table shows, in what order and how wide: what the user arranged, and how it is remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from crm_desktop.base.i18n import N_
from crm_desktop.base.settings import Setting, text

ColumnLayout: TypeAlias = tuple[tuple[str, float], ...]
"""Keys of the columns on view in their order, each with its width in average characters of the font."""

NARROWEST, WIDEST = 3.0, 400.0
_MOST = 200


@dataclass(frozen=True, slots=True)
class ListSettings:
    """What is remembered of one list, for each user.

    Attributes:
        columns: of the table.
        order: key of the order, with "-" before it for backwards.
    """

    columns: Setting[ColumnLayout]
    order: Setting[str]

    @property
    def declared(self) -> tuple[Setting[Any], ...]:
        """Both, for the list of settings."""
        return (self.columns, self.order)


def list_settings(view: str, columns: ColumnLayout, order: str) -> ListSettings:
    """Declares what is remembered of a list.

    Args:
        view: the name of the list, such as "contacts".
        columns: those of a user who never arranged any.
        order: the order of a user who never chose one.
    """
    return ListSettings(
        Setting(f"{view}.columns", columns, column_layout, N_("Columns of the table")),
        Setting(f"{view}.order", order, text(100), N_("Order of the list")),
    )


def column_layout(value: Any) -> ColumnLayout:
    """Validator: pairs of a key and a width, each key once."""
    if not isinstance(value, list | tuple) or not 0 < len(value) <= _MOST:
        raise ValueError("not a list of columns")
    pairs = tuple(_pair(each) for each in value)
    if len({key for key, _width in pairs}) < len(pairs):
        raise ValueError("a column stands there twice")
    return pairs


def _pair(value: Any) -> tuple[str, float]:
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ValueError("not a column and its width")
    key, width = value
    is_number = isinstance(width, int | float) and not isinstance(width, bool)
    if not isinstance(key, str) or not is_number or not NARROWEST <= width <= WIDEST:
        raise ValueError("not a column and its width")
    return key, float(width)


def fitting(layout: ColumnLayout, known: Sequence[str]) -> ColumnLayout:
    """`layout` without columns that are gone, with the first of `known` always in it."""
    kept = tuple(pair for pair in layout if pair[0] in known)
    if known and known[0] not in {key for key, _width in kept}:
        return ((known[0], 26.0), *kept)
    return kept


def order_of(stored: str) -> tuple[str, bool]:
    """The key of a remembered order, and whether it runs backwards."""
    return stored.removeprefix("-"), stored.startswith("-")


def order_text(key: str, *, descending: bool) -> str:
    """How an order is remembered."""
    return f"-{key}" if descending else key
