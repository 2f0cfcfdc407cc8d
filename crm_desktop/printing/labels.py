"""Mailing labels: ready lines in, a PDF out, with a report of whatever was made to fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Sized
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from typing import BinaryIO, NamedTuple

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.printing.canvas import POINTS_PER_MM, PrintCanvas
from crm_desktop.printing.fitting import LEADING, Box, Fit, Row, fit
from crm_desktop.printing.fonts import PrintFonts, print_fonts
from crm_desktop.printing.output import opened_output
from crm_desktop.printing.placement import ROWS, Cell, Placement
from crm_desktop.printing.stock import Stock
from crm_desktop.printing.text import TextEngine

_SMALLEST_SIZE = 6.0
_LARGEST_SIZE = 12.0
_USUAL_LINES = 5  # name, company, street, town, country
_USUAL_WIDTH_EM = 13.5  # some 27 letters: most address lines are shorter
_CAP_HEIGHT = 0.714  # of the font size; what the eye takes as the top of a line
_DESCENT = 0.12  # counted below the last line, half of the real one: few letters reach down
_SHEET_EDGE_MM = 5.0  # office printers leave that much of the paper's edge white
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
    smallest_size: float = _SMALLEST_SIZE
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


def draw_labels(
    pieces: Iterable[LabelPiece],
    stock: Stock,
    out: Path | BinaryIO,
    options: LabelOptions | None = None,
    *,
    fonts: PrintFonts | None = None,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> LabelDrawing:
    """Write a PDF with one label per piece.

    Args:
        pieces: in the order of printing; may be a generator.
        stock: the sheet or roll.
        out: a file, which is replaced only when the new one is complete, or a stream.
        options: None for the defaults.
        fonts: None for `fonts.print_fonts()`.
        progress: called once a page, in labels.
        cancel: looked at once a page.

    Raises:
        ValidationError: by field: `start` is not on the sheet, an option is out of range, there is no piece.
        EnvironmentProblem: the file cannot be written.
        CancelledError: nothing is left behind.
    """
    options = options or LabelOptions()
    options.check()
    placement = Placement(stock, options.start, options.order)
    total = len(pieces) * options.copies if isinstance(pieces, Sized) else None
    with opened_output(out) as stream:
        writer = _Writer(stream, placement, options, fonts or print_fonts())
        for piece in chain.from_iterable(repeat(piece, options.copies) for piece in pieces):
            if writer.add(piece):
                progress(writer.drawing.labels, total)
                if cancel:
                    cancel.check()
        if not writer.drawing.labels:
            raise ValidationError({"pieces": _("There is no label to print.")})
        writer.finish()
        progress(writer.drawing.labels, total)
    return writer.drawing


def usual_size(stock: Stock, padding: float | None = None) -> float:
    """The font size in points that suits a stock: five lines of an address, none of them long, fill it."""
    boxes = _boxes(stock, padding)
    width, height = min(box.width for _x, _y, box in boxes), min(box.height for _x, _y, box in boxes)
    by_height = height / ((_USUAL_LINES - 1) * LEADING + 1)
    fitting = min(by_height, width / _USUAL_WIDTH_EM, _LARGEST_SIZE)
    return max(_SMALLEST_SIZE, int(fitting * 2) / 2)


def _boxes(stock: Stock, padding: float | None) -> list[tuple[float, float, Box]]:
    """For every place, by rows: left edge and top of its text from the page's top left, in points."""
    return [_box(stock, row, column, padding) for row in range(stock.ny) for column in range(stock.nx)]


def _box(stock: Stock, row: int, column: int, padding: float | None) -> tuple[float, float, Box]:
    across = min(max(0.065 * stock.w, 2.0), 5.0) if padding is None else padding
    down = min(max(0.07 * stock.h, 2.0), 4.0) if padding is None else padding
    if stock.shape == "ellipse":  # the largest 4:3 box inside
        across, down = max(across, 0.1 * stock.w), max(down, 0.2 * stock.h)
    edge = 0.0 if stock.is_roll else _SHEET_EDGE_MM
    x, y = stock.corner(row, column)
    left, top = max(x + across, edge), max(y + down, edge)
    right = min(x + stock.w - across, stock.page[0] - edge)
    bottom = min(y + stock.h - down, stock.page[1] - edge)
    width, height = max(right - left, 1.0), max(bottom - top, 1.0)
    return left * POINTS_PER_MM, top * POINTS_PER_MM, Box(width * POINTS_PER_MM, height * POINTS_PER_MM)


class _Writer:
    """Draws labels one after the other, page by page."""

    def __init__(self, out: BinaryIO, placement: Placement, options: LabelOptions, fonts: PrintFonts) -> None:
        self.drawing = LabelDrawing(placement)
        stock = placement.stock
        self._stock, self._options = stock, options
        self._height = stock.page[1] * POINTS_PER_MM
        title = options.title or f"{stock.maker} {stock.part}"
        self._canvas = PrintCanvas(out, (stock.page[0] * POINTS_PER_MM, self._height), title)
        self._engine = TextEngine(self._canvas.document, fonts)
        self._boxes = _boxes(stock, options.padding)
        usual = options.size or usual_size(stock, options.padding)
        self._sizes = (min(options.smallest_size, usual), usual)
        self._page = 0
        self._operators: list[str] = []

    def add(self, piece: LabelPiece) -> bool:
        """Draw a label; returns whether it was the first one of a new page."""
        cell = self.drawing.placement.cell(self.drawing.labels)
        is_new_page = cell.page != self._page
        if is_new_page:
            self._end_page()
            self._page = cell.page
        self._operators.append(self._label(piece, self._boxes[cell.row * self._stock.nx + cell.column]))
        self.drawing.labels += 1
        return is_new_page

    def finish(self) -> None:
        """Ends the last page and writes the document."""
        self._end_page()
        self._canvas.save()

    def _end_page(self) -> None:
        self._calibrate()
        if self._options.outlines:
            self._draw_outlines()
        start = f"BT /{self._engine.base_font} 1 Tf {LEADING} TL"
        self._canvas.add("\n".join([start, *self._operators, "ET"]))
        self._canvas.showPage()
        self._operators = []
        self.drawing.pages += 1

    def _calibrate(self) -> None:
        """Moves and scales all that follows from the top left corner of the sheet, as the printer needs."""
        options = self._options
        if (options.offset_x, options.offset_y, options.scale_x, options.scale_y) != (0, 0, 1, 1):
            right = options.offset_x * POINTS_PER_MM
            up = self._height * (1 - options.scale_y) - options.offset_y * POINTS_PER_MM
            self._canvas.add(f"{options.scale_x:.5f} 0 0 {options.scale_y:.5f} {right:.3f} {up:.3f} cm")

    def _draw_outlines(self) -> None:
        stock, canvas = self._stock, self._canvas
        width, height = stock.w * POINTS_PER_MM, stock.h * POINTS_PER_MM
        canvas.saveState()
        canvas.setLineWidth(0.3)
        canvas.setStrokeGray(0.6)
        for row in range(stock.ny):
            for column in range(stock.nx):
                x, top = (edge * POINTS_PER_MM for edge in stock.corner(row, column))
                y = self._height - top - height
                if stock.shape == "ellipse":
                    canvas.ellipse(x, y, x + width, y + height)
                elif stock.round:
                    canvas.roundRect(x, y, width, height, stock.round * POINTS_PER_MM)
                else:
                    canvas.rect(x, y, width, height)
        canvas.restoreState()

    def _label(self, piece: LabelPiece, place: tuple[float, float, Box]) -> str:
        left, top, box = place
        fitted = fit(self._engine, piece.lines, piece.country, box, self._sizes)
        self._report(piece, fitted)
        size, leading = fitted.size, fitted.leading
        drawn = size * ((len(fitted.rows) - 1) * leading + _CAP_HEIGHT + _DESCENT)
        first = self._height - top - max(0.0, (box.height - drawn) / 2) - size * _CAP_HEIGHT
        return _text(fitted, left, first, box, is_cut=bool(fitted.too_long), top=self._height - top)

    def _report(self, piece: LabelPiece, fitted: Fit) -> None:
        lines = piece.lines
        self.drawing.fitted += [FittedLine(piece, lines[number]) for number in fitted.changed]
        self.drawing.too_long += [FittedLine(piece, lines[number]) for number in fitted.too_long]
        for row in fitted.rows:
            for char in row.line.missing:
                names = self.drawing.missing.setdefault(char, [])
                if names[-1:] != [piece.name]:
                    names.append(piece.name)


def _text(fitted: Fit, left: float, first: float, box: Box, *, is_cut: bool, top: float) -> str:
    """Operators for the rows of a label.

    The size is in the text matrix; narrow rows and those from the right get a matrix of their own.

    Args:
        fitted: the rows.
        left: left edge of the text, in points.
        first: base line of the first row, in points from the page's bottom.
        box: the room for text.
        is_cut: whether what stands out of the box is cut off, so that it does not spoil the next label.
        top: the box's upper edge, for that.
    """
    size, leading = fitted.size, fitted.leading
    is_plain = not any(row.narrow < 1 or row.scale < 1 or row.line.is_rtl for row in fitted.rows)
    parts = [f"{leading} TL"] if leading != LEADING else []
    if is_plain:
        parts.append(f"{size:g} 0 0 {size:g} {left:.2f} {first:.2f} Tm")
        parts.append(" T*\n".join([row.line.operators for row in fitted.rows]))
    else:
        parts += _placed_rows(fitted.rows, size, leading, left, first, box)
    parts += [f"{LEADING} TL"] if leading != LEADING else []
    text = "\n".join(parts)
    if is_cut:
        clip = f"{left:.2f} {top - box.height:.2f} {box.width:.2f} {box.height:.2f} re W n"
        return f"ET q {clip} BT\n{text}\nET Q BT"
    return text


def _placed_rows(
    rows: Sequence[Row], size: float, leading: float, left: float, first: float, box: Box
) -> list[str]:
    parts = []
    is_rtl_label = sum(row.line.is_rtl for row in rows) * 2 > len(rows)  # then the country's line goes along
    for number, row in enumerate(rows):
        height = size * row.scale
        width = row.line.width * row.narrow * height / 1000
        x = left + box.width - width if row.line.is_rtl or is_rtl_label else left
        y = first - number * leading * size
        parts.append(f"{height * row.narrow:.4f} 0 0 {height:.4g} {x:.2f} {y:.2f} Tm {row.line.operators}")
    return parts
