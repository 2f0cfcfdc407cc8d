"""G1: kill -9. No acknowledged step is lost, none is half done, long steps that were cut off are taken back.

Several processes work on one file through the program's services: new contacts over six tables, changes of all their
parts, and imports of several transactions. Each tells its parent through a pipe when a step has returned (bytes in a
pipe survive the writer). The parent kills one of them at a random moment, starts another in its place, and goes on.
At the end the file is opened once more and compared with what was acknowledged.

Control: writers that acknowledge a step before they do it. They must be counted as having lost steps.

    python -m tests.harness.kill --full                   1,000 kills of 5 writers, both journal modes, the control
    python -m tests.harness.kill --kills 40 --seed 7
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.ids import EntityRef
from crm_desktop.services import importing
from crm_desktop.services.context import AppContext
from tests.harness import running, work

IMPORT_SIZE = 450
"""Contacts of one import: three transactions."""

PATIENCE_S = 60.0


@dataclass
class Ledger:
    """What writers acknowledged.

    Attributes:
        revisions: marker of a contact -> the highest revision that was acknowledged.
        imports: prefixes of the imports that were acknowledged.
        busy: steps that were refused because the file was busy, in words, and tried again.
    """

    revisions: dict[str, int] = field(default_factory=dict)
    imports: set[str] = field(default_factory=set)
    steps: int = 0
    busy: int = 0

    def note(self, message: tuple[Any, ...]) -> None:
        kind, name, revision = message
        self.steps += kind != "busy"
        if kind == "busy":
            self.busy += 1
        elif kind == "import":
            self.imports.add(name)
        else:
            self.revisions[name] = max(revision, self.revisions.get(name, 0))


def write(
    folder: str, life: str, filesystem: str, seed: int, pipe: Connection, is_hasty: bool, imports: bool
) -> None:
    """A writer: works until it is killed. `life` names it; `is_hasty`: acknowledges before it has done the step."""
    os.environ["CRM_FILESYSTEM"] = filesystem
    rng = random.Random(seed)
    context = _patiently(pipe, lambda: work.open_file(Path(folder) / "shared.crm"))
    made: list[tuple[EntityRef, str, int]] = []
    number = 0
    while True:
        number += 1
        marker = f"{life}-{number}"
        if imports and rng.random() < 0.05:
            book = work.vcards(Path(folder) / f"{life}.vcf", IMPORT_SIZE, marker)
            step, message = (lambda b=book: importing.import_file(context, [b])), ("import", marker, 0)
        elif made and rng.random() < 0.5:
            index = rng.randrange(len(made))
            ref, marker, revision = made[index]
            made[index] = (ref, marker, revision + 1)
            step, message = (
                (lambda r=ref, n=revision + 1: work.revise(context, r, n)),
                ("revise", marker, revision + 1),
            )
        else:
            record = work.contact(marker, 0, rng.randrange(3000))
            step = lambda r=record, m=marker: made.append((work.ops.create(context, r), m, 0))  # noqa: E731
            message = ("create", marker, 0)
        if is_hasty:
            pipe.send(message)
        _patiently(pipe, step)
        if not is_hasty:
            pipe.send(message)


def _patiently(pipe: Connection, step: Callable[[], Any]) -> Any:
    """Does `step`, again when the file is busy, as a user would."""
    while True:
        try:
            return step()
        except EnvironmentProblem as problem:
            if problem.reason != "locked":
                raise
            pipe.send(("busy", "", 0))


class _Life:
    """One writer process and the pipe it acknowledges through."""

    def __init__(
        self, folder: Path, name: str, filesystem: str, seed: int, *, is_hasty: bool, imports: bool
    ) -> None:
        context = running.clean_server()
        self.pipe, theirs = context.Pipe(duplex=False)
        self.process = context.Process(
            target=write, args=(str(folder), name, filesystem, seed, theirs, is_hasty, imports), daemon=True
        )
        self.process.start()
        theirs.close()

    def drain(self, ledger: Ledger) -> None:
        """Takes in what was acknowledged so far."""
        try:
            while self.pipe.poll():
                ledger.note(self.pipe.recv())
        except (EOFError, OSError):
            return

    def kill(self, ledger: Ledger) -> bool:
        """Ends it without warning; False if it had ended by itself, which is an error."""
        was_alive = self.process.is_alive()
        self.process.kill()
        self.process.join()
        self.drain(ledger)
        self.pipe.close()
        return was_alive


@dataclass
class _Outcome:
    ledger: Ledger
    kills: int
    died: int
    seconds: float


def _kill_writers(
    folder: Path, filesystem: str, kills: int, writers: int, seed: int, *, is_hasty: bool
) -> _Outcome:
    rng = random.Random(seed)
    ledger = Ledger()
    died = 0
    started = time.monotonic()
    lives = [
        _Life(folder, f"w{n}", filesystem, rng.randrange(1 << 30), is_hasty=is_hasty, imports=not is_hasty)
        for n in range(writers)
    ]
    for number in range(kills):
        _until_one_has_worked(lives, ledger)
        time.sleep(rng.uniform(0.02, 0.25))
        for life in lives:
            life.drain(ledger)
        index = rng.randrange(writers) if number < kills - writers else number - (kills - writers)
        died += not lives[index].kill(ledger)
        if number < kills - writers:
            seed_of_life = rng.randrange(1 << 30)
            lives[index] = _Life(
                folder, f"k{number}", filesystem, seed_of_life, is_hasty=is_hasty, imports=not is_hasty
            )
    return _Outcome(ledger, kills, died, time.monotonic() - started)


def _until_one_has_worked(lives: Sequence[_Life], ledger: Ledger) -> None:
    """On a slow machine all could be killed before they begin; a moment is random only while something happens."""
    over, steps = time.monotonic() + PATIENCE_S, ledger.steps
    while ledger.steps == steps and time.monotonic() < over:
        wait([life.pipe for life in lives if not life.pipe.closed], timeout=0.1)
        for life in lives:
            life.drain(ledger)


def run(filesystem: str, kills: int, writers: int, seed: int, *, is_hasty: bool = False) -> dict[str, Any]:
    """Kills `kills` writers of one file; returns one line of the table."""
    with running.lying_on(filesystem), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work.open_file(folder / "shared.crm", create=True).close()
        outcome = _kill_writers(folder, filesystem, kills, writers, seed, is_hasty=is_hasty)
        began = time.monotonic()
        context = work.open_file(folder / "shared.crm")
        opened_ms = round((time.monotonic() - began) * 1000)
        try:
            line = _compared(context, outcome.ledger)
        finally:
            context.close()
    return {
        "mode": running.mode_of(filesystem), "acknowledges": "before" if is_hasty else "after",
        "kills": outcome.kills, "steps": outcome.ledger.steps, "imports": len(outcome.ledger.imports),
        "busy": outcome.ledger.busy, "died": outcome.died, **line, "open_ms": opened_ms, "seconds": outcome.seconds,
    }  # fmt: skip


def _compared(context: AppContext, ledger: Ledger) -> dict[str, Any]:
    """Counts of what was lost, torn or cut off, and what is wrong with the file."""
    found: dict[str, int | None] = {}
    imports: dict[str, int] = {}
    for record in work.records_of(context):
        if work.IMPORTED in record.tags:
            prefix = record.family.split()[0]
            imports[prefix] = imports.get(prefix, 0) + 1
        else:
            found[record.account_no] = work.revision_of(record)
    lost = sum((found.get(marker, -1) or 0) < revision for marker, revision in ledger.revisions.items())
    lost += sum(imports.get(prefix, 0) != IMPORT_SIZE for prefix in ledger.imports)
    torn = sum(revision is None for revision in found.values()) + sum(
        n != IMPORT_SIZE for n in imports.values()
    )
    return {"lost": lost, "torn": torn, "problems": len(work.problems(context))}


def import_once(folder: str, filesystem: str, pipe: Connection) -> None:
    """One long import; tells when it begins."""
    os.environ["CRM_FILESYSTEM"] = filesystem
    context = work.open_file(Path(folder) / "long.crm")
    pipe.send("begins")
    importing.import_file(context, [Path(folder) / "long.vcf"])
    context.close()


def cut_long_steps(filesystem: str, kills: int, seed: int) -> dict[str, Any]:
    """Kills an import again and again: the next opening must leave the content as it was before it, or whole."""
    rng = random.Random(seed)
    cut = whole = wrong = 0
    with running.lying_on(filesystem), tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "long.crm"
        context = work.open_file(path, create=True)
        for n in range(20):
            work.ops.create(context, work.contact(f"old-{n}"))
        context.close()
        before = work.content(path)
        for number in range(kills):
            work.vcards(folder / "long.vcf", 1200, f"long{number}")
            _kill_one_import(folder, filesystem, rng.uniform(0.1, 0.9))
            context = work.open_file(path)
            now, left = work.content(path), work.imported(context, f"long{number}")
            bad = work.problems(context)
            context.close()
            cut += now == before and left == 0
            whole += left == 1200
            wrong += bool(bad) or (left == 0) != (now == before) or left not in (0, 1200)
            before = now
    return {"mode": running.mode_of(filesystem), "imports killed": kills, "taken back": cut,
            "were done": whole, "wrong": wrong}  # fmt: skip


def _kill_one_import(folder: Path, filesystem: str, after_s: float) -> None:
    context = running.clean_server()
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=import_once, args=(str(folder), filesystem, theirs), daemon=True)
    process.start()
    theirs.close()
    ours.recv()
    time.sleep(after_s)
    process.kill()
    process.join()
    ours.close()


def main() -> int:
    options = running.options(__doc__, kills=100, writers=5)
    kills = 500 if options.full else options.kills
    lines = [run(kind, kills, options.writers, options.seed) for kind in ("ext4", "nfs4")]
    control = run("ext4", max(20, kills // 10), options.writers, options.seed, is_hasty=True)
    running.table([*lines, control])
    cuts = [cut_long_steps(kind, max(5, kills // 10), options.seed) for kind in ("ext4", "nfs4")]
    print()
    running.table(cuts)
    failed = sum(bool(x["lost"] or x["torn"] or x["problems"] or x["died"]) for x in lines) + sum(
        x["wrong"] for x in cuts
    )
    return running.verdict(failed, int(not control["lost"]) + int(not any(x["taken back"] for x in cuts)))


if __name__ == "__main__":
    sys.exit(main())
