"""The rail at the edge of the window: one button a page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QFrame, QToolButton, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.pages import Feature
from crm_desktop.ui.shell.rail_badge import RailBadge
from crm_desktop.ui.theme.theme import Theme

_WIDE, _NARROW = 76, 52
_SETTINGS = "settings"
"""The page whose button stands at the foot."""


class Rail(QFrame):
    """Icons with names, or icons alone. The page on view is marked by colour and by weight."""

    page_chosen = Signal(str)
    settings_chosen = Signal()

    def __init__(self, theme: Theme, features: tuple[Feature, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._theme = theme
        self._buttons: dict[str, QToolButton] = {}
        self._icons: dict[str, str] = {}
        self._badges: dict[str, RailBadge] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 8, 4, 8)
        column.setSpacing(4)
        for feature in features:
            if feature.make_page and feature.id != _SETTINGS:
                button = self._make_button(feature.id, _(feature.title), feature.icon)
                button.setCheckable(True)
                self._group.addButton(button)
                button.clicked.connect(lambda _on=False, page=feature.id: self.page_chosen.emit(page))
                column.addWidget(button)
        column.addStretch()
        settings = self._make_button(_SETTINGS, _("Settings"), "settings")
        settings.setCheckable(True)
        self._group.addButton(settings)
        settings.clicked.connect(lambda: self.settings_chosen.emit())
        column.addWidget(settings)
        theme.changed.connect(self._restyle)
        self.set_compact(compact=False)
        self._restyle()

    def _make_button(self, button_id: str, title: str, icon: str) -> QToolButton:
        button = QToolButton()
        button.setText(title)
        button.setToolTip(title)
        button.setAccessibleName(title)
        button.setIconSize(QSize(20, 20))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._badges[button_id] = RailBadge(self._theme, button)
        self._buttons[button_id], self._icons[button_id] = button, icon
        return button

    def set_compact(self, *, compact: bool) -> None:
        """Icons alone."""
        width = _NARROW
        if not compact:
            metrics = QFontMetrics(self._theme.font("caption_strong"))
            texts = [metrics.horizontalAdvance(button.text()) for button in self._buttons.values()]
            width = max([_WIDE, *(text + 24 for text in texts)])
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly if compact else Qt.ToolButtonStyle.ToolButtonTextUnderIcon
        )
        for button in self._buttons.values():
            button.setToolButtonStyle(style)
            button.setFixedWidth(width - 8)
            button.setMinimumHeight(40 if compact else 52)
        self.setFixedWidth(width)

    def mark(self, page: str) -> None:
        """Show which page is on view."""
        if button := self._buttons.get(page):
            button.setChecked(True)
        self._restyle()

    def set_count(self, page: str, count: int) -> None:
        """Show how many things wait on a page; 0 for none. A page without a button is passed over."""
        badge, button = self._badges.get(page), self._buttons.get(page)
        if badge is not None and button is not None:
            badge.show_count(count)
            name = button.text()
            if count:
                name = _("{page}, {count}").format(page=name, count=badge.text)
            button.setAccessibleName(name)

    def _restyle(self) -> None:
        for button_id, button in self._buttons.items():
            button.setIcon(self._theme.icon(self._icons[button_id], "text_2", 20))
            button.setFont(self._theme.font("caption_strong" if button.isChecked() else "caption"))
