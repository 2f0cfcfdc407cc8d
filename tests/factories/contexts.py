"""Contexts on real files, with work that runs at once and a clock that stands still."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

from crm_desktop.services.context import AppContext, Executors
from crm_desktop.wiring import open_context


class InlineExecutor(Executor):
    """Runs what it is given in the calling thread, before `submit` returns."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the future carries it
            future.set_exception(error)
        return future


class FixedClock:
    """A clock that a test sets; the file's own clock goes on by itself."""

    def __init__(self, at: dt.datetime | None = None) -> None:
        self.at = at or dt.datetime.now(dt.UTC)

    def now(self) -> dt.datetime:
        return self.at

    def today(self) -> dt.date:
        return self.at.date()


def open_inline(path: Path, *, create: bool = False, user: str = "Anna", **options: Any) -> AppContext:
    """A context whose executors run at once; no daily backup, no file remembered."""
    executors = Executors(InlineExecutor(), InlineExecutor(), InlineExecutor())
    given = {"country": "DK", "daily_backup": False, "is_remembered": False, "executors": executors}
    return open_context(path, create=create, user_name=user, **{**given, **options})
