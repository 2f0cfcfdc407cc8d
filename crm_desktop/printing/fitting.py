"""Makes the lines of one label fit its box."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from crm_desktop.printing.text import LaidLine, TextEngine

LEADING = 1.2
"""From base line to base line, in font sizes."""

_TIGHT_LEADING = 1.0
_LINE_HEIGHT = 1.15  # what one line by itself takes
_UNNOTICED = 0.94  # a line this much narrower looks like its neighbours
_NARROWEST = 0.7
_STEPS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7)
_STEPS_UNBROKEN = 3  # with so many of them no line is broken yet


class Box(NamedTuple):
    """Room for text, in points; left and top from the page's top left corner."""

    left: float
    top: float
    width: float
    height: float


class Row(NamedTuple):
    """A line as it is drawn.

    Attributes:
        line: what is drawn.
        narrow: factor of its width alone.
        scale: factor of its size, within a label whose other lines are larger.
    """

    line: LaidLine
    narrow: float = 1.0
    scale: float = 1.0


@dataclass(slots=True)
class Fit:
    """How a label's lines are drawn.

    Attributes:
        size: font size in points.
        leading: from base line to base line, in font sizes.
        rows: from the top; a broken line has several.
        changed: numbers of the lines that were broken, narrowed or made smaller.
        too_long: numbers of the lines that do not fit even so.
    """

    size: float
    leading: float
    rows: list[Row]
    changed: list[int] = field(default_factory=list)
    too_long: list[int] = field(default_factory=list)


def fits(lines: Sequence[LaidLine], box: Box, size: float) -> bool:
    """Whether lines fit as they are, at a font size in points."""
    room = box.width / size * 1000
    return max([line.width for line in lines], default=0) <= room and _height(len(lines), size) <= box.height


def fit(engine: TextEngine, texts: Sequence[str], country: str, box: Box, sizes: tuple[float, float]) -> Fit:
    """Lay the lines of a label out in its box.

    Lines keep their size when they fit. Else all become up to a tenth smaller, which nobody notices; then
    lines that are too wide are broken between words, and words that are too wide made smaller and narrower;
    when that makes too many rows, everything becomes smaller step by step, down to 70 % or the smallest
    size; last, rows are set solid. What does not fit then is named, and drawn all the same.

    Args:
        engine: lays out and measures.
        texts: the lines as the user typed them.
        country: decides the forms of Han characters.
        box: room in points.
        sizes: the smallest and the usual font size in points.
    """
    smallest, usual = sizes
    lines = engine.lines(texts, country)
    if fits(lines, box, usual):
        return Fit(usual, LEADING, [Row(line) for line in lines])
    for setting in _settings(smallest, usual):
        if result := _try(engine, texts, lines, country, box, setting):
            return result
    return _overfull(lines, box, min(smallest, usual))


class _Setting(NamedTuple):
    size: float
    smallest: float
    leading: float
    narrowest: float
    may_break: bool


def _settings(smallest: float, usual: float) -> Iterator[_Setting]:
    """What to try, best looking first."""
    sizes = [usual * step for step in _STEPS if usual * step >= smallest or step == 1]
    for size in sizes[:_STEPS_UNBROKEN]:
        yield _Setting(size, smallest, LEADING, _UNNOTICED, may_break=False)
    for size in sizes:
        yield _Setting(size, smallest, LEADING, _UNNOTICED, may_break=True)
    for size in (sizes[-1], min(smallest, usual)):
        yield _Setting(size, smallest, _TIGHT_LEADING, _NARROWEST, may_break=True)


def _height(rows: int, size: float, leading: float = LEADING) -> float:
    return ((rows - 1) * leading + min(_LINE_HEIGHT, leading)) * size


def _try(
    engine: TextEngine,
    texts: Sequence[str],
    lines: Sequence[LaidLine],
    country: str,
    box: Box,
    setting: _Setting,
) -> Fit | None:
    """The label at one setting, None when it does not fit."""
    room = box.width / setting.size * 1000
    result = Fit(setting.size, setting.leading, [])
    for number, (text, line) in enumerate(zip(texts, lines, strict=True)):
        if line.width <= room:
            result.rows.append(Row(line))
            continue
        result.changed.append(number)
        if line.width * setting.narrowest <= room:
            result.rows.append(Row(line, room / line.width))
            continue
        if not setting.may_break:
            return None
        for part in engine.wrap(text, room, country):
            row = _squeezed(part, room)
            if row.scale * setting.size < setting.smallest and row.scale < 1:
                return None
            result.rows.append(row)
    if _height(len(result.rows), setting.size, setting.leading) > box.height:
        return None
    if not result.changed:
        result.changed = list(range(len(texts)))  # too many lines, so all are smaller
    return result


def _squeezed(line: LaidLine, room: float) -> Row:
    """A line in the room: a little narrower, else narrower and smaller by about the same."""
    if line.width <= room:
        return Row(line)
    ratio = room / line.width
    if ratio >= _UNNOTICED:
        return Row(line, ratio)
    narrow = max(_NARROWEST, math.sqrt(ratio))
    return Row(line, narrow, ratio / narrow)


def _overfull(lines: Sequence[LaidLine], box: Box, size: float) -> Fit:
    """Smallest and narrowest, with what still stands out named."""
    room = box.width / size * 1000
    result = Fit(size, _TIGHT_LEADING, [])
    for number, line in enumerate(lines):
        narrow = max(_NARROWEST, min(1.0, room / line.width)) if line.width else 1.0
        result.rows.append(Row(line, narrow))
        is_below = _height(number + 1, size, _TIGHT_LEADING) > box.height
        if line.width * narrow > room or is_below:
            result.too_long.append(number)
        elif narrow < 1:
            result.changed.append(number)
    return result
