"""What lies over the window goes with the file that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame

from crm_desktop.ui.app import Desk
from crm_desktop.ui.shell.overlays import Overlay
from tests.ui.surfaces import desk_on, fill, wait_idle


@pytest.fixture
def desk(qapp: QApplication, crm_file: Path, tmp_path: Path) -> Iterator[Desk]:
    """The window on a file of four people."""
    fill(crm_file)
    with desk_on(tmp_path / "home", crm_file) as made:
        yield made


def on_view(desk: Desk) -> list[str]:
    """What lies over the window."""
    frames = desk.window.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [type(frame).__name__ for frame in frames if frame.isVisible() and isinstance(frame, Overlay)]


@pytest.mark.parametrize("command", ["palette.open", "activities.log_anywhere"])
def test_nothing_of_the_file_stays_over_the_start_page(desk: Desk, command: str) -> None:
    desk.window.commands.run(command)
    wait_idle(desk)
    assert on_view(desk)
    desk.window.commands.run("file.close")
    wait_idle(desk)
    assert not desk.window.has_session
    assert on_view(desk) == []


def test_a_toast_goes_with_the_file_whose_change_it_takes_back(desk: Desk) -> None:
    desk.window.say("Saved", action=("Undo", lambda: None))
    assert on_view(desk) == ["Toast"]
    desk.window.commands.run("file.close")
    assert on_view(desk) == []
