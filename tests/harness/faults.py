"""G3: disk full and I/O errors at every single call. The user is told in words, and the file stays intact.

Every operation (saving, importing, undoing, erasing, backing up, restoring, opening, creating, upgrading) is first run
once to count the calls it makes to the disk: those of SQLite through `vfs.py`, and the program's own through `os`. Then
it is run again for every call n = 1 … last, on a fresh copy of the file, with call n failing: once, or from then on.
What follows is one of three: the program dies on the spot, it is closed while the disk is still bad, or the disk is
well again and the user tries once more. Promised is:

- the failure is an EnvironmentProblem, that is, a sentence; or the operation did not need that call and succeeded;
- the next opening finds the content as it was before, or as it is after: never between; and after it if so told;
- trying again on a disk that is well succeeds, and on a full disk no scrap of a file is left behind.

Control: an operation that swallows the failure and claims success. It must be noticed.

    python -m tests.harness.faults --full          every call of every operation, all endings, both errors
    python -m tests.harness.faults --stride 25     every 25th call
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services import care, importing, undo
from crm_desktop.services.contacts import queries, trash
from crm_desktop.services.context import AppContext
from crm_desktop.storage import backup, driver, migrate
from crm_desktop.storage.failures import in_words
from tests.harness import running, vfs, work

NAME = "fault.crm"
THEN = "then.crm"
IMPORT_SIZE = 300
REVISIONS = Path(__file__).parent / "revisions"
HANG_S = 60

ERRORS = ("disk full", "I/O error")
ENDINGS = (("once", "tries again"), ("lasting", "tries again"), ("lasting", "dies"), ("lasting", "closes"))

_SPACE = frozenset({"open", "write", "map", "os.open", "os.mkdir", "os.link", "os.fsync"})
"""Calls that may find the disk full."""
_CODES = {
    "open": vfs.CANTOPEN, "read": vfs.IOERR_READ, "write": vfs.IOERR_WRITE, "truncate": vfs.IOERR_TRUNCATE,
    "sync": vfs.IOERR_SYNC, "size": vfs.IOERR_SIZE, "lock": vfs.IOERR_LOCK, "map": vfs.IOERR_SHM,
    "delete": vfs.IOERR_DELETE, "access": vfs.IOERR_ACCESS,
}  # fmt: skip


class Faults(vfs.Watcher):
    """Counts calls and makes one of them fail, or all from one on."""

    def __init__(self) -> None:
        self.error = ""
        self.at = 0
        self.is_lasting = False
        self.calls = 0
        self.is_armed = False
        self.hit = ""

    def arm(self, error: str, at: int, *, is_lasting: bool) -> None:
        """From now on the calls count; call `at` (from 1; 0: none) fails, and with `is_lasting` all after it."""
        self.error, self.at, self.is_lasting = error, at, is_lasting
        self.calls, self.hit, self.is_armed = 0, "", True

    def disarm(self) -> None:
        self.is_armed = False

    def fails(self, kind: str, name: str) -> bool:
        """Whether this call is to fail."""
        if not self.is_armed or (self.error == "disk full" and kind not in _SPACE):
            return False
        self.calls += 1
        is_hit = self.at > 0 and (self.calls == self.at or (self.is_lasting and self.calls > self.at))
        if is_hit and not self.hit:
            self.hit = f"{kind} {os.path.basename(str(name))}"  # noqa: PTH119 - inside a callback of C
        return is_hit

    def _code(self, kind: str, name: str) -> int:
        if not self.fails(kind, name):
            return vfs.OK
        return vfs.FULL if self.error == "disk full" and kind == "write" else _CODES[kind]

    def open(self, name: str, flags: int) -> int:
        if self.error == "disk full" and (not flags & vfs.OPEN_CREATE or os.path.exists(name)):  # noqa: PTH110 - hot
            return vfs.OK
        return self._code("open", name)

    def read(self, name: str, offset: int, size: int) -> int:
        return self._code("read", name)

    def write(self, name: str, offset: int, content: Callable[[], bytes]) -> int:
        return self._code("write", name)

    def truncate(self, name: str, size: int) -> int:
        return self._code("truncate", name)

    def sync(self, name: str) -> int:
        return self._code("sync", name)

    def size(self, name: str) -> int:
        return self._code("size", name)

    def lock(self, name: str) -> int:
        return self._code("lock", name)

    def map(self, name: str) -> int:
        return self._code("map", name)

    def delete(self, name: str, is_synced: bool) -> int:
        return self._code("delete", name)

    def access(self, name: str) -> int:
        return self._code("access", name)

    def is_torn(self) -> bool:
        return True


_PYTHON_CALLS = ("open", "fsync", "link", "replace", "mkdir", "unlink")


@contextmanager
def faulty(faults: Faults) -> Iterator[Callable[[], list[str]]]:
    """Inside, SQLite's calls and the program's own calls to `os` ask `faults`."""
    originals = {name: getattr(os, name) for name in _PYTHON_CALLS}

    def asking(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            if faults.fails(f"os.{name}", str(arguments[0])):
                code = errno.ENOSPC if faults.error == "disk full" else errno.EIO
                raise OSError(code, os.strerror(code))
            return originals[name](*arguments, **named)

        return call

    for name in _PYTHON_CALLS:
        setattr(os, name, asking(name))
    try:
        with vfs.watched(faults) as open_files:
            yield open_files
    finally:
        for name, original in originals.items():
            setattr(os, name, original)


@dataclass(frozen=True)
class Operation:
    """Something a user does.

    Attributes:
        prepare: what happens before faults are possible: opening, mostly; returns what `act` is given.
        act: the thing itself; may return a context that is to be closed.
        opens: whether the program can open the result (False: it is of a schema only the harness knows).
    """

    prepare: Callable[[Path], AppContext | None]
    act: Callable[[Path, AppContext | None], Any]
    opens: bool = True


def _save(_path: Path, context: AppContext | None) -> None:
    assert context is not None
    ref = next(r.ref for r in work.records_of(context) if r.account_no == "old-0")
    work.revise(context, ref, 1)


def _import(path: Path, context: AppContext | None) -> None:
    importing.import_file(context, [path.with_name("book.vcf")])


def _undo(_path: Path, context: AppContext | None) -> None:
    assert context is not None
    step = undo.undoable(context)
    if step is not None and step.label.startswith("Tag"):
        undo.undo(context)


def _erase(_path: Path, context: AppContext | None) -> None:
    assert context is not None
    trash.empty_trash(context)


def _restore(path: Path, context: AppContext | None) -> None:
    assert context is not None
    care.restore(context, path.with_name(THEN))


def _upgrade(path: Path, _context: AppContext | None) -> None:
    with in_words():
        backup.before_upgrade(path)
        migrate.upgrade_file(path, versions=(REVISIONS,), schema_version=2)


def _swallow(path: Path, context: AppContext | None) -> None:
    with contextlib.suppress(EnvironmentProblem):
        _save(path, context)


OPERATIONS: dict[str, Operation] = {
    "save": Operation(work.open_file, _save),
    "import": Operation(work.open_file, _import),
    "undo": Operation(work.open_file, _undo),
    "erase": Operation(work.open_file, _erase),
    "backup": Operation(work.open_file, lambda _path, context: care.backup(context)),
    "restore": Operation(work.open_file, _restore),
    "open": Operation(lambda _path: None, lambda path, _context: work.open_file(path)),
    "create": Operation(
        lambda _path: None, lambda path, _context: work.open_file(path.with_name("new.crm"), create=True)
    ),
    "upgrade": Operation(lambda _path: None, _upgrade, opens=False),
}
CONTROL = Operation(work.open_file, _swallow)


def template(folder: Path) -> Path:
    """A file with a few contacts, a step to undo, and beside it an address book to import."""
    path = folder / NAME
    context = work.open_file(path, create=True)
    for n in range(10):
        work.ops.create(context, work.contact(f"old-{n}"))
    work.vcards(folder / "first.vcf", IMPORT_SIZE, "first")
    importing.import_file(context, [folder / "first.vcf"])
    gone = next(record.ref.id for record in work.records_of(context) if record.account_no == "old-9")
    work.ops.trash(context, Selection.of(gone))
    care.backup(context, folder / THEN)
    work.ops.set_tags(context, work.everyone(), add=["asked"])
    context.close()
    work.vcards(folder / "book.vcf", IMPORT_SIZE, "second")
    shutil.rmtree(backup.folder_of(path), ignore_errors=True)
    return path


Told = tuple[str, int, str]
"""What a run came to (done, refused, bug, hang, died), calls counted, and the call hit or the trace."""


def _run(operation: Operation, path: Path, error: str, at: int, how: tuple[str, str]) -> Told:
    """One run in this process, up to its ending. Called in a child that exits afterwards."""
    faults = Faults()
    lasting, ending = how
    with faulty(faults) as open_files:
        context = operation.prepare(path)
        faults.arm(error, at, is_lasting=lasting == "lasting")
        try:
            made = operation.act(path, context)
            outcome = "done"
        except EnvironmentProblem:
            made, outcome = None, "refused"
        told = (outcome, faults.calls, faults.hit)
        if ending == "dies":
            return told
        if ending == "tries again":
            faults.disarm()
            if outcome == "refused":
                made = _again(operation, path, context)
                told = ("done", told[1], told[2])
        for opened in (made, context):
            if isinstance(opened, AppContext):
                opened.close()
        left = open_files()
        return ("files left open", told[1], f"{told[2]}: {left}") if left else told


def _again(operation: Operation, path: Path, context: AppContext | None) -> Any:
    try:
        return operation.act(path, context)
    except EnvironmentProblem as problem:
        if problem.reason != "exists":  # made, and only then refused: the second try says so
            raise
    return None


def _in_child(operation: Operation, path: Path, error: str, at: int, how: tuple[str, str]) -> Told:
    """`_run` in a forked child, so that it may die with everything open."""
    said, answer = running.in_child(_run, operation, path, error, at, how, seconds=HANG_S)
    return answer if said == "said" else (said, at, answer)


def try_calls(
    folder: str, name: str, error: str, calls: list[int], how: tuple[str, str] | None, before: str, after: str
) -> list[tuple[str, str]]:
    """Runs operation `name` once for each of `calls` with a fault there; returns (verdict, detail) of each.

    `how` None: the endings take turns.
    """
    operation = CONTROL if name == "control" else OPERATIONS[name]
    results = []
    endings = itertools.cycle(ENDINGS[1:] if how is None else [how])
    for at in calls:
        ending = next(endings)
        with tempfile.TemporaryDirectory() as place:
            path = Path(shutil.copytree(folder, Path(place) / "f")) / NAME
            told = _in_child(operation, path, error, at, ending)
            verdict = _judged(operation, name, path, told, error, ending, before, after)
        results.append((verdict, f"{name}, {error} {ending} at {at}: {told[2]}"))
    return results


def _judged(
    operation: Operation,
    name: str,
    path: Path,
    told: Told,
    error: str,
    how: tuple[str, str],
    before: str,
    after: str,
) -> str:
    outcome = told[0]
    if outcome not in ("done", "refused"):
        return outcome
    scraps = [entry.name for entry in path.parent.rglob(".*") if entry.is_file()]
    if how[1] == "tries again" and error == "disk full" and scraps:
        return "scraps left"
    try:
        found = state_of(operation, name, path)
    except EnvironmentProblem as problem:
        return f"not intact: {problem.reason}"
    allowed = (after,) if outcome == "done" else (before, after)
    return (
        outcome
        if found in allowed
        else f"{outcome}, but content is {'before' if found == before else 'between'}"
    )


def state_of(operation: Operation, name: str, path: Path) -> str:
    """The content of the file that `operation` leaves, as the next opening finds it."""
    if name == "create":
        path = path.with_name("new.crm")
        if not path.exists():
            return "none"
    if not operation.opens:
        return upgraded_state(path)
    context = work.open_file(path)
    try:
        wrong = work.problems(context)
        in_trash = f", {queries.counts(context)['trash']} in the trash" if name == "erase" else ""
    finally:
        context.close()
    return f"wrong: {wrong}" if wrong else work.content(path) + in_trash


def upgraded_state(path: Path) -> str:
    """The schema version, whether the file is sound, and its content."""
    connection = driver.connect(path)
    try:
        (version,) = connection.execute("pragma user_version").fetchone()
        backup.verify(connection)
        (triggers,) = connection.execute(
            "select count(*) from sqlite_schema where type = 'trigger'"
        ).fetchone()
    finally:
        connection.close()
    return f"{version} {triggers} {work.content(path)}"


def run(name: str, error: str, stride: int, seed: int, how: tuple[str, str] | None = None) -> dict[str, Any]:
    """Tries every `stride`-th call of one operation; returns one line of the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "template"
        folder.mkdir()
        running.in_processes([(template, (folder,))])
        ((last, before, after),) = running.in_processes([(count, (str(folder), name, error))])
        calls = sorted(set(range(1 + random.Random(seed).randrange(stride), last + 1, stride)) | {last})
        parts = [calls[n :: running.WORKERS] for n in range(running.WORKERS)]
        runs = [(try_calls, (str(folder), name, error, part, how, before, after)) for part in parts if part]
        results = [result for part in running.in_processes(runs) for result in part]
    outcome = Counter(verdict for verdict, _detail in results)
    wrong = [result for result in results if result[0] not in ("done", "refused")]
    return {
        "operation": name,
        "error": error,
        "ending": "in turn" if how is None else " ".join(how),
        "calls": last,
        "tried": len(calls),
        "done": outcome["done"],
        "refused": outcome["refused"],
        "wrong": len(wrong),
        "_details": wrong,
    }


def count(folder: str, name: str, error: str) -> tuple[int, str, str]:
    """Runs the operation without a fault; returns its calls, and the content before and after."""
    operation = CONTROL if name == "control" else OPERATIONS[name]
    with tempfile.TemporaryDirectory() as place:
        path = Path(shutil.copytree(folder, Path(place) / "f")) / NAME
        before = state_of(operation, name, path)
        outcome, calls, detail = _in_child(operation, path, error, 0, ("once", "closes"))
        if outcome != "done":
            raise RuntimeError(f"{name} does not work even without a fault: {detail}")
        return calls, before, state_of(operation, name, path)


def main() -> int:
    options = running.options(__doc__, stride=25)
    lines = []
    for name, error in itertools.product(OPERATIONS, ERRORS):
        if options.full and name not in ("import", "undo"):
            lines += [run(name, error, 1, options.seed, how) for how in ENDINGS]
        else:
            lines.append(run(name, error, 1 if options.full else options.stride, options.seed))
    control = run(
        "control", "I/O error", 1 if options.full else options.stride, options.seed, ("once", "dies")
    )
    running.table([*running.told(lines), *running.told([control], 0)])
    return running.verdict(sum(bool(line["wrong"]) for line in lines), int(not control["wrong"]))


if __name__ == "__main__":
    sys.exit(main())
