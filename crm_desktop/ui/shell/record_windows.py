"""The record windows of one open file: one a record, closed with the file, listed in the Go menu."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu

from crm_desktop.base.ids import EntityRef
from crm_desktop.ui.pages import Feature
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.record_window import MakePanel, Owner, RecordWindow
from crm_desktop.ui.widgets.focus_proxies import release_proxies

_STEP = 28
"""A second window stands so many pixels beside the first, so that both are seen."""


class RecordWindows(QObject):
    """Made with the session and closed with it."""

    changed = Signal()

    def __init__(
        self, session: UiSession, features: tuple[Feature, ...], owner: Owner, places: QSettings, parent: QObject
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._session, self._owner, self._places = session, owner, places
        self._makers: dict[str, MakePanel] = {
            kind: feature.make_panel for feature in features if feature.make_panel for kind in feature.ref_icons
        }  # fmt: skip
        self._windows: list[RecordWindow] = []

    @property
    def windows(self) -> tuple[RecordWindow, ...]:
        """In the order in which they were opened."""
        return tuple(self._windows)

    def open(self, ref: EntityRef) -> RecordWindow | None:
        """Show a record in a window; None for a kind that has none."""
        found = next((window for window in self._windows if window.ref == ref), None)
        if found is None:
            make = self._makers.get(ref.kind)
            if make is None:
                return None
            found = RecordWindow(self._session, ref, make, self._owner, self._places)
            if self._windows:
                found.move(found.x() + _STEP * len(self._windows), found.y() + _STEP * len(self._windows))
            found.closed.connect(self._on_closed)
            found.windowTitleChanged.connect(lambda _title: self.changed.emit())
            self._windows.append(found)
            self.changed.emit()
        found.show()
        found.raise_()
        found.activateWindow()
        return found

    def is_ready_to_close(self) -> bool:
        """Ask every window to save what is being typed."""
        return all(window.is_ready_to_close() for window in list(self._windows))

    def rebuild(self) -> None:
        """Make every window anew, after the language changed."""
        refs = [window.ref for window in self._windows]
        if self.is_ready_to_close():
            self.close_all()
            for ref in refs:
                self.open(ref)

    def close_all(self) -> None:
        """The file goes."""
        for window in list(self._windows):
            window.close()

    def list_in(self, menu: QMenu, before: QAction | None = None) -> list[QAction]:
        """Put one entry a window into a menu; returns them, so that they can be taken out again."""
        group = QActionGroup(menu)
        actions = []
        for window in self._windows:
            action = QAction(window.windowTitle().replace("&", "&&"), group)
            action.triggered.connect(lambda _on=False, window=window: self.open(window.ref))
            menu.insertAction(before, action) if before else menu.addAction(action)
            actions.append(action)
        return actions

    def _on_closed(self, window: RecordWindow) -> None:
        self._windows.remove(window)
        release_proxies(window)
        window.deleteLater()
        self.changed.emit()
