"""What every part of the window is given: the open file, background tasks, changes, looks and notices."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.services.context import AppContext
from crm_desktop.ui.changes import Changes
from crm_desktop.ui.forms.drafts import Drafts
from crm_desktop.ui.notices import NoticeBoard
from crm_desktop.ui.people import People
from crm_desktop.ui.recent_records import RecentRecords
from crm_desktop.ui.record_parts import RecordPart
from crm_desktop.ui.tasks import Tasks
from crm_desktop.ui.theme.theme import Theme

LAST_STEP: Id = b""
"""Stands for the user's last change where the id of a change set is asked for."""


class Navigator(Protocol):
    """Opens records wherever their subject lives."""

    def open(self, ref: EntityRef) -> None:
        """Show the record, and remember where the user was."""
        ...

    def open_beside(self, ref: EntityRef) -> None:
        """Show the record in the side panel; the one on view stays."""
        ...

    def open_window(self, ref: EntityRef) -> None:
        """Show the record in a window of its own; one that is there already comes to the front."""
        ...


class Notices(Protocol):
    """How a part of the window tells the user something without stopping them."""

    def say(
        self, text: str, *, undo: Id | None = None, action: tuple[str, Callable[[], object]] | None = None
    ) -> None:
        """Show `text` in a toast; `undo` is the change set its Undo button takes back."""
        ...

    def fail(self, error: BaseException) -> None:
        """Show what went wrong: a UserError as its sentence, anything else as a report to copy."""
        ...


@dataclass(slots=True)
class UiSession:
    """The surroundings of one window on one file.

    Attributes:
        context: the open file with its services' needs (clock, settings, executors).
        tasks: runs work in the executors; parent of what lives as long as the session.
        drafts: what was typed and is not in the file yet.
        navigator, notices: the window itself, seen as these two protocols.
        record_parts: what the features add to the page of a record.
        board: notices that stay until somebody has dealt with them.
        people: who else has the file open.
        recent: the records this user used last in this file.
    """

    context: AppContext
    tasks: Tasks
    changes: Changes
    drafts: Drafts
    theme: Theme
    navigator: Navigator
    notices: Notices
    record_parts: tuple[RecordPart, ...] = ()
    board: NoticeBoard = field(init=False)
    people: People = field(init=False)
    recent: RecentRecords = field(init=False)

    def __post_init__(self) -> None:
        self.board = NoticeBoard(self.tasks)
        self.people = People(self.context.attendance, self.tasks)
        name = f"{self.context.store.dataset_id.hex()}.json"
        self.recent = RecentRecords(self.context.paths.state / "recent" / name, self.tasks, self.tasks)

    def close(self) -> None:
        """The file goes: nothing more is heard of it, and what was typed is kept. Of the session nothing stays."""
        self.changes.close()
        self.people.close()
        self.recent.close()
        self.drafts.close()
        self.tasks.close()
