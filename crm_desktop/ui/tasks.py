"""Work off the GUI thread: executors, and the one bridge that brings results back (architecture 5.4)."""

from __future__ import annotations

import itertools
import logging
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.base.progress import CancelledError, CancelToken

log = logging.getLogger(__name__)

T = TypeVar("T")
Lane = Literal["read", "write", "io"]
Callback = Callable[[Any], object]

SHOW_AFTER_MS = 300
_REPORTS_PER_S = 10


class Executors(Protocol):
    """The worker threads of an open file; a test gives ones that run at once."""

    @property
    def read(self) -> Executor:
        """Three threads that only read the file."""
        ...

    @property
    def write(self) -> Executor:
        """The one thread that writes it."""
        ...

    @property
    def io(self) -> Executor:
        """Four threads for other files, pictures, PDF."""
        ...


class _Call:
    """What a worker thread is given: it can be emptied on the window's thread when it has run.

    Whichever thread lets go last of an object of Qt deletes it. So the thread that ran the work is left with an
    empty shell, and everything that the work and its callbacks hold is let go of on the window's thread.
    """

    __slots__ = ("_args", "_keywords", "_work")

    def __init__(self, work: Callable[..., Any], args: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        self._work: Callable[..., Any] | None = work
        self._args, self._keywords = args, keywords

    def __call__(self) -> Any:
        assert self._work is not None  # emptied only after it has run
        return self._work(*self._args, **self._keywords)

    def empty(self) -> None:
        """Let go of everything."""
        self._work, self._args, self._keywords = None, (), {}


@dataclass(slots=True, eq=False)
class Job:
    """One piece of work under way.

    Attributes:
        label: translated name for the status line; "" keeps it silent.
        cancel: how to stop it.
        done, total, text: the last progress report.
        is_shown: it has run long enough to be worth a line.
    """

    number: int
    label: str
    lane: Lane
    cancel: CancelToken
    owner: QObject
    on_done: Callback | None
    on_error: Callback | None
    on_progress: Callable[[int, int | None, str], object] | None
    can_cancel: bool = False
    done: int = 0
    total: int | None = None
    text: str = ""
    is_shown: bool = False
    is_finished: bool = False
    call: _Call | None = field(default=None, repr=False)
    started_at: float = field(default_factory=time.monotonic)
    _next_report_at: float = field(default=0.0, repr=False)

    def drop(self) -> None:
        """Stop it where it can be stopped; whatever comes of it, nobody hears of it."""
        self.on_done, self.on_error, self.on_progress = None, _ignore, None
        self.cancel.cancel()

    def is_report_due(self, done: int, total: int | None) -> bool:
        """Whether this report is to be passed on: ten a second, and always the last one."""
        now = time.monotonic()
        if now < self._next_report_at and done != total:
            return False
        self._next_report_at = now + 1 / _REPORTS_PER_S
        return True


@dataclass(frozen=True, slots=True)
class _Report:
    number: int
    done: int
    total: int | None
    text: str


@dataclass(frozen=True, slots=True)
class _Outcome:
    number: int
    value: Any = None
    error: BaseException | None = None


class Tasks(QObject):
    """Runs functions in the executors of the open file; results reach their owners on the GUI thread."""

    jobs_changed = Signal()
    """A job with a label appeared, moved on or ended."""

    writing_changed = Signal()
    """Work that writes the file was asked for, or ended; see `pending_writes`."""

    job_ended = Signal(object, object)
    """A job ended: the Job, and its error or None. Its owner has been told already."""

    _arrived = Signal(object)

    def __init__(self, executors: Executors, on_error: Callback, parent: QObject | None = None) -> None:
        """`on_error` gets every error that the caller of `run` does not take itself."""
        super().__init__(parent)
        self._executors = executors
        self._on_error = on_error
        self._jobs: dict[int, Job] = {}
        self._numbers = itertools.count(1)
        self._is_closing = False
        self._arrived.connect(self._on_arrived)
        self._show_timer = QTimer(self, singleShot=True, interval=SHOW_AFTER_MS)
        self._show_timer.timeout.connect(self._show_long_ones)

    @property
    def shown_jobs(self) -> list[Job]:
        """Jobs for the status line, oldest first."""
        return [job for job in self._jobs.values() if job.is_shown]

    @property
    def has_jobs(self) -> bool:
        """Whether anything at all is under way."""
        return bool(self._jobs)

    @property
    def is_writing(self) -> bool:
        """Whether something is being written to the file."""
        return bool(self.pending_writes)

    @property
    def pending_writes(self) -> int:
        """How many pieces of work that write the file are not through yet."""
        return sum(job.lane == "write" for job in self._jobs.values())

    def run(
        self,
        work: Callable[..., T],
        *args: Any,
        owner: QObject,
        lane: Lane = "read",
        on_done: Callable[[T], object] | None = None,
        on_error: Callback | None = None,
        on_progress: Callable[[int, int | None, str], object] | None = None,
        label: str | None = None,
        cancel: CancelToken | None = None,
        reports: bool = False,
        instead_of: Job | None = None,
    ) -> Job:
        """Start `work(*args)` in a worker thread.

        Args:
            work: plain blocking function; touches nothing of Qt.
            *args: what it is called with.
            owner: when this object is destroyed, the result is dropped.
            lane: which executor.
            on_done: called on the GUI thread with the result.
            on_error: called on the GUI thread with the exception; without it, the error dialog.
                A cancelled job ends in CancelledError, which only `on_error` hears of.
            on_progress: called on the GUI thread with (done, total, text), at most ten times a second.
            label: translated; shown in the status line once the job has run for 300 ms.
            cancel: token that stops the work, when the caller wants to keep one.
            reports: `work` takes the keyword arguments `progress` and `cancel`.
            instead_of: an earlier reading for the same place, which is dropped: several threads read, so that one
                asked for earlier may come later.

        Returns:
            The job; `job.cancel.cancel()` stops it.
        """
        if instead_of is not None:
            instead_of.drop()
        token = cancel or CancelToken()
        job = Job(
            number=next(self._numbers),
            label=label or "",
            lane=lane,
            cancel=token,
            owner=owner,
            on_done=on_done,
            on_error=on_error,
            on_progress=on_progress,
            can_cancel=reports or cancel is not None,
        )
        self._jobs[job.number] = job
        if job.label and not self._show_timer.isActive():
            self._show_timer.start()
        keywords: dict[str, Any] = {"progress": self._reporter(job), "cancel": token} if reports else {}
        job.call = _Call(work, args, keywords)
        executor: Executor = getattr(self._executors, lane)
        try:
            future: Future[T] = executor.submit(job.call)
        except RuntimeError:  # the file is closing, and a timer of its last list has just fired: nobody waits
            del self._jobs[job.number]
            job.is_finished = True
            return job
        if lane == "write":
            self.writing_changed.emit()
        number = job.number  # and not the job: see _Call
        future.add_done_callback(lambda ended: self._arrived.emit(_outcome(number, ended)))
        return job

    def cancel_all(self) -> None:
        """Ask everything that only reads or reports to stop; writing is left to finish."""
        for job in list(self._jobs.values()):
            if job.lane != "write" or job.can_cancel:
                job.cancel.cancel()

    def close(self) -> None:
        """Stop what can be stopped, and go, with all children, once the last job has been told of.

        Outcomes come by events, so that the file is closed and some of them are still on the way.
        """
        self._is_closing = True
        self.cancel_all()
        self._go_when_done()

    def _go_when_done(self) -> None:
        if self._is_closing and not self._jobs:
            self._show_timer.stop()
            self.deleteLater()

    def _reporter(self, job: Job) -> Callable[..., None]:
        def report(done: int, total: int | None, text: str = "") -> None:
            if job.is_report_due(done, total):
                self._arrived.emit(_Report(job.number, done, total, text))

        return report

    def _show_long_ones(self) -> None:
        """Show the labelled jobs that have run for 300 ms; look again while others may get there."""
        due = time.monotonic() - SHOW_AFTER_MS / 1000
        waiting = [job for job in self._jobs.values() if job.label and not job.is_shown]
        for job in waiting:
            job.is_shown = job.started_at <= due
        if any(job.is_shown for job in waiting):
            self.jobs_changed.emit()
        if not all(job.is_shown for job in waiting):
            self._show_timer.start()

    def _on_arrived(self, message: _Report | _Outcome) -> None:
        if isinstance(message, _Report):
            self._take_report(message)
        else:
            self._take_outcome(message)

    def _take_report(self, report: _Report) -> None:
        job = self._jobs.get(report.number)
        if (
            job is None
        ):  # it was so quick that its outcome was there when `run` looked, before the reports came
            return
        job.done, job.total, job.text = report.done, report.total, report.text
        if job.on_progress and shiboken6.isValid(job.owner):
            job.on_progress(report.done, report.total, report.text)
        if job.is_shown:
            self.jobs_changed.emit()

    def _take_outcome(self, outcome: _Outcome) -> None:
        job = self._jobs.pop(outcome.number)
        job.is_finished = True
        if job.call is not None:
            job.call.empty()
        if job.is_shown:
            self.jobs_changed.emit()
        if not any(other.label and not other.is_shown for other in self._jobs.values()):
            self._show_timer.stop()
        owner_lives = shiboken6.isValid(job.owner)
        if outcome.error is None:
            if owner_lives and job.on_done:
                job.on_done(outcome.value)
        elif owner_lives and job.on_error:
            job.on_error(outcome.error)
        elif not isinstance(outcome.error, CancelledError):
            log.debug("job %d of lane %s failed", job.number, job.lane)
            self._on_error(outcome.error)
        if job.lane == "write":
            self.writing_changed.emit()
        self.job_ended.emit(job, outcome.error)
        self._go_when_done()


def _ignore(_error: BaseException) -> None:
    """What became of a dropped job."""


def _outcome(number: int, future: Future[Any]) -> _Outcome:
    if future.cancelled():
        return _Outcome(number, error=CancelledError())
    error = future.exception()
    return _Outcome(number, error=error) if error else _Outcome(number, future.result())
