"""Open recent: the files used last, in the File menu and in the palette."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from crm_desktop.base.paths import Paths
from crm_desktop.services.settings import LAST_FILES
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.shell.recent_files import MOST, shown_names
from tests.factories.contexts import open_inline
from tests.ui.surfaces import wait_idle


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A dozen, the one used last first; two are called alike."""
    paths = [tmp_path / f"{number}.crm" for number in range(MOST)]
    paths += [tmp_path / "office" / "R&D.crm", tmp_path / "home" / "R&D.crm"]
    for path in paths:
        path.parent.mkdir(exist_ok=True)
        open_inline(path, create=True).close()
    return paths


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path) -> Iterator[Desk]:
    with program.desk(Paths.below(tmp_path / "config")) as made:
        made.window.show()
        yield made
        made.window.close()


def remember(desk: Desk, paths: list[Path], qtbot) -> None:
    desk.settings.set(LAST_FILES, tuple(map(str, paths)))
    desk.window.rebuilt.emit()
    qtbot.waitUntil(lambda: bool(entries(desk)))


def submenu(desk: Desk) -> QMenu:
    menus: list[QMenu] = desk.window.menuBar().findChildren(QMenu)
    (found,) = (menu for menu in menus if menu.title() == "Open &recent")
    return found


def actions(desk: Desk) -> list[QAction]:
    return [action for action in submenu(desk).actions() if action.isVisible() and not action.isSeparator()]


def entries(desk: Desk) -> list[str]:
    return [action.text() for action in actions(desk)][:-1]


def test_names_have_their_folder_where_they_are_alike() -> None:
    paths = [Path("/a/x.crm"), Path("/a/y.crm"), Path("/b/y.crm"), Path("/c/b/y.crm"), Path("/z/x/z.crm")]
    assert shown_names(paths) == ("x.crm", "y.crm · a", "y.crm · /b", "y.crm · /c/b", "z.crm")


def test_a_choice_opens_the_file_and_takes_it_off_the_list(desk: Desk, files: list[Path], qtbot) -> None:
    remember(desk, [files[-1], files[0], files[-2]], qtbot)
    assert entries(desk) == ["R&&D.crm · home", "0.crm", "R&&D.crm · office"]
    actions(desk)[1].trigger()
    qtbot.waitUntil(lambda: desk.window.has_session)
    assert desk.window.session.context.store.path == files[0]
    qtbot.waitUntil(lambda: entries(desk) == ["R&&D.crm · home", "R&&D.crm · office"])
    wait_idle(desk)


def test_ten_that_still_exist_are_offered(desk: Desk, files: list[Path], qtbot) -> None:
    files[1].unlink()
    remember(desk, files[: MOST + 1], qtbot)
    assert entries(desk) == ["0.crm", *(f"{number}.crm" for number in range(2, MOST)), "R&&D.crm"]


def test_the_palette_finds_them_by_the_words_of_the_menu(desk: Desk, files: list[Path], qtbot) -> None:
    desk.files.open(files[1])
    qtbot.waitUntil(lambda: desk.window.has_session)
    wait_idle(desk)
    remember(desk, files[:2] + files[-1:], qtbot)
    desk.window.open_palette(">open recent r&d")
    (row,) = desk.window.palette_box.rows
    assert row.title == "Open recent: R&D.crm"
    row.run()
    qtbot.waitUntil(lambda: desk.window.has_session and desk.window.session.context.store.path == files[-1])
    wait_idle(desk)


def test_a_cleared_list_forgets_all_but_the_open_file(desk: Desk, files: list[Path], qtbot) -> None:
    desk.files.open(files[1])
    qtbot.waitUntil(lambda: desk.window.has_session)
    wait_idle(desk)
    remember(desk, files[:3], qtbot)
    clear = actions(desk)[-1]
    assert clear.text() == "&Clear list"
    clear.trigger()
    qtbot.waitUntil(lambda: not entries(desk))
    assert desk.settings.get(LAST_FILES) == (str(files[1]),)
    assert not clear.isEnabled()
    desk.window.commands.run("file.close")
    qtbot.waitUntil(lambda: entries(desk) == ["1.crm"])
    links = [button.text() for button in desk.window.start_page.findChildren(QPushButton)]
    assert "1.crm" in links


def test_a_file_that_is_gone_leaves_the_list_when_it_is_chosen(desk: Desk, files: list[Path], qtbot) -> None:
    remember(desk, files[:2], qtbot)
    files[0].unlink()
    desk.window.fail = lambda _error: None  # type: ignore[method-assign] # a dialog that says so
    actions(desk)[0].trigger()
    qtbot.waitUntil(lambda: entries(desk) == ["1.crm"])
