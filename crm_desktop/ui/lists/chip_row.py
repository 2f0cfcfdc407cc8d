"""What narrows a list, as chips under its filter line; each is taken off by its cross or Delete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.chip import Chip
from crm_desktop.ui.widgets.flow_layout import FlowLayout


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One thing that narrows the list, and how to be rid of it."""

    text: str
    take_off: Callable[[], object]


class ChipRow(QWidget):
    """Takes no room while nothing narrows the list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chips: list[Chip] = []
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(0, 0, 0, 8)
        self.hide()

    def show_chips(self, narrowings: Sequence[Narrowing]) -> None:
        """Show these instead of those before."""
        if [chip.text() for chip in self.chips] == [narrowing.text for narrowing in narrowings]:
            return
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [Chip(self._theme, one.text, kind="plain", removable=True) for one in narrowings]
        for chip, one in zip(self.chips, narrowings, strict=True):
            chip.removed.connect(one.take_off)
            self._flow.addWidget(chip)
        self.setVisible(bool(self.chips))
