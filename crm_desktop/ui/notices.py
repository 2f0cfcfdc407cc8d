"""Notices that stay until somebody has dealt with them: what the bell counts and its panel lists (ux 2.3, 3.2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

KEPT = 100
"""More than anybody reads; the oldest go first."""

Action = tuple[str, Callable[[], object]]
"""The translated verb on a button, and what it does."""


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know, and what to do about it.

    Attributes:
        key: a later notice of the same key takes the place of this one.
        text: one translated sentence.
        detail: more of it, translated, in smaller letters.
        icon, colour: a name of the icon set, a token of the scheme.
        action: at most one button; pressing it settles the notice.
    """

    key: str
    text: str
    at: dt.datetime
    detail: str = ""
    icon: str = "info"
    colour: str = "text_2"
    action: Action | None = None


class NoticeBoard(QObject):
    """The notices of one open file, the newest first."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._notices: list[Notice] = []

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What nobody has dealt with yet."""
        return tuple(self._notices)

    def post(self, notice: Notice) -> None:
        """Put a notice up, on top."""
        others = [one for one in self._notices if one.key != notice.key]
        self._notices = [notice, *others][:KEPT]
        self.changed.emit()

    def settle(self, key: str) -> None:
        """It was read, or is no longer so. Nothing happens when there is none of that key."""
        left = [one for one in self._notices if one.key != key]
        if len(left) != len(self._notices):
            self._notices = left
            self.changed.emit()

    def press(self, key: str) -> None:
        """Do what the button of a notice says; that settles it."""
        found = next((one for one in self._notices if one.key == key), None)
        self.settle(key)
        if found is not None and found.action is not None:
            found.action[1]()

    def clear(self) -> None:
        """All of them were read."""
        if self._notices:
            self._notices = []
            self.changed.emit()
