"""The stall logger, and the end by Ctrl+C in a terminal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from crm_desktop.base.paths import Paths
from crm_desktop.storage import backup
from crm_desktop.ui.stalls import StallWatch


def spin(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        pass


def test_a_stall_is_logged_with_its_stack(
    qapp: QApplication, qtbot, caplog: pytest.LogCaptureFixture
) -> None:
    watch = StallWatch()
    watch.start()
    again = QTimer(watch, interval=60)  # who listens may be held up just then, on a busy machine
    again.timeout.connect(lambda: spin(0.3))
    again.start()
    try:
        qtbot.waitUntil(lambda: "did not answer" in caplog.text and "in spin" in caplog.text)
    finally:
        again.stop()
        watch.stop()


def test_a_window_that_answers_is_not_logged(
    qapp: QApplication, qtbot, caplog: pytest.LogCaptureFixture
) -> None:
    watch = StallWatch(threshold_s=60.0)
    watch.start()
    first = watch._last_beat
    qtbot.waitUntil(lambda: watch._last_beat > first)
    watch.stop()
    assert caplog.text == ""


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_ctrl_c_closes_the_window_and_the_file(crm_file: Path, tmp_path: Path, qapp, qtbot) -> None:
    process = subprocess.Popen([sys.executable, "-m", "crm_desktop", "--file", str(crm_file)])
    try:
        qtbot.waitUntil(lambda: bool(backup.listing(crm_file)))  # it shows its window
        process.send_signal(signal.SIGINT)
        qtbot.waitUntil(lambda: process.poll() is not None)
    finally:
        process.kill()
        process.wait()
    assert process.returncode == 0
    assert not list((Paths.below(tmp_path / "home").state / "windows").glob("*.lock"))
    assert not crm_file.with_name(f"{crm_file.name}-wal").exists()
