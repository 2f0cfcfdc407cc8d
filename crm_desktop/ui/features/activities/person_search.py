"""A line and what it finds below it: asks for one record without leaving the keyboard."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.services.search import Hit, by_refs, find
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit

_FIND_AFTER_MS = 40
_MOST = 8
_ROW = 30
_ICONS = {"contact": "user", "company": "building", "household": "house", "group": "users"}


class _Line(ComposingLineEdit):
    arrow = Signal(int)
    entered = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps:
            self.arrow.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.is_composing:
                self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class _Hits(QAbstractListModel):
    def __init__(self, session: UiSession, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = session.theme
        self.hits: list[Hit] = []

    def show(self, hits: list[Hit]) -> None:
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.hits)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        hit = self.hits[index.row()]
        text = "   ".join(part for part in (hit.title, hit.subtitle, hit.matched) if part)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return text
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, _ROW)
        if role == Qt.ItemDataRole.DecorationRole:
            return self._theme.icon(_ICONS.get(hit.ref.kind, "user"), "text_2", 16)
        return None


class PersonSearch(QWidget):
    """Begins with the records used last. Enter before the answer is there waits for it."""

    chosen = Signal(object)
    escaped = Signal()
    fitted = Signal()
    """It became higher or lower."""

    def __init__(self, session: UiSession, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._text = ""
        self._is_searching = self._wants_first = False
        self.line = _Line()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.hits = _Hits(session, self)
        self.list = QListView()
        self.list.setModel(self.hits)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(16, 16))
        self.list.setAccessibleName(_("Results"))
        self.list.clicked.connect(lambda index: self.chosen.emit(self.hits.hits[index.row()]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        self.setFocusProxy(self.line)
        self._pause = QTimer(self, singleShot=True, interval=_FIND_AFTER_MS)
        self._pause.timeout.connect(self._find)
        self.line.typed.connect(self._on_typed)
        self.line.arrow.connect(self._move)
        self.line.entered.connect(self._on_entered)
        self.line.escaped.connect(self.escaped)
        self._find()

    def _on_typed(self, text: str) -> None:
        self._text, self._is_searching, self._wants_first = text, True, False
        self._pause.start()

    def _find(self) -> None:
        text, session = self._text.strip(), self._session
        if text:
            session.tasks.run(
                find, session.context, text, _MOST, owner=self, on_done=lambda hits: self._on_hits(text, hits)
            )
        else:
            refs = session.recent.refs[:_MOST]
            session.tasks.run(
                by_refs, session.context, refs, owner=self, on_done=lambda hits: self._on_hits("", hits)
            )

    def _on_hits(self, text: str, hits: list[Hit]) -> None:
        if text != self._text.strip():
            return
        self._is_searching = False
        self.hits.show(hits)
        if hits:
            self.list.setCurrentIndex(self.hits.index(0, 0))
        self.list.setFixedHeight(_ROW * len(hits) + 4)
        self.fitted.emit()
        if self._wants_first:
            self._wants_first = False
            self._on_entered()

    def _move(self, by: int) -> None:
        row = min(max(self.list.currentIndex().row() + by, 0), len(self.hits.hits) - 1)
        if row >= 0:
            self.list.setCurrentIndex(self.hits.index(row, 0))
            spoken = QAccessibleAnnouncementEvent(self.line, self.hits.hits[row].title)
            QAccessible.updateAccessibility(spoken)

    def _on_entered(self) -> None:
        if self._is_searching:
            self._wants_first = True
            return
        index = self.list.currentIndex()
        if index.isValid():
            self.chosen.emit(self.hits.hits[index.row()])
