"""The number at the corner of a button of the rail."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QToolButton, QWidget

from crm_desktop.base.formats import number_text
from crm_desktop.ui.theme.theme import Theme

MOST = 99
"""More is told as "99+"."""

_GAP = 2
"""Pixels of the button's own ground around it, which part it from the icon below."""


class RailBadge(QWidget):
    """Hidden at zero; takes no mouse."""

    def __init__(self, theme: Theme, button: QToolButton) -> None:
        super().__init__(button)
        self._theme, self._button, self._text = theme, button, ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        button.installEventFilter(self)
        theme.changed.connect(self._place)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" while it is hidden."""
        return self._text

    def show_count(self, count: int) -> None:
        """Show another number."""
        self._text = "" if count <= 0 else number_text(count) if count <= MOST else f"{number_text(MOST)}+"
        self.setVisible(bool(self._text))
        self._place()
        self.update()

    def _place(self) -> None:
        metrics = QFontMetrics(self._theme.font("caption_strong"))
        height = metrics.height() + 1
        width = max(metrics.horizontalAdvance(self._text) + 9, height)
        size = QSize(width + 2 * _GAP, height + 2 * _GAP)
        box = QRectF(self._button.width() - size.width(), 0, size.width(), size.height()).toRect()
        self.setGeometry(QStyle.visualRect(self._button.layoutDirection(), self._button.rect(), box))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Stays in the corner."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The number on a filled ground."""
        tokens = self._theme.tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            whole, radius = QRectF(self.rect()), self.height() / 2
            painter.setBrush(QColor(tokens.selection if self._button.isChecked() else tokens.rail))
            painter.drawRoundedRect(whole, radius, radius)
            painter.setBrush(QColor(tokens.accent_fill))
            inner = radius - _GAP
            painter.drawRoundedRect(whole.adjusted(_GAP, _GAP, -_GAP, -_GAP), inner, inner)
            painter.setPen(QColor(tokens.on_accent))
            painter.setFont(self._theme.font("caption_strong"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
