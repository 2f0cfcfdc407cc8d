"""What cannot be used now says why, to the pointer and to a screen reader."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

_REFUSAL, _TOLD = "refusal", "toldWhileUsable"


def refuse(reason: str, *widgets: QWidget) -> None:
    """Let widgets not be used for a translated reason; "" lets them be used again."""
    for widget in widgets:
        if not widget.property(_REFUSAL):
            widget.setProperty(_TOLD, [widget.toolTip(), widget.accessibleDescription()])
        tip, description = (reason, reason) if reason else widget.property(_TOLD)
        widget.setProperty(_REFUSAL, reason)
        widget.setEnabled(not reason)
        widget.setToolTip(tip)
        widget.setAccessibleDescription(description)


def set_tip(widget: QWidget, text: str) -> None:
    """What the pointer is told over a widget, unless that is why it cannot be used."""
    widget.setToolTip(widget.property(_REFUSAL) or text)


def refuse_actions(reason: str, menu: QMenu, *but: QAction) -> None:
    """Let nothing of a menu be chosen but some actions; the others say why."""
    menu.setToolTipsVisible(True)
    for action in menu.actions():
        if action not in but and not action.isSeparator():
            action.setEnabled(False)
            action.setToolTip(reason)
