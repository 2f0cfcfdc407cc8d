"""Finds a field of the open record by what it is called or what stands in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.domain.text_folding import fold
from crm_desktop.ui.forms.tab_order import stops
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel


class FindBar(QFrame):
    """A line above the record. Typing marks the first field that fits, Enter goes on, Esc stays there."""

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._found: list[QWidget] = []
        self._at = 0
        self.setObjectName("findBar")
        self.line = ComposingLineEdit()
        self.line.setPlaceholderText(_("Find in this record"))
        self.line.setAccessibleName(_("Find in this record"))
        self.line.typed.connect(self._on_typed)
        self.told = TextLabel(theme, colour="text_3")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 8, 24, 4)
        row.setSpacing(8)
        row.addWidget(self.line, 1)
        row.addWidget(self.told)
        row.addWidget(IconButton(theme, "chevron-down", _("Next"), self.go_on, 16))
        row.addWidget(IconButton(theme, "x", _("Close"), self.leave, 16))
        self.hide()

    def open(self) -> None:
        """Show it, ready for typing."""
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.line.selectAll()
        self._on_typed(self.line.text())

    def _on_typed(self, text: str) -> None:
        wanted = fold(text.strip())
        self._found = [
            stop
            for stop in stops(self._page)
            if wanted and not self.isAncestorOf(stop) and stop.isVisible() and wanted in fold(_text_of(stop))
        ]
        self._at = -1
        count = len(self._found)
        found = ngettext("{n} field", "{n} fields", count).format(n=count)
        self.told.setText((found if count else _("Nothing found")) if wanted else "")
        if self._found:
            _bring_into_view(self._found[0])

    def go_on(self) -> None:
        """Go to the next field that fits."""
        if self._found:
            self._at = (self._at + 1) % len(self._found)
            field = self._found[self._at]
            _bring_into_view(field)
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.told.setText(_("{n} of {all}").format(n=self._at + 1, all=len(self._found)))

    def leave(self) -> None:
        """Close it; the keyboard stays in the field that was found."""
        target = self._found[max(self._at, 0)] if self.line.hasFocus() and self._found else None
        self._found = []
        self.hide()
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter goes on, Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.go_on()
        else:
            super().keyPressEvent(event)


def _text_of(stop: QWidget) -> str:
    """What a field is called and what stands in it."""
    texts = [stop.accessibleName()]
    if isinstance(stop, QLineEdit | QAbstractButton | QLabel):
        texts.append(stop.text())
    elif isinstance(stop, QPlainTextEdit):
        texts.append(stop.toPlainText())
    return " ".join(texts)


def _bring_into_view(widget: QWidget) -> None:
    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget, 24, 60)
        above = above.parentWidget()
