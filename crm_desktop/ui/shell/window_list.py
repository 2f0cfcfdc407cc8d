"""The record windows at the end of the Go menu."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar

from crm_desktop.ui.shell.record_windows import RecordWindows


class WindowList:
    """Lists them anew whenever one was opened or closed."""

    def __init__(self, bar: QMenuBar, inside: QAction) -> None:
        """`inside` is an action of the menu that lists them."""
        self._bar, self._inside = bar, inside
        self._actions: list[QAction] = []

    def show(self, windows: RecordWindows | None) -> None:
        """List these; None for no file."""
        menu = next((m for m in self._bar.findChildren(QMenu) if self._inside in m.actions()), None)
        for action in self._actions:
            if menu is not None:
                menu.removeAction(action)
            action.deleteLater()
        self._actions = windows.list_in(menu) if menu is not None and windows is not None else []

    def forget(self) -> None:
        """The menu bar is filled anew: what was listed goes with its menu."""
        self._actions = []
