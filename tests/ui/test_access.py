"""What a screen reader and a keyboard get: every control on every surface has a name, a role and a size."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QTableView,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.ui.app import Desk
from tests.ui.surfaces import (
    desk_on,
    fill,
    page_of,
    pages,
    show_first_record,
    surfaces,
    wait_idle,
    wait_until,
)

SMALLEST = 24
CONTROLS = (
    QAbstractButton, QLineEdit, QPlainTextEdit, QTextBrowser, QComboBox, QAbstractSpinBox, QAbstractItemView,
)  # fmt: skip
Role = QAccessible.Role
INTERACTIVE = {
    Role.Button, Role.ButtonDropDown, Role.ButtonMenu, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.Link,
    Role.EditableText, Role.SpinBox, Role.Slider, Role.Dial, Role.PageTab, Role.HotkeyField, Role.List, Role.ListItem,
    Role.Table, Role.Cell, Role.Tree, Role.TreeItem, Role.MenuItem, Role.ColumnHeader, Role.ProgressBar,
}  # fmt: skip
"""Roles of what is used or chosen: none of them may be silent."""

PAINTED: tuple[str, ...] = ()
"""Painted by the program, with a name that says what keys do, and no role as yet."""

CHAIN_LIMIT = 400


@pytest.fixture
def desk(qapp: QApplication, crm_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """The window on a file of four people."""
    fill(crm_file)
    with desk_on(tmp_path / "home", crm_file) as made:
        yield made


def check(desk: Desk, faults: Callable[[QWidget], Iterable[str]]) -> None:
    """Fails with what `faults` says of all surfaces, each with the surface where it was seen first."""
    found: dict[str, str] = {}
    for name, surface in surfaces(desk):
        for fault in faults(surface):
            found.setdefault(fault, name)
    if found:
        pytest.fail("\n".join(f"{name}: {fault}" for fault, name in found.items()))


# --- the tree that screen readers see


def tree(root: QAccessibleInterface) -> Iterator[tuple[QAccessibleInterface, str]]:
    """Everything below `root` that is not hidden, each with the names of what it is in."""
    waiting = [(root, "")]
    while waiting:
        node, path = waiting.pop()
        yield node, path
        below = f"{path} / {node.text(QAccessible.Text.Name) or node.role().name}"
        for number in range(node.childCount()):
            child = node.child(number)
            if child is not None and child.isValid() and not child.state().invisible:
                waiting.append((child, below))


def silent_parts(surface: QWidget) -> list[str]:
    """What can be used on a surface and has no name."""
    return [
        f"{node.role().name} in{path}"
        for node, path in tree(QAccessible.queryAccessibleInterface(surface))
        if node.role() in INTERACTIVE
        and not node.text(QAccessible.Text.Name).strip()
        and not node.state().disabled  # a gap between two groups of a list
        and not is_part_of_composite(node)
        and not is_empty_cell(node)
    ]


def is_part_of_composite(node: QAccessibleInterface) -> bool:
    """Whether Qt made it inside of a widget of its own, which has the name: the list of a closed combo box."""
    parent = node.parent()
    while parent is not None and parent.isValid():
        if parent.role() in (Role.ComboBox, Role.SpinBox):
            return True
        parent = parent.parent()
    return False


def is_empty_cell(node: QAccessibleInterface) -> bool:
    """Whether it is a cell without a value in a table of several columns."""
    parent = node.parent()
    table = parent.object() if node.role() == Role.Cell and parent is not None else None
    return isinstance(table, QTableView) and table.model().columnCount() > 1


def test_everything_that_can_be_used_has_a_name_in_the_tree(desk: Desk) -> None:
    check(desk, silent_parts)


def test_control_a_button_without_a_name_is_found(qapp: QApplication) -> None:
    dialog = QDialog()
    column = QVBoxLayout(dialog)
    column.addWidget(QPushButton("Named"))
    column.addWidget(QPushButton())
    dialog.show()
    assert len(silent_parts(dialog)) == 1
    dialog.close()
    dialog.deleteLater()


def test_no_control_is_without_a_role(desk: Desk) -> None:
    """A widget of our own that is used by hand is more to a screen reader than a client area."""

    def vague(surface: QWidget) -> Iterator[str]:
        for widget in surface.findChildren(QWidget):
            is_painted = type(widget).__name__ in PAINTED
            if widget.isVisible() and takes_tab(widget) and widget.focusProxy() is None and not is_painted:
                role = QAccessible.queryAccessibleInterface(widget).role()
                if role in (Role.NoRole, Role.Client):
                    yield describe(widget)

    check(desk, vague)


def test_rows_are_spoken_whole(desk: Desk) -> None:
    """A row that is painted is a text to those who cannot see it: name, kind, company, place."""
    page = page_of(desk)
    view = QAccessible.queryAccessibleInterface(page.pane.view)
    spoken = [
        node.text(QAccessible.Text.Name) for node, _path in tree(view) if node.role() in (Role.Cell, Role.ListItem)
    ]  # fmt: skip
    for number in range(page.model.rowCount()):
        row = page.model.row_at(number)
        assert row is not None
        assert any(row.display_name in text and row.subtitle in text for text in spoken), row.display_name
    lists = page.sidebar.findChildren(QAbstractItemView)[0]
    assert "All" in lists.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_states_are_told(desk: Desk) -> None:
    """The rail button of the page on view is checked; what cannot be pressed is disabled, and says so."""
    rail = desk.window.workspace.rail if desk.window.workspace else None
    assert rail is not None
    checked = [b for b in rail.findChildren(QAbstractButton) if b.isChecked()]
    assert len(checked) == 1
    assert QAccessible.queryAccessibleInterface(checked[0]).state().checked
    for name, surface in pages(desk):
        for widget in controls(surface):
            state = QAccessible.queryAccessibleInterface(widget).state()
            assert bool(state.disabled) == (not widget.isEnabled()), f"{name}: {describe(widget)}"


def test_moves_and_results_are_announced(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Into the trash, and back by undo: both are said aloud, politely."""
    said: list[tuple[str, Any]] = []

    def hear(event: Any) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            said.append((event.message(), event.politeness()))

    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(hear))
    page = page_of(desk)
    show_first_record(desk)
    page.pane.view.select_record(page.model.id_at(0))
    desk.window.refresh()
    trash = partial(desk.window.commands.run, "contacts.trash")
    for act, word in ((trash, "trash"), (desk.window.undo, "Undone"), (desk.window.redo, "again")):
        act()
        wait_until(lambda word=word: any(word in text for text, _how in said), word)  # type: ignore[misc]
        wait_idle(desk)
    assert {how for _text, how in said} == {QAccessible.AnnouncementPoliteness.Polite}


# --- the keyboard and the hand


def controls(surface: QWidget) -> list[QWidget]:
    """What can be used on a surface, without the inner parts of Qt's own composite widgets."""
    return [
        widget
        for widget in surface.findChildren(QWidget)
        if isinstance(widget, CONTROLS)
        and not isinstance(widget, QHeaderView)  # its sections are the orders that the button above offers
        and widget.isVisible()
        and widget.window() is surface.window()
        and not widget.objectName().startswith("qt_")
        and not isinstance(widget.parentWidget(), QComboBox | QAbstractSpinBox | QLineEdit)
    ]


def describe(widget: QWidget) -> str:
    """A widget in a message."""
    owners = []
    owner = widget.parentWidget()
    while owner is not None and len(owners) < 3:
        owners.append(type(owner).__name__)
        owner = owner.parentWidget()
    text = widget.text() if isinstance(widget, QAbstractButton | QLineEdit) else ""
    return f"{type(widget).__name__} {widget.accessibleName() or text!r} in {' in '.join(owners)}"


def takes_tab(widget: QWidget) -> bool:
    """Whether Tab stops here."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def test_every_target_is_large_enough(desk: Desk) -> None:

    def small(surface: QWidget) -> list[str]:
        return [
            f"{describe(widget)} {widget.width()}x{widget.height()}"
            for widget in controls(surface)
            if min(widget.width(), widget.height()) < SMALLEST
        ]

    check(desk, small)


def tab_round(surface: QWidget) -> tuple[list[QWidget], bool]:
    """Where the Tab key goes, pressed again and again, and whether it comes round.

    Walking Qt's chain instead would tie the lives of Python's wrappers to each other.
    """
    window = surface.window()
    window.activateWindow()
    start = window.focusWidget()
    if start is None or not start.isVisible():
        QTest.keyClick(window, Qt.Key.Key_Tab)
        start = window.focusWidget()
    found: list[QWidget] = []
    at = start
    while at is not None and len(found) < CHAIN_LIMIT:
        if any(at is one for one in found):
            return found, at is start
        found.append(at)
        QTest.keyClick(at, Qt.Key.Key_Tab)
        QApplication.processEvents()
        at = window.focusWidget()
    return found, False


def is_one_of_a_group(widget: QWidget) -> bool:
    """Whether Tab stops at the chosen one, and arrows go from one to the next."""
    if isinstance(widget, QRadioButton):
        return True
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive()


def test_tab_reaches_everything_and_is_caught_nowhere(desk: Desk) -> None:

    def missed(surface: QWidget) -> Iterator[str]:
        stops, comes_round = tab_round(surface)
        if not comes_round:
            yield f"Tab is caught at {describe(stops[-1]) if stops else 'nothing'}"
        for widget in controls(surface):
            goal = widget.focusProxy() or widget
            by_arrows = is_one_of_a_group(widget) or widget.accessibleName() == "Results"
            if widget.isEnabled() and not by_arrows and not any(goal is stop for stop in stops):
                yield describe(widget)

    check(desk, missed)


def test_focus_goes_in_reading_order(desk: Desk) -> None:
    """As the eye goes: sidebar, list, record; and down the record line by line."""
    page = page_of(desk)
    show_first_record(desk)
    page.sidebar.findChildren(QAbstractItemView)[0].setFocus()
    stops, _comes_round = tab_round(desk.window)
    zones = [page.sidebar, page.pane, page.detail]
    order = [next((i for i, zone in enumerate(zones) if zone.isAncestorOf(stop)), None) for stop in stops]
    inside = [zone for zone in order if zone is not None]
    view = page.view
    assert view is not None
    inner = [stop for stop in stops if view.isAncestorOf(stop)]
    assert inside == sorted(inside)
    assert len(inner) > 10

    def line(stop: QWidget) -> int:
        return stop.mapToGlobal(stop.rect().topLeft()).y()

    pairs = itertools.pairwise(inner)
    assert [(describe(a), describe(b)) for a, b in pairs if line(b) < line(a) - SMALLEST] == []


def test_every_command_is_in_the_menu_bar(desk: Desk) -> None:
    def actions(menu: QMenu) -> Iterator[str]:
        for action in menu.actions():
            inner = action.menu()
            if isinstance(inner, QMenu):
                yield from actions(inner)
            else:
                yield action.objectName()

    in_menus = {
        name
        for top in desk.window.menuBar().actions()
        for name in actions(top.menu())  # type: ignore[arg-type]
    }
    everything = {action.objectName() for action in desk.window.actions() if action.objectName()}
    assert everything - in_menus == set()


def test_lists_are_no_trap(desk: Desk) -> None:
    """Tab leaves every list; arrows move inside of it."""
    areas = [a for a in desk.window.findChildren(QAbstractScrollArea) if a.isVisible()]
    kept = [describe(a) for a in areas if isinstance(a, QAbstractItemView) and a.tabKeyNavigation()]
    assert kept == []
    assert all(shiboken6.isValid(area) for area in areas)
