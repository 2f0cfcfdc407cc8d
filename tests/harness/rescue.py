"""Salvage: of what lies outside ruined pages at least 99 % comes back, whatever the damage, and in good order.

Two parts. A large file has random pages overwritten; the people whose rows lay on them are counted by looking at the
pages before, and all others must be in the rescued file. Then a small file is damaged at random like in `damaged.py`:
the rescue must end within its time, in words or with a new file that checks out, and never touch the damaged one.

Control: a reader that goes through the table and stops at the first error. It must fall short.

    python -m tests.harness.rescue --full            50,000 people; 1,000 damaged files (about 10 min)
    python -m tests.harness.rescue --people 3000 --files 50
"""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.services import importing
from crm_desktop.storage import backup, driver
from crm_desktop.storage.salvage import salvage
from tests.harness import damaged, running, work

PAGE = damaged.PAGE
HANG_S = 60
ENOUGH = 0.99

RUINS = (("1 page", 1), ("20 pages", 20), ("200 pages", 200), ("cut to 60 %", 0))

_PERSON = re.compile(rb"(.{16})(?=person)", re.DOTALL)
"""A row of `party` begins with its key and the kind; indexes hold the two in another order."""


def large(folder: Path, people: int) -> Path:
    """A file with `people` people in it."""
    path = folder / "large.crm"
    context = work.open_file(path, create=True)
    importing.import_file(context, [work.vcards(folder / "book.vcf", people)])
    context.close()
    shutil.rmtree(backup.folder_of(path), ignore_errors=True)
    return path


def ruined(image: bytes, pages: int, rng: random.Random) -> tuple[bytes, set[bytes]]:
    """`image` with `pages` random pages overwritten (0: cut to 60 %), and the keys that lay on them."""
    if not pages:
        end = int(len(image) * 0.6) // PAGE * PAGE
        return image[:end], set(_PERSON.findall(image[end:]))
    hurt = bytearray(image)
    gone: set[bytes] = set()
    for number in rng.sample(range(2, len(image) // PAGE), pages):
        start = number * PAGE
        gone |= set(_PERSON.findall(image[start : start + PAGE]))
        hurt[start : start + PAGE] = rng.randbytes(PAGE)
    return bytes(hurt), gone


def keys_of(path: Path) -> set[bytes]:
    """Keys of the people in a file that were imported, not of those that stand in for lost ones."""
    connection = driver.connect(path)
    try:
        rows = connection.execute("select id from party where kind = 'person' and family <> ''").fetchall()
    finally:
        connection.close()
    return {row[0] for row in rows}


def simple_reader(path: Path) -> set[bytes]:
    """The control: reads on until the first error."""
    found: set[bytes] = set()
    connection = driver.connect(path, immutable=True, mode="ro")
    with suppress(driver.Error):
        for (key,) in connection.execute("select id from party where family <> ''"):
            found.add(key)
    connection.close()
    return found


def measure(people: int, seed: int) -> list[dict[str, Any]]:
    """Ruins a large file in several ways and rescues each; returns the lines of the table."""
    rng = random.Random(seed)
    lines = []
    with tempfile.TemporaryDirectory() as name:
        (path,) = running.in_processes([(large, (Path(name), people))])
        image, everyone = path.read_bytes(), keys_of(path)
        for title, pages in RUINS:
            hurt, gone = ruined(image, min(pages, len(image) // PAGE // 20), rng)
            path.write_bytes(hurt)
            outside = everyone - gone
            simple = len(simple_reader(path) & outside) / len(outside)
            out = path.with_name("rescued.crm")
            began = time.monotonic()
            report = salvage(path, out, user_name="Ann")
            seconds = time.monotonic() - began
            context = work.open_file(out)
            wrong = work.problems(context)
            context.close()
            lines.append({
                "damage": title, "people": len(everyone), "on ruined pages": len(everyone & gone),
                "rescued": len(keys_of(out)), "outside rescued": f"{len(keys_of(out) & outside) / len(outside):.4f}",
                "simple reader": f"{simple:.4f}", "stand-ins": report.stand_ins,
                "problems": len(wrong), "seconds": seconds,
            })  # fmt: skip
            out.unlink()
    return lines


def rescue(path: Path) -> str:
    """Rescues one file; what it came to."""
    before = hashlib.sha256(path.read_bytes()).digest()
    out = path.with_name("rescued.crm")
    try:
        salvage(path, out, user_name="Ann")
    except EnvironmentProblem as problem:
        outcome = f"refused: {problem.reason}"
        if out.exists():
            return "half a file left"
    else:
        context = work.open_file(out)
        outcome = "rescued" if not work.problems(context) else "rescued file is wrong"
        context.close()
    return outcome if hashlib.sha256(path.read_bytes()).digest() == before else "altered"


def try_files(image_path: str, seed: int, files: int) -> list[tuple[str, str]]:
    """Damages the file `files` times and rescues each; returns (outcome, detail) of each."""
    image = Path(image_path).read_bytes()
    rng = random.Random(seed)
    results = []
    for _ in range(files):
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / damaged.NAME
            path.write_bytes(damaged.damaged(image, rng))
            said, answer = running.in_child(rescue, path, seconds=HANG_S)
            results.append((answer, "") if said == "said" else (said, answer))
    return results


def run(files: int, seed: int) -> dict[str, Any]:
    """Rescues `files` files that were damaged at random; returns one line of the table."""
    with tempfile.TemporaryDirectory() as name:
        (path,) = running.in_processes([(damaged.template, (Path(name),))])
        calls = [
            (try_files, (str(path), seed * 1000 + n, share)) for n, share in enumerate(running.shares(files))
        ]
        results = [result for part in running.in_processes(calls) for result in part]
    outcome = Counter(kind for kind, _detail in results)
    wrong = [r for r in results if r[0] != "rescued" and not r[0].startswith("refused")]
    return {"files": files, "answers": dict(outcome), "wrong": len(wrong), "_details": wrong}


def main() -> int:
    options = running.options(__doc__, people=3000, files=50)
    lines = measure(50_000 if options.full else options.people, options.seed)
    running.table(lines)
    print()
    fuzzed = run(1000 if options.full else options.files, options.seed)
    running.table(running.told([fuzzed]))
    failed = sum(float(line["outside rescued"]) < ENOUGH or bool(line["problems"]) for line in lines)
    return running.verdict(
        failed + fuzzed["wrong"], int(all(float(line["simple reader"]) > ENOUGH for line in lines))
    )


if __name__ == "__main__":
    sys.exit(main())
