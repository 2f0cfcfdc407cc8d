"""Glyphs put together from others, added to a TrueType file.

A font may draw one Arabic or Hebrew letter with several glyphs: its body, its dots, its vowel. No reader can
tell from those which letter it was. So each such group becomes one composite glyph (OpenType, table glyf)
with a number of its own, and that number stands for the letter.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

_WORDS, _OFFSETS, _MORE, _UNSCALED = 0x0001, 0x0002, 0x0020, 0x1000  # flags of a component
_MAGIC = 0xB1B0AFBA  # head.checkSumAdjustment is this less the sum of the whole file


class Part(NamedTuple):
    """A glyph and where it is drawn from the group's origin, in font units."""

    glyph: int
    x: int
    y: int


class Composite(NamedTuple):
    """A group of glyphs, and how far the pen moves over it, in font units."""

    parts: tuple[Part, ...]
    advance: int


def add_composites(program: bytes, composites: Mapping[int, Composite]) -> bytes:
    """A TrueType file with more glyphs.

    Args:
        program: a font file with all parts in it and no variations.
        composites: glyph number -> what it is made of; numbers above all of the file's own.
    """
    if not composites:
        return program
    tables = _read_tables(program)
    outlines = _read_outlines(tables)
    metrics = _read_metrics(tables, len(outlines))
    for number in sorted(composites):
        outlines += [b""] * (number - len(outlines))
        metrics += [(0, 0)] * (number - len(metrics))
        outline = _outline(composites[number], outlines)
        outlines.append(outline)
        metrics.append((composites[number].advance, struct.unpack_from(">h", outline, 2)[0]))
    _write_outlines(tables, outlines)
    _write_metrics(tables, metrics)
    _write_limits(tables, len(outlines), max(len(composite.parts) for composite in composites.values()))
    return _write_tables(program[:4], tables)


def _outline(composite: Composite, outlines: list[bytes]) -> bytes:
    """An entry of the table glyf: the box around all parts, then one record a part."""
    boxes = [
        (left + part.x, bottom + part.y, right + part.x, top + part.y)
        for part in composite.parts
        if outlines[part.glyph]
        for left, bottom, right, top in [struct.unpack_from(">4h", outlines[part.glyph], 2)]
    ] or [(0, 0, 0, 0)]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    content = struct.pack(">5h", -1, min(lefts), min(bottoms), max(rights), max(tops))
    for position, part in enumerate(composite.parts, 1):
        flags = _WORDS | _OFFSETS | _UNSCALED | (_MORE if position < len(composite.parts) else 0)
        content += struct.pack(">HHhh", flags, part.glyph, part.x, part.y)
    return content + b"\0" * (-len(content) % 4)


def _read_tables(program: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", program, 4)
    records = (struct.unpack_from(">4sLLL", program, 12 + 16 * number) for number in range(count))
    return {tag.decode("latin-1"): program[start : start + size] for tag, _sum, start, size in records}


def _read_outlines(tables: Mapping[str, bytes]) -> list[bytes]:
    (is_long,) = struct.unpack_from(">h", tables["head"], 50)
    loca, glyf = tables["loca"], tables["glyf"]
    offsets: Iterable[int]
    if is_long:
        offsets = struct.unpack(f">{len(loca) // 4}L", loca)
    else:
        offsets = (2 * half for half in struct.unpack(f">{len(loca) // 2}H", loca))
    edges = list(offsets)
    return [glyf[start:end] for start, end in pairwise(edges)]


def _write_outlines(tables: dict[str, bytes], outlines: list[bytes]) -> None:
    offsets = [0]
    for outline in outlines:
        offsets.append(offsets[-1] + len(outline))
    tables["glyf"] = b"".join(outlines)
    tables["loca"] = struct.pack(f">{len(offsets)}L", *offsets)
    head = bytearray(tables["head"])
    struct.pack_into(">h", head, 50, 1)
    tables["head"] = bytes(head)


def _read_metrics(tables: Mapping[str, bytes], glyphs: int) -> list[tuple[int, int]]:
    """Advance and left side bearing of every glyph; the last ones share an advance."""
    (full,) = struct.unpack_from(">H", tables["hhea"], 34)
    hmtx = tables["hmtx"]
    metrics = [struct.unpack_from(">Hh", hmtx, 4 * number) for number in range(full)]
    bearings = struct.unpack_from(f">{glyphs - full}h", hmtx, 4 * full)
    return [*metrics, *((metrics[-1][0], bearing) for bearing in bearings)]


def _write_metrics(tables: dict[str, bytes], metrics: list[tuple[int, int]]) -> None:
    tables["hmtx"] = b"".join(struct.pack(">Hh", *metric) for metric in metrics)
    hhea = bytearray(tables["hhea"])
    struct.pack_into(">H", hhea, 34, len(metrics))
    tables["hhea"] = bytes(hhea)


def _write_limits(tables: dict[str, bytes], glyphs: int, most_parts: int) -> None:
    """What readers reserve memory by (table maxp)."""
    maxp = bytearray(tables["maxp"])
    points, contours, group_points, group_contours = struct.unpack_from(">4H", maxp, 6)
    elements, depth = struct.unpack_from(">2H", maxp, 28)
    struct.pack_into(">H", maxp, 4, glyphs)
    struct.pack_into(
        ">2H",
        maxp,
        10,
        min(0xFFFF, most_parts * max(points, group_points)),
        min(0xFFFF, most_parts * max(contours, group_contours)),
    )
    struct.pack_into(">2H", maxp, 28, max(elements, most_parts), depth + 1)
    tables["maxp"] = bytes(maxp)


def _write_tables(version: bytes, tables: dict[str, bytes]) -> bytes:
    head = bytearray(tables["head"])
    struct.pack_into(">L", head, 8, 0)
    tables["head"] = bytes(head)
    power = 1 << (len(tables).bit_length() - 1)
    search = (16 * power, power.bit_length() - 1, 16 * (len(tables) - power))
    start = 12 + 16 * len(tables)
    records, body, head_at = b"", b"", 0
    for tag in sorted(tables):
        content = tables[tag]
        head_at = start + len(body) if tag == "head" else head_at
        records += struct.pack(
            ">4sLLL", tag.encode("latin-1"), _checksum(content), start + len(body), len(content)
        )
        body += content + b"\0" * (-len(content) % 4)
    file = bytearray(version + struct.pack(">4H", len(tables), *search) + records + body)
    struct.pack_into(">L", file, head_at + 8, (_MAGIC - _checksum(bytes(file))) & 0xFFFFFFFF)
    return bytes(file)


def _checksum(content: bytes) -> int:
    padded = content + b"\0" * (-len(content) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}L", padded)
    return sum(words) & 0xFFFFFFFF
