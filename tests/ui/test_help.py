"""Help: keys of this view first, the manual, the report that is not sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QMainWindow, QPushButton, QWidget

from crm_desktop.ui.commands.registry import CommandRegistry
from crm_desktop.ui.commands.spec import CommandSpec, MenuPlace, UiContext
from crm_desktop.ui.shell.error_dialog import report_text
from crm_desktop.ui.shell.keys_dialog import KeysDialog
from crm_desktop.ui.shell.manual import ManualDialog, read_chapters
from crm_desktop.ui.shell.report_dialog import ReportDialog, save_report
from crm_desktop.ui.theme.theme import Theme


def spec(name: str, title: str, keys: str, **options: str) -> CommandSpec:
    return CommandSpec(
        id=name,
        title=title,
        category=options.get("category", "Test"),
        menus=(MenuPlace("edit"),),
        handler=lambda _window: None,
        shortcuts=(keys,),
        where=options.get("where", ""),
    )


@pytest.fixture
def window(qtbot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def keys(window: QMainWindow, theme: Theme) -> KeysDialog:
    specs = (
        spec("file.open", "&Open…", "Ctrl+O", category="File"),
        spec("board.won", "Won", "W", where="board"),
        spec("contacts.new", "New contact", "Ctrl+N"),
    )
    commands = CommandRegistry(specs, window, lambda _name: QIcon(), window)  # type: ignore[arg-type]
    commands.refresh(UiContext(has_file=True, page="contacts"))
    went: list[str] = []
    dialog = KeysDialog(
        theme, commands, window, change=lambda: went.append("keys"), read_manual=lambda: went.append("manual")
    )
    dialog.setProperty("went", went)
    dialog.show()
    return dialog


def texts(dialog: KeysDialog) -> list[str]:
    return [dialog.table.item(row, 0).text() for row in range(dialog.table.rowCount())]


class TestKeys:
    def test_those_of_this_view_come_first(self, keys: KeysDialog) -> None:
        assert texts(keys)[:3] == ["In this view", "New contact", "In lists and fields"]
        assert texts(keys)[-2:] == ["Test", "Won"]
        keys.reject()

    def test_are_found_by_name_and_by_key(self, keys: KeysDialog) -> None:
        keys.search.setText("ctrl+o")
        assert texts(keys) == ["File", "Open"]
        keys.search.setText("contact")
        assert texts(keys) == ["In this view", "New contact"]
        keys.reject()

    def test_lead_to_where_they_are_changed(self, keys: KeysDialog) -> None:
        button = next(b for b in keys.findChildren(QPushButton) if b.text() == "Change keys")
        went = keys.property("went")
        button.click()
        assert went == ["keys"] or not keys.isVisible()


class TestManual:
    def test_begins_with_the_introduction(self) -> None:
        chapters = read_chapters()
        assert chapters[0].title == "Getting started"
        assert all(chapter.title and len(chapter.text) > 200 for chapter in chapters)

    def test_a_translated_chapter_takes_the_place_of_the_english_one(self, tmp_path: Path) -> None:
        for name in ("a", "b"):
            (tmp_path / "en").mkdir(exist_ok=True)
            (tmp_path / "en" / f"{name}.md").write_text(f"# English {name}\n", "utf-8")
        assert [chapter.title for chapter in read_chapters(tmp_path)] == ["English a", "English b"]

    def test_search_keeps_the_chapters_with_the_words(self, theme: Theme, window: QMainWindow) -> None:
        dialog = ManualDialog(theme, window)
        dialog.show()
        dialog.search.setText("calibration")
        found = [dialog.list.item(row).text() for row in range(dialog.list.count())]
        assert len(found) < len(read_chapters())
        dialog.search.setText("zzzz")
        assert dialog.text.toPlainText() == "Nothing matches."
        dialog.reject()


class TestReport:
    def test_is_read_copied_and_saved(self, theme: Theme, window: QWidget, tmp_path: Path) -> None:
        report = report_text(None, ["help.report"], ["12:00 something of +45 33 11 22 33"])
        assert "PySide6" in report
        assert "33 11" not in report
        failed: list[BaseException] = []
        dialog = ReportDialog(theme, report, failed.append, window)
        dialog.show()
        next(b for b in dialog.findChildren(QPushButton) if b.text() == "Copy").click()
        assert QGuiApplication.clipboard().text() == report
        save_report(report, tmp_path / "report.txt", failed.append)
        assert (tmp_path / "report.txt").read_text("utf-8") == report
        save_report(report, tmp_path / "none" / "report.txt", failed.append)
        assert len(failed) == 1
        dialog.accept()
