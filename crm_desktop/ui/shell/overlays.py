"""What lies over the window for a moment and belongs to the open file: palette, toast, log bar from anywhere."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget


@runtime_checkable
class Overlay(Protocol):
    """A frame directly on a window that places and closes itself."""

    def place(self) -> None:
        """Take its place over the window, which may have another size."""
        ...

    def dismiss(self) -> None:
        """Close, keeping what was typed."""
        ...


def dismiss_overlays(window: QWidget) -> None:
    """Close all that lies over `window`: the file that it shows is about to go."""
    for child in window.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly):
        if child.isVisible() and isinstance(child, Overlay):
            child.dismiss()
