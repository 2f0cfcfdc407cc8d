"""Which columns a table shows, and in what order; all of it by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.i18n import _
from crm_desktop.ui.lists.column_layout import ColumnLayout
from crm_desktop.ui.lists.source import Column
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel

_KEY = Qt.ItemDataRole.UserRole + 1


class _ColumnList(QListWidget):
    """Space ticks, Alt with an arrow moves, and so does dragging."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Columns"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Alt+Up and Alt+Down move the line."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if step and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_current(step)
            return
        super().keyPressEvent(event)

    def move_current(self, step: int) -> None:
        """Move the current line up (-1) or down (1)."""
        at = self.currentRow()
        if 0 <= at + step < self.count() and at >= 0:
            item = self.takeItem(at)
            self.insertItem(at + step, item)
            self.setCurrentRow(at + step)


class ColumnsDialog(QDialog):
    """The columns on view come first, in their order; the others follow, to be ticked."""

    chosen = Signal(object)
    """The ColumnLayout that was chosen."""

    def __init__(
        self,
        theme: Theme,
        columns: Sequence[Column[Any]],
        layout: ColumnLayout,
        usual: ColumnLayout,
        parent: QWidget,
    ) -> None:
        """`usual` is the arrangement of a user who never made one."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Columns"))
        self.resize(440, 480)
        self._columns = {column.key: column for column in columns}
        self._fixed = columns[0].key
        self._widths = {key: float(column.width) for key, column in self._columns.items()}
        self.list = _ColumnList()
        self.list.setObjectName("card")
        hint = TextLabel(
            theme,
            _("Space shows or hides a column, Alt with the arrow keys moves it."),
            "caption",
            "text_2",
            wrap=True,
        )
        self.up = push_button(_("Up"), lambda: self.list.move_current(-1))
        self.down = push_button(_("Down"), lambda: self.list.move_current(1))
        row = QHBoxLayout()
        for button in (self.up, self.down, push_button(_("Usual columns"), lambda: self._fill(usual))):
            row.addWidget(button)
        row.addStretch()
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(push_button(_("Show these columns"), self._choose, kind="primary"))
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(24, 20, 24, 16)
        column_box.setSpacing(12)
        column_box.addWidget(hint)
        column_box.addWidget(self.list, 1)
        column_box.addLayout(row)
        column_box.addLayout(buttons)
        self._fill(layout)
        self.list.setFocus()

    def _fill(self, layout: ColumnLayout) -> None:
        self._widths |= dict(layout)
        shown = [key for key, _width in layout if key in self._columns]
        rest = [key for key in self._columns if key not in shown]
        self.list.clear()
        for key in (*shown, *rest):
            item = QListWidgetItem(_(self._columns[key].title))
            item.setData(_KEY, key)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            item.setFlags(flags if key == self._fixed else flags | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if key in shown else Qt.CheckState.Unchecked)
            if key == self._fixed:
                item.setToolTip(_("Always there"))
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def layout_now(self) -> ColumnLayout:
        """What is ticked, in its order."""
        items = [self.list.item(at) for at in range(self.list.count())]
        ticked = [item.data(_KEY) for item in items if item.checkState() == Qt.CheckState.Checked]
        return tuple((key, self._widths[key]) for key in ticked)

    def _choose(self) -> None:
        self.chosen.emit(self.layout_now())
        self.accept()
