"""A list with its head, its filter line and its rows, as rows of two lines or as a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _
from crm_desktop.ui.lists.body import ListBody
from crm_desktop.ui.lists.cell_delegate import CellDelegate
from crm_desktop.ui.lists.chip_row import ChipRow
from crm_desktop.ui.lists.column_header import ColumnHeader
from crm_desktop.ui.lists.column_layout import ColumnLayout, fitting
from crm_desktop.ui.lists.column_menu import make_column_menu
from crm_desktop.ui.lists.columns_dialog import ColumnsDialog
from crm_desktop.ui.lists.head import ListHead
from crm_desktop.ui.lists.match_marks import wanted_words
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.row_delegate import RowDelegate, RowFace
from crm_desktop.ui.lists.scroll_bubble import ScrollBubble
from crm_desktop.ui.lists.source import Column
from crm_desktop.ui.lists.view import ListView
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel

_NARROW_AFTER_MS = 120
_BUSY_AFTER_MS = 400
_STOP_AFTER_MS = 2_000


class ListPane(QFrame):
    """Knows no subject: the page says what to show, which orders there are and what an empty list means."""

    narrowed = Signal(str)
    """The text in the filter line changed, and rested a moment."""

    sort_chosen = Signal(str, bool)
    """Sort key, and whether it runs backwards."""

    stopped = Signal()
    """The user stopped the reading; the model shows the query before again, if there was one."""

    menu_wanted = Signal(QPoint)
    """A context menu for the chosen rows at this global place."""

    arranged = Signal(object)
    """The user arranged the columns of the table otherwise: the ColumnLayout."""

    def __init__(
        self,
        theme: Theme,
        model: ListModel[Any],
        face: Callable[[Any], RowFace],
        name: str,
        filter_hint: str,
        columns: ColumnLayout,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what the list is called for screen readers; `columns` are the usual ones of its table."""
        super().__init__(parent)
        self.setObjectName("listPane")
        self._theme, self._model, self._usual = theme, model, columns
        self._is_reorder = self._is_timed = False
        self.view = ListView(model)
        self.view.setAccessibleName(name)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._rows = RowDelegate(theme, face, self.view)
        self._cells = CellDelegate(theme, model, self.view)
        self.bubble = ScrollBubble(theme, self.view, model, lambda row: face(row).title)
        self.header = ColumnHeader(self.view, model, theme, columns)
        self.head = ListHead(theme, self.view.clear_chosen)
        self.title, self.bulk_bar = self.head.title, self.head.bulk_bar
        self.body = ListBody(theme, self.view, model, lambda: self._delegate.row_height)
        self._build(theme, filter_hint)
        self._pause, self._busy, self._patience = (
            QTimer(self, singleShot=True, interval=ms)
            for ms in (_NARROW_AFTER_MS, _BUSY_AFTER_MS, _STOP_AFTER_MS)
        )
        self._connect()
        self.set_table(on=False)

    def _build(self, theme: Theme, filter_hint: str) -> None:
        self.filter = ComposingLineEdit()
        self.filter.setPlaceholderText(filter_hint)
        self.filter.setAccessibleName(filter_hint)
        self.filter.setClearButtonEnabled(True)
        self.filter.installEventFilter(self)
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 8)
        line.addWidget(self.filter)
        self.trouble = TextLabel(theme, role="caption", colour="bad", wrap=True)
        self.trouble.hide()
        self.chips = ChipRow(theme)
        extra = QVBoxLayout()
        extra.setContentsMargins(12, 0, 12, 0)
        extra.addWidget(self.trouble)
        extra.addWidget(self.chips)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addLayout(line)
        column.addLayout(extra)
        column.addWidget(self.body, 1)

    def _connect(self) -> None:
        self.view.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))
        )
        self.filter.typed.connect(lambda _text: self._pause.start())
        self._pause.timeout.connect(lambda: self.narrowed.emit(self.filter.whole_text.strip()))
        self._busy.timeout.connect(self._show_busy)
        self._patience.timeout.connect(self.head.stop_button.show)
        self.head.sort_chosen.connect(self.sort_chosen)
        self.head.stop_wanted.connect(self.stop)
        self.view.stop_wanted.connect(self.stop)
        self.header.clicked.connect(self._on_header_clicked)
        self.header.menu_wanted.connect(lambda key, at: self.column_menu(key).popup(at))
        self.header.arranged.connect(self.arranged)
        self._model.state_changed.connect(self._on_state_changed)

    # --- what the page says

    def begin(self, *, is_reorder: bool) -> None:
        """The next query comes: the same rows in another order, or another list."""
        self._is_reorder, self._is_timed = is_reorder, False
        if is_reorder:
            self.view.reorder()
        else:
            self.view.forget()

    def stop(self) -> None:
        """Read no further."""
        if self._model.is_loading:
            self._model.stop()
            self.stopped.emit()

    def show_bulk(self, text: str, actions: Sequence[QAction] = ()) -> None:
        """Say how many are chosen and offer `actions` for them; the title again for an empty text."""
        self.head.show_bulk(text, actions)

    def show_trouble(self, text: str) -> None:
        """Say under the filter line why it cannot be followed; nothing for an empty text."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
        self.filter.setAccessibleDescription(text)

    def mark(self, typed: str) -> None:
        """Mark in the rows what they were filtered by."""
        self._rows.wanted = self._cells.wanted = wanted_words(typed)

    def set_sort(self, key: str, *, descending: bool) -> None:
        """Show which order holds."""
        self.head.set_sort(key, descending=descending)
        self.header.show_order(key, descending=descending)

    # --- rows or table

    @property
    def is_table(self) -> bool:
        """Whether columns are on view."""
        return self.header.is_on

    @property
    def is_compact(self) -> bool:
        """Whether rows are the narrow ones."""
        return self._rows.is_compact

    @property
    def _delegate(self) -> RowDelegate | CellDelegate:
        return self._cells if self.is_table else self._rows

    def set_table(self, *, on: bool) -> None:
        """Columns with a header, or rows of two lines; what is chosen and where one is stays."""
        with self.view.place_kept():
            self.header.set_on(on=on)
            self._fit()

    def set_compact(self, *, on: bool) -> None:
        """Rows with less room, so that more of them are on view."""
        with self.view.place_kept():
            self._rows.set_compact(on=on)
            self._cells.set_compact(on=on)
            self._fit()

    def _fit(self) -> None:
        self.view.setItemDelegate(self._delegate)
        self.view.set_row_height(self._delegate.row_height)
        self.view.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if self.is_table else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def set_columns(self, columns: Sequence[Column[Any]]) -> None:
        """There are other columns to choose from, such as a field that the user has just made."""
        layout = self.header.layout
        self._model.set_columns(columns)
        self.header.set_layout(layout)

    def arrange(self, layout: ColumnLayout) -> None:
        """Show these columns, as a choice of the user."""
        self.header.set_layout(layout)
        self.arranged.emit(layout)

    def choose_columns(self) -> ColumnsDialog:
        """Open the dialog with all columns."""
        layout = fitting(self.header.layout, [column.key for column in self._model.columns])
        dialog = ColumnsDialog(self._theme, self._model.columns, layout, self._usual, self)
        dialog.chosen.connect(self.arrange)
        dialog.open()
        return dialog

    def column_menu(self, key: str) -> QMenu:
        """The menu of a column's title; "" for the room beside them."""
        return make_column_menu(
            self, key, self._model.columns, self.header.layout, self._usual,
            sort=self.sort_chosen.emit, arrange=self.arrange, choose=self.choose_columns,
        )  # fmt: skip

    def _on_header_clicked(self, key: str) -> None:
        column = next(column for column in self._model.columns if column.key == key)
        if column.sort_key:
            sorted_by, descending = self.head.sort
            self.sort_chosen.emit(column.sort_key, column.sort_key == sorted_by and not descending)

    # --- what goes on

    def _on_state_changed(self) -> None:
        if self._model.is_loading:
            if not self._is_timed:
                self._is_timed = True
                self._busy.start()
                self._patience.start()
            if not self._model.is_pending:  # the first rows are there
                self.head.show_count("")
                self.body.show_what_is()
            return
        self._is_timed = False
        self._busy.stop()
        self._patience.stop()
        self.head.stop_button.hide()
        count = number_text(self._model.rowCount())
        self.head.show_count(count if self._model.is_complete else f"{count} +")
        self.body.show_what_is()

    def _show_busy(self) -> None:
        """Reading takes a while: say so, and do not show the rows of another list as if they were this one's."""
        self.head.show_count(_("Sorting…") if self._is_reorder else _("Reading…"))
        if self._is_reorder:
            self.head.stop_button.show()
        elif self._model.is_pending:
            self.body.show_placeholders()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Arrow keys in the filter line go to the list; Esc empties the line."""
        if watched is self.filter and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Down:
                self.view.setFocus()
                if not self.view.currentIndex().isValid():
                    self.view.step(1)
                return True
            if event.key() == Qt.Key.Key_Escape and self.filter.text():
                self.filter.clear()
                return True
        return super().eventFilter(watched, event)
