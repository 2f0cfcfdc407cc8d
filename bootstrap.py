#!/usr/bin/env python3
"""Makes the program run from a fresh checkout. Needs nothing but Python; everything else it fetches.

    python3 bootstrap.py run            opens the window on a practice file (without a screen: a printed demo)
    python3 bootstrap.py run VERB …     runs the command line: see docs/cli.md
    python3 bootstrap.py test           every check and the whole test suite, as continuous integration does
    python3 bootstrap.py setup          only makes .venv

Works with the standard library alone, and any Python from 3.7 can read it, so that an old one gets a
sentence and not a syntax error. Packages come from where pip is configured to look; requirements.lock has
their hashes.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 14)
ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
LOCALE = ROOT / "resources" / "locale"
DEMO = ROOT / "build" / "demo"
NEEDED_BYTES = 1_200_000_000
WINDOWS = os.name == "nt"

QT_LIBRARIES = [
    *("libgl1", "libegl1", "libxkbcommon0", "libdbus-1-3", "libfontconfig1", "libglib2.0-0"),
    *("libxcb-cursor0", "libxcb-icccm4", "libxcb-keysyms1", "libxcb-shape0", "libxkbcommon-x11-0"),
]
"""What PySide6 needs and a bare Debian lacks: the first line to draw at all, the second for an X server."""

CHECKS = (
    ("format", ["-m", "ruff", "format", "--check"]),
    ("lint", ["-m", "ruff", "check"]),
    ("types", ["-m", "mypy"]),
    ("import contracts", ["-c", "from importlinter.cli import lint_imports_command as check; check()"]),
    ("spelling", ["-m", "codespell_lib"]),
    ("translations", ["-m", "babel.messages.frontend", "compile", "-d", str(LOCALE), "-D", "crm_desktop"]),
    ("tests", ["-m", "pytest", "-n", "2", "--dist", "worksteal"]),
)
"""Each check by name, and what does it when given to the interpreter of .venv."""


class Stop(Exception):  # noqa: N818 - it ends the program with a sentence, it is not an error of the program
    """Something the person at the keyboard has to know or do."""


def main() -> int:
    """Does what the command line asks; returns the exit status."""
    parser = argparse.ArgumentParser(description="Run or test the program from this checkout.")
    parser.add_argument("what", choices=("run", "test", "setup"))
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="handed on to the program, or to pytest")
    chosen = parser.parse_args()
    try:
        python = fitting_interpreter()
        if Path(python) != Path(sys.executable):
            say(f"Python {'.'.join(map(str, sys.version_info[:2]))} does not fit; going on with {python}")
            return subprocess.call([python, str(Path(__file__).resolve()), *sys.argv[1:]])
        prepare()
        if chosen.what == "run":
            return run(chosen.arguments)
        return test(chosen.arguments) if chosen.what == "test" else 0
    except Stop as stop:
        sys.stdout.flush()
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def say(text: str) -> None:
    """One line about what goes on."""
    print(f"· {text}", flush=True)


# --- the interpreter --------------------------------------------------------------------------------


def fitting_interpreter() -> str:
    """Path of an interpreter of a fitting version: this one, else one found. Raises Stop if there is none."""
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return sys.executable
    for command in interpreter_candidates():
        try:
            answer = subprocess.run(
                [*command, "-c", "import sys; print(*sys.version_info[:2], sys.executable)"],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                check=True,
            )
        except (OSError, subprocess.CalledProcessError):
            continue
        major, minor, path = answer.stdout.decode().strip().split(" ", 2)
        if OLDEST <= (int(major), int(minor)) <= NEWEST:
            return path
    raise Stop(
        f"This is Python {sys.version.split()[0]}; the program needs Python 3.{OLDEST[1]} to 3.{NEWEST[1]}, "
        "and none was found.\nInstall Python 3.13 (Debian, Ubuntu: the packages python3 and python3-venv; "
        "Windows, macOS: python.org), then run this again."
    )


def interpreter_candidates() -> list[list[str]]:
    """Commands that may be a fitting interpreter, newest first."""
    minors = range(NEWEST[1], OLDEST[1] - 1, -1)
    found = [[f"python3.{minor}"] for minor in minors if shutil.which(f"python3.{minor}")]
    if shutil.which("py"):  # the launcher of Windows
        found += [["py", f"-3.{minor}"] for minor in minors]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    for minor in minors:
        found += [[str(path)] for path in sorted(pyenv.glob(f"3.{minor}.*/bin/python"), reverse=True)]
    return found


# --- packages of the system -------------------------------------------------------------------------


def install_system_packages(names: list[str], why: str) -> None:
    """Let apt-get install `names`, where there is one and we may. Raises Stop with the command to type."""
    by_hand = f"apt-get install --no-install-recommends {' '.join(names)}"
    if not shutil.which("apt-get"):
        raise Stop(f"{why}\nInstall what your system calls these (names of Debian): {' '.join(names)}")
    prefix = privilege()
    if prefix is None:
        raise Stop(f"{why}\nType this, then run the same command again:\n    sudo {by_hand}")
    say(f"{why} Running: {by_hand}")
    command = [*prefix, "apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    if subprocess.call(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
        return
    subprocess.call([*prefix, "apt-get", "update", "-qq"])  # a fresh machine knows no package yet
    if subprocess.call(command, env=environment, stdout=subprocess.DEVNULL) != 0:
        raise Stop(f"apt-get could not install them; its message is above. By hand:\n    {by_hand}")


def privilege() -> list[str] | None:
    """What to put before a command that needs root: nothing for root, sudo if it asks nothing, else None."""
    if WINDOWS:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL) == 0:
        return ["sudo", "-n"]
    return None


# --- .venv ------------------------------------------------------------------------------------------


def prepare() -> None:
    """Make .venv what requirements.lock says; quick when it already is."""
    stamp = VENV / "bootstrap-stamp"
    wanted = hashlib.sha256(LOCK.read_bytes() + repr(sys.version_info[:3]).encode()).hexdigest()
    if not (venv_works() and stamp.is_file() and stamp.read_text() == wanted):
        make_venv()
        install_packages()
        stamp.write_text(wanted)
    install_project()
    compile_translations()
    check_qt()


def venv_python() -> Path:
    """The interpreter inside .venv."""
    return VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")


def venv_works() -> bool:
    """Whether .venv holds a working interpreter of the version that runs this."""
    code = f"import sys, pip; sys.exit(sys.version_info[:3] != {tuple(sys.version_info[:3])})"
    try:
        return subprocess.call([str(venv_python()), "-c", code], stderr=subprocess.DEVNULL) == 0
    except OSError:
        return False


def make_venv() -> None:
    """A fresh .venv, unless the one that is there works."""
    if venv_works():
        return
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        version = f"python3.{sys.version_info[1]}"
        install_system_packages([f"{version}-venv"], f"This {version} comes without the means to make .venv.")
    if shutil.disk_usage(ROOT).free < NEEDED_BYTES:
        raise Stop(
            f"Less than {NEEDED_BYTES / 1e9:.1f} GB are free at {ROOT}; the packages need about that much."
        )
    say(f"Making {VENV.name} with Python {sys.version.split()[0]}")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        raise Stop(f"{VENV} could not be made; the message is above.")


def install_packages() -> None:
    """Install exactly what requirements.lock lists; wheels only, so nothing is compiled here."""
    say("Fetching and installing packages, once (some 750 MB on the disk)")
    started = time.monotonic()
    options = [
        "-qq",
        "--disable-pip-version-check",
        "--no-deps",
        "--only-binary",
        ":all:",
        "--require-hashes",
    ]
    command = [str(venv_python()), "-m", "pip", "install", *options, "-r", str(LOCK)]
    if subprocess.call(command, env={**os.environ, "PIP_USER": "0"}) != 0:
        raise Stop(
            "The packages could not be installed; pip's message is above. Nothing outside .venv was changed."
        )
    say(f"Packages installed in {time.monotonic() - started:.0f} s")


def install_project() -> None:
    """Make `import crm_desktop` and the command `crm-desktop` work in .venv, straight from this checkout."""
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    site = Path(subprocess.check_output([str(venv_python()), "-c", ask]).decode().strip())
    (site / "crm-desktop.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if WINDOWS:
        command = venv_python().with_name("crm-desktop.cmd")
        command.write_text(f'@"{venv_python()}" -m crm_desktop %*\n', encoding="utf-8")
    else:
        command = venv_python().with_name("crm-desktop")
        command.write_text(f'#!/bin/sh\nexec "{venv_python()}" -m crm_desktop "$@"\n', encoding="utf-8")
        command.chmod(0o755)


def compile_translations() -> None:
    """Compile the catalogues whose text is newer than their compiled form."""
    for text in LOCALE.glob("*/LC_MESSAGES/*.po"):
        compiled = text.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < text.stat().st_mtime:
            tool = [str(venv_python()), "-m", "babel.messages.frontend", "--quiet", "compile"]
            subprocess.check_call(
                [*tool, "-i", str(text), "-o", str(compiled), "-l", text.parent.parent.name]
            )


def has_display() -> bool:
    """Whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def check_qt() -> None:
    """See that Qt starts; where libraries of the system are missing, install or name them."""
    passed = VENV / f"bootstrap-qt-{'screen' if has_display() else 'offscreen'}"
    if passed.exists():
        return
    if not qt_starts():
        if not sys.platform.startswith("linux"):
            raise Stop("Qt does not start on this system; run with QT_DEBUG_PLUGINS=1 to see why.")
        install_system_packages(QT_LIBRARIES, "Qt lacks libraries of the system.")
        if not qt_starts(silent=False):
            raise Stop("Qt still does not start; its message is above.")
    passed.touch()


def qt_starts(silent: bool = True) -> bool:
    """Whether an application object can be made, on the screen if there is one."""
    environment = dict(os.environ)
    if not has_display():
        environment["QT_QPA_PLATFORM"] = "offscreen"
    code = "from PySide6.QtWidgets import QApplication; QApplication([])"
    quiet = subprocess.DEVNULL if silent else None
    return subprocess.call([str(venv_python()), "-c", code], env=environment, stderr=quiet) == 0


# --- what was asked for -----------------------------------------------------------------------------


def run(arguments: list[str]) -> int:
    """Start the program: with `arguments` if there are any, else the practice file or the demo."""
    program = [str(venv_python()), "-m", "crm_desktop"]
    if arguments:
        return subprocess.call([*program, *arguments])
    if has_display():
        say("Opening the practice file; nothing you do there can harm anything")
        return subprocess.call([*program, "--practice"])
    say("No screen here, so this shows what the program does: import, find, print labels")
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    status = subprocess.call([*program, "--demo", str(DEMO)], env=environment)
    if status == 0:
        say(
            "Done. Above are the label sheet (PDF) and pictures of the window; with a screen it would be open now"
        )
    return status


def test(arguments: list[str]) -> int:
    """Run every check, then say which passed; 0 when all did. `arguments` go to pytest."""
    need_x_server()
    results: list[tuple[str, bool, float]] = []
    for name, command in CHECKS:
        say(name)
        started = time.monotonic()
        extra = arguments if name == "tests" else []
        status = subprocess.call([str(venv_python()), *command, *extra], cwd=ROOT)
        results.append((name, status == 0, time.monotonic() - started))
    print("\nSummary")
    for name, passed, seconds in results:
        print(f"  {'passed' if passed else 'FAILED'}  {name:<18}{seconds:6.1f} s")
    return 0 if all(passed for _name, passed, _seconds in results) else 1


def need_x_server() -> None:
    """A few tests want a real X server; get a virtual one if that is allowed, else they are skipped."""
    if not sys.platform.startswith("linux") or has_display() or shutil.which("Xvfb"):
        return
    try:
        install_system_packages(["xvfb"], "Some tests want a virtual X server.")
    except Stop as stop:
        say(f"{stop}\n  Going on without; those tests will be skipped.")


if __name__ == "__main__":
    sys.exit(main())
