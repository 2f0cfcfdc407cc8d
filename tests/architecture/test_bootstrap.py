"""What bootstrap.py says and does when the machine is not as it should be."""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.architecture.source import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the stand-in programs are shell scripts")


@pytest.fixture
def bootstrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    """The module, on a machine with no other program than those that a test puts into `bin`."""
    spec = importlib.util.spec_from_file_location("bootstrap", ROOT / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    return module


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A folder whose programs are found; write scripts into it with `script`."""
    return tmp_path / "bin"


def script(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return path


def test_a_fitting_interpreter_is_used_as_it_is(bootstrap: ModuleType) -> None:
    assert bootstrap.fitting_interpreter() == sys.executable


@pytest.mark.parametrize("where", ["bin/python3.99", "pyenv/versions/3.99.1/bin/python"])
def test_another_interpreter_is_found(
    bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, where: str
) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (3, 98))
    monkeypatch.setattr(bootstrap, "NEWEST", (3, 99))
    script(tmp_path / "bin" / "python3.98", "exit 1")  # a shim that leads nowhere
    script(tmp_path / where, "echo 3 99 /somewhere/with spaces/python3.99")
    assert bootstrap.fitting_interpreter() == "/somewhere/with spaces/python3.99"


def test_no_interpreter_is_a_sentence(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "OLDEST", (3, 98))
    monkeypatch.setattr(bootstrap, "NEWEST", (3, 99))
    with pytest.raises(bootstrap.Stop, match=r"needs Python 3\.98 to 3\.99"):
        bootstrap.fitting_interpreter()


def test_packages_are_named_where_there_is_no_apt(bootstrap: ModuleType) -> None:
    with pytest.raises(bootstrap.Stop, match="libgl1 libegl1"):
        bootstrap.install_system_packages(bootstrap.QT_LIBRARIES, "Qt lacks libraries.")


def test_the_command_is_named_where_we_may_not(
    bootstrap: ModuleType, program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script(program / "apt-get", "exit 0")
    script(program / "sudo", "exit 1")  # asks for a password
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(bootstrap.Stop, match="sudo apt-get install --no-install-recommends xvfb"):
        bootstrap.install_system_packages(["xvfb"], "Some tests want it.")


def test_apt_is_run_and_its_lists_fetched_first_when_needed(
    bootstrap: ModuleType, program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = tmp_path / "lists"
    script(program / "apt-get", f'[ "$1" = update ] && : > {lists}; [ -e {lists} ]')
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    bootstrap.install_system_packages(["xvfb"], "Some tests want it.")
    assert lists.exists()


@pytest.mark.parametrize(
    ("second", "status", "word"), [("pass", 0, "passed"), ("raise SystemExit(3)", 1, "FAILED")]
)
def test_every_check_runs_and_the_summary_tells(
    bootstrap: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    second: str,
    status: int,
    word: str,
) -> None:
    monkeypatch.setattr(bootstrap, "venv_python", lambda: sys.executable)
    monkeypatch.setattr(bootstrap, "need_x_server", lambda: None)
    monkeypatch.setattr(bootstrap, "CHECKS", [("first", ["-c", second]), ("last", ["-c", "pass"])])
    assert bootstrap.test([]) == status
    summary = capsys.readouterr().out.split("Summary")[1]
    assert f"{word}  first" in summary
    assert "passed  last" in summary


@pytest.mark.parametrize(
    ("screen", "arguments", "started"),
    [
        (":7", [], "-m crm_desktop --practice"),
        ("", [], "-m crm_desktop --demo {demo}"),
        ("", ["find", "anna"], "-m crm_desktop find anna"),
    ],
)
def test_run(
    bootstrap: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    screen: str,
    arguments: list[str],
    started: str,
) -> None:
    told = tmp_path / "told"
    python = script(tmp_path / "python", f'echo "$@" > {told}; exit 5')
    monkeypatch.setattr(bootstrap, "venv_python", lambda: python)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert bootstrap.run(arguments) == 5, "the program's exit status is handed on"
    assert told.read_text().strip() == started.format(demo=bootstrap.DEMO)
