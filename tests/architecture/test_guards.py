"""The guards of conftest.py bite: a guard that never fails a test guards nothing."""

from __future__ import annotations

import pytest

from tests.architecture.source import ROOT

pytest_plugins = ["pytester"]

CARELESS = """
import socket, threading
from PySide6.QtCore import QTimer, qWarning
from PySide6.QtWidgets import QWidget

kept = []

def test_network():
    socket.create_connection(("192.0.2.1", 80), timeout=1)

def test_thread():
    threading.Thread(target=threading.Event().wait, args=(4,)).start()

def test_timer(qtbot):
    timer = QTimer()
    timer.start(1000)
    kept.append(timer)

def test_window(qtbot):
    kept.append(QWidget())

def test_qt_warning(qtbot):
    qWarning("something is wrong")

def test_python_warning():
    import warnings
    warnings.warn("something is wrong")

def test_careful(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    timer = QTimer(window)
    timer.start(1000)
    window.show()
"""


@pytest.fixture
def outcome(pytester: pytest.Pytester) -> pytest.RunResult:
    pytester.makeconftest((ROOT / "tests" / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(CARELESS)
    (pytester.path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    (pytester.path / "tests").mkdir()
    return pytester.runpytest_subprocess(
        "--override-ini=testpaths=.", "-p", "no:randomly", "-p", "no:cacheprovider"
    )


def test_careless_tests_fail_and_careful_ones_pass(outcome: pytest.RunResult) -> None:
    outcome.assert_outcomes(passed=4, failed=3, errors=3)
    outcome.stdout.re_match_lines_random(
        [
            ".*a test tried to reach the network.*",
            ".*threads left running.*",
            ".*timer of nobody, 1000 ms.*",
            ".*window QWidget.*",
            ".*Qt messages with level WARNING or above emitted.*",
            ".*UserWarning: something is wrong.*",
        ]
    )
