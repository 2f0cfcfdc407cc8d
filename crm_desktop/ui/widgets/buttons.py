"""Buttons in the forms the program uses."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.refusal import set_tip


def push_button(
    text: str, on_click: Callable[[], object], *, kind: str = "", parent: QWidget | None = None
) -> QPushButton:
    """A button with a verb on it; `kind` is "primary" (one a screen), "danger", "link" or "" for plain.

    "adds" stands where a blank field would, and looks like the hint in one.
    """
    button = QPushButton(text, parent)
    if kind:
        button.setProperty(kind, True)
    if kind == "adds":
        button.setProperty("quiet", True)
    button.setAutoDefault(kind == "primary")
    if kind == "link":
        button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.clicked.connect(lambda: on_click())
    return button


def flush_links(row: QBoxLayout) -> None:
    """Let the letters of a link, not the room around them, begin where what is above `row` begins.

    `row` is empty yet, and inside another layout that leaves some room at its side.
    """
    row.addSpacing(-_LINK_SIDE)


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
        set_tip(self, name)

    def _restyle(self) -> None:
        self.setIcon(self._theme.icon(self._icon_name, self._colour, self._size))


class FacedButton(QPushButton):
    """A button with an icon before its word."""

    def __init__(
        self, theme: Theme, icon: str, text: str, on_click: Callable[[], object] | None = None
    ) -> None:
        """`on_click` may be left out where the button opens a menu."""
        super().__init__(f" {text}")  # the style leaves no room between the two
        self.setAccessibleName(text)
        self._theme, self._icon_name = theme, icon
        self.setAutoDefault(False)
        self.setIconSize(QSize(16, 16))
        if on_click:
            self.clicked.connect(lambda: on_click())
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setIcon(self._theme.icon(self._icon_name, "text_2", 16))


class NameLink(QPushButton):
    """The name of a record as a link; one that is too long ends in "…" and is told by the tooltip."""

    def __init__(self, name: str, on_click: Callable[[], object]) -> None:
        super().__init__()
        self._name = name
        self.setProperty("link", True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: on_click())
        self._show(name)

    def _show(self, shown: str) -> None:
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(self._name if shown != self._name else "")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The whole name."""
        width = self.fontMetrics().horizontalAdvance(self._name) + _LINK_SIDES
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May become as narrow as it must."""
        return QSize(48, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Shorten the name to the room there is."""
        super().resizeEvent(event)
        room = event.size().width() - _LINK_SIDES + 2
        self._show(self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room))


_LINK_SIDE = 7
"""Padding and border of a link."""

_LINK_SIDES = 16
"""What a name needs besides its letters: both sides, and some room for eliding."""
