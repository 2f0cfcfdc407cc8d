"""Where windows stood last time, moved onto a screen that is there today."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_SEEN = 80
"""Pixels of a window's head that must be on a screen for the pointer to take hold of it."""


def restore_geometry(window: QWidget, kept: Any, first: QSize) -> None:
    """Give a window the size and place of last time; never off the screen.

    Args:
        window: not shown yet.
        kept: what `saveGeometry` gave, as settings give it back; anything else counts as nothing.
        first: its size when nothing was kept.
    """
    window.resize(first.boundedTo(window.screen().availableSize()))
    if isinstance(kept, QByteArray):
        window.restoreGeometry(kept)
    keep_on_screen(window)


def keep_on_screen(window: QWidget) -> None:
    """Move a window whose head no screen shows, and shrink one that is larger than its screen."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    if window.isMaximized() or window.isFullScreen() or not screens:
        return
    frame = window.frameGeometry()
    head = QRect(frame.left(), frame.top(), frame.width(), _SEEN)
    seen = max(screens, key=lambda area: _size(area.intersected(head)))
    part = seen.intersected(head)
    window.resize(window.size().boundedTo(seen.size()))
    if part.width() >= min(_SEEN, frame.width()) and part.height() >= _SEEN // 2:
        return
    frame = window.frameGeometry()
    x = min(max(frame.left(), seen.left()), seen.right() - frame.width() + 1)
    y = min(max(frame.top(), seen.top()), seen.bottom() - frame.height() + 1)
    window.move(max(x, seen.left()), max(y, seen.top()))


def _size(area: QRect) -> int:
    return max(area.width(), 0) * max(area.height(), 0)
