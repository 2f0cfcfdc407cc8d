"""The head of a list: its title and number of rows, its order, and what goes on while it is read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.lists.bulk_bar import BulkBar
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel


class ListHead(QStackedWidget):
    """Title, count and buttons; in their place what can be done with the chosen rows when there are many."""

    sort_chosen = Signal(str, bool)
    """Sort key, and whether it runs backwards."""

    stop_wanted = Signal()

    def __init__(self, theme: Theme, on_clear: Callable[[], object], parent: QWidget | None = None) -> None:
        """`on_clear` ends the selection."""
        super().__init__(parent)
        self.orders: Callable[[], list[tuple[str, str]]] = list
        self._sort = ("", False)
        self.title = ElidedLabel(theme, role="row_title")
        self.number = TextLabel(theme, role="body", colour="text_3")
        self.stop_button = IconButton(theme, "x", _("Stop (Esc)"), self.stop_wanted.emit)
        self.stop_button.hide()
        self.sort_button = IconButton(theme, "arrow-up-down", _("Order"), self.open_order)
        usual = QWidget()
        self._row = QHBoxLayout(usual)
        self._row.setContentsMargins(12, 12, 4, 4)
        self._row.addWidget(self.title, 1)
        self._row.addWidget(self.number)
        self._row.addWidget(self.stop_button)
        self._row.addWidget(self.sort_button)
        self.bulk_bar = BulkBar(theme, on_clear)
        self.addWidget(usual)
        self.addWidget(self.bulk_bar)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add_button(self, button: QWidget, at: int | None = None) -> None:
        """A further button beside the title."""
        self._row.insertWidget(self._row.count() if at is None else at, button)

    def show_bulk(self, text: str, actions: Sequence[QAction] = ()) -> None:
        """Say how many are chosen and offer `actions` for them; the title again for an empty text."""
        self.setCurrentIndex(1 if text else 0)
        self.bulk_bar.count.setText(text)
        if text:
            self.bulk_bar.set_actions(actions)

    def show_count(self, text: str) -> None:
        """How many rows there are, or what is done to know it."""
        self.number.setText(text)

    def set_sort(self, key: str, *, descending: bool) -> None:
        """Which order holds."""
        self._sort = (key, descending)

    @property
    def sort(self) -> tuple[str, bool]:
        """The key of the order that holds, and whether it runs backwards."""
        return self._sort

    def open_order(self) -> None:
        """The menu of orders, below its button."""
        menu = QMenu(self)
        menu.setAccessibleName(_("Order"))
        menu.aboutToHide.connect(menu.deleteLater)
        key, backwards = self._sort
        for each, title in self.orders():
            action = menu.addAction(title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each == key)
            action.triggered.connect(lambda _on=False, each=each: self.sort_chosen.emit(each, backwards))
        menu.addSeparator()
        turn = menu.addAction(_("Backwards"))
        turn.setCheckable(True)
        turn.setChecked(backwards)
        turn.triggered.connect(lambda on: self.sort_chosen.emit(key, on))
        menu.popup(self.sort_button.mapToGlobal(self.sort_button.rect().bottomLeft()))
