"""Cells that a spreadsheet would run as a formula (reliability study, section 5, threat 6; CWE-1236)."""

from __future__ import annotations

import re

_FORMULA = re.compile(r"^(?='*[ \u00a0]*[=+\-@\t\r])", re.MULTILINE)
_MARKED = re.compile(r"^'(?='*[ \u00a0]*[=+\-@\t\r])", re.MULTILINE)
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")


def neutral(cell: str) -> str:
    """The cell with an apostrophe before each line that begins like a formula; numbers stay as they are."""
    if not cell or _NUMBER.fullmatch(cell):
        return cell
    return _FORMULA.sub("'", cell)


def original(cell: str) -> str:
    """The cell without the apostrophes that `neutral` puts."""
    return _MARKED.sub("", cell) if "'" in cell else cell
