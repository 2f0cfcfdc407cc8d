"""Pictures of every surface and state of the window, to look at: all colours, sizes, scales and languages.

One folder for each look, such as `dark-800x500`; a picture for each page, dialog and state. Offscreen, on files of a
few people.

    python -m tests.harness.pictures --full FOLDER          four colours in three sizes and at 200 %; at 1280x800 also
                                                            large text, mirrored, and every language
    python -m tests.harness.pictures FOLDER                 light at 1280x800; see --help for the others
"""

from __future__ import annotations

import argparse
import itertools
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from crm_desktop.ui.app import Desk

MODES = ("light", "dark", "contrast_light", "contrast_dark")
SIZES = ((800, 500), (1280, 800), (2560, 1440))
LANGUAGES = ("da", "ko", "pt", "zh")


@dataclass(frozen=True, slots=True)
class Look:
    """How the window is shown: `text` in hundredths of the usual size, `mirrored` as for right-to-left scripts."""

    mode: str = "light"
    width: int = 1280
    height: int = 800
    text: int = 100
    mirrored: bool = False


def take(folder: Path, look: Look) -> int:
    """Takes the pictures of one look in this process; returns how many."""
    from crm_desktop.ui.app import make_application
    from tests.factories.contexts import open_inline
    from tests.ui.states import states
    from tests.ui.surfaces import fill, surfaces

    make_application()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        path = work / "office.crm"
        open_inline(path, create=True).close()
        fill(path)

        def everything() -> Iterator[tuple[str, QWidget]]:
            with _desk_on(work / "home", look, path) as desk:
                yield from surfaces(desk)
            homes = itertools.count()
            yield from states(work, lambda path: _desk_on(work / f"home {next(homes)}", look, path))

        return _save(everything(), folder)


@contextmanager
def _desk_on(home: Path, look: Look, path: Path | None) -> Iterator[Desk]:
    from PySide6.QtCore import Qt

    from crm_desktop.ui.theme.fonts import add_missing_scripts
    from tests.ui.surfaces import desk_on, wait_idle

    with desk_on(home, path, look.width, look.height) as desk:
        add_missing_scripts(desk.app)
        desk.theme.set_text_size(look.text)
        desk.theme.refresh()
        desk.window.set_theme_mode(look.mode)
        if look.mirrored:
            desk.app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        wait_idle(desk)
        yield desk
        desk.theme.set_text_size(100)


def _save(surfaces: Iterator[tuple[str, QWidget]], folder: Path) -> int:
    count = 0
    for count, (title, surface) in enumerate(surfaces, 1):
        surface.grab().save(str(folder / f"{count:02} {_file_name(title)}.png"))
    return count


def _file_name(title: str) -> str:
    return re.sub(r"[^\w. -]", "", title) or "empty"


def _take_apart(folder: Path, look: Look, scale: int = 1, language: str = "en") -> None:
    """The same in a process of its own, for scale and language are read once."""
    size = f"{look.width}x{look.height}"
    marks = {
        f"@{scale}": scale > 1,
        f"-text{look.text}": look.text > 100,
        "-mirrored": look.mirrored,
        f"-{language}": language != "en",
    }
    there = folder / f"{look.mode}-{size}{''.join(mark for mark, is_so in marks.items() if is_so)}"
    words = [str(there), "--mode", look.mode, "--size", size, "--text", str(look.text)]
    words += ["--mirrored"] if look.mirrored else []
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "LANGUAGE": language,
    }
    subprocess.run([sys.executable, "-m", __spec__.name, *words], env=environment, check=True)


def _take_all(folder: Path) -> None:
    for mode in MODES:
        for width, height in SIZES:
            _take_apart(folder, Look(mode, width, height))
        _take_apart(folder, Look(mode), scale=2)
    _take_apart(folder, Look(text=150))
    _take_apart(folder, Look(mirrored=True))
    for language in LANGUAGES:
        _take_apart(folder, Look(), language=language)


def main() -> int:
    """See the module's text."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--full", action="store_true", help="all looks")
    parser.add_argument("--mode", default="light", choices=MODES)
    parser.add_argument("--size", default="1280x800", help="width and height of the window")
    parser.add_argument("--text", default=100, type=int, help="size of all text in hundredths, 85 to 150")
    parser.add_argument("--mirrored", action="store_true", help="as for scripts that run from right to left")
    told = parser.parse_args()
    if told.full:
        _take_all(told.folder)
        return 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    width, height = map(int, told.size.split("x"))
    look = Look(told.mode, width, height, told.text, told.mirrored)
    print(f"{take(told.folder, look)} pictures in {told.folder}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
