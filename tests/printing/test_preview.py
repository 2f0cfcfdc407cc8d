"""Pages as pictures."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crm_desktop.base.errors import EnvironmentProblem, NotFoundError
from crm_desktop.printing import preview


def dark_pixels(picture: preview.RenderedPage, left: float, top: float, right: float, bottom: float) -> int:
    """Pixels that are not near white in a part of the page (shares of width and height)."""
    count = 0
    for row in range(round(top * picture.height), round(bottom * picture.height)):
        for column in range(round(left * picture.width), round(right * picture.width)):
            at = (row * picture.width + column) * 4
            count += picture.rgba[at] < 200
    return count


def test_a_page_is_drawn_where_its_labels_are(draw) -> None:
    pdf, _ = draw([["Bo Li", "Street 1"]], "L7160", start=21)
    picture = preview.render_page(pdf.content, 0, dpi=50)
    assert (picture.width, picture.height) == (414, 585)
    assert len(picture.rgba) == picture.width * picture.height * 4
    assert set(picture.rgba[3::4]) == {255}
    assert dark_pixels(picture, 0.67, 0.82, 1, 1) > 20
    assert dark_pixels(picture, 0, 0, 1, 0.8) == 0


def test_pages_are_counted_and_read_from_a_file(draw, tmp_path: Path) -> None:
    pdf, _ = draw([["Bo"]] * 3, "99012")
    path = tmp_path / "labels.pdf"
    path.write_bytes(pdf.content)
    assert preview.page_count(path) == preview.page_count(pdf.content) == 3
    assert preview.render_page(path, 2, 72).width == 253
    path.unlink()  # nothing holds it open


def test_a_page_that_is_not_there(draw) -> None:
    pdf, _ = draw([["Bo"]])
    for number in (-1, 1):
        with pytest.raises(NotFoundError):
            preview.render_page(pdf.content, number, 50)


def test_a_file_that_is_no_pdf(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem):
        preview.page_count(b"no pdf")
    with pytest.raises(EnvironmentProblem):
        preview.page_count(tmp_path / "none.pdf")


def test_many_threads_may_ask_and_one_draws(draw) -> None:
    pdf, _ = draw([["Bo", "Li"]] * 4, "99012")
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda n: preview.render_page(pdf.content, n % 4, 40), range(24)))
    assert all(picture == pictures[n % 4] for n, picture in enumerate(pictures))
    assert sum(thread.name.startswith("pdfium") for thread in threading.enumerate()) == 1
    preview.stop()
    assert not any(thread.name.startswith("pdfium") for thread in threading.enumerate())
