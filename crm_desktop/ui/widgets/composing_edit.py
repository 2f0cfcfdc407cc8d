"""Text fields that know about input methods (Korean, Chinese, Japanese)."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QTextDocument,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolButton, QWidget

from crm_desktop.base.i18n import _


def commit_composition() -> None:
    """Turn what is being composed into text, before the focus goes elsewhere and it is lost."""
    QGuiApplication.inputMethod().commit()


class UndoToWindow(QObject):
    """With nothing typed in a field to take back, Ctrl+Z is the window's: the last change of the file.

    A filter and not the field's own `event`: Qt delivers a widget's deletion there too, and coming back from that
    into a Python method of what was just deleted ends the process (seen).
    """

    def __init__(self, field: QLineEdit | QPlainTextEdit) -> None:
        super().__init__(field)
        field.installEventFilter(self)

    def eventFilter(self, field: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let the window have undo and redo that the field has no use for."""
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        text = field.document() if isinstance(field, QPlainTextEdit) else field
        if not isinstance(text, QLineEdit | QTextDocument):
            return False
        is_undo = event.matches(QKeySequence.StandardKey.Undo) and not text.isUndoAvailable()
        is_redo = event.matches(QKeySequence.StandardKey.Redo) and not text.isRedoAvailable()
        if is_undo or is_redo:
            event.ignore()
        return is_undo or is_redo


class ComposingLineEdit(QLineEdit):
    """A line whose search text includes the syllable being composed."""

    typed = Signal(str)
    """Text and composition together, at every key; `textChanged` alone lags a syllable behind in Korean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preedit = ""
        self.textChanged.connect(lambda _text: self.typed.emit(self.whole_text))

    def setClearButtonEnabled(self, enable: bool) -> None:  # noqa: N802 - Qt's name
        """With a cross that empties the line; Qt gives it no name for screen readers."""
        super().setClearButtonEnabled(enable)
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(_("Clear"))

    @property
    def whole_text(self) -> str:
        """The text with the composition at the cursor."""
        text, at = self.text(), self.cursorPosition()
        return text[:at] + self._preedit + text[at:]

    @property
    def is_composing(self) -> bool:
        """Whether Enter would only end a composition."""
        return bool(self._preedit)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Note the composition."""
        before = self._preedit
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)
        if self._preedit != before:
            self.typed.emit(self.whole_text)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the composition as text."""
        if self._preedit:
            commit_composition()
            self._keep_preedit()
        super().focusOutEvent(event)

    def _keep_preedit(self) -> None:
        """Insert what an input method dropped instead of committing it."""
        if self._preedit:
            left, self._preedit = self._preedit, ""
            clear = QInputMethodEvent("", [])
            clear.setCommitString(left)
            super().inputMethodEvent(clear)


class ComposingTextEdit(QPlainTextEdit):
    """Several lines, of which a composition is kept when the focus goes."""

    left = Signal()
    """The focus went elsewhere; the text is complete."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preedit = ""
        self.setTabChangesFocus(True)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802 - Qt's name
        """Note the composition."""
        self._preedit = event.preeditString()
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the composition as text, and tell."""
        if self._preedit:
            commit_composition()
        if self._preedit:
            text, self._preedit = self._preedit, ""
            clear = QInputMethodEvent("", [])
            clear.setCommitString(text)
            super().inputMethodEvent(clear)
        super().focusOutEvent(event)
        self.left.emit()
