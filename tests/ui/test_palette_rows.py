"""What the palette offers over a real file: people, commands of the page, settings, what was used last, actions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from crm_desktop.base.ids import EntityRef
from crm_desktop.base.paths import Paths
from crm_desktop.domain.contacts.records import ContactPoint
from crm_desktop.services.contacts import ops
from crm_desktop.storage import driver
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.shell.palette import Palette
from tests.factories.contexts import open_inline
from tests.factories.people import person
from tests.ui.surfaces import wait_idle

Made = tuple[Desk, list[EntityRef]]


@pytest.fixture
def made(qapp: QApplication, qtbot, tmp_path: Path, crm_file: Path) -> Iterator[Made]:
    context = open_inline(crm_file)
    ann = person(
        "Ann Archer",
        points=(ContactPoint("phone", "+45 33 11 22 33"), ContactPoint("email", "ann@a.example")),
    )
    refs = [ops.create(context, ann), ops.create(context, person("Bo Berg"))]
    context.close()
    font = qapp.font()
    with program.desk(Paths.below(tmp_path / "home")) as desk:
        desk.window.show()
        open_file(desk, crm_file, qtbot)
        yield desk, refs
        desk.window.close()
    qapp.setFont(font)


def open_file(desk: Desk, path: Path, qtbot) -> None:
    desk.files.open(path)
    qtbot.waitUntil(lambda: desk.window.has_session and desk.window.record_windows is not None)
    wait_idle(desk)


def look(desk: Desk, text: str, qtbot) -> Palette:
    desk.window.open_palette(text)
    palette = desk.window._palette
    qtbot.waitUntil(lambda: not palette._is_searching)
    return palette


def titles(palette: Palette) -> list[str]:
    return [row.title for row in palette.rows]


@pytest.mark.parametrize("text", ["archer", "33112233", "33-11-22", "ann@a", "@arch"])
def test_people_are_found_by_name_digits_and_address(made: Made, text: str, qtbot) -> None:
    assert look(made[0], text, qtbot).rows[0].title == "Ann Archer"


def test_create_is_offered_unless_the_very_name_is_there(made: Made, qtbot) -> None:
    assert titles(look(made[0], "Bo Ber", qtbot))[-1] == "Create contact “Bo Ber”"
    assert not [title for title in titles(look(made[0], "bo berg", qtbot)) if "Create" in title]
    assert not [title for title in titles(look(made[0], "@bo ber", qtbot)) if "Create" in title]


def test_commands_of_the_page_come_first_and_show_their_keys(made: Made, qtbot) -> None:
    rows = look(made[0], ">", qtbot).rows
    page_rows = [row for row in rows if row.subtitle == "Contacts" and not row.refusal]
    assert rows[: len(page_rows)] == page_rows
    assert next(row for row in rows if row.title == "New contact…").aside == "Ctrl+N"


def test_settings_are_found_by_their_name(made: Made, qtbot) -> None:
    found = [row for row in look(made[0], "colours", qtbot).rows if row.subtitle.startswith("Setting")]
    assert [row.title for row in found] == ["Colours"]


def test_signs_are_said_in_the_foot(made: Made, qtbot) -> None:
    assert look(made[0], "", qtbot)._signs.text() == "> commands    @ people and companies"


def test_what_was_used_last_comes_first_also_after_a_restart(made: Made, crm_file: Path, qtbot) -> None:
    desk, refs = made
    for ref in (refs[0], refs[1], refs[0]):
        desk.window.open(ref)
        wait_idle(desk)
    assert titles(look(desk, "", qtbot))[:2] == ["Ann Archer", "Bo Berg"]
    desk.window.commands.run("file.close")
    open_file(desk, crm_file, qtbot)
    assert titles(look(desk, "", qtbot))[:2] == ["Ann Archer", "Bo Berg"]


def test_actions_of_a_person(made: Made, qtbot) -> None:
    palette = look(made[0], "archer", qtbot)
    qtbot.keyClick(palette._input, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: len(palette.rows) > 2)
    found = titles(palette)
    assert found[:2] == ["Open", "Open in its own window"]  # other features may add theirs
    assert {"Call +45 33 11 22 33", "E-mail to ann@a.example", "Copy +45 33 11 22 33"} <= set(found)
    qtbot.keyClicks(palette._input, "copy ann")
    qtbot.keyClick(palette._input, Qt.Key.Key_Return)
    assert QGuiApplication.clipboard().text() == "ann@a.example"


def test_a_search_that_fails_leaves_the_commands(made: Made, crm_file: Path, qtbot) -> None:
    desk, _refs = made
    other = driver.connect(crm_file)
    other.execute("drop table search_prefix")
    other.close()
    palette = look(desk, "new contact", qtbot)
    assert titles(palette)[0] == "New contact…"
    dialog = next(dialog for dialog in desk.window.findChildren(QDialog) if dialog.isVisible())
    dialog.reject()


def test_ctrl_enter_opens_a_record_window(made: Made, qtbot) -> None:
    desk, refs = made
    palette = look(desk, "archer", qtbot)
    qtbot.keyClick(palette._input, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.record_windows is not None
    assert [window.ref for window in desk.window.record_windows.windows] == [refs[0]]
    wait_idle(desk)
