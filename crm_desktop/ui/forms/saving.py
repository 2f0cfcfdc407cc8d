"""How a field hands its value over for saving, and what may come back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

Done = Callable[[], None]
Failed = Callable[[BaseException], None]


class Saver(Protocol):
    """Saves one field in the background and answers on the GUI thread."""

    def __call__(self, base: str, new: str, done: Done, failed: Failed) -> None:
        """Save `new` if the file still holds `base`; call `done`, or `failed` with what went wrong."""
        ...
