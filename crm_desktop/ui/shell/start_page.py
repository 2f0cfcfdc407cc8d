"""What is shown before a file is open: make one, open one, look around; and the few first choices."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.i18n import _
from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.commands.titles import without_mnemonic
from crm_desktop.ui.shell.first_choices import FirstChoices
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import flush_links, push_button
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel

_WIDTH = 500


class StartPage(QWidget):
    """New file, Import, Open, Practice file, and the files used last."""

    recent_chosen = Signal(object)

    import_wanted = Signal()
    """A new file is to be made, and contacts brought into it."""

    def __init__(self, theme: Theme, commands: CommandRegistry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        card = QFrame()
        card.setObjectName("card")
        card.setFixedWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(8)
        self._icon = QLabel()
        column.addWidget(self._icon)
        column.addWidget(TextLabel(theme, _("Your customers, in one file that is yours"), "title", wrap=True))
        intro = _("No account, no server. Start with your own file, or look around in the practice file.")
        column.addWidget(TextLabel(theme, intro, colour="text_2", wrap=True))
        column.addSpacing(12)
        self._new = self._command_button(commands, "file.new", "primary")
        column.addWidget(self._new)
        advice = _("It may lie on this computer, or in a folder that your office shares.")
        column.addWidget(TextLabel(theme, advice, "caption", "text_3", wrap=True))
        column.addSpacing(4)
        import_button = push_button(_("New file from an address book…"), self.import_wanted.emit)
        import_button.setMinimumHeight(36)
        column.addWidget(import_button)
        for command_id in ("file.open", "file.practice"):
            column.addWidget(self._command_button(commands, command_id, ""))
        self._busy_text = TextLabel(theme, colour="text_2", wrap=True)
        self._busy_bar = QProgressBar()
        self._busy_bar.setRange(0, 0)
        self._busy_bar.setTextVisible(False)
        column.addWidget(self._busy_text)
        column.addWidget(self._busy_bar)
        self._recent_title = TextLabel(theme, _("Used last"), "strong", "text_2")
        column.addSpacing(12)
        column.addWidget(self._recent_title)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        recent = QHBoxLayout()
        flush_links(recent)
        recent.addLayout(self._recent)
        column.addLayout(recent)
        column.addSpacing(12)
        self.choices = FirstChoices(theme)
        column.addWidget(self.choices)
        body = QWidget()
        body.setObjectName("startBody")
        middle = QHBoxLayout(body)
        middle.setContentsMargins(24, 16, 24, 16)
        middle.addStretch()
        middle.addWidget(card, 0, Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch()
        scroll = QScrollArea()
        scroll.setObjectName("startScroll")
        scroll.setWidget(body)
        scroll.setWidgetResizable(True)
        scroll.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)
        theme.changed.connect(self._restyle)
        self.show_recent(())
        self.show_busy("")
        self._restyle()

    def show_recent(self, files: Sequence[Path]) -> None:
        """Offer the files used last."""
        while (item := self._recent.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        self._recent_title.setVisible(bool(files))
        for path in files:
            row = push_button(path.name, lambda path=path: self.recent_chosen.emit(path), kind="link")  # type: ignore[misc]
            row.setToolTip(str(path))
            line = QWidget()
            box = QHBoxLayout(line)
            box.setContentsMargins(0, 0, 0, 0)
            box.addWidget(row)
            box.addWidget(ElidedLabel(self._theme, str(path.parent), "caption", "text_3"), 1)
            self._recent.addWidget(line)

    def show_busy(self, text: str) -> None:
        """Say that something takes its time, and take no orders meanwhile; "" is the end of it."""
        self._busy_text.setText(text)
        self._busy_text.setVisible(bool(text))
        self._busy_bar.setVisible(bool(text))
        self.setEnabled(not text)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begins with the button that most people want, also after a file was closed."""
        super().showEvent(event)
        self._new.setFocus()

    def _command_button(self, commands: CommandRegistry, command_id: str, kind: str) -> QPushButton:
        action = commands.action(command_id)
        button = push_button(without_mnemonic(action.text()), action.trigger, kind=kind)
        button.setMinimumHeight(36)
        return button

    def _restyle(self) -> None:
        self._icon.setPixmap(self._theme.pixmap("contact", "accent", 40, self.devicePixelRatioF()))
