"""Page and side panel side by side; where both do not fit, one of them."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from crm_desktop.ui.widgets.splitters import reset_on_double_click

FIRST, LEAST = 420, 320
"""Width of the panel at first, and the least one."""

PAGE_LEAST = 480
"""A page narrower than that is not worth showing."""

_WIDTH = "side_panel/width"


class PanelSplit(QSplitter):
    """The panel keeps the width that the user gave it, as far as the page has enough beside it."""

    rearranged = Signal()
    """The page has another width now; see `taken`."""

    def __init__(self, pages: QWidget, panel: QWidget, places: QSettings) -> None:
        """`places` keeps the width."""
        super().__init__(Qt.Orientation.Horizontal)
        self._pages, self._panel, self._places = pages, panel, places
        self._is_open = False
        self._wanted = _whole(places.value(_WIDTH))
        self.taken = 0
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for at, (widget, least) in enumerate(((pages, PAGE_LEAST), (panel, LEAST))):
            widget.setMinimumWidth(least)
            self.addWidget(widget)
            self.setStretchFactor(at, 1 - at)
        panel.hide()
        reset_on_double_click(self, self._reset_width)
        self.splitterMoved.connect(self._on_moved)

    def set_open(self, *, on: bool) -> None:
        """Show the panel beside the page, or in its place; or the page alone."""
        self._is_open = on
        self._arrange()

    def keep_width(self) -> None:
        """Remember how wide the panel is, for the next start."""
        self._places.setValue(_WIDTH, self._wanted)

    def _arrange(self) -> None:
        room = self.width() - self.handleWidth()
        is_side = room >= LEAST + PAGE_LEAST
        width = max(min(self._wanted, room - PAGE_LEAST), LEAST)
        before, self.taken = self.taken, width + self.handleWidth() if self._is_open and is_side else 0
        self._panel.setVisible(self._is_open)
        self._pages.setVisible(is_side or not self._is_open)
        if self.taken:
            self.setSizes([room - width, width])
        if self.taken != before:
            self.rearranged.emit()

    def _on_moved(self, _at: int, _number: int) -> None:
        self._wanted = self._panel.width()
        self._arrange()

    def _reset_width(self) -> None:
        self._wanted = FIRST
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width may have room for both, or no more."""
        super().resizeEvent(event)
        self._arrange()


def _whole(kept: object) -> int:
    """A width that was kept, FIRST for nonsense."""
    try:
        return max(int(str(kept)), LEAST)
    except ValueError:
        return FIRST
