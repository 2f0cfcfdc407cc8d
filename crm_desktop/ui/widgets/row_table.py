"""What every list of painted rows sets up alike: whole rows, no grid, no editing, cheap headers."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView


def arrange_rows(view: QTableView, model: QAbstractItemModel) -> None:
    """Make `view`, which shows `model` already, a list of whole rows without grid, corner or editing.

    Tab leaves it. Its headers get an empty selection of their own: they ask for the flags of every selected cell at
    each repaint otherwise, which with everything selected in a long list takes minutes (ux 0, finding 2).
    """
    for header in (view.horizontalHeader(), view.verticalHeader()):
        header.setSelectionModel(QItemSelectionModel(model, header))
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setWordWrap(False)
    view.setShowGrid(False)
    view.setTabKeyNavigation(False)
    view.setCornerButtonEnabled(False)
