"""Lines of text in every script, measured and ready to be drawn, for one document.

A line takes the first way that can do it:

1. Western lines, all of whose letters are in Windows-1252: one byte a letter, no font change.
2. Lines of other scripts that need no shaping, when one face has the whole line: two bytes a glyph.
3. Everything else: split by direction (UAX 9), by face and by word, and shaped by HarfBuzz.

The first two never call Python per character, which is what makes ten thousand labels a matter of half a
second. Results are kept in bounded caches, as streets and towns repeat in a list of addresses.

Operators are for font size 1: the size is in the text matrix (`10 0 0 10 x y Tm`), so one laid line serves
every size, and a line that is too long is drawn narrower by its matrix alone.
"""

from __future__ import annotations

import re
import unicodedata
from codecs import charmap_encode
from collections.abc import Callable, Iterator, Sequence
from encodings.cp1252 import encoding_table
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from crm_desktop.printing.text.bidi import starts_right_to_left, visual_runs
from crm_desktop.printing.text.cleaning import clean_line
from crm_desktop.printing.text.embedding import WESTERN, embed
from crm_desktop.printing.text.faces import Face, FontSource, open_font
from crm_desktop.printing.text.scripts import (
    han_region_of_country,
    han_region_of_text,
    has_right_to_left,
    is_reordered,
    may_break_between,
    needs_shaping,
)
from crm_desktop.printing.text.shaping import actual_text, shape_word

_LINES_KEPT = 16_384
_WORDS_KEPT = 8_192
_CLUSTERS_KEPT = 4_096

_NOT_IN_WESTERN = {0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xAD}  # undefined ones; 0xAD would be drawn as a hyphen
_ESCAPED = str.maketrans({"(": "\\(", ")": "\\)", "\\": "\\\\"})
_STAYS_WITH_NEIGHBOUR = frozenset(" -./,'()")
_WORD_WITH_GAP = re.compile("[^ ]+ *| +")
_WORD_OR_SIGN = re.compile(r"[^ ()\[\]{}]+| +|[()\[\]{}]")  # brackets by themselves, as they are mirrored


class FontOrder(Protocol):
    """Where the engine gets its faces from (see `fonts.PrintFonts`)."""

    def order(self, han_region: str) -> tuple[FontSource, ...]:
        """The faces to try, best first, with those for the Han forms of a region before other Han faces."""
        ...

    def fallback(self, char: str) -> FontSource | None:
        """A face for a character that none of `order` has; None when the machine has no such face."""
        ...


class LaidLine(NamedTuple):
    """One line ready to be drawn.

    Attributes:
        operators: PDF text operators for font size 1; the engine's `base_font` is set before and after.
        width: in 1/1000 of the font size.
        is_rtl: whether it starts with a letter from the right, and so belongs at the right edge.
        missing: characters no font has; a box is drawn for each.
    """

    operators: str
    width: float
    is_rtl: bool = False
    missing: str = ""


class _Word(NamedTuple):
    """A shaped word, as a `LaidLine` without direction; the font it leaves set is any."""

    operators: str
    width: float
    missing: str


class TextEngine:
    """Lays out the lines of one document and puts the fonts it used into it when the document is saved."""

    def __init__(self, document: Any, fonts: FontOrder) -> None:
        """Fonts are opened when first needed.

        Args:
            document: the reportlab PDFDocument (of a `PrintCanvas`).
            fonts: the faces to use, best first.
        """
        self._fonts = fonts
        self._faces: dict[FontSource, Face] = {}
        self._orders: dict[str, list[Face]] = {}
        self._found: list[Face] = []
        self._first = self._face(fonts.order("")[0])
        self._western_widths = self._measure_western()
        self._western_used: set[int] = set()
        self.base_font = WESTERN if self._western_widths else self._first.resource
        # Caches live and die with the document, so they are made here and not on the class.
        self._line: Callable[[str, str], LaidLine] = lru_cache(_LINES_KEPT)(self._lay)
        self._word: Callable[[str, bool, str], _Word] = lru_cache(_WORDS_KEPT)(self._shape)
        self._face_of: Callable[[str, str], Face | None] = lru_cache(_CLUSTERS_KEPT)(self._find_face)
        document.delayedFonts.append(self)

    def line(self, text: str, country: str = "") -> LaidLine:
        """Lay out one line; line breaks in it count as spaces.

        Args:
            text: as the user typed it.
            country: ISO 3166 code of the country it is for: its forms of Han characters are taken.
        """
        return self._line(text, han_region_of_country(country))

    def lines(self, texts: Sequence[str], country: str = "") -> list[LaidLine]:
        """`line` for several, in less time than one by one."""
        region = han_region_of_country(country)
        lay = self._line
        return [lay(text, region) for text in texts]

    def wrap(self, text: str, width: float, country: str = "") -> list[LaidLine]:
        """Break a line between words (Han, kana: between characters), so that no part is wider than `width`.

        Args:
            text: as the user typed it.
            width: the room, in 1/1000 of the font size.
            country: as for `line`.

        Returns:
            One line or more; a single word wider than the room stays whole.
        """
        rows: list[str] = []
        room = 0.0
        for piece in _breakable_pieces(clean_line(text)):
            needed = self.line(piece.rstrip(" "), country).width
            if rows and needed <= room:
                rows[-1] += piece
            else:
                rows.append(piece)
                room = width
            room -= (
                self.line(piece, country).width if piece[-1:] != " " else self._width_with_gap(piece, country)
            )
        return [self.line(row.rstrip(" "), country) for row in rows] or [self.line("", country)]

    def addObjects(self, document: Any) -> None:  # noqa: N802 - the name reportlab calls while saving
        """Writes the used part of every face into the document."""
        for face in self._faces.values():
            is_western = face is self._first and bool(self._western_widths)
            if face.used or is_western:
                embed(document, face, self._western_used if is_western else None)

    # -- the three ways ------------------------------------------------------------------------------------

    def _lay(self, text: str, region: str) -> LaidLine:
        try:
            return self._lay_western(text)
        except (UnicodeEncodeError, KeyError):
            text = clean_line(text)
        region = region or han_region_of_text(text)
        if needs_shaping(text):
            return self._lay_shaped(text, region)
        for face in self._order(region):
            try:
                codes = "".join(map(face.codes.__getitem__, text))
            except KeyError:
                continue
            return LaidLine(self._in_face(face, f"<{codes}>Tj"), sum(map(face.widths.__getitem__, text)))
        return self._lay_mixed(text, region)

    def _lay_western(self, text: str) -> LaidLine:
        """The first way.

        Raises:
            UnicodeEncodeError, KeyError: a character is not in Windows-1252, or not in the face.
        """
        encoded, _ = charmap_encode(text, "strict", encoding_table)
        width = sum(map(self._western_widths.__getitem__, encoded))
        self._western_used.update(encoded)
        return LaidLine(f"({encoded.decode('latin-1').translate(_ESCAPED)})Tj", width)

    def _lay_mixed(self, text: str, region: str) -> LaidLine:
        """The second way for a line that takes several faces."""
        operators, width = [], 0
        pieces, missing = self._split_by_face(text, region)
        for face, piece in pieces:
            codes = "".join(map(face.code_or_box, piece))
            operators.append(f"/{face.resource} 1 Tf<{codes}>Tj")
            width += sum(map(face.widths.__getitem__, piece))
        return LaidLine("".join([*operators, f"/{self.base_font} 1 Tf"]), width, missing=missing)

    def _lay_shaped(self, text: str, region: str) -> LaidLine:
        """The third way.

        Left-to-right runs whose glyphs are reordered or carry marks get their letters as ActualText; runs
        from the right do not, as readers would reverse it once more.
        """
        operators, width, missing = [], 0.0, ""
        for run, is_rtl in visual_runs(text) if has_right_to_left(text) else [(text, False)]:
            has_actual_text = not is_rtl and is_reordered(run)
            if has_actual_text:
                operators.append(actual_text(run))
            words = _WORD_WITH_GAP.findall(run)
            for word in reversed(words) if is_rtl else words:
                shaped = self._word(word, is_rtl, region)
                operators.append(shaped.operators)
                width += shaped.width
                missing += shaped.missing
            if has_actual_text:
                operators.append("EMC")
        operators.append(f"/{self.base_font} 1 Tf")
        return LaidLine("\n".join(operators), width, starts_right_to_left(text), missing)

    def _shape(self, text: str, is_rtl: bool, region: str) -> _Word:
        """A word and the spaces after it, in as many faces as it takes."""
        pieces, missing = self._split_by_face(text, region)
        parts = [(face, part) for face, piece in pieces for part in _WORD_OR_SIGN.findall(piece)]
        operators, width = [], 0.0
        for face, part in reversed(parts) if is_rtl else parts:
            shaped = shape_word(face, part, is_rtl)
            operators.append(f"/{face.resource} 1 Tf {shaped.operators}")
            width += shaped.width
        return _Word("\n".join(operators), width, missing)

    def _in_face(self, face: Face, operators: str) -> str:
        return f"/{face.resource} 1 Tf{operators}/{self.base_font} 1 Tf"

    # -- faces ---------------------------------------------------------------------------------------------

    def _face(self, source: FontSource) -> Face:
        if source not in self._faces:
            self._faces[source] = Face(open_font(source), f"G{len(self._faces)}")
        return self._faces[source]

    def _order(self, region: str) -> list[Face]:
        if region not in self._orders:
            self._orders[region] = [self._face(source) for source in self._fonts.order(region)]
        return self._orders[region] + self._found

    def _measure_western(self) -> dict[int, int]:
        """Widths by Windows-1252 byte; empty when the first face cannot serve as a one-byte font."""
        font = self._first.font
        if not (font.is_truetype and font.has_ascii):
            return {}
        chars = (
            (code, bytes([code]).decode("cp1252")) for code in range(32, 256) if code not in _NOT_IN_WESTERN
        )
        glyphs = ((code, font.glyph(char)) for code, char in chars)
        return {code: round(font.advance(glyph)) for code, glyph in glyphs if glyph}

    def _split_by_face(self, text: str, region: str) -> tuple[list[tuple[Face, str]], str]:
        """The text in pieces of one face each, and the characters that no face has."""
        pieces: list[tuple[Face, str]] = []
        missing = ""
        for cluster in _clusters(text):
            running = pieces[-1][0] if pieces else None
            if running and cluster in _STAYS_WITH_NEIGHBOUR and running.font.glyph(cluster):
                face = running
            else:
                face = self._face_of(cluster, region) or self._first
                missing += "".join(
                    char for char in cluster if not _is_joiner(char) and not face.font.glyph(char)
                )
            if face is running:
                pieces[-1] = (face, pieces[-1][1] + cluster)
            else:
                pieces.append((face, cluster))
        return pieces, missing

    def _find_face(self, cluster: str, region: str) -> Face | None:
        """The first face with the whole cluster, else one with its first character."""
        order = self._order(region)
        wanted = [char for char in cluster if not _is_joiner(char)] or [cluster[0]]
        for face in order:
            if all(map(face.font.glyph, wanted)):
                return face
        for face in order:
            if face.font.glyph(wanted[0]):
                return face
        return self._search_machine(wanted[0])

    def _search_machine(self, char: str) -> Face | None:
        source = self._fonts.fallback(char)
        if source is None:
            return None
        face = self._face(source)
        if face not in self._found:
            self._found.append(face)
        return face

    def _width_with_gap(self, piece: str, country: str) -> float:
        """Width of a word and the spaces after it, which a line by itself would lose."""
        word = piece.rstrip(" ")
        gap = self._western_widths.get(0x20) or self._first.font.advance(self._first.font.glyph(" "))
        return self.line(word, country).width + gap * (len(piece) - len(word))


def _clusters(text: str) -> Iterator[str]:
    """A character with the marks, joiners and variation selectors that go with it."""
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or not (
            unicodedata.category(text[position])[0] == "M" or _is_joiner(text[position])
        ):
            yield text[start:position]
            start = position


def _is_joiner(char: str) -> bool:
    """Whether a character only changes its neighbours: joiners and variation selectors have no picture."""
    return char in "\u200c\u200d" or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


def _breakable_pieces(text: str) -> Iterator[str]:
    """The text cut wherever a line may break; spaces stay at the end of the piece before."""
    start = 0
    for position in range(1, len(text)):
        before, after = text[position - 1], text[position]
        if (before == " " and after != " ") or may_break_between(before, after):
            yield text[start:position]
            start = position
    if text:
        yield text[start:]
