"""`crm-desktop find` as a process of its own, from nothing to its answer, on a file of n contacts.

    python -m tests.bench.bench_start [--sizes 1000,100000] [--runs 7]

Reference: Python with the imports that any program on this store needs (SQLAlchemy and the driver), which opens the
file, reads one row and ends. Beside it a Python that does nothing.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from pathlib import Path

from tests.bench import files, measuring

MODULE = "tests.bench.bench_start"

_FLOOR = """import sys, sqlalchemy, sqlcipher3.dbapi2 as d
print(d.connect(sys.argv[1]).execute("select display_name from party limit 1").fetchall())"""


def spent(command: list[str]) -> measuring.Spent:
    """CPU and wall seconds of a process."""
    before = os.times()
    wall = measuring.timed(
        lambda: subprocess.run(
            command, cwd=measuring.ROOT, env=measuring.environment(), check=True, capture_output=True
        )
    ).wall
    after = os.times()
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return measuring.Spent(cpu, wall)


def measure(path: Path, count: int, runs: int) -> None:
    """Prints the figures of one file."""
    commands = {
        "find": [sys.executable, "-m", "crm_desktop", "--file", str(path), "find", "garcia"],
        "floor": [sys.executable, "-c", _FLOOR, str(path)],
        "nothing": [sys.executable, "-c", "pass"],
    }
    costs: dict[str, list[measuring.Spent]] = {name: [] for name in commands}
    for _run in range(runs):
        for name, command in commands.items():
            costs[name].append(spent(command))
    cpu = {name: statistics.median(s.cpu for s in some) for name, some in costs.items()}
    wall = {name: statistics.median(s.wall for s in some) for name, some in costs.items()}
    measuring.figure(f"find as a process, {count:,}, cpu s", cpu["find"], cpu["floor"])
    measuring.figure(f"find as a process, {count:,}, wall s", wall["find"], wall["floor"], "< 1 s")
    measuring.figure("python that does nothing, wall s", wall["nothing"])


def main() -> None:
    """See the module's text."""
    told = measuring.parser(__doc__, sizes="1000,100000", runs=7).parse_args()
    measuring.heading()
    for count in told.sizes:
        measure(files.filled(count), count, told.runs)


if __name__ == "__main__":
    main()
