"""What every test gets: a private home, no network, English, and guards against what a test leaves behind."""

from __future__ import annotations

import gc
import ipaddress
import os
import shutil
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports Qt
os.environ.pop("CRM_PSEUDO", None)
os.environ["TZ"] = "UTC"  # noon is noon on every machine; tests of other zones name them
if hasattr(time, "tzset"):
    time.tzset()

from crm_desktop.base import formats, i18n
from crm_desktop.services.context import AppContext

settings.register_profile("check", deadline=None, derandomize=True)  # a busy machine, a result that repeats
settings.register_profile(
    "search", deadline=None, max_examples=2_000
)  # HYPOTHESIS_PROFILE=search: new examples
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))

THREAD_GRACE_S = 2.0
"""A pool that was told to end may need a moment for its last thread."""


@pytest.fixture(autouse=True)
def _private_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Settings, logs and drafts of the program go below the test's own folder; texts are English."""
    monkeypatch.setenv("CRM_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")  # days and numbers as the language has them, not as this computer
    i18n.set_language("en")
    yield
    i18n.set_language("en")
    formats.choose()


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Connections leave this machine for no reason at all; other programs on it are allowed."""
    original = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
            raise PermissionError(f"a test tried to reach the network: {address}")
        original(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@pytest.fixture(autouse=True)
def _no_thread_left() -> Iterator[None]:
    """A test that starts threads ends them."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_GRACE_S
    for thread in set(threading.enumerate()) - before:
        thread.join(max(0.0, deadline - time.monotonic()))
    left = [thread.name for thread in set(threading.enumerate()) - before if thread.is_alive()]
    assert not left, f"threads left running: {left}"


@pytest.fixture(scope="session")
def qapp(qapp: Any) -> Any:
    """The program's own application, so that its style and font are the same whichever test comes first."""
    from crm_desktop.ui.app import make_application

    app = make_application()
    gc.collect()
    gc.freeze()  # each look at what a test left behind would go through 200,000 objects of modules, for 60 ms
    return app


@pytest.fixture(autouse=True)
def _application_as_it_was(_private_home: None, request: pytest.FixtureRequest) -> Iterator[None]:
    """The next test finds the application as this one did: font, colours, direction, Qt's own texts."""
    if not _uses_qt(request):
        yield
        return
    from crm_desktop.ui.language import speak

    app = request.getfixturevalue("qapp")
    font, palette, sheet, pixels = app.font(), app.palette(), app.styleSheet(), app.property("usualPixels")
    yield
    i18n.set_language("en")
    formats.choose()
    speak(app)
    app.setProperty("usualPixels", pixels)
    if app.styleSheet() != sheet:
        app.setStyleSheet(sheet)
    if app.palette() != palette:
        app.setPalette(palette)
    if app.font() != font:
        app.setFont(font)


def _uses_qt(request: pytest.FixtureRequest) -> bool:
    return bool({"qtbot", "qapp"} & set(request.fixturenames))


@pytest.fixture(autouse=True)
def _nothing_of_qt_left(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test that uses Qt closes its windows and stops its timers; nothing of them is collected in a worker thread."""
    if not _uses_qt(request):
        yield
        return
    before = _qt_leftovers()
    gc.disable()  # as the window does it: see crm_desktop/ui/collector.py
    yield
    gc.enable()
    left = _qt_leftovers() - before
    if left:  # perhaps only a reference cycle that Python has not collected yet
        gc.collect()
        left = _qt_leftovers() - before
    assert not left, f"left behind: {sorted(text for _key, text in left)}"


def _qt_leftovers() -> set[tuple[int, str]]:
    """Top-level widgets and running timers that exist now, as (address, description)."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    found = {
        (shiboken6.getCppPointer(widget)[0], f"window {type(widget).__name__} {widget.windowTitle()!r}")
        for widget in widgets.QApplication.topLevelWidgets()
        if widget.parent() is None
    }
    for thing in gc.get_objects():
        if isinstance(thing, QTimer) and shiboken6.isValid(thing) and thing.isActive():
            owner = type(thing.parent()).__name__ if thing.parent() else "nobody"
            found.add((shiboken6.getCppPointer(thing)[0], f"timer of {owner}, {thing.interval()} ms"))
    return found


@pytest.fixture
def x_display() -> str:
    """The display of a real X server (pytest-xvfb starts one); the test is skipped where there is none."""
    display = os.environ.get("DISPLAY")
    if not display:
        pytest.skip("no X server: install xvfb")
    return display


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new customer file, migrated once for the whole run; tests work on copies of it."""
    from tests.factories.contexts import open_inline

    folder = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CRM_HOME", str(folder / "home"))
        open_inline(folder / "template.crm", create=True).close()
    return folder / "template.crm"


@pytest.fixture
def crm_file(empty_file: Path, tmp_path: Path) -> Path:
    """An empty customer file of the test's own."""
    return Path(shutil.copy(empty_file, tmp_path / "office.crm"))


@pytest.fixture
def context(crm_file: Path) -> Iterator[AppContext]:
    """An open empty file, with work that runs at once."""
    from tests.factories.contexts import open_inline

    opened = open_inline(crm_file)
    yield opened
    opened.close()
