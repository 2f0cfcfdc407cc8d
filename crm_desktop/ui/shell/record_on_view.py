"""The record in front of the user: colleagues are told of it, and after a while it counts as used."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.ui.pages import Page, RecordPanel
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.record_window import RecordWindow

USED_AFTER_MS = 1_500
"""A record on view for so long was worked with, not passed by."""

LOOK_EVERY_MS = 1_000
"""Where the keyboard is, is looked up rather than listened for: Qt's signal carries objects that are on their way out,
and taking one of these into Python ends the process. A hint to colleagues goes out every two seconds anyway."""


class RecordOnView(QObject):
    """Follows the pages and windows of one open file."""

    def __init__(
        self,
        session: UiSession,
        front: Callable[[], Page | RecordPanel | None],
        windows: Callable[[], Sequence[RecordWindow]],
        parent: QObject,
    ) -> None:
        """`front`: the page, or the side panel while the keyboard is there; `windows`: those of single records."""
        super().__init__(parent)
        self._session, self._front, self._windows = session, front, windows
        self._used_timer = QTimer(self, singleShot=True, interval=USED_AFTER_MS)
        self._used_timer.timeout.connect(self._on_used)
        self._look_timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._look_timer.timeout.connect(self._tell)
        self._look_timer.start()

    def look(self) -> None:
        """Perhaps another record is on view."""
        self._used_timer.start()
        self._tell()

    def close(self) -> None:
        """The file goes."""
        self._look_timer.stop()
        self._used_timer.stop()
        self.deleteLater()

    def _on_used(self) -> None:
        record = self._now()[0]
        if record is not None:
            self._session.recent.use(record)

    def _now(self) -> tuple[EntityRef | None, QWidget | None]:
        """The record, and the widget that it is edited in."""
        own = next((window for window in self._windows() if window.isActiveWindow()), None)
        if own is not None:
            return own.ref, own.panel
        front = self._front()
        return (front.state().record, front.record_widget()) if front is not None else (None, None)

    def _tell(self) -> None:
        """Which record it is, and whether the keyboard is in one of its fields."""
        record, around = self._now()
        focus = QApplication.focusWidget()
        is_field = isinstance(focus, QLineEdit | QPlainTextEdit | QComboBox)
        is_editing = is_field and around is not None and focus is not None and around.isAncestorOf(focus)
        self._session.people.look_at(record.id if record else None, is_editing=is_editing)
