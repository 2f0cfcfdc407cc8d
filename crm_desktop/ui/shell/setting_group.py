"""The rows of one section of the settings under its title."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.base.settings import Setting
from crm_desktop.ui.shell.setting_rows import Row, SettingRow
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel

KEYS_FACT = "keyboard.commands"
"""Key under which the table of keys is found."""


class SettingGroup(QWidget):
    """Title, rows, what stands below them, and the way back to what was so at first."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        rows: list[Row],
        below: QWidget | None,
        reset: Callable[[], object] | None,
    ) -> None:
        super().__init__()
        self.rows, self._below = rows, below
        self._reset = push_button(_("Reset this section"), reset, kind="link") if reset else None
        head = QHBoxLayout()
        head.addWidget(TextLabel(theme, title, "title"), 1)
        if self._reset:
            self._reset.setAccessibleDescription(title)
            head.addWidget(self._reset)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        for row in rows:
            column.addWidget(row)
        if below is None:
            column.addStretch(1)
        else:
            column.addWidget(below, 1)

    def offer_reset(self, *, is_offered: bool) -> None:
        """Whether the whole section can be reset from here."""
        if self._reset:
            self._reset.setVisible(is_offered)

    def show_rows(self, keys: set[str] | None) -> bool:
        """Show the rows of these keys, None for all; whether there is anything to see."""
        for row in self.rows:
            row.setVisible(keys is None or row.key in keys)
        if self._below is not None:
            self._below.setVisible(keys is None or KEYS_FACT in keys)
        return (
            keys is None
            or any(not row.isHidden() for row in self.rows)
            or (KEYS_FACT in keys and bool(self._below))
        )

    def mark_reset(self, is_default: Callable[[Setting[Any]], bool]) -> None:
        """Reset is possible while something is not as it began."""
        if self._reset is not None:
            settings = [row.setting for row in self.rows if isinstance(row, SettingRow)]
            self._reset.setEnabled(not all(is_default(setting) for setting in settings))
