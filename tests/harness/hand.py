"""Somebody at the keyboard: keys go to whatever has the focus, as they do in life, and are counted."""

from __future__ import annotations

import subprocess
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class Hand(Protocol):
    """Presses keys; `keys` counts them as ux 3.7 does: Ctrl+K is two, a letter one."""

    keys: int
    clicks: int

    def press(self, *sequences: str) -> None:
        """Keys by name, such as "Ctrl+Shift+P" or "Return"."""
        ...

    def type(self, text: str) -> None:
        """Letters."""
        ...


class QtHand:
    """Key events by Qt's own test library; needs no screen."""

    def __init__(self, window: QWidget) -> None:
        """`window` gets the keyboard when nothing has it: without a window system nobody hands it back."""
        self._window = window
        self.keys = self.clicks = 0

    def press(self, *sequences: str) -> None:
        """Keys by name, such as "Ctrl+Shift+P" or "Return"."""
        for sequence in sequences:
            self.keys += count_keys(sequence)
            combination = QKeySequence(sequence)[0]
            QTest.keyClick(self._target(), combination.key(), combination.keyboardModifiers())

    def type(self, text: str) -> None:
        """Letters; where the keyboard has none of a script, its input method commits them."""
        for letter in text:
            self.type_letter(letter)

    def type_letter(self, letter: str) -> None:
        """One letter."""
        self.keys += 1
        QTest.sendKeyEvent(
            QTest.KeyAction.Click, self._target(), Qt.Key(ord(letter.upper())), letter, Qt.KeyboardModifier.NoModifier
        )  # fmt: skip

    def click(self, widget: QWidget, at: QPoint) -> None:
        """The left button on a place inside of a widget."""
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)

    def _target(self) -> QWidget:
        """What gets the next key."""
        if QApplication.activeWindow() is None:
            window = QApplication.activeModalWidget() or self._window
            window.activateWindow()
            QTest.qWaitForWindowActive(window)
        found = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        return found or self._window


_X_NAMES = {"Esc": "Escape", "Del": "Delete", "PgDown": "Next", "PgUp": "Prior"}


class XHand:
    """Key events of the X server, as a keyboard makes them."""

    def __init__(self) -> None:
        self.keys = self.clicks = 0

    def press(self, *sequences: str) -> None:
        """Keys by name, such as "Ctrl+Shift+P" or "Return"."""
        for sequence in sequences:
            self.keys += count_keys(sequence)
            *held, key = sequence.split("+")
            name = _X_NAMES.get(key, key if len(key) > 1 else key.lower())
            _xdotool("key", "+".join([*map(str.lower, held), name]))

    def type(self, text: str) -> None:
        """Letters, at the pace of a fast typist."""
        self.keys += len(text)
        _xdotool("type", "--delay", "40", text)


def count_keys(sequence: str) -> int:
    """How many keys a combination takes."""
    return sequence.count("+") + 1


def _xdotool(*words: str) -> None:
    subprocess.run(["xdotool", *words], check=True, timeout=30)
