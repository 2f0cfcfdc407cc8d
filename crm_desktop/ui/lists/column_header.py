"""The header of a list shown as a table: which columns there are, in what order and how wide."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHeaderView

from crm_desktop.ui.lists.column_layout import NARROWEST, WIDEST, ColumnLayout, fitting
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.view import ListView
from crm_desktop.ui.theme.theme import Theme

_SETTLED_AFTER_MS = 400
"""After the last move of an edge or a column the arrangement counts as the user's choice."""


class ColumnHeader(QObject):
    """Keeps the view's header in line with an arrangement, and the model reading what is on view."""

    arranged = Signal(object)
    """The user arranged the columns otherwise: the ColumnLayout."""

    clicked = Signal(str)
    """Key of the column whose title was clicked."""

    menu_wanted = Signal(str, QPoint)
    """A context menu for the column with this key ("" for none) at this global place."""

    def __init__(self, view: ListView, model: ListModel[Any], theme: Theme, layout: ColumnLayout) -> None:
        super().__init__(view)
        self._view, self._model, self._theme = view, model, theme
        self._layout = layout
        self._is_on = False
        self._is_arranging = False
        header = self._header = view.horizontalHeader()
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._on_menu)
        header.sectionClicked.connect(lambda at: self.clicked.emit(model.columns[at].key))
        self._settled = QTimer(self, singleShot=True, interval=_SETTLED_AFTER_MS)
        self._settled.timeout.connect(self.settle)
        header.sectionMoved.connect(self._on_arranged)
        header.sectionResized.connect(self._on_arranged)
        theme.changed.connect(self._arrange)
        header.installEventFilter(self)
        self._align()

    @property
    def layout(self) -> ColumnLayout:
        """The columns on view as they stand now; while the table is not on view, as they will."""
        return self._read() if self._is_on else self._layout

    @property
    def is_on(self) -> bool:
        """Whether columns are on view."""
        return self._is_on

    def set_on(self, *, on: bool) -> None:
        """Show columns with their titles, or only the first without."""
        self._layout = self.layout
        self._is_on = on
        self._arrange()

    def set_layout(self, layout: ColumnLayout) -> None:
        """Show these columns."""
        self._layout = layout
        self._arrange()

    def settle(self) -> None:
        """Tell of a change that is not told yet."""
        self._settled.stop()
        if self._is_on and self._layout != (now := self._read()):
            self._layout = now
            self.arranged.emit(now)

    def show_order(self, key: str, *, descending: bool) -> None:
        """The arrow that tells what the list is ordered by."""
        at = next((i for i, column in enumerate(self._model.columns) if column.sort_key == key), -1)
        self._header.setSortIndicatorShown(at >= 0)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(at, order)

    def _arrange(self) -> None:
        header, columns = self._header, self._model.columns
        numbers = {column.key: at for at, column in enumerate(columns)}
        layout = fitting(self._layout, list(numbers))
        shown = {key for key, _width in layout} if self._is_on else {columns[0].key}
        with self._arranging():
            header.setVisible(self._is_on)
            mode = QHeaderView.ResizeMode.Interactive if self._is_on else QHeaderView.ResizeMode.Stretch
            header.setStretchLastSection(self._is_on)
            for key, at in numbers.items():
                header.setSectionHidden(at, key not in shown)
                header.setSectionResizeMode(at, mode)
            if self._is_on:
                for place, (key, width) in enumerate(layout):
                    header.moveSection(header.visualIndex(numbers[key]), place)
                    header.resizeSection(numbers[key], round(width * self._character))
        self._model.read_columns([key for key, _width in layout] if self._is_on else [])

    def _read(self) -> ColumnLayout:
        header = self._header
        before = dict(self._layout)
        last = max(
            (i for i in range(header.count()) if not header.isSectionHidden(header.logicalIndex(i))),
            default=-1,
        )
        found = []
        for place in range(header.count()):
            at = header.logicalIndex(place)
            if header.isSectionHidden(at):
                continue
            key = self._model.columns[at].key
            width = round(header.sectionSize(at) / self._character, 1)
            same = round(before.get(key, 0) * self._character) == header.sectionSize(at)
            if place == last or same:  # the last one takes the room there is; its own width is kept
                width = before.get(key, self._model.columns[at].width)
            found.append((key, min(max(float(width), NARROWEST), WIDEST)))
        return tuple(found)

    @property
    def _character(self) -> int:
        return QFontMetrics(self._theme.font("body")).averageCharWidth()

    @contextmanager
    def _arranging(self) -> Iterator[None]:
        self._is_arranging = True
        try:
            yield
        finally:
            self._is_arranging = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Titles begin where the window is read from."""
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align()
        return super().eventFilter(watched, event)

    def _align(self) -> None:
        """A style sheet does not mirror the alignment of titles by itself."""
        mirrored = self._header.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        self._header.setDefaultAlignment(
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        )

    def _on_arranged(self) -> None:
        if self._is_on and not self._is_arranging and self._view.isVisible():
            self._settled.start()

    def _on_menu(self, at: QPoint) -> None:
        section = self._header.logicalIndexAt(at)
        key = self._model.columns[section].key if section >= 0 else ""
        self.menu_wanted.emit(key, self._header.mapToGlobal(at))
