"""The records that stood in the side panel one after the other, to go back and forward over."""

from __future__ import annotations

from crm_desktop.base.ids import EntityRef

_LONGEST = 50


class Trail:
    """Before the first of its records the panel is closed: going back from there closes it, forward opens it."""

    def __init__(self) -> None:
        self._refs: list[EntityRef] = []
        self._at = -1

    @property
    def current(self) -> EntityRef | None:
        """The record on view; None while the panel is closed."""
        return self._refs[self._at] if self._at >= 0 else None

    @property
    def walked(self) -> tuple[EntityRef, ...]:
        """The records up to the one on view."""
        return tuple(self._refs[: self._at + 1])

    @property
    def has_earlier(self) -> bool:
        """Whether another record was on view before."""
        return self._at > 0

    @property
    def has_later(self) -> bool:
        """Whether the user went back before."""
        return self._at < len(self._refs) - 1

    def add(self, ref: EntityRef) -> None:
        """Another record comes on view; what lay forward is forgotten."""
        if ref != self.current:
            self._refs = [*self._refs[: self._at + 1], ref][-_LONGEST:]
            self._at = len(self._refs) - 1

    def back(self) -> None:
        """To the record before, or to none."""
        self._at = max(self._at - 1, -1)

    def forward(self) -> None:
        """To the record that was left by going back."""
        self._at = min(self._at + 1, len(self._refs) - 1)

    def clear(self) -> None:
        """The panel is closed for good."""
        self._refs, self._at = [], -1
