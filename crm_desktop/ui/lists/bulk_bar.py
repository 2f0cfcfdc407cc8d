"""What stands in the head of a list while many rows are chosen: how many, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.commands.titles import without_mnemonic
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.labels import ElidedLabel

_ICONS, _WORDS = Qt.ToolButtonStyle.ToolButtonIconOnly, Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_COUNT_ROOM = 140


class BulkBar(QWidget):
    """Takes the place of the title, so that no row moves under the mouse when a second one is chosen.

    Its buttons are the window's own actions: name, picture, keys and whether they are possible now come from
    the commands. They are pictures alone where words do not fit.
    """

    def __init__(self, theme: Theme, on_clear: Callable[[], object], parent: QWidget | None = None) -> None:
        """`on_clear` ends the selection."""
        super().__init__(parent)
        self.setObjectName("bulkBar")
        self.count = ElidedLabel(theme, role="row_title")
        self.clear_button = IconButton(theme, "x", _("Clear selection"), on_clear)
        self._buttons: list[QToolButton] = []
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 12, 4, 4)
        self._row.setSpacing(2)
        self._row.addWidget(self.count, 1)
        self._row.addWidget(self.clear_button)

    def set_actions(self, actions: Sequence[QAction]) -> None:
        """Offer these, in this order."""
        if list(actions) == [button.defaultAction() for button in self._buttons]:
            return
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._make_button(action) for action in actions]
        for at, button in enumerate(self._buttons, 1):
            self._row.insertWidget(at, button)
            button.show()
        self._fit()

    def _make_button(self, action: QAction) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(QSize(18, 18))
        button.setMinimumSize(28, 28)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(without_mnemonic(action.text()))
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Words or pictures, as the width allows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for button in self._buttons:
            button.setToolButtonStyle(_WORDS)
        wanted = sum(button.sizeHint().width() + 2 for button in self._buttons)
        if wanted + _COUNT_ROOM + self.clear_button.width() > self.width():
            for button in self._buttons:
                button.setToolButtonStyle(_ICONS)
