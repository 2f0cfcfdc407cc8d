"""The small tick that fades in at the end of a field when it was saved, and out again."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.theme.theme import Theme

SIZE = 16
_STAYS_MS = 2_000
_FADE_MS = 140
_FROM_EDGE = 8
_FROM_TOP = 8


class Tick(QWidget):
    """Lies over the trailing end of the first line of a field; takes neither mouse nor keyboard."""

    def __init__(self, theme: Theme, field: QWidget) -> None:
        super().__init__(field)
        self._theme, self._field = theme, field
        self._opacity = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedSize(SIZE, SIZE)
        self.setAccessibleName(_("Saved"))
        self._fade = QVariantAnimation(self, duration=_FADE_MS)
        self._fade.valueChanged.connect(self._set_opacity)
        self._fade.finished.connect(self._on_faded)
        self._stay = QTimer(self, singleShot=True, interval=_STAYS_MS)
        self._stay.timeout.connect(lambda: self._fade_to(0.0))
        self.hide()

    def flash(self) -> None:
        """Fade in, stay for two seconds, fade out."""
        self.place()
        self.show()
        self.raise_()
        self._fade_to(1.0)
        self._stay.start()

    def _fade_to(self, opacity: float) -> None:
        self._fade.stop()
        if not QApplication.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration):
            self._set_opacity(opacity)  # the desktop asks for no motion
            self._on_faded()
            return
        self._fade.setStartValue(self._opacity)
        self._fade.setEndValue(opacity)
        self._fade.start()

    def _set_opacity(self, opacity: float) -> None:
        self._opacity = opacity
        self.update()

    def _on_faded(self) -> None:
        if self._opacity <= 0.0:
            self.hide()

    def place(self) -> None:
        """Go to the edge of the field; it calls this when it has another size."""
        field = self._field
        box = QRect(field.width() - _FROM_EDGE - SIZE, _FROM_TOP, SIZE, SIZE)
        self.setGeometry(QStyle.visualRect(field.layoutDirection(), field.rect(), box))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The tick."""
        with QPainter(self) as painter:
            painter.setOpacity(self._opacity)
            painter.drawPixmap(0, 0, self._theme.pixmap("check", "ok", SIZE, self.devicePixelRatioF()))
