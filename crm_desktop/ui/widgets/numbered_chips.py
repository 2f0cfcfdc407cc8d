"""Choices as chips with their numbers: a digit or a click takes one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.flow_layout import FlowLayout
from crm_desktop.ui.widgets.labels import TextLabel

MOST = 9
"""As many as there are digits."""


class NumberedChips(QWidget):
    """A short question and its answers, in as many lines as the width asks for."""

    chosen = Signal(int)
    """The place of the choice, from 0 on."""

    def __init__(self, theme: Theme, question: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, gap=4)
        self._question = TextLabel(theme, question, "caption_strong", "text_2")
        self._flow.addWidget(self._question)
        self._is_numbered = True
        self.chips: list[QPushButton] = []

    def offer(self, titles: Sequence[str]) -> None:
        """Offer these, at most MOST."""
        for chip in self.chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(at, title) for at, title in enumerate(titles[:MOST])]
        for chip in self.chips:
            self._flow.addWidget(chip)
        self.updateGeometry()

    def _chip(self, at: int, title: str) -> QPushButton:
        chip = push_button("", lambda: self.chosen.emit(at), kind="chip")
        chip.setCheckable(True)
        chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        chip.setAccessibleName(title)
        chip.setText(self._shown(at, title))
        return chip

    def _shown(self, at: int, title: str) -> str:
        if not self._is_numbered:
            return title
        return _("{number} {outcome}").format(number=at + 1, outcome=title)

    def set_live(self, *, on: bool) -> None:
        """Whether digits are meant for this row: only then do they stand on it."""
        self._is_numbered = on
        self._question.set_colour("accent" if on else "text_3")
        for at, chip in enumerate(self.chips):
            chip.setText(self._shown(at, chip.accessibleName()))
        self.updateGeometry()

    def mark(self, at: int | None) -> None:
        """Show which one was taken; None for none."""
        for place, chip in enumerate(self.chips):
            chip.setChecked(place == at)

    def press(self, number: int) -> bool:
        """Take the one with this number, from 1 on; whether there is one."""
        if not 1 <= number <= len(self.chips):
            return False
        self.chips[number - 1].click()
        return True
