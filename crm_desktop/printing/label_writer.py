"""Draws labels one after the other, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from crm_desktop.printing.canvas import POINTS_PER_MM, PrintCanvas
from crm_desktop.printing.fitting import LEADING, Box, Fit, Row, fit, fits
from crm_desktop.printing.fonts import PrintFonts
from crm_desktop.printing.label_job import FittedLine, LabelDrawing, LabelOptions, LabelPiece
from crm_desktop.printing.placement import Placement
from crm_desktop.printing.text import TextEngine
from crm_desktop.printing.text_boxes import text_boxes, usual_size

_CAP_HEIGHT = 0.714  # of the font size; what the eye takes as the top of a line
_DESCENT = 0.12  # counted below the last line, half of the real one: few letters reach down


class LabelWriter:
    """The PDF of one job while it is being made; `drawing` tells what was done so far."""

    def __init__(self, out: BinaryIO, placement: Placement, options: LabelOptions, fonts: PrintFonts) -> None:
        self.drawing = LabelDrawing(placement)
        stock = placement.stock
        self._stock, self._options = stock, options
        self._height = stock.page[1] * POINTS_PER_MM
        title = options.title or f"{stock.maker} {stock.part}"
        self._canvas = PrintCanvas(out, (stock.page[0] * POINTS_PER_MM, self._height), title)
        self._engine = TextEngine(self._canvas.document, fonts)
        boxes = text_boxes(stock, options.padding)
        cells = map(Placement(stock, 1, options.order).cell, range(stock.per_page))
        self._boxes = [boxes[cell.row * stock.nx + cell.column] for cell in cells]
        usual = options.size or usual_size(stock, options.padding)
        self._sizes = (min(options.smallest_size, usual), usual)
        self._starts: dict[tuple[int, int], str] = {}
        self._page = 0
        self._operators: list[str] = []

    def add(self, piece: LabelPiece) -> bool:
        """Draw a label; returns whether it was the first one of a new page."""
        page, place = divmod(self.drawing.labels + self._options.start - 1, self._stock.per_page)
        is_new_page = page != self._page
        if is_new_page:
            self._end_page()
            self._page = page
        self._operators.append(self._plain_label(piece, place) or self._label(piece, place))
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

    def _plain_label(self, piece: LabelPiece, place: int) -> str:
        """Operators of a label that needs nothing special, as nearly all do: it fits and runs from the left.

        Else "", and `_label` has to do it.
        """
        lines = self._engine.lines(piece.lines, piece.country)
        for line in lines:
            if line.is_rtl or line.missing:
                return ""
        if not fits(lines, self._boxes[place], self._sizes[1]):
            return ""
        key = (place, len(lines))
        if key not in self._starts:
            self._starts[key] = self._start(place, Fit(self._sizes[1], LEADING, list(map(Row, lines))))
        return self._starts[key] + " T*\n".join([line.operators for line in lines])

    def _start(self, place: int, fitted: Fit) -> str:
        """The operator that sets size and place of a label's first row."""
        left, first = self._boxes[place].left, self._first_base_line(place, fitted)
        return f"{fitted.size:g} 0 0 {fitted.size:g} {left:.2f} {first:.2f} Tm\n"

    def _first_base_line(self, place: int, fitted: Fit) -> float:
        """In points from the page's bottom: the block stands in the middle of the label's height."""
        box = self._boxes[place]
        drawn = fitted.size * ((len(fitted.rows) - 1) * fitted.leading + _CAP_HEIGHT + _DESCENT)
        above = max(0.0, (box.height - drawn) / 2)
        return self._height - box.top - above - fitted.size * _CAP_HEIGHT

    def _label(self, piece: LabelPiece, place: int) -> str:
        """Operators of any label; what was changed to make it fit goes into the report.

        Every row gets a text matrix of its own. What stands out of a label is cut off, so that it does not
        spoil the next one.
        """
        box = self._boxes[place]
        fitted = fit(self._engine, piece.lines, piece.country, box, self._sizes)
        self._report(piece, fitted)
        text = "\n".join(_placed_rows(fitted, box, self._first_base_line(place, fitted)))
        if not fitted.too_long:
            return text
        bottom = self._height - box.top - box.height
        clip = f"{box.left:.2f} {bottom:.2f} {box.width:.2f} {box.height:.2f} re W n"
        return f"ET q {clip} BT\n{text}\nET Q BT"

    def _report(self, piece: LabelPiece, fitted: Fit) -> None:
        lines = piece.lines
        self.drawing.fitted += [FittedLine(piece, lines[number]) for number in fitted.changed]
        self.drawing.too_long += [FittedLine(piece, lines[number]) for number in fitted.too_long]
        for row in fitted.rows:
            for char in row.line.missing:
                names = self.drawing.missing.setdefault(char, [])
                if names[-1:] != [piece.name]:
                    names.append(piece.name)


def _placed_rows(fitted: Fit, box: Box, first: float) -> Iterator[str]:
    """Operators for each row: those from the right end at the right edge.

    Args:
        fitted: the rows.
        box: the room for text.
        first: base line of the first row, in points from the page's bottom.
    """
    from_right = sum(row.line.is_rtl for row in fitted.rows)
    is_rtl_label = from_right * 2 > len(fitted.rows)  # then the country's line goes along
    for number, row in enumerate(fitted.rows):
        height = fitted.size * row.scale
        width = row.line.width * row.narrow * height / 1000
        x = box.left + (box.width - width if row.line.is_rtl or is_rtl_label else 0)
        y = first - number * fitted.leading * fitted.size
        yield f"{height * row.narrow:.4f} 0 0 {height:.4g} {x:.2f} {y:.2f} Tm {row.line.operators}"
