"""The line under a field with two values to choose from: somebody else's or one's own, the file's or a draft."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import push_button


class ConflictStrip(QFrame):
    """Hidden until there is something to choose."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("conflictStrip")
        self._label = QLabel()
        self._label.setWordWrap(True)
        self._label.setFont(theme.font("body"))
        self._keep: Callable[[], None] = lambda: None
        self._take: Callable[[], None] = lambda: None
        self.keep_button = push_button("", lambda: self._keep())
        self.take_button = push_button("", lambda: self._take())
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.keep_button)
        buttons.addWidget(self.take_button)
        buttons.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self._label)
        column.addLayout(buttons)
        self.hide()

    def ask(self, text: str, keep: Callable[[], None], take: Callable[[], None]) -> None:
        """Show what happened and wait for one of the two answers."""
        self._show(text, keep, take, (_("Keep mine"), _("Use theirs")))

    def offer(self, text: str, use: Callable[[], None], drop: Callable[[], None]) -> None:
        """Show what was typed here before."""
        question = _("Typed here before, but not saved: “{text}”").format(text=text)
        self._show(question, use, drop, (_("Use it"), _("Drop it")))

    def _show(
        self, text: str, keep: Callable[[], None], take: Callable[[], None], answers: tuple[str, str]
    ) -> None:
        for button, answer in zip((self.keep_button, self.take_button), answers, strict=True):
            button.setText(answer)
        self._label.setText(text)
        self._keep, self._take = keep, take
        self.setAccessibleName(text)
        self.show()
