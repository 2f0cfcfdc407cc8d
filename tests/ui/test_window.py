"""The whole window with its real threads: files come and go, keys work, undo, pseudo-locale, two windows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from crm_desktop.base import i18n
from crm_desktop.base.paths import Paths
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.printing import preview
from crm_desktop.services.contacts import ops, queries
from crm_desktop.storage import backup
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.page import ContactsPage
from crm_desktop.ui.shell.toast import Toast
from crm_desktop.ui.theme.tokens import DARK
from tests.factories.people import EVERYONE, person
from tests.ui.surfaces import wait_idle

Opened = Callable[[], AbstractContextManager[Desk]]


@pytest.fixture
def desk(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator[Desk]:
    """A window without a file; the application gets its plain look back afterwards."""
    font = qapp.font()
    with program.desk(Paths.below(tmp_path / "home")) as made:
        made.window.resize(1280, 800)
        made.window.show()
        yield made
        preview.stop()
        made.window.close()
    qapp.setStyleSheet("")
    qapp.setFont(font)


@pytest.fixture
def opened(desk: Desk, crm_file: Path, qtbot) -> Desk:
    """With a file of four people."""
    from tests.factories.contexts import open_inline

    context = open_inline(crm_file)
    for record in EVERYONE:
        ops.create(context, record)
    context.close()
    desk.files.open(crm_file)
    qtbot.waitUntil(lambda: desk.window.has_session)
    wait_idle(desk)
    return desk


def page_of(desk: Desk) -> ContactsPage:
    page = desk.window.page()
    assert isinstance(page, ContactsPage)
    return page


def dialogs(desk: Desk) -> list[QDialog]:
    return [dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible()]


class TestFiles:
    def test_starts_with_the_choice_of_a_file(self, desk: Desk) -> None:
        assert not desk.window.has_session
        assert desk.window.start_page.isVisible()
        assert not desk.window.commands.action("contacts.new").isEnabled()

    def test_new_file_opens_empty_and_says_what_to_do(self, desk: Desk, tmp_path: Path, qtbot) -> None:
        desk.files.open(tmp_path / "mine", create=True)
        qtbot.waitUntil(lambda: desk.window.has_session)
        wait_idle(desk)
        assert (tmp_path / "mine.crm").exists()
        assert "mine.crm" in desk.window.windowTitle()
        assert "No contacts yet" in page_of(desk).pane.body.card.accessibleName()

    def test_existing_file_is_never_overwritten(self, desk: Desk, tmp_path: Path, qtbot) -> None:
        other = tmp_path / "letter.crm"
        other.write_text("precious")
        desk.files.open(other, create=True)
        qtbot.waitUntil(lambda: bool(dialogs(desk)))
        texts = [label.text() for label in dialogs(desk)[0].findChildren(QLabel)]
        assert any("exists already" in text for text in texts)
        assert other.read_text() == "precious"
        dialogs(desk)[0].close()

    def test_foreign_file_is_refused_in_words(self, desk: Desk, tmp_path: Path, qtbot) -> None:
        other = tmp_path / "letter.crm"
        other.write_text("precious" * 100)
        desk.files.open(other)
        qtbot.waitUntil(lambda: bool(dialogs(desk)))
        assert not desk.window.has_session
        assert desk.window.start_page.isEnabled()
        assert other.read_text() == "precious" * 100
        dialogs(desk)[0].close()

    def test_the_days_backup_is_made_once_behind_the_users_back(
        self, opened: Desk, crm_file: Path, qtbot
    ) -> None:
        assert [made.reason for made in backup.listing(crm_file)] == ["daily"]
        with qtbot.waitSignal(opened.window.session_complete):
            opened.files.open(crm_file)
        wait_idle(opened)
        assert len(backup.listing(crm_file)) == 1

    def test_a_backup_that_fails_is_told_and_the_file_is_open(
        self, desk: Desk, crm_file: Path, qtbot
    ) -> None:
        backup.folder_of(crm_file).write_text("in the way")
        desk.files.open(crm_file)
        toast = desk.window.findChild(Toast)
        assert toast is not None
        qtbot.waitUntil(lambda: "backup could not be made" in toast.text)
        assert desk.window.has_session
        wait_idle(desk)

    def test_closing_a_file_returns_to_the_start(self, opened: Desk) -> None:
        opened.window.commands.run("file.close")
        assert not opened.window.has_session
        assert opened.window.start_page.isVisible()


class TestKeys:
    def test_palette_opens_a_record(self, opened: Desk, qtbot) -> None:
        window = opened.window
        window.commands.run("palette.open")
        qtbot.keyClicks(window._palette._input, "soren")
        palette = window._palette
        qtbot.waitUntil(lambda: bool(palette.rows) and palette.rows[0].ref is not None)
        qtbot.keyClick(palette._input, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: page_of(opened).view is not None)
        view = page_of(opened).view
        assert view is not None
        assert view.record.display_name == "Søren Ågård"

    def test_delete_and_undo(self, opened: Desk, qtbot) -> None:
        window, page = opened.window, page_of(opened)
        before = page.model.rowCount()
        page.pane.view.select_record(page.model.id_at(1))
        window.refresh()
        window.commands.run("contacts.trash")
        qtbot.waitUntil(lambda: page.model.rowCount() == before - 1)
        assert window._toast.has_action
        window.press_toast()
        qtbot.waitUntil(lambda: page.model.rowCount() == before)
        wait_idle(opened)

    def test_undo_of_a_notice_is_for_its_own_step(self, opened: Desk, qtbot) -> None:
        """Also when something else was done before it was pressed."""
        window, page = opened.window, page_of(opened)
        before = page.model.rowCount()
        page.pane.view.select_record(page.model.id_at(1))
        window.refresh()
        window.commands.run("contacts.trash")
        qtbot.waitUntil(lambda: page.model.rowCount() == before - 1 and window._toast.has_action)
        context = window.session.context
        ref = page.model.row_at(0).ref  # type: ignore[union-attr]
        ops.set_field(context, ref, "nickname", "", "Nick")
        wait_idle(opened)
        window.press_toast()
        qtbot.waitUntil(lambda: page.model.rowCount() == before)
        wait_idle(opened)
        assert queries.load(context, ref).nickname == "Nick"

    def test_back_returns_to_the_same_rows(self, opened: Desk, qtbot) -> None:
        """List, chosen record and the first row in view."""
        window, page = opened.window, page_of(opened)
        context = window.session.context
        for number in range(60):
            ops.create(context, person(f"Person {number:02}"))
        qtbot.waitUntil(lambda: page.model.rowCount() > 60)
        wait_idle(opened)
        page.pane.view.select_record(page.model.id_at(30))
        qtbot.waitUntil(lambda: page.view is not None)
        wait_idle(opened)
        page.pane.view.scrollTo(page.model.index(25, 0), page.pane.view.ScrollHint.PositionAtTop)
        top = page.place_now().top
        away = page.model.row_at(0)
        assert away is not None
        window.open(away.ref)
        qtbot.waitUntil(lambda: page.view is not None and page.view.record.ref == away.ref)
        wait_idle(opened)
        assert page.place_now().top != top
        window.go_back()
        qtbot.waitUntil(lambda: page.place_now().top == top)
        wait_idle(opened)
        assert page.place_now().record.id == page.model.id_at(30)  # type: ignore[union-attr]

    def test_place_comes_back_with_the_file(self, opened: Desk, crm_file: Path, qtbot) -> None:
        window, page = opened.window, page_of(opened)
        ref = page.model.row_at(2).ref  # type: ignore[union-attr]
        window.open(ref)
        qtbot.waitUntil(lambda: page.view is not None and page.view.record.ref == ref)
        wait_idle(opened)
        window.commands.run("file.close")
        opened.files.open(crm_file)
        qtbot.waitUntil(lambda: window.has_session)
        again = page_of(opened)
        qtbot.waitUntil(lambda: again.view is not None and again.view.record.ref == ref)
        wait_idle(opened)
        assert not window.context_now().can_go_back

    def test_back_and_forward(self, opened: Desk, qtbot) -> None:
        window, page = opened.window, page_of(opened)
        refs = [row.ref for row in map(page.model.row_at, range(3)) if row is not None]
        for ref in refs[:2]:
            window.open(ref)
            qtbot.waitUntil(lambda ref=ref: page.view is not None and page.view.record.ref == ref)
        window.go_back()
        qtbot.waitUntil(lambda: page.view is not None and page.view.record.ref == refs[0])
        window.go_forward()
        qtbot.waitUntil(lambda: page.view is not None and page.view.record.ref == refs[1])
        wait_idle(opened)

    def test_panes_are_gone_round_by_key(self, opened: Desk) -> None:
        page = page_of(opened)
        opened.window.activateWindow()
        page.pane.view.setFocus()
        opened.window.cycle_panes(-1)
        assert page.sidebar._list.hasFocus()
        opened.window.cycle_panes(1)
        assert page.pane.view.hasFocus()

    def test_context_menu_offers_what_can_be_done(self, opened: Desk) -> None:
        page = page_of(opened)
        page.pane.view.select_record(page.model.id_at(1))
        opened.window.refresh()
        menu = opened.window.commands.context_menu("context.contacts", opened.window)
        offered = [action.objectName() for action in menu.actions() if action.isEnabled()]
        assert {"contacts.tag", "contacts.trash", "labels.print"} <= set(offered)

    @pytest.mark.parametrize(
        "command",
        [
            *("edit.recent_changes", "help.keys", "help.manual", "help.report", "help.about", "contacts.new"),
            *("contacts.tag", "contacts.import", "contacts.export", "labels.print"),
        ],
    )
    def test_every_dialog_opens_and_closes(self, opened: Desk, qtbot, command: str) -> None:
        page_of(opened).pane.view.selectAll()
        opened.window.refresh()
        opened.window.commands.run(command)
        wait_idle(opened)
        assert len(dialogs(opened)) == 1
        assert dialogs(opened)[0].windowTitle()
        dialogs(opened)[0].close()
        wait_idle(opened)


class TestPlaces:
    def test_geometry_comes_back_on_the_screen(self, desk: Desk, tmp_path: Path) -> None:
        desk.window.setGeometry(40, 50, 900, 600)
        desk.window.close()
        places = QSettings(str(tmp_path / "home" / "state" / "window.ini"), QSettings.Format.IniFormat)
        assert places.contains("window/geometry")
        desk.window.show()

    def test_colours_are_kept(self, desk: Desk, qtbot) -> None:
        desk.window.commands.run("view.theme_dark")
        assert desk.theme.tokens is DARK
        kept = desk.paths.config / "machine.json"
        qtbot.waitUntil(lambda: kept.exists() and '"dark"' in kept.read_text())


def test_change_in_another_program_appears(opened: Desk, crm_file: Path, qtbot) -> None:
    from tests.factories.contexts import open_inline

    page = page_of(opened)
    before = page.model.rowCount()
    other = open_inline(crm_file, user="Ben")
    ops.create(other, person("Zoë Elsewhere"))
    other.close()
    qtbot.waitUntil(lambda: page.model.rowCount() == before + 1)
    wait_idle(opened)


def test_window_speaks_every_text(desk: Desk, crm_file: Path, monkeypatch, qtbot) -> None:
    """With every text longer and bracketed nothing is cut short in the bars and buttons, and nothing is plain."""
    monkeypatch.setenv("CRM_PSEUDO", "1")
    i18n.set_language("en")
    with program.desk(desk.paths) as made:
        made.window.resize(1280, 800)
        made.window.show()
        made.files.open(crm_file)
        qtbot.waitUntil(lambda: made.window.has_session)
        wait_idle(made)
        ref = ops.create(made.window.session.context, EVERYONE[0])
        made.window.open(ref)
        qtbot.waitUntil(lambda: page_of(made).view is not None)
        wait_idle(made)
        titles = [action.text() for action in made.window.menuBar().actions()]
        assert [title for title in titles if not title.startswith("[")] == []
        view = page_of(made).view
        assert view is not None
        assert view.phones.accessibleName().startswith("[")
        short = [b.text() for b in made.window.findChildren(QLabel) if clipped(b)]
        assert short == []
        made.window.close()


def clipped(label: QLabel) -> bool:
    """Whether a plain one-line label is narrower than its text, and does not say so by an ellipsis."""
    is_plain = type(label).__name__ == "TextLabel" and label.isVisible() and not label.wordWrap()
    return is_plain and label.fontMetrics().horizontalAdvance(label.text()) > label.width() + 1


def test_self_test_and_demonstration_play_to_the_end(qapp: QApplication, tmp_path: Path) -> None:
    """They run in a process of their own, since they end the application."""
    import os
    import subprocess
    import sys

    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "CRM_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "crm_desktop", "--self-test"],
        env=environment, capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_practice_file_is_made_once(desk: Desk, qtbot) -> None:
    desk.files.open_practice()
    qtbot.waitUntil(lambda: desk.window.has_session)
    wait_idle(desk)
    workspace = desk.window.workspace
    assert workspace is not None
    assert workspace.banner.isVisible()
    assert queries.count(desk.window.session.context, ListQuery()) > 10
