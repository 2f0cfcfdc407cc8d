"""Faces inside the PDF file: HarfBuzz cuts the used glyphs out, here are the objects around them.

Glyph numbers are kept (RETAIN_GIDS), so a glyph's number in the file is its number in the text. The face for
Western lines is in the file once, under two font objects: one with two bytes a glyph (Identity-H), one with
a byte a letter (WinAnsi, PDF 32000-1 9.6.6).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Any

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFStream

from crm_desktop.printing.text.composites import add_composites
from crm_desktop.printing.text.faces import Face, OpenFont

WESTERN = "L0"
"""Resource name of the one-byte font."""

_SYMBOLIC, _NONSYMBOLIC = 4, 32
_STEM_WIDTH = 80  # only used by readers that replace a font, which an embedded one never is
_DROPPED_TABLES = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "vhea", "vmtx", "VORG", "name", "DSIG", "meta")
_CMAP_HEAD = (
    "/CIDInit/ProcSet findresource begin 12 dict begin begincmap"
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def"
    "/CMapType 2 def 1 begincodespacerange<0000><FFFF>endcodespacerange\n"
)
_CMAP_TAIL = "endcmap CMapName currentdict/CMap defineresource pop end end"
_CMAP_BLOCK = 100  # entries a block may hold (Adobe Technical Note 5014)


def embed(document: Any, face: Face, western_bytes: Iterable[int] | None) -> None:
    """Add a face's font objects to a reportlab document, under the face's resource name.

    Args:
        document: the reportlab PDFDocument being saved.
        face: its `used` glyphs are put in.
        western_bytes: the cp1252 bytes drawn with the one-byte font; None when the face is not that one.
    """
    western = None if western_bytes is None else bytes(sorted(western_bytes)).decode("cp1252")
    program = _subset(face, western or "")
    name = PDFName(f"{_subset_tag(program)}+{face.name}")
    file_entry = _font_file(document, face.font, program)
    fonts = document.idToObject["BasicFonts"].dict
    if western is not None:
        descriptor = _descriptor(document, face.font, name, _NONSYMBOLIC, file_entry)
        fonts[WESTERN] = _western_font(document, face.font, name, descriptor)
    if face.used:
        descriptor = _descriptor(document, face.font, name, _SYMBOLIC, file_entry)
        fonts[face.resource] = _composite_font(document, face, name, descriptor)


def _subset(face: Face, western: str) -> bytes:
    """The font file with nothing but what is used, at one weight, without hints and layout tables."""
    wanted, sets, flags = hb.SubsetInput(), hb.SubsetInputSets, hb.SubsetFlags
    own = [glyph for glyph in face.used if glyph not in face.composites]
    wanted.sets(sets.GLYPH_INDEX).update(own)
    parts = (part for composite in face.composites.values() for part in composite.parts)
    wanted.sets(sets.GLYPH_INDEX).update(part.glyph for part in parts)
    wanted.sets(sets.UNICODE).update(map(ord, western))
    wanted.sets(sets.DROP_TABLE_TAG).update(int.from_bytes(t.encode(), "big") for t in _DROPPED_TABLES)
    wanted.flags = flags.RETAIN_GIDS | flags.NO_HINTING | flags.NO_LAYOUT_CLOSURE | flags.NOTDEF_OUTLINE
    for axis, value in face.font.axes.items():
        wanted.pin_axis_location(face.font.face, axis, value)
    return add_composites(bytes(wanted.subset(face.font.face).blob.data), face.composites)


def _subset_tag(program: bytes) -> str:
    """Six capitals that differ from subset to subset (PDF 32000-1 9.6.4), the same for the same content."""
    number = zlib.crc32(program)
    letters = []
    for _ in range(6):
        number, digit = divmod(number, 26)
        letters.append(chr(ord("A") + digit))
    return "".join(letters)


def _font_file(document: Any, font: OpenFont, program: bytes) -> dict[str, Any]:
    if font.is_truetype:
        return {"FontFile2": _compressed(document, program, Length1=len(program))}
    return {"FontFile3": _compressed(document, program, Subtype=PDFName("OpenType"))}


def _descriptor(document: Any, font: OpenFont, name: Any, flags: int, file_entry: dict[str, Any]) -> Any:
    tags = hb.OTMetricsTag
    entries = {
        "Type": PDFName("FontDescriptor"),
        "FontName": name,
        "Flags": flags,
        "FontBBox": f"[{' '.join(map(str, font.bounding_box))}]",
        "ItalicAngle": 0,
        "Ascent": font.metric(tags.HORIZONTAL_ASCENDER, 900),
        "Descent": font.metric(tags.HORIZONTAL_DESCENDER, -300),
        "CapHeight": font.metric(tags.CAP_HEIGHT, 700),
        "StemV": _STEM_WIDTH,
        **file_entry,
    }
    return document.Reference(PDFDictionary(entries))


def _western_font(document: Any, font: OpenFont, name: Any, descriptor: Any) -> Any:
    widths = (round(font.advance(font.glyph(_western_char(code)))) for code in range(32, 256))
    return _font(
        document,
        "TrueType",
        name,
        Encoding=PDFName("WinAnsiEncoding"),
        FirstChar=32,
        LastChar=255,
        Widths=f"[{' '.join(map(str, widths))}]",
        FontDescriptor=descriptor,
    )


def _western_char(code: int) -> str:
    return bytes([code]).decode("cp1252", "replace")


def _composite_font(document: Any, face: Face, name: Any, descriptor: Any) -> Any:
    font, glyphs = face.font, sorted(face.used)
    widths = " ".join(f"{glyph}[{round(face.advance(glyph))}]" for glyph in glyphs)
    descendant = _font(
        document,
        "CIDFontType2" if font.is_truetype else "CIDFontType0",
        name,
        CIDSystemInfo="<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>",
        FontDescriptor=descriptor,
        W=f"[{widths}]",
        **({"CIDToGIDMap": PDFName("Identity")} if font.is_truetype else {}),
    )
    return _font(
        document,
        "Type0",
        name,
        Encoding=PDFName("Identity-H"),
        DescendantFonts=PDFArray([descendant]),
        ToUnicode=_compressed(document, _unicode_map(face.used).encode()),
    )


def _unicode_map(used: dict[int, str]) -> str:
    """The CMap from glyphs back to text (PDF 32000-1 9.10.3)."""
    rows = [
        f"<{glyph:04X}><{text.encode('utf-16-be').hex()}>\n" for glyph, text in sorted(used.items()) if text
    ]
    blocks = (rows[at : at + _CMAP_BLOCK] for at in range(0, len(rows), _CMAP_BLOCK))
    body = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return _CMAP_HEAD + body + _CMAP_TAIL


def _font(document: Any, subtype: str, name: Any, **entries: Any) -> Any:
    """A font dictionary; an indirect object, as poppler insists."""
    head = {"Type": PDFName("Font"), "Subtype": PDFName(subtype), "BaseFont": name}
    return document.Reference(PDFDictionary({**head, **entries}))


def _compressed(document: Any, content: bytes, **entries: Any) -> Any:
    dictionary = PDFDictionary({"Filter": PDFName("FlateDecode"), **entries})
    return document.Reference(PDFStream(dictionary, zlib.compress(content)))
