"""Where the keyboard is, page or side panel, and how it returns to the link that opened the panel."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import SIGNAL, SLOT, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.ui.pages import Page
from crm_desktop.ui.record_links import RecordLink


class PanelKeyboard(QObject):
    """The keyboard stays where it was last, page or panel, while menus and palette are open."""

    moved = Signal()
    """From the page into the panel, or back."""

    def __init__(self, pages: QWidget, panel: QWidget) -> None:
        super().__init__(panel)
        self._pages, self._panel = pages, panel
        self._is_in_panel = False
        self._link: QWidget | None = None
        self._ref: EntityRef | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._look)
        app = QApplication.instance()
        assert app is not None  # widgets are being made
        # from Qt to Qt: the signal carries widgets on their way out, which must not become objects of Python
        QObject.connect(app, SIGNAL("focusChanged(QWidget*,QWidget*)"), self._timer, SLOT("start()"))

    @property
    def is_in_panel(self) -> bool:
        """Whether commands of the open record are about that in the panel."""
        self._look()
        return self._is_in_panel

    def remember_link(self, ref: EntityRef) -> None:
        """The panel opens for a record: the keyboard is to return to where it is now."""
        self._ref, self._link = ref, self._panel.window().focusWidget()

    @property
    def is_on_page(self) -> bool:
        """Whether it is on the page, and has no need to return there."""
        return self._where() is False

    def give_back(self, page: Page) -> None:
        """The panel is closed: the keyboard returns to the link.

        Args:
            page: the page on view; its record may have been shown anew, with another link in place of that one.
        """
        link = self._link
        if link is None or not shiboken6.isValid(link) or not link.isVisibleTo(page):
            links = (each for each in page.findChildren(RecordLink) if each.ref == self._ref)
            link = next((each for each in links if each.isVisibleTo(page)), None)
        if link is not None:
            link.setFocus()
        elif (record := page.record_widget()) is not None:
            focus_inside(record)
        else:
            page.focus_main()

    def _where(self) -> bool | None:
        """Whether it is in the panel; None while it is neither there nor on the page."""
        focus: QWidget | None = self._panel.window().focusWidget()
        if focus is None:
            return None
        if self._panel is focus or self._panel.isAncestorOf(focus):
            return True
        return False if self._pages.isAncestorOf(focus) else None

    def _look(self) -> None:
        self._timer.stop()
        found = False if self._panel.isHidden() else self._where()
        if found is not None and found != self._is_in_panel:
            self._is_in_panel = found
            self.moved.emit()


def focus_inside(pane: QWidget) -> None:
    """Give the keyboard to the pane, or to the first thing in it that takes it."""
    if pane.focusPolicy() != Qt.FocusPolicy.NoFocus:
        pane.setFocus()
        return
    for child in pane.findChildren(QWidget):
        if child.focusPolicy() != Qt.FocusPolicy.NoFocus and child.isVisible() and child.isEnabled():
            child.setFocus()
            return
