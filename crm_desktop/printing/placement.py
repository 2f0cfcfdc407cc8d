"""Which label of a job comes onto which place of which page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.printing.stock import Stock

ROWS, COLUMNS = "rows", "columns"


class Cell(NamedTuple):
    """A place: page, row and column, all counted from 0."""

    page: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Pure arithmetic over a sheet, so that it costs nothing for any number of labels.

    Attributes:
        stock: the sheet.
        start: the place of the first label on the first sheet, from 1, in the job's order.
        order: "rows" goes across first, "columns" down first.

    Raises:
        ValidationError: `start` is not on the sheet, or the order is unknown.
    """

    stock: Stock
    start: int = 1
    order: str = ROWS

    def __post_init__(self) -> None:
        count = self.stock.per_page
        if not 1 <= self.start <= count:
            text = ngettext(
                "The sheet has {count} label; the first one cannot be number {start}.",
                "The sheet has {count} labels; the first one cannot be number {start}.",
                count,
            )
            raise ValidationError({"start": text.format(count=count, start=self.start)})
        if self.order not in (ROWS, COLUMNS):
            raise ValidationError({"order": _("Labels go by rows or by columns.")})

    def cell(self, index: int) -> Cell:
        """Where label number `index` (from 0) goes."""
        page, place = divmod(index + self.start - 1, self.stock.per_page)
        if self.order == ROWS:
            row, column = divmod(place, self.stock.nx)
        else:
            column, row = divmod(place, self.stock.ny)
        return Cell(page, row, column)

    def index_at(self, cell: Cell) -> int:
        """The label that goes to a place; negative for the places before the first one."""
        by_rows, by_columns = cell.row * self.stock.nx + cell.column, cell.column * self.stock.ny + cell.row
        place = by_rows if self.order == ROWS else by_columns
        return cell.page * self.stock.per_page + place - self.start + 1

    def on_page(self, page: int, count: int) -> range:
        """The labels on a page, of `count` in all."""
        first = page * self.stock.per_page - self.start + 1
        return range(max(0, min(first, count)), max(0, min(first + self.stock.per_page, count)))

    def pages(self, count: int) -> int:
        """Sheets that `count` labels take."""
        return 0 if count == 0 else self.cell(count - 1).page + 1

    def next_start(self, count: int) -> int:
        """The place after the last label, where the next job can go on; 1 when the sheet is full."""
        return (count + self.start - 1) % self.stock.per_page + 1
