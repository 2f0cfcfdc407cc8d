"""A field that takes down the keys that are pressed in it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.commands.keymap import portable

_MODIFIER = Qt.KeyboardModifier
_MODIFIER_KEYS = frozenset(
    {
        *(Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_Meta, Qt.Key.Key_AltGr),
        *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock, Qt.Key.Key_unknown),
    }
)
_LEAVING = frozenset({Qt.Key.Key_Tab, Qt.Key.Key_Backtab})


class KeyRecorder(QLineEdit):
    """Tab leaves it and Esc gives up, so that nobody is caught in it; every other key is taken down."""

    recorded = Signal(str)
    """Keys in portable notation."""

    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setPlaceholderText(_("Press the new keys here"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take keys before any shortcut does."""
        if watched is not self or not isinstance(event, QKeyEvent):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return event.type() == QEvent.Type.KeyPress and self._take(event)

    def _take(self, event: QKeyEvent) -> bool:
        key, held = Qt.Key(event.key()), _held(event)
        plain = not held & ~_MODIFIER.ShiftModifier
        if key in _LEAVING and plain:
            return False
        if key == Qt.Key.Key_Escape and plain:
            self.clear()
            self.given_up.emit()
        elif key not in _MODIFIER_KEYS:
            sequence = QKeySequence(QKeyCombination(held, key))
            self.setText(sequence.toString(QKeySequence.SequenceFormat.NativeText))
            self.recorded.emit(portable(sequence.toString()))
        return True


def _held(event: QKeyEvent) -> Qt.KeyboardModifier:
    """The modifiers that count: Shift is a part of "!" already, and a keypad is a keyboard."""
    held = event.modifiers() & ~_MODIFIER.KeypadModifier
    text = event.text()
    is_sign = bool(text) and text.isprintable() and not text.isalnum() and not text.isspace()
    return held & ~_MODIFIER.ShiftModifier if is_sign else held
