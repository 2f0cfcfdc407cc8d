"""How a field hands its value over for saving, and what may come back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from crm_desktop.services.contacts.field_past import PastValue
from crm_desktop.ui.forms.drafts import Draft

Done = Callable[[], None]
Failed = Callable[[BaseException], None]

ReadPast = Callable[[Callable[[list[PastValue]], object]], object]
"""Reads in the background what a field was before, and gives it to the callback on the GUI thread."""


class Saver(Protocol):
    """Saves one field in the background and answers on the GUI thread."""

    def __call__(self, base: str, new: str, done: Done, failed: Failed) -> None:
        """Save `new` if the file still holds `base`; call `done`, or `failed` with what went wrong."""
        ...


@dataclass(frozen=True, slots=True)
class DraftedSaver:
    """A saver whose field keeps what is typed until it is saved, and knows what it was before."""

    save: Saver
    draft: Draft
    past: ReadPast | None = None

    def __call__(self, base: str, new: str, done: Done, failed: Failed) -> None:
        """As the saver does."""
        self.save(base, new, done, failed)


def draft_of(save: Saver) -> Draft | None:
    """Where the field of this saver keeps what is typed; None when it does not."""
    return save.draft if isinstance(save, DraftedSaver) else None


def past_of(save: Saver) -> ReadPast | None:
    """What reads the history of the field of this saver; None when there is none."""
    return save.past if isinstance(save, DraftedSaver) else None
