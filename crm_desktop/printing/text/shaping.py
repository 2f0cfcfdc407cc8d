"""One word in one face: HarfBuzz picks and places the glyphs, here they become PDF text operators.

How the letters get back out of the file (all rules found by trying with poppler and pdfium):

- From the left, the engine puts the letters of a whole run beside it (ActualText) where order or number of
  glyphs differs from that of the letters.
- From the right, readers reverse what they find, inside an ActualText too, and not all in the same way. So
  every glyph says which letters it stands for (ToUnicode), several of them reversed, to come out right after
  the reader's reversal. A letter drawn with several glyphs becomes one (see `composites`).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import uharfbuzz as hb

from crm_desktop.printing.text.bidi import MIRRORED
from crm_desktop.printing.text.composites import Composite, Part
from crm_desktop.printing.text.faces import Face


class ShapedWord(NamedTuple):
    """Operators that draw a word in the current font, and its width in 1/1000 em."""

    operators: str
    width: float


class _Glyph(NamedTuple):
    """A placed glyph; offsets and advance in font units."""

    number: int
    x_offset: int
    y_offset: int
    advance: int


def shape_word(face: Face, text: str, is_rtl: bool) -> ShapedWord:
    """Shape a piece of one direction that one face covers.

    Args:
        face: gets the glyphs marked as used.
        text: in logical order; HarfBuzz returns right-to-left glyphs in visual order and mirrors brackets.
        is_rtl: the direction; explicit, as digits within right-to-left text run from the left.
    """
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if is_rtl else "ltr"
    hb.shape(face.font.font, buffer)
    writer = _Writer(face)
    for letters, glyphs in _clusters(text, buffer):
        for glyph in _as_one(face, letters, glyphs) if is_rtl else glyphs:
            writer.add(glyph)
        if not is_rtl:
            _note_letters(face, letters, glyphs)
    return writer.finish()


def actual_text(text: str) -> str:
    """The operator that begins a piece of content that says `text`, whatever its glyphs say; EMC ends it."""
    return f"/Span<</ActualText<FEFF{text.encode('utf-16-be').hex()}>>>BDC"


def _clusters(text: str, buffer: hb.Buffer) -> Iterator[tuple[str, list[_Glyph]]]:
    """What belongs together: some letters in logical order, and their glyphs from left to right."""
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    end_of = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    placed = zip(infos, positions, strict=True)
    for start, group in groupby(placed, key=lambda pair: pair[0].cluster):
        glyphs = [
            _Glyph(info.codepoint, place.x_offset, place.y_offset, place.x_advance) for info, place in group
        ]
        yield text[start : end_of[start]], glyphs


def _note_letters(face: Face, letters: str, glyphs: list[_Glyph]) -> None:
    """Says what each glyph stands for.

    In a group, the letters that have no glyph of their own go to the first glyph that is none of a letter.
    """
    if len(glyphs) == 1:
        face.note(glyphs[0].number, letters)
        return
    own = {face.font.glyph(letter): letter for letter in letters}
    numbers = [glyph.number for glyph in glyphs]
    rest = "".join(letter for letter in letters if face.font.glyph(letter) not in numbers)
    for number in numbers:
        if number in own:
            face.note(number, own[number])
        else:
            face.note(number, rest)
            rest = ""


def _as_one(face: Face, letters: str, glyphs: list[_Glyph]) -> list[_Glyph]:
    """The glyphs of a right-to-left cluster as a single one that stands for just these letters.

    A mirrored bracket stands for what it looks like, as readers mirror it back. In a face without TrueType
    outlines the glyphs stay as they are, and letters of several glyphs come out of the file incomplete.
    """
    shown = MIRRORED.get(letters) or letters[::-1]
    if len(glyphs) == 1 and face.note(glyphs[0].number, shown):
        return glyphs
    if not face.font.is_truetype:
        _note_letters(face, shown, glyphs)
        return glyphs
    parts, pen = [], 0
    for glyph in glyphs:
        parts.append(Part(glyph.number, pen + glyph.x_offset, glyph.y_offset))
        pen += glyph.advance
    return [_Glyph(face.compose(Composite(tuple(parts), pen), shown), 0, 0, pen)]


class _Writer:
    """Collects glyphs as TJ arrays; marks are raised and lowered by Ts, everything else is an adjustment.

    A reader moves by the widths in the file, which are whole thousandths. What rounding leaves over is
    carried on to the next glyph, so that errors never add up.
    """

    def __init__(self, face: Face) -> None:
        self._face = face
        self._parts: list[str] = []
        self._array = ""
        self._pending = 0.0  # how far the pen is to the right of where it should be
        self._rise = 0
        self._width = 0.0

    def add(self, glyph: _Glyph) -> None:
        """Append a glyph."""
        em = self._face.font.em
        if glyph.y_offset != self._rise:
            self._end_array()
            self._parts.append(f"{glyph.y_offset * em / 1000:.4f} Ts")
            self._rise = glyph.y_offset
        self._pending -= glyph.x_offset * em
        adjustment = round(self._pending)
        self._array += (f">{adjustment}<" if adjustment else "") + f"{glyph.number:04X}"
        drawn = round(self._face.advance(glyph.number))
        self._pending += drawn - (glyph.advance - glyph.x_offset) * em - adjustment
        self._width += glyph.advance * em

    def finish(self) -> ShapedWord:
        """The word; the pen stands where it ends, at its base line."""
        if adjustment := round(self._pending):
            self._array += f">{adjustment}<"
        self._end_array()
        if self._rise:
            self._parts.append("0 Ts")
        return ShapedWord(" ".join(self._parts), self._width)

    def _end_array(self) -> None:
        if self._array:
            self._parts.append(f"[<{self._array}>]TJ")
            self._array = ""
