"""A box for a whole number that stands as far from its edge as the text of every other field."""

from __future__ import annotations

from PySide6.QtWidgets import QSpinBox, QWidget

_MARGIN = 8


class NumberBox(QSpinBox):
    """A style sheet cannot move the text of a spin box, so its line does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(_MARGIN, 0, _MARGIN, 0)
