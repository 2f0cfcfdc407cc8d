"""The list model: what is shown when, and what survives a refresh."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken
from crm_desktop.services.context import Executors
from crm_desktop.ui.lists.model import ListModel
from crm_desktop.ui.lists.source import Column
from crm_desktop.ui.lists.type_ahead import TypeAhead, find_prefix
from crm_desktop.ui.lists.view import ListView
from crm_desktop.ui.tasks import Tasks
from tests.ui.conftest import HeldExecutor, Line, MemorySource, key

COLUMNS = (Column[Line]("name", "Name", lambda line: line.name, "name"),)
NAMES = [f"Person {number:04}" for number in range(300)]


def make_model(tasks: Tasks, source: MemorySource) -> ListModel[Line]:
    return ListModel(tasks, source, COLUMNS, lambda line: f"{line.name}, contact")


@pytest.fixture
def model(tasks: Tasks) -> ListModel[Line]:
    made = make_model(tasks, MemorySource(NAMES))
    made.set_query("")
    return made


@pytest.fixture
def view(model: ListModel[Line], qtbot) -> ListView:
    made = ListView(model)
    made.resize(300, 400)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(model: ListModel[Line], row: int) -> str:
    return str(model.index(row, 0).data())


def test_model_obeys_the_rules_of_qt(model: ListModel[Line], qtmodeltester) -> None:
    qtmodeltester.check(model, force_py=True)


def test_rows_come_when_they_are_looked_at(model: ListModel[Line], qtbot) -> None:
    assert model.rowCount() == 300
    assert shown(model, 250) == ""
    qtbot.waitUntil(lambda: shown(model, 250) == "Person 0250")
    assert model.data(model.index(250, 0), Qt.ItemDataRole.AccessibleTextRole) == "Person 0250, contact"


def test_first_page_shows_before_the_snapshot(qapp: QApplication) -> None:
    held = HeldExecutor()
    tasks = Tasks(Executors(held, held, held), print)
    model = make_model(tasks, MemorySource(NAMES))
    model.set_query("")
    assert model.is_loading
    held.run()
    assert (model.rowCount(), model.is_complete, shown(model, 0)) == (20, False, "Person 0000")
    held.run()
    assert (model.rowCount(), model.is_complete) == (300, True)


def test_late_answers_for_an_old_query_are_dropped(qapp: QApplication) -> None:
    held = HeldExecutor()
    tasks = Tasks(Executors(held, held, held), print)
    model = make_model(tasks, MemorySource(NAMES))
    model.set_query("")
    model.set_query("Person 0007")
    held.run_all()
    assert model.rowCount() == 1
    assert shown(model, 0) == "Person 0007"


def test_first_rows_of_an_old_query_are_read_no_further(qapp: QApplication) -> None:
    held = HeldExecutor()
    tasks = Tasks(Executors(held, held, held), print)
    source = MemorySource(NAMES)
    model = make_model(tasks, source)
    tokens: list[CancelToken] = []
    read = source.first

    def first(query: str, columns: Sequence[str], cancel: CancelToken) -> list[Line]:
        tokens.append(cancel)
        return read(query, columns, cancel)

    source.first = first  # type: ignore[method-assign]
    model.set_query("")
    held.run()
    model.set_query("Person 0007")
    assert [token.is_cancelled for token in tokens] == [True]
    held.run(2)
    held.run(1)
    assert [token.is_cancelled for token in tokens] == [
        True,
        True,
    ]  # all ids were there before the first rows
    assert (model.rowCount(), model.is_complete) == (1, True)


def test_newest_request_goes_first(qapp: QApplication, qtbot) -> None:
    source = MemorySource(NAMES)
    held = HeldExecutor()
    tasks = Tasks(Executors(held, held, held), print)
    model = make_model(tasks, source)
    model.set_query("")
    held.run_all()
    shown(model, 150)
    shown(model, 299)
    qtbot.waitUntil(lambda: len(held.waiting) == 2)
    held.run_all()
    assert source.asked[0][0] == key(257)


def test_failure_is_told_and_the_rows_stay(model: ListModel[Line], monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: object) -> None:
        raise OSError("unplugged")

    monkeypatch.setattr(MemorySource, "snapshot", broken)
    model.reload()
    assert isinstance(model.error, OSError)
    assert model.rowCount() == 300


def wait_for_refresh(model: ListModel[Line], qtbot, change: Callable[[], None]) -> None:
    with qtbot.waitSignal(model.swapped):
        change()


def test_refresh_keeps_selection_and_place(view: ListView, model: ListModel[Line], qtbot) -> None:
    source = model._source
    assert isinstance(source, MemorySource)
    view.select_record(key(201))
    view.scrollTo(model.index(190, 0), ListView.ScrollHint.PositionAtTop)
    top = model.id_at(view.rowAt(0))

    def insert_before() -> None:
        source.lines[key(900)] = Line(key(900), "Aaron")
        model.apply_changes(ChangeSet(inserted=frozenset({key(900)})))

    wait_for_refresh(model, qtbot, insert_before)
    assert model.rowCount() == 301
    assert view.chosen().ids == {key(201)}
    assert model.id_at(view.rowAt(0)) == top


def test_changed_row_is_read_again(model: ListModel[Line], qtbot) -> None:
    source = model._source
    assert isinstance(source, MemorySource)
    source.lines[key(1)] = Line(key(1), "Person 0000 (new)")
    model.apply_changes(ChangeSet(updated={key(1): frozenset({"name"})}))
    assert shown(model, 0) == "Person 0000"
    qtbot.waitUntil(lambda: shown(model, 0) == "Person 0000 (new)")
    model.close()


def test_row_that_changed_while_it_was_read_is_read_again(qapp: QApplication, qtbot) -> None:
    source, held = MemorySource(NAMES), HeldExecutor()
    model = make_model(Tasks(Executors(held, held, held), print), source)
    model.set_query("")
    held.run_all()
    shown(model, 299)
    qtbot.waitUntil(lambda: bool(held.waiting))
    before = dict(source.lines)
    source.lines[key(300)] = Line(key(300), "Person 0299 (new)")
    model.apply_changes(ChangeSet(updated={key(300): frozenset({"name"})}))
    newer, source.lines = source.lines, before
    held.run_all()
    assert shown(model, 299) == "Person 0299"
    source.lines = newer

    def is_read_again() -> bool:
        held.run_all()
        return shown(model, 299) == "Person 0299 (new)"

    qtbot.waitUntil(is_read_again)
    model.close()


def test_record_that_went_away_says_so(model: ListModel[Line], qtbot) -> None:
    source = model._source
    assert isinstance(source, MemorySource)
    del source.lines[key(250)]
    shown(model, 249)
    text = Qt.ItemDataRole.AccessibleTextRole
    qtbot.waitUntil(lambda: model.data(model.index(249, 0), text) == "Deleted")


def insert_first(model: ListModel[Line]) -> None:
    """Somebody else adds a row above all others."""
    source = model._source
    assert isinstance(source, MemorySource)
    source.lines[key(900)] = Line(key(900), "Aaron")
    model.apply_changes(ChangeSet(inserted=frozenset({key(900)})))


def click(view: ListView, qtbot, row: int, held: Qt.KeyboardModifier) -> None:
    place = view.visualRect(view.model().index(row, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, place)


class TestSelection:
    def test_everything_is_a_state(self, view: ListView, model: ListModel[Line], qtbot) -> None:
        view.selectAll()
        assert view.chosen().is_all
        assert view.chosen().count == 300

    def test_everything_but_one(self, view: ListView, model: ListModel[Line], qtbot) -> None:
        view.selectAll()
        click(view, qtbot, 2, Qt.KeyboardModifier.ControlModifier)
        chosen = view.chosen()
        assert (chosen.is_all, chosen.except_ids, chosen.count) == (True, {key(3)}, 299)

    def test_moving_on_ends_everything(self, view: ListView, model: ListModel[Line], qtbot) -> None:
        view.select_record(key(5))
        view.selectAll()
        qtbot.keyClick(view, Qt.Key.Key_Down)
        assert not view.chosen().is_all
        assert view.chosen().count == 1

    def test_everything_grows_with_the_list(self, view: ListView, model: ListModel[Line], qtbot) -> None:
        view.selectAll()
        wait_for_refresh(model, qtbot, lambda: insert_first(model))
        assert view.chosen().count == 301

    def test_who_was_left_out_of_everything_stays_out(
        self, view: ListView, model: ListModel[Line], qtbot
    ) -> None:
        view.selectAll()
        click(view, qtbot, 2, Qt.KeyboardModifier.ControlModifier)
        wait_for_refresh(model, qtbot, lambda: insert_first(model))
        chosen = view.chosen()
        assert (chosen.is_all, chosen.except_ids, chosen.count) == (True, {key(3)}, 300)

    def test_many_stay_chosen_while_others_write(self, view: ListView, model: ListModel[Line], qtbot) -> None:
        click(view, qtbot, 1, Qt.KeyboardModifier.NoModifier)
        qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
        before = set(view.chosen().ids)
        source = model._source
        assert isinstance(source, MemorySource)
        del source.lines[key(100)]
        wait_for_refresh(model, qtbot, lambda: insert_first(model))
        assert set(view.chosen().ids) == before - {key(100)}
        assert view.chosen().count == 298

    def test_what_is_chosen_while_the_list_is_read_is_what_stays(self, qapp: QApplication, qtbot) -> None:
        held = HeldExecutor()
        model = make_model(Tasks(Executors(held, held, held), print), MemorySource(NAMES))
        view = ListView(model)
        qtbot.addWidget(view)
        view.show()
        model.set_query("")
        held.run_all()
        view.selectAll()
        insert_first(model)
        model.reload()
        click(view, qtbot, 4, Qt.KeyboardModifier.ControlModifier)
        held.run_all()
        chosen = view.chosen()
        assert (chosen.is_all, chosen.except_ids, chosen.count) == (True, {key(5)}, 300)
        model.close()

    def test_invert(self, view: ListView, model: ListModel[Line]) -> None:
        view.select_record(key(1))
        view.invert_selection()
        assert view.chosen().count == 299
        assert key(1) not in view.chosen().ids

    @pytest.mark.parametrize(
        "modifier", [Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier]
    )
    def test_end_and_home_are_the_last_and_the_first_row(
        self, view: ListView, model: ListModel[Line], qtbot, modifier: Qt.KeyboardModifier
    ) -> None:
        qtbot.keyClick(view, Qt.Key.Key_End, modifier)
        assert view.chosen().ids == {model.id_at(model.rowCount() - 1)}
        qtbot.keyClick(view, Qt.Key.Key_Home, modifier)
        assert view.chosen().ids == {model.id_at(0)}
        qtbot.keyClick(view, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
        assert view.chosen_count() == model.rowCount()

    def test_enter_opens(self, view: ListView, qtbot) -> None:
        view.select_record(key(9))
        with qtbot.waitSignal(view.record_opened) as opened:
            qtbot.keyClick(view, Qt.Key.Key_Return)
        assert opened.args == [key(9)]


def test_focus_alone_opens_nothing_and_the_first_key_takes_the_first_row(view: ListView, qtbot) -> None:
    view.clearFocus()
    view.setFocus()
    assert not view.currentIndex().isValid()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    assert view.chosen().ids == {key(1)}


class TestTypeAhead:
    @pytest.mark.parametrize(("typed", "row"), [("person 0123", 123), ("a", 0), ("z", 299)])
    def test_finds_by_halving(self, model: ListModel[Line], typed: str, row: int) -> None:
        source = model._source
        assert isinstance(source, MemorySource)

        def rows(ids: Sequence[Id]) -> list[Line]:
            return source.rows("", ids, ())

        assert find_prefix(rows, model.snapshot, typed, lambda line: line.name, descending=False) == row

    def test_letters_move_the_selection(
        self, view: ListView, model: ListModel[Line], tasks: Tasks, qtbot
    ) -> None:
        ahead = TypeAhead(view, model, tasks, model._source)
        ahead.set_order(COLUMNS[0], descending=False)
        qtbot.keyClicks(view, "person 0042")
        assert view.chosen().ids == {key(43)}
        ahead._rest.stop()


def test_header_never_asks_for_selected_cells(
    view: ListView, model: ListModel[Line], monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    """With Qt's own arrangement a repaint asks for the flags of all selected cells (ux 0, finding 2)."""
    view.selectAll()
    asked: list[int] = []
    original = ListModel.flags
    monkeypatch.setattr(ListModel, "flags", lambda self, index: asked.append(1) or original(self, index))
    view.horizontalHeader().viewport().repaint()
    view.grab()
    assert len(asked) < 200


class TestStopping:
    @pytest.fixture
    def held(self) -> HeldExecutor:
        return HeldExecutor()

    @pytest.fixture
    def slow(self, qapp: QApplication, held: HeldExecutor) -> ListModel[Line]:
        """A model that shows everything, in front of work that waits."""
        made = make_model(Tasks(Executors(held, held, held), print), MemorySource(NAMES))
        made.set_query("")
        held.run_all()
        return made

    def test_rows_stay_until_the_next_ones_are_there(self, slow: ListModel[Line], held: HeldExecutor) -> None:
        slow.set_query("Person 0007")
        assert (slow.rowCount(), slow.is_loading, slow.is_pending) == (300, True, True)
        held.run_all()
        assert (slow.rowCount(), slow.is_loading, slow.is_pending) == (1, False, False)

    def test_stopping_returns_to_what_is_on_view(self, slow: ListModel[Line], held: HeldExecutor) -> None:
        slow.set_query("Person 0007")
        slow.stop()
        assert (slow.query, slow.is_complete, slow.is_loading) == ("", True, False)
        held.run_all()
        assert slow.rowCount() == 300

    def test_stopping_the_very_first_reading_can_be_taken_up_again(
        self, qapp: QApplication, held: HeldExecutor
    ) -> None:
        model = make_model(Tasks(Executors(held, held, held), print), MemorySource(NAMES))
        model.set_query("")
        model.stop()
        held.run_all()
        assert (model.rowCount(), model.is_loading, model.is_complete) == (0, False, False)
        model.reload()
        assert model.is_loading
        held.run_all()
        assert (model.rowCount(), model.is_complete) == (300, True)

    def test_changes_while_reading_begin_it_anew_only_afterwards(
        self, slow: ListModel[Line], held: HeldExecutor, qtbot
    ) -> None:
        slow.reload()
        assert len(held.waiting) == 1
        slow.apply_changes(ChangeSet(inserted=frozenset({key(900)})))
        qtbot.waitUntil(lambda: not slow._refresh_timer.isActive())
        assert len(held.waiting) == 1
        held.run_all()
        qtbot.waitUntil(lambda: len(held.waiting) == 1)
        slow.close()


class TestPlace:
    def test_place_is_kept_to_the_pixel_when_a_row_comes_above(
        self, view: ListView, model: ListModel[Line], qtbot
    ) -> None:
        source = model._source
        assert isinstance(source, MemorySource)
        bar = view.verticalScrollBar()
        bar.setValue(bar.maximum() // 2 + 7)
        top, above = model.id_at(view.rowAt(0)), view.rowViewportPosition(view.rowAt(0))

        def insert() -> None:
            source.lines[key(900)] = Line(key(900), "Aaron")
            model.apply_changes(ChangeSet(inserted=frozenset({key(900)})))

        wait_for_refresh(model, qtbot, insert)
        assert model.id_at(view.rowAt(0)) == top
        assert view.rowViewportPosition(view.rowAt(0)) == above

    def test_place_is_kept_when_the_row_at_the_top_goes_away(
        self, view: ListView, model: ListModel[Line], qtbot
    ) -> None:
        source = model._source
        assert isinstance(source, MemorySource)
        view.verticalScrollBar().setValue(view.rowHeight(0) * 100)
        first, second = model.id_at(100), model.id_at(101)

        def remove() -> None:
            del source.lines[first]
            model.apply_changes(ChangeSet(deleted=frozenset({first})))

        wait_for_refresh(model, qtbot, remove)
        assert view.rowViewportPosition(model.row_of(second) or 0) == view.rowHeight(0)

    def test_another_order_keeps_what_is_chosen_and_shows_it(
        self, view: ListView, model: ListModel[Line]
    ) -> None:
        view.select_record(key(250))
        view.reorder()
        model.set_query("Person")
        assert view.chosen().ids == {key(250)}
        assert view.viewport().rect().intersects(view.visualRect(view.currentIndex()))

    def test_another_list_begins_at_its_top_with_nothing_chosen(
        self, view: ListView, model: ListModel[Line]
    ) -> None:
        view.select_record(key(250))
        view.forget()
        model.set_query("Person")
        assert view.chosen_count() == 0
        assert view.rowAt(0) == 0
