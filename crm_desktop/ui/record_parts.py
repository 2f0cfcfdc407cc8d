"""What a feature adds to the page of a record: a log bar, a timeline, a section of its own.

A feature lists its parts in its `Feature` declaration. The page of a record knows the places, and asks the session
which parts there are; neither knows the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.domain.contacts.records import KINDS, PartyRecord

if TYPE_CHECKING:
    from crm_desktop.ui.session import UiSession


class Place(Enum):
    """Where on the page of a record a part stands."""

    ACTIONS = "actions"
    """Beside Call and E-mail in the head; a small widget, as a rule one button."""

    BELOW_HEADER = "below_header"
    """Over the whole width below the head, always on view: the log bar, what comes next."""

    TAB = "tab"
    """A tab of its own; the first one by order is on view when a record opens. It scrolls by itself."""

    DETAILS = "details"
    """A section among the fields."""


class PartView(QWidget):
    """One part on the page of one record."""

    count_changed = Signal(int)
    """How many things it shows, for its tab; less than 0 for no number."""

    def show_record(self, record: PartyRecord) -> None:
        """Show another state of the same record; what is being typed stays."""

    def commit(self) -> None:
        """Save what was typed."""

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return False

    def focus_main(self) -> None:
        """Give the keyboard to where work begins."""
        self.setFocus()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordPart:
    """One declaration.

    Attributes:
        key: such as "timeline"; unique among all features.
        title: marked with N_; the text of a tab. Other places show their own headings.
        place: where it stands.
        build: makes it for one record, on the GUI thread and within some milliseconds; it reads what it shows
            through `session.tasks`. For a tab it is called when the tab is first shown.
        prepare: loads what takes long the first time, such as modules; runs in a worker thread, again and again.
        kinds: the kinds of record that have it.
        order: parts of one place stand by this number, then by key.
    """

    key: str
    title: str
    place: Place
    build: Callable[[UiSession, PartyRecord], PartView]
    prepare: Callable[[], object] | None = None
    kinds: tuple[str, ...] = KINDS
    order: int = 0


def parts_at(parts: tuple[RecordPart, ...], place: Place, kind: str) -> list[RecordPart]:
    """The parts that a record of a kind has at a place, in their order."""
    found = [part for part in parts if part.place is place and kind in part.kinds]
    return sorted(found, key=lambda part: (part.order, part.key))
