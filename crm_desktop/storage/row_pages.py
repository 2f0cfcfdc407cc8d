"""Rows straight from the pages of a ruined file, also from those that no page above leads to any more.

Only tables without rowid (every user table is one): their rows are records on pages of index form, on the leaves and on
the pages between. Nothing here trusts what it reads: a page or a record that makes no sense is passed over.
Source: SQLite file format, sections 1.6 (pages, overflow) and 2.1 (records).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

PAGE = 4096
_CELLS_AT = {0x0A: 8, 0x02: 12}
"""Type of a page of index form, leaf or inner -> bytes of its header."""
_LINK = {0x0A: 0, 0x02: 4}
"""Bytes that a cell begins with: an inner page names the page below."""
_LARGEST = (PAGE - 12) * 64 // 255 - 23
"""Bytes of a record that a page keeps whole."""
_SMALLEST = (PAGE - 12) * 32 // 255 - 23
"""Bytes that it keeps at least of one that goes on elsewhere."""

_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
"""Serial type of a whole number -> its bytes."""
_CONSTANTS: dict[int, int | None] = {0: None, 8: 0, 9: 1}

Image = Sequence[int] | Any
"""The bytes of a file: bytes, or a map of it."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row as it lies in the file: the serial types of its values, and their bytes."""

    types: tuple[int, ...]
    body: bytes

    @property
    def key(self) -> bytes | None:
        """The first value if it is an id of 16 bytes."""
        return self.body[:16] if self.types[0] == 12 + 2 * 16 and len(self.body) >= 16 else None

    def values(self) -> list[Any]:
        """All values; text that is no UTF-8 has replacement characters. Raises ValueError when it is cut short."""
        found: list[Any] = []
        at = 0
        for kind in self.types:
            size = _size(kind)
            part = self.body[at : at + size]
            if len(part) < size:
                raise ValueError("the record is cut short")
            found.append(_value(kind, part))
            at += size
        return found


def records(image: Image) -> Iterator[Record]:
    """Every record on every page of index form, in the order of the file; indexes have such pages too."""
    for start in range(0, len(image) - PAGE + 1, PAGE):
        if image[start] in _CELLS_AT:
            yield from _on_page(image, start)


def _on_page(image: Image, start: int) -> Iterator[Record]:
    page = bytes(image[start : start + PAGE])
    first, link = _CELLS_AT[page[0]], _LINK[page[0]]
    (cells,) = struct.unpack(">H", page[3:5])
    if first + 2 * cells > PAGE:
        return
    for offset in struct.unpack(f">{cells}H", page[first : first + 2 * cells]):
        try:
            yield _record(_payload(image, page, offset + link))
        except (ValueError, IndexError):
            continue


def _payload(image: Image, page: bytes, offset: int) -> bytes:
    """The bytes of one record, put together over the pages that it goes on in."""
    size, at = _varint(page, offset)
    if size <= _LARGEST:
        return page[at : at + size]
    local = _SMALLEST + (size - _SMALLEST) % (PAGE - 4)
    local = local if local <= _LARGEST else _SMALLEST
    if size > len(image) or at + local + 4 > PAGE:
        raise ValueError("no record is longer than its file")
    parts = [page[at : at + local]]
    (following,) = struct.unpack(">I", page[at + local : at + local + 4])
    left = size - local
    while left > 0 and following:
        start = (following - 1) * PAGE
        overflow = bytes(image[start : start + PAGE])
        if len(overflow) < PAGE:
            break
        parts.append(overflow[4 : 4 + left])
        left -= PAGE - 4
        (following,) = struct.unpack(">I", overflow[:4])
    return b"".join(parts)


def _record(payload: bytes) -> Record:
    header, at = _varint(payload, 0)
    if not at < header <= len(payload):
        raise ValueError("no header")
    types = []
    while at < header:
        kind, at = _varint(payload, at)
        types.append(kind)
    return Record(tuple(types), payload[header:])


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, and where it ends. Raises IndexError at the end of `content`."""
    value = 0
    for place in range(8):
        byte = content[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value << 8 | content[at + 8], at + 9


def _size(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return 8 if kind == 7 else _INTEGERS.get(kind, 0)


def _value(kind: int, part: bytes) -> Any:
    if kind >= 12:
        return part.decode("utf-8", "replace") if kind % 2 else part
    if kind in _CONSTANTS:
        return _CONSTANTS[kind]
    if kind == 7:
        return struct.unpack(">d", part)[0]
    if kind in _INTEGERS:
        return int.from_bytes(part, "big", signed=True)
    raise ValueError("no such type")
