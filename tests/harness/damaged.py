"""G7: damaged files. Opening answers in words or works; the process never dies or hangs, a refused file is not touched.

A real file is damaged at random: single bytes, runs of bytes, whole pages wiped or exchanged, the end cut off. The
program opens each, and where it opens, lists, finds, checks and writes. Everything it meets on the way must be an
EnvironmentProblem, and every answer must come within ten seconds. A file that was refused must have the same bytes
as before and no new file beside it.

Control: a program that sets the journal mode before it looks whether a file is ours. It must be caught altering
files that it refuses.

    python -m tests.harness.damaged --full         2,000 files (about 5 min)
    python -m tests.harness.damaged --files 200
"""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services import care, search, undo
from crm_desktop.services.contacts import ops
from crm_desktop.storage import driver
from tests.harness import running, work

NAME = "real.crm"
PAGE = 4096
HANG_S = 60

PLACES = (("ext4", "ext4"), ("nfs4", "nfs4"), ("nfs4", "ext4"))
"""Where a file was made, and where it is opened: the last had its journal on a share and comes home."""


def template(folder: Path) -> Path:
    """A file as it is after some weeks of work, closed in good order."""
    path = folder / NAME
    context = work.open_file(path, create=True)
    refs = [ops.create(context, work.contact(f"old-{n}", 0, 40 * n)) for n in range(60)]
    for ref in refs[:20]:
        work.revise(context, ref, 3)
    work.importing.import_file(context, [work.vcards(folder / "book.vcf", 300)])
    ops.trash(context, Selection(ids=frozenset({refs[0].id})))
    undo.undo(context)
    context.close()
    return path


def damaged(image: bytes, rng: random.Random) -> bytes:
    """`image` after an accident."""
    hurt = bytearray(image)
    kind = rng.random()
    pages = len(hurt) // PAGE
    if kind < 0.6:
        first = 100 if rng.random() < 0.7 else 0
        for _ in range(rng.choice((1, 3, 20, 200))):
            hurt[rng.randrange(first, len(hurt))] = rng.randrange(256)
    elif kind < 0.75:
        for _ in range(rng.choice((1, 5, 20))):
            page = rng.randrange(pages)
            hurt[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    elif kind < 0.85:
        one, other = (rng.randrange(pages) * PAGE for _ in range(2))
        hurt[one : one + PAGE], hurt[other : other + PAGE] = (
            hurt[other : other + PAGE],
            hurt[one : one + PAGE],
        )
    elif kind < 0.95:
        del hurt[rng.randrange(100, len(hurt)) :]
    else:
        start = rng.randrange(len(hurt))
        run = rng.randrange(1, 3 * PAGE)
        hurt[start : start + run] = rng.randbytes(len(hurt[start : start + run]))
    return bytes(hurt)


def foreign(image: bytes) -> bytes:
    """`image` with another program's application id."""
    return image[:68] + b"else" + image[72:]


def use(path: Path) -> str:
    """Opens the file and works with it; "refused" when it was not opened, "stopped" when something after was."""
    try:
        context = work.open_file(path)
    except EnvironmentProblem as problem:
        return f"refused: {problem.reason}"
    try:
        outcome = "works" if not care.check(context).problems else "works, check reports"
        work.records_of(context)
        search.find(context, "bygade")
        undo.recent_changes(context)
        ref = ops.create(context, work.contact("new"))
        work.revise(context, ref, 1)
    except EnvironmentProblem as problem:
        outcome = f"stopped: {problem.reason}"
    finally:
        context.close()
    return outcome


def careless(path: Path) -> str:
    """The control: asks for a journal mode, and only then looks whether the file is ours."""
    connection = driver.connect(path)
    connection.execute("pragma journal_mode = truncate")
    connection.close()
    return use(path)


def try_files(image_path: str, seed: int, files: int, is_control: bool) -> list[tuple[str, str]]:
    """Damages the file `files` times; returns (outcome, detail) of each."""
    image = Path(image_path).read_bytes()
    rng = random.Random(seed)
    results = []
    for number in range(files):
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / NAME
            path.write_bytes(foreign(image) if is_control else damaged(image, rng))
            before = hashlib.sha256(path.read_bytes()).digest()
            said, answer = running.in_child(careless if is_control else use, path, seconds=HANG_S)
            outcome, detail = (answer, "") if said == "said" else (said, answer)
            beside = sorted(e.name for e in path.parent.iterdir() if e.name not in (NAME, "home"))
            if outcome.startswith("refused"):
                if hashlib.sha256(path.read_bytes()).digest() != before:
                    outcome, detail = "altered", outcome
                elif beside:
                    outcome, detail = "side files", f"{outcome} {beside}"
            if os.environ.get("CRM_KEEP_DAMAGED") and outcome in WRONG:
                shutil.copy(path, Path(os.environ["CRM_KEEP_DAMAGED"]) / f"{seed}-{number}.crm")
            results.append((outcome, detail))
    return results


WRONG = ("altered", "side files", "bug", "hang", "died")


def run(written: str, opened: str, files: int, seed: int, *, is_control: bool = False) -> dict[str, Any]:
    """Damages one file `files` times; returns one line of the table.

    Args:
        written: the file system on which the file was made.
        opened: the one on which it is opened afterwards.
        files: how many.
        seed: of all randomness.
        is_control: let the careless program open them.
    """
    with tempfile.TemporaryDirectory() as name:
        with running.lying_on(written):
            (path,) = running.in_processes([(template, (Path(name),))])
        calls = [
            (try_files, (str(path), seed * 1000 + n, share, is_control))
            for n, share in enumerate(running.shares(files))
        ]
        with running.lying_on(opened):
            results = [result for part in running.in_processes(calls) for result in part]
    outcome = Counter(kind for kind, _detail in results)
    return {
        "written": running.mode_of(written),
        "opened": running.mode_of(opened),
        "program": "careless" if is_control else "ours",
        "files": files,
        "works": outcome.pop("works", 0),
        **{kind: outcome.pop(kind, 0) for kind in WRONG},
        "answers": dict(outcome),
        "_details": [r for r in results if r[0] in WRONG],
    }


def main() -> int:
    options = running.options(__doc__, files=200)
    files = (2100 if options.full else options.files) // len(PLACES)
    lines = [run(written, opened, files, options.seed) for written, opened in PLACES]
    control = run("ext4", "ext4", 10, options.seed, is_control=True)
    running.table([*running.told(lines), *running.told([control], 0)])
    return running.verdict(sum(bool(x["_details"]) for x in lines), int(not control["_details"]))


if __name__ == "__main__":
    sys.exit(main())
