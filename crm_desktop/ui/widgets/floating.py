"""A frame that lies over the window with a soft shadow around it.

`QGraphicsDropShadowEffect` blurs the whole frame anew, and paints all that is below it anew, each time that a row in
it changes; on a large window that takes longer than a key may take to answer.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QHideEvent,
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
        """Rings around the frame, fainter towards the edge."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for step in range(-_DROP - _RADIUS, _SPREAD):  # below the frame too, from whose edge it falls
                fade = (1 - max(step, 0) / _SPREAD) ** 2
                painter.setPen(QPen(QColor(0, 0, 0, round(_DARKEST * fade)), 1.5))
                inset, radius = _SPREAD - step - 0.5, _RADIUS + max(step, 0)
                painter.drawRoundedRect(
                    QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), radius, radius
                )
