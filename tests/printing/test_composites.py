"""Glyphs put together from others, as HarfBuzz reads the file."""

from __future__ import annotations

import pytest
import uharfbuzz as hb

from crm_desktop.printing.fonts import PrintFonts
from crm_desktop.printing.text.composites import Composite, Part, add_composites
from crm_desktop.printing.text.faces import OpenFont, open_font


@pytest.fixture
def latin(fonts: PrintFonts) -> OpenFont:
    return open_font(fonts.order("")[0])


def subset(font: OpenFont, text: str) -> bytes:
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(map(font.glyph, text))
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS
    for axis, value in font.axes.items():
        wanted.pin_axis_location(font.face, axis, value)
    return bytes(wanted.subset(font.face).blob.data)


def test_a_composite_covers_its_parts_and_has_its_own_advance(latin: OpenFont) -> None:
    a, b = latin.glyph("a"), latin.glyph("b")
    number = latin.face.glyph_count + 3
    program = add_composites(
        subset(latin, "ab"), {number: Composite((Part(a, 0, 0), Part(b, 100, 200)), 777)}
    )
    font = hb.Font(hb.Face(hb.Blob(program)))
    assert font.face.glyph_count == number + 1
    assert font.get_glyph_h_advance(number) == 777
    assert font.get_glyph_h_advance(a) == latin.font.get_glyph_h_advance(a)
    first, second, both = (font.get_glyph_extents(glyph) for glyph in (a, b, number))
    assert both.x_bearing == min(first.x_bearing, second.x_bearing + 100)
    assert both.y_bearing == max(first.y_bearing, second.y_bearing + 200)


def test_the_drawing_is_that_of_the_parts(latin: OpenFont) -> None:
    a, number = latin.glyph("a"), latin.face.glyph_count
    program = add_composites(subset(latin, "a"), {number: Composite((Part(a, 0, 0),), 500)})
    font = hb.Font(hb.Face(hb.Blob(program)))
    assert outline(font, a)
    assert outline(font, number) == outline(font, a)


def outline(font: hb.Font, glyph: int) -> list[tuple[float, ...]]:
    """The coordinates HarfBuzz draws a glyph with."""
    drawn: list[tuple[float, ...]] = []
    functions = hb.DrawFuncs()
    functions.set_move_to_func(lambda *point: drawn.append(point[:2]))
    functions.set_line_to_func(lambda *point: drawn.append(point[:2]))
    functions.set_quadratic_to_func(lambda *point: drawn.append(point[:4]))
    font.draw_glyph(glyph, functions)
    return drawn


def test_an_empty_part_is_no_trouble(latin: OpenFont) -> None:
    number = latin.face.glyph_count
    program = add_composites(subset(latin, " "), {number: Composite((Part(latin.glyph(" "), 0, 0),), 0)})
    assert hb.Font(hb.Face(hb.Blob(program))).get_glyph_h_advance(number) == 0


def test_without_composites_the_file_stays_as_it_is(latin: OpenFont) -> None:
    program = subset(latin, "a")
    assert add_composites(program, {}) is program


def test_checksums_are_right(latin: OpenFont) -> None:
    """The whole file adds up to the number the format asks for (OpenType, table head)."""
    number = latin.face.glyph_count
    program = add_composites(subset(latin, "a"), {number: Composite((Part(latin.glyph("a"), 5, 5),), 9)})
    words = [int.from_bytes(program[at : at + 4], "big") for at in range(0, len(program), 4)]
    assert sum(words) & 0xFFFFFFFF == 0xB1B0AFBA
