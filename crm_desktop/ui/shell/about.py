"""Name, version, licence."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm_desktop import __version__
from crm_desktop.base.i18n import _
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel


class AboutDialog(QDialog):
    """What this program is."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("About CRM Desktop"))
        icon = QLabel()
        icon.setPixmap(theme.pixmap("contact", "accent", 40, self.devicePixelRatioF()))
        version = TextLabel(theme, _("Version {version}").format(version=__version__), colour="text_2")
        version.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        licence = _("Free software, MIT licence. Qt and PySide under the LGPL, icons by Lucide (ISC).")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(8)
        column.addWidget(icon)
        column.addWidget(TextLabel(theme, _("CRM Desktop"), "title"))
        column.addWidget(version)
        column.addWidget(TextLabel(theme, licence, colour="text_2", wrap=True))
        column.addSpacing(8)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(push_button(_("Close"), self.accept, kind="primary"))
        column.addLayout(row)
        self.setMinimumWidth(380)
