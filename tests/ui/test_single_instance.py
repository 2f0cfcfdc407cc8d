"""One window per file, with real second processes."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog

from crm_desktop.base.paths import Paths
from crm_desktop.printing import preview
from crm_desktop.storage import backup
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.shell.single_instance import claim_file, key_of
from tests.ui.surfaces import wait_idle

Start = Callable[[Path], "subprocess.Popen[bytes]"]


@pytest.fixture
def desk(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator[Desk]:
    """A window of this process; it shares the home folder with the other starts."""
    font = qapp.font()
    with program.desk(Paths.below(tmp_path / "home")) as made:
        made.window.show()
        yield made
        preview.stop()
        made.window.close()
    qapp.setStyleSheet("")
    qapp.setFont(font)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts the program on a file in a process of its own."""
    running: list[subprocess.Popen[bytes]] = []

    def begin(path: Path) -> subprocess.Popen[bytes]:
        running.append(subprocess.Popen([sys.executable, "-m", "crm_desktop", "--file", str(path)]))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.wait()


def show(desk: Desk, path: Path, qtbot) -> None:
    desk.files.open(path)
    qtbot.waitUntil(lambda: path.name in desk.window.windowTitle())
    wait_idle(desk)


def is_free(desk: Desk, path: Path) -> bool:
    claim = claim_file(desk.paths.state, path)
    if claim is not None:
        claim.release()
    return claim is not None


def test_a_second_start_calls_the_first_window(desk: Desk, crm_file: Path, start: Start, qtbot) -> None:
    show(desk, crm_file, qtbot)
    desk.window.showMinimized()
    second = start(crm_file)
    qtbot.waitUntil(lambda: second.poll() is not None)
    assert second.returncode == 0
    qtbot.waitUntil(lambda: not desk.window.isMinimized())
    assert desk.window.windowState() & Qt.WindowState.WindowMinimized == Qt.WindowState.WindowNoState


def test_a_lock_left_by_a_crash_is_taken_over(desk: Desk, crm_file: Path, start: Start, qtbot) -> None:
    first = start(crm_file)
    lock = desk.paths.state / "windows" / f"{key_of(crm_file)}.lock"
    qtbot.waitUntil(lambda: bool(backup.listing(crm_file)))  # it has shown its window
    first.kill()
    first.wait()
    assert lock.exists()
    show(desk, crm_file, qtbot)


def test_a_lock_whose_process_number_was_given_away_is_taken_over(
    desk: Desk, crm_file: Path, monkeypatch, qtbot
) -> None:
    first = claim_file(desk.paths.state, crm_file)
    assert first is not None
    lock = desk.paths.state / "windows" / f"{key_of(crm_file)}.lock"
    content = lock.read_bytes()
    first.release()
    lock.write_bytes(content)  # says that this very process holds it
    monkeypatch.setattr("crm_desktop.ui.shell.single_instance.CALL_FOR_S", 0.0)
    assert is_free(desk, crm_file)


def test_opening_another_file_frees_the_one_before(
    desk: Desk, crm_file: Path, empty_file: Path, qtbot
) -> None:
    other = crm_file.with_name("other.crm")
    other.write_bytes(empty_file.read_bytes())
    show(desk, crm_file, qtbot)
    assert not is_free(desk, crm_file)
    show(desk, other, qtbot)
    assert is_free(desk, crm_file)
    assert not is_free(desk, other)
    desk.files.close(desk.window)
    assert is_free(desk, other)


def test_a_file_that_cannot_be_opened_is_not_held(desk: Desk, tmp_path: Path, qtbot) -> None:
    desk.files.open(tmp_path / "missing.crm")
    qtbot.waitUntil(lambda: desk.window.start_page.isEnabled())
    assert is_free(desk, tmp_path / "missing.crm")
    for dialog in desk.window.findChildren(QDialog):
        dialog.close()


def test_a_link_is_the_same_file(desk: Desk, crm_file: Path, qtbot) -> None:
    link = crm_file.with_name("link.crm")
    link.symlink_to(crm_file)
    assert key_of(link) == key_of(crm_file)
