"""A small table to read and choose from, for lists of at most some thousand lines in a dialog."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

_USUAL_LINE = 16
"""Pixels of a line of text of the usual size, for which the widths are given."""


class PlainTable(QTableWidget):
    """Rows of texts; one row can be chosen. A width of 0 lets a column take what room is left."""

    def __init__(
        self, titles: Sequence[str], widths: Sequence[int], name: str, parent: QWidget | None = None
    ) -> None:
        """`titles` and `name` (for screen readers) are translated."""
        super().__init__(0, len(titles), parent)
        self.setHorizontalHeaderLabels(list(titles))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        larger = max(self.fontMetrics().height() / _USUAL_LINE, 1.0)
        for column, width in enumerate(widths):
            if width:
                self.setColumnWidth(column, max(round(width * larger), header.sectionSizeHint(column)))
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def show_rows(self, rows: Sequence[Sequence[str]]) -> None:
        """Show these lines in place of the others; a cell's tooltip is its whole text."""
        self.clearSelection()
        self.setRowCount(len(rows))
        for at, texts in enumerate(rows):
            for column, text in enumerate(texts):
                item = QTableWidgetItem(" ".join(text.split()))
                item.setToolTip(text if len(text) > 24 else "")
                self.setItem(at, column, item)

    @property
    def chosen(self) -> int | None:
        """The chosen line; None when there is none."""
        return self.currentRow() if self.selectedItems() else None
