"""Fields that save themselves: when, what they keep, and what a conflict looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from crm_desktop.base.errors import ConflictError, ValidationError
from crm_desktop.domain.contacts.records import ContactPoint
from crm_desktop.ui.forms.drafts import Draft, Drafts
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.saving import Done, Failed, ReadPast
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.forms.text_edit import TextEdit
from crm_desktop.ui.tasks import Tasks
from crm_desktop.ui.theme.theme import Theme


@dataclass
class Cell:
    """One value of a file that others may change, too."""

    value: str = "old"
    saves: list[tuple[str, str]] = field(default_factory=list)
    refuse: Callable[[str], Exception | None] = lambda _new: None
    held: list[Callable[[], None]] | None = None

    def save(self, base: str, new: str, done: Done, failed: Failed) -> None:
        def work() -> None:
            self.saves.append((base, new))
            if (error := self.refuse(new)) is not None:
                failed(error)
            elif self.value not in (base, new):
                failed(ConflictError("Ana changed it.", field="x", base=base, mine=new, theirs=self.value))
            else:
                self.value = new
                done()

        if self.held is None:
            work()
        else:
            self.held.append(work)


@pytest.fixture
def cell() -> Cell:
    return Cell()


@pytest.fixture
def edit(theme: Theme, cell: Cell, qtbot) -> Iterator[FieldEdit]:
    """The field with another one to go to."""
    window = QWidget()
    column = QVBoxLayout(window)
    made = FieldEdit(theme, "Phone", cell.value, cell.save)
    column.addWidget(made)
    column.addWidget(QLineEdit())
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    made.line.setFocus()
    yield made  # noqa: PT022 - the waiting frame keeps the window alive


def compose(widget: QWidget, preedit: str, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(widget, event)


def keys_of_window(widget: QWidget) -> list[str]:
    """Gives the window of a widget Undo and Redo; what was called of them gathers in the list."""
    called: list[str] = []
    for name, keys in (("undo", QKeySequence.StandardKey.Undo), ("redo", QKeySequence.StandardKey.Redo)):
        action = QAction(name, widget.window())
        action.setShortcut(keys)
        action.triggered.connect(lambda _on=False, name=name: called.append(name))
        widget.window().addAction(action)
    return called


class TestFieldEdit:
    def test_leaving_saves(self, edit: FieldEdit, cell: Cell, qtbot) -> None:
        edit.line.setText("new")
        qtbot.keyClick(edit.line, Qt.Key.Key_Tab)
        assert cell.saves == [("old", "new")]
        assert not edit.is_dirty

    def test_enter_saves_once(self, edit: FieldEdit, cell: Cell, qtbot) -> None:
        edit.line.setText("new")
        qtbot.keyClick(edit.line, Qt.Key.Key_Return)
        qtbot.keyClick(edit.line, Qt.Key.Key_Tab)
        assert cell.saves == [("old", "new")]

    def test_nothing_typed_saves_nothing(self, edit: FieldEdit, cell: Cell, qtbot) -> None:
        qtbot.keyClick(edit.line, Qt.Key.Key_Tab)
        assert cell.saves == []

    def test_escape_gives_the_old_value_back(self, edit: FieldEdit, cell: Cell, qtbot) -> None:
        edit.line.setText("new")
        qtbot.keyClick(edit.line, Qt.Key.Key_Escape)
        qtbot.keyClick(edit.line, Qt.Key.Key_Tab)
        assert edit.value == "old"
        assert cell.saves == []

    def test_wrong_value_stays_with_the_reason_beneath(self, edit: FieldEdit, cell: Cell) -> None:
        cell.refuse = lambda new: ValidationError({"phone": "No number."}) if new == "x" else None
        edit.line.setText("x")
        edit.commit()
        assert (edit.value, edit.reason) == ("x", "No number.")
        assert edit.line.accessibleDescription() == "No number."
        edit.line.setText("12")
        edit.commit()
        assert (edit.reason, cell.value) == ("", "12")

    def test_field_that_is_being_typed_in_is_left_alone(self, edit: FieldEdit, cell: Cell) -> None:
        edit.line.setText("mine")
        edit.set_value("theirs")
        assert edit.value == "mine"

    def test_quiet_field_follows_the_file(self, edit: FieldEdit, cell: Cell) -> None:
        edit.set_value("theirs")
        assert edit.value == "theirs"
        assert not edit.is_dirty

    def conflict(self, edit: FieldEdit, cell: Cell) -> None:
        cell.value = "theirs"
        edit.line.setText("mine")
        edit.commit()

    def test_conflict_shows_both_values(self, edit: FieldEdit, cell: Cell) -> None:
        self.conflict(edit, cell)
        assert edit.strip.isVisible()
        assert edit.strip.accessibleName() == "Ana changed it."
        assert edit.value == "mine"

    def test_keep_mine(self, edit: FieldEdit, cell: Cell) -> None:
        self.conflict(edit, cell)
        edit.strip.keep_button.click()
        assert cell.value == "mine"
        assert not edit.strip.isVisible()

    def test_use_theirs(self, edit: FieldEdit, cell: Cell) -> None:
        self.conflict(edit, cell)
        edit.strip.take_button.click()
        assert (edit.value, cell.value) == ("theirs", "theirs")
        assert not edit.is_dirty

    def test_conflict_saves_nothing_by_itself(self, edit: FieldEdit, cell: Cell, qtbot) -> None:
        self.conflict(edit, cell)
        qtbot.keyClick(edit.line, Qt.Key.Key_Tab)
        assert cell.value == "theirs"

    def test_composed_syllable_is_kept_when_the_focus_goes(self, edit: FieldEdit, cell: Cell, qtbot) -> None:
        edit.line.clear()
        compose(edit.line, "", commit="김민")
        compose(edit.line, "서")
        qtbot.keyClick(edit.line, Qt.Key.Key_Tab)
        assert cell.value == "김민서"

    def test_read_only_says_why(self, edit: FieldEdit, cell: Cell) -> None:
        edit.set_read_only("The file is read-only.")
        edit.line.setText("new")
        edit.commit()
        assert cell.saves == []
        assert edit.line.toolTip() == "The file is read-only."
        assert not edit.line.placeholderText()  # nothing asks for typing

    def test_screen_readers_hear_its_name(self, edit: FieldEdit) -> None:
        assert edit.line.accessibleName() == "Phone"

    def test_undo_is_the_window_s_when_nothing_was_typed(self, edit: FieldEdit, qtbot) -> None:
        called = keys_of_window(edit)
        qtbot.keySequence(edit.line, QKeySequence.StandardKey.Undo)
        assert called == ["undo"]
        qtbot.keyClicks(edit.line, "x")
        qtbot.keySequence(edit.line, QKeySequence.StandardKey.Redo)
        assert called == ["undo", "redo"]
        qtbot.keySequence(edit.line, QKeySequence.StandardKey.Undo)
        assert called == ["undo", "redo"]
        assert "x" not in edit.value

    def test_long_text_is_painted_shortened(self, edit: FieldEdit, qtbot) -> None:
        edit.line.setText("wide " * 100)
        edit.line.clearFocus()
        edit.resize(120, 40)
        assert not edit.grab().isNull()


class TestTextEdit:
    @pytest.fixture
    def note(self, theme: Theme, cell: Cell, qtbot) -> TextEdit:
        made = TextEdit(theme, "Note", cell.value, cell.save)
        qtbot.addWidget(made)
        made.show()
        made.edit.setFocus()
        return made

    def test_rest_saves(self, note: TextEdit, cell: Cell, qtbot) -> None:
        note._rest.setInterval(10)
        note.edit.setPlainText("old, and more")
        qtbot.waitUntil(lambda: cell.value == "old, and more")

    def test_leaving_saves(self, note: TextEdit, cell: Cell) -> None:
        note.edit.setPlainText("new")
        note.edit.clearFocus()
        assert cell.value == "new"

    def test_typing_during_a_save_is_saved_after_it(self, note: TextEdit, cell: Cell) -> None:
        cell.held = []
        note.edit.setPlainText("one")
        note.commit()
        note.edit.setPlainText("one two")
        note.edit.clearFocus()
        while cell.held:
            cell.held.pop(0)()
        assert cell.saves == [("old", "one"), ("one", "one two")]

    def test_undo_is_the_window_s_when_nothing_was_typed(self, note: TextEdit, qtbot) -> None:
        called = keys_of_window(note)
        qtbot.keySequence(note.edit, QKeySequence.StandardKey.Undo)
        assert called == ["undo"]
        qtbot.keyClicks(note.edit, "x")
        qtbot.keySequence(note.edit, QKeySequence.StandardKey.Undo)
        assert called == ["undo"]
        assert "x" not in note.value

    def test_escape_keeps_the_text(self, note: TextEdit, cell: Cell, qtbot) -> None:
        note.edit.setPlainText("long thought")
        qtbot.keyClick(note.edit, Qt.Key.Key_Escape)
        assert cell.value == "long thought"

    def test_conflict_keeps_mine(self, note: TextEdit, cell: Cell) -> None:
        cell.value = "theirs"
        note.edit.setPlainText("mine")
        note.commit()
        assert note.strip.isVisible()
        note.strip.keep_button.click()
        assert cell.value == "mine"

    def test_composed_text_is_kept_when_the_focus_goes(self, note: TextEdit, cell: Cell) -> None:
        note.edit.clear()
        compose(note.edit, "메모")
        note.edit.clearFocus()
        assert cell.value == "메모"


@pytest.fixture
def drafts(tasks: Tasks, tmp_path: Path) -> Iterator[Drafts]:
    made = Drafts(tmp_path / "drafts.json", tasks)
    yield made
    made.close()
    made.deleteLater()


class Items:
    """A list of items in a file; adding waits until the test lets it happen."""

    def __init__(self, drafts: Drafts) -> None:
        self.drafts = drafts
        self.items: dict[bytes, ContactPoint] = {}
        self.adding: list[Callable[[], None]] = []

    def add(self, item: ContactPoint, done: Callable[[bytes], None], failed: Failed) -> None:
        key = bytes([len(self.items) + len(self.adding) + 1]) * 16

        def work() -> None:
            self.items[key] = replace(item, id=key)
            done(key)

        self.adding.append(work)

    def change(self, base: ContactPoint, new: ContactPoint, done: Done, failed: Failed) -> None:
        assert base.id is not None
        self.items[base.id] = new
        done()

    def remove(self, item: ContactPoint, done: Done, failed: Failed) -> None:
        assert item.id is not None
        del self.items[item.id]
        done()

    def draft(self, name: Callable[[], str]) -> Draft:
        return Draft(self.drafts, name)

    def past(self, place: Callable[[], tuple[bytes | None, str]]) -> ReadPast:
        return lambda done: done([])


class TestItemSlot:
    def test_first_save_adds_and_the_next_ones_change(self, drafts: Drafts) -> None:
        items = Items(drafts)
        slot = ItemSlot(items, ContactPoint("phone", ""))
        done: list[str] = []
        slot.saver("value")("", "123", lambda: done.append("value"), done.append)  # type: ignore[arg-type]
        slot.saver("usage")("", "work", lambda: done.append("usage"), done.append)  # type: ignore[arg-type]
        assert done == []
        items.adding.pop()()
        assert done == ["value", "usage"]
        assert [(i.value, i.usage) for i in items.items.values()] == [("123", "work")]
        assert items.adding == []

    def test_blank_item_needs_no_removing(self, drafts: Drafts) -> None:
        slot = ItemSlot(Items(drafts), ContactPoint("phone", ""))
        slot.remove(lambda: pytest.fail("nothing to remove"), lambda _e: None)
