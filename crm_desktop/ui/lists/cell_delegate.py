"""Paints a cell of a list that is shown as a table."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.lists.model import ListModel, ListRole
from crm_desktop.ui.lists.text_line import draw_line
from crm_desktop.ui.theme.theme import Theme

log = logging.getLogger(__name__)

_STATE = QStyle.StateFlag
_EDGE = 12
"""Before the first and after the last letter of a cell, as much as the header leaves."""
_MARK = 2
_BARS = (0.7, 0.5, 0.85, 0.6)
"""How much of its column a placeholder fills, from one row to the next."""


class CellDelegate(QStyledItemDelegate):
    """One line a cell; the first column is what a record is called, so it is written stronger."""

    def __init__(self, theme: Theme, model: ListModel[Any], parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._model = theme, model
        self.wanted: Sequence[str] = ()
        """Words to mark where they stand in a cell, from `match_marks.wanted_words`."""
        self.is_compact = False
        self._measure()
        theme.changed.connect(self._measure)

    def _measure(self) -> None:
        self._name_font, self._font = self._theme.font("strong"), self._theme.font("body")
        line = QFontMetrics(self._font).height()
        self.row_height = max(line + (8 if self.is_compact else 16), 26)

    def set_compact(self, *, on: bool) -> None:
        """Less room above and below the line."""
        self.is_compact = on
        self._measure()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802
        """The same for every cell."""
        return QSize(80, self.row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One cell. An error in Python here could take the process down, so it becomes an empty cell."""
        painter.save()
        try:
            self._paint_cell(painter, option, index)
        except Exception:
            log.exception("a cell could not be painted")
        finally:
            painter.restore()

    def _paint_cell(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        tokens = self._theme.tokens
        active = bool(option.state & _STATE.State_Active) and bool(option.widget and option.widget.hasFocus())
        if option.state & _STATE.State_Selected:
            painter.fillRect(option.rect, QColor(tokens.selection if active else tokens.selection_idle))
        place = option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
        row = index.data(ListRole.ROW)
        if row is None:
            self._paint_placeholder(painter, option, place, index.row())
            return
        is_name = index.column() == 0
        text, colour = index.data(Qt.ItemDataRole.DisplayRole), tokens.text if is_name else tokens.text_2
        if row.is_missing:
            text, colour = _("Deleted") if is_name else "", tokens.text_3
        draw_line(
            painter, self._theme, place, text, self._name_font if is_name else self._font, colour,
            direction=option.direction, wanted=self.wanted,
            at_end=self._model.columns[index.column()].is_number,
        )  # fmt: skip
        if active and is_name and option.widget.currentIndex().row() == index.row():
            painter.fillRect(self._mark(option), QColor(tokens.accent))

    def _mark(self, option: Any) -> QRect:
        """The line beside the row under the keyboard, where reading begins."""
        plain = QRect(option.rect.left(), option.rect.top(), _MARK, option.rect.height())
        return QStyle.visualRect(option.direction, option.rect, plain)

    def _paint_placeholder(self, painter: QPainter, option: Any, place: QRect, row: int) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.subtle))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = min(round(place.width() * _BARS[row % len(_BARS)]), 220)
        height = max(QFontMetrics(self._font).height() - 8, 6)
        bar = QRect(place.left(), place.center().y() - height // 2, width, height)
        painter.drawRoundedRect(QStyle.visualRect(option.direction, place, bar), 4, 4)
