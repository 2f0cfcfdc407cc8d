"""A line at the top of the window for a state that lasts: read-only, practice file, waiting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button


class Banner(QFrame):
    """Hidden until there is something to say."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self._theme = theme
        self._label = QLabel()
        self._label.setWordWrap(True)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 16, 6)
        self._row.addWidget(self._label, 1)
        self._button: QWidget | None = None
        self.hide()

    def say(self, text: str, action: tuple[str, Callable[[], object]] | None = None) -> None:
        """Show `text`, and a button if there is something to do about it; "" hides the banner."""
        self._label.setText(text)
        if self._button:
            self._button.deleteLater()
            self._button = None
        if action:
            self._button = push_button(*action)
            self._row.addWidget(self._button)
        self.setVisible(bool(text))

    def _restyle(self) -> None:
        self._label.setFont(self._theme.font("body"))
