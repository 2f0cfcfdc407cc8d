"""What a field does with the text typed into it before it is saved: keeps it, and offers it after a crash."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

from crm_desktop.ui.forms.drafts import Kept
from crm_desktop.ui.forms.saving import Saver, draft_of
from crm_desktop.ui.forms.verdict import Verdict

_SHOWN = 200
"""So many characters of a draft tell what it was."""


class FieldDraft:
    """One field's draft; does nothing for a field whose saver keeps none."""

    def __init__(self, save: Saver, verdict: Verdict) -> None:
        self._draft, self._verdict = draft_of(save), verdict

    def follow(self, base: str, text: str) -> None:
        """The field holds `text` now; `base` is what the file holds."""
        if self._draft is None:
            return
        if text != base:
            self._draft.keep(base, text)
        elif not self._verdict.is_offering:
            self._draft.drop()

    def drop(self) -> None:
        """It was saved, or the user let go of it."""
        if self._draft is not None:
            self._draft.drop()

    def offer(self, value: str, use: Callable[[Kept], None]) -> None:
        """Offer what was typed here before, unless the file holds just that (`value`)."""
        kept = self._draft.kept() if self._draft is not None else None
        if kept is None or kept.text == value:
            self.drop()
            return

        def take() -> None:
            self._verdict.clear()
            use(kept)

        def refuse() -> None:
            self._verdict.clear()
            self.drop()

        self._verdict.offer(textwrap.shorten(kept.text, _SHOWN, placeholder="…"), take, refuse)
