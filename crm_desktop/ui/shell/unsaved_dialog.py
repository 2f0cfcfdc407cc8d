"""Asks before closing while saving waits for a busy file."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel


class UnsavedDialog(QDialog):
    """Waiting is what Enter and Esc mean."""

    def __init__(self, theme: Theme, count: int, close_anyway: Callable[[], object], parent: QWidget) -> None:
        """`count` changes are not saved yet; `close_anyway` is called when the user does not want to wait."""
        super().__init__(parent)
        self._close_anyway = close_anyway
        self.setWindowTitle(_("Not saved yet"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        text = ngettext("{n} change is not saved yet.", "{n} changes are not saved yet.", count)
        self.question = TextLabel(theme, text.format(n=number_text(count)), "row_title", wrap=True)
        advice = _(
            "Another computer is writing the file. Text that you typed into fields is kept on this computer and"
            " offered when you open the file again."
        )
        icon = QLabel()
        icon.setPixmap(theme.pixmap("triangle-alert", "warn", 32, self.devicePixelRatioF()))
        icon.setAlignment(Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(8)
        texts.addWidget(self.question)
        texts.addWidget(TextLabel(theme, advice, colour="text_2", wrap=True))
        top = QHBoxLayout()
        top.setSpacing(16)
        top.addWidget(icon)
        top.addLayout(texts, 1)
        self.close_button = push_button(_("Close anyway"), self._on_close, kind="danger")
        self.wait_button = push_button(_("Wait"), self.reject, kind="primary")
        self.wait_button.setDefault(True)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.wait_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 16)
        column.setSpacing(16)
        column.addLayout(top)
        column.addLayout(buttons)
        self.wait_button.setFocus()

    def _on_close(self) -> None:
        self.accept()
        self._close_anyway()
