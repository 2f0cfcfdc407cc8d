"""Finds a label sheet by maker, number, size or paper."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.printing.stock import Stock, find_stock
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit

_CODE = Qt.ItemDataRole.UserRole + 1


class StockChooser(QWidget):
    """A search line over a list."""

    stock_chosen = Signal(object)

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        """`code` is the sheet that is chosen at first; "" for the first of the table."""
        super().__init__(parent)
        self._found: list[Stock] = []
        self._code = code
        self.search = ComposingLineEdit()
        self.search.setPlaceholderText(_("Search: maker, number, size…"))
        self.search.setAccessibleName(_("Search for a label sheet"))
        self.search.setClearButtonEnabled(True)
        self.search.typed.connect(self._on_typed)
        self.search.installEventFilter(self)
        self.list = QListWidget()
        self.list.setObjectName("card")
        self.list.setAccessibleName(_("Label sheets"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # sheets are told apart by both ends of a line: maker and number, columns and rows
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setMinimumHeight(96)
        self.list.currentRowChanged.connect(self._on_row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        self._on_typed("")

    @property
    def stock(self) -> Stock | None:
        """The chosen sheet."""
        row = self.list.currentRow()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _on_typed(self, text: str) -> None:
        self._found = find_stock(text)
        self.list.blockSignals(True)
        self.list.clear()
        for stock in self._found:
            item = QListWidgetItem(stock.describe())
            item.setToolTip(", ".join([stock.code, *stock.aliases]))
            item.setData(_CODE, stock.code)
            self.list.addItem(item)
        row = next((at for at, stock in enumerate(self._found) if stock.code == self._code), 0)
        self.list.setCurrentRow(row if self._found else -1)
        self.list.blockSignals(False)
        current = self.list.currentItem()
        if current is not None:
            self.list.scrollToItem(current)
        self._on_row(self.list.currentRow())

    def _on_row(self, row: int) -> None:
        if not 0 <= row < len(self._found) or self._found[row].code == self._code:
            return
        self._code = self._found[row].code
        self.stock_chosen.emit(self._found[row])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow keys in the search line move through the list."""
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                row = min(max(self.list.currentRow() + step, 0), self.list.count() - 1)
                self.list.setCurrentRow(row)
                return True
        return super().eventFilter(watched, event)
