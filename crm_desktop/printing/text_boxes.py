"""How much room for text a label has, and which font size suits it."""

from __future__ import annotations

from crm_desktop.printing.canvas import POINTS_PER_MM
from crm_desktop.printing.fitting import LEADING, Box
from crm_desktop.printing.stock import Stock

SMALLEST_SIZE = 6.0
"""Points; smaller print is no longer read by everybody, nor by the post's machines."""

_LARGEST_SIZE = 12.0
_USUAL_LINES = 5  # name, company, street, town, country
_USUAL_WIDTH_EM = 13.5  # some 27 letters: most address lines are shorter
_SHEET_EDGE_MM = 5.0  # office printers leave that much of the paper's edge white


def text_boxes(stock: Stock, padding: float | None = None) -> list[Box]:
    """The room for text of every label on a sheet, by rows.

    Args:
        stock: the sheet.
        padding: millimetres to the label's edge; None takes 2 to 5 mm, by the label's size.
    """
    return [_box(stock, row, column, padding) for row in range(stock.ny) for column in range(stock.nx)]


def usual_size(stock: Stock, padding: float | None = None) -> float:
    """The font size in points that suits a stock: five lines of an address, none of them long, fill it."""
    boxes = text_boxes(stock, padding)
    by_height = min(box.height for box in boxes) / ((_USUAL_LINES - 1) * LEADING + 1)
    by_width = min(box.width for box in boxes) / _USUAL_WIDTH_EM
    in_half_points = int(min(by_height, by_width, _LARGEST_SIZE) * 2) / 2
    return max(SMALLEST_SIZE, in_half_points)


def _box(stock: Stock, row: int, column: int, padding: float | None) -> Box:
    across = min(max(0.065 * stock.w, 2.0), 5.0) if padding is None else padding
    down = min(max(0.07 * stock.h, 2.0), 4.0) if padding is None else padding
    if stock.shape == "ellipse":  # the largest box of 4 by 3 inside
        across, down = max(across, 0.1 * stock.w), max(down, 0.2 * stock.h)
    edge = 0.0 if stock.is_roll else _SHEET_EDGE_MM
    x, y = stock.corner(row, column)
    left, top = max(x + across, edge), max(y + down, edge)
    right = min(x + stock.w - across, stock.page[0] - edge)
    bottom = min(y + stock.h - down, stock.page[1] - edge)
    sizes = (left, top, max(right - left, 1.0), max(bottom - top, 1.0))
    return Box(*(size * POINTS_PER_MM for size in sizes))
