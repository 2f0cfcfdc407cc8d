"""Links from one record to another: a click opens it in the side panel, and the record on view stays."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMenu

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.ui.session import Navigator
from crm_desktop.ui.widgets.buttons import NameLink

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def follow(navigator: Navigator, ref: EntityRef, held: Qt.KeyboardModifier | None = None) -> None:
    """Open a record beside the one on view; with Ctrl in a window of its own, with Ctrl and Shift fully.

    Args:
        navigator: the window.
        ref: the record.
        held: the keys that were held down; None for those that are now.
    """
    keys = (QGuiApplication.keyboardModifiers() if held is None else held) & (_CTRL | _SHIFT)
    if keys == _CTRL:
        navigator.open_window(ref)
    elif keys == _CTRL | _SHIFT:
        navigator.open(ref)
    else:
        navigator.open_beside(ref)


def link_menu(menu: QMenu, navigator: Navigator, ref: EntityRef) -> None:
    """The three ways to open a record, as entries of a menu."""
    menu.addAction(_("Open in the side panel"), lambda: navigator.open_beside(ref))
    menu.addAction(_("Open fully"), lambda: navigator.open(ref))
    menu.addAction(_("Open in its own window"), lambda: navigator.open_window(ref))


class RecordLink(NameLink):
    """The name of another record. Enter, Ctrl+Enter and Ctrl+Shift+Enter do what a click with the same keys does."""

    def __init__(self, navigator: Navigator, name: str, ref: EntityRef) -> None:
        super().__init__(name, lambda: follow(navigator, ref))
        self._navigator, self.ref = navigator, ref
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """With the keyboard on a link, Enter is the link's: the commands for the record on view wait."""
        is_ours = watched is self and event.type() == QEvent.Type.ShortcutOverride
        if is_ours and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return False  # Qt may ask while this is being taken down, when there is no base to ask any more

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter as well as Space."""
        if event.key() in _ENTER and not event.isAutoRepeat():
            follow(self._navigator, self.ref, event.modifiers())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The same ways, to be chosen."""
        menu = QMenu(self)
        link_menu(menu, self._navigator, self.ref)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())
