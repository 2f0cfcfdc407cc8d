"""Round pictures of people: their photo, or initials on a colour that is theirs."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QWidget

from crm_desktop.domain.contacts.names import split_name
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.theme.tokens import Hue

_EAST_ASIAN = ((0x1100, 0x11FF), (0x2E80, 0x9FFF), (0xAC00, 0xD7AF), (0xF900, 0xFAFF))


@lru_cache(maxsize=4096)
def initials_of(name: str) -> str:
    """One or two letters for a name: first and last word without titles, or the first sign in East Asia."""
    if name and any(low <= ord(name[0]) <= high for low, high in _EAST_ASIAN):
        return name[0]
    parts = split_name(name)
    words = [word.strip(".,()'\"") for word in f"{parts.given} {parts.family}".split()]
    words = [word for word in words if word and word[0].isalnum()]
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def paint_avatar(
    painter: QPainter, box: QRectF, initials: str, hue: Hue, font: QFont, fill: str = ""
) -> None:
    """Draws initials in a circle; `fill` takes the place of the hue's tint on a row of the same colour."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(hue.edge), 2) if hue.edge else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(fill or hue.tint))
    painter.drawEllipse(box.adjusted(1, 1, -1, -1) if hue.edge else box)
    painter.setPen(QColor(hue.text))
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, initials)
    painter.restore()


class Avatar(QAbstractButton):
    """The picture at the head of a record; a button to screen readers, for it opens a menu."""

    def __init__(self, theme: Theme, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._size = theme, size
        self._initials, self._key = "", b"\0"
        self._icon = ""
        self._photo = QPixmap()
        self.setFixedSize(size, size)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A square."""
        return QSize(self._size, self._size)

    def show_name(self, name: str, key: bytes, icon: str = "") -> None:
        """Initials of `name`, or `icon` in its place, in the colour of `key`."""
        self._initials, self._key, self._icon = initials_of(name), key, icon
        self._photo = QPixmap()
        self.setAccessibleName(name)
        self.update()

    def show_photo(self, photo: QPixmap) -> None:
        """A photo, cut to a circle."""
        self._photo = photo
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The photo if there is one, else the icon or the initials."""
        box = QRectF(self.rect())
        hue = self._theme.hue(self._key)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.hasFocus():
                painter.setPen(QPen(QColor(self._theme.tokens.accent), 2))
                painter.drawEllipse(box.adjusted(1, 1, -1, -1))
                box.adjust(4, 4, -4, -4)
            if not self._photo.isNull():
                self._paint_photo(painter, box)
                return
            font = QFont(self._theme.font("strong"))
            font.setPixelSize(round(self._size * 0.38))
            paint_avatar(painter, box, "" if self._icon else self._initials, hue, font)
            if self._icon:
                side = round(self._size * 0.45)
                pixmap = self._theme.pixmap(self._icon, hue.text, side, self.devicePixelRatioF())
                corner = QPointF((self._size - side) / 2, (self._size - side) / 2)
                painter.drawPixmap(corner, pixmap)

    def _paint_photo(self, painter: QPainter, box: QRectF) -> None:
        path = QPainterPath()
        path.addEllipse(box)
        painter.setClipPath(path)
        ratio = self.devicePixelRatioF()
        scaled = self._photo.scaled(
            box.size().toSize() * ratio,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        scaled.setDevicePixelRatio(ratio)
        size = scaled.deviceIndependentSize()
        offset = box.center() - QPointF(size.width() / 2, size.height() / 2)
        painter.drawPixmap(offset, scaled)
