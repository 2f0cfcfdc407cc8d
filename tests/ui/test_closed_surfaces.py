"""What is left in memory of dialogs, panels, files and languages that were on view."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.ui.app import Desk
from crm_desktop.ui.settings import LANGUAGE
from crm_desktop.ui.shell.popup import PopupPanel
from tests.ui.closed import nothing_stays
from tests.ui.surfaces import (
    desk_on,
    dialogs,
    fill,
    record_window,
    settings,
    show_first_record,
    wait_idle,
    wait_until,
)

TIMES = 10
FEW = 3


@pytest.fixture
def desk(qapp: QApplication, crm_file: Path, tmp_path: Path) -> Iterator[Desk]:
    fill(crm_file)
    with desk_on(tmp_path / "home", crm_file) as opened:
        yield opened


def test_dialogs(desk: Desk) -> None:
    """Every dialog that a command opens, and the one that tells of an error."""
    opened: Counter[str] = Counter()
    with nothing_stays():
        for _time in range(TIMES):
            for name, _dialog in dialogs(desk):
                opened[name] += 1
            del _dialog
        wait_idle(desk)
    assert set(opened.values()) == {TIMES}
    assert len(opened) > 15


def test_panels(desk: Desk) -> None:
    """Below the file chip and the bell; they go, and do not only hide."""
    workspace = desk.window.workspace
    assert workspace is not None
    with nothing_stays():
        for _time in range(TIMES):
            for show in (workspace.show_people, workspace.show_notices):
                show()
                wait_idle(desk)
                panel = QApplication.activePopupWidget()
                assert panel is not None
                panel.close()
                del panel
                wait_idle(desk)
    assert desk.window.findChildren(PopupPanel) == []


def test_record_windows_and_settings(desk: Desk) -> None:
    def rounds() -> Iterator[tuple[str, QWidget]]:
        for _time in range(FEW):
            yield from record_window(desk)
            yield from settings(desk)

    with nothing_stays():
        assert sum(1 for _surface in rounds()) > FEW * 5


def test_files(desk: Desk, crm_file: Path) -> None:
    """Closed with a record on view, and opened again: below the window there is then what there was before."""
    found = []
    with nothing_stays():
        for _time in range(TIMES):
            show_first_record(desk)
            desk.window.commands.run("file.close")
            wait_idle(desk)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            found.append(Counter(type(one).__name__ for one in desk.window.findChildren(QObject)))
            desk.files.open(crm_file)
            wait_until(lambda: desk.window.has_session, "the file to open")
            wait_idle(desk)
    assert found[-1] == found[0]
    assert not {"Tasks", "Changes", "Drafts", "Workspace"} & found[0].keys()


def test_languages(desk: Desk) -> None:
    """All that shows words is made anew with each of them."""

    def speak(language: str) -> None:
        desk.files.settings.set(LANGUAGE, language)
        for _turn in range(20):
            wait_idle(desk)

    speak("da")  # what is made once is made now
    with nothing_stays():
        for language in ("en", "da") * FEW:
            speak(language)
