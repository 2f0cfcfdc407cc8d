"""What went wrong: a sentence for the user's own errors, a report to copy for the program's."""

from __future__ import annotations

import platform
import sys
import traceback
from collections.abc import Sequence

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from crm_desktop import __version__
from crm_desktop.base.errors import UserError
from crm_desktop.base.i18n import _
from crm_desktop.base.logs import redact
from crm_desktop.ui.shell.report_dialog import ask_where_to_save
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel


def report_text(error: BaseException | None, commands: Sequence[str], log_lines: Sequence[str]) -> str:
    """A report without names, addresses or numbers of people: versions, the error if any, last commands, log."""
    parts = [
        f"crm-desktop {__version__}, Python {sys.version.split()[0]}, PySide6 {PySide6.__version__}",
        platform.platform(),
        "",
        *(["".join(traceback.format_exception(error))] if error else []),
        "Last commands: " + ", ".join(commands),
        "",
        *log_lines,
    ]
    return redact("\n".join(parts))


class ErrorDialog(QDialog):
    """Says what happened, what is safe and what to do next; details fold out and can be copied."""

    def __init__(
        self, theme: Theme, what: str, advice: str, details: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Something went wrong"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        icon = QLabel()
        icon.setPixmap(theme.pixmap("circle-alert", "bad", 32, self.devicePixelRatioF()))
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._details = QPlainTextEdit(details)
        self._details.setReadOnly(True)
        self._details.setAccessibleName(_("Details"))
        self._details.setMinimumHeight(200)
        self._details.hide()
        texts = QVBoxLayout()
        texts.setSpacing(8)
        texts.addWidget(TextLabel(theme, what, "row_title", wrap=True))
        if advice:
            texts.addWidget(TextLabel(theme, advice, colour="text_2", wrap=True))
        texts.addStretch()
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(icon)
        top.addLayout(texts, 1)
        buttons = QHBoxLayout()
        self._show = push_button(_("Details"), self._toggle)
        copy = push_button(_("Copy details"), lambda: QGuiApplication.clipboard().setText(details))
        save = push_button(_("Save…"), lambda: ask_where_to_save(details, self, self._on_unsaved))
        close = push_button(_("Close"), self.accept, kind="primary")
        close.setDefault(True)
        for button in (self._show, copy, save):
            button.setVisible(bool(details))
            buttons.addWidget(button)
        buttons.addStretch()
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(top)
        column.addWidget(self._details)
        column.addLayout(buttons)

    def _on_unsaved(self, error: BaseException) -> None:
        """The report could not be written: said where the details are, since copying them still works."""
        self._details.setPlainText(f"{error}\n\n{self._details.toPlainText()}")
        self._details.show()

    def _toggle(self) -> None:
        self._details.setVisible(not self._details.isVisible())
        self.adjustSize()


def make_error_dialog(
    theme: Theme,
    error: BaseException,
    commands: Sequence[str],
    log_lines: Sequence[str],
    parent: QWidget | None,
) -> ErrorDialog:
    """The dialog for any error: UserErrors speak for themselves, everything else is the program's fault."""
    if isinstance(error, UserError):
        return ErrorDialog(theme, error.what, error.advice, "", parent)
    return ErrorDialog(
        theme,
        _("The program made a mistake and could not do this."),
        _("What was saved before is safe. Nothing is sent: copy or save the details for whoever helps you."),
        report_text(error, commands, log_lines),
        parent,
    )
