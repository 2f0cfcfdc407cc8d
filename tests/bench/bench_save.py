"""Saving one field, alone and while another process saves too.

    python -m tests.bench.bench_save [--sizes 1000,100000] [--runs 3]

Ours is `set_field` on a file of n contacts: the record read and compared, the field written with its journal, the
search index brought up to date, the disk told to keep it. Reference: one UPDATE of the same column in a file with
the same table, WAL, synchronous = FULL. Wall milliseconds, since it is the disk that is waited for. Then two
processes that each save at a human pace.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

from crm_desktop.services.contacts import ops, queries
from crm_desktop.storage import driver
from tests.bench import files, measuring
from tests.factories.contexts import open_inline

MODULE = "tests.bench.bench_save"
SAVES = 300
PAUSE_S = 0.02


def ours(path: Path, pause_s: float, part: int = 0) -> None:
    """Saves a field of one contact after the other, of every second one; answers with the latencies."""
    context = open_inline(path)
    everyone = list(queries.snapshot(context, queries.ListQuery(kinds=("person",))))[part::2]
    chosen = queries.load_all(context, random.Random().choices(everyone, k=SAVES))
    spent = []
    for number, record in enumerate(chosen):
        base = queries.load(context, record.ref).account_no
        started = time.perf_counter()
        ops.set_field(context, record.ref, "account_no", base, f"K-{time.time_ns()}-{number}")
        spent.append((time.perf_counter() - started) * 1000)
        time.sleep(pause_s)
    context.close()
    _answer(spent)


def raw(path: Path) -> None:
    """Updates one row after the other."""
    connection = driver.connect(path)
    for pragma in ("journal_mode = wal", "synchronous = full"):
        connection.execute(f"pragma {pragma}")
    ids = [row[0] for row in connection.execute("select id from party").fetchall()]
    spent = []
    for number, key in enumerate(random.Random(1).choices(ids, k=SAVES)):
        started = time.perf_counter()
        connection.execute("begin immediate")
        connection.execute("update party set account_no = ? where id = ?", (f"K-{number}", key))
        connection.execute("commit")
        spent.append((time.perf_counter() - started) * 1000)
    connection.close()
    _answer(spent)


def _answer(spent: list[float]) -> None:
    measuring.answer(
        **{f"p{part}": measuring.percentile(spent, part) for part in (50, 95, 99)}, worst=max(spent)
    )


def measure(count: int, runs: int) -> None:
    """Prints the figures of one size."""
    with measuring.scratch() as folder:
        file, plain = folder / "office.crm", folder / "plain.db"
        shutil.copy(files.filled(count), file)
        _plain_copy(file, plain)
        mine, reference = measuring.in_turn(MODULE, runs, ("ours", str(file), "0"), ("raw", str(plain)))
        measuring.figure(f"save {count:,}: p50 ms", mine["p50"], reference["p50"], "<= 3")
        measuring.figure(f"save {count:,}: p95 ms", mine["p95"], reference["p95"], "<= 30 ms")
        both = _two(file)
        measuring.figure(f"save {count:,}, two processes: p50 ms", both["p50"])
        measuring.figure(f"save {count:,}, two processes: p99 ms", both["p99"], None, "<= 300 ms")


def _plain_copy(file: Path, plain: Path) -> None:
    """The table alone, with its indexes and no triggers."""
    connection = driver.connect(plain, mode="rwc")
    connection.execute("attach ? as f", (str(file),))
    sqls = connection.execute(
        "select sql from f.sqlite_schema where tbl_name = 'party' and type <> 'trigger' and sql is not null"
        " order by type desc"
    ).fetchall()
    for (sql,) in sqls:
        connection.execute(sql)
    connection.execute("insert into main.party select * from f.party")
    connection.close()


def _two(file: Path) -> dict[str, float]:
    """The worse of two processes that save in the same file at the same time."""
    command = [sys.executable, "-m", MODULE, "--child", "ours", str(file), str(PAUSE_S)]
    running = [
        subprocess.Popen(
            [*command, str(part)],
            cwd=measuring.ROOT,
            env=measuring.environment(),
            stdout=subprocess.PIPE,
            text=True,
        )
        for part in range(2)
    ]
    answers = [measuring.read_answer(process.communicate()[0]) for process in running]
    return {key: max(answer[key] for answer in answers) for key in answers[0]}


def main() -> None:
    """See the module's text."""
    told = measuring.parser(__doc__, sizes="1000,100000").parse_args()
    if told.child:
        which, path, *numbers = told.child
        raw(Path(path)) if which == "raw" else ours(
            Path(path), float(numbers[0]), int(numbers[1]) if numbers[1:] else 0
        )
        return
    measuring.heading()
    for count in told.sizes:
        measure(count, told.runs)


if __name__ == "__main__":
    main()
