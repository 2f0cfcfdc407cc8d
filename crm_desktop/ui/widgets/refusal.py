"""What cannot be used now says why, to the pointer and to a screen reader."""

from __future__ import annotations

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

_REFUSAL = "refusal"


def refuse(reason: str, *widgets: QWidget) -> None:
    """Let widgets not be used for a translated reason; "" lets them be used again."""
    for widget in widgets:
        before = widget.property(_REFUSAL) or ""
        widget.setProperty(_REFUSAL, reason)
        widget.setEnabled(not reason)
        for said, say in (
            (widget.toolTip(), widget.setToolTip),
            (widget.accessibleDescription(), widget.setAccessibleDescription),
        ):
            if reason or said == before:
                say(reason)


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
