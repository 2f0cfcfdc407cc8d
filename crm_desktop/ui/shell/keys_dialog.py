"""All keys at a glance, made from the command declarations."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.widgets.plain_table import PlainTable


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
        table = PlainTable([_("Command"), _("Part"), _("Keys")], [0, 110, 140], _("Keys"))
        table.show_rows([(entry.title, entry.category, entry.shortcut) for entry in entries])
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(8, 8, 8, 8)
        column_box.addWidget(table)
