"""The few things asked before a first file: language, size of the text, who works here. All of it can wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.base.settings import Setting, Settings
from crm_desktop.services.settings import USER_NAME
from crm_desktop.ui.settings import LANGUAGE, TEXT_SIZE
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel

Choices = Sequence[tuple[Any, str]]
_LONGEST = 80


class FirstChoices(QWidget):
    """Four fields. What is chosen counts at once; the company waits for the file it belongs to."""

    chosen = Signal(object, object)
    """A Setting, and the value it is to have."""

    company_given = Signal(str)
    """The company; it waits for the file that it belongs to."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._language, self._size = QComboBox(), QComboBox()
        self._name, self._company = ComposingLineEdit(), ComposingLineEdit()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(4)
        self._add(0, 0, _("Language"), self._language)
        self._add(0, 1, _("Text size"), self._size)
        gap = QWidget()
        gap.setFixedHeight(8)
        self._grid.addWidget(gap, 2, 0)
        self._people = [
            gap,
            *self._add(3, 0, _("Your name"), self._name),
            *self._add(3, 1, _("Company"), self._company),
        ]
        why = _("Your name stands beside your changes, the company on envelopes. Both can wait.")
        hint = TextLabel(theme, why, "caption", "text_3", wrap=True)
        self._grid.addWidget(hint, 5, 0, 1, 2)
        self._people.append(hint)
        for edit in (self._name, self._company):
            edit.setMaxLength(_LONGEST)
        self._language.activated.connect(lambda _at: self._tell(LANGUAGE, self._language.currentData()))
        self._size.activated.connect(lambda _at: self._tell(TEXT_SIZE, self._size.currentData()))
        self._name.editingFinished.connect(self._on_name)
        self._company.textEdited.connect(lambda text: self.company_given.emit(text.strip()))
        self._name_before = ""

    def _add(self, row: int, column: int, title: str, field: QWidget) -> list[QWidget]:
        label = TextLabel(self._theme, title, "caption", "text_2")
        field.setAccessibleName(title)
        self._grid.addWidget(label, row, column)
        self._grid.addWidget(field, row + 1, column)
        self._grid.setColumnStretch(column, 1)
        return [label, field]

    def show_settings(
        self, settings: Settings, languages: Choices, sizes: Choices, company: str, *, is_first: bool
    ) -> None:
        """Show what holds.

        Args:
            settings: of this user and computer.
            languages: codes with their names.
            sizes: percents with their names.
            company: given before.
            is_first: nobody has opened a file here yet, so name and company are asked for too.
        """
        _fill(self._language, languages, settings.get(LANGUAGE))
        _fill(self._size, sizes, settings.get(TEXT_SIZE))
        self._name_before = settings.get(USER_NAME)
        self._name.setText(self._name_before)
        self._company.setText(company)
        for widget in self._people:
            widget.setVisible(is_first)

    def _on_name(self) -> None:
        name = self._name.text().strip()
        if name != self._name_before:
            self._name_before = name
            self._tell(USER_NAME, name)

    def _tell(self, setting: Setting[Any], value: Any) -> None:
        self.chosen.emit(setting, value)


def _fill(box: QComboBox, choices: Choices, value: Any) -> None:
    box.clear()
    for each, title in choices:
        box.addItem(title, each)
    box.setCurrentIndex(max(box.findData(value), 0))
