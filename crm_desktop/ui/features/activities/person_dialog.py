"""Asks for a record."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.services.search import Hit
from crm_desktop.ui.features.activities.person_search import PersonSearch
from crm_desktop.ui.session import UiSession


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
        self.search.setFocus()

    def _take(self, hit: Hit) -> None:
        self.accept()
        self.chosen.emit(hit)
