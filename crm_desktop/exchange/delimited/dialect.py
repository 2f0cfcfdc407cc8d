"""How a file is laid out: what parts its cells, and which row holds the headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crm_desktop.exchange.delimited.headings import plain_heading, slot_of
from crm_desktop.exchange.delimited.table import Row, TableReader

DELIMITERS = (",", ";", "\t", "|")
LINES_LOOKED_AT = 120
_PREAMBLE = 30
"""Rows before which the headings must come."""

_SEP = "sep="
"""Excel's way to name the delimiter, on the first line."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """The layout of a file.

    Attributes:
        delimiter: what parts the cells.
        headings: of the columns, without the empty ones at the end.
        first_row: number of the line of the headings.
        known: how many of the headings mean something here.
    """

    delimiter: str
    headings: tuple[str, ...]
    first_row: int
    known: int


def find_dialect(
    lines: Sequence[str], delimiter: str | None, columns: Mapping[str, object]
) -> Dialect | None:
    """The layout that fits the first lines of a file best; None when there is no row at all.

    Args:
        lines: decoded, without their ends.
        delimiter: the one to use, if it is known.
        columns: headings of a mapping; they count as known.
    """
    if lines and lines[0].lower().startswith(_SEP) and len(lines[0].strip()) == len(_SEP) + 1:
        delimiter = delimiter or lines[0].strip()[-1]
    wanted = {plain_heading(heading) for heading in columns}
    candidates = [_with(lines, sign, wanted) for sign in ([delimiter] if delimiter else DELIMITERS)]
    scored = [(score, -number, dialect) for number, (score, dialect) in enumerate(candidates) if dialect]
    return max(scored, key=lambda item: item[:2])[2] if scored else None


def _with(
    lines: Sequence[str], delimiter: str, wanted: set[str]
) -> tuple[tuple[float, float], Dialect | None]:
    """How well a delimiter fits: known headings first, then how many rows have the same number of cells."""
    reader = TableReader(enumerate(lines, 1), delimiter)
    rows = [row for row in reader.rows() if isinstance(row, Row) and any(row.cells)]
    if not rows:
        return (0.0, 0.0), None
    best, known = max(
        ((row, _known(row.cells, wanted)) for row in rows[:_PREAMBLE]),
        key=lambda pair: (pair[1], -pair[0].number),
    )
    width, count = Counter(len(row.cells) for row in rows).most_common(1)[0]
    if not known:
        best = next(row for row in rows if len(row.cells) == width)
    headings = _trimmed(best.cells)
    evenness = count / len(rows) if width > 1 else 0.0
    return (float(known), evenness * min(width, 50)), Dialect(delimiter, headings, best.number, known)


def _known(cells: Iterable[str], wanted: set[str]) -> int:
    """How many of the cells are headings with a meaning; each meaning counts once."""
    found: set[object] = set()
    for cell in cells:
        if len(cell) > 60 or not cell.strip():
            continue
        name = plain_heading(cell)
        if name in wanted:
            found.add(name)
        elif (slot := slot_of(cell.strip())) is not None:
            found.add((slot.list, slot.key, slot.part))
    return len(found)


def _trimmed(cells: Sequence[str]) -> tuple[str, ...]:
    headings = [cell.strip() for cell in cells]
    while headings and not headings[-1]:
        headings.pop()
    return tuple(headings)
