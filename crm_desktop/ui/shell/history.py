"""Where the user was: back and forward like a browser, over records and lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """A page, and its own word for the place in it."""

    page: str
    place: Any = None


class History:
    """Visits before and after the one on view."""

    def __init__(self) -> None:
        self._visits: list[Visit] = []
        self._at = -1

    @property
    def current(self) -> Visit | None:
        """The visit on view."""
        return self._visits[self._at] if self._at >= 0 else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is an earlier visit."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether the user went back before."""
        return self._at < len(self._visits) - 1

    def add(self, visit: Visit) -> None:
        """The user went somewhere; what lay forward is forgotten. The same place again adds nothing."""
        current = self.current
        if visit == current:
            return
        if current is not None and current.page == visit.page and current.place is None:
            self.note(visit)  # so far only the page was known
            return
        self._visits = [*self._visits[: self._at + 1], visit][-_LONGEST:]
        self._at = len(self._visits) - 1

    def note(self, visit: Visit) -> None:
        """Where exactly the user is on the visit on view, before they go elsewhere."""
        if self._at >= 0 and self._visits[self._at].page == visit.page:
            self._visits[self._at] = visit

    def back(self) -> Visit | None:
        """Step back; the visit to show, or None at the beginning."""
        return self._step(-1) if self.can_go_back else None

    def forward(self) -> Visit | None:
        """Step forward; the visit to show, or None at the end."""
        return self._step(1) if self.can_go_forward else None

    def _step(self, by: int) -> Visit:
        self._at += by
        return self._visits[self._at]
