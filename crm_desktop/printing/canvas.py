"""The PDF file: reportlab's canvas, with pages that hold ready-made bytes and only embedded fonts."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any, BinaryIO

from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

POINTS_PER_MM = 72 / 25.4
_FLATE = PDFName("FlateDecode")
_COMPRESSION = 3  # a twentieth larger than the usual 6, in half the time
_PDF_VERSION = (1, 6)  # the first that allows OpenType font files


class PrintCanvas(Canvas):  # type: ignore[misc]  # reportlab has no types
    """A document written page by page.

    The same calls give the same bytes: no dates, no random ids. Pages are compressed as soon as they are
    full, as Latin-1 (reportlab would write UTF-8, which breaks one-byte text), and share one resource
    dictionary, so that fonts may be added until the end.
    """

    def __init__(self, out: Path | BinaryIO, page_size: tuple[float, float], title: str) -> None:
        """Starts the first page.

        Args:
            out: file to write when saved, or a stream open for writing bytes.
            page_size: width and height in points.
            title: for the file's metadata and the reader's window title.
        """
        target = str(out) if isinstance(out, Path) else out
        super().__init__(target, pagesize=page_size, pdfVersion=_PDF_VERSION, invariant=1)
        self._resources: Any = None
        self.setTitle(title)
        self.setCreator("crm-desktop")
        self.setProducer("crm-desktop")
        self.setAuthor("")

    @property
    def document(self) -> Any:
        """The reportlab PDFDocument that fonts are put into."""
        return self._doc

    def add(self, operators: str) -> None:
        """Append content operators to the page; only characters up to U+00FF."""
        self._code.append(operators)

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """End the page: its content is compressed now and the text let go."""
        super().showPage()
        page = self._doc.Pages.pages[-1]
        content = zlib.compress(page.stream.encode("latin-1"), _COMPRESSION)
        page.Contents = PDFStream(PDFDictionary({"Filter": _FLATE}), content)
        page.stream = None
        page.Resources = self._shared_resources()

    def _shared_resources(self) -> Any:
        if self._resources is None:
            fonts = self._doc.Reference(self._doc.idToObject["BasicFonts"])
            self._resources = self._doc.Reference(PDFDictionary({"Font": fonts}))
        return self._resources

    def _make_preamble(self) -> None:
        """No preamble: reportlab's would name a Helvetica that is not embedded."""
        self._preamble = ""
