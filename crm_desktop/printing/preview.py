"""Pages of a PDF as pictures, by pdfium.

Pdfium must only ever run in one thread of the process, so all calls go to one worker thread, which starts
with the first page asked for and ends with `stop()`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import pypdfium2

from crm_desktop.base.errors import EnvironmentProblem, NotFoundError
from crm_desktop.base.i18n import _

_POINTS_PER_INCH = 72
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A picture.

    Attributes:
        width, height: in pixels.
        rgba: four bytes a pixel, row by row from the top, without gaps (QImage.Format_RGBA8888).
    """

    width: int
    height: int
    rgba: bytes


class _PdfiumThread:
    """The one thread that may call pdfium."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._executor: ThreadPoolExecutor | None = None

    def run(self, work: Callable[[], _T]) -> _T:
        """What `work` returns or raises; waits for it."""
        with self._lock:
            if self._executor is None:
                self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pdfium")
            future = self._executor.submit(work)
        return future.result()

    def stop(self) -> None:
        with self._lock:
            executor, self._executor = self._executor, None
        if executor:
            executor.shutdown()


_pdfium = _PdfiumThread()  # one per process, as pdfium's own state is


def page_count(pdf: bytes | Path) -> int:
    """Number of pages.

    Raises:
        EnvironmentProblem: it is not a PDF file that can be read.
    """
    return _pdfium.run(lambda: _with_document(pdf, len))


def render_page(pdf: bytes | Path, page: int, dpi: float) -> RenderedPage:
    """A page as a picture on white.

    Args:
        pdf: the file's content or its place.
        page: from 0.
        dpi: pixels per inch of paper.

    Raises:
        NotFoundError: there is no such page.
        EnvironmentProblem: it is not a PDF file that can be read.
    """
    return _pdfium.run(lambda: _with_document(pdf, lambda document: _render(document, page, dpi)))


def stop() -> None:
    """Ends the worker thread; the next call starts a new one."""
    _pdfium.stop()


def _with_document(pdf: bytes | Path, use: Callable[[pypdfium2.PdfDocument], _T]) -> _T:
    try:
        document = pypdfium2.PdfDocument(pdf)
    except (pypdfium2.PdfiumError, OSError) as problem:
        raise EnvironmentProblem(
            "damaged", _("The page cannot be shown: the file is not a readable PDF."), _("Make it again.")
        ) from problem
    try:
        return use(document)
    finally:
        document.close()


def _render(document: pypdfium2.PdfDocument, number: int, dpi: float) -> RenderedPage:
    if not 0 <= number < len(document):
        raise NotFoundError(_("There is no page {number}.").format(number=number + 1))
    page = document[number]
    bitmap = page.render(
        scale=dpi / _POINTS_PER_INCH, rev_byteorder=True, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA
    )
    try:
        row = bitmap.width * 4
        pixels = bytes(bitmap.buffer)
        if bitmap.stride != row:
            pixels = b"".join(
                pixels[at : at + row] for at in range(0, bitmap.stride * bitmap.height, bitmap.stride)
            )
        return RenderedPage(bitmap.width, bitmap.height, pixels)
    finally:
        bitmap.close()
        page.close()
