"""Dialogs that fit on the screen they open on; a small laptop in large letters has room for 960 x 540."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QSize
from PySide6.QtWidgets import QDialog

_AROUND = QMargins(16, 40, 16, 16)
"""Pixels left for the frame of the dialog and what the desktop puts at its edges."""


def resize_within_screen(dialog: QDialog, width: int, height: int) -> None:
    """Give a dialog this size in pixels, or as much of it as the screen has room for."""
    room = dialog.screen().availableGeometry().marginsRemoved(_AROUND).size()
    window = dialog.parentWidget()
    if window is not None:  # the desktop let it be so large
        room = room.expandedTo(window.window().size())
    dialog.resize(QSize(width, height).boundedTo(room))
