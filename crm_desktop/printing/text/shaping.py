"""One word in one face: HarfBuzz picks and places the glyphs, here they become PDF text operators.

How the letters get back out of the file (all rules found by trying with poppler and pdfium):

- From the left, the engine puts the letters of a whole run beside it (ActualText) where order or number of
  glyphs differs from that of the letters.
- From the right, readers reverse what they find, glyph by glyph as well as inside an ActualText. So each
  glyph says which letters it stands for (ToUnicode), and a word for which this is not enough (a letter and
  its dots may be two glyphs) has an ActualText of its own. Both are given reversed, to come out right after
  the reader's reversal. Vowel points and joiners are left out of it, as readers would put them elsewhere.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import uharfbuzz as hb

from crm_desktop.printing.text.faces import Face

_SITTING = ("Mn", "Me", "Cf")  # categories of characters that have no place of their own


class ShapedWord(NamedTuple):
    """Operators that draw a word in the current font, and its width in 1/1000 em."""

    operators: str
    width: float


class _Glyph(NamedTuple):
    """A placed glyph; offsets and advance in 1/1000 em."""

    number: int
    x_offset: float
    y_offset: float
    advance: float


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
    is_told = True
    for letters, glyphs in _clusters(text, buffer, face.font.em):
        is_told &= _note_text(face, letters[::-1] if is_rtl else letters, glyphs)
        for glyph in glyphs:
            writer.add(glyph)
    word = writer.finish()
    if is_told or not is_rtl:
        return word
    letters = "".join(char for char in reversed(text) if unicodedata.category(char) not in _SITTING)
    return ShapedWord(f"{actual_text(letters)} {word.operators} EMC", word.width)


def actual_text(text: str) -> str:
    """The operator that begins a piece of content that says `text`, whatever its glyphs say; EMC ends it."""
    return f"/Span<</ActualText<FEFF{text.encode('utf-16-be').hex()}>>>BDC"


def _clusters(text: str, buffer: hb.Buffer, em: float) -> Iterator[tuple[str, list[_Glyph]]]:
    """What belongs together: some letters in logical order, and their glyphs from left to right."""
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    starts = sorted({info.cluster for info in infos})
    end_of = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    placed = zip(infos, positions, strict=True)
    for start, group in groupby(placed, key=lambda pair: pair[0].cluster):
        glyphs = [
            _Glyph(info.codepoint, place.x_offset * em, place.y_offset * em, place.x_advance * em)
            for info, place in group
        ]
        yield text[start : end_of[start]], glyphs


def _note_text(face: Face, letters: str, glyphs: list[_Glyph]) -> bool:
    """Says for every new glyph which letters it stands for; returns whether that tells the whole cluster.

    A bracket that HarfBuzz mirrored stands for what it looks like: readers mirror it back.
    """
    if len(letters) == 1 and unicodedata.mirrored(letters):
        for glyph in glyphs:
            face.note(glyph.number, face.font.char_of_glyph.get(glyph.number, letters))
        return True
    if len(glyphs) == 1:
        face.note(glyphs[0].number, letters)
        return face.used[glyphs[0].number] == letters
    for glyph in glyphs:
        face.note(glyph.number, face.font.char_of_glyph.get(glyph.number, ""))
    return False


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
        self._rise = 0.0
        self._width = 0.0

    def add(self, glyph: _Glyph) -> None:
        """Append a glyph."""
        if glyph.y_offset != self._rise:
            self._end_array()
            self._parts.append(f"{glyph.y_offset / 1000:.4f} Ts")
            self._rise = glyph.y_offset
        self._pending -= glyph.x_offset
        adjustment = round(self._pending)
        self._array += (f">{adjustment}<" if adjustment else "") + f"{glyph.number:04X}"
        drawn = round(self._face.font.advance(glyph.number))
        self._pending += drawn - glyph.advance + glyph.x_offset - adjustment
        self._width += glyph.advance

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
