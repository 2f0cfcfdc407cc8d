"""An open customer file: reading, writing in named steps, closing (architecture 5.2)."""

from __future__ import annotations

import logging
import random
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import sqlalchemy as sa

from crm_desktop.base.changes import ChangeSet, Step
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id, name_id, new_id
from crm_desktop.domain.text_folding import fold
from crm_desktop.storage import bulk, derived, driver, file_locale, presence, taking_back
from crm_desktop.storage.engine import raw, read_engine, write_engine
from crm_desktop.storage.erased import ERASED
from crm_desktop.storage.failures import busy, in_words, problem_of
from crm_desktop.storage.header import SCHEMA_VERSION
from crm_desktop.storage.place import Place
from crm_desktop.storage.queries import history
from crm_desktop.storage.unit_of_work import UnitOfWork, collect_changes, told_changes

log = logging.getLogger(__name__)

LOCK_TRIES = 3
PATIENT_WAIT_MS = 1_000
"""One try of a store that waits as long as it takes, so that it soon hears when it shall not wait any more."""
SHARED_PAUSE_S = 0.02
"""Between two transactions of a long step on a share, so that others get their turn."""


@dataclass
class Store:
    """One open file. Made by `opening.open_store` and `opening.create_store`.

    Attributes:
        path: the file.
        dataset_id: what this file is, the same in every copy of it.
        place: where it lies.
        is_read_only: whether it may only be looked at.
        user_name: who writes.
        on_commit: called after each commit with what it changed, in the writing thread.
        is_patient: writing waits for a busy file until this is no longer so, instead of giving up after three
            tries: the window queues what is typed.
        waiting_since: `time.monotonic()` when the write under way began to wait for its turn; None when none waits.
    """

    path: Path
    dataset_id: Id
    place: Place
    is_read_only: bool = False
    user_name: str = ""
    locale: derived.Locale = field(default_factory=derived.Locale)
    on_commit: Callable[[ChangeSet], None] = lambda _changes: None

    def __post_init__(self) -> None:
        self.session_id: Id = new_id()
        self.host = socket.gethostname()
        self._writing = threading.RLock()
        self._reader = read_engine(self.path, mode="ro" if self.is_read_only else "rw")
        self._writer = None if self.is_read_only else write_engine(self.path)
        self._registered_at: int | None = None
        self.is_patient = self._tries_shortly = self._is_closing = False
        self.waiting_since: float | None = None
        self.left_open: list[Id] = []
        self.last_own_hlc = 0

    @property
    def user_id(self) -> Id:
        """Who writes, as the journal names them."""
        return name_id(self.dataset_id, "user", fold(self.user_name))

    @contextmanager
    def read(self) -> Iterator[sa.Connection]:
        """A connection that cannot write, on one snapshot of the file. Raises EnvironmentProblem."""
        with in_words(), self._reader.connect() as connection, connection.begin():
            yield connection  # begun by hand: bare statements would each see a snapshot of their own

    @contextmanager
    def write(self, step: Step, *, onto: Id | None = None) -> Iterator[UnitOfWork]:
        """One transaction as one step of the journal: all of it is saved, or none. Raises EnvironmentProblem.

        A step that changed nothing leaves no trace.

        Args:
            step: what is done.
            onto: the step that this goes on with, so that both are undone as one: "done", and then how it ended. It is
                a step of its own if the user did something else since, or took that one back.
        """
        self.register()
        with self._transaction(step, new_id(), state="done", onto=onto) as work:
            yield work

    @contextmanager
    def long_step(self, step: Step) -> Iterator[LongStep]:
        """One step of many short transactions. On any error or cancel, what it did is taken back.

        The set stays "open" in the file until the end; a step that a crash left open is taken back at the next
        opening, one that a bad disk left open before the next write (`taking_back`).
        """
        long = self.open_step(step)
        try:
            yield long
            long.finish()
        except BaseException:
            taking_back.abandon(self, long.set_id)
            raise

    def open_step(self, step: Step, *, undoes_id: Id | None = None) -> LongStep:
        """A long step without the taking back; `undoes_id`: the set whose changes it reverses."""
        self.register()
        return LongStep(self, step, new_id(), undoes_id)

    @contextmanager
    def _transaction(
        self,
        step: Step,
        set_id: Id,
        *,
        state: str,
        undoes_id: Id | None = None,
        is_continued: bool = False,
        onto: Id | None = None,
    ) -> Iterator[UnitOfWork]:
        if self._writer is None:
            raise EnvironmentProblem(
                "read_only",
                _("This file is open for reading only."),
                _("Nothing was changed. Check its permissions, or make a copy and open that."),
            )
        with self._writing, in_words():
            with self._begin() as connection:
                if onto is not None and _is_last(connection, self.user_id, onto):
                    set_id = onto
                work = self._start(connection, set_id)
                if is_continued:
                    _check_open(connection, set_id)
                yield work
                changes = self._finish(work, step, state, undoes_id)
            if changes is not None:
                self.on_commit(changes)

    @contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        """BEGIN IMMEDIATE, when it is our turn."""
        assert self._writer is not None  # checked by the only caller
        with self._writer.connect() as connection:
            self.waiting_since = time.monotonic()
            try:
                transaction = self._wait_for_turn(connection)
            finally:
                self.waiting_since = None
            with transaction:
                yield connection

    def _wait_for_turn(self, connection: sa.Connection) -> sa.RootTransaction:
        """Three tries, or as many as it takes; then whoever holds the file is named.

        Where patience ends while it waits, and on closing, it ends with the try under way: the user wants to go.
        """
        tries, was_patient = 0, self.is_patient
        while True:
            tries_shortly = was_patient or self.is_patient or self._is_closing
            if self._tries_shortly != tries_shortly:
                self._tries_shortly = tries_shortly
                wait_ms = PATIENT_WAIT_MS if tries_shortly else int(driver.BUSY_TIMEOUT_S * 1000)
                raw(connection).execute(f"pragma busy_timeout = {wait_ms}")
            try:
                return connection.begin()
            except sa.exc.OperationalError as error:
                problem = problem_of(error)
                if problem is None or problem.reason != "locked":
                    raise
                tries += 1
                if not self.is_patient and (was_patient or self._is_closing or tries >= LOCK_TRIES):
                    raise self._busy() from error
            time.sleep(random.uniform(0.05, 0.3))  # spreads the tries

    def _busy(self) -> EnvironmentProblem:
        """The file is held by another program, by name if that can be told."""
        names: list[str] = []
        with suppress(EnvironmentProblem, sa.exc.DBAPIError):
            names = presence.others(self)
        if not names:
            return busy()
        return busy(_("The file is busy. It is also open at: {names}.").format(names=", ".join(names)))

    def _start(self, connection: sa.Connection, set_id: Id) -> UnitOfWork:
        bare = raw(connection)
        (version,) = bare.execute("pragma user_version").fetchone()
        if version != SCHEMA_VERSION:
            raise EnvironmentProblem(
                "newer",
                _("Another computer has just brought this file to a newer version."),
                _("Nothing was changed here. Update the program on this computer, then open the file again."),
            )
        (last,) = bare.execute("select last from sync_clock").fetchone()
        bare.execute("update sync_clock set current_set = ?", (set_id,))
        self.locale = file_locale.stored_locale(connection, self.locale)
        return UnitOfWork(connection, set_id, last)

    def _finish(self, work: UnitOfWork, step: Step, state: str, undoes_id: Id | None) -> ChangeSet | None:
        bare = raw(work.connection)
        last, site = bare.execute("select last, site from sync_clock").fetchone()
        bare.execute("update sync_clock set current_set = null")
        if last == work.started_at:
            return None
        bare.execute(
            "insert into change_set (id, at, user_id, session_id, site, label, kind, state, undoes_id)"
            " select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 where not exists (select 1 from change_set"
            " where id = ?1)",
            (
                work.set_id,
                last >> 16,
                self.user_id,
                self.session_id,
                site,
                step.label,
                step.kind,
                state,
                undoes_id,
            ),
        )
        bare.execute(
            "insert into change_span (set_id, site, hlc_from, hlc_to) values (?, ?, ?, ?)",
            (work.set_id, site, work.started_at + 1, last),
        )
        self.last_own_hlc = last
        derived.refresh_after(work, self.locale)
        if work.touched is not None:
            return told_changes(work, work.touched, self.session_id)
        return collect_changes(work.connection, work.started_at, work.set_id, self.session_id)

    @contextmanager
    def erasing(self, step: Step, set_id: Id) -> Iterator[UnitOfWork]:
        """One transaction that may remove rows for good (`purging`); several of one `set_id` are one step.

        Such a step cannot be undone. References are not checked by SQLite meanwhile, which would look through every
        table that may refer to a row for each row that goes.
        """
        self.register()
        with self._writing:
            try:
                self._set_pragma("foreign_keys = off")
                with self._transaction(step, set_id, state=ERASED) as work:
                    bare = raw(work.connection)
                    bare.execute("update sync_clock set erasing = 1")
                    yield work
                    bare.execute("update sync_clock set erasing = 0")
            finally:
                self._set_pragma("foreign_keys = on")

    def _set_pragma(self, pragma: str) -> None:
        """Of the one connection that writes, between its transactions."""
        if self._writer is not None:
            with self._writer.connect() as connection:
                raw(connection).execute(f"pragma {pragma}")

    def refresh_derived(self) -> None:
        """Indexes what other programs changed. Raises EnvironmentProblem, also when the file is busy."""
        if self._writer is None:
            return
        with self._writing, in_words(), self._begin() as connection:
            self.locale = file_locale.stored_locale(connection, self.locale)
            derived.refresh(connection, self.locale)

    def rebuild_derived(self) -> int:
        """Makes sort keys and the search index again from nothing; returns the number of records."""
        with self._writing, in_words(), self._begin() as connection:
            self.locale = file_locale.stored_locale(connection, self.locale)
            return derived.rebuild(connection, self.locale)

    def read_locale(self) -> None:
        """Takes over the region and order that another window has chosen for the file."""
        with self.read() as connection:
            self.locale = file_locale.stored_locale(connection, self.locale)

    def bookkeeping(self, sql: str, values: tuple[object, ...] = ()) -> None:
        """One unjournalled statement on a bookkeeping table (presence, meta, change_set)."""
        if self._writer is None:
            return
        with self._writing, in_words(), self._begin() as connection:
            raw(connection).execute(sql, values)

    def register(self) -> None:
        """Before a write: session and user are put on record, so that the journal can name them; nothing is left open.

        Once per site: a restored file has a new one, and may know neither.
        """
        taking_back.take_back_left(self)
        if self._writer is None:
            return
        with self._writing:
            with self.read() as connection:
                (site,) = raw(connection).execute("select site from sync_clock").fetchone()
                is_known = self._is_user_known(connection)
            if site == self._registered_at:
                return
            presence.enter(self)
            if not is_known:
                self._put_user_on_record()
            self._registered_at = site

    def _put_user_on_record(self) -> None:
        with self._transaction(Step(self.user_name, "system"), new_id(), state="done") as work:
            if not self._is_user_known(work.connection):  # the same person may have two windows open
                bulk.insert(raw(work.connection), "user", [{"id": self.user_id, "name": self.user_name}])

    def _is_user_known(self, connection: sa.Connection) -> bool:
        sql = "select 1 from user where id = ?"
        return raw(connection).execute(sql, (self.user_id,)).fetchone() is not None

    def write_as(self, user_name: str) -> None:
        """Somebody else's name, or another one of the same person, stands beside changes from the next one on."""
        self.user_name = user_name
        self._registered_at = None

    def beat(self) -> None:
        """Says that this session is still here, if it has written anything."""
        if self._registered_at is not None:
            presence.beat(self)

    def close(self) -> None:
        """Ends all connections. A WAL is folded into the file when we were the last to have it open.

        A busy file is asked once for a goodbye: who did not say it is struck off by others, as after a crash.
        """
        self._is_closing = True
        if self._writer is not None:
            try:
                if self._registered_at is not None:
                    presence.leave(self)
            except (EnvironmentProblem, driver.Error):
                log.warning("presence could not be removed on closing")
            self._writer.dispose()
        self._reader.dispose()


@dataclass
class LongStep:
    """A step of many transactions. Made by `Store.long_step`."""

    store: Store
    step: Step
    set_id: Id
    undoes_id: Id | None = None
    _has_written: bool = False
    _next_beat: float = field(default_factory=lambda: time.monotonic() + presence.BEAT_S)

    @contextmanager
    def transaction(self) -> Iterator[UnitOfWork]:
        """The next stretch of work: aim at 500 rows or 50 ms, others write in between.

        Raises:
            EnvironmentProblem: also when somebody else has ended the step meanwhile (`_check_open`).
        """
        with self.store._transaction(  # noqa: SLF001 - one mechanism in two classes
            self.step,
            self.set_id,
            state="open",
            undoes_id=self.undoes_id,
            is_continued=self._has_written,
        ) as work:
            yield work
        self._has_written = self._has_written or self.store.last_own_hlc > work.started_at
        if time.monotonic() > self._next_beat:
            self._next_beat = time.monotonic() + presence.BEAT_S
            self.store.beat()
        if self.store.place.is_network:
            time.sleep(SHARED_PAUSE_S)

    def rename(self, label: str) -> None:
        """A better name for the step, now that it is known what it did."""
        self.step = Step(label, self.step.kind)

    def finish(self, undone_state: str = "done") -> None:
        """Closes the step: from now on it can be undone as one.

        What it undid counts as undone and gets `undone_state`; what that had undone itself counts as done again. All in
        one statement: an undo that is half written down would be undone again.
        """
        self.store.bookkeeping(
            """update change_set set
            state = case when id = ?1 then ?2 when id = ?3 or kind = 'cancel' then 'done' else state end,
            label = case when id = ?3 then ?4 else label end,
            is_undone = case when id = ?3 then is_undone else id = ?1 end
            where (id in (?1, ?3) or id = (select undoes_id from change_set where id = ?1)
              or (undoes_id = ?1 and kind = 'cancel' and state = 'open'))
            and not exists (select 1 from change_set where id = ?3 and state <> 'open')""",
            (self.undoes_id, undone_state, self.set_id, self.step.label),
        )


def _is_last(connection: sa.Connection, user_id: Id, set_id: Id) -> bool:
    """Whether a step is what this user did last: nothing was done, or taken back, since."""
    last = history.last_step_to_undo(connection, user_id)
    is_newest = last is not None and last.set_id == set_id
    return is_newest and history.last_step_to_redo(connection, user_id) is None


def _check_open(connection: sa.Connection, set_id: Id) -> None:
    """Whether a long step may go on: not when another computer took us for gone, or put a backup in its place.

    What it went on to write would belong to a step that nobody can undo.
    """
    row = raw(connection).execute("select state from change_set where id = ?", (set_id,)).fetchone()
    if row is None or row[0] != "open":
        raise EnvironmentProblem(
            "taken_back",
            _("Another computer took back what was being done here, or restored a backup meanwhile."),
            _("Nothing of it is left in the file. Do it again."),
        )


def new_site() -> int:
    """A fresh random number for one copy of a file (63 bits)."""
    return secrets.randbits(63)
