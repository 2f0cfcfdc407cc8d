"""One list in place of the day: what it is of in a sentence, its rows, and the way back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from crm_desktop.base import formats
from crm_desktop.base.i18n import _
from crm_desktop.services.activities import hours, questions
from crm_desktop.ui.features.today import lists
from crm_desktop.ui.features.today.do_view import DoView
from crm_desktop.ui.features.today.lists import Content, Wanted
from crm_desktop.ui.features.today.side import frame_around
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import IconButton, push_button
from crm_desktop.ui.widgets.flow_layout import FlowLayout
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel
from crm_desktop.ui.widgets.state_card import StateCard

_LOWEST = 100


class DaysBar(QWidget):
    """Chooses the days of a work list, and whose work."""

    chosen = Signal(object)

    def __init__(self, session: UiSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted = Wanted(lists.WORK)
        today = hours.local_now(session.context).date()
        week = questions.this_week(session.context)
        before = week[0] - dt.timedelta(days=7)
        flow = FlowLayout(self, gap=6)
        self.spans: list[tuple[QPushButton, tuple[dt.date, dt.date]]] = []
        for title, span in (
            (_("Today"), (today, today)),
            (_("This week"), week),
            (_("Last week"), (before, before + dt.timedelta(days=6))),
            (_("This month"), (today.replace(day=1), today)),
        ):
            chip = self._chip(title, lambda span=span: self._take(*span))  # type: ignore[misc]
            self.spans.append((chip, span))
            flow.addWidget(chip)
        self.first, self.last = _day_edit(_("From")), _day_edit(_("To"))
        for edit in (self.first, self.last):
            edit.editingFinished.connect(self._on_typed)
            flow.addWidget(edit)
        self.office = self._chip(_("Whole office"), self._on_office)
        flow.addWidget(self.office)

    def _chip(self, title: str, on_click: Callable[[], object]) -> QPushButton:
        chip = push_button(title, on_click, kind="chip")
        chip.setCheckable(True)
        return chip

    def show_wanted(self, wanted: Wanted) -> None:
        """Show which days are on view."""
        self._wanted = wanted
        span = lists.work_days(self._session.context, wanted)
        for chip, one in self.spans:
            chip.setChecked(one == span)
        self.office.setChecked(wanted.by_anyone)
        for edit, day in zip((self.first, self.last), span, strict=True):
            edit.blockSignals(True)
            edit.setDate(QDate(day.year, day.month, day.day))
            edit.blockSignals(False)

    def _take(self, first: dt.date, last: dt.date) -> None:
        self.chosen.emit(lists.replaced(self._wanted, first, last, by_anyone=self.office.isChecked()))

    def _on_typed(self) -> None:
        span = (_day(self.first), _day(self.last))
        if span != lists.work_days(self._session.context, self._wanted):
            self._take(*span)

    def _on_office(self) -> None:
        self._take(_day(self.first), _day(self.last))


def _day_edit(name: str) -> QDateEdit:
    edit = QDateEdit()
    edit.setCalendarPopup(True)
    edit.setDisplayFormat(_qt_format())
    edit.setAccessibleName(name)
    edit.setToolTip(name)
    return edit


def _qt_format() -> str:
    """The short form of the language, as Qt writes patterns."""
    sign = {"d": "dd", "m": "MM", "y": "yyyy"}
    return {"dmy": "{d}.{m}.{y}", "mdy": "{m}/{d}/{y}", "ymd": "{y}-{m}-{d}"}[formats.date_order()].format(
        **sign
    )


def _day(edit: QDateEdit) -> dt.date:
    day = edit.date()
    return dt.date(day.year(), day.month(), day.day())


class ListPane(QWidget):
    """Enter opens the record of a row; rows to do are worked through as on the day itself."""

    left = Signal()
    wanted_other = Signal(object)
    retried = Signal()
    log_wanted = Signal()

    def __init__(self, session: UiSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = session.theme
        self._session = session
        self.content = Content("", "")
        self._back = IconButton(theme, "arrow-left", _("Back to today"), self.left.emit)
        self._title = ElidedLabel(theme, role="title")
        self.sentence = TextLabel(theme, colour="text", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.days = DaysBar(session)
        self._copy = push_button(_("Copy"), self.copy)
        self.rules_button = push_button(_("Rules…"), lambda: None)
        self.view = DoView(theme)
        self.card = StateCard(theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.card)
        self._stack.setMinimumHeight(_LOWEST)
        self._lay_out()
        self.days.chosen.connect(self.wanted_other)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        head.addWidget(self.rules_button)
        head.addWidget(self._copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.days)
        column.addWidget(self.sentence)
        column.addWidget(frame_around(self._stack), 1)

    def show_content(self, wanted: Wanted, content: Content) -> None:
        """Show a list, or another state of it."""
        self.content = content
        is_work = wanted.key == lists.WORK
        self._title.setText(lists.with_number(content) if not is_work else content.title)
        self.sentence.setText(content.sentence)
        self.sentence.setVisible(bool(content.rows))
        self.days.setVisible(is_work)
        if is_work:
            self.days.show_wanted(wanted)
        self._copy.setVisible(bool(content.copied))
        self.rules_button.setVisible(wanted.key in (lists.LOSING, lists.NEVER))
        can_act = content.can_act and not self._session.context.store.is_read_only
        self.view.face.has_ticks = can_act
        self.view.setAccessibleName(content.title)
        self.view.rows.show_sections({"": content.rows})
        if content.rows:
            self._stack.setCurrentWidget(self.view)
            if not self.view.currentIndex().isValid():
                self.view.choose_first()
        else:
            self._show_nothing(wanted, content)

    def _show_nothing(self, wanted: Wanted, content: Content) -> None:
        """An answer tells by itself that nothing was found."""
        can_write = not self._session.context.store.is_read_only
        self.card.show_state(
            "circle-check" if content.can_act else "search",
            content.sentence if wanted.key in lists.ANSWERS else _(lists.EMPTY[wanted.key]),
            primary=(_("Log…"), self.log_wanted.emit) if wanted.key == lists.WORK and can_write else None,
            others=() if wanted.key == lists.WORK else ((_("Back to today"), self.left.emit),),
        )
        self._stack.setCurrentWidget(self.card)

    def show_error(self, text: str) -> None:
        """The list could not be read; the rows of before are not shown as if they were true."""
        self.card.show_state(
            "triangle-alert",
            _("The list could not be read."),
            text,
            primary=(_("Try again"), self.retried.emit),
            colour="bad",
        )
        self._stack.setCurrentWidget(self.card)

    def copy(self) -> None:
        """The answer or the list as text."""
        QGuiApplication.clipboard().setText(self.content.copied)
        self._session.notices.say(_("Copied"))

    def focus_main(self) -> None:
        """The rows; the way back where there are none."""
        if self.content.rows:
            self.view.setFocus()
        else:
            self._back.setFocus()
