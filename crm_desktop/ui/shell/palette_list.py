"""The rows of the palette: what one is, the model that holds them, and how one is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.ui.theme.theme import Theme

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
_ICON, _GAP, _SIDE, _APART = 16, 12, 10, 10


@dataclass(frozen=True, slots=True)
class PaletteRow:
    """One line of the palette.

    Attributes:
        aside: a shortcut, at the far end.
        refusal: why it cannot be chosen now.
        ref: the record it is; such a row has actions, and opens in a window of its own too.
    """

    title: str
    subtitle: str = ""
    icon: str = ""
    aside: str = ""
    refusal: str = ""
    run: Callable[[], object] = lambda: None
    ref: EntityRef | None = None

    @property
    def spoken(self) -> str:
        """The row for a screen reader."""
        return ", ".join(part for part in (self.title, self.subtitle, self.aside, self.refusal) if part)

    def is_same(self, other: PaletteRow | None) -> bool:
        """Whether it stands for the same thing, in another list of rows."""
        return other is not None and (self.title, self.ref) == (other.title, other.ref)


class PaletteModel(QAbstractListModel):
    """Rows, best first."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[PaletteRow] = []

    def show(self, rows: Sequence[PaletteRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Qt's question."""
        return 0 if parent.isValid() else len(self.rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt's question."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row.spoken
        return None


class PaletteDelegate(QStyledItemDelegate):
    """Icon, title, what it is, and its shortcut at the far end."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802
        """All rows are of one height."""
        return QSize(100, QFontMetrics(self._theme.font("body")).height() + 18)

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """Qt's request."""
        row: PaletteRow = index.data(ROW_ROLE)
        tokens = self._theme.tokens
        rect: QRect = option.rect.adjusted(6, 1, -6, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(rect, 6, 6)
        left = _SIDE
        if row.icon:
            ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
            box = self._place(option, rect, left, _ICON)
            y = rect.center().y() - _ICON // 2 + 1
            painter.drawPixmap(box.left(), y, self._theme.pixmap(row.icon, "text_2", _ICON, ratio))
        left += _ICON + _GAP
        aside = QFontMetrics(self._theme.font("caption")).horizontalAdvance(row.aside)
        end = rect.width() - _SIDE - (aside + 2 + _APART if row.aside else 0)
        ink = tokens.text_3 if row.refusal else tokens.text
        used = self._draw(painter, option, rect, left, end - left, row.title, "body", ink)
        left += used + _APART
        about = row.refusal or row.subtitle
        self._draw(painter, option, rect, left, end - left, about, "caption", tokens.text_3)
        at = rect.width() - _SIDE - aside - 2
        self._draw(painter, option, rect, at, aside + 2, row.aside, "caption", tokens.text_3)
        painter.restore()

    @staticmethod
    def _place(option: Any, rect: QRect, left: int, width: int) -> QRect:
        plain = QRect(rect.left() + left, rect.top(), max(width, 0), rect.height())
        return QStyle.visualRect(option.direction, rect, plain)

    def _draw(
        self, painter: QPainter, option: Any, rect: QRect, left: int, width: int, text: str, role: str,
        ink: str,
    ) -> int:  # fmt: skip
        """Draws one piece where there is room for it; returns how wide it became."""
        font = self._theme.font(role)
        metrics = QFontMetrics(font)
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(width, 0)) if width > 12 else ""
        used = metrics.horizontalAdvance(shown)
        if not shown:
            return used
        painter.setFont(font)
        painter.setPen(QColor(ink))
        align = (
            QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(self._place(option, rect, left, used + 1), align | Qt.TextFlag.TextSingleLine, shown)
        return used
