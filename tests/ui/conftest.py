"""Surroundings for widgets under test: work that runs at once, and rows from memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.base.paths import Paths
from crm_desktop.base.progress import CancelToken
from crm_desktop.services.context import AppContext, Executors
from crm_desktop.ui.changes import Changes
from crm_desktop.ui.forms.drafts import Drafts
from crm_desktop.ui.lists.source import IdList
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import DECLARED
from crm_desktop.ui.tasks import Tasks
from crm_desktop.ui.theme.theme import Theme
from crm_desktop.wiring import build_settings
from tests.factories.contexts import InlineExecutor, open_inline
from tests.ui.surfaces import PATIENCE_S


class HeldExecutor(Executor):
    """Keeps what it is given until the test says when each piece runs."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()

        def run() -> None:
            try:
                future.set_result(fn(*args, **kwargs))
            except Exception as error:  # noqa: BLE001 - the future carries it
                future.set_exception(error)

        self.waiting.append(run)
        return future

    def run(self, position: int = 0) -> None:
        self.waiting.pop(position)()

    def run_all(self) -> None:
        while self.waiting:
            self.run()


@dataclass(frozen=True)
class Line:
    """A row for lists under test."""

    id: Id
    name: str
    is_missing: bool = False


def key(number: int) -> Id:
    return number.to_bytes(16, "big")


class MemorySource:
    """Rows of a dict, sorted by name; a query is a part of the name."""

    def __init__(self, names: Sequence[str]) -> None:
        self.lines = {key(number): Line(key(number), name) for number, name in enumerate(names, 1)}
        self.asked: list[Sequence[Id]] = []

    def _matching(self, query: str) -> list[Line]:
        return sorted(
            (line for line in self.lines.values() if query in line.name), key=lambda line: line.name
        )

    def first(self, query: str, columns: Sequence[str], cancel: CancelToken) -> list[Line]:
        cancel.check()
        return self._matching(query)[:20]

    def snapshot(self, query: str, cancel: CancelToken) -> IdList:
        cancel.check()
        return IdList([line.id for line in self._matching(query)])

    def rows(self, query: str, ids: Sequence[Id], columns: Sequence[str]) -> list[Line]:
        self.asked.append(ids)
        gone = Line(b"", "", is_missing=True)
        return [self.lines.get(record) or replace(gone, id=record) for record in ids]


class Recorder:
    """Stands where the window stands: remembers what it was told and what it was to open."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.actions: list[tuple[str, Callable[[], None]]] = []
        self.undoable: list[Id] = []
        self.failed: list[BaseException] = []
        self.opened: list[EntityRef] = []

    def say(
        self, text: str, *, undo: Id | None = None, action: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        self.said.append(text)
        if undo is not None:
            self.undoable.append(undo)
        if action is not None:
            self.actions.append(action)

    def fail(self, error: BaseException) -> None:
        self.failed.append(error)

    def open(self, ref: EntityRef) -> None:
        self.opened.append(ref)

    def open_beside(self, ref: EntityRef) -> None:
        self.opened.append(ref)

    def open_window(self, ref: EntityRef) -> None:
        self.opened.append(ref)


_PATIENCE_MS = int(PATIENCE_S * 1000)


class PatientBot(QtBot):
    """Waits for what comes for as long as a slow and busy machine may need: no test sets a time of its own."""

    def waitUntil(self, callback: Any, *, timeout: int = _PATIENCE_MS) -> None:  # noqa: N802 - its name there
        __tracebackhide__ = True
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = _PATIENCE_MS, **more: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **more)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """Clicks and types, and waits patiently."""
    return PatientBot(request)


@pytest.fixture
def failures() -> list[BaseException]:
    """Errors that nobody took."""
    return []


@pytest.fixture
def tasks(qapp: QApplication, failures: list[BaseException]) -> Iterator[Tasks]:
    """Background tasks that run at once."""
    inline = InlineExecutor()
    bridge = Tasks(Executors(inline, inline, inline), failures.append)
    yield bridge
    bridge.deleteLater()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light scheme; the application gets its plain look back afterwards."""
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture
def recorder() -> Recorder:
    """What the window was told."""
    return Recorder()


@pytest.fixture
def context(crm_file: Path) -> Iterator[AppContext]:
    """An open empty file whose settings are also those of the window."""
    paths = Paths.of_user().make()
    opened = open_inline(crm_file, settings=build_settings(paths, DECLARED), paths=paths)
    yield opened
    opened.close()


@pytest.fixture
def session(qapp: QApplication, context: AppContext, theme: Theme, recorder: Recorder) -> Iterator[UiSession]:
    """A real file with the surroundings of a window; work runs at once."""
    tasks = Tasks(context.executors, recorder.fail)
    changes = Changes(context.bus)
    drafts = Drafts(context.paths.state / "drafts" / "office.json", tasks)
    yield UiSession(context, tasks, changes, drafts, theme, recorder, recorder)
    drafts.close()
    drafts.deleteLater()
    changes.close()
    changes.deleteLater()
    tasks.deleteLater()
