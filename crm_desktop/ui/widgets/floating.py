"""A frame that lies over the window with a soft shadow around it.

`QGraphicsDropShadowEffect` blurs the whole frame anew, and paints all that is below it anew, each time that a row in
it changes; on a large window that takes longer than a key may take to answer.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QWidget

_SPREAD, _DROP, _DARKEST, _RADIUS = 22, 6, 24, 8
"""How far a shadow reaches, how far it falls, pixels; its alpha beside the edge, of 255; the corners of the frame."""
_CORNER = _SPREAD + _DROP + 2 * _RADIUS + 2
_MIDDLE = 1
"""Pixels of a corner of the shadow, in which every ring has become straight, and of a side before it is stretched."""


class Floating(QFrame):
    """Its shadow moves, comes and goes with it."""

    def __init__(self, over: QWidget) -> None:
        """`over` is the window that it lies over."""
        super().__init__(over)
        self.setObjectName("paletteBox")
        self._shadow = _Shadow(over)

    def moveEvent(self, event: QMoveEvent) -> None:  # noqa: N802 - Qt's name
        """With its shadow."""
        super().moveEvent(event)
        self._shadow.follow(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """With its shadow."""
        super().resizeEvent(event)
        self._shadow.follow(self)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """With its shadow."""
        super().showEvent(event)
        self._shadow.show()
        self._shadow.raise_()
        self.raise_()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """With its shadow."""
        super().hideEvent(event)
        self._shadow.hide()

    def forget(self) -> None:
        """Go for good, with its shadow."""
        self._shadow.deleteLater()
        self.deleteLater()


class _Shadow(QWidget):
    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def follow(self, frame: QFrame) -> None:
        around = frame.geometry().adjusted(-_SPREAD, -_SPREAD, _SPREAD, _SPREAD)
        self.setGeometry(around.translated(0, _DROP))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The corners as they are, the sides stretched; the middle lies below the frame."""
        ratio = self.devicePixelRatioF()
        picture = _rings(ratio)
        with QPainter(self) as painter:
            for left, width, from_left, from_width in _pieces(self.width()):
                for top, height, from_top, from_height in _pieces(self.height()):
                    if from_width == from_height == _MIDDLE:
                        continue
                    source = (from_left * ratio, from_top * ratio, from_width * ratio, from_height * ratio)
                    painter.drawImage(QRectF(left, top, width, height), picture, QRectF(*source))


def _pieces(length: int) -> tuple[tuple[int, int, int, int], ...]:
    """Corner, side and corner along one edge of the shadow: where and how long, and the same in the picture."""
    last = length - _CORNER
    return (
        (0, _CORNER, 0, _CORNER),
        (_CORNER, last - _CORNER, _CORNER, _MIDDLE),
        (last, _CORNER, _CORNER + _MIDDLE, _CORNER),
    )


@lru_cache(maxsize=4)
def _rings(ratio: float) -> QImage:
    """The shadow of a frame without sides, for screens of `ratio` pixels a point.

    Drawn ring by ring, fainter towards the edge; a frame of a thousand pixels took 18 ms at each change of its size.
    """
    side = 2 * _CORNER + _MIDDLE
    picture = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for step in range(-_DROP - _RADIUS, _SPREAD):  # below the frame too, from whose edge it falls
            fade = (1 - max(step, 0) / _SPREAD) ** 2
            painter.setPen(QPen(QColor(0, 0, 0, round(_DARKEST * fade)), 1.5))
            inset, radius = _SPREAD - step - 0.5, _RADIUS + max(step, 0)
            rect = QRectF(0, 0, side, side).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(rect, radius, radius)
    return picture
