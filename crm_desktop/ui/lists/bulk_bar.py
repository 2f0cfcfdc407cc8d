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
        self._buttons: list[_ActionButton] = []
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
        self._buttons = [_ActionButton(action, self) for action in actions]
        for at, button in enumerate(self._buttons, 1):
            self._row.insertWidget(at, button)
            button.show()
        self._fit()

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


class _ActionButton(QToolButton):
    """What its tooltip says of why its command is not possible, a screen reader tells too."""

    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self._action = action
        self.setDefaultAction(action)
        self.setIconSize(QSize(18, 18))
        self.setMinimumSize(28, 28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(without_mnemonic(action.text()))
        action.changed.connect(self._describe)
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleDescription("" if self._action.isEnabled() else self._action.toolTip())
