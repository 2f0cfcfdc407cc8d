"""Where the program's own files lie (label stock, translations, manual, samples), in one place."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def resources() -> Path:
    """The folder `resources`: of the frozen bundle, else of the installed wheel, else of the checkout.

    Raises:
        FileNotFoundError: the installation is incomplete.
    """
    bundle = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's start-up code only
    places = [
        *([Path(bundle) / "resources"] if bundle else []),
        _PACKAGE / "_resources",
        _PACKAGE.parent / "resources",
    ]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"no resources folder in {', '.join(map(str, places))}")
