"""Lists at the side, list and record: how wide each is, and which of them are on view."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from crm_desktop.ui.features.contacts.record_pane import RecordPane
from crm_desktop.ui.lists.pane import ListPane
from crm_desktop.ui.widgets.splitters import reset_on_double_click

_LEAST = (150, 260, 380)
"""Least widths of the three."""

_LISTS, _ROWS = 200, 340
"""First widths of the lists at the side, and of a list of rows."""


class Zones(QSplitter):
    """All three, list and record, or one of these two."""

    def __init__(self, sidebar: QWidget, pane: ListPane, detail: RecordPane) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._sidebar, self._pane, self._detail = sidebar, pane, detail
        self.width_class = "wide"
        self._shows_sidebar = {"wide": True}
        self._is_detail_on_top = False
        self._kept: list[int] = []
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        for at, (widget, least) in enumerate(zip((sidebar, pane, detail), _LEAST, strict=True)):
            widget.setMinimumWidth(least)
            self.addWidget(widget)
            self.setStretchFactor(at, at // 2)
        self.reset()
        reset_on_double_click(self, self.reset)

    # --- which

    @property
    def is_sidebar_on(self) -> bool:
        """Whether the lists at the side are wanted, in a window of this width."""
        return self._shows_sidebar.get(self.width_class, False)

    @property
    def is_list_hidden(self) -> bool:
        """Whether the record has the place of the list."""
        return self.width_class == "narrow" and self._is_detail_on_top

    def toggle_sidebar(self) -> None:
        """Show or hide the lists at the side."""
        self._shows_sidebar[self.width_class] = not self.is_sidebar_on
        self._arrange()

    def set_width_class(self, width_class: str) -> None:
        """Fit into "wide", "medium" or "narrow" (see `Page.set_width_class`); a record that is worked in stays."""
        if width_class == self.width_class:
            return
        self._keep()
        self.width_class = width_class
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and self._detail.isAncestorOf(focus):
            self._is_detail_on_top = True
        self._arrange()

    def show_detail(self, *, on: bool) -> None:
        """Where only one fits: the record, or the list."""
        self._is_detail_on_top = on
        self._arrange()

    def _arrange(self) -> None:
        """Show and hide; the keyboard leaves what is hidden before Qt takes it out of the page."""
        on_view: dict[QWidget, bool] = {
            self._sidebar: self.is_sidebar_on and not self.is_list_hidden,
            self._pane: not self.is_list_hidden,
            self._detail: self.width_class != "narrow" or self._is_detail_on_top,
        }
        going = [zone for zone, is_on in on_view.items() if not is_on]
        for zone, is_on in on_view.items():
            if is_on:
                zone.show()
        focus: QWidget | None = self.window().focusWidget()
        if focus is not None and any(zone is focus or zone.isAncestorOf(focus) for zone in going):
            if self.is_list_hidden:
                self._detail.focus_start()
            else:
                self._pane.view.setFocus()
        for zone in going:
            zone.hide()

    # --- how wide

    def reset(self) -> None:
        """The first widths; columns need more room than rows of two lines."""
        whole = max(self.width(), 1000)
        middle = round(whole * 0.5) if self._pane.is_table else _ROWS
        self.setSizes([_LISTS, middle, whole - _LISTS - middle])

    def _keep(self) -> None:
        """Remember the widths of a moment in which all three are on view."""
        if all(self.sizes()):
            self._kept = self.sizes()

    def layout_now(self) -> dict[str, Any]:
        """The widths of the zones, when all of them are on view, or were."""
        self._keep()
        return {"zones": self._kept, "table": self._pane.is_table} if self._kept else {}

    def restore_layout(self, kept: dict[str, Any]) -> None:
        """The widths of the last run."""
        sizes = kept.get("zones")
        is_same_look = kept.get("table") == self._pane.is_table
        if is_same_look and isinstance(sizes, list) and all(isinstance(each, int) for each in sizes):
            self._kept = sizes
            self.setSizes(sizes)
