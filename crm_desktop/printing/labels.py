"""Mailing labels: ready lines in, a PDF out, with a report of whatever was made to fit."""

from __future__ import annotations

from collections.abc import Iterable, Sized
from itertools import chain, repeat
from pathlib import Path
from typing import BinaryIO

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.printing.fonts import PrintFonts, print_fonts
from crm_desktop.printing.label_job import FittedLine, LabelDrawing, LabelOptions, LabelPiece
from crm_desktop.printing.label_writer import LabelWriter
from crm_desktop.printing.output import opened_output
from crm_desktop.printing.placement import Placement
from crm_desktop.printing.stock import Stock

__all__ = ["FittedLine", "LabelDrawing", "LabelOptions", "LabelPiece", "draw_labels"]


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
        writer = LabelWriter(stream, placement, options, fonts or print_fonts())
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
