"""The journeys of contacts (ux 3.7) offscreen, with their key presses counted and their results read by the CLI."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.harness import journeys
from tests.harness.hand import QtHand, count_keys
from tests.harness.journeys import JOURNEYS, Journey, Stage
from tests.ui.surfaces import desk_on, fill, wait_idle, wait_until


@pytest.fixture
def stage(qapp: QApplication, crm_file: Path, tmp_path: Path) -> Iterator[Stage]:
    """The window on a file with those whom the journeys look for."""
    fill(crm_file)
    journeys.prepare(crm_file)
    with desk_on(tmp_path / "home", crm_file) as desk:
        wait_idle(desk)
        yield Stage(desk, QtHand(desk.window), wait_until, crm_file)


def test_every_job_takes_no_more_keys_than_promised(stage: Stage) -> None:
    lines = [journeys.played(journey, stage) for journey in JOURNEYS]
    assert [line for line in lines if line["verdict"] != "ok"] == []
    assert [line["clicks"] for line in lines] == [0] * len(JOURNEYS)


def test_controls_a_job_not_done_and_one_with_too_many_keys_are_found_out(stage: Stage) -> None:
    """The verdict comes from the file, not from the window."""
    idle = Journey("0", "tags nobody", 9, lambda there: bool(there.ask("list", "--tag", "xmas")))
    slow = Journey("0", "a key too many", 1, lambda there: not there.hand.press("Ctrl+2"))
    assert [journeys.played(one, stage)["verdict"] for one in (idle, slow)] == ["not done: ", "too many keys"]


def test_keys_are_counted_as_fingers_press_them() -> None:
    assert [count_keys(keys) for keys in ("Ctrl+K", "Ctrl+Shift+P", "Return")] == [2, 3, 1]
