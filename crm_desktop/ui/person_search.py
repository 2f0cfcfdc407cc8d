"""A line and what it finds below it: asks for one record without leaving the keyboard; and the same as a dialog."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QDialog, QListView, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.services.search import Hit
from crm_desktop.ui.person_lookup import PersonLookup
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel

_FIND_AFTER_MS = 40
_ROW = 30
_ROOM = 12
_ICONS = {"contact": "user", "company": "building", "household": "house", "group": "users"}


def _row_height(of: QWidget) -> int:
    return max(_ROW, of.fontMetrics().height() + _ROOM)


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
    def __init__(self, session: UiSession, shown_in: QListView) -> None:
        super().__init__(shown_in)
        self._theme, self._list = session.theme, shown_in
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
            return QSize(0, _row_height(self._list))
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
        self._wants_first = False
        self.line = _Line()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(hint)
        self.list = QListView()
        self.list.setObjectName("card")
        self.hits = _Hits(session, self.list)
        self.list.setModel(self.hits)
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setIconSize(QSize(16, 16))
        self.list.setAccessibleName(_("Results"))
        self.list.clicked.connect(lambda index: self.chosen.emit(self.hits.hits[index.row()]))
        self.nothing = TextLabel(session.theme, "", "body", "text_2", wrap=True)
        self.nothing.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.line)
        column.addWidget(self.list)
        column.addWidget(self.nothing)
        column.addStretch()
        self.setFocusProxy(self.line)
        self._lookup = PersonLookup(session, self, rest_ms=_FIND_AFTER_MS, offers_recent=True)
        self._lookup.found.connect(self._on_hits)
        self.line.typed.connect(self._on_typed)
        self.line.arrow.connect(self._move)
        self.line.entered.connect(self._on_entered)
        self.line.escaped.connect(self.escaped)
        self._lookup.ask("")

    def _on_typed(self, text: str) -> None:
        self._wants_first = False
        self._lookup.follow(text)

    def _on_hits(self, text: str, hits: list[Hit]) -> None:
        self.hits.show(hits)
        self.list.setVisible(bool(hits))
        self.nothing.setText(_("Nothing goes with “{text}”.").format(text=text) if text else "")
        self.nothing.setVisible(bool(text) and not hits)
        if hits:
            self.list.setCurrentIndex(self.hits.index(0, 0))
        self.list.setFixedHeight(_row_height(self.list) * len(hits) + 2 * self.list.frameWidth())
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
        if self._lookup.is_searching:
            self._wants_first = True
            return
        index = self.list.currentIndex()
        if index.isValid():
            self.chosen.emit(self.hits.hits[index.row()])


class PersonDialog(QDialog):
    """Enter takes the one that is marked."""

    chosen = Signal(object)

    def __init__(self, session: UiSession, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(440, 340)
        self.search = PersonSearch(session, _("Name, phone or e-mail"))
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.addWidget(self.search)
        column.addStretch()
        self.search.chosen.connect(self._take)
        self.search.escaped.connect(self.reject)
        self.search.line.setFocus()

    def _take(self, hit: Hit) -> None:
        self.accept()
        self.chosen.emit(hit)
