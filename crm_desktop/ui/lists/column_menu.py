"""The menu of a column's title: order by it, put it away, bring others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from crm_desktop.base.i18n import _
from crm_desktop.ui.lists.column_layout import ColumnLayout
from crm_desktop.ui.lists.source import Column


def make_column_menu(
    parent: QWidget,
    key: str,
    columns: Sequence[Column[Any]],
    layout: ColumnLayout,
    usual: ColumnLayout,
    *,
    sort: Callable[[str, bool], object],
    arrange: Callable[[ColumnLayout], object],
    choose: Callable[[], object],
) -> QMenu:
    """The menu, to be popped up; it goes away by itself afterwards.

    Args:
        parent: of the menu.
        key: the column; "" beside all of them.
        columns: all that there are, the one that always stays first.
        layout: those on view.
        usual: those of a user who never arranged any.
        sort: orders the list by a sort key, backwards or not.
        arrange: shows other columns.
        choose: opens the dialog with all columns.
    """
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    column = next((each for each in columns if each.key == key), None)
    if column is not None:
        title = _(column.title)
        if column.sort_key:
            menu.addAction(_("Order by “{column}”").format(column=title)).triggered.connect(
                lambda: sort(column.sort_key, False)
            )
            menu.addAction(_("Order backwards by “{column}”").format(column=title)).triggered.connect(
                lambda: sort(column.sort_key, True)
            )
        away = menu.addAction(_("Hide “{column}”").format(column=title))
        away.setEnabled(column is not columns[0])
        away.triggered.connect(lambda: arrange(without(layout, key)))
        menu.addSeparator()
    shown = {each for each, _width in layout}
    offered = shown | {each for each, _width in usual}
    for each in columns[1:]:
        if each.key in offered:
            action = menu.addAction(_(each.title).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(each.key in shown)
            action.triggered.connect(
                lambda on, each=each: arrange(
                    (*layout, (each.key, float(each.width))) if on else without(layout, each.key)
                )
            )
    menu.addSeparator()
    menu.addAction(_("Choose columns…")).triggered.connect(lambda: choose())
    menu.addAction(_("Usual columns")).triggered.connect(lambda: arrange(usual))
    return menu


def without(layout: ColumnLayout, key: str) -> ColumnLayout:
    """The arrangement with one column less."""
    return tuple(pair for pair in layout if pair[0] != key)
