"""Which encoding the bytes of a text file are in.

The order: byte order mark, strict UTF-8, the encoding that the caller prefers, a guess by charset-normalizer.
A guess is only that; the reader tells the user which encoding it took.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from charset_normalizer import from_bytes

from crm_desktop.exchange import limits

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_CANDIDATES = (
    *("cp932", "cp949", "gb18030", "big5", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254"),
    *("cp1255", "cp1256", "cp874", "koi8_r"),
)
"""What address books were written in; where two fit equally well the earlier one wins."""

_GUESS_FROM = 1 << 16
"""Bytes the detector looks at; more makes it slow and no surer."""


def is_known_encoding(name: str) -> bool:
    """Whether Python can decode text in the encoding `name`."""
    try:
        return bool(codecs.lookup(name)._is_text_encoding)  # noqa: SLF001 - the flag str.decode itself looks at
    except (LookupError, ValueError):  # ValueError: a NUL in the name
        return False


def wide_encoding(head: bytes) -> tuple[str, int]:
    """Name of the encoding that a byte order mark or the pattern of zero bytes shows, and the mark's length.

    ("utf-8", 3) for a UTF-8 mark; ("", 0) when nothing shows one: then the text is ASCII-like.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    if len(head) >= 4 and head[0] and head[2] and not head[1] and not head[3]:
        return "utf-16-le", 0
    if len(head) >= 4 and head[1] and head[3] and not head[0] and not head[2]:
        return "utf-16-be", 0
    return "", 0


def narrow_chunks(stream: BinaryIO) -> Iterator[bytes]:
    """The stream in pieces, without byte order mark; UTF-16 and UTF-32 come out as UTF-8."""
    head = stream.read(limits.CHUNK)
    encoding, mark = wide_encoding(head)
    chunk = head[mark:]
    if encoding in ("", "utf-8"):
        while chunk:
            yield chunk
            chunk = stream.read(limits.CHUNK)
        return
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    while chunk:
        yield decoder.decode(chunk).encode("utf-8", "replace")
        chunk = stream.read(limits.CHUNK)
    yield decoder.decode(b"", final=True).encode("utf-8", "replace")


def is_utf8(sample: bytes) -> bool:
    """Whether `sample` is valid UTF-8, not counting a sequence cut off at its end."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return False
    return True


def guess_encoding(sample: bytes) -> str:
    """The likeliest encoding of text that is not UTF-8; "cp1252" when nothing fits."""
    found = from_bytes(sample[:_GUESS_FROM], cp_isolation=list(_CANDIDATES))
    matches = [match for match in found if not _is_misread_japanese(match.encoding, str(match))]
    ranked = sorted(
        matches,
        key=lambda match: (
            round(match.chaos, 1),
            -round(match.coherence, 1),
            _CANDIDATES.index(match.encoding),
        ),
    )
    return ranked[0].encoding if ranked else "cp1252"


def _is_misread_japanese(encoding: str, text: str) -> bool:
    """Whether the text came out as half-width kana, which Korean and Chinese bytes look like in cp932."""
    foreign = [char for char in text if not char.isascii()]
    half_width = sum("\uff61" <= char <= "\uff9f" for char in foreign)
    return encoding == "cp932" and half_width * 3 > len(foreign)


class TextDecoder:
    """Decodes the pieces of one file: each as UTF-8 if it is, else in the encoding that fits the file.

    Attributes:
        fallback: the encoding in use for what is not UTF-8; "" while everything was UTF-8.
        has_replaced: some bytes fitted no encoding and became U+FFFD; the caller may set it back.
    """

    def __init__(self, preferred: str | None, head: bytes = b"") -> None:
        """`preferred` is the encoding to take for what is not UTF-8; `head` the beginning of the file."""
        self.fallback = ""
        self.has_replaced = False
        self._preferred = preferred if preferred and is_known_encoding(preferred) else ""
        self._head = head

    def decode(self, piece: bytes) -> str:
        """The text of `piece`, which must begin and end between two characters."""
        try:
            return piece.decode()
        except UnicodeDecodeError:
            pass
        if not self.fallback:
            foreign = b"\n".join(line for line in self._head.split(b"\n") if not is_utf8(line))
            self.fallback = self._preferred or guess_encoding(foreign or piece)
        try:
            return piece.decode(self.fallback)
        except UnicodeDecodeError:
            self.has_replaced = True
        return piece.decode(self.fallback, "replace")
