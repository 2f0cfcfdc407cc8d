"""Lucide icons in the colours of the scheme."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from crm_desktop.ui.theme.icon_set import MIRRORED, load_icons
from crm_desktop.ui.theme.tokens import Tokens


class Icons:
    """Draws icons once and keeps them by name, colour, size and pixel ratio."""

    def __init__(self, tokens: Tokens) -> None:
        self._tokens = tokens
        self._svg = load_icons()
        self._pixmaps: dict[tuple[str, str, int, float, bool], QPixmap] = {}
        self._asked: set[tuple[str, str, int, float, bool]] = set()

    def recolour(self, tokens: Tokens) -> None:
        """Draw in another scheme from now on; what was drawn in this one before is still there."""
        self._tokens = tokens

    def pixmap(self, name: str, colour: str = "text_2", size: int = 20, ratio: float = 1.0) -> QPixmap:
        """The icon `name` in the token `colour`, `size` logical pixels high.

        Raises:
            KeyError: no icon of that name in resources/icons.json.
            AttributeError: no token of that name.
        """
        mirrored = name in MIRRORED and QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if colour.startswith("#"):
            value = colour
        else:
            value = getattr(self._tokens, colour)
            self._asked.add((name, colour, size, ratio, mirrored))
        key = (name, value, size, ratio, mirrored)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._draw(name, value, size, ratio, mirrored=mirrored)
        return self._pixmaps[key]

    def draw_ahead(self, schemes: Iterable[Tokens], count: int) -> bool:
        """Draw up to `count` of the icons that were asked for in other schemes. Returns whether any are left."""
        for tokens in schemes:
            for name, colour, size, ratio, mirrored in list(self._asked):
                key = (name, str(getattr(tokens, colour)), size, ratio, mirrored)
                if key in self._pixmaps:
                    continue
                if not count:
                    return True
                self._pixmaps[key] = self._draw(name, key[1], size, ratio, mirrored=mirrored)
                count -= 1
        return False

    def icon(self, name: str, colour: str = "text_2", size: int = 20) -> QIcon:
        """As a QIcon: `colour`, the accent when it is switched on, hardly there when it is disabled."""
        icon = QIcon()
        for ratio in sorted({1.0, *(screen.devicePixelRatio() for screen in QApplication.screens())}):
            icon.addPixmap(self.pixmap(name, colour, size, ratio))
            icon.addPixmap(self.pixmap(name, colour, size, ratio), QIcon.Mode.Selected)  # Qt would fade it
            icon.addPixmap(self.pixmap(name, "ghost", size, ratio), QIcon.Mode.Disabled)
            icon.addPixmap(self.pixmap(name, "accent", size, ratio), QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def _draw(self, name: str, value: str, size: int, ratio: float, *, mirrored: bool) -> QPixmap:
        pixels = round(size * ratio)
        pixmap = QPixmap(pixels, pixels)
        pixmap.fill(Qt.GlobalColor.transparent)
        renderer = QSvgRenderer(QByteArray(self._svg[name].replace("currentColor", value).encode()))
        with QPainter(pixmap) as painter:
            renderer.render(painter, QRectF(0, 0, pixels, pixels))
        if mirrored:
            pixmap = pixmap.transformed(QTransform().scale(-1, 1))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
