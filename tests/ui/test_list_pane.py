"""What a list says while it is read: nothing at first, then that it takes a while, and how to stop it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crm_desktop.services.context import Executors
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.pane import ListPane
from crm_desktop.ui.lists.row_delegate import RowFace
from crm_desktop.ui.lists.source import Column
from crm_desktop.ui.tasks import Tasks
from crm_desktop.ui.theme.theme import Theme
from tests.ui.conftest import HeldExecutor, Line, MemorySource

NAMES = [f"Person {number:04}" for number in range(300)]
COLUMNS = (
    Column[Line]("name", "Name", lambda line: line.name, "name"),
    Column[Line]("size", "Size", lambda line: str(len(line.name)), "size", 8, is_number=True),
)


@pytest.fixture
def held() -> HeldExecutor:
    return HeldExecutor()


@pytest.fixture
def model(qapp: QApplication, held: HeldExecutor) -> ListModel[Line]:
    tasks = Tasks(Executors(held, held, held), print)
    return ListModel(tasks, MemorySource(NAMES), COLUMNS, lambda line: line.name)


@pytest.fixture
def pane(theme: Theme, model: ListModel[Line], held: HeldExecutor, qtbot) -> Iterator[ListPane]:
    """A list of 300 people on view, in front of work that waits."""
    made = ListPane(
        theme, model, lambda line: RowFace(line.name), "People", "Filter", (("name", 20.0), ("size", 8.0))
    )
    made.resize(500, 400)
    qtbot.addWidget(made)
    made.show()
    made.begin(is_reorder=False)
    model.set_query("")
    held.run_all()
    yield made
    model.close()
    for timer in (made._busy, made._patience, made._pause, made.header._settled):
        timer.stop()


def told(pane: ListPane) -> str:
    return pane.head.number.text()


def test_the_number_is_written_as_people_write_it(pane: ListPane) -> None:
    assert told(pane) == "300"


class TestSorting:
    def begin(self, pane: ListPane, model: ListModel[Line]) -> None:
        pane.begin(is_reorder=True)
        model.set_query("Person")

    def test_it_is_told_after_a_while_and_the_rows_stay(
        self, pane: ListPane, model: ListModel[Line], held: HeldExecutor, qtbot
    ) -> None:
        self.begin(pane, model)
        assert told(pane) == "300"
        assert not pane.head.stop_button.isVisible()
        qtbot.waitUntil(lambda: told(pane) == "Sorting…")
        assert pane.head.stop_button.isVisible()
        assert pane.view.isVisible()
        held.run_all()
        assert told(pane) == "300"
        assert not pane.head.stop_button.isVisible()

    def test_escape_returns_to_the_order_before(
        self, pane: ListPane, model: ListModel[Line], held: HeldExecutor, qtbot
    ) -> None:
        self.begin(pane, model)
        with qtbot.waitSignal(pane.stopped):
            qtbot.keyClick(pane.view, Qt.Key.Key_Escape)
        assert (model.query, told(pane)) == ("", "300")
        held.run_all()
        assert model.query == ""

    def test_the_button_does_the_same(
        self, pane: ListPane, model: ListModel[Line], held: HeldExecutor, qtbot
    ) -> None:
        self.begin(pane, model)
        qtbot.waitUntil(pane.head.stop_button.isVisible)
        with qtbot.waitSignal(pane.stopped):
            pane.head.stop_button.click()
        assert (model.query, told(pane)) == ("", "300")
        held.run_all()


class TestReading:
    def test_rows_of_another_list_give_way_to_placeholders(
        self, pane: ListPane, model: ListModel[Line], held: HeldExecutor, qtbot
    ) -> None:
        pane.begin(is_reorder=False)
        model.set_query("Person 0007")
        assert pane.view.isVisible()
        qtbot.waitUntil(pane.body.skeleton.isVisible)
        assert told(pane) == "Reading…"
        assert not pane.grab().isNull()
        held.run()
        assert pane.view.isVisible()
        held.run_all()
        assert told(pane) == "1"

    def test_patience_has_an_end(
        self, pane: ListPane, model: ListModel[Line], held: HeldExecutor, qtbot
    ) -> None:
        pane.begin(is_reorder=False)
        model.set_query("Person 0007")
        qtbot.waitUntil(pane.head.stop_button.isVisible)
        held.run_all()
        assert not pane.head.stop_button.isVisible()


class TestTable:
    def test_numbers_stand_at_the_far_end_of_their_column(
        self, pane: ListPane, model: ListModel[Line], held: HeldExecutor, qtbot
    ) -> None:
        pane.set_table(on=True)
        role = Qt.ItemDataRole.TextAlignmentRole
        assert model.headerData(1, Qt.Orientation.Horizontal, role) & Qt.AlignmentFlag.AlignRight
        assert model.headerData(0, Qt.Orientation.Horizontal, role) is None

    @pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
    def test_titles_begin_where_the_window_is_read_from(
        self, pane: ListPane, direction: Qt.LayoutDirection
    ) -> None:
        pane.set_table(on=True)
        pane.setLayoutDirection(direction)
        mirrored = direction == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        assert pane.view.horizontalHeader().defaultAlignment() & side

    def test_the_row_at_the_top_stays_there_when_the_look_changes(
        self, pane: ListPane, held: HeldExecutor
    ) -> None:
        pane.view.verticalScrollBar().setValue(pane.view.rowHeight(0) * 120)
        pane.set_table(on=True)
        assert pane.view.rowAt(0) == 120
        pane.set_compact(on=True)
        assert pane.view.rowAt(0) == 120
        pane.set_table(on=False)
        assert pane.view.rowAt(0) == 120
