"""Asks for a contact by name, phone or e-mail."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.services.search import Hit, by_refs, find
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit

_FIND_AFTER_MS = 40
_MOST = 8
_HIT = Qt.ItemDataRole.UserRole


class PersonDialog(QDialog):
    """Begins with the records used last; Enter takes the one that is marked, and waits for an answer under way."""

    chosen = Signal(object)

    def __init__(self, session: UiSession, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._is_searching = self._wants_first = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(440, 340)
        self.line = ComposingLineEdit()
        self.line.setPlaceholderText(_("Name, phone or e-mail"))
        self.line.setAccessibleName(title)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Results"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        self._pause = QTimer(self, singleShot=True, interval=_FIND_AFTER_MS)
        self._pause.timeout.connect(self._find)
        self.line.typed.connect(self._on_typed)
        self.line.installEventFilter(self)
        self.list.itemClicked.connect(lambda item: self._take(item.data(_HIT)))
        self._find()

    def _on_typed(self, _text: str) -> None:
        self._is_searching, self._wants_first = True, False
        self._pause.start()

    def _find(self) -> None:
        session, text = self._session, self.line.whole_text.strip()
        if text:
            session.tasks.run(find, session.context, text, _MOST, owner=self,
                              on_done=lambda hits: self._show(text, hits))  # fmt: skip
        else:
            session.tasks.run(by_refs, session.context, session.recent.refs[:_MOST], owner=self,
                              on_done=lambda hits: self._show("", hits))  # fmt: skip

    def _show(self, text: str, hits: list[Hit]) -> None:
        if text != self.line.whole_text.strip():
            return
        self._is_searching = False
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(
                "   ".join(part for part in (hit.title, hit.subtitle, hit.matched) if part)
            )
            item.setData(_HIT, hit)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        if self._wants_first:
            self._enter()

    def _enter(self) -> None:
        if self._is_searching:
            self._wants_first = True
        elif (item := self.list.currentItem()) is not None:
            self._take(item.data(_HIT))

    def _take(self, hit: Hit) -> None:
        self.accept()
        self.chosen.emit(hit)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrows move in the list while one types."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                row = self.list.currentRow() + steps[Qt.Key(event.key())]
                self.list.setCurrentRow(min(max(row, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.line.is_composing:
                self._enter()
                return True
        return super().eventFilter(watched, event)
