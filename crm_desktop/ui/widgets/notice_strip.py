"""A sentence that stands where it belongs until it is answered or closed, with what can be done about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel

Choice = tuple[str, Callable[[], object]]


class NoticeStrip(QFrame):
    """Hidden until there is something to say; Esc closes it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflictStrip")
        self._label = TextLabel(theme, colour="warn", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self.buttons: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(8)
        column.addWidget(self._label)
        column.addLayout(self._buttons)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" while it is closed."""
        return "" if self.isHidden() else self._label.text()

    def say(self, text: str, *choices: Choice, take_focus: bool = True) -> None:
        """Show a sentence with its buttons and one that closes; the first button gets the keyboard."""
        while (item := self._buttons.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.buttons = [push_button(title, self._closing(act)) for title, act in choices]
        self.buttons.append(push_button(_("Close"), self.hide))
        for button in self.buttons:
            self._buttons.addWidget(button)
        self._buttons.addStretch()
        self._label.setText(text)
        self.setAccessibleName(text)
        self.show()
        if take_focus:
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _closing(self, act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            self.hide()
            act()

        return run

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)
