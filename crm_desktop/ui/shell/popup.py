"""A small panel that opens below a button and closes when the user turns elsewhere."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

_BELOW = 4


class PopupPanel(QFrame):
    """Esc closes it; the keyboard goes back to the button it came from."""

    def __init__(self, name: str, parent: QWidget) -> None:
        """`name` is what it is called for screen readers."""
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popupPanel")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(name)
        self._button: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(8)

    def open_below(self, button: QWidget) -> None:
        """Show below a button, inside its window."""
        self._button = button
        self.adjustSize()
        window = button.window()
        place = QRect(window.mapToGlobal(QPoint(0, 0)), window.size())
        at = button.mapToGlobal(QPoint(0, button.height() + _BELOW))
        if button.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            at.setX(at.x() + button.width() - self.width())
        at.setX(min(max(at.x(), place.left() + 8), place.right() - self.width() - 8))
        self.move(at)
        self.show()
        self.setFocus()
        self.focusNextChild()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc leads back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            if self._button is not None:
                self._button.setFocus()
            return
        super().keyPressEvent(event)
