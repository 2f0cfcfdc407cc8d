"""The page of the day: what to do now on the left; agenda, what needs attention and first steps on the right."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.formats import date_text, number_text
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.base.ids import EntityRef
from crm_desktop.services.activities import attention, hours
from crm_desktop.services.activities.attention import Attention
from crm_desktop.services.activities.finishing import person_of
from crm_desktop.ui.features.today import acts, board, lists
from crm_desktop.ui.features.today.board import Row
from crm_desktop.ui.features.today.day_pane import DayPane
from crm_desktop.ui.features.today.do_view import DoView
from crm_desktop.ui.features.today.list_pane import ListPane
from crm_desktop.ui.features.today.lists import Content, Wanted
from crm_desktop.ui.features.today.strips import Strips
from crm_desktop.ui.pages import Page
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import SINGLE_KEYS, TODAY_MINE, TODAY_SOURCE
from crm_desktop.ui.tasks import Job

_REREAD_AFTER_MS = 150
_MINUTE_MS = 60_000
_LOADING_AFTER_MS = 400
_LOWEST = 160
_STEP_FIELDS = frozenset({"next_step_text", "next_step_on"})
"""Only where one of these changed are next steps without a day counted again: that looks at every record."""


@dataclass(frozen=True, slots=True)
class TodayPlace:
    """The day itself, or a list in its place."""

    wanted: Wanted | None = None


class TodayPage(Page):
    """Reads what it shows after every change, and once a minute while it is on view."""

    def __init__(self, session: UiSession) -> None:
        super().__init__()
        self.session = session
        self.wanted: Wanted | None = None
        self._has_board = self._is_new_list = False
        self._undated: int | None = None
        self._reading: Job | None = None
        self._counting: Job | None = None
        self.day = DayPane(session, self.run_command)
        self.list = ListPane(session)
        self.strips = Strips(session)
        self.setProperty("keepClear", self.strips)  # a notice stands above them
        self.stack = QStackedWidget()
        self.stack.addWidget(self.day)
        self.stack.addWidget(self.list)
        self.stack.setMinimumHeight(_LOWEST)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.stack, 1)
        column.addWidget(self.strips)
        self._soon = QTimer(self, singleShot=True, interval=_REREAD_AFTER_MS)
        self._soon.timeout.connect(self.refresh)
        self._minute = QTimer(self, interval=_MINUTE_MS)
        self._minute.timeout.connect(self._on_minute)
        self._minute.start()
        self._slow = QTimer(self, singleShot=True, interval=_LOADING_AFTER_MS)
        self._slow.timeout.connect(self.day.show_loading)
        self._connect()
        self._slow.start()
        self._show_today()
        self.refresh()

    def _connect(self) -> None:
        self.session.changes.published.connect(self._on_changes)
        self.list.left.connect(self.show_day)
        self.list.wanted_other.connect(self.show_list)
        self.list.retried.connect(self.refresh)
        self.list.log_wanted.connect(lambda: self.run_command("activities.log_anywhere"))
        self.list.rules_button.clicked.connect(lambda: self.run_command("today.rules"))
        self.day.retried.connect(self.refresh)
        self.day.filtered.connect(self.refresh)
        self.day.list_wanted.connect(lambda key: self.show_list(Wanted(key)))
        self.day.work_wanted.connect(self._show_work)
        self.day.view.opened.connect(self._open)
        self.day.agenda_opened.connect(self._open_item)
        self.list.view.opened.connect(self._open)
        for view in (self.day.view, self.list.view):
            view.done_wanted.connect(partial(self._on_done, view))
            view.snooze_wanted.connect(partial(self._on_snooze, view))
            view.call_off_wanted.connect(partial(self._on_call_off, view))
            view.log_wanted.connect(lambda _row: self.run_command("activities.log"))
            view.current_changed.connect(self._on_current)

    def run_command(self, command: str) -> None:
        """Run a command of any feature by its key; nothing where the window has none of that name."""
        action = self.window().findChild(QAction, command)
        if isinstance(action, QAction):
            action.trigger()

    # --- what the shell asks

    def person(self) -> tuple[EntityRef, str] | None:
        """Whom the row under the keyboard is about."""
        row = self.view.current
        ref = person_of(row.item) if row is not None else None
        return (ref, row.item.party_name) if row is not None and ref is not None else None

    @property
    def view(self) -> DoView:
        """The rows on view."""
        return self.list.view if self.wanted else self.day.view

    def status_text(self) -> str:
        """How many things are due."""
        if self.wanted is not None:
            count = self.list.content.number
            return ngettext("{n} entry", "{n} entries", count).format(n=number_text(count))
        count = self.day.board.due_count
        return ngettext("{n} due", "{n} due", count).format(n=number_text(count))

    def go_to(self, place: TodayPlace | None) -> None:
        """Back to the day or to a list."""
        self._show_wanted(place.wanted if place is not None else None)

    def place_now(self) -> TodayPlace:
        """The day or the list on view."""
        return TodayPlace(self.wanted)

    def layout_now(self) -> dict[str, Any]:
        """Widths and folded sections."""
        return self.day.layout_now()

    def restore_layout(self, kept: dict[str, Any]) -> None:
        """As the last run had them."""
        self.day.restore_layout(kept)

    def follow_settings(self, keys: frozenset[str]) -> None:
        """Single keys, and what is filtered."""
        if SINGLE_KEYS.key in keys:
            self._take_letters()
        if keys & {TODAY_MINE.key, TODAY_SOURCE.key}:
            self.day.filters.show_settings()
            self.refresh()

    def set_width_class(self, width_class: str) -> None:
        """Less margin in a narrow window."""
        self.day.set_narrow(on=width_class == "narrow")

    def can_go_up(self) -> bool:
        """From a list to the day."""
        return self.wanted is not None

    def go_up(self) -> bool:
        """From a list to the day."""
        if self.wanted is None:
            return False
        self.show_day()
        return True

    def focus_main(self) -> None:
        """What is to be done."""
        if self.wanted is not None:
            self.list.focus_main()
        else:
            self.day.focus_main()

    def focus_panes(self) -> list[QWidget]:
        """The list, and what stands beside it."""
        if self.wanted is not None:
            return [self.list]
        return [self.day.view, self.day.side]

    def is_ready_to_close(self) -> bool:
        """What was done and is still being asked about is saved as it stands."""
        self.strips.settle()
        return True

    # --- the day and its lists

    def show_day(self) -> None:
        """The day, in place of a list."""
        self._show_wanted(None)
        self.place_changed.emit(TodayPlace())

    def show_list(self, wanted: Wanted) -> None:
        """A list, in place of the day."""
        if self.wanted is None:
            self.place_changed.emit(TodayPlace())  # so that Back leads to the day
        self._show_wanted(wanted)
        self.place_changed.emit(TodayPlace(wanted))

    def _show_wanted(self, wanted: Wanted | None) -> None:
        self.strips.settle()
        self._is_new_list = wanted is not None
        self.wanted = wanted
        self.stack.setCurrentWidget(self.day if wanted is None else self.list)
        if wanted is None:
            self.day.focus_main()
        self._on_current()
        self.refresh()

    def _show_work(self) -> None:
        is_mine = self.session.context.settings.get(TODAY_MINE)
        self.show_list(Wanted(lists.WORK, by_anyone=not is_mine))

    def refresh(self) -> None:
        """Read again what is on view."""
        session, settings = self.session, self.session.context.settings
        if (wanted := self.wanted) is not None:
            self._reading = session.tasks.run(
                lists.read, session.context, wanted,
                owner=self,
                on_done=lambda content: self._on_content(wanted, content),
                on_error=lambda error: self.list.show_error(str(error)),
                instead_of=self._reading,
            )  # fmt: skip
            return
        self._take_letters()
        owner = session.context.user_name if settings.get(TODAY_MINE) else ""
        self._reading = session.tasks.run(
            board.read_board, session.context, owner, settings.get(TODAY_SOURCE),
            owner=self, on_done=self._on_board, on_error=self._on_failed, instead_of=self._reading,
        )  # fmt: skip
        self._counting = session.tasks.run(
            attention.attention, session.context, self._undated,
            owner=self, on_done=self._on_attention, on_error=self._on_failed, instead_of=self._counting,
        )  # fmt: skip
        self.day.read_first_steps()

    def _take_letters(self) -> None:
        on = self.session.context.settings.get(SINGLE_KEYS)
        self.day.view.has_letters = self.list.view.has_letters = on

    def _on_board(self, found: board.Board) -> None:
        self._slow.stop()
        is_first, self._has_board = not self._has_board, True
        self.strips.outcomes = found.outcomes
        self.day.show_board(found)
        if is_first:
            self.day.view.choose_first()
        self._on_current()

    def _on_attention(self, found: Attention) -> None:
        self._undated = found.undated
        self.day.attention.show_attention(found)

    def _on_failed(self, error: BaseException) -> None:
        self._slow.stop()
        self.day.show_error(str(error))

    def _on_content(self, wanted: Wanted, content: Content) -> None:
        self.list.show_content(wanted, content)
        self._on_current()
        if self._is_new_list:
            self._is_new_list = False
            self.list.focus_main()
        self.state_changed.emit()

    def _on_changes(self, changes: ChangeSet) -> None:
        fields = {name for names in changes.updated.values() for name in names}
        if changes.rebuild or changes.inserted or changes.deleted or fields & _STEP_FIELDS:
            self._undated = None
        self._soon.start()

    def _on_minute(self) -> None:
        if self.isVisible():
            self._show_today()
            self.refresh()

    def _show_today(self) -> None:
        now = hours.local_now(self.session.context)
        self.day.title.setText(_day_title(now.date()))

    # --- what is done with a row

    def _open(self, row: Row) -> None:
        self._open_item(row.item)

    def _open_item(self, item: Any) -> None:
        ref = person_of(item) if item is not None else None
        if ref is not None:
            self.session.navigator.open(ref)
        else:
            self.session.notices.say(_("Nobody is named in it."))

    def _on_done(self, view: DoView, row: Row) -> None:
        if view.face.has_ticks:
            self.strips.ask_about(view, row)

    def _on_snooze(self, view: DoView, row: Row) -> None:
        if view.face.has_ticks:
            self.strips.ask_until(view, row)

    def _on_call_off(self, view: DoView, row: Row) -> None:
        if view.face.has_ticks:
            acts.run_call_off(self.session, self, row, lambda: self.run_command("today.rules"))

    def snooze_current(self) -> None:
        """Put off the row under the keyboard."""
        if (row := self.view.current) is not None:
            self._on_snooze(self.view, row)

    def _on_current(self) -> None:
        self.strips.serve(self.view, can_write=not self.session.context.store.is_read_only)
        self.state_changed.emit()


def _day_title(day: dt.date) -> str:
    """The day with its weekday."""
    text = date_text(day, "full")
    return text[:1].upper() + text[1:]
