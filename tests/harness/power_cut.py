"""G2: power cuts. Whatever moment the power fails at, every acknowledged step is in the file and no half one is.

A recorder between SQLite and the disk (`vfs.py`) notes every write, truncation, sync, creation and deletion while
the program works through a day of steps. Then the disk is rebuilt as it may look had the power failed at a random
moment: what was synced is there; of what was not, a random part is, single writes torn at 512-byte sectors. Each
such disk is opened by the program, and must show exactly the content after the last acknowledged step, or after the
one that was under way; a long step that was cut off is taken back. Everything must check out.

Control: a disk that ignores syncs. It must lose or damage something, else this harness is blind.

    python -m tests.harness.power_cut --full        20,000 cuts, both journal modes, and the control (about 10 min)
    python -m tests.harness.power_cut --cuts 500 --seed 7
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from crm_desktop.base.errors import EnvironmentProblem
from tests.harness import running, vfs, work

NAME = "day.crm"
ALIKE = (NAME, f"{NAME}-wal", f"{NAME}-journal")

Event = tuple[str, str, int, bytes]
"""Kind (create, write, truncate, sync, delete), file name, offset or size or whether the folder is synced, bytes."""


@dataclass
class Recording:
    """A day's work as the disk saw it.

    Attributes:
        base: the file when it began.
        events: in order.
        states: (number of events when the step had returned, name of the step, content hash then).
    """

    base: bytes = b""
    events: list[Event] = field(default_factory=list)
    states: list[tuple[int, str, str]] = field(default_factory=list)


class _Recorder(vfs.Watcher):
    def __init__(self, events: list[Event]) -> None:
        self._events = events

    def _note(self, kind: str, name: str, number: int = 0, content: bytes = b"") -> int:
        short = os.path.basename(name)  # noqa: PTH119 - hot, and inside a callback of C
        if short in ALIKE:
            self._events.append((kind, short, number, content))
        return vfs.OK

    def open(self, name: str, flags: int) -> int:
        if flags & vfs.OPEN_CREATE and not os.path.exists(name):  # noqa: PTH110 - as above
            self._note("create", name)
        return vfs.OK

    def write(self, name: str, offset: int, content: Callable[[], bytes]) -> int:
        return self._note("write", name, offset, content())

    def truncate(self, name: str, size: int) -> int:
        return self._note("truncate", name, size)

    def sync(self, name: str) -> int:
        return self._note("sync", name)

    def delete(self, name: str, is_synced: bool) -> int:
        return self._note("delete", name, int(is_synced))


def record(out: str, seed: int, rounds: int, import_size: int) -> None:
    """Works through the day in this process and writes the Recording to `out`. Run it in a process of its own:
    the sessions it leaves in the file must be those of a dead one."""
    rng = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / NAME
        context = work.open_file(path, create=True)
        for n in range(3):
            work.ops.create(context, work.contact(f"first-{n}"))
        context.close()
        tape = Recording(path.read_bytes())
        tape.states.append((0, "base", work.content(path)))
        with vfs.watched(_Recorder(tape.events)):
            for name, do in work.session(path, rng, rounds, import_size):
                do()
                tape.states.append((len(tape.events), name, work.content(path)))
    Path(out).write_bytes(pickle.dumps(tape))


def rebuilt(tape: Recording, end: int, rng: random.Random, *, is_lying: bool) -> dict[str, bytearray]:
    """The disk after a cut before event `end`; `is_lying`: syncs did nothing."""
    last_sync: dict[str, int] = {}
    for i, (kind, name, _number, _content) in enumerate(tape.events[:end]):
        if kind == "sync" and not is_lying:
            last_sync[name] = i
    any_sync = max(last_sync.values(), default=-1)
    files = {NAME: bytearray(tape.base)}
    for i, (kind, name, number, content) in enumerate(tape.events[:end]):
        is_durable = i < last_sync.get(name, -1)
        if kind == "create":
            files[name] = bytearray()  # a new file: the old content of that name is gone for good
        elif kind == "delete":
            # an unlink may be missing from the disk until its folder, or (on journalling file systems) any
            # later file, was synced
            if number or i < any_sync or rng.random() < 0.5:
                files.pop(name, None)
        elif kind != "sync" and (is_durable or rng.random() < 0.5):
            _apply(
                files.setdefault(name, bytearray()),
                kind,
                number,
                content if is_durable else _torn(content, rng),
            )
    return files


def _torn(content: bytes, rng: random.Random) -> bytes:
    sectors = len(content) // 512
    return content[: 512 * rng.randrange(1, sectors + 1)] if sectors and rng.random() < 0.15 else content


def _apply(file: bytearray, kind: str, number: int, content: bytes) -> None:
    if kind == "truncate":
        del file[number:]
        return
    if len(file) < number:
        file.extend(bytes(number - len(file)))
    file[number : number + len(content)] = content


def try_cuts(tape_path: str, seed: int, count: int, is_lying: bool) -> Counter[str]:
    """Rebuilds `count` random disks and lets the program open them; counts what came out."""
    tape: Recording = pickle.loads(Path(tape_path).read_bytes())
    rng = random.Random(seed)
    outcome: Counter[str] = Counter()
    for _ in range(count):
        end = rng.randrange(len(tape.events) + 1)
        folder = Path(tempfile.mkdtemp(prefix="cut-"))
        try:
            for name, image in rebuilt(tape, end, rng, is_lying=is_lying).items():
                (folder / name).write_bytes(image)
            outcome[_verdict(tape, end, folder / NAME)] += 1
        finally:
            shutil.rmtree(folder)
    return outcome


def _verdict(tape: Recording, end: int, path: Path) -> str:
    """ok, lost, between or damaged (with the reason)."""
    reached = max(i for i, (position, _name, _hash) in enumerate(tape.states) if position <= end)
    hashes = [state[2] for state in tape.states]
    try:
        context = work.open_file(path)
    except EnvironmentProblem as problem:
        return f"damaged: {problem.reason}"
    try:
        wrong = work.problems(context)
        found = work.content(path)
    except EnvironmentProblem as problem:
        return f"damaged: {problem.reason}"
    finally:
        context.close()
    if wrong:
        return f"damaged: {wrong[0][:40]}"
    if found in hashes[reached : reached + 2]:
        return "ok"
    return "lost" if found in hashes else "between"


def run(
    filesystem: str, cuts: int, seed: int, *, is_lying: bool = False, rounds: int = 2, size: int = 450
) -> dict[str, object]:
    """Records one day and tries `cuts` power cuts of it; returns one line of the table."""
    with running.lying_on(filesystem), tempfile.TemporaryDirectory() as folder:
        tape = str(Path(folder) / "tape")
        running.in_processes([(record, (tape, seed, rounds, size))])
        parts = running.shares(cuts)
        results = running.in_processes(
            [(try_cuts, (tape, seed * 1000 + n, share, is_lying)) for n, share in enumerate(parts)]
        )
        events = len(pickle.loads(Path(tape).read_bytes()).events)
    total = sum(results, Counter())
    damaged = sum(n for name, n in total.items() if name.startswith("damaged"))
    return {
        "mode": running.mode_of(filesystem),
        "syncs": "ignored" if is_lying else "kept",
        "events": events,
        "cuts": cuts,
        "ok": total["ok"],
        "lost": total["lost"],
        "between": total["between"],
        "damaged": damaged,
        "why": {name: n for name, n in total.items() if ": " in name},
    }


def main() -> int:
    options = running.options(__doc__, cuts=500)
    cuts = 10_000 if options.full else options.cuts
    lines = [run(kind, cuts, options.seed) for kind in ("ext4", "nfs4")]
    running.table(lines)  # at once: the control comes after half an hour of a full run
    control = [run(kind, max(50, cuts // 20), options.seed, is_lying=True) for kind in ("ext4", "nfs4")]
    running.table(control)
    failed = sum(line["cuts"] != line["ok"] for line in lines)
    blind = sum(line["cuts"] == line["ok"] for line in control)
    return running.verdict(failed, blind)


if __name__ == "__main__":
    sys.exit(main())
