"""The soft shadow of what lies over the window.

`QGraphicsDropShadowEffect` blurs the whole widget anew, and paints all that is below it anew, each time that a row in
it changes; on a large window that takes longer than a key may take to answer.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

_SPREAD, _DROP, _DARKEST, _RADIUS = 22, 6, 24, 8
"""How far it reaches, how far it falls, pixels; the alpha beside the edge, of 255; the corners of the subject."""


class Shadow(QWidget):
    """Lies below its subject, moves and comes and goes with it."""

    def __init__(self, subject: QWidget) -> None:
        super().__init__(subject.parentWidget())
        self._subject = subject
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        subject.installEventFilter(self)
        subject.destroyed.connect(self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """Follow the subject."""
        kind = event.type()
        if kind == QEvent.Type.Hide:
            self.hide()
        elif kind in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.ZOrderChange):
            self._follow()
        return False

    def _follow(self) -> None:
        around = self._subject.geometry().adjusted(-_SPREAD, -_SPREAD, _SPREAD, _SPREAD)
        self.setGeometry(around.translated(0, _DROP))
        self.setVisible(self._subject.isVisible())
        self.stackUnder(self._subject)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Rings around the subject, fainter towards the edge."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for step in range(-_DROP - _RADIUS, _SPREAD):  # below the subject too, from whose edge it falls
                fade = (1 - max(step, 0) / _SPREAD) ** 2
                painter.setPen(QPen(QColor(0, 0, 0, round(_DARKEST * fade)), 1.5))
                inset = _SPREAD - step - 0.5
                ring = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
                painter.drawRoundedRect(ring, _RADIUS + max(step, 0), _RADIUS + max(step, 0))
