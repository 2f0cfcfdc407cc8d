"""Draws one line of text in a list: cut where it is too long, and marked where it was searched for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle

from crm_desktop.ui.lists.match_marks import marks
from crm_desktop.ui.theme.theme import Theme


def draw_line(
    painter: QPainter,
    theme: Theme,
    place: QRect,
    text: str,
    font: QFont,
    colour: str,
    *,
    direction: Qt.LayoutDirection,
    wanted: Sequence[str] = (),
    at_end: bool = False,
) -> None:
    """One line, cut with "…" where it is too long, aligned to where the window is read from.

    Args:
        painter: of the widget.
        theme: whose colours mark matches.
        place: the box of the line, in the widget's coordinates, mirrored already.
        text: whatever a record says; line feeds become spaces.
        font: to write in.
        colour: "#RRGGBB".
        direction: of the window.
        wanted: words to mark, from `match_marks.wanted_words`.
        at_end: stands at the far end of its box, as numbers do.
    """
    text = " ".join(text.split("\n"))
    painter.setFont(font)
    painter.setPen(QColor(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, place.width())
    side = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
    align = QStyle.visualAlignment(direction, side) | Qt.AlignmentFlag.AlignVCenter
    # the part before "…" is the text itself, so a match that is cut is marked as far as it goes
    seen = len(shown) - (shown != text)
    found = (
        [(at, min(length, seen - at)) for at, length in marks(text, wanted) if at < seen] if wanted else []
    )
    if found:
        _draw_marked(painter, theme, place, align, shown, found)
    else:
        painter.drawText(place, align | Qt.TextFlag.TextSingleLine, shown)


def _draw_marked(
    painter: QPainter,
    theme: Theme,
    place: QRect,
    align: Qt.AlignmentFlag,
    text: str,
    found: Sequence[tuple[int, int]],
) -> None:
    """A line with its matches on a ground of their own; a text layout knows where they stand in any script."""
    mark = QTextCharFormat()
    mark.setForeground(QColor(theme.tokens.warn))
    mark.setBackground(QColor(theme.tokens.warn_tint))
    ranges = []
    for at, length in found:
        part = QTextLayout.FormatRange()
        part.start, part.length, part.format = at, length, mark
        ranges.append(part)
    layout = QTextLayout(text, painter.font())
    way = QTextOption(align | Qt.AlignmentFlag.AlignAbsolute)
    way.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(way)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(place.width())
    layout.endLayout()
    layout.draw(painter, QPointF(place.left(), place.top() + (place.height() - line.height()) / 2))
