"""How soon a change by another process is told to whoever shows it.

    python -m tests.bench.bench_notify [--sizes 1000,100000]

A second process saves a field some twice a second, out of step; this one watches as the window does. Milliseconds
from the other's commit to the call of a subscriber. Then the CPU that a minute of watching costs when nothing
happens.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

from crm_desktop.base.changes import ChangeSet
from crm_desktop.services.contacts import ops, queries
from tests.bench import files, measuring
from tests.factories.contexts import open_inline

MODULE = "tests.bench.bench_notify"
CHANGES = 40
IDLE_S = 10.0


def change(path: Path) -> None:
    """Saves fields at odd moments; prints the id of the record and the moment of each commit."""
    context = open_inline(path, user="Bo")
    everyone = list(queries.snapshot(context, queries.ListQuery(kinds=("person",))))
    dice = random.Random(9)
    for number, record in enumerate(queries.load_all(context, dice.sample(everyone, CHANGES))):
        time.sleep(dice.uniform(0.3, 0.9))
        ops.set_field(context, record.ref, "account_no", record.account_no, f"N-{number}")
        print(record.ref.id.hex(), time.time(), flush=True)
    context.close()


def measure(count: int) -> None:
    """Prints the figures of one size."""
    with measuring.scratch() as folder:
        path = Path(shutil.copy(files.filled(count), folder / "office.crm"))
        context = open_inline(path)
        heard: dict[str, float] = {}
        lock = threading.Lock()

        def hear(changes: ChangeSet) -> None:
            with lock:
                heard.update((key.hex(), time.time()) for key in changes.updated if key.hex() not in heard)

        context.bus.subscribe(hear)
        context.start()
        idle = measuring.timed(lambda: time.sleep(IDLE_S)).cpu
        command = [sys.executable, "-m", MODULE, "--child", str(path)]
        done = subprocess.run(
            command,
            cwd=measuring.ROOT,
            env=measuring.environment(),
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        time.sleep(1.0)
        context.close()
    committed = {key: float(at) for key, at in (line.split() for line in done.stdout.splitlines())}
    late = [(heard[key] - at) * 1000 for key, at in committed.items() if key in heard]
    measuring.figure(f"notify {count:,}: changes heard of {CHANGES}", len(late), CHANGES, "1")
    measuring.figure(f"notify {count:,}: p50 ms", measuring.percentile(late, 50))
    measuring.figure(f"notify {count:,}: p95 ms", measuring.percentile(late, 95), None, "< 1000 ms")
    measuring.figure(f"notify {count:,}: watching, cpu ms a minute", idle / IDLE_S * 60_000)


def main() -> None:
    """See the module's text."""
    told = measuring.parser(__doc__, sizes="1000,100000").parse_args()
    if told.child:
        change(Path(told.child[0]))
        return
    measuring.heading()
    for count in told.sizes:
        measure(count)


if __name__ == "__main__":
    main()
