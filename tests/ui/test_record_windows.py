"""Two windows on two records of one open file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMenu

from crm_desktop.base.ids import EntityRef
from crm_desktop.base.paths import Paths
from crm_desktop.services.contacts import ops
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.history_dialog import HistoryDialog
from crm_desktop.ui.features.contacts.panel import ContactPanel
from crm_desktop.ui.shell.record_window import RecordWindow
from tests.factories.contexts import open_inline
from tests.factories.people import person
from tests.ui.surfaces import wait_idle

Made = tuple[Desk, list[EntityRef]]


@pytest.fixture
def made(qapp: QApplication, qtbot, tmp_path: Path, crm_file: Path) -> Iterator[Made]:
    context = open_inline(crm_file)
    refs = [ops.create(context, person(name)) for name in ("Ann Archer", "Bo Berg")]
    context.close()
    font = qapp.font()
    with program.desk(Paths.below(tmp_path / "home")) as desk:
        desk.window.show()
        desk.files.open(crm_file)
        qtbot.waitUntil(lambda: desk.window.has_session and desk.window.record_windows is not None)
        wait_idle(desk)
        yield desk, refs
        desk.window.close()
    qapp.setStyleSheet("")
    qapp.setFont(font)


def open_window(desk: Desk, ref: EntityRef, name: str, qtbot) -> RecordWindow:
    windows = desk.window.record_windows
    assert windows is not None
    window = windows.open(ref)
    assert window is not None
    qtbot.waitUntil(lambda: window.windowTitle() == name)
    wait_idle(desk)
    return window


def panel_of(window: RecordWindow) -> ContactPanel:
    assert isinstance(window.panel, ContactPanel)
    assert window.panel.pane.view is not None
    return window.panel


def go_menu(desk: Desk) -> list[str]:
    back = desk.window.commands.action("go.back")
    menu = next(m for m in desk.window.menuBar().findChildren(QMenu) if back in m.actions())
    return [action.text() for action in menu.actions()]


def test_a_record_opens_in_a_window_of_its_own_once(made: Made, qtbot) -> None:
    desk, refs = made
    first = open_window(desk, refs[0], "Ann Archer", qtbot)
    second = open_window(desk, refs[1], "Bo Berg", qtbot)
    assert open_window(desk, refs[0], "Ann Archer", qtbot) is first
    assert desk.window.record_windows is not None
    assert desk.window.record_windows.windows == (first, second)
    assert {"Ann Archer", "Bo Berg"} <= set(go_menu(desk))
    first.close()
    assert desk.window.record_windows.windows == (second,)
    assert "Ann Archer" not in go_menu(desk)


def test_a_window_begins_with_the_keyboard_at_its_record_and_edits_nothing(made: Made, qtbot) -> None:
    desk, refs = made
    window = open_window(desk, refs[0], "Ann Archer", qtbot)
    view = panel_of(window).pane.view
    assert view is not None
    assert window.focusWidget() is view.header.photo


def test_ctrl_enter_is_for_the_record_on_view(made: Made, qtbot) -> None:
    desk, refs = made
    desk.window.open(refs[1])
    qtbot.waitUntil(lambda: desk.window.context_now().has_record)
    wait_idle(desk)
    desk.window.refresh()
    desk.window.commands.action("record.open_window").trigger()
    assert desk.window.record_windows is not None
    assert [window.ref for window in desk.window.record_windows.windows] == [refs[1]]
    wait_idle(desk)


def test_what_one_window_saves_shows_in_the_other(made: Made, qtbot) -> None:
    desk, refs = made
    desk.window.open(refs[0])
    window = open_window(desk, refs[0], "Ann Archer", qtbot)
    context = desk.window.session.context
    ops.set_field(context, refs[0], "nickname", "", "Annie")
    view = panel_of(window).pane.view
    assert view is not None
    qtbot.waitUntil(lambda: view.record.nickname == "Annie")
    page = desk.window.page()
    qtbot.waitUntil(lambda: page.view.record.nickname == "Annie")  # type: ignore[union-attr]
    wait_idle(desk)


def test_windows_close_with_the_file_and_remember_their_place(made: Made, tmp_path: Path, qtbot) -> None:
    desk, refs = made
    window = open_window(desk, refs[0], "Ann Archer", qtbot)
    window.resize(640, 480)
    desk.window.commands.run("file.close")
    assert not window.isVisible()
    assert desk.window.record_windows is None
    places = QSettings(str(tmp_path / "home" / "state" / "window.ini"), QSettings.Format.IniFormat)
    assert places.contains("record_window/geometry")


def test_ctrl_w_closes_the_record_window_alone(made: Made, qtbot) -> None:
    desk, refs = made
    window = open_window(desk, refs[0], "Ann Archer", qtbot)
    qtbot.keyClick(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.record_windows is not None
    qtbot.waitUntil(lambda: desk.window.record_windows.windows == ())  # type: ignore[union-attr]
    assert desk.window.isVisible()


def test_it_offers_what_can_be_done_with_its_record(made: Made, qtbot) -> None:
    """History, the log bar and the next section, by the keys of the main window and of this record."""
    desk, refs = made
    window = open_window(desk, refs[1], "Bo Berg", qtbot)
    view = panel_of(window).pane.view
    assert view is not None
    assert {"contacts.call", "contacts.mail", "contacts.history", "record.log"} <= {
        action.objectName() for action in window.actions()
    }
    window.commands.run("contacts.history")
    dialog = next(d for d in window.findChildren(HistoryDialog))
    assert dialog.isVisible()
    dialog.close()
    window.commands.run("record.log")
    assert any(part.isAncestorOf(window.focusWidget()) for part in view.parts.values())
    window.commands.run("window.edit")
    assert view.names.isAncestorOf(window.focusWidget())
    window.commands.run("window.edit")
    assert view.phones.isAncestorOf(window.focusWidget())
    wait_idle(desk)
