"""Which contacts the list shows: all, a kind, a tag, the trash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import N_, _
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import GROUP, HOUSEHOLD, ORGANIZATION, PERSON
from crm_desktop.ui.theme.theme import Theme

_ENTRY = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the sidebar; `query` is None for a heading."""

    key: str
    title: str
    icon: str = ""
    query: ListQuery | None = None
    count: int | None = None


FIXED = (
    ("all", N_("All"), "contact", ListQuery()),
    (PERSON, N_("People"), "user", ListQuery(kinds=(PERSON,))),
    (ORGANIZATION, N_("Companies"), "building", ListQuery(kinds=(ORGANIZATION,))),
    (HOUSEHOLD, N_("Households"), "house", ListQuery(kinds=(HOUSEHOLD,))),
    (GROUP, N_("Groups"), "users", ListQuery(kinds=(GROUP,))),
)


def make_entries(counts: dict[str, int], tags: Sequence[tuple[str, int]]) -> list[Entry]:
    """The lines for a file with these counts; groups stand there only when there are any."""
    everything = sum(counts.get(kind, 0) for kind in (PERSON, ORGANIZATION, HOUSEHOLD, GROUP))
    entries = [
        Entry(key, _(title), icon, query, everything if key == "all" else counts.get(key, 0))
        for key, title, icon, query in FIXED
        if key != GROUP or counts.get(GROUP)
    ]
    if tags:
        entries.append(Entry("tags", _("Tags")))
        entries += [Entry(f"tag:{name}", name, "tag", ListQuery(tag=name), count) for name, count in tags]
    entries.append(Entry("rest", ""))
    entries.append(Entry("trash", _("Trash"), "trash", ListQuery(trash=True), counts.get("trash", 0)))
    return entries


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002, N802
        entry: Entry = index.data(_ENTRY)
        height = QFontMetrics(self._theme.font("body")).height() + 14
        return QSize(80, height if entry.query or entry.title else 12)

    def paint(self, painter: QPainter, option: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        entry: Entry = index.data(_ENTRY)
        tokens, rect = self._theme.tokens, option.rect.adjusted(8, 1, -8, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected) and entry.query is not None
        if selected or (option.state & QStyle.StateFlag.State_MouseOver and entry.query is not None):
            focused = selected and option.widget and option.widget.hasFocus()
            fill = tokens.selection if focused else tokens.selection_idle if selected else tokens.subtle
            painter.setPen(QPen(QColor(tokens.accent), 2) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(fill))
            inset = 1 if focused else 0
            painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), 6, 6)
        if entry.icon:
            ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
            icon = self._theme.pixmap(entry.icon, "accent" if selected else "text_2", 16, ratio)
            box = self._place(option, rect, 8, 16)
            painter.drawPixmap(box.left(), rect.center().y() - 7, icon)
        count = number_text(entry.count) if entry.count else ""
        caption = self._theme.font("caption")
        count_width = QFontMetrics(caption).horizontalAdvance(count)
        title_font = self._theme.font("strong" if selected else "body")
        left, ink = (32, tokens.text) if entry.icon else (8, tokens.text_3)
        if not entry.icon:
            title_font = self._theme.font("caption_strong")
        room = rect.width() - left - count_width - 16
        title = QFontMetrics(title_font).elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        self._draw(painter, option, self._place(option, rect, left, room), title, title_font, ink)
        count_box = self._place(option, rect, rect.width() - count_width - 8, count_width + 1)
        self._draw(painter, option, count_box, count, caption, tokens.text_3)
        painter.restore()

    @staticmethod
    def _place(option: Any, rect: QRect, left: int, width: int) -> QRect:
        return QStyle.visualRect(
            option.direction, rect, QRect(rect.left() + left, rect.top(), width, rect.height())
        )

    @staticmethod
    def _draw(painter: QPainter, option: Any, box: QRect, text: str, font: Any, ink: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        align = (
            QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignVCenter
        )
        painter.drawText(box, align | Qt.TextFlag.TextSingleLine, text)


class Sidebar(QFrame):
    """Tells which entry was chosen; keeps its choice when counts and tags change."""

    entry_chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self._list = QListWidget()
        self._list.setItemDelegate(_EntryDelegate(theme, self._list))
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setMouseTracking(True)
        self._list.setAccessibleName(_("Lists"))
        self._entries: list[Entry] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 8)
        column.addWidget(self._list)
        self.setFocusProxy(self._list)
        self._list.currentRowChanged.connect(self._on_row)

    def show_entries(self, entries: list[Entry]) -> None:
        """Show these lines; the one on view stays chosen, else the first."""
        current = self.current_key
        self._list.blockSignals(True)
        self._list.clear()
        self._entries = entries
        for entry in entries:
            item = QListWidgetItem(entry.title)
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.ToolTipRole, entry.title if len(entry.title) > 20 else None)
            spoken = f"{entry.title}, {number_text(entry.count)}" if entry.count is not None else entry.title
            item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken or _("Separator"))
            if entry.query is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._list.addItem(item)
        row = next((i for i, entry in enumerate(entries) if entry.key == current), 0)
        self._list.setCurrentRow(row)
        self._list.blockSignals(False)
        if current and entries[row].key != current:
            self.entry_chosen.emit(entries[row])

    @property
    def current_key(self) -> str:
        """Key of the chosen entry; "" before the first."""
        row = self._list.currentRow()
        return self._entries[row].key if 0 <= row < len(self._entries) else ""

    def current(self) -> Entry | None:
        """The chosen entry."""
        return next((entry for entry in self._entries if entry.key == self.current_key), None)

    def choose(self, key: str) -> bool:
        """Choose an entry by key without telling. Returns whether there is one."""
        row = next((i for i, entry in enumerate(self._entries) if entry.key == key), None)
        if row is None:
            return False
        self._list.blockSignals(True)
        self._list.setCurrentRow(row)
        self._list.blockSignals(False)
        return True

    def _on_row(self, row: int) -> None:
        if 0 <= row < len(self._entries) and self._entries[row].query is not None:
            self.entry_chosen.emit(self._entries[row])
