"""Titles of commands where there is no menu to open with Alt."""

from __future__ import annotations

import re

_IN_BRACKETS = re.compile(r"\s*\(&\w\)")
"""How scripts without Latin letters name the key: "파일(&F)"."""
_SIGN = re.compile("&(&?)")
"""Doubled, it is the sign itself."""


def without_mnemonic(title: str) -> str:
    """A title without the mark of the letter that Alt reaches it by."""
    return _SIGN.sub(r"\1", _IN_BRACKETS.sub("", title))
