"""Pictures of every surface of the window, to look at: all colours, sizes and scales.

One folder for each look, such as `dark-800x500`; a picture for each page, dialog and state. Offscreen, on a file of
four people.

    python -m tests.harness.pictures --full FOLDER          four colours, three sizes, and 1280x800 at 200 %
    python -m tests.harness.pictures FOLDER                 light at 1280x800
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MODES = ("light", "dark", "contrast_light", "contrast_dark")
SIZES = ((800, 500), (1280, 800), (2560, 1440))
USUAL = (1280, 800)


def take(folder: Path, mode: str, width: int, height: int) -> int:
    """Takes the pictures of one look in this process; returns how many."""
    from crm_desktop.ui.app import make_application
    from crm_desktop.ui.theme.fonts import add_missing_scripts
    from tests.factories.contexts import open_inline
    from tests.ui.surfaces import desk_on, fill, surfaces

    make_application()
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "office.crm"
        open_inline(path, create=True).close()
        fill(path)
        with desk_on(Path(name) / "home", path, width, height) as desk:
            add_missing_scripts(desk.app)
            desk.theme.refresh()
            desk.window.set_theme_mode(mode)
            for count, (title, surface) in enumerate(surfaces(desk), 1):
                surface.grab().save(str(folder / f"{count:02} {_file_name(title)}.png"))
    return count


def _file_name(title: str) -> str:
    return re.sub(r"[^\w. -]", "", title) or "empty"


def _take_apart(folder: Path, mode: str, size: tuple[int, int], scale: int = 1) -> None:
    """The same in a process of its own, for the scale is read once."""
    width, height = size
    there = folder / f"{mode}-{width}x{height}{f'@{scale}' if scale > 1 else ''}"
    words = [str(there), "--mode", mode, "--size", f"{width}x{height}"]
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(scale),
        "LANGUAGE": "en",
    }
    subprocess.run([sys.executable, "-m", __spec__.name, *words], env=environment, check=True)


def main() -> int:
    """See the module's text."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--full", action="store_true", help="all looks")
    parser.add_argument("--mode", default="light", choices=MODES)
    parser.add_argument("--size", default="1280x800", help="width and height of the window")
    told = parser.parse_args()
    if told.full:
        for mode in MODES:
            for size in SIZES:
                _take_apart(told.folder, mode, size)
            _take_apart(told.folder, mode, USUAL, 2)
        return 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    width, height = map(int, told.size.split("x"))
    print(f"{take(told.folder, told.mode, width, height)} pictures in {told.folder}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
