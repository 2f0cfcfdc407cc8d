"""The bar above the pages: back and forward, the palette's field, the file, the bell, New."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.commands.titles import without_mnemonic
from crm_desktop.ui.shell.file_chip import FileChip
from crm_desktop.ui.shell.notice_panel import Bell
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

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May become narrow before anything beside it is cut."""
        return QSize(140, super().minimumSizeHint().height())


class TopBar(QFrame):
    """Buttons take their state from the actions they stand for."""

    palette_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        back: QAction,
        forward: QAction,
        shortcut: str,
        bell_shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self._theme = theme
        self._field = _PaletteField(theme, shortcut)
        self._field.setMaximumWidth(560)
        self._field.clicked.connect(lambda: self.palette_wanted.emit())
        self.file = FileChip(theme)
        self.bell = Bell(theme, bell_shortcut)
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
        row.addWidget(self.file)
        row.addWidget(self.bell)
        row.addSpacing(4)
        row.addWidget(self._new)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_new_menu(self, actions: list[QAction]) -> None:
        """What the New button offers; with one action it does it at once."""
        if len(actions) == 1:
            [self._action] = actions
            self._new.clicked.connect(self._action.trigger)
            self._action.changed.connect(
                self._show_new
            )  # it outlives this bar, and a lambda would hear it still
            self._show_new()
            return
        menu = QMenu(self._new)
        menu.addActions(actions)
        self._new.setMenu(menu)

    def _show_new(self) -> None:
        """What its tooltip says of why not, a screen reader tells too."""
        is_possible, words = self._action.isEnabled(), self._action.toolTip()
        self._new.setEnabled(is_possible)
        self._new.setToolTip(words)
        self._new.setAccessibleDescription("" if is_possible else words)

    def set_compact(self, *, compact: bool) -> None:
        """Leave out what a narrow window has no room for."""
        self.file.set_compact(compact=compact)

    def _restyle(self) -> None:
        self._new.setIcon(self._theme.icon("plus", "accent", 16))


def _action_button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(QSize(18, 18))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(without_mnemonic(action.text()))
    return button
