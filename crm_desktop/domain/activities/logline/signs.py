"""Tags and links in a line: `#fair`, `$office`, and with quotation marks those of several words: `#"key account"`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

TAG, LINK = "#", "$"

_OPENING = '"“”„»«「『'
_CLOSING = '"”“»«」』'
_LONGEST = 80
_WORD = r"[^\W\d_][\w-]*"
_QUOTED = (
    rf"[{_OPENING}](?=[^{_OPENING}{_CLOSING}]*\w)([^{_OPENING}{_CLOSING}\n]{{1,{_LONGEST}}})[{_CLOSING}]"
)
"""Whichever marks a keyboard or input method makes of a key: one that opens in one language closes in another."""

_SIGNED = {
    TAG: re.compile(rf"(?<![\w#&])#(?:({_WORD})|{_QUOTED})"),
    LINK: re.compile(rf"(?<![\w$])\$(?:({_WORD})|{_QUOTED})"),
}
_ONE_WORD = re.compile(_WORD)
_BEGUN = re.compile(rf"(?:(?<=\s)|^)(?:[#$][{_OPENING}][^{_OPENING}{_CLOSING}\n]*|[#$]?[^\s#$]*)$")


@dataclass(frozen=True, slots=True)
class Signed:
    """One of them in a text: where it stands with sign and marks, and where its name."""

    start: int
    end: int
    name: slice


def find(sign: str, text: str) -> Iterator[Signed]:
    """All that begin with TAG or LINK."""
    for match in _SIGNED[sign].finditer(text):
        yield Signed(*match.span(), slice(*match.span(match.lastindex or 0)))


def tag_text(name: str) -> str:
    """How a line names a tag; "" for a name with quotation marks, which cannot be typed."""
    if _ONE_WORD.fullmatch(name):
        return f"{TAG}{name}"
    found = list(find(TAG, text := f'{TAG}"{name}"'))
    return text if found and found[0].end == len(text) and text[found[0].name] == name else ""


def word_begun(text: str) -> str:
    """What is being typed at the end of `text`: a word, or a tag or link with its sign and its opening mark."""
    found = _BEGUN.search(text)
    return found[0] if found else ""


def name_begun(begun: str) -> str:
    """The letters of a name in what `word_begun` found, without sign and mark."""
    return begun[1:].lstrip(_OPENING)
