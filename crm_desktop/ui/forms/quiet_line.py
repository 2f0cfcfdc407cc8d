"""A line that looks like plain text until it is hovered or in use; too long a text ends in "…"."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QStyle, QStyleOptionFrame, QWidget

from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import align_to_window
from crm_desktop.ui.widgets.tick import SIZE as TICK
from crm_desktop.ui.widgets.tick import Tick


class QuietLine(ComposingLineEdit):
    """Read as a label, edited as a line: one widget, so that tab order and screen readers need no care."""

    escaped = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """`name` is what the field is called, for screen readers."""
        super().__init__(parent)
        self._theme = theme
        self.setProperty("quiet", True)
        self.setAccessibleName(name)
        align_to_window(self)
        self._tick: Tick | None = None  # made at the first save: most fields are only read

    def show_tick(self) -> None:
        """Say for two seconds that it is saved."""
        if self._tick is None:
            self._tick = Tick(self._theme, self)
        self._tick.flash()

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark the value as one that cannot be saved."""
        if bool(self.property("wrong")) != wrong:
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The text begins where the window's language begins."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            align_to_window(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The tick stays at the edge."""
        super().resizeEvent(event)
        if self._tick is not None:
            self._tick.place()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc gives the old value back."""
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Shortened while nobody types in it."""
        metrics = QFontMetrics(self.font())
        room = self.width() - 20 - (TICK + 6 if self._tick is not None and self._tick.isVisible() else 0)
        if self.hasFocus() or not self.text() or metrics.horizontalAdvance(self.text()) <= room:
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        with QPainter(self) as painter:
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelLineEdit, option, painter, self)
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            text = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room)
            align = QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeft)
            box = self.rect().adjusted(10, 0, -10, 0)
            painter.drawText(box, align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, text)
