"""Palette, toast, history, flow layout, widths: the parts of the window by themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTableWidget, QWidget

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.ids import EntityRef
from crm_desktop.ui.shell.error_dialog import make_error_dialog, report_text
from crm_desktop.ui.shell.history import History, Visit
from crm_desktop.ui.shell.palette import Palette
from crm_desktop.ui.shell.palette_list import PaletteRow
from crm_desktop.ui.shell.toast import Toast
from crm_desktop.ui.shell.workspace import width_class
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.ui.widgets.avatar import initials_of
from crm_desktop.ui.widgets.chip import Chip
from crm_desktop.ui.widgets.flow_layout import FlowLayout


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    made.resize(900, 600)
    qtbot.addWidget(made)
    made.show()
    return made


class Searches:
    """A source of rows; answers searches when the test says so."""

    def __init__(self) -> None:
        self.answers_at_once = False
        self.ran: list[str] = []
        self.asked: list[tuple[str, Callable[[list[PaletteRow]], None]]] = []
        self.windows: list[str] = []
        self.stopped = 0

    def at_once(self, text: str, hits: Sequence[PaletteRow]) -> list[PaletteRow]:
        wanted = text.lstrip(">").strip()
        rows = [PaletteRow("New contact…", run=lambda: self.ran.append("new"))]
        rows += [PaletteRow("Undo", refusal="Nothing to undo.", run=lambda: self.ran.append("undo"))]
        rows = [row for row in rows if wanted.casefold() in row.title.casefold()]
        if wanted and wanted == text:
            rows += [PaletteRow(f"Create “{text}”", run=lambda: self.ran.append(f"create {text}"))]
        return [*hits, *rows]

    def search(self, text: str, answer: Callable[[list[PaletteRow]], None]) -> bool:
        if text.startswith(">"):
            return False
        self.asked.append((text, answer))
        if self.answers_at_once:
            answer([anna(self)])
        return True

    def stop(self) -> None:
        self.stopped += 1

    def actions(self, row: PaletteRow, answer: Callable[[list[PaletteRow]], None]) -> list[PaletteRow]:
        rows = [PaletteRow("Open", run=row.run)]
        answer([*rows, PaletteRow("Call 12", run=lambda: self.ran.append(f"call {row.title}"))])
        return rows

    def open_window(self, row: PaletteRow) -> None:
        self.windows.append(row.title)

    def signs(self) -> str:
        return "> commands"


@pytest.fixture
def searches() -> Searches:
    return Searches()


@pytest.fixture
def palette(theme: Theme, window: QWidget, searches: Searches) -> Palette:
    return Palette(theme, window, searches)


def titles(palette: Palette) -> list[str]:
    return [row.title for row in palette.rows]


def anna(searches: Searches) -> PaletteRow:
    return PaletteRow(
        "Anna", "Acme", ref=EntityRef("contact", bytes(16)), run=lambda: searches.ran.append("anna")
    )


class TestPalette:
    def test_opens_with_all_commands(self, palette: Palette) -> None:
        palette.open()
        assert titles(palette) == ["New contact…", "Undo"]

    def test_hits_come_before_commands_and_create_comes_last(
        self, palette: Palette, searches: Searches, qtbot
    ) -> None:
        palette.open()
        qtbot.keyClicks(palette._input, "n")
        assert titles(palette) == ["New contact…", "Undo", "Create “n”"]
        qtbot.waitUntil(lambda: bool(searches.asked))
        text, answer = searches.asked[0]
        answer([PaletteRow("Anna", "Acme")])
        assert text == "n"
        assert titles(palette) == ["Anna", "New contact…", "Undo", "Create “n”"]

    def test_answer_for_an_older_text_is_dropped(self, palette: Palette, searches: Searches, qtbot) -> None:
        palette.open("an")
        qtbot.waitUntil(lambda: bool(searches.asked))
        qtbot.keyClicks(palette._input, "x")
        searches.asked[0][1]([PaletteRow("Anna")])
        assert "Anna" not in titles(palette)
        qtbot.waitUntil(lambda: len(searches.asked) == 2)

    def test_prefix_shows_commands_alone(self, palette: Palette) -> None:
        palette.open(">undo")
        assert titles(palette) == ["Undo"]

    def test_arrows_and_enter_choose(self, palette: Palette, searches: Searches, qtbot) -> None:
        palette.open()
        qtbot.keyClicks(palette._input, "new")
        qtbot.keyClick(palette._input, Qt.Key.Key_Down)
        qtbot.keyClick(palette._input, Qt.Key.Key_Return)
        assert searches.ran == ["create new"]
        assert not palette.isVisible()

    def test_enter_before_the_answer_means_the_person_and_not_a_new_one(
        self, palette: Palette, searches: Searches, qtbot
    ) -> None:
        palette.open()
        qtbot.keyClicks(palette._input, "anna")
        qtbot.keyClick(palette._input, Qt.Key.Key_Return)
        assert palette.isVisible()
        qtbot.waitUntil(lambda: bool(searches.asked))
        searches.asked[-1][1]([anna(searches)])
        assert searches.ran == ["anna"]
        assert not palette.isVisible()

    @pytest.mark.parametrize("is_open", [True, False])
    def test_an_answer_that_is_there_at_once_counts(
        self, palette: Palette, searches: Searches, qtbot, is_open: bool
    ) -> None:
        searches.answers_at_once = True
        if is_open:
            palette.open()
            qtbot.keyClicks(palette._input, "a")
        else:
            palette.open("a")
        assert not palette.is_searching
        qtbot.keyClick(palette._input, Qt.Key.Key_Return)
        assert searches.ran == ["anna"]

    def test_each_key_asks_at_once_and_stops_what_was_asked_before(
        self, palette: Palette, searches: Searches, qtbot
    ) -> None:
        palette.open()
        qtbot.keyClick(palette._input, "a")
        assert [text for text, _answer in searches.asked] == ["a"]
        before = searches.stopped
        qtbot.keyClick(palette._input, "n")
        assert searches.stopped == before + 1
        palette.dismiss()
        assert searches.stopped == before + 2
        searches.asked[-1][1]([anna(searches)])
        assert "Anna" not in titles(palette)

    def test_row_that_the_user_went_to_stays_chosen_when_hits_arrive(
        self, palette: Palette, searches: Searches, qtbot
    ) -> None:
        palette.open()
        qtbot.keyClicks(palette._input, "n")
        qtbot.keyClick(palette._input, Qt.Key.Key_Down)
        qtbot.keyClick(palette._input, Qt.Key.Key_Down)
        qtbot.waitUntil(lambda: bool(searches.asked))
        searches.asked[0][1]([anna(searches)])
        qtbot.keyClick(palette._input, Qt.Key.Key_Return)
        assert searches.ran == ["create n"]

    def test_refused_command_does_not_run(self, palette: Palette, searches: Searches, qtbot) -> None:
        palette.open(">undo")
        qtbot.waitUntil(lambda: not palette._is_searching)
        qtbot.keyClick(palette._input, Qt.Key.Key_Return)
        assert searches.ran == []
        assert palette.isVisible()

    def test_ctrl_enter_opens_a_window(self, palette: Palette, searches: Searches, qtbot) -> None:
        self._find_anna(palette, searches, qtbot)
        qtbot.keyClick(palette._input, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert searches.windows == ["Anna"]
        assert searches.ran == []

    def test_tab_shows_actions_and_escape_leads_back(
        self, palette: Palette, searches: Searches, qtbot
    ) -> None:
        self._find_anna(palette, searches, qtbot)
        qtbot.keyClick(palette._input, Qt.Key.Key_Tab)
        assert titles(palette) == ["Open", "Call 12"]
        qtbot.keyClick(palette._input, Qt.Key.Key_Escape)
        assert palette.isVisible()
        assert palette._input.text() == "anna"
        assert "Anna" in titles(palette)
        qtbot.keyClick(palette._input, Qt.Key.Key_Tab)
        qtbot.keyClicks(palette._input, "call")
        assert titles(palette) == ["Call 12"]
        qtbot.keyClick(palette._input, Qt.Key.Key_Return)
        assert searches.ran == ["call Anna"]

    def test_tab_on_a_command_stays_in_the_palette(self, palette: Palette, qtbot) -> None:
        palette.open()
        qtbot.keyClick(palette._input, Qt.Key.Key_Tab)
        assert titles(palette) == ["New contact…", "Undo"]
        assert palette._input.hasFocus()

    def test_escape_gives_the_focus_back(self, palette: Palette, window: QWidget, qtbot) -> None:
        line = QLineEdit(window)
        line.show()
        line.setFocus()
        palette.open()
        qtbot.keyClick(palette._input, Qt.Key.Key_Escape)
        assert not palette.isVisible()
        assert window.focusWidget() is line

    def test_syllable_being_composed_is_searched_too(self, palette: Palette) -> None:
        palette.open()
        QApplication.sendEvent(palette._input, QInputMethodEvent("김", []))
        assert titles(palette)[-1] == "Create “김”"

    def test_enter_that_ends_a_composition_chooses_nothing(
        self, palette: Palette, searches: Searches, qtbot
    ) -> None:
        palette.open()
        QApplication.sendEvent(palette._input, QInputMethodEvent("김", []))
        qtbot.keyClick(palette._input, Qt.Key.Key_Return)
        assert searches.ran == []
        QApplication.sendEvent(palette._input, QInputMethodEvent("", []))

    def _find_anna(self, palette: Palette, searches: Searches, qtbot) -> None:
        palette.open("anna")
        qtbot.waitUntil(lambda: bool(searches.asked))
        searches.asked[-1][1]([anna(searches)])


class TestToast:
    def test_button_and_its_key_do_the_same(self, theme: Theme, window: QWidget) -> None:
        toast, done = Toast(theme, window), []
        toast.say("Moved to the trash", ("Undo", lambda: done.append(1)))
        assert toast.has_action
        toast.press()
        assert done == [1]
        assert not toast.isVisible()

    def test_goes_away_by_itself(self, theme: Theme, window: QWidget, qtbot) -> None:
        toast = Toast(theme, window)
        toast._timer.setInterval(20)
        toast.say("Saved")
        qtbot.waitUntil(lambda: not toast.isVisible())

    def test_keyboard_on_its_button_holds_it(self, theme: Theme, window: QWidget, qtbot) -> None:
        toast = Toast(theme, window)
        toast.say("Moved", ("Undo", lambda: None))
        toast._button.setFocus()
        qtbot.waitUntil(lambda: toast._button.hasFocus())
        assert not toast._timer.isActive()
        toast.dismiss()

    def test_lies_inside_the_window(self, theme: Theme, window: QWidget) -> None:
        toast = Toast(theme, window)
        toast.say("A rather long sentence about something that was moved, tagged and saved")
        assert window.rect().contains(toast.geometry())
        toast.dismiss()

    def test_does_not_cover_what_is_typed_into(self, theme: Theme, window: QWidget, qtbot) -> None:
        page, line = QWidget(window), QLineEdit()
        page.setGeometry(0, 100, 900, 500)
        line.setParent(page)
        line.setGeometry(0, 420, 900, 60)  # where the toast would lie
        page.setProperty("keepClear", line)
        page.show()
        toast = Toast(theme, window)
        toast.say("Saved")
        assert toast.geometry().intersects(line.geometry().translated(0, 100))
        line.setFocus()
        qtbot.waitUntil(lambda: toast.geometry().bottom() < line.mapTo(window, line.rect().topLeft()).y())
        toast.dismiss()

    def test_does_not_cover_the_chosen_row_of_a_list(self, theme: Theme, window: QWidget) -> None:
        page, rows = QWidget(window), QTableWidget(100, 5)
        page.setGeometry(0, 0, 900, 600)
        rows.setParent(page)
        rows.setGeometry(0, 60, 900, 510)
        page.setProperty("keepClear", rows)
        page.show()
        rows.setFocus()
        rows.setCurrentCell(0, 4)
        toast = Toast(theme, window)
        toast.say("Saved")
        at_foot = toast.geometry()
        rows.setCurrentCell(99, 4)
        toast.place()
        chosen = rows.visualRect(rows.model().index(99, 0))
        chosen.moveTopLeft(rows.viewport().mapTo(window, chosen.topLeft()))
        assert at_foot.intersects(chosen)
        assert 0 < toast.geometry().bottom() < chosen.top()
        rows.setCurrentCell(0, 4)
        toast.place()
        assert toast.geometry() == at_foot
        toast.dismiss()


class TestHistory:
    def test_back_and_forward(self) -> None:
        history = History()
        for place in "abc":
            history.add(Visit("page", place))
        assert history.back() == Visit("page", "b")
        assert history.back() == Visit("page", "a")
        assert history.back() is None
        assert history.forward() == Visit("page", "b")

    def test_going_somewhere_forgets_what_lay_forward(self) -> None:
        history = History()
        for place in "abc":
            history.add(Visit("page", place))
        history.back()
        history.add(Visit("page", "d"))
        assert not history.can_go_forward
        assert history.back() == Visit("page", "b")

    def test_same_place_twice_is_one_visit(self) -> None:
        history = History()
        history.add(Visit("page", "a"))
        history.add(Visit("page", "a"))
        assert not history.can_go_back


@pytest.mark.parametrize(
    ("width", "name"), [(1280, "wide"), (1100, "wide"), (1099, "medium"), (900, "medium"), (899, "narrow")]
)
def test_width_classes(width: int, name: str) -> None:
    assert width_class(width) == name


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Anna Sørensen", "AS"),
        ("김민서", "김"),
        ("陈小明", "陈"),
        ("Cher", "C"),
        ("Dr. Jan van Dam", "JD"),
        ("James Carter Jr.", "JC"),
        ("", ""),
        ("!!!", ""),
        ("3M", "3"),
    ],
)
def test_initials(name: str, initials: str) -> None:
    assert initials_of(name) == initials


def test_flow_layout_breaks_lines(qtbot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    for _number in range(6):
        label = QLabel("word")
        label.setFixedSize(80, 20)
        flow.addWidget(label)
    assert flow.heightForWidth(1000) == 20
    assert flow.heightForWidth(200) == 3 * 20 + 2 * 6


def test_chip_is_removed_by_key(theme: Theme, qtbot) -> None:
    chip = Chip(theme, "VIP", removable=True)
    qtbot.addWidget(chip)
    with qtbot.waitSignal(chip.removed):
        qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert "Delete" in chip.accessibleName()


def caught() -> Exception:
    try:
        raise RuntimeError("kim@example.com broke it")
    except RuntimeError as error:
        return error


class TestErrorDialog:
    def test_report_holds_no_address(self) -> None:
        report = report_text(caught(), ["contacts.new"], ["a line"])
        assert "kim@example.com" not in report
        assert "RuntimeError" in report
        assert "contacts.new" in report

    def test_own_errors_speak_for_themselves(self, theme: Theme, window: QWidget) -> None:
        problem = EnvironmentProblem("locked", "The file is in use.", "Close the other program.")
        dialog = make_error_dialog(theme, problem, [], [], window)
        texts = [label.text() for label in dialog.findChildren(QLabel)]
        assert "The file is in use." in texts
        assert "Close the other program." in texts
