"""Rules that keep the window alive, and one about the Qt binding itself."""

from __future__ import annotations

import ast
import sys

import pytest
from PySide6.QtCore import QObject

from tests.architecture.source import PACKAGE, ROOT, calls, place, sources, tree_of


def test_threads_of_qt_are_not_used() -> None:
    """Work runs in executors; only the bridge may know how results come back."""
    found = [
        place(path, node)
        for path in sources("crm_desktop")
        if path != PACKAGE / "ui" / "tasks.py"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom | ast.Import)
        if {alias.name for alias in node.names} & {"QThread", "QRunnable", "QThreadPool"}
    ]
    assert not found


def test_no_nested_event_loops() -> None:
    """`exec` and `processEvents` let a second event in while the first is half done; dialogs use `open`."""
    found = [
        f"{place(path, call)} {name}"
        for path in sources("crm_desktop/ui")
        for name, call in calls(path)
        if name in ("exec", "exec_", "processEvents")
        if not (
            path == PACKAGE / "ui" / "app.py" and ast.unparse(call.func) in ("app.exec", "application.exec")
        )
    ]
    assert not found


def test_tests_wait_for_something_not_for_a_while() -> None:
    waiting = ("sleep", "wait", "qWait")
    found = [
        f"{place(path, call)} {name}"
        for path in sources("tests")
        if not {"harness", "bench"} & set(path.relative_to(ROOT).parts)
        for name, call in calls(path)
        if name in waiting and ast.unparse(call.func).split(".")[0] in ("time", "qtbot", "QTest", "sleep")
    ]
    assert not found


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None cannot die from Python 3.12 on")
def test_void_calls_do_not_eat_none() -> None:
    """PySide6 6.12.0 drops a reference to None at each call without a result, until Python dies."""
    thing = QObject()
    before = sys.getrefcount(None)
    for number in range(20_000):
        thing.setObjectName(str(number & 1))
    assert sys.getrefcount(None) > before - 1_000
