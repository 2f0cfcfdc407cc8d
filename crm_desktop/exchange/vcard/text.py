"""The smallest parts of a vCard: escaped text, structured values, folded lines (RFC 6350, 3.2 to 3.4)."""

from __future__ import annotations

import re

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_COMPONENT = re.compile(r"(?:[^;\\]|\\.|\\$)*", re.DOTALL)
_LIST_ITEM = re.compile(r"(?:[^,\\]|\\.|\\$)*", re.DOTALL)
_BARE_COMMA = re.compile(r"(\\.)|,(?! )", re.DOTALL)

FOLD_AT = 75
"""Octets of a line, its end not counted."""


def unescape(text: str) -> str:
    """Text with its backslash sequences resolved; one before an ordinary letter is dropped."""
    if "\\" not in text:
        return text
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text)


def escape(text: str) -> str:
    """Text as it stands in a property value or a component of one."""
    if text.isalnum():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def escape_uri(text: str) -> str:
    """The same for values that are no text: only what would break the line or the reading back."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\").replace("\n", "\\n")


def components(value: str) -> list[str]:
    """The parts of a structured value (N, ADR, ORG), still escaped."""
    return value.split(";") if "\\" not in value else _split(_COMPONENT, value)


def items(value: str) -> list[str]:
    """The parts of a list (CATEGORIES, NICKNAME), still escaped."""
    return value.split(",") if "\\" not in value else _split(_LIST_ITEM, value)


def _split(part: re.Pattern[str], value: str) -> list[str]:
    found = []
    start = 0
    while True:
        match = part.match(value, start)
        end = match.end() if match else len(value)  # the pattern matches everywhere, if only ""
        found.append(value[start:end])
        if end >= len(value):
            return found
        start = end + 1


def join_list(component: str, between: str) -> str:
    """A component that may be a list of names ("Philip,Paul") as one text; `between` stands for the commas.

    A comma before a blank was meant as one by a program that does not escape, and stays.
    """
    if "," in component:
        component = _BARE_COMMA.sub(lambda found: found[1] or between, component)
    return unescape(component)


def fold(line: str) -> bytes:
    """The line with CRLF, cut to pieces of 75 octets at most and never inside a character."""
    content = line.encode("utf-8", "replace")
    if len(content) <= FOLD_AT:
        return content + b"\r\n"
    pieces = []
    start, room = 0, FOLD_AT
    while len(content) - start > room:
        end = start + room
        while content[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(content[start:end])
        start, room = end, FOLD_AT - 1  # the blank that begins a continuation counts
    pieces.append(content[start:])
    return b"\r\n ".join(pieces) + b"\r\n"
