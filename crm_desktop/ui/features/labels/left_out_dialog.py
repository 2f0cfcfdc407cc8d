"""Lists of people or lines that need a look: who gets no label and why, what did not fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.plain_table import PlainTable


@dataclass(frozen=True, slots=True)
class Remark:
    """One line: whom it is about, and what there is to say."""

    ref: EntityRef | None
    name: str
    text: str


class RemarksDialog(QDialog):
    """A double click or the button opens the record."""

    record_wanted = Signal(object)

    def __init__(self, title: str, remarks: Sequence[Remark], parent: QWidget) -> None:
        super().__init__(parent)
        self._remarks = list(remarks)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.resize(560, 380)
        self.table = PlainTable([_("Name"), _("Reason")], [200, 0], title)
        self.table.setObjectName("card")
        self.table.show_rows([(remark.name, remark.text) for remark in self._remarks])
        self.table.doubleClicked.connect(lambda _index: self._on_open())
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(push_button(_("Open contact"), self._on_open))
        buttons.addWidget(push_button(_("Close"), self.accept, kind="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(self.table, 1)
        column.addLayout(buttons)

    def _on_open(self) -> None:
        row = self.table.chosen
        if row is not None and (ref := self._remarks[row].ref):
            self.record_wanted.emit(ref)
            self.accept()
