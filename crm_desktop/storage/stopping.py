"""Reading that is told to stop in the middle of a statement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from crm_desktop.base.progress import CancelToken
from crm_desktop.storage import driver


@contextmanager
def stopped_by(cancel: CancelToken | None, bare: driver.Connection) -> Iterator[None]:
    """The statement that runs in the block ends as soon as `cancel` says so.

    SQLite forgets an interruption that falls between two statements: look at `cancel` before each further one.

    Raises:
        CancelledError: it was told to stop.
    """
    if cancel is None:
        yield
        return
    take_off = cancel.on_cancel(bare.interrupt)
    try:
        cancel.check()
        yield
    except driver.Error:
        cancel.check()
        raise
    finally:
        take_off()
