"""G10: upgrades. Killed at any statement, the file is of the old version or the new one, never between.

A file of the released schema is brought to a next one that only the harnesses know (`revisions/`: it rebuilds the
largest table, adds a column, a table and data), exactly as opening does it: verified backup first. The process is
killed at every statement of it. Then the file must be as before or as after, in schema, triggers, rows and content; a
second try must pass; and once the upgrade itself had begun, there must be a backup that is the file as it was.

Controls that must fail: an upgrade without its one transaction must leave something between; and one that runs with
foreign keys on, over a table that cascades, must be refused by the program's own count of rows.

    python -m tests.harness.upgrade --full         every statement, both journal modes
    python -m tests.harness.upgrade --stride 20
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.ids import new_id
from crm_desktop.storage import backup, driver, engine, migrate
from crm_desktop.storage.dialects import sqlite_triggers
from tests.harness import faults, running, work

HANG_S = 60


def state_of(path: Path) -> str:
    """Version, schema, rows and content of a file, which must be sound."""
    connection = driver.connect(path)
    try:
        (version,) = connection.execute("pragma user_version").fetchone()
        backup.verify(connection)
        digest = sqlite_triggers.schema_digest(connection)
        rows = sorted(backup.row_counts(connection).items())
    finally:
        connection.close()
    return f"{version} {digest} {rows} {work.content(path)}"


def upgrade(path: Path) -> None:
    """What opening does with a file of an older version."""
    backup.before_upgrade(path)
    migrate.upgrade_file(path, versions=(faults.REVISIONS,), schema_version=2)


def _traced(at: int, run: Callable[[], None]) -> int:
    """Runs `run`, killing this process at statement `at` (0: never); returns the number of statements."""
    seen = 0

    def trace(_statement: str) -> None:
        nonlocal seen
        seen += 1
        if seen == at:
            os.kill(os.getpid(), signal.SIGKILL)

    original = driver.connect

    def connect(*arguments: Any, **named: Any) -> Any:
        connection = original(*arguments, **named)
        connection.set_trace_callback(trace)
        return connection

    driver.connect = connect
    try:
        run()
    finally:
        driver.connect = original
    return seen


def _upgrade_killed(path: Path, at: int, is_careless: bool) -> int:
    """The upgrade, killed at statement `at`; `is_careless`: without its transaction."""
    if is_careless:
        migrate.event = SimpleNamespace(listens_for=lambda *_names: lambda function: function)
    return _traced(at, lambda: upgrade(path))


def count(folder: str) -> tuple[int, str, str]:
    """Statements of an upgrade, and the states before and after it."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(shutil.copytree(folder, Path(place) / "f")) / faults.NAME
        before = state_of(path)
        said, statements = running.in_child(_upgrade_killed, path, 0, False, seconds=HANG_S)
        if said != "said":
            raise RuntimeError(f"the upgrade does not work even when left alone: {statements}")
        return statements, before, state_of(path)


def try_kills(
    folder: str, statements: list[int], is_careless: bool, before: str, after: str
) -> list[tuple[str, str]]:
    """Kills the upgrade once at each of `statements`; returns (old, new or what is wrong; detail) of each."""
    results = []
    for at in statements:
        with tempfile.TemporaryDirectory() as place:
            path = Path(shutil.copytree(folder, Path(place) / "f")) / faults.NAME
            said, detail = running.in_child(_upgrade_killed, path, at, is_careless, seconds=HANG_S)
            outcome = _judged(path, before, after) if said == "died" else str(said)
            results.append((outcome, f"at statement {at}: {detail}"))
    return results


def _judged(path: Path, before: str, after: str) -> str:
    try:
        found = state_of(path)
        if found not in (before, after):
            return "between"
        for made in backup.listing(path):
            if state_of(made.path) != before:
                return "backup is not the file as it was"
        if found == after:
            return "new" if backup.listing(path) else "upgraded without a backup"
        upgrade(path)
    except (EnvironmentProblem, driver.Error) as problem:
        return f"not sound: {problem}"
    return "old" if state_of(path) == after else "second try failed"


def run(filesystem: str, stride: int, seed: int, *, is_careless: bool = False) -> dict[str, Any]:
    """Kills the upgrade at every `stride`-th statement; returns one line of the table."""
    with running.lying_on(filesystem), tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "template"
        folder.mkdir()
        running.in_processes([(faults.template, (folder,))])
        ((last, before, after),) = running.in_processes([(count, (str(folder),))])
        chosen = list(range(1 + random.Random(seed).randrange(stride), last + 1, stride))
        parts = [chosen[n :: running.WORKERS] for n in range(running.WORKERS)]
        calls = [(try_kills, (str(folder), part, is_careless, before, after)) for part in parts if part]
        results = [result for part in running.in_processes(calls) for result in part]
    outcome = Counter(kind for kind, _detail in results)
    wrong = [r for r in results if r[0] not in ("old", "new")]
    return {
        "mode": running.mode_of(filesystem),
        "transaction": "none" if is_careless else "one",
        "statements": last,
        "kills": len(results),
        "old": outcome["old"],
        "new": outcome["new"],
        "wrong": len(wrong),
        "_details": wrong,
    }


def cascade(folder: str, is_on: bool) -> str:
    """Upgrades a file with a table that cascades, with foreign keys on or off; what became of its rows."""
    path = faults.template(Path(folder))
    connection = driver.connect(path)
    sqlite_triggers.drop_triggers(connection)
    connection.execute(
        "create table pet (id blob primary key, party_id blob references party (id) on delete cascade,"
        " deleted integer not null default 0) without rowid"
    )
    keys = [row[0] for row in connection.execute("select id from party limit 5").fetchall()]
    connection.executemany("insert into pet (id, party_id) values (?, ?)", [(new_id(), key) for key in keys])
    sqlite_triggers.make_triggers(connection)
    connection.close()
    if is_on:
        migrate.set_pragmas = lambda opened, **_named: engine.set_pragmas(opened, foreign_keys=True)
    before = state_of(path)
    refused = ""
    try:
        upgrade(path)
    except (EnvironmentProblem, driver.Error) as problem:
        refused = str(problem)
    migrate.set_pragmas = engine.set_pragmas
    if refused:
        return "refused, file as before" if state_of(path) == before else "refused, file changed"
    connection = driver.connect(path)
    with suppress(driver.Error):
        (left,) = connection.execute("select count(*) from pet").fetchone()
    connection.close()
    return f"{left} of {len(keys)} rows kept"


def cascades() -> list[dict[str, Any]]:
    """The trap of foreign keys, avoided and stepped into."""
    lines = []
    for is_on in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            (outcome,) = running.in_processes([(cascade, (folder, is_on))])
        lines.append({"foreign keys": "on" if is_on else "off", "children of the rebuilt table": outcome})
    return lines


def main() -> int:
    options = running.options(__doc__, stride=20)
    stride = 1 if options.full else options.stride
    lines = [run(kind, stride, options.seed) for kind in ("ext4", "nfs4")]
    careless = run("ext4", max(stride, 10), options.seed, is_careless=True)
    running.table([*running.told(lines), *running.told([careless], 0)])
    print()
    trap = cascades()
    running.table(trap)
    failed = sum(bool(line["wrong"]) for line in lines)
    failed += trap[0]["children of the rebuilt table"] != "5 of 5 rows kept"
    blind = (not careless["wrong"]) + (trap[1]["children of the rebuilt table"] != "refused, file as before")
    return running.verdict(failed, blind)


if __name__ == "__main__":
    sys.exit(main())
