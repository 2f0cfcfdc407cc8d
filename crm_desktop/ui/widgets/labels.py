"""Labels in the type sizes and colours of the scheme, which follow it when it changes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QShowEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QSizePolicy, QStyle, QWidget

from crm_desktop.ui.theme.theme import Theme


def align_to_window(widget: QLabel | QLineEdit) -> None:
    """Put a text that is not centred to the side on which lines begin in this window."""
    side, absolute = widget.alignment(), Qt.AlignmentFlag.AlignAbsolute
    if side & Qt.AlignmentFlag.AlignHCenter:
        return
    is_mirrored = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    begin = Qt.AlignmentFlag.AlignRight if is_mirrored else Qt.AlignmentFlag.AlignLeft
    widget.setAlignment((side & Qt.AlignmentFlag.AlignVertical_Mask) | begin | absolute)


class TextLabel(QLabel):
    """A text in a role of `theme.fonts` and the colour of a token."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: str = "body",
        colour: str = "text",
        *,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._role, self._colour = theme, role, colour
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        align_to_window(self)
        theme.changed.connect(self._restyle)
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The text begins where the window's language begins, whatever script it is in itself."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            align_to_window(self)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """A label that was hidden while the scheme changed has the colour of the one before."""
        super().showEvent(event)
        if self.palette().color(QPalette.ColorRole.WindowText) != self._ink():
            self._restyle()

    def _ink(self) -> QColor:
        return QColor(getattr(self._theme.tokens, self._colour))

    def set_colour(self, colour: str) -> None:
        """Use the colour of another token."""
        self._colour = colour
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._ink())
        self.setPalette(palette)


class ElidedLabel(TextLabel):
    """One line that ends in "…" when it is too long; the whole text is its tooltip then."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        role: str = "body",
        colour: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, text, role, colour, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May become as narrow as it must."""
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The text, shortened to the width there is."""
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(self.text() if shown != self.text() else "")
        align = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            painter.drawText(self.rect(), align | Qt.TextFlag.TextSingleLine, shown)
