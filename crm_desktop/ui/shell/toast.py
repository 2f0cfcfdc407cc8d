"""A sentence at the foot of the window that goes away by itself, with at most one button."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QWidget,
)

from crm_desktop.ui.theme.theme import Theme

SHOWN_FOR_MS = 10_000
_MARGIN, _FOOT, _APART = 16, 40, 8


class Toast(QFrame):
    """Stays ten seconds, and as long as the pointer or the keyboard is on it. F8 presses its button."""

    shown_or_gone = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setObjectName("toast")
        self._label = QLabel()
        self._label.setFont(theme.font("body"))
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton()
        self._button.setAutoDefault(False)
        self._button.clicked.connect(self.press)
        self._button.installEventFilter(self)
        self._action: Callable[[], object] | None = None
        self.side_margin = _MARGIN
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(16)
        row.addWidget(self._label)
        row.addWidget(self._button)
        self._timer = QTimer(self, singleShot=True, interval=SHOWN_FOR_MS)
        self._timer.timeout.connect(self.dismiss)
        self._move = QTimer(self, singleShot=True, interval=0)
        self._move.timeout.connect(self.place)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self.hide()

    @property
    def has_action(self) -> bool:
        """Whether F8 has something to press."""
        return self.isVisible() and self._action is not None

    @property
    def text(self) -> str:
        """The sentence on show."""
        return self._label.text()

    def say(self, text: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show a sentence in place of the last one, and tell screen readers without interrupting."""
        self._label.setText(text)
        self._action = action[1] if action else None
        self._button.setVisible(action is not None)
        self._button.setText(action[0] if action else "")
        self._label.setContentsMargins(0, 4, 8 if not action else 0, 4)
        self.place()
        self.show()
        self.raise_()
        self._timer.start()
        self._move.start()  # what is asked because of it is laid out by then
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        self.shown_or_gone.emit()

    def press(self) -> None:
        """Do what the button says, and go away."""
        action, self._action = self._action, None
        self.dismiss()
        if action:
            action()

    def dismiss(self) -> None:
        """Go away now."""
        self._timer.stop()
        self.hide()
        self.shown_or_gone.emit()

    def place(self) -> None:
        """To the foot of the window, where reading begins."""
        parent = self._over
        room = max(200, parent.width() - 260)
        wanted = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 16
        self._label.setWordWrap(wanted > room)
        self._label.setFixedWidth(min(wanted, room))
        self.adjustSize()
        margin = self.side_margin
        left = parent.width() - self.width() - margin
        if self.layoutDirection() == Qt.LayoutDirection.LeftToRight:
            left = margin
        self.move(left, self._top(left))

    def _top(self, left: int) -> int:
        """At the foot; above what the page of the keyboard keeps clear."""
        foot = top = self._over.height() - self.height() - _FOOT
        for kept in sorted(self._kept_clear(), key=QRect.bottom, reverse=True):
            if kept.intersects(QRect(QPoint(left, top), self.size())):
                top = kept.top() - self.height() - _APART
        return top if top > 0 else foot

    def _kept_clear(self) -> Iterator[QRect]:
        """The places of the widgets that are the property "keepClear" of one around the keyboard.

        Of a list it is the chosen row: the list itself is what lies at the foot.
        """
        around: QWidget | None = self._over.focusWidget()
        while around is not None and around is not self._over:
            kept = around.property("keepClear")
            if isinstance(kept, QAbstractItemView):
                row = kept.visualRect(
                    kept.currentIndex()
                )  # of a table one cell, which tells where the row is
                place = kept.viewport().rect() & QRect(0, row.top(), kept.viewport().width(), row.height())
                kept = kept.viewport()
            elif isinstance(kept, QWidget):
                place = kept.rect()
            if isinstance(kept, QWidget) and kept.isVisible() and not place.isEmpty():
                yield QRect(kept.mapTo(self._over, place.topLeft()), place.size())
            around = around.parentWidget()

    def _on_focus_changed(self) -> None:
        if self.isVisible():
            self._move.start()  # when what came with the keyboard is laid out

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        """The pointer holds it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Time starts anew."""
        self._start_unless_held()
        super().leaveEvent(event)

    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]  # noqa: N802 - only its button
        """The keyboard on its button holds it too."""
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut:
            self._start_unless_held()
        return super().eventFilter(watched, event)

    def _start_unless_held(self) -> None:
        if self.isVisible() and not self._button.hasFocus() and not self.underMouse():
            self._timer.start()
