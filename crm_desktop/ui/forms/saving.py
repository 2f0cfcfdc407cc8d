"""How a field hands its value over for saving, and what may come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from crm_desktop.ui.forms.drafts import Draft

Done = Callable[[], None]
Failed = Callable[[BaseException], None]


class Saver(Protocol):
    """Saves one field in the background and answers on the GUI thread."""

    def __call__(self, base: str, new: str, done: Done, failed: Failed) -> None:
        """Save `new` if the file still holds `base`; call `done`, or `failed` with what went wrong."""
        ...


@dataclass(frozen=True, slots=True)
class DraftedSaver:
    """A saver whose field keeps what is typed until it is saved."""

    save: Saver
    draft: Draft

    def __call__(self, base: str, new: str, done: Done, failed: Failed) -> None:
        """As the saver does."""
        self.save(base, new, done, failed)


def draft_of(save: Saver) -> Draft | None:
    """Where the field of this saver keeps what is typed; None when it does not."""
    return save.draft if isinstance(save, DraftedSaver) else None
