"""All keys at a glance, made from the command declarations."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.i18n import _
from crm_desktop.ui.commands.registry import CommandRegistry


class KeysDialog(QDialog):
    """Command, where it belongs, its keys."""

    def __init__(self, commands: CommandRegistry, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Keys"))
        self.resize(560, 520)
        entries = sorted(
            (entry for entry in commands.palette_entries() if entry.shortcut),
            key=lambda entry: (entry.category, entry.title),
        )
        table = QTableWidget(len(entries), 3)
        table.setHorizontalHeaderLabels([_("Command"), _("Part"), _("Keys")])
        table.setAccessibleName(_("Keys"))
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for row, entry in enumerate(entries):
            for column, text in enumerate((entry.title, entry.category, entry.shortcut)):
                table.setItem(row, column, QTableWidgetItem(text))
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(8, 8, 8, 8)
        column_box.addWidget(table)
