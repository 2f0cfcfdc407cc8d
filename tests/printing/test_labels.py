"""Sheets of labels, read back from the PDF as a printer would see them."""

from __future__ import annotations

import io
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from crm_desktop.base.errors import EnvironmentProblem, ValidationError
from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.printing.fonts import PrintFonts
from crm_desktop.printing.labels import LabelOptions, LabelPiece, draw_labels
from crm_desktop.printing.stock import stock, stock_table
from crm_desktop.printing.text_boxes import usual_size

TENTH_MM = 0.1
CAPITALS = 0.714 * 25.4 / 72
"""Height of a capital in millimetres per point of font size."""

SHEETS = [
    "avery-l7160",
    "avery-l7163",
    "avery-l7651",
    "avery-5160",
    "avery-5164",
    "zweckform-3474",
    "herma-4677",
]
ROLLS = ["dymo-99012", "dymo-30252"]


def numbered(count: int) -> list[list[str]]:
    return [[f"Person {number:03}x", "Main Street 1", f"9000 Town{number:03}"] for number in range(count)]


# -- places ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [*SHEETS, *ROLLS, "herma-4477"])
def test_outlines_are_where_the_table_says(code: str, draw) -> None:
    sheet = stock(code)
    pdf, drawing = draw(numbered(sheet.per_page), code, outlines=True)
    assert drawing.pages == pdf.pages == 1
    assert pdf.page_size_mm() == pytest.approx(sheet.page, abs=TENTH_MM)
    outlines = pdf.outlines()
    assert len(outlines) == sheet.per_page
    for place in (0, sheet.per_page // 2, sheet.per_page - 1):
        x, y = sheet.corner(*divmod(place, sheet.nx))
        box = outlines[place]
        assert (box.left, box.top) == pytest.approx((x, y), abs=TENTH_MM)
        assert (box.right, box.bottom) == pytest.approx((x + sheet.w, y + sheet.h), abs=TENTH_MM)


@pytest.mark.parametrize("code", SHEETS)
def test_text_keeps_clear_of_the_labels_edge_and_of_the_sheets(code: str, draw) -> None:
    sheet = stock(code)
    pdf, drawing = draw(numbered(sheet.per_page), code)
    for place in (0, sheet.nx - 1, sheet.per_page // 2, sheet.per_page - 1):
        cell = drawing.cell(place)
        x, y = sheet.corner(cell.row, cell.column)
        first, last = pdf.box_of(f"Person {place:03}x"), pdf.box_of(f"Town{place:03}")
        assert first.left >= max(x + 2, 5) - TENTH_MM
        assert first.top >= max(y + 2, 5) - TENTH_MM
        assert max(first.right, last.right) <= min(x + sheet.w - 2, sheet.page[0] - 5) + TENTH_MM
        assert last.bottom <= min(y + sheet.h - 2, sheet.page[1] - 5) + TENTH_MM


@pytest.mark.parametrize("code", ["avery-l7163", "dymo-99012"])
def test_text_stands_in_the_middle_of_the_labels_height(code: str, draw) -> None:
    sheet = stock(code)
    pdf, _ = draw([["HHHH 1", "HHHH 2", "HHHH 3"]], code)
    above = pdf.box_of("HHHH 1").top - sheet.y0
    below = sheet.y0 + sheet.h - pdf.box_of("HHHH 3").bottom
    assert above == pytest.approx(below, abs=1)


def test_a_roll_has_a_page_for_each_label(draw) -> None:
    pdf, drawing = draw(numbered(3), "dymo-99012")
    assert (drawing.labels, drawing.pages, pdf.pages) == (3, 3, 3)
    assert pdf.text(2)[0] == "Person 002x"
    assert [drawing.cell(number).page for number in range(3)] == [0, 1, 2]


def test_the_first_mark_is_on_the_start_label(draw) -> None:
    sheet = stock("L7160")
    pdf, drawing = draw(numbered(20), "L7160", start=5)
    x, y = sheet.corner(1, 1)
    box = pdf.box_of("Person 000x")
    assert x < box.left < x + 8
    assert y < box.top < y + sheet.h / 2
    assert drawing.pages == pdf.pages == 2
    second = pdf.box_of("Person 017x", page=1)
    assert second.left < sheet.x0 + 8
    assert second.top < sheet.y0 + sheet.h / 2


def test_columns_go_down_first(draw) -> None:
    pdf, drawing = draw(numbered(8), "L7160", order="columns")
    first, second = pdf.box_of("Person 000x"), pdf.box_of("Person 001x")
    assert (second.left, second.top) == pytest.approx((first.left, first.top + 38.1), abs=TENTH_MM)
    assert drawing.cell(7).column == 1


def test_calibration_moves_and_scales_everything_from_the_top_left(draw) -> None:
    plain, _ = draw(numbered(21), "L7160", outlines=True)
    moved, _ = draw(numbered(21), "L7160", outlines=True, offset_x=1, offset_y=2)
    scaled, _ = draw(numbered(21), "L7160", outlines=True, scale_x=1.01, scale_y=0.99)
    for text in ("Person 000x", "Person 020x"):
        before, after, larger = (pdf.box_of(text) for pdf in (plain, moved, scaled))
        assert (after.left, after.top) == pytest.approx((before.left + 1, before.top + 2), abs=TENTH_MM)
        assert (larger.left, larger.top) == pytest.approx(
            (before.left * 1.01, before.top * 0.99), abs=TENTH_MM
        )
    assert moved.outlines()[20].left == pytest.approx(plain.outlines()[20].left + 1, abs=TENTH_MM)


def test_copies_follow_each_other(draw) -> None:
    pdf, drawing = draw(numbered(2), "L7160", copies=2)
    assert drawing.labels == 4
    names = [line for line in pdf.text() if line.startswith("Person")]
    assert names == ["Person 000x"] * 2 + ["Person 001x"] * 2


# -- fitting -----------------------------------------------------------------------------------------------


def test_lines_that_fit_are_not_reported(draw) -> None:
    _, drawing = draw(numbered(3))
    assert (drawing.fitted, drawing.too_long, drawing.missing) == ([], [], {})


def test_a_long_line_is_broken_between_words_inside_the_label(draw) -> None:
    sheet, long = stock("L7160"), "Société Générale d'Études et de Réalisations Industrielles"
    pdf, drawing = draw([[long, "94120 Fontenay"]])
    assert [(fitted.piece.ref_text, fitted.line) for fitted in drawing.fitted] == [("contact:0", long)]
    assert drawing.too_long == []
    assert " ".join(pdf.text()[:-1]) == long
    assert pdf.text()[-1] == "94120 Fontenay"
    for word in long.split():
        assert pdf.box_of(word).right <= sheet.x0 + sheet.w - 2


def test_a_long_word_gets_smaller_and_its_neighbours_do_not(draw) -> None:
    sheet, long = stock("L7160"), "Donaudampfschifffahrtsgesellschaftskapitän"
    pdf, drawing = draw([[long, "HHHH"]])
    assert [fitted.line for fitted in drawing.fitted] == [long]
    assert drawing.too_long == []
    assert pdf.box_of(long).right <= sheet.x0 + sheet.w - 2
    neighbour = pdf.box_of("HHHH")
    assert neighbour.bottom - neighbour.top == pytest.approx(usual_size(sheet) * CAPITALS, abs=TENTH_MM)


def test_too_many_lines_get_smaller_together(draw) -> None:
    sheet = stock("L7160")
    lines = [f"Line {number:02}x" for number in range(9)]
    pdf, drawing = draw([lines])
    assert [fitted.line for fitted in drawing.fitted] == lines
    assert pdf.box_of("Line 00x").top >= sheet.y0 + 2
    assert pdf.box_of("Line 08x").bottom <= sheet.y0 + sheet.h - 2


def test_a_line_that_cannot_fit_is_drawn_to_the_edge_and_named(draw) -> None:
    endless = "W" * 80
    pdf, drawing = draw([[endless, "Bo"], ["Neighbour"]], "L7651")
    assert [(fitted.piece.name, fitted.line) for fitted in drawing.too_long] == [(endless, endless)]
    assert endless in "".join(pdf.text())
    assert "Neighbour" in "".join(pdf.text())


def test_lines_below_the_label_are_named(draw) -> None:
    pdf, drawing = draw([[f"Line {number}" for number in range(12)]], "5167")
    assert [fitted.line for fitted in drawing.too_long][-1] == "Line 11"
    assert len(drawing.too_long) < 12
    assert len(pdf.text()) == 12


def test_what_stands_out_of_a_label_does_not_reach_the_next_one(draw) -> None:
    from crm_desktop.printing.preview import render_page

    sheet = stock("L7651")
    pdf, _ = draw([["W" * 200]], "L7651")
    picture = render_page(pdf.content, 0, 100)
    row_bytes = picture.width * 4
    beyond = round((sheet.x0 + sheet.w - 1) * 100 / 25.4) * 4
    assert all(
        set(picture.rgba[row * row_bytes + beyond : (row + 1) * row_bytes]) == {255}
        for row in range(picture.height)
    )


def test_characters_without_a_font_are_named_with_their_labels(draw) -> None:
    _, drawing = draw([["Ann 😀 😀"], ["Bo"], ["Cy 😀\ue000"]])
    assert drawing.missing == {"😀": ["Ann 😀 😀", "Cy 😀\ue000"], "\ue000": ["Cy 😀\ue000"]}


def test_lines_from_the_right_end_at_the_right_edge(draw) -> None:
    sheet = stock("L7163")
    pdf, _ = draw([["דוד לוי", "רחוב הרצל", "ISRAEL"], ["Ann", "Bo Li", "כהן"]], "L7163")
    assert pdf.box_of("ISRAEL").right == pytest.approx(sheet.x0 + sheet.w - 5, abs=0.3)
    assert pdf.box_of("Ann").left == pytest.approx(sheet.x0 + sheet.dx + 5, abs=0.3)
    assert pdf.box_of("כהן").right == pytest.approx(sheet.x0 + sheet.dx + sheet.w - 5, abs=0.4)


@pytest.mark.parametrize("record", stock_table().all(), ids=lambda record: record.code)
def test_the_usual_size_can_be_read_on_every_stock(record) -> None:
    assert 6 <= usual_size(record) <= 12


def test_the_size_and_the_padding_may_be_chosen(draw) -> None:
    sheet = stock("L7160")
    pdf, _ = draw([["HHHH"]], "L7160", size=20, padding=10)
    box = pdf.box_of("HHHH")
    assert box.bottom - box.top == pytest.approx(20 * CAPITALS, abs=TENTH_MM)
    assert box.left == pytest.approx(sheet.x0 + 10, abs=1)


# -- options and files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "field"),
    [
        ({"start": 0}, "start"),
        ({"start": 22}, "start"),
        ({"order": "zigzag"}, "order"),
        ({"offset_x": 11}, "offset_x"),
        ({"scale_y": 1.05}, "scale_x"),
        ({"copies": 0}, "copies"),
        ({"size": 500}, "size"),
        ({"padding": -1}, "padding"),
    ],
)
def test_impossible_options_are_refused_by_field(options: dict[str, object], field: str, draw) -> None:
    with pytest.raises(ValidationError) as problem:
        draw(numbered(1), "L7160", **options)
    assert list(problem.value.fields) == [field]


def test_no_labels_is_no_document(draw, tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        draw([])
    out = tmp_path / "pdf" / "none.pdf"
    out.parent.mkdir()
    with pytest.raises(ValidationError):
        draw_labels(iter(()), stock("L7160"), out)
    assert list(out.parent.iterdir()) == []


def piece(name: str = "Bo Li") -> LabelPiece:
    return LabelPiece("contact:1", (name, "Vesterbrogade 1"), "DK", name)


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A file that is there already, alone in its folder."""
    path = tmp_path / "pdf" / "labels.pdf"
    path.parent.mkdir()
    path.write_bytes(b"old")
    return path


def test_the_file_appears_whole_with_the_users_usual_rights(out: Path) -> None:
    draw_labels([piece()], stock("L7160"), out)
    assert out.read_bytes().startswith(b"%PDF-1.6")
    assert [path.name for path in out.parent.iterdir()] == ["labels.pdf"]
    if os.name == "posix":
        umask = os.umask(0o022)
        os.umask(umask)
        assert stat.S_IMODE(out.stat().st_mode) == 0o666 & ~umask


def test_cancelling_leaves_the_old_file(out: Path) -> None:
    token = CancelToken()

    def cancel_after_a_page(done: int, total: int | None, text: str = "") -> None:
        token.cancel()

    with pytest.raises(CancelledError):
        draw_labels([piece()] * 50, stock("L7160"), out, progress=cancel_after_a_page, cancel=token)
    assert out.read_bytes() == b"old"
    assert [path.name for path in out.parent.iterdir()] == ["labels.pdf"]


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="could not be written") as problem:
        draw_labels([piece()], stock("L7160"), tmp_path / "none" / "labels.pdf")
    assert problem.value.reason == "missing"


def test_a_generator_is_drawn_page_by_page(fonts: PrintFonts) -> None:
    seen: list[tuple[int, int | None]] = []
    drawing = draw_labels(
        (piece(f"Person {number}") for number in range(50)),
        stock("L7160"),
        io.BytesIO(),
        fonts=fonts,
        progress=lambda done, total, text="": seen.append((done, total)),
    )
    assert drawing.labels == 50
    assert seen == [(22, None), (43, None), (50, None)]


def test_the_title_is_in_the_file(draw) -> None:
    assert draw(numbered(1))[0].title() == "Avery L7160"
    assert draw(numbered(1), title="Christmas cards")[0].title() == "Christmas cards"


DRAW_ONCE = """
import sys
from pathlib import Path
from crm_desktop.printing.fonts import print_fonts
from crm_desktop.printing.labels import *
from crm_desktop.printing.stock import stock
names = ["Bo Li", "김민수", "محمد بن", "Γιώργος", "राजेश", "A\\u0301 x\\u0302"]
pieces = [LabelPiece("", (name, "Street 1"), "KR", name) for name in names]
draw_labels(pieces, stock("L7160"), Path(sys.argv[1]), fonts=print_fonts(use_system=False))
"""


def test_the_same_labels_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.pdf"
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2])}
        subprocess.run([sys.executable, "-c", DRAW_ONCE, str(path)], check=True, env=environment)
        made.append(path.read_bytes())
    assert made[0] == made[1]


def test_no_font_is_left_to_the_reader(draw) -> None:
    pdf, _ = draw(numbered(30))
    assert b"Helvetica" not in pdf.content


def test_ten_times_the_labels_are_less_than_ten_times_the_file(draw) -> None:
    """Nothing is kept per label but its place on a page: fonts, resources and caches are shared."""
    small, _ = draw(numbered(210))
    large, _ = draw(numbered(2100))
    assert large.pages == 10 * small.pages
    assert len(large.content) < 10 * len(small.content)


def test_options_are_the_defaults_when_none_are_given(fonts: PrintFonts) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    draw_labels([piece()], stock("L7160"), first, fonts=fonts)
    draw_labels([piece()], stock("L7160"), second, LabelOptions(), fonts=fonts)
    assert first.getvalue() == second.getvalue()
