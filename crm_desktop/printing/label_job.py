"""What goes into a label job, and what comes out of it besides the PDF."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.printing.placement import ROWS, Cell, Placement
from crm_desktop.printing.text_boxes import SMALLEST_SIZE

_LARGEST_OFFSET_MM = 10.0
_LARGEST_SCALING = 0.02
_MOST_COPIES = 1000


class LabelPiece(NamedTuple):
    """What goes onto one label.

    Attributes:
        ref_text: which record it is, as text; only handed back in reports.
        lines: the address block, ready to print.
        country: ISO 3166 code of the country it goes to, "" if unknown: decides the forms of Han characters.
        name: what reports call it.
    """

    ref_text: str
    lines: tuple[str, ...]
    country: str
    name: str


@dataclass(frozen=True, slots=True)
class LabelOptions:
    """How to print.

    Attributes:
        start: place of the first label on the first sheet, from 1.
        order: "rows" or "columns".
        size: usual font size in points; None takes one that suits the stock.
        smallest_size: lines that do not fit become smaller down to this.
        padding: millimetres between the label's edge and the text; None takes what suits the stock.
        offset_x, offset_y: correction of the printer in millimetres, to the right and down.
        scale_x, scale_y: correction of the printer's scale, from the sheet's top left corner.
        outlines: draw the edges of all labels, for a test on plain paper.
        copies: how often each label is printed, one after the other.
        title: the document's title; "" takes the stock's name.
    """

    start: int = 1
    order: str = ROWS
    size: float | None = None
    smallest_size: float = SMALLEST_SIZE
    padding: float | None = None
    offset_x: float = 0.0
    offset_y: float = 0.0
    scale_x: float = 1.0
    scale_y: float = 1.0
    outlines: bool = False
    copies: int = 1
    title: str = ""

    def check(self) -> None:
        """Raises ValidationError, by field, for values no printer needs."""
        wrong = {}
        if max(abs(self.offset_x), abs(self.offset_y)) > _LARGEST_OFFSET_MM:
            wrong["offset_x"] = _("The printer may be off by at most {mm:g} mm.").format(
                mm=_LARGEST_OFFSET_MM
            )
        if max(abs(self.scale_x - 1), abs(self.scale_y - 1)) > _LARGEST_SCALING:
            wrong["scale_x"] = _("The printer may be off in scale by at most {percent:g} %.").format(
                percent=_LARGEST_SCALING * 100
            )
        if not 1 <= self.copies <= _MOST_COPIES:
            wrong["copies"] = _("Print between 1 and {most} of each label.").format(most=_MOST_COPIES)
        if not 1 <= self.smallest_size <= 72 or not 1 <= (self.size or 12) <= 144:
            wrong["size"] = _("The font size is out of range.")
        if self.padding is not None and not 0 <= self.padding <= 50:
            wrong["padding"] = _("The distance to the edge is out of range.")
        if wrong:
            raise ValidationError(wrong)


class FittedLine(NamedTuple):
    """A line that could not be printed as usual."""

    piece: LabelPiece
    line: str


@dataclass(slots=True)
class LabelDrawing:
    """What was drawn.

    Attributes:
        placement: tells which label is where: `placement.cell(index)`.
        labels: how many, copies included.
        pages: sheets.
        fitted: lines that were broken, narrowed or made smaller.
        too_long: lines that do not fit at the smallest; they are cut at the label's edge.
        missing: character that no font has -> names of the labels with it; a box is drawn.
    """

    placement: Placement
    labels: int = 0
    pages: int = 0
    fitted: list[FittedLine] = field(default_factory=list)
    too_long: list[FittedLine] = field(default_factory=list)
    missing: dict[str, list[str]] = field(default_factory=dict)

    def cell(self, index: int) -> Cell:
        """Page, row and column, from 0, of label `index` (copies count)."""
        return self.placement.cell(index)
