"""From the bytes of a card to its properties, each a text "head:value" in the notation of vCard 3.0 and 4.0.

Most cards take the short way: undo the folds, decode, split. Those of vCard 2.1, those with encoded values
and those that are not UTF-8 go line by line.
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from collections.abc import Iterable, Iterator

from crm_desktop.exchange import limits
from crm_desktop.exchange.encodings import TextDecoder, is_known_encoding
from crm_desktop.exchange.vcard.cards import RawCard
from crm_desktop.exchange.vcard.text import escape, unescape

_VERSION_21 = re.compile(rb"^VERSION[^:\n]*:[ \t]*2\.1", re.IGNORECASE | re.MULTILINE)
_CHARSET = re.compile(rb";CHARSET=\"?([^;:\"]+)\"?", re.IGNORECASE)
_QUOTED_PRINTABLE = re.compile(rb";(?:ENCODING=)?\"?QUOTED-PRINTABLE\"?", re.IGNORECASE)
_BASE64 = re.compile(rb";(?:ENCODING=)?\"?(?:BASE64|B)\"?(?=[;:]|$)", re.IGNORECASE)
_BASE64_LINE = re.compile(rb"[A-Za-z0-9+/]+={0,2}[ \t]*")
_QUOTED_HEAD = re.compile(rb'(?:[^":]|"[^"]*")*')
_SEMICOLON = re.compile(rb"(?<!\\);")
_SEMICOLON_TEXT = re.compile(r"(?<!\\);")
_ESCAPE_21 = re.compile(r"\\([;,:\\])")
_LISTS = (b"CATEGORIES", b"NICKNAME")


def properties_of(card: RawCard, decoder: TextDecoder) -> tuple[list[str], int]:
    """The properties of a card, at most `limits.PROPERTIES`, and how many more there were."""
    content = card.content
    capitals = content.upper()
    is_old = b"2.1" in content and _VERSION_21.search(content) is not None
    if not (is_old or card.has_nested or b"ENCODING" in capitals or b"BASE64" in capitals):
        if b"\n " in content or b"\n\t" in content:
            content = content.replace(b"\n ", b"").replace(b"\n\t", b"")
        try:
            return _split(_clean(content.decode()))
        except UnicodeDecodeError:
            pass
    lines: list[str] = []
    left_out = 0
    logical_lines = _logical_lines(card.content.split(b"\n"), is_old=is_old)
    for logical in _with_raw_breaks(logical_lines, b"\n" if is_old else b"\\n"):
        if len(lines) < limits.PROPERTIES:
            lines.append(_clean(_modern(logical, decoder, is_old=is_old)))
        else:
            left_out += 1
    return lines, left_out


def _split(text: str) -> tuple[list[str], int]:
    lines = text.split("\n", limits.PROPERTIES)
    if len(lines) <= limits.PROPERTIES:
        return lines, 0
    rest = lines.pop()
    return lines, rest.count("\n") + 1 if rest.strip() else 0


def _clean(text: str) -> str:
    """Composed (NFC) and without NUL."""
    if "\0" in text:
        text = text.replace("\0", "")
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _logical_lines(lines: list[bytes], *, is_old: bool) -> Iterator[bytes]:
    """The properties, soft line breaks, folds and base64 blocks joined; a nested card becomes one value."""
    parts: list[bytes] = []
    is_quoted = is_base64 = False
    position = 0
    while position < len(lines):
        line = lines[position]
        position += 1
        if is_quoted and parts[-1].endswith(b"="):
            parts[-1] = parts[-1][:-1]
            parts.append(line)
        elif line[:1] in (b" ", b"\t"):
            # vCard 2.1 folds at a blank of the text and keeps it; later versions insert one
            parts.append(line[1:] if not is_old else line.strip() if is_base64 else line)
        elif not line:
            is_base64 = False  # the blank line that ends a base64 block in vCard 2.1
        elif parts and line[:6].upper() == b"BEGIN:":
            nested, position = _nested(lines, position - 1)
            parts.append(nested)
        elif is_base64 and _BASE64_LINE.fullmatch(line):
            parts.append(line.strip())
        else:
            if parts:
                yield b"".join(parts)
            head = line[: _colon(line)]
            is_quoted = _QUOTED_PRINTABLE.search(head) is not None
            is_base64 = not is_quoted and _BASE64.search(head) is not None
            parts = [line]
    if parts:
        yield b"".join(parts)


def _with_raw_breaks(lines: Iterable[bytes], line_break: bytes) -> Iterator[bytes]:
    """The lines, where one without a colon belongs to the value before it."""
    parts: list[bytes] = []
    for line in lines:
        if parts and b":" not in line:
            parts.append(line)
            continue
        if parts:
            yield line_break.join(parts)
        parts = [line]
    if parts:
        yield line_break.join(parts)


def _nested(lines: list[bytes], start: int) -> tuple[bytes, int]:
    """The card inside that begins at `start`, as one escaped value, and where it ends."""
    depth, end = 0, start
    while end < len(lines):
        mark = lines[end][:6].upper()
        depth += (mark == b"BEGIN:") - (mark[:4] == b"END:")
        end += 1
        if not depth:
            break
    text = b"\n".join(lines[start:end])
    return escape(text.decode("latin-1")).encode("latin-1"), end  # latin-1: any bytes there and back


def _colon(line: bytes) -> int:
    """Where the head ends: at the first colon outside quotes; the line's length without one."""
    if b'"' not in line:
        found = line.find(b":")
        return found if found >= 0 else len(line)
    match = _QUOTED_HEAD.match(line)
    end = match.end() if match else 0
    return end if line[end : end + 1] == b":" else max(line.find(b":"), 0)


def _modern(line: bytes, decoder: TextDecoder, *, is_old: bool) -> str:
    """A logical line in 3.0 notation: decoded, without ENCODING=QUOTED-PRINTABLE and CHARSET."""
    colon = _colon(line)
    head, value = line[:colon], line[colon + 1 :]
    charset = _CHARSET.search(head)
    named = charset[1].decode("ascii", "replace").strip() if charset else ""
    if charset:
        head = _CHARSET.sub(b"", head)
    is_quoted = _QUOTED_PRINTABLE.search(head) is not None
    if is_quoted:
        head = _QUOTED_PRINTABLE.sub(b"", head)
    name = decoder.decode(head)
    if _BASE64.search(head):
        return f"{name}:{decoder.decode(value)}"
    if not (is_old or is_quoted):
        return f"{name}:{_decoded(value, named, decoder)}"
    if is_quoted:
        parts = [_decoded(binascii.a2b_qp(part), named, decoder) for part in _SEMICOLON.split(value)]
    else:
        parts = _SEMICOLON_TEXT.split(_decoded(value, named, decoder))
    is_list = head.partition(b";")[0].rpartition(b".")[2].upper() in _LISTS
    plain = [_ESCAPE_21.sub(r"\1", part) if is_old else unescape(part) for part in parts]
    if is_list:
        return name + ":" + ",".join(escape(item) for part in plain for item in part.split(","))
    if name.upper().startswith("AGENT"):
        return f"{name}:{';'.join(parts)}"  # a nested card, escaped when it was joined
    return name + ":" + ";".join(map(escape, plain))


def _decoded(value: bytes, charset: str, decoder: TextDecoder) -> str:
    if charset and charset.upper() != "UTF-8" and is_known_encoding(charset):
        try:
            return value.decode(charset)
        except UnicodeDecodeError:
            pass
    return decoder.decode(value)
