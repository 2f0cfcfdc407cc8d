"""Finding the parts of a record's page from one another, and from a command."""

from __future__ import annotations

from typing import Protocol, TypeVar, runtime_checkable

from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.pages import Page, RecordPanel
from crm_desktop.ui.record_parts import PartView

P = TypeVar("P", bound=PartView)

LOG_PART, TIMELINE_PART, TASK_PART = "log", "timeline", "task"
"""The keys under which the page of a record knows the parts of this feature."""


@runtime_checkable
class PartHost(Protocol):
    """A page that shows parts by their keys."""

    def show_part(self, key: str) -> PartView | None:
        """Bring a part to the front; None when the record has none of this key."""
        ...


def beside(part: QWidget, key: str) -> PartView | None:
    """Another part of the page on which `part` stands, brought to the front."""
    widget = part.parentWidget()
    while widget is not None:
        if isinstance(widget, PartHost):
            return widget.show_part(key)
        widget = widget.parentWidget()
    return None


def on_view(kind: type[P], window: CommandWindow) -> P | None:
    """The part of this class that the user sees: in the active window, else in `window`.

    Of two in the main window it is that of the side panel while the keyboard is there, else that of the page.
    """
    panel, active = window.panel_in_use(), QApplication.activeWindow()
    for top in (panel, active, window.widget):
        if top is not None:
            found = [part for part in top.findChildren(kind) if part.isVisible()]
            if found:
                return min(found, key=_is_beside)
    return None


def _is_beside(part: QWidget) -> bool:
    """Whether it is in the side panel, not on the page."""
    above = part.parentWidget()
    while above is not None and not isinstance(above, Page):
        if isinstance(above, RecordPanel):
            return True
        above = above.parentWidget()
    return False
