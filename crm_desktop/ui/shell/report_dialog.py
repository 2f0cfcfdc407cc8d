"""A report for whoever helps, made on request. Nothing is sent: it is read, copied or saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.ui.file_dialogs import documents, file_dialog
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.dialog_size import resize_within_screen
from crm_desktop.ui.widgets.labels import TextLabel


def ask_where_to_save(report: str, parent: QWidget, fail: Callable[[BaseException], object]) -> QFileDialog:
    """Open the dialog that saves a report; `fail` is told when it cannot be written."""
    dialog = file_dialog(parent, _("Save the report"), documents(), saves=True)
    dialog.setDefaultSuffix("txt")
    dialog.selectFile("crm-desktop-report.txt")
    dialog.fileSelected.connect(lambda name: save_report(report, Path(name), fail))
    dialog.open()
    return dialog


def save_report(report: str, path: Path, fail: Callable[[BaseException], object]) -> None:
    """Write a report; `fail` is told when it cannot be written."""
    try:
        path.write_text(report, "utf-8")
    except OSError as error:
        what = _("The report could not be written to “{name}”.").format(name=path.name)
        fail(EnvironmentProblem("io_error", what, error.strerror or ""))


class ReportDialog(QDialog):
    """The whole report, so that one sees what is in it."""

    def __init__(
        self, theme: Theme, report: str, fail: Callable[[BaseException], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Error report"))
        resize_within_screen(self, 640, 520)
        self.text = QPlainTextEdit(report)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Error report"))
        nothing = _("Nothing is sent. Read it, then copy or save it, and give it to whoever helps you.")
        without = _("Names, addresses, numbers and what you typed are not in it.")
        buttons = QHBoxLayout()
        buttons.addWidget(push_button(_("Copy"), lambda: QGuiApplication.clipboard().setText(report)))
        buttons.addWidget(push_button(_("Save…"), lambda: ask_where_to_save(report, self, fail)))
        buttons.addStretch()
        buttons.addWidget(push_button(_("Close"), self.accept, kind="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(12)
        column.addWidget(TextLabel(theme, nothing, "strong", wrap=True))
        column.addWidget(TextLabel(theme, without, colour="text_2", wrap=True))
        column.addWidget(self.text, 1)
        column.addLayout(buttons)
