"""A short word in a rounded box: a tag, a warning, a filter."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.theme.theme import Theme

_CROSS = 14
_LONGEST = 260
"""Pixels of text before it ends in "…"."""


class Chip(QLabel):
    """A label painted by itself, since a record may have many. With `removable` it has a cross and obeys Delete."""

    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        kind: str = "hue",
        key: bytes = b"\0",
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        """`kind` is "bad", "warn", "ok", "plain", or "hue" for the colour that belongs to `key`."""
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._theme, self._text, self._kind, self._key = theme, text, kind, key
        self._removable = removable
        self.setAccessibleName(_("{chip}, press Delete to remove").format(chip=text) if removable else text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font("caption_strong"))
        if removable:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setToolTip(_("Remove “{chip}”").format(chip=text))
        elif QFontMetrics(self.font()).horizontalAdvance(text) > _LONGEST:
            self.setToolTip(text)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The text, its margins, and the cross."""
        metrics = QFontMetrics(self.font())
        width = (
            min(metrics.horizontalAdvance(self._text), _LONGEST) + 18 + (_CROSS + 2 if self._removable else 0)
        )
        return QSize(width, max(metrics.height() + 8, 24))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The same: a text that is too long is shortened."""
        return self.sizeHint()

    def _colours(self) -> tuple[str, str]:
        tokens = self._theme.tokens
        if self._kind == "hue":
            hue = self._theme.hue(self._key)
            return hue.text, hue.tint
        if self._kind == "plain":
            return tokens.text_2, tokens.subtle
        return getattr(tokens, self._kind), getattr(tokens, f"{self._kind}_tint")

    def _edge(self) -> int:
        """Pixels of the line around it."""
        resting, ring = (2, 4) if self._theme.tokens.is_contrast else (0, 2)
        return ring if self.hasFocus() else resting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Box, text, cross; a ring when it has the keyboard, an edge where tints are off."""
        ink, tint = self._colours()
        edge = self._edge()
        box = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._theme.tokens.accent), edge) if edge else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(box, 6, 6)
            painter.setPen(QColor(ink))
            painter.setFont(self.font())
            room = self.width() - 18 - (_CROSS + 2 if self._removable else 0)
            shown = QFontMetrics(self.font()).elidedText(self._text, Qt.TextElideMode.ElideRight, room + 2)
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = 9 + (_CROSS + 2 if self._removable and mirrored else 0)
            painter.drawText(QRectF(left, 0, room + 2, self.height()), Qt.AlignmentFlag.AlignCenter, shown)
            if self._removable:
                x = 6 if mirrored else self.width() - _CROSS - 6
                y = (self.height() - _CROSS) / 2
                cross = self._theme.pixmap("x", ink, _CROSS, self.devicePixelRatioF())
                painter.drawPixmap(round(x), round(y), cross)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on the cross removes."""
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        at = event.position().x()
        on_cross = at < _CROSS + 10 if mirrored else at > self.width() - _CROSS - 10
        if self._removable and on_cross:
            self.removed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Delete and Backspace remove."""
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)
