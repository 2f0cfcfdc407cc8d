"""Saving while another program holds the file: said in the status line, then by chip and banner; nothing is refused."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from crm_desktop.base.ids import EntityRef
from crm_desktop.base.paths import Paths
from crm_desktop.services.contacts import ops, queries
from crm_desktop.storage import driver
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.shell import write_wait
from crm_desktop.ui.shell.unsaved_dialog import UnsavedDialog
from crm_desktop.ui.shell.workspace import Workspace
from crm_desktop.ui.shell.write_wait import Wait
from tests.factories.contexts import open_inline
from tests.factories.people import person
from tests.ui.surfaces import wait_idle

HOLDER = """
import sys
from pathlib import Path
from crm_desktop.storage import driver
connection = driver.connect(Path(sys.argv[1]))
connection.execute("begin immediate")
print("held", flush=True)
sys.stdin.readline()
connection.execute("rollback")
connection.close()
"""


@contextmanager
def held(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program writes the file until its standard input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "held"
        yield process
        let_go(process)


def let_go(process: subprocess.Popen[str]) -> None:
    if process.stdin is not None and not process.stdin.closed:
        process.stdin.close()


@pytest.fixture
def desk(qapp: QApplication, qtbot, tmp_path: Path, crm_file: Path) -> Iterator[Desk]:
    font = qapp.font()
    with program.desk(Paths.below(tmp_path / "home")) as made:
        made.window.show()
        made.files.open(crm_file)
        qtbot.waitUntil(lambda: made.window.has_session)
        wait_idle(made)
        yield made
        made.window.close()
    qapp.setStyleSheet("")
    qapp.setFont(font)


@pytest.fixture
def ann(crm_file: Path) -> EntityRef:
    context = open_inline(crm_file)
    ref = ops.create(context, person("Ann Archer"))
    context.close()
    return ref


def save_nickname(desk: Desk, ref: EntityRef) -> None:
    session = desk.window.session
    session.tasks.run(
        ops.set_field, session.context, ref, "nickname", "", "Annie", owner=desk.window, lane="write"
    )


def workspace_of(desk: Desk) -> Workspace:
    assert desk.window.workspace is not None
    return desk.window.workspace


@pytest.mark.parametrize("wait", [Wait.SHORT, Wait.LONG])
def test_a_save_waits_says_so_and_is_saved(
    ann: EntityRef, desk: Desk, crm_file: Path, qtbot, monkeypatch: pytest.MonkeyPatch, wait: Wait
) -> None:
    monkeypatch.setattr(write_wait, "WAITING_AFTER_S", 0.3)
    monkeypatch.setattr(write_wait, "STUCK_AFTER_S", 0.3 if wait is Wait.LONG else 60.0)
    workspace = workspace_of(desk)
    with held(crm_file) as process:
        save_nickname(desk, ann)
        qtbot.waitUntil(lambda: workspace.wait.state is wait)
        assert workspace.status._job.text() == "Waiting for the file…"
        is_long = wait is Wait.LONG
        assert workspace.wait_banner.isVisible() == is_long
        assert workspace.top_bar.file.state_text == ("waiting" if is_long else "")
        if is_long:
            assert "1 change is not saved yet" in workspace.wait_banner._label.text()
        let_go(process)
        qtbot.waitUntil(lambda: workspace.wait.state is Wait.NONE)
    assert not workspace.wait_banner.isVisible()
    wait_idle(desk)
    assert queries.load(desk.window.session.context, ann).nickname == "Annie"


def test_closing_meanwhile_asks_and_waits_by_default(
    ann: EntityRef, desk: Desk, crm_file: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_wait, "WAITING_AFTER_S", 0.3)
    with held(crm_file):
        save_nickname(desk, ann)
        qtbot.waitUntil(lambda: workspace_of(desk).wait.is_waiting)
        desk.window.close()
        (box,) = desk.window.findChildren(UnsavedDialog)
        assert desk.window.isVisible()
        assert "1 change is not saved yet" in box.question.text()
        assert box.wait_button.text() == "Wait"
        box.wait_button.click()
    wait_idle(desk)
    assert queries.load(desk.window.session.context, ann).nickname == "Annie"


def test_closing_all_the_same_does_not_hang(
    ann: EntityRef, desk: Desk, crm_file: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(write_wait, "WAITING_AFTER_S", 0.3)
    with held(crm_file):
        save_nickname(desk, ann)
        qtbot.waitUntil(lambda: workspace_of(desk).wait.is_waiting)
        desk.window.commands.run("file.close")
        (box,) = desk.window.findChildren(UnsavedDialog)
        began = time.monotonic()
        box.close_button.click()
        assert time.monotonic() - began < driver.BUSY_TIMEOUT_S
        qtbot.waitUntil(lambda: not desk.window.has_session)
    context = open_inline(crm_file)
    assert queries.load(context, ann).nickname == ""
    context.close()


def test_a_file_that_is_moved_away_while_open_is_told_until_it_is_back(
    ann: EntityRef, desk: Desk, crm_file: Path, qtbot
) -> None:
    workspace = workspace_of(desk)
    in_place = workspace.signs.in_place
    qtbot.waitUntil(lambda: in_place._opened is not None)
    elsewhere = crm_file.with_name("elsewhere.crm")
    crm_file.rename(elsewhere)
    in_place.look()
    qtbot.waitUntil(workspace.wait_banner.isVisible)
    assert "no longer where it was opened" in workspace.wait_banner._label.text()
    assert workspace.top_bar.file.state_text == "not found"
    crm_file.write_bytes(b"another file of this name")
    in_place.look()
    wait_idle(desk)
    assert in_place.is_gone
    elsewhere.replace(crm_file)
    in_place.look()
    qtbot.waitUntil(lambda: not workspace.wait_banner.isVisible())
    assert workspace.top_bar.file.state_text == ""
