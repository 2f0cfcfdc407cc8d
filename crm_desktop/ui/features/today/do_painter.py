"""Paints headings and due things: a circle to tick, what to do with whom, when, and what helps."""

from __future__ import annotations

import logging
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _
from crm_desktop.ui.features.today import words
from crm_desktop.ui.features.today.board import Row
from crm_desktop.ui.features.today.do_model import ROW_ROLE, Heading
from crm_desktop.ui.lists.text_line import draw_line
from crm_desktop.ui.theme.theme import Theme

log = logging.getLogger(__name__)

_STATE = QStyle.StateFlag
_TICK, _ICON = 18, 16
_SIDE, _GAP = 12, 8
_BAR = 120
_WIDEST = 150
"""Characters; in wider rows what belongs together would stand too far apart."""

TICK_WIDTH = _SIDE + _TICK + _GAP
"""From the beginning of a row, a click on so many pixels ticks it."""


class DoPainter(QStyledItemDelegate):
    """Rows of two lines; headings of one."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.ticked: Row | None = None
        """The row that was done and is being asked about."""
        self.has_ticks = True
        self.measure()

    def measure(self) -> None:
        """All sizes follow the fonts."""
        self._title_font = self._theme.font("strong")
        self._body_font = self._theme.font("body")
        self._small_font = self._theme.font("caption")
        self._head_font = self._theme.font("caption_strong")
        self._title_height = QFontMetrics(self._title_font).height()
        self._small_height = QFontMetrics(self._small_font).height()
        self._widest = QFontMetrics(self._body_font).averageCharWidth() * _WIDEST
        self.row_height = self._title_height + self._small_height + 18
        self.heading_height = QFontMetrics(self._head_font).height() + 16

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802
        """Low for a heading."""
        is_heading = isinstance(index.data(ROW_ROLE), Heading)
        return QSize(200, self.heading_height if is_heading else self.row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One row. An error in Python here could take the process down, so it becomes an empty row."""
        painter.save()
        try:
            self._paint(painter, option, index.data(ROW_ROLE))
        except Exception:
            log.exception("a row could not be painted")
        finally:
            painter.restore()

    def _paint(self, painter: QPainter, option: Any, line: Row | Heading | None) -> None:
        tokens = self._theme.tokens
        active = bool(option.state & _STATE.State_Active) and bool(option.widget and option.widget.hasFocus())
        if option.state & _STATE.State_Selected:
            painter.fillRect(option.rect, QColor(tokens.selection if active else tokens.selection_idle))
        elif option.state & _STATE.State_MouseOver:
            painter.fillRect(option.rect, QColor(tokens.subtle))
        if isinstance(line, Heading):
            self._paint_heading(painter, option, line)
        elif line is not None:
            self._paint_row(painter, option, line)
        if option.state & _STATE.State_HasFocus and active:
            painter.fillRect(_place(option, 0, 0, 2, option.rect.height()), QColor(tokens.accent))

    def _paint_heading(self, painter: QPainter, option: Any, heading: Heading) -> None:
        tokens = self._theme.tokens
        height = option.rect.height()
        icon = "chevron-right" if heading.is_folded else "chevron-down"
        self._icon(painter, option, icon, "text_2", _SIDE + 1, (height - _ICON) // 2)
        colour = tokens.bad if heading.section == "overdue" else tokens.text_2
        text = _("{title} ({count})").format(title=heading.title, count=number_text(heading.count))
        left = TICK_WIDTH
        width = min(option.rect.width(), self._widest)
        self._text(painter, option, (left, 0, width - left - _SIDE, height), text, self._head_font, colour)
        line = _place(option, _SIDE, height - 1, width - 2 * _SIDE, 1)
        painter.fillRect(line, QColor(tokens.hairline))

    def _paint_row(self, painter: QPainter, option: Any, row: Row) -> None:
        tokens, width = self._theme.tokens, min(option.rect.width(), self._widest)
        is_ticked = self.ticked is not None and self.ticked.key == row.key
        top = 8
        if self.has_ticks:
            self._icon(painter, option, "circle-check" if is_ticked else "circle",
                       "ok" if is_ticked else "text_3", _SIDE, (self.row_height - _TICK) // 2, _TICK)  # fmt: skip
        left = TICK_WIDTH if self.has_ticks else _SIDE
        when_width = QFontMetrics(self._head_font).horizontalAdvance(row.when) + 2
        far = width - _SIDE - when_width
        self._icon(painter, option, words.icon_of(row.item), "text_2", left,
                   top + (self._title_height - _ICON) // 2)  # fmt: skip
        begin = left + _ICON + 6
        self._text(painter, option, (begin, top, far - begin - _GAP, self._title_height), row.title,
                   self._title_font, tokens.text)  # fmt: skip
        self._text(painter, option, (far, top, when_width, self._title_height), row.when, self._head_font,
                   getattr(tokens, row.when_colour))  # fmt: skip
        second = top + self._title_height + 2
        who_width = QFontMetrics(self._small_font).horizontalAdvance(row.who) + 2 if row.who else 0
        taken = who_width or (_BAR if row.share is not None else 0)
        room = width - begin - _SIDE - (taken + _GAP if taken else 0)
        self._text(painter, option, (begin, second, room, self._small_height), row.context,
                   self._small_font, tokens.text_2)  # fmt: skip
        if row.share is not None:
            self._paint_bar(painter, option, row, second + self._small_height // 2 - 1)
        if who_width:
            self._text(painter, option, (width - _SIDE - who_width, second, who_width, self._small_height),
                       row.who, self._small_font, tokens.text_3)  # fmt: skip

    def _paint_bar(self, painter: QPainter, option: Any, row: Row, top: int) -> None:
        """How much of the longest gap is over, in the colour of the words at the far end."""
        tokens = self._theme.tokens
        left = min(option.rect.width(), self._widest) - _SIDE - _BAR
        painter.fillRect(_place(option, left, top, _BAR, 4), QColor(tokens.hairline))
        filled = round(_BAR * min(max(row.share or 0.0, 0.0), 1.0))
        painter.fillRect(_place(option, left, top, filled, 4), QColor(getattr(tokens, row.when_colour)))

    def _icon(
        self, painter: QPainter, option: Any, name: str, colour: str, left: int, top: int, side: int = _ICON
    ) -> None:
        ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
        box = _place(option, left, top, side, side)
        painter.drawPixmap(box.topLeft(), self._theme.pixmap(name, colour, side, ratio))

    def _text(
        self, painter: QPainter, option: Any, box: tuple[int, int, int, int], text: str, font: QFont, ink: str
    ) -> None:
        place = _place(option, *box)
        draw_line(painter, self._theme, place, text, font, ink, direction=option.direction)


def _place(option: Any, left: int, top: int, width: int, height: int) -> QRect:
    """A box measured from where the row begins, mirrored in a right-to-left window."""
    plain = QRect(option.rect.left() + left, option.rect.top() + top, width, height)
    return QStyle.visualRect(option.direction, option.rect, plain)
