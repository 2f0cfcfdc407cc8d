"""A list with its head: title, count, order, filter line, and what stands there when it is empty."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _
from crm_desktop.ui.lists.bulk_bar import BulkBar
from crm_desktop.ui.lists.chip_row import ChipRow
from crm_desktop.ui.lists.match_marks import wanted_words
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.row_delegate import RowDelegate, RowFace
from crm_desktop.ui.lists.scroll_bubble import ScrollBubble
from crm_desktop.ui.lists.view import ListView
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel
from crm_desktop.ui.widgets.state_card import StateCard

_NARROW_AFTER_MS = 120
_BUSY_AFTER_MS = 400


class ListPane(QFrame):
    """Knows no subject: the page says what to show, which orders there are and what an empty list means."""

    narrowed = Signal(str)
    """The text in the filter line changed, and rested a moment."""

    sort_chosen = Signal(str, bool)
    """Sort key, and whether it runs backwards."""

    menu_wanted = Signal(QPoint)
    """A context menu at this global place."""

    def __init__(
        self,
        theme: Theme,
        model: ListModel[Any],
        face: Callable[[Any], RowFace],
        name: str,
        filter_hint: str,
        parent: QWidget | None = None,
    ) -> None:
        """`name` is what the list is called for screen readers."""
        super().__init__(parent)
        self.setObjectName("listPane")
        self._theme, self._model = theme, model
        self.show_state: Callable[[StateCard], None] = lambda _card: None
        self.orders: Callable[[], list[tuple[str, str]]] = list
        self._sort = ("", False)
        self._is_table = False
        self.view = ListView(model)
        self.view.setAccessibleName(name)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.view.viewport().mapToGlobal(at))
        )
        self._rows = RowDelegate(theme, face, self.view)
        self._cells = QStyledItemDelegate(self.view)  # kept here: the view's own one may go away
        self.bubble = ScrollBubble(theme, self.view, model, lambda row: face(row).title)
        header = self.view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        self._build(theme, filter_hint)
        self._pause = QTimer(self, singleShot=True, interval=_NARROW_AFTER_MS)
        self._pause.timeout.connect(lambda: self.narrowed.emit(self.filter.whole_text.strip()))
        self._busy = QTimer(self, singleShot=True, interval=_BUSY_AFTER_MS)
        self._busy.timeout.connect(self._show_what_is)
        model.state_changed.connect(self._on_state_changed)
        self.view.horizontalHeader().sectionClicked.connect(self._on_section_clicked)
        self.set_table(on=False)

    def _build(self, theme: Theme, filter_hint: str) -> None:
        self.title = ElidedLabel(theme, role="row_title")
        self._count = TextLabel(theme, role="body", colour="text_3")
        self._sort_button = IconButton(theme, "arrow-up-down", _("Order"), self._open_order)
        head = QWidget()
        self._head = QHBoxLayout(head)
        self._head.setContentsMargins(16, 12, 8, 4)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self._count)
        self._head.addWidget(self._sort_button)
        self.bulk_bar = BulkBar(theme, self.view.clear_chosen)
        self._heads = QStackedWidget()
        self._heads.addWidget(head)
        self._heads.addWidget(self.bulk_bar)
        self._heads.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.filter = ComposingLineEdit()
        self.filter.setPlaceholderText(filter_hint)
        self.filter.setAccessibleName(filter_hint)
        self.filter.setClearButtonEnabled(True)
        self.filter.typed.connect(lambda _text: self._pause.start())
        self.filter.installEventFilter(self)
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 12, 8)
        line.addWidget(self.filter)
        self.trouble = TextLabel(theme, role="caption", colour="bad", wrap=True)
        self.trouble.hide()
        self.chips = ChipRow(theme)
        self.extra = QVBoxLayout()
        self.extra.setContentsMargins(12, 0, 12, 0)
        self._card = StateCard(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heads)
        column.addLayout(line)
        column.addLayout(self.extra)
        self.extra.addWidget(self.trouble)
        self.extra.addWidget(self.chips)
        column.addWidget(self._stack, 1)

    def add_head_button(self, button: QWidget, at: int | None = None) -> None:
        """A further button beside the title."""
        self._head.insertWidget(self._head.count() if at is None else at, button)

    def show_bulk(self, text: str, actions: Sequence[QAction] = ()) -> None:
        """Say how many are chosen and offer `actions` for them; the title again for an empty text."""
        self._heads.setCurrentIndex(1 if text else 0)
        self.bulk_bar.count.setText(text)
        if text:
            self.bulk_bar.set_actions(actions)

    def show_trouble(self, text: str) -> None:
        """Say under the filter line why it cannot be followed; nothing for an empty text."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
        self.filter.setAccessibleDescription(text)

    def mark(self, typed: str) -> None:
        """Mark in the rows what they were filtered by."""
        self._rows.wanted = wanted_words(typed)

    def set_sort(self, key: str, *, descending: bool) -> None:
        """Show which order holds."""
        self._sort = (key, descending)
        header = self.view.horizontalHeader()
        at = next((i for i, column in enumerate(self._model.columns) if column.sort_key == key), -1)
        header.setSortIndicatorShown(at >= 0)
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(at, order)

    def set_table(self, *, on: bool) -> None:
        """Columns with a header, or rows of two lines."""
        self._is_table = on
        header = self.view.horizontalHeader()
        header.setVisible(on)
        header.setSectionsClickable(on)
        for at, column in enumerate(self._model.columns):
            self.view.setColumnHidden(at, not on and at > 0)
            header.setSectionResizeMode(at, QHeaderView.ResizeMode.Interactive)
            width = QFontMetrics(self._theme.font("body")).averageCharWidth() * column.width
            self.view.setColumnWidth(at, width)
        if not on:
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.view.setItemDelegate(self._cells if on else self._rows)
        line = QFontMetrics(self._theme.font("body")).height()
        self.view.set_row_height(line + (8 if self.is_compact else 14) if on else self._rows.row_height)
        self.view.setHorizontalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if on else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )

    def set_compact(self, *, on: bool) -> None:
        """Rows with less room, so that more of them are on view."""
        self._rows.set_compact(on=on)
        self.set_table(on=self._is_table)

    @property
    def is_compact(self) -> bool:
        """Whether rows are the narrow ones."""
        return self._rows.is_compact

    @property
    def is_table(self) -> bool:
        """Whether columns are on view."""
        return self._is_table

    def _on_state_changed(self) -> None:
        self._count.setText(number_text(self._model.rowCount()) if self._model.is_complete else "")
        if self._model.is_loading:
            self._busy.start()
            return
        self._busy.stop()
        self._show_what_is()

    def _show_what_is(self) -> None:
        """The rows, or why there are none."""
        model = self._model
        if model.rowCount() and model.error is None:
            self._stack.setCurrentWidget(self.view)
            return
        if model.rowCount():  # an error, but what was read before is better than nothing
            self._stack.setCurrentWidget(self.view)
            return
        if model.is_loading:
            self._card.show_state("clock", _("Reading…"))
        elif model.error is not None:
            self._card.show_state(
                "circle-alert",
                _("The list could not be read."),
                str(model.error),
                primary=(_("Try again"), model.reload),
                colour="bad",
            )
        else:
            self.show_state(self._card)
        self._stack.setCurrentWidget(self._card)

    def _open_order(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for key, title in self.orders():
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(key == self._sort[0])
            action.triggered.connect(lambda _on=False, key=key: self.sort_chosen.emit(key, self._sort[1]))
        menu.addSeparator()
        backwards = menu.addAction(_("Backwards"))
        backwards.setCheckable(True)
        backwards.setChecked(self._sort[1])
        backwards.triggered.connect(lambda on: self.sort_chosen.emit(self._sort[0], on))
        menu.popup(self._sort_button.mapToGlobal(self._sort_button.rect().bottomLeft()))

    def _on_section_clicked(self, section: int) -> None:
        key = self._model.columns[section].sort_key
        if key:
            self.sort_chosen.emit(key, key == self._sort[0] and not self._sort[1])

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
