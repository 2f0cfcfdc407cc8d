"""Paints a row of two lines: avatar, name, what goes with it, and something short at the far end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.lists.model import ListRole
from crm_desktop.ui.lists.text_line import draw_line
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.avatar import paint_avatar

log = logging.getLogger(__name__)

_STATE = QStyle.StateFlag


@dataclass(frozen=True, slots=True)
class RowFace:
    """What a row shows.

    Attributes:
        warning: a short word in the colour of danger, such as "no mail".
        is_warned: `aside` is such a word.
        aside_colour: the token of `aside` otherwise.
        note, note_colour: stands at the end of the second line where no warning does.
    """

    title: str
    subtitle: str = ""
    aside: str = ""
    warning: str = ""
    initials: str = ""
    icon: str = ""
    key: bytes = b"\0"
    is_missing: bool = False
    is_warned: bool = False
    aside_colour: str = "text_3"
    note: str = ""
    note_colour: str = "text_3"


class RowDelegate(QStyledItemDelegate):
    """Two lines with an avatar, or one line when compact."""

    def __init__(self, theme: Theme, face: Callable[[Any], RowFace], parent: QWidget) -> None:
        """`face` says what a row of the list shows."""
        super().__init__(parent)
        self._theme, self._face = theme, face
        self.wanted: Sequence[str] = ()
        """Words to mark where they stand in a row, from `match_marks.wanted_words`."""
        self.is_compact = False
        self._measure()
        theme.changed.connect(self._measure)

    def _measure(self) -> None:
        """All sizes follow the fonts, so that text size and screen scale need no numbers of their own."""
        self._title_font = self._theme.font("row_title")
        self._small_font = self._theme.font("body")
        self._caption_font = self._theme.font("caption")
        self._title_metrics = QFontMetrics(self._title_font)
        self._small_metrics = QFontMetrics(self._small_font)
        self._caption_metrics = QFontMetrics(self._caption_font)
        lines = self._title_metrics.height() + self._small_metrics.height()
        self.row_height = (
            max(self._title_metrics.height() + 12, 32) if self.is_compact else max(lines + 20, 52)
        )
        self._avatar = self.row_height - 8 if self.is_compact else min(self.row_height - 16, 40)
        self._avatar_font = QFont(self._theme.font("strong"))
        self._avatar_font.setPixelSize(round(self._avatar * 0.38))

    def set_compact(self, *, on: bool) -> None:
        """One line a row instead of two: the name, and at the far end a warning or what else stands there."""
        self.is_compact = on
        self._measure()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802
        """The same for every row."""
        return QSize(200, self.row_height)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """One row. An error in Python here could take the process down, so it becomes an empty row."""
        painter.save()
        try:
            self._paint_row(painter, option, index)
        except Exception:
            log.exception("a row could not be painted")
        finally:
            painter.restore()

    def _paint_row(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        tokens = self._theme.tokens
        selected = bool(option.state & _STATE.State_Selected)
        active = bool(option.state & _STATE.State_Active) and bool(option.widget and option.widget.hasFocus())
        if selected:
            painter.fillRect(option.rect, QColor(tokens.selection if active else tokens.selection_idle))
        elif option.state & _STATE.State_MouseOver:
            painter.fillRect(option.rect, QColor(tokens.subtle))
        row = index.data(ListRole.ROW)
        if row is None:
            self._paint_placeholder(painter, option)
            return
        face = _in_one_line(self._face(row)) if self.is_compact else self._face(row)
        self._paint_avatar(painter, option, face, selected=selected)
        self._paint_text(painter, option, face)
        is_current = bool(option.state & _STATE.State_HasFocus)
        if is_current and active:  # the mark of the row under the keyboard, where reading begins
            painter.fillRect(self._place(option, 0, 0, 2, option.rect.height()), QColor(tokens.accent))

    def _paint_placeholder(self, painter: QPainter, option: Any) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.tokens.subtle))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawEllipse(
            self._place(option, 12, (self.row_height - self._avatar) // 2, self._avatar, self._avatar)
        )
        left = 24 + self._avatar
        height = self._title_metrics.height()
        painter.drawRoundedRect(
            self._place(option, left, 8 if self.is_compact else 12, 140, height - 6), 4, 4
        )
        if not self.is_compact:
            painter.drawRoundedRect(self._place(option, left, 16 + height, 90, height - 8), 4, 4)

    def _paint_avatar(self, painter: QPainter, option: Any, face: RowFace, *, selected: bool) -> None:
        box = self._place(option, 12, (self.row_height - self._avatar) // 2, self._avatar, self._avatar)
        hue = self._theme.hue(face.key)
        fill = self._theme.tokens.surface if selected else ""
        initials = "" if face.icon else face.initials
        paint_avatar(painter, QRectF(box), initials, hue, self._avatar_font, fill)
        if face.icon:
            side = round(self._avatar * 0.5)
            ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
            corner = box.center() - QRect(0, 0, side, side).center()
            painter.drawPixmap(corner, self._theme.pixmap(face.icon, hue.text, side, ratio))

    def _paint_text(self, painter: QPainter, option: Any, face: RowFace) -> None:
        tokens = self._theme.tokens
        width = option.rect.width()
        left, right = 24 + self._avatar, 12
        title_height, small_height = self._title_metrics.height(), self._small_metrics.height()
        top = (self.row_height - title_height - (small_height + 2 if face.subtitle else 0)) // 2
        aside = self._caption_metrics.elidedText(
            face.aside, Qt.TextElideMode.ElideRight, max(0, width * 2 // 5)
        )
        room = width - left - right
        aside_width = _room_for(aside, self._caption_metrics)
        far = face.warning or self._caption_metrics.elidedText(
            face.note, Qt.TextElideMode.ElideRight, max(0, width * 2 // 5)
        )
        far_width = _room_for(far, self._caption_metrics)
        title = _("Deleted") if face.is_missing else face.title
        title_room = room - (aside_width + 8 if aside else 0)
        self._draw(painter, option, (left, top, title_room, title_height), title, self._title_font,
                   tokens.text_3 if face.is_missing else tokens.text)  # fmt: skip
        second = top + title_height + 2
        small_room = room - (far_width + 8 if far else 0)
        self._draw(painter, option, (left, second, small_room, small_height), face.subtitle, self._small_font,
                   tokens.text_2)  # fmt: skip
        if aside:
            ink = tokens.bad if self.is_compact and face.is_warned else getattr(tokens, face.aside_colour)
            self._draw(painter, option, (width - right - aside_width, top, aside_width, title_height), aside,
                       self._caption_font, ink)  # fmt: skip
        if far:
            ink = tokens.bad if face.warning else getattr(tokens, face.note_colour)
            self._draw(painter, option, (width - right - far_width, second, far_width, small_height),
                       far, self._caption_font, ink)  # fmt: skip

    def _draw(
        self,
        painter: QPainter,
        option: Any,
        box: tuple[int, int, int, int],
        text: str,
        font: QFont,
        colour: str,
    ) -> None:
        """One line of text, cut with "…" where it is too long, aligned to where the window is read from."""
        place = self._place(option, *box)
        draw_line(painter, self._theme, place, text, font, colour,
                  direction=option.direction, wanted=self.wanted)  # fmt: skip

    @staticmethod
    def _place(option: Any, left: int, top: int, width: int, height: int) -> QRect:
        """A box measured from where the row begins, mirrored in a right-to-left window."""
        plain = QRect(option.rect.left() + left, option.rect.top() + top, width, height)
        return QStyle.visualRect(option.direction, option.rect, plain)


def _in_one_line(face: RowFace) -> RowFace:
    """What of a row still stands there when it has one line; a warning is the last thing to go."""
    return replace(
        face, subtitle="", aside=face.warning or face.aside, warning="", note="", is_warned=bool(face.warning)
    )


def _room_for(text: str, metrics: QFontMetrics) -> int:
    """Pixels that a text needs; one more than its rounded width, or eliding would cut what fits."""
    return metrics.horizontalAdvance(text) + 1
