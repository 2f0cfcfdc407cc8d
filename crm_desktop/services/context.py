"""What every use case is given: the open file, the time, the settings, the bus (architecture 5.15)."""

from __future__ import annotations

import datetime as dt
import threading
from concurrent.futures import Executor
from dataclasses import dataclass, field

from crm_desktop.base.changes import ChangeBus, ChangeSet
from crm_desktop.base.clock import Clock
from crm_desktop.base.ids import Id
from crm_desktop.base.paths import Paths
from crm_desktop.base.settings import Scope, Settings
from crm_desktop.services.presence import Attendance
from crm_desktop.services.watching import Watcher
from crm_desktop.storage.store import Store


@dataclass(frozen=True, slots=True)
class Executors:
    """Where work runs that must not run in the window's thread: one writer, three readers, four for files and print."""

    write: Executor
    read: Executor
    io: Executor


@dataclass
class AppContext:
    """One open file and everything around it. Built by wiring.py; building starts no thread and no timer.

    Attributes:
        notices: translated sentences about the opening that the user should see once.
        attendance: who else has the file open; knows nobody before `start`.
    """

    paths: Paths
    clock: Clock
    settings: Settings
    bus: ChangeBus
    executors: Executors
    store: Store
    notices: tuple[str, ...] = ()
    attendance: Attendance = field(init=False, repr=False)
    _watcher: Watcher | None = field(default=None, repr=False)
    _closing: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def __post_init__(self) -> None:
        self.attendance = Attendance(self.store)

    @property
    def session(self) -> Id:
        """This run of the program, as change sets name their origin."""
        return self.store.session_id

    @property
    def user_name(self) -> str:
        """Who is working."""
        return self.store.user_name

    @property
    def region(self) -> str:
        """ISO code of the file's own country, "" when not told."""
        return self.store.locale.region

    def now(self) -> dt.datetime:
        """This instant, aware, in UTC."""
        return self.clock.now()

    def start(self) -> None:
        """Begins to watch for what other programs change in the file."""
        if self._watcher is None:
            self._watcher = Watcher(
                self.store, self.bus, self.attendance, before_telling=self._take_over_settings
            )
            self._watcher.start()

    def _take_over_settings(self, changes: ChangeSet) -> None:
        """What others decided for the whole file counts here from now on; such a change is told as a rebuild."""
        if changes.rebuild:
            self.store.read_locale()
            self.settings.reload(Scope.DATABASE)

    def close(self) -> None:
        """Waits for the write that runs, drops what has not begun, and closes the file."""
        with self._closing:
            if self._watcher is not None:
                self._watcher.stop()
                self._watcher = None
            for executor in (self.executors.read, self.executors.io, self.executors.write):
                executor.shutdown(wait=True, cancel_futures=True)
            self.store.close()
