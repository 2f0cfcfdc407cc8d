"""Font faces: opened once per process, and what one document uses of them."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import uharfbuzz as hb

from crm_desktop.printing.text.composites import Composite

log = logging.getLogger(__name__)

_REGULAR_WEIGHT = 400.0
_ASCII = [chr(code) for code in range(0x20, 0x7F)]


@dataclass(frozen=True, slots=True)
class FontSource:
    """Where a face lies.

    Attributes:
        path: a TrueType or OpenType file, or a collection of them (.ttc, .otc).
        index: which face of a collection.
        weight: for a variable font, the weight to print in; other axes stay at their default.
    """

    path: Path
    index: int = 0
    weight: float = _REGULAR_WEIGHT


@cache
def open_font(source: FontSource) -> OpenFont:
    """The face at `source`, opened once per process (the file is mapped, not read).

    Raises:
        OSError: the file cannot be read.
        ValueError: it is not a font whose outlines can be embedded, or its maker forbids embedding.
    """
    return OpenFont(source)


class OpenFont:
    """A face at one weight: which glyph a character has, and how wide it is. Never changes once made.

    Widths are in 1/1000 of the font size ("em"), whatever units the file uses.
    """

    def __init__(self, source: FontSource) -> None:
        self.source = source
        self.face = hb.Face(hb.Blob.from_file_path(str(source.path)), source.index)
        tables = set(self.face.table_tags)
        if "cmap" not in tables or not tables & {"glyf", "CFF "}:
            raise ValueError(f"{source.path}: no outlines that a PDF file can hold")
        if self._forbids_embedding(tables):
            raise ValueError(f"{source.path}: its maker forbids embedding")
        self.is_truetype = "glyf" in tables
        self.axes = {axis.tag: axis.default_value for axis in self.face.axis_infos}
        for axis in self.face.axis_infos:
            if axis.tag == "wght":
                self.axes["wght"] = min(max(source.weight, axis.min_value), axis.max_value)
        self.font = hb.Font(self.face)
        self.font.set_variations(self.axes)
        self.em = 1000 / self.face.upem

    def glyph(self, char: str) -> int:
        """The glyph of a character by itself; 0 when the face does not have it."""
        return self.font.get_nominal_glyph(ord(char)) or 0

    def advance(self, glyph: int) -> float:
        """How far the pen moves over a glyph, in 1/1000 em."""
        return float(self.font.get_glyph_h_advance(glyph) * self.em)

    @cached_property
    def has_ascii(self) -> bool:
        """Whether all of ASCII is there, as the face for Western lines must have it."""
        return all(map(self.glyph, _ASCII))

    def metric(self, tag: hb.OTMetricsTag, fallback: int) -> int:
        """A font-wide measure in 1/1000 em."""
        value = self.font.get_metric_position(tag)
        return fallback if value is None else round(value * self.em)

    @cached_property
    def bounding_box(self) -> tuple[int, int, int, int]:
        """The box that holds every glyph (table head), in 1/1000 em: left, bottom, right, top."""
        head = self.face.reference_table("head").data
        edges = (int.from_bytes(head[at : at + 2], "big", signed=True) for at in (36, 38, 40, 42))
        left, bottom, right, top = (round(edge * self.em) for edge in edges)
        return left, bottom, right, top

    def _forbids_embedding(self, tables: set[str]) -> bool:
        """OS/2.fsType bit 1: "restricted licence embedding", bit 9: bitmaps only."""
        if "OS/2" not in tables:
            return False
        rights = int.from_bytes(self.face.reference_table("OS/2").data[8:10], "big")
        return rights & 0x000F == 0x0002 or bool(rights & 0x0200)


class GlyphCodes(dict[str, str]):
    """character -> glyph as four hexadecimal digits; looking one up marks it as used.

    A dictionary, so that a whole line is turned into glyphs by one `map` without a Python call per character.

    Raises (on lookup):
        KeyError: the face does not have the character.
    """

    def __init__(self, face: Face) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> str:
        glyph = self._face.font.glyph(char)
        if not glyph:
            raise KeyError(char)
        return self._face.remember(char, glyph)


class Face:
    """One face in one document: its resource name, and which of its glyphs stand for which text."""

    def __init__(self, font: OpenFont, resource: str) -> None:
        self.font = font
        self.resource = resource
        self.codes = GlyphCodes(self)
        self.widths: dict[str, int] = {}
        self.used: dict[int, str] = {}  # glyph -> text it stands for when the text is taken out of the PDF
        self.composites: dict[int, Composite] = {}
        self._composite_numbers: dict[tuple[Composite, str], int] = {}
        stem = re.sub("[^A-Za-z0-9]", "", font.source.path.stem.split("[")[0])
        self.name = f"{stem or 'Font'}{resource}"

    def remember(self, char: str, glyph: int) -> str:
        """Marks a character's glyph as used and returns its code."""
        self.note(glyph, char)
        self.widths[char] = round(self.font.advance(glyph))
        self.codes[char] = code = f"{glyph:04X}"
        return code

    def note(self, glyph: int, text: str) -> bool:
        """Marks a glyph as used for a text; the first text stays. The empty box stands for any character.

        Returns:
            Whether the glyph stands for this text.
        """
        text = text if glyph else "\ufffd"
        return self.used.setdefault(glyph, text) == text

    def compose(self, composite: Composite, text: str) -> int:
        """The number of a glyph that is put together from others and stands for a text."""
        key = (composite, text)
        if key not in self._composite_numbers:
            number = self.font.face.glyph_count + len(self.composites)
            self.composites[number] = composite
            self.used[number] = text
            self._composite_numbers[key] = number
        return self._composite_numbers[key]

    def advance(self, glyph: int) -> float:
        """How far the pen moves over a glyph of the font or a composite one, in 1/1000 em."""
        if composite := self.composites.get(glyph):
            return float(composite.advance * self.font.em)
        return self.font.advance(glyph)

    def code_or_box(self, char: str) -> str:
        """The code of a character, that of the empty box when the face does not have it."""
        return self.codes.get(char) or self.remember(char, self.font.glyph(char))

    def __repr__(self) -> str:
        return f"Face({self.name})"


def usable_font(source: FontSource) -> OpenFont | None:
    """The opened face, None when it cannot be used for printing."""
    try:
        return open_font(source)
    except (OSError, ValueError, hb.HarfBuzzError) as problem:
        log.info("font %s left out: %s", source.path, problem)
        return None
