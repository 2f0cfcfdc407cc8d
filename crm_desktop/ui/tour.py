"""Drives the window by itself: the self-test of a build, and the demonstration on a machine without a screen.

A tour is a generator. It acts on the window and yields a condition; it goes on when the condition holds.
"""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog

from crm_desktop.base.errors import UserError
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import PERSON
from crm_desktop.printing.label_job import LabelOptions
from crm_desktop.services import labels, practice, search
from crm_desktop.services.contacts import queries
from crm_desktop.services.labels import LabelJob
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.files import FileDesk
from crm_desktop.ui.shell.window import MainWindow

log = logging.getLogger(__name__)

Tour = Generator[Callable[[], bool], None, None]
T = TypeVar("T")

_TICK_MS = 10
_PATIENCE_S = 90.0
_SHEET = "avery-l7160"
_START = 5
_QUIET_S = 0.6
_PICTURE_SIZE = (1280, 800)


class Stage(Protocol):
    """What a tour acts on."""

    @property
    def window(self) -> MainWindow:
        """The main window."""
        ...

    @property
    def files(self) -> FileDesk:
        """Opens files for it."""
        ...


class Player(QObject):
    """Plays a tour inside the event loop and ends the application with 0, or with 1 and the reason."""

    def __init__(self, app: QApplication, tour: Tour) -> None:
        super().__init__(app)
        self._app, self._tour = app, tour
        self._condition: Callable[[], bool] = lambda: True
        self._deadline = time.monotonic() + _PATIENCE_S
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._on_tick)
        self._timer.start()

    def _on_tick(self) -> None:
        try:
            if self._condition():
                self._condition = next(self._tour)
                self._deadline = time.monotonic() + _PATIENCE_S
            elif time.monotonic() > self._deadline:
                raise TimeoutError("the window did not get there in time")
        except StopIteration:
            self._end(0)
        except Exception as error:
            log.exception("the tour failed")
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            self._end(1)

    def _end(self, status: int) -> None:
        self._timer.stop()
        self._app.exit(status)


def self_test(stage: Stage, folder: Path) -> Tour:
    """Create a file, import, find, print, close: every part of a build is touched once."""
    window = stage.window
    window.show()
    stage.files.open(folder / "Self-test.crm", create=True)
    yield lambda: window.has_session
    yield from _idle(window)
    session = window.session
    yield from _result(session, practice.fill)
    first = yield from _result(session, queries.first_rows, ListQuery(kinds=(PERSON,)), 1)
    hits = yield from _result(session, search.find, first[0].display_name)
    if first[0].ref not in [hit.ref for hit in hits]:
        raise UserError(_("The search did not find what is there."))
    window.open(first[0].ref)
    yield from _idle(window)
    report = yield from _result(session, labels.print_pdf, _job(), folder / "labels.pdf")
    if not report.labels:
        raise UserError(_("No label was printed."))
    window.grab()
    window.close()


def demonstration(stage: Stage, folder: Path) -> Tour:
    """Practice file, a sheet of labels that starts on the fifth, and pictures of the window."""
    window = stage.window
    window.resize(*_PICTURE_SIZE)
    window.show()
    stage.files.open_practice()
    yield lambda: window.has_session
    yield from _idle(window)
    session = window.session
    people = yield from _result(session, queries.first_rows, ListQuery(kinds=(PERSON,)), 50)
    for row in [row for row in people if row.email and row.phone][:1]:
        window.open(row.ref)
    yield from _idle(window)
    window.grab().save(str(folder / "window.png"))
    window.set_theme_mode("dark")
    yield from _idle(window)
    window.grab().save(str(folder / "window-dark.png"))
    window.set_theme_mode("light")
    yield from _result(session, labels.print_pdf, _job(), folder / "labels.pdf")
    window.commands.run("labels.print")
    yield from _idle(window)
    for dialog in window.findChildren(QDialog):
        dialog.grab().save(str(folder / "labels-dialog.png"))
        dialog.close()
    window.close()


def _job() -> LabelJob:
    return LabelJob(_SHEET, options=LabelOptions(start=_START))


def _idle(window: MainWindow) -> Tour:
    """Until nothing has been under way for a moment."""
    quiet_since = time.monotonic()

    def is_quiet() -> bool:
        nonlocal quiet_since
        if window.session.tasks.has_jobs:
            quiet_since = time.monotonic()
        return time.monotonic() - quiet_since > _QUIET_S

    yield is_quiet


def _result(session: UiSession, work: Callable[..., T], *args: Any) -> Generator[Callable[[], bool], None, T]:
    """What `work(context, *args)` returns, run where the window would run it. Raises what it raises."""
    results: list[T] = []
    errors: list[BaseException] = []
    session.tasks.run(
        work,
        session.context,
        *args,
        owner=session.tasks,
        lane="write",
        on_done=results.append,
        on_error=errors.append,
    )
    yield lambda: bool(results or errors)
    if errors:
        raise errors[0]
    return results[0]
