"""Chips that put a word into the log bar: how it ended, and when the next step is (ux 3.6 A)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.domain.activities.records import ActivityRecord, Outcome
from crm_desktop.services.activities import titles
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.flow_layout import FlowLayout
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel

_MOST = 9


class ShortcutsRow(QWidget):
    """Hidden until something was done. Alt+1 to Alt+9 press the outcomes while the log bar has the keyboard."""

    word_chosen = Signal(str)
    """A word for the log bar."""

    none_chosen = Signal()
    """Nothing follows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = ElidedLabel(theme, role="strong", colour="ok")
        self._ends = QWidget()
        self._ends_flow = FlowLayout(self._ends, gap=4)
        self._next = QWidget()
        flow = FlowLayout(self._next, gap=4)
        flow.addWidget(TextLabel(theme, _("Next action?"), "caption_strong", "text_2"))
        for title, word in (
            (_("Tomorrow"), "+1d"),
            (_("+3 days"), "+3d"),
            (_("+1 week"), "+1w"),
            (_("+2 weeks"), "+2w"),
            (_("+1 month"), "+1m"),
        ):
            flow.addWidget(self._chip(title, word))
        none = push_button(_("None"), self.none_chosen.emit, kind="chip")
        flow.addWidget(none)
        self.end_chips: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 0, 4)
        column.setSpacing(4)
        for widget in (self._title, self._ends, self._next):
            column.addWidget(widget)
        self.hide()

    def _chip(self, title: str, word: str) -> QPushButton:
        return push_button(title, lambda: self.word_chosen.emit(word), kind="chip")

    def ask(self, done: ActivityRecord, outcomes: Sequence[Outcome]) -> None:
        """Offer the outcomes that the kind of `done` may have."""
        for chip in self.end_chips:
            self._ends_flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        fitting = [o for o in outcomes if not o.is_hidden and (not o.kinds or done.kind in o.kinds)]
        self.end_chips = []
        for number, outcome in enumerate(fitting[:_MOST], 1):
            title = _("{number} {outcome}").format(number=number, outcome=outcome.name)
            chip = self._chip(title, outcome.codes[0] if outcome.codes else outcome.name)
            chip.setToolTip(_("Alt+{number}").format(number=number))
            self.end_chips.append(chip)
            self._ends_flow.addWidget(chip)
        self._title.setText(_("Done: {what}").format(what=titles.title(done)))
        self._ends.setVisible(bool(fitting))
        self.show()

    def press(self, number: int) -> bool:
        """Choose an outcome by its number; whether there is one."""
        if self.isHidden() or not 1 <= number <= len(self.end_chips):
            return False
        self.end_chips[number - 1].click()
        return True
