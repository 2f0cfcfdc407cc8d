"""Buttons in the forms the program uses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from crm_desktop.ui.theme.theme import Theme


def push_button(
    text: str, on_click: Callable[[], object], *, kind: str = "", parent: QWidget | None = None
) -> QPushButton:
    """A button with a verb on it; `kind` is "primary" (one a screen), "danger", "link" or "" for plain."""
    button = QPushButton(text, parent)
    if kind:
        button.setProperty(kind, True)
    button.setAutoDefault(kind == "primary")
    if kind == "link":
        button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda: on_click())
    return button


class IconButton(QToolButton):
    """A button that is only an icon; its name is spoken and shown as a tooltip."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        on_click: Callable[[], object] | None = None,
        size: int = 18,
        colour: str = "text_2",
    ) -> None:
        super().__init__()
        self._theme, self._icon_name, self._size, self._colour = theme, icon, size, colour
        self.setIconSize(QSize(size, size))
        self.setMinimumSize(28, 28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_name(name)
        if on_click:
            self.clicked.connect(lambda: on_click())
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_name(self, name: str) -> None:
        """What it is called, by voice and tooltip."""
        self.setAccessibleName(name)
        self.setToolTip(name)

    def _restyle(self) -> None:
        self.setIcon(self._theme.icon(self._icon_name, self._colour, self._size))


class FacedButton(QPushButton):
    """A button with an icon before its word."""

    def __init__(self, theme: Theme, icon: str, text: str, on_click: Callable[[], object]) -> None:
        super().__init__(text)
        self._theme, self._icon_name = theme, icon
        self.setAutoDefault(False)
        self.setIconSize(QSize(16, 16))
        self.clicked.connect(lambda: on_click())
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setIcon(self._theme.icon(self._icon_name, "text_2", 16))
