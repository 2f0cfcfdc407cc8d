"""A file that can only be read: whatever would write it cannot be used and says why; all the rest does no harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.services.contacts import ops, queries
from crm_desktop.storage.comparing import content_hash
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.activities.editor import ActivityDialog
from crm_desktop.ui.features.activities.log_part import LogPart
from crm_desktop.ui.features.activities.planned_row import PlannedRow
from crm_desktop.ui.features.activities.timeline_view import TimelineView
from crm_desktop.ui.features.contacts.detail.photo import PhotoSpot
from crm_desktop.ui.features.contacts.detail.tag_line import TagLine
from crm_desktop.ui.features.contacts.history_dialog import HistoryDialog
from crm_desktop.ui.features.today.page import TodayPage
from crm_desktop.ui.shell.key_recorder import KeyRecorder
from crm_desktop.ui.shell.recent_changes import RecentChangesDialog
from crm_desktop.ui.shell.settings_page import SettingsPage
from crm_desktop.ui.shell.window import MainWindow
from tests.factories.contexts import open_inline
from tests.ui.states import open_to_read
from tests.ui.surfaces import (
    PICKERS,
    desk_on,
    dialog_of,
    fill,
    page_of,
    wait_idle,
    wait_record,
    wait_until,
)

READ_ONLY = "The file is read-only."
LEAVING = {"app.quit", "file.close", "file.practice", *PICKERS}
OUTSIDE = {"Call", "E-mail", "Map", "Copy", "Show the folder"}
"""Buttons that hand something to another program, or wait for something to hand over."""

NOTHING_TO_DO = {"Reset this section", "Reset", "Reset all keys", "Forward", "Back", "Open", "Snooze", "Done"}
"""Buttons that wait for something to be chosen or changed, in any file."""

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox)


@pytest.fixture
def failed(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    """Every error that the window was to tell of."""
    told: list[BaseException] = []
    monkeypatch.setattr(MainWindow, "fail", lambda _window, error: told.append(error))
    return told


@pytest.fixture
def desk(qapp: QApplication, crm_file: Path, tmp_path: Path, failed: list[BaseException]) -> Iterator[Desk]:
    """The window on a file of four people and something planned, which it can only read."""
    fill(crm_file)
    before = content_hash(crm_file)
    with desk_on(tmp_path / "home", None) as made:
        open_to_read(made, crm_file)
        yield made
        wait_idle(made)
    assert not failed
    assert content_hash(crm_file) == before


def open_record(desk: Desk, row: int) -> None:
    page = page_of(desk)
    shown = page.model.row_at(row)
    assert shown is not None
    desk.window.open(shown.ref)
    wait_until(lambda: page.view is not None and page.view.record.ref == shown.ref, "the record")
    wait_record(desk, page.detail)
    desk.window.refresh()


def open_whoever_has_plans(desk: Desk) -> PlannedRow:
    """The record that something is planned with."""
    page = page_of(desk)
    for row in range(page.model.rowCount()):
        open_record(desk, row)
        if rows := [found for found in page.findChildren(PlannedRow) if found.isVisible()]:
            return rows[0]
    raise AssertionError("nothing is planned")


def leave_what_opened(desk: Desk) -> None:
    """Close menus, panels and dialogs."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()
        QApplication.processEvents()
    while (dialog := dialog_of(desk)) is not None:
        dialog.close()
        wait_idle(desk)


def controls(surface: QWidget) -> list[QWidget]:
    return [w for w in surface.findChildren(QWidget) if isinstance(w, CONTROLS) and w.isVisibleTo(surface)]


def name_of(control: QWidget) -> str:
    return control.accessibleName() or (control.text() if isinstance(control, QAbstractButton) else "")


def says_why(control: QWidget) -> bool:
    """Whether it tells the pointer and a screen reader why, or what it is a part of does."""
    if isinstance(control, KeyRecorder):  # keys are pressed into it, nothing is typed
        return True
    around = (control, control.parentWidget(), control.parentWidget().parentWidget())
    return any(
        w is not None and READ_ONLY in w.toolTip() and READ_ONLY in w.accessibleDescription() for w in around
    )


def faults(surface: QWidget) -> list[str]:
    """Controls that cannot be used and do not say why."""
    silent = []
    for control in controls(surface):
        is_text = isinstance(control, QLineEdit | QPlainTextEdit)
        refuses = not control.isEnabled() or (is_text and control.isReadOnly())
        if refuses and not says_why(control) and name_of(control) not in NOTHING_TO_DO | OUTSIDE:
            silent.append(f"{type(control).__name__} {name_of(control)!r}")
    return silent


class TestCommands:
    def test_each_says_why_or_does_no_harm(self, desk: Desk) -> None:
        commands = desk.window.commands
        open_record(desk, 1)
        writing = [spec.id for spec in commands.specs if spec.undoable]
        assert writing
        for command in writing:
            assert not commands.action(command).isEnabled(), command
            assert READ_ONLY in commands.action(command).toolTip(), command
        for spec in commands.specs:
            if spec.id in LEAVING or spec.id in ("contacts.call", "contacts.mail", "contacts.map"):
                continue
            if not commands.action(spec.id).isEnabled():
                continue
            commands.run(spec.id)
            wait_idle(desk)
            leave_what_opened(desk)
            desk.window.show_page("contacts")
            wait_idle(desk)

    def test_the_palette_says_so_too(self, desk: Desk) -> None:
        window = desk.window
        window.open_palette(">new contact")
        wait_idle(desk)
        rows = window.palette_box._rows.rows
        assert [row.refusal for row in rows if row.title == "New contact…"] == [READ_ONLY]
        window.palette_box.dismiss()
        window.open_palette("Nobody Of That Name")
        wait_idle(desk)
        made = [row for row in window.palette_box._rows.rows if "Nobody Of That Name" in row.title]
        assert made
        assert {row.refusal for row in made} == {READ_ONLY}
        window.palette_box.dismiss()

    def test_new_at_the_top(self, desk: Desk) -> None:
        new = next(button for button in desk.window.findChildren(QAbstractButton) if button.text() == "New")
        assert not new.isEnabled()
        assert READ_ONLY in new.toolTip()
        assert READ_ONLY in new.accessibleDescription()


class TestControls:
    def test_records(self, desk: Desk) -> None:
        page = page_of(desk)
        for row in range(page.model.rowCount()):
            open_record(desk, row)
            assert page.view is not None
            assert page.view.tabs is not None
            page.view.complete()
            for tab in range(page.view.tabs.bar.count()):
                page.view.tabs.bar.setCurrentIndex(tab)
                wait_idle(desk)
                assert faults(page) == []
                self._press_everything(desk, page)

    def test_a_chosen_list(self, desk: Desk) -> None:
        page = page_of(desk)
        page.pane.view.selectAll()
        wait_idle(desk)
        assert faults(page) == []
        self._press_everything(desk, page)

    def test_today(self, desk: Desk) -> None:
        page = desk.window.show_page("today")
        assert isinstance(page, TodayPage)
        page.day.filters.everybody.click()
        wait_until(lambda: bool(page.view.rows.lines), "the day")
        wait_idle(desk)
        assert faults(page) == []
        page.view.setFocus()
        for key in (Qt.Key.Key_Space, Qt.Key.Key_S, Qt.Key.Key_Delete, Qt.Key.Key_Return):
            QTest.keyClick(page.view, key)
            wait_idle(desk)
            leave_what_opened(desk)

    def test_settings(self, desk: Desk) -> None:
        desk.window.commands.run("app.settings")
        page = desk.window.page()
        assert isinstance(page, SettingsPage)
        for row in range(page.sections.count()):
            page.sections.setCurrentRow(row)
            wait_until(lambda: page.is_built, "the section")
            wait_idle(desk)
            assert faults(page) == []
        page._desk.reset(desk.window, page._desk.settings.declared, "Everything")
        wait_idle(desk)

    def _press_everything(self, desk: Desk, surface: QWidget) -> None:
        pressed = [b for b in controls(surface) if isinstance(b, QAbstractButton) and b.isEnabled()]
        for button in pressed:
            if shiboken6.isValid(button) and button.isVisible() and name_of(button) not in OUTSIDE:
                button.click()
                wait_idle(desk)
                leave_what_opened(desk)


class TestWhatTheKeyboardAndThePointerCouldDo:
    def test_what_is_planned(self, desk: Desk) -> None:
        row = open_whoever_has_plans(desk)
        assert row.accessibleDescription() == READ_ONLY
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Delete):
            QTest.keyClick(row, key)
            wait_idle(desk)
        row._more.click()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert [action.text() for action in menu.actions() if action.isEnabled()] == ["Open"]
        assert {action.toolTip() for action in menu.actions() if not action.isEnabled()} == {READ_ONLY}
        menu.close()

    def test_the_editor_of_an_activity(self, desk: Desk) -> None:
        row = open_whoever_has_plans(desk)
        QTest.keyClick(row, Qt.Key.Key_Return)
        wait_until(lambda: bool(desk.window.findChildren(ActivityDialog)), "the editor")
        wait_idle(desk)
        dialog = dialog_of(desk)
        assert isinstance(dialog, ActivityDialog)
        assert faults(dialog) == []
        assert READ_ONLY in dialog.reason.text()
        dialog.close()

    def test_rows_of_the_timeline(self, desk: Desk) -> None:
        open_record(desk, 1)
        view = next(found for found in page_of(desk).findChildren(TimelineView))
        view.trash_wanted.emit([view._model.entry(0)])
        view.move_wanted.emit([view._model.entry(0)])
        wait_idle(desk)
        assert dialog_of(desk) is None

    def test_log_bar_tag_line_and_next_step(self, desk: Desk) -> None:
        open_record(desk, 1)
        part = page_of(desk).findChild(LogPart)
        tags = page_of(desk).findChild(TagLine)
        assert isinstance(part, LogPart)
        assert isinstance(tags, TagLine)
        assert part.bar.edit.placeholderText() == READ_ONLY
        assert tags.isHidden()
        assert part.next.step.isHidden()
        part.bar.begin("call lm")
        part.bar.submit()
        tags._take("vip")
        wait_idle(desk)

    def test_a_photo_that_is_dropped(self, desk: Desk, tmp_path: Path) -> None:
        open_record(desk, 1)
        spot = page_of(desk).findChild(PhotoSpot)
        assert isinstance(spot, PhotoSpot)
        assert not spot.acceptDrops()
        dropped = QMimeData()
        dropped.setUrls([QUrl.fromLocalFile(str(tmp_path / "picture.png"))])
        assert not spot.take(dropped)
        spot.paste()
        spot.open_menu()
        assert QApplication.activePopupWidget() is None

    @pytest.mark.parametrize(
        ("command", "kind"),
        [("edit.recent_changes", RecentChangesDialog), ("contacts.history", HistoryDialog)],
    )
    def test_lists_of_changes(self, desk: Desk, command: str, kind: type[QDialog]) -> None:
        open_record(desk, 1)
        desk.window.commands.run(command)
        wait_idle(desk)
        dialog = dialog_of(desk)
        assert isinstance(dialog, kind)
        table = dialog.findChild(QTableView)
        assert table is not None
        table.selectRow(0)
        QApplication.processEvents()
        undo = next(b for b in dialog.findChildren(QAbstractButton) if b.text().startswith(("Undo", "Take")))
        assert not undo.isEnabled()
        assert undo.toolTip() == READ_ONLY
        dialog.close()


def test_what_waits_in_the_trash(qapp: QApplication, crm_file: Path, tmp_path: Path) -> None:
    fill(crm_file)
    context = open_inline(crm_file)
    first = queries.first_rows(context, ListQuery(), 1)[0]
    ops.trash(context, Selection.of(first.ref.id))
    context.close()
    with desk_on(tmp_path / "home", None) as desk:
        open_to_read(desk, crm_file)
        page = page_of(desk)
        page.show_entry("trash")
        wait_idle(desk)
        open_record(desk, 0)
        assert faults(page) == []
