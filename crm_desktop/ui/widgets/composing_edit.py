"""Text fields that know about input methods (Korean, Chinese, Japanese)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QToolButton, QWidget

from crm_desktop.base.i18n import _


def commit_composition() -> None:
    """Turn what is being composed into text, before the focus goes elsewhere and it is lost."""
    QGuiApplication.inputMethod().commit()


def undo_in_window(field: QWidget, event: QKeyEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """With nothing typed in a field to take back, Ctrl+Z is the window's: the last change of the file.

    For the key presses of a field, and not a filter of its events: Qt brings those also while a field is being
    deleted, and a Python filter that wakes up on half a widget ends the process (seen).

    Returns:
        Whether the key was undo or redo that the field has no use for.
    """
    is_undo = event.matches(QKeySequence.StandardKey.Undo) and not can_undo
    is_redo = event.matches(QKeySequence.StandardKey.Redo) and not can_redo
    if not (is_undo or is_redo):
        return False
    keys = QKeySequence(event.keyCombination())
    for action in field.window().actions():
        if keys in action.shortcuts():
            action.trigger()
            break
    return True


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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Undo goes to the window when there is nothing to undo here."""
        can_undo, can_redo = self.isUndoAvailable(), self.isRedoAvailable()
        if not undo_in_window(self, event, can_undo=can_undo, can_redo=can_redo):
            super().keyPressEvent(event)

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

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Undo goes to the window when there is nothing to undo here."""
        text = self.document()
        if not undo_in_window(self, event, can_undo=text.isUndoAvailable(), can_redo=text.isRedoAvailable()):
            super().keyPressEvent(event)

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
