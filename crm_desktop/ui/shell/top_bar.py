"""The bar above the pages: back and forward, the palette's field, the file, New."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from crm_desktop.base.i18n import _
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.labels import TextLabel


class _PaletteField(QPushButton):
    """Looks like a field, opens the palette; says its shortcut at the far end."""

    def __init__(self, theme: Theme, shortcut: str) -> None:
        super().__init__(_("Search or run a command…"))
        self.setObjectName("paletteField")
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Search or run a command ({shortcut})").format(shortcut=shortcut))
        hint = TextLabel(theme, shortcut, "caption", "text_3")
        hint.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 10, 0)
        row.addStretch()
        row.addWidget(hint)


class TopBar(QFrame):
    """Buttons take their state from the actions they stand for."""

    palette_wanted = Signal()

    def __init__(
        self, theme: Theme, back: QAction, forward: QAction, shortcut: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self._theme = theme
        self._field = _PaletteField(theme, shortcut)
        self._field.setMaximumWidth(560)
        self._field.clicked.connect(lambda: self.palette_wanted.emit())
        self._file_icon = QLabel()
        self._file_name = TextLabel(theme, role="body", colour="text_2")
        self._file_state = TextLabel(theme, role="caption_strong", colour="warn")
        self._new = QPushButton(_("New"))
        self._new.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        for action in (back, forward):
            row.addWidget(_action_button(action))
        row.addSpacing(4)
        row.addWidget(self._field, 4)
        row.addStretch(1)
        row.addWidget(self._file_icon)
        row.addWidget(self._file_name)
        row.addWidget(self._file_state)
        row.addSpacing(4)
        row.addWidget(self._new)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_new_menu(self, actions: list[QAction]) -> None:
        """What the New button offers; with one action it does it at once."""
        if len(actions) == 1:
            self._new.clicked.connect(lambda: actions[0].trigger())
            self._new.setToolTip(actions[0].toolTip())
            return
        menu = QMenu(self._new)
        menu.addActions(actions)
        self._new.setMenu(menu)

    def show_file(self, name: str, path: str, state: str = "") -> None:
        """Name of the open file, and a word when it is not as usual ("read-only")."""
        self._file_name.setText(name)
        self._file_name.setToolTip(path)
        self._file_state.setText(state)
        self._file_state.setVisible(bool(state))

    def set_compact(self, *, compact: bool) -> None:
        """Leave out what a narrow window has no room for."""
        self._file_name.setVisible(not compact)
        self._file_icon.setVisible(not compact)

    def _restyle(self) -> None:
        self._new.setIcon(self._theme.icon("plus", "accent", 16))
        self._file_icon.setPixmap(self._theme.pixmap("file", "text_3", 16, self.devicePixelRatioF()))


def _action_button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(action.text().replace("&", ""))
    return button
