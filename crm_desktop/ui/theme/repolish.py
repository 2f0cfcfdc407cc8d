"""Has widgets look at their style sheet again after the palette changed under it.

`setStyleSheet` polishes every widget of the window twice, hidden ones too: 835 widgets took 76 ms, of which 84 were on
view. Here those on view are polished once and at once, the others a few at a time while nothing else is to be done.
"""

from __future__ import annotations

from collections import deque

import shiboken6
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

_AT_ONCE = 60
"""Hidden widgets of one turn; some 4 ms."""


class Repolish(QObject):
    """Goes through the widgets of the application, those on view first."""

    def __init__(self, app: QApplication, parent: QObject) -> None:
        super().__init__(parent)
        self._app = app
        self._waiting: deque[QWidget] = deque()
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._polish_some)

    @property
    def is_busy(self) -> bool:
        """Whether hidden widgets are left."""
        return bool(self._waiting)

    def start(self) -> None:
        """Polish what can be seen; the rest later. What was never polished will be when it is first shown."""
        polished = Qt.WidgetAttribute.WA_WState_Polished
        widgets = [widget for widget in self._app.allWidgets() if widget.testAttribute(polished)]
        self._waiting = deque(widget for widget in widgets if not widget.isVisible())
        for widget in widgets:
            if widget.isVisible():
                _polish(widget)
        self._turns.start()

    def _polish_some(self) -> None:
        for _count in range(min(_AT_ONCE, len(self._waiting))):
            widget = self._waiting.popleft()
            if shiboken6.isValid(widget):
                _polish(widget)
        if not self._waiting:
            self._turns.stop()


def _polish(widget: QWidget) -> None:
    widget.style().polish(widget)
    widget.update()
