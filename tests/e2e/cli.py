"""Runs the command line: in this process for speed, or as a real program of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from crm_desktop.cli.program import run

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Answer:
    """What a run of the program gave back."""

    status: object
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as one JSON document."""
        return json.loads(self.out)

    @property
    def documents(self) -> list[Any]:
        """Standard output as JSON lines."""
        return [json.loads(line) for line in self.out.splitlines()]


class CommandLine:
    """Runs verbs on one file inside this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Answer:
        self._capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        out, err = self._capsys.readouterr()
        return Answer(status, out, err)

    def done(self, *arguments: object) -> Answer:
        """A run that must succeed."""
        answer = self(*arguments)
        assert answer.status == 0, answer
        return answer

    def json(self, *arguments: object) -> Answer:
        """The same with --json."""
        return self.done("--json", *arguments)

    def refused(self, *arguments: object) -> str:
        """A run that must be refused; returns its one line on standard error."""
        answer = self(*arguments)
        assert answer.status == 1, answer
        assert answer.out == ""
        assert answer.err.count("\n") == 1, answer.err
        return answer.err.strip()


def program(*arguments: object, folder: Path, **more: Any) -> subprocess.CompletedProcess[str]:
    """The real program in a process of its own, working in `folder`."""
    return subprocess.run(
        [sys.executable, "-m", "crm_desktop", *map(str, arguments)],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        **more,
    )


def environment() -> dict[str, str]:
    """Our own environment (with the private home of the test), and where the package lies."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
