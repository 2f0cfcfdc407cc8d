"""What a feature gives the shell: a page for the rail, its commands, and the kinds of record it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services.context import AppContext
from crm_desktop.ui.commands.spec import CommandSpec
from crm_desktop.ui.commands.window import CommandWindow
from crm_desktop.ui.palette_parts import Finder, HitActions
from crm_desktop.ui.record_parts import RecordPart
from crm_desktop.ui.session import UiSession


@dataclass(frozen=True, slots=True)
class Target:
    """What a command that works on many records is meant for.

    Attributes:
        selection: ids, or "all matching, except these".
        count: how many records that is now.
        title: translated, such as "3 selected" or "All of “Customers”".
    """

    selection: Selection
    count: int
    title: str


@dataclass(frozen=True, slots=True)
class PageState:
    """What of a page commands look at (see UiContext)."""

    selected: int = 0
    total: int = 0
    record: EntityRef | None = None
    is_trash: bool = False
    is_sidebar_on: bool = True
    is_table_on: bool = False
    is_compact_on: bool = False


class Page(QWidget):
    """One place of the rail. The shell calls these; a page never reaches for the shell."""

    state_changed = Signal()
    """Something that `state` tells is different now."""

    place_changed = Signal(object)
    """The user went somewhere worth coming back to; carries a place for `go_to`."""

    menu_wanted = Signal(str, QPoint)
    """A context menu such as "context.contacts" at this global place."""

    def state(self) -> PageState:
        """What commands need to know of this page now."""
        return PageState()

    def target(self) -> Target | None:
        """The records that commands for many are meant for; None when there are none."""
        return None

    def everything(self) -> Target | None:
        """All records of the list on view."""
        return None

    def person(self) -> tuple[EntityRef, str] | None:
        """Whom something noted now would be about, and their name, where no record is open; None to ask."""
        return None

    def status_text(self) -> str:
        """Translated counts for the status line; "" for none."""
        return ""

    def go_to(self, place: Any) -> None:
        """Return to a place that `place_changed` once told."""

    def open_record(self, ref: EntityRef) -> None:
        """Show one record."""

    def place_now(self) -> Any:
        """The place on view with row and scroll position, for coming back; None for what `place_changed` told."""
        return None

    def place_text(self) -> str:
        """The place on view as a text for the next start; "" for none."""
        return ""

    def restore_place(self, text: str) -> None:
        """Return to what `place_text` told at the end of the last run; nonsense is ignored."""

    def layout_now(self) -> dict[str, Any]:
        """What to remember of splitters and columns until the next start; plain values."""
        return {}

    def restore_layout(self, kept: dict[str, Any]) -> None:
        """Arrange as `layout_now` once told; nonsense is ignored."""

    def record_widget(self) -> QWidget | None:
        """Where the open record is edited; None while none is."""
        return None

    def follow_settings(self, keys: frozenset[str]) -> None:
        """Settings of these keys have another value; take over those that this page looks at."""

    def set_width_class(self, width_class: str) -> None:
        """Fit into "wide" (sidebar, list, detail), "medium" (list, detail) or "narrow" (one of them)."""

    def can_go_up(self) -> bool:
        """Whether `go_up` would lead somewhere."""
        return False

    def go_up(self) -> bool:
        """Leave a detail for its list where only one of them fits. Returns whether that was so."""
        return False

    def focus_main(self) -> None:
        """Give the keyboard to where work begins."""
        self.setFocus()

    def focus_panes(self) -> list[QWidget]:
        """The widgets F6 goes round, in order of reading."""
        return [self]

    def is_ready_to_close(self) -> bool:
        """Save what is being typed. Returns False when something could not be saved and must be looked at."""
        return True


class RecordPanel(QWidget):
    """One record by itself, for the side panel or a window of its own. Made by a feature's `make_panel`."""

    title_changed = Signal(str)
    """What the record is called now."""

    shown = Signal(object)
    """A record is on view: its EntityRef; also one that comes back because it could not be saved."""

    gone = Signal()
    """The record is not there any more."""

    def show_ref(self, ref: EntityRef) -> None:
        """Save what is being typed, and show another record of the same feature."""

    def leave(self) -> None:
        """Save what is being typed, and show nothing; what cannot be saved tells so by itself."""

    def state(self) -> PageState:
        """What commands need to know of the record."""
        return PageState()

    def target(self) -> Target | None:
        """The record, for commands that work on many."""
        return None

    def record_widget(self) -> QWidget | None:
        """Where the record is edited; None while it is being read."""
        return None

    def commands(self) -> tuple[CommandSpec, ...]:
        """What a window of its own offers for the record."""
        return ()

    def focus_start(self) -> None:
        """Give the keyboard to where reading begins, as soon as the record is there."""
        self.setFocus()

    def focus_main(self) -> None:
        """Give the keyboard to where work begins."""
        self.setFocus()

    def is_ready_to_close(self) -> bool:
        """Save what is being typed. Returns False when something could not be saved."""
        return True


@dataclass(frozen=True, slots=True)
class CreateFromText:
    """The last row of the palette. `title` holds {text} and is marked with N_."""

    title: str
    icon: str
    run: Callable[[CommandWindow, str], object]


@dataclass(frozen=True, slots=True)
class Feature:
    """One subject of the program, as the shell sees it.

    Attributes:
        id: such as "contacts"; part of the ids of its commands.
        title: marked with N_; shown under its icon in the rail.
        make_page: builds the page on the first visit; None for a feature without a place in the rail.
        ref_icons: the kinds of record that its page opens, each with its icon.
        create: makes a record of the text typed into the palette.
        finders: what the palette finds, behind which sign.
        hit_actions: what can be done with a record from the palette.
        make_panel: builds one record of `ref_icons`, for the side panel or a window of its own.
        record_parts: what it adds to the page of a record.
        count: how many things wait on its page, for the rail; runs in a worker thread after every change.
    """

    id: str
    title: str
    icon: str
    commands: tuple[CommandSpec, ...]
    make_page: Callable[[UiSession], Page] | None = None
    ref_icons: Mapping[str, str] = field(default_factory=dict)
    create: CreateFromText | None = None
    record_parts: tuple[RecordPart, ...] = ()
    finders: tuple[Finder, ...] = ()
    hit_actions: HitActions | None = None
    make_panel: Callable[[UiSession, EntityRef], RecordPanel] | None = None
    count: Callable[[AppContext], int] | None = None
