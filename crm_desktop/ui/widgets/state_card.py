"""What stands in a list or page that has nothing to show: why, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel

Choice = tuple[str, Callable[[], object]]

_ICON = 48
_MARGIN = 24


class StateCard(QWidget):
    """Icon, headline, one sentence, at most one primary button and some quiet ones (ux 3.3)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon_name, self._icon_colour = "", "text_3"
        self._icon = QLabel()
        self._icon.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._headline = TextLabel(theme, role="row_title", wrap=True)
        self._sentence = TextLabel(theme, colour="text_2", wrap=True)
        for label in (self._headline, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(self._icon)
        column.addSpacing(4)
        column.addWidget(self._headline)
        column.addWidget(self._sentence)
        column.addSpacing(8)
        column.addLayout(self._buttons)
        column.addStretch(3)
        theme.changed.connect(self._restyle)

    def show_state(
        self,
        icon: str,
        headline: str,
        sentence: str = "",
        *,
        primary: Choice | None = None,
        others: tuple[Choice, ...] = (),
        colour: str = "text_3",
    ) -> None:
        """Say something else; texts are translated already."""
        self._icon_name, self._icon_colour = icon, colour
        self._headline.setText(headline)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        while (item := self._buttons.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._buttons.addStretch()
        if primary:
            self._buttons.addWidget(push_button(*primary, kind="primary"))
        for text, action in others:
            self._buttons.addWidget(push_button(text, action))
        self._buttons.addStretch()
        self.setAccessibleName(f"{headline} {sentence}".strip())
        self._place_buttons(self.width())
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Buttons below each other where they do not fit side by side."""
        super().resizeEvent(event)
        self._place_buttons(event.size().width())

    def _place_buttons(self, width: int) -> None:
        items = (self._buttons.itemAt(at) for at in range(self._buttons.count()))
        widths = [button.sizeHint().width() for item in items if item and (button := item.widget())]
        needed = sum(widths) + self._buttons.spacing() * len(widths)
        is_tall = needed > width - 2 * _MARGIN
        self._buttons.setDirection(
            QHBoxLayout.Direction.TopToBottom if is_tall else QHBoxLayout.Direction.LeftToRight
        )

    def _restyle(self) -> None:
        self._icon.setVisible(bool(self._icon_name))
        if self._icon_name:
            ratio = self.devicePixelRatioF()
            self._icon.setPixmap(self._theme.pixmap(self._icon_name, self._icon_colour, _ICON, ratio))
