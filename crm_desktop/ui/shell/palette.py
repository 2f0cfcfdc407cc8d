"""The command palette: find any record, run any command, create what is not there (ux 3.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel

COMMAND_PREFIX = ">"
_SEARCH_AFTER_MS = 60
_WIDTH = 640
_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One line of the palette. `refusal` says why it cannot be chosen now."""

    title: str
    subtitle: str = ""
    icon: str = ""
    aside: str = ""
    refusal: str = ""
    run: Callable[[], object] = lambda: None
    ref: EntityRef | None = None


class CommandRows(Protocol):
    """Gives the commands that fit a text; `only` when no records are shown beside them."""

    def __call__(self, text: str, *, only: bool) -> list[PaletteRow]:
        """Rows, best first."""
        ...


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[PaletteRow] = []

    def show(self, rows: Sequence[PaletteRow]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        row = self.rows[index.row()]
        if role == _ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.title, row.subtitle, row.aside, row.refusal) if part)
        return None


class _RowDelegate(QStyledItemDelegate):
    """Icon, title, what it is, and its shortcut at the far end."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802
        return QSize(100, QFontMetrics(self._theme.font("body")).height() + 18)

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        row: PaletteRow = index.data(_ROLE)
        tokens = self._theme.tokens
        rect: QRect = option.rect.adjusted(6, 1, -6, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(rect, 6, 6)
        ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
        ink = tokens.text_3 if row.refusal else tokens.text
        if row.icon:
            box = self._place(option, rect, 10, 16)
            y = rect.center().y() - 8
            painter.drawPixmap(box.left(), y, self._theme.pixmap(row.icon, "text_2", 16, ratio))
        used = self._draw(painter, option, rect, 38, rect.width() - 140, row.title, "body", ink)
        rest = rect.width() - 38 - used - 110
        self._draw(
            painter, option, rect, 38 + used + 10, rest, row.subtitle or row.refusal, "caption", tokens.text_3
        )
        metrics = QFontMetrics(self._theme.font("caption"))
        width = metrics.horizontalAdvance(row.aside)
        self._draw(
            painter, option, rect, rect.width() - width - 12, width + 2, row.aside, "caption", tokens.text_3
        )
        painter.restore()

    @staticmethod
    def _place(option: Any, rect: QRect, left: int, width: int) -> QRect:
        plain = QRect(rect.left() + left, rect.top(), max(width, 0), rect.height())
        return QStyle.visualRect(option.direction, rect, plain)

    def _draw(
        self,
        painter: QPainter,
        option: Any,
        rect: QRect,
        left: int,
        width: int,
        text: str,
        role: str,
        ink: str,
    ) -> int:
        """Draws one piece; returns how wide it became."""
        font = self._theme.font(role)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(width, 0))
        used = metrics.horizontalAdvance(shown)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        align = (
            QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(self._place(option, rect, left, used + 1), align | Qt.TextFlag.TextSingleLine, shown)
        return used


class _Input(ComposingLineEdit):
    """The palette's line: arrows drive the list below it."""

    arrow = Signal(int)
    chosen = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        if event.key() in steps:
            self.arrow.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not self.is_composing:
                self.chosen.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class Palette(QFrame):
    """Lies over the window. `commands` gives rows for a text; `search` starts a search and answers later."""

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        parent: QWidget,
        commands: CommandRows,
        recents: Callable[[], list[PaletteRow]],
        search: Callable[[str, Callable[[list[PaletteRow]], None]], None],
        create: Callable[[str], list[PaletteRow]],
    ) -> None:
        super().__init__(parent)
        self.setObjectName("paletteBox")
        self._theme, self._over = theme, parent
        self._commands, self._recents, self._search, self._create = commands, recents, search, create
        self._focus_before: QWidget | None = None
        self._text = ""
        self._hits: list[PaletteRow] = []
        self._build(theme)
        self._pause = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        self._pause.timeout.connect(self._start_search)
        self.hide()

    def _build(self, theme: Theme) -> None:
        self._input = _Input()
        self._input.setObjectName("paletteInput")
        self._input.setFont(theme.font("row_title"))
        self._input.setPlaceholderText(_("Name, phone, e-mail, place, or a command"))
        self._input.setAccessibleName(_("Search or run a command"))
        self._rows = _Rows(self)
        self._list = QListView()
        self._list.setModel(self._rows)
        self._list.setItemDelegate(_RowDelegate(theme, self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setAccessibleName(_("Results"))
        self._footer = TextLabel(theme, "", "caption", "text_3")
        self._footer.setText(_("> only commands    ↑ ↓ choose    Enter opens    Esc closes"))
        self._icon = QLabel()
        line = QHBoxLayout()
        line.setContentsMargins(14, 4, 14, 0)
        line.addWidget(self._icon)
        line.addWidget(self._input, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 8)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self._list, 1)
        footer = QHBoxLayout()
        footer.setContentsMargins(16, 4, 16, 0)
        footer.addWidget(self._footer)
        column.addLayout(footer)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(32)
        shadow.setOffset(0, 8)
        shadow.setColor(QColor(0, 0, 0, 90))
        self.setGraphicsEffect(shadow)
        self._input.typed.connect(self._on_typed)
        self._input.arrow.connect(self._on_arrow)
        self._input.chosen.connect(self._on_chosen)
        self._input.escaped.connect(self.dismiss)
        self._list.clicked.connect(lambda _index: self._on_chosen())

    def open(self, text: str = "") -> None:
        """Show over the window, with `text` typed in already."""
        self._focus_before = self.window().focusWidget()
        self._icon.setPixmap(self._theme.pixmap("search", "text_3", 18, self.devicePixelRatioF()))
        self.place()
        self.show()
        self.raise_()
        self._input.setText(text)
        self._on_typed(text)
        self._input.setFocus()

    def dismiss(self) -> None:
        """Close, and give the focus back."""
        self._pause.stop()
        self.hide()
        if self._focus_before is not None and self._focus_before.isVisible():
            self._focus_before.setFocus()
        self._focus_before = None
        self.closed.emit()

    def place(self) -> None:
        """In the middle, a little below the top."""
        parent = self._over
        width = min(_WIDTH, parent.width() - 48)
        rows = max(1, len(self._rows.rows))
        wanted = rows * self._list.sizeHintForRow(0) + 96 if self._rows.rows else 96
        height = min(wanted, 460, parent.height() - 96)
        self.setGeometry((parent.width() - width) // 2, 48, width, height)

    @property
    def rows(self) -> list[PaletteRow]:
        """What is on show, for tests and screen readers."""
        return self._rows.rows

    def _on_typed(self, text: str) -> None:
        self._text = text
        if not text.strip():
            self._hits = []
            self._show(self._recents() + self._commands("", only=True))
        elif text.startswith(COMMAND_PREFIX):
            self._hits = []
            self._show(self._commands(text[1:], only=True))
        else:
            self._show(self._hits + self._commands(text, only=False) + self._create(text.strip()))
            self._pause.start()

    def _start_search(self) -> None:
        text = self._text
        self._search(text.strip(), lambda hits: self._on_hits(text, hits))

    def _on_hits(self, text: str, hits: list[PaletteRow]) -> None:
        if text != self._text or not self.isVisible():
            return
        self._hits = hits
        exact = any(hit.title.casefold() == text.strip().casefold() for hit in hits)
        self._show(hits + self._commands(text, only=False) + ([] if exact else self._create(text.strip())))

    def _show(self, rows: list[PaletteRow]) -> None:
        self._rows.show(rows)
        self.place()
        if rows:
            self._list.setCurrentIndex(self._rows.index(0, 0))

    def _on_arrow(self, by: int) -> None:
        if self._rows.rows:
            row = min(max(self._list.currentIndex().row() + by, 0), len(self._rows.rows) - 1)
            self._list.setCurrentIndex(self._rows.index(row, 0))

    def _on_chosen(self) -> None:
        index = self._list.currentIndex()
        if not index.isValid():
            return
        row = self._rows.rows[index.row()]
        if row.refusal:
            return
        self.dismiss()
        row.run()
