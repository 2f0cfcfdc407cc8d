"""Says where in a long list one is while the scroll bar is dragged: initial and name of the row at the top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout

from crm_desktop.base.formats import number_text
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.view import ListView
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.labels import TextLabel

_LONG = 3
"""Only a list of more windowfuls than this needs it."""
_LONGEST_NAME = 40


class ScrollBubble(QFrame):
    """Floats beside the scroll bar; never takes the mouse."""

    def __init__(
        self, theme: Theme, view: ListView, model: ListModel[Any], name: Callable[[Any], str]
    ) -> None:
        """`name` is what a row of the list is called."""
        super().__init__(view)
        self.setObjectName("scrollBubble")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._view, self._model, self._name_of = view, model, name
        self.initial = TextLabel(theme, role="title")
        self.name = TextLabel(theme, role="body")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 12, 6)
        row.setSpacing(10)
        row.addWidget(self.initial)
        row.addWidget(self.name)
        self.hide()
        bar = view.verticalScrollBar()
        bar.sliderMoved.connect(lambda _value: self._follow())
        bar.sliderReleased.connect(self.hide)
        bar.valueChanged.connect(lambda _value: self._refresh())  # by now the rows have moved
        model.dataChanged.connect(self._refresh)  # a name that was on the way has come

    def _follow(self) -> None:
        bar = self._view.verticalScrollBar()
        if bar.isSliderDown() and bar.maximum() > _LONG * bar.pageStep():
            self.show()
            self.raise_()
            self._refresh()

    def _refresh(self) -> None:
        if self.isVisible():
            self._write(self._view.rowAt(0))
            self._place()

    def _write(self, top: int) -> None:
        """The row's name; until it is read, its number."""
        row = self._model.row_at(top) if top >= 0 else None
        name = self._name_of(row) if row is not None else ""
        self.initial.setText(name[:1].upper())
        self.initial.setVisible(bool(name))
        self.name.setText(name[:_LONGEST_NAME] or number_text(top + 1))

    def _place(self) -> None:
        self.adjustSize()
        bar, port = self._view.verticalScrollBar(), self._view.viewport().geometry()
        share = bar.value() / max(bar.maximum(), 1)
        top = port.top() + round(share * max(port.height() - self.height(), 0))
        mirrored = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self.move(port.left() + 8 if mirrored else max(port.right() - self.width() - 8, port.left()), top)
