"""One run of a verb: which file it works on, how it answers, how it waits."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from crm_desktop.base.paths import Paths
from crm_desktop.base.progress import CancelToken

if TYPE_CHECKING:
    from crm_desktop.base.settings import Settings
    from crm_desktop.services.context import AppContext

_DRAWS_PER_S = 10


@dataclass
class Session:
    """What the options before the verb said.

    Attributes:
        file: the file named with --file; None for the one last used.
        is_json: answer in JSON.
        is_practice: work on the practice file.
    """

    paths: Paths
    file: Path | None = None
    is_json: bool = False
    is_practice: bool = False

    @contextmanager
    def open(self, *, writes: bool = False) -> Iterator[AppContext]:
        """The file, open; what there is to say about the opening goes to standard error.

        Args:
            writes: the verb changes something, so the day's backup comes first when it is due.

        Raises:
            EnvironmentProblem: it was refused, or none was named and none was used before.
        """
        from crm_desktop import wiring

        settings = wiring.build_settings(self.paths)
        path = self.path(settings)
        context = wiring.open_context(
            path,
            paths=self.paths,
            settings=settings,
            daily_backup=writes,
            is_remembered=not self.is_practice,
        )
        try:
            for notice in context.notices:
                click.echo(notice, err=True)
            yield context
        finally:
            context.close()

    def path(self, settings: Settings) -> Path:
        """The file to work on. Raises EnvironmentProblem when there is none."""
        from crm_desktop import wiring

        if self.is_practice:
            return self._practice_file()
        return self.file.expanduser().absolute() if self.file else wiring.last_file(settings)

    def _practice_file(self) -> Path:
        """The practice file, made and filled when it is not there yet."""
        from crm_desktop import wiring
        from crm_desktop.services import practice

        path = practice.path_in(self.paths)
        if not path.exists():
            context = wiring.open_context(path, paths=self.paths, create=True, is_remembered=False)
            try:
                practice.fill(context)
            except BaseException:
                context.close()
                path.unlink()  # half filled it would never be filled again
                raise
            context.close()
        return path


@contextmanager
def waiting() -> Iterator[tuple[Bar, CancelToken]]:
    """Progress on standard error when that is a terminal, and Ctrl+C as a wish to cancel.

    The first Ctrl+C lets the work stop between two batches and take back what it did; another one ends the
    program as usual (a step that was cut off is then taken back at the next opening).
    """
    cancel = CancelToken()

    def stop(_number: int, _frame: Any) -> None:
        signal.signal(signal.SIGINT, before)
        cancel.cancel()

    before = signal.signal(signal.SIGINT, stop)
    bar = Bar()
    try:
        yield bar, cancel
    finally:
        signal.signal(signal.SIGINT, before)
        bar.close()


class Bar:
    """A `Progress` that draws a bar on standard error, if that is a terminal; else nothing."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()
        self._clock = clock
        self._drawn_at = 0.0
        self._done = 0
        self._bar: Any = None

    def __call__(self, done: int, total: int | None, text: str = "") -> None:
        """Draws how far the work is, at most ten times a second."""
        if not self._is_shown or not total:
            return
        now = self._clock()
        if now - self._drawn_at < 1 / _DRAWS_PER_S and done < total:
            return
        self._drawn_at = now
        if self._bar is None or self._bar.length != total:
            self.close()
            self._bar = click.progressbar(length=total, file=sys.stderr, label=text)
            self._bar.render_progress()
        self._bar.label = text
        self._bar.update(done - self._done)
        self._done = done

    def close(self) -> None:
        """Ends the line of the bar."""
        if self._bar is not None:
            self._bar.render_finish()
            click.echo(err=True)
        self._bar, self._done = None, 0
