"""Drawing labels and reading the PDF back, with the fonts of the packages alone."""

from __future__ import annotations

import ctypes
import io
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pytest

from crm_desktop.printing import preview
from crm_desktop.printing.fonts import PrintFonts, print_fonts
from crm_desktop.printing.labels import LabelDrawing, LabelOptions, LabelPiece, draw_labels
from crm_desktop.printing.stock import stock

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Box:
    """Edges in millimetres from the page's top left corner."""

    left: float
    top: float
    right: float
    bottom: float


class Pdf:
    """A PDF as pdfium reads it."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self._document = pypdfium2.PdfDocument(content)
        self.pages = len(self._document)

    def page_size_mm(self, page: int = 0) -> tuple[float, float]:
        width, height = self._document[page].get_size()
        return width / POINTS_PER_MM, height / POINTS_PER_MM

    def text(self, page: int = 0) -> list[str]:
        return self._document[page].get_textpage().get_text_range().splitlines()

    def title(self) -> str:
        return self._document.get_metadata_dict()["Title"]

    def box_of(self, text: str, page: int = 0) -> Box:
        """Where a text that occurs once stands."""
        height = self._document[page].get_height()
        reader = self._document[page].get_textpage()
        found = reader.search(text, match_case=True).get_next()
        assert found, f"{text!r} is not on page {page}: {self.text(page)}"
        boxes = [reader.get_charbox(found[0] + i, loose=False) for i in range(found[1])]
        boxes = [box for box in boxes if box[2] > box[0]]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        bottom, top = min(box[1] for box in boxes), max(box[3] for box in boxes)
        return Box(*(edge / POINTS_PER_MM for edge in (left, height - top, right, height - bottom)))

    def outlines(self, page: int = 0) -> list[Box]:
        """The drawn paths, in the order of drawing."""
        height = self._document[page].get_height()
        things = self._document[page].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])
        boxes = []
        for thing in things:
            left, bottom, right, top = thing.get_bounds()  # with the pen's width around
            pen = ctypes.c_float()
            pypdfium2.raw.FPDFPageObj_GetStrokeWidth(thing, pen)
            edges = (
                left + pen.value,
                height - top + pen.value,
                right - pen.value,
                height - bottom - pen.value,
            )
            boxes.append(Box(*(edge / POINTS_PER_MM for edge in edges)))
        return boxes


Draw = Callable[..., tuple[Pdf, LabelDrawing]]


@pytest.fixture
def fonts() -> PrintFonts:
    """The packages' fonts alone."""
    return print_fonts(use_system=False)


@pytest.fixture
def draw(fonts: PrintFonts) -> Draw:
    """draw(pieces or blocks of lines, stock code, **options) -> (Pdf, LabelDrawing)."""

    def draw_pieces(pieces: Iterable[Any], code: str = "L7160", **options: Any) -> tuple[Pdf, LabelDrawing]:
        made = [
            piece if isinstance(piece, LabelPiece) else LabelPiece(f"contact:{n}", tuple(piece), "", piece[0])
            for n, piece in enumerate(pieces)
        ]
        out = io.BytesIO()
        drawing = draw_labels(made, stock(code), out, LabelOptions(**options), fonts=fonts)
        return Pdf(out.getvalue()), drawing

    return draw_pieces


@pytest.fixture(autouse=True)
def _pdfium_ends() -> Iterator[None]:
    yield
    preview.stop()
