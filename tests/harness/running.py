"""How the harnesses run: options, processes of their own, and the table at the end."""

from __future__ import annotations

import argparse
import logging
import multiprocessing
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any

WORKERS = max(2, os.cpu_count() or 2)

Call = tuple[Callable[..., Any], tuple[Any, ...]]


def options(text: str | None, **counts: int) -> argparse.Namespace:
    """The command line: --full, --seed, and a number for each of `counts`."""
    parser = argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="the full documented run")
    parser.add_argument("--seed", type=int, default=1)
    for name, default in counts.items():
        parser.add_argument(f"--{name}", type=int, default=default)
    return parser.parse_args()


def clean_server() -> multiprocessing.context.BaseContext:
    """Processes forked from one that has imported the program and opened nothing (a lock must never be inherited)."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.harness.work"])
    return context


def in_processes(calls: Sequence[Call]) -> list[Any]:
    """The results of `calls`, each run in a process of its own that ends afterwards, a few at a time."""
    told = os.environ.get("CRM_FILESYSTEM", "")
    with ProcessPoolExecutor(WORKERS, mp_context=clean_server(), max_tasks_per_child=1) as pool:
        futures = [pool.submit(_there, told, function, *arguments) for function, arguments in calls]
        return [future.result() for future in futures]


def _there(filesystem: str, function: Callable[..., Any], *arguments: Any) -> Any:
    """Runs `function` with the parent's word on the file system: the server of processes is older than that."""
    os.environ["CRM_FILESYSTEM"] = filesystem
    return function(*arguments)


def in_child(function: Callable[..., Any], *arguments: Any, seconds: int) -> tuple[str, Any]:
    """What becomes of `function(*arguments)` in a forked child that may hang or die with everything open.

    Returns:
        ("said", its result); ("bug", the end of the trace); ("hang", "") after `seconds`; ("died", its status).
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(seconds)
        logging.disable(logging.CRITICAL)
        try:
            told: tuple[str, Any] = ("said", function(*arguments))
        except BaseException:  # noqa: BLE001 - whatever it is, the parent is told and judges
            told = ("bug", " / ".join(traceback.format_exc().strip().splitlines()[-5:]))
        os.write(writer, pickle.dumps(told))
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as stream:
        text = stream.read()
    _pid, status = os.waitpid(child, 0)
    if text:
        kind, result = pickle.loads(text)
        return kind, result
    return ("hang", "") if os.WTERMSIG(status) == signal.SIGALRM else ("died", f"status {status}")


def shares(count: int) -> list[int]:
    """`count` split evenly over the workers."""
    return [count // WORKERS + (n < count % WORKERS) for n in range(WORKERS)]


def table(lines: Sequence[dict[str, Any]]) -> None:
    """Prints `lines`, which have the same keys, under each other."""
    names = list(lines[0])
    cells = [names, *([_cell(line[name]) for name in names] for line in lines)]
    widths = [max(len(row[n]) for row in cells) for n in range(len(names))]
    for row in cells:
        print("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))


def _cell(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} x{n}" for name, n in sorted(value.items())) or "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def told(lines: Sequence[dict[str, Any]], at_most: int = 10) -> list[dict[str, Any]]:
    """Prints what went wrong (`_details` of `lines`: pairs of outcome and detail); returns the lines without it."""
    for outcome, detail in [d for line in lines for d in line["_details"]][:at_most]:
        print(f"  {outcome}: {detail}")
    return [{name: value for name, value in line.items() if name != "_details"} for line in lines]


@contextmanager
def lying_on(filesystem: str) -> Iterator[None]:
    """Inside, here and in processes started from here, the program takes every file to lie on `filesystem`."""
    before = os.environ.get("CRM_FILESYSTEM")
    os.environ["CRM_FILESYSTEM"] = filesystem
    try:
        yield
    finally:
        if before is None:
            del os.environ["CRM_FILESYSTEM"]
        else:
            os.environ["CRM_FILESYSTEM"] = before


def mode_of(filesystem: str) -> str:
    """The journal mode that the program uses on `filesystem`, as the tables name it."""
    return "TRUNCATE" if filesystem == "nfs4" else "WAL"


def verdict(failed: int, blind: int) -> int:
    """Prints the judgement and returns the exit status: 1 when a promise was broken or a control did not fail."""
    if failed:
        print(f"BROKEN: {failed} lines above show damage or loss.")
    if blind:
        print(f"BLIND: {blind} controls that must fail did not.")
    if not failed and not blind:
        print("All promises kept, all controls failed as they must.")
    return int(bool(failed or blind))
