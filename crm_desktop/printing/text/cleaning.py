"""One line of somebody's text, made ready to be laid out."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = re.compile("[\t-\r\x85\u2028\u2029]+")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters
    "\u00ad\u200b"  # soft hyphen, zero-width space: only say where a line may break
    "\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f"  # direction marks, embeddings and isolates, word joiner
    "\ufeff\ufff9-\ufffb]"  # byte order mark, annotation marks
)
_BROKEN = re.compile("[\ud800-\udfff]")


def clean_line(text: str) -> str:
    """`text` as one line in composed form (NFC), without anything that has no picture of its own.

    Halves of surrogate pairs, which no encoding can hold, become U+FFFD.
    Line breaks and tabs become spaces. Joiners (U+200C, U+200D) and variation selectors stay: they change the
    shape of their neighbours. Direction marks go, so that the order follows from the letters alone.
    """
    text = _BROKEN.sub("\ufffd", text)
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _BLANKS.sub(" ", text))).strip(" ")
