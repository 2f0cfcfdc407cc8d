"""How everything here is measured: in processes of their own, in turn, as medians, beside a reference.

A machine is noisy, so what counts is the ratio of two things measured in the same run. Every figure is one
line: name, ours, reference, ratio, goal.
"""

from __future__ import annotations

import argparse
import gc
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Spent:
    """What one call cost, in seconds; `cpu` is user and system time of the whole process."""

    cpu: float
    wall: float


def timed(call: Callable[[], object]) -> Spent:
    """The cost of one call."""
    gc.collect()
    cpu, wall = time.process_time(), time.perf_counter()
    call()
    return Spent(time.process_time() - cpu, time.perf_counter() - wall)


def latencies(call: Callable[[Any], object], arguments: Sequence[Any]) -> list[float]:
    """CPU milliseconds of `call` for each argument; one round before that does not count.

    Where nothing waits for a disk this is what a quiet machine takes, and others at work do not change it much.
    """
    for argument in arguments[:20]:
        call(argument)
    found = []
    for argument in arguments:
        started = time.thread_time()
        call(argument)
        found.append((time.thread_time() - started) * 1000)
    return found


def percentile(values: Sequence[float], part: float) -> float:
    """The nearest-rank percentile, `part` from 0 to 100."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part / 100 * len(ordered)) - 1)]


def exponent(points: Sequence[tuple[int, float]]) -> float:
    """How cost grows with size: the slope of a straight line through both logarithms (1 is linear)."""
    xs, ys = [math.log(n) for n, _cost in points], [math.log(max(cost, 1e-9)) for _n, cost in points]
    return statistics.linear_regression(xs, ys).slope


def heading() -> None:
    """The line above the figures."""
    print(f"{'name':44} | {'ours':>10} | {'reference':>10} | {'ratio':>6} | goal", flush=True)


def figure(name: str, ours: float, reference: float | None = None, goal: str = "") -> None:
    """Prints one figure."""
    ratio = f"{ours / reference:.2f}" if reference else "-"
    against = f"{reference:.4g}" if reference else "-"
    print(f"{name:44} | {ours:>10.4g} | {against:>10} | {ratio:>6} | {goal}", flush=True)


def growth(name: str, points: Sequence[tuple[int, float]], goal: str = "") -> None:
    """Prints the exponent of growth, if there is more than one size."""
    if len(points) > 1:
        figure(f"{name}, exponent {points[0][0]:,} to {points[-1][0]:,}", exponent(points), None, goal)


def child(module: str, *words: str) -> dict[str, Any]:
    """Runs `python -m module --child words…` and returns the JSON document that it prints last."""
    command = [sys.executable, "-m", module, "--child", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment(), check=True, stdout=subprocess.PIPE, text=True)
    return read_answer(done.stdout)


def read_answer(output: str) -> dict[str, Any]:
    """The JSON document that a child printed last."""
    found: dict[str, Any] = json.loads(output.splitlines()[-1])
    return found


def in_turn(module: str, runs: int, *calls: Sequence[str]) -> list[dict[str, float]]:
    """Runs each child `runs` times, A B A B; for each the medians of the numbers it answered with."""
    answers: list[list[dict[str, Any]]] = [[] for _call in calls]
    for _run in range(runs):
        for place, words in enumerate(calls):
            answers[place].append(child(module, *words))
    return [{key: statistics.median(a[key] for a in some) for key in some[0]} for some in answers]


def environment() -> dict[str, str]:
    """Of a child: settings and logs go to a folder that is thrown away with the others."""
    return os.environ | {"PYTHONPATH": str(ROOT), "CRM_HOME": str(bench_folder() / "home"), "LANGUAGE": "en"}


def bench_folder() -> Path:
    """Where made files are kept between runs: CRM_BENCH, else below the system's temporary folder."""
    told = os.environ.get("CRM_BENCH")
    folder = Path(told) if told else Path(tempfile.gettempdir()) / "crm-desktop-bench"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def made(name: str, make: Callable[[Path], object]) -> Path:
    """The file `name` of the bench folder, made by `make` if it is not there yet."""
    path = bench_folder() / name
    if not path.exists():
        building = path.with_name(f"new-{name}")
        # What a run that was cut off left: SQLite would play it into the new file.
        for suffix in ("", "-wal", "-shm"):
            building.with_name(building.name + suffix).unlink(missing_ok=True)
        make(building)
        building.rename(path)
    return path


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder beside the made files that is removed afterwards."""
    folder = Path(tempfile.mkdtemp(dir=bench_folder()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def parser(text: str | None, sizes: str = "1000,10000,100000", runs: int = 3) -> argparse.ArgumentParser:
    """The options that every bench has."""
    made_parser = argparse.ArgumentParser(
        description=text, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made_parser.add_argument(
        "--sizes", default=sizes, type=lambda t: [int(n) for n in t.split(",")], help="numbers of contacts"
    )
    made_parser.add_argument(
        "--runs", default=runs, type=int, help="runs of each, of which the median counts"
    )
    made_parser.add_argument("--child", nargs="*", help=argparse.SUPPRESS)
    return made_parser


def answer(**numbers: float) -> None:
    """What a child says to the process that started it."""
    print(json.dumps(numbers))
