"""What comes next with a record: planned activities, the next step, and how one is in touch."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _, ngettext
from crm_desktop.domain.activities.records import ActivityRecord, TouchState
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.activities import hours
from crm_desktop.ui.features.activities import touch_words
from crm_desktop.ui.features.activities.cadence_dialog import CadenceDialog
from crm_desktop.ui.features.activities.next_step import NextStepLine
from crm_desktop.ui.features.activities.planned_row import PlannedRow
from crm_desktop.ui.forms.tab_order import order_soon
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.refusal import refuse, set_tip

_PADDING = 18
"""Around the text of a quiet button, both sides together."""

SHOWN = 3
"""Planned activities on view before the rest is unfolded."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What the block shows, as the file had it."""

    planned: tuple[ActivityRecord, ...] = ()
    state: TouchState = TouchState()  # noqa: RUF009 - frozen


class _TouchButton(QPushButton):
    """How one is in touch, shortened to the room there is; opens how often to be."""

    def __init__(self, font: QFont) -> None:
        super().__init__()
        self._whole = ""
        self.setProperty("quiet", True)
        self.setAutoDefault(False)
        self.setFont(font)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show another text."""
        self._whole = text
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.width() - _PADDING
        )
        self.setText(shown.replace("&", "&&"))
        hint = _("How often to keep in touch…")
        set_tip(self, hint if shown == self._whole else f"{self._whole}\n{hint}")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The whole text."""
        width = self.fontMetrics().horizontalAdvance(self._whole) + _PADDING + 2
        return QSize(width, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """May become as narrow as it must."""
        return QSize(48, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another width."""
        super().resizeEvent(event)
        self._fit()


class NextBlock(QWidget):
    """Rows of one line each; most are folded, all of them in a low window."""

    done = Signal(object)
    edited = Signal(object)
    postponed = Signal(object, int)
    cancelled = Signal(object)
    trashed = Signal(object)

    def __init__(self, session: UiSession, record: PartyRecord) -> None:
        super().__init__()
        self._session, self._record = session, record
        self._is_unfolded = self._is_low = False
        self._most = SHOWN
        self.ahead = Ahead()
        self.rows: list[PlannedRow] = []
        self.step = NextStepLine(session, record)
        self._more = push_button("", self.toggle, kind="link")
        self._state = TextLabel(session.theme, "", "caption_strong", "warn")
        self.touch = _TouchButton(session.theme.font("caption"))
        self.touch.clicked.connect(self.open_cadence)
        if session.context.store.is_read_only:
            refuse(_("The file is read-only."), self.touch)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._state_row = QWidget()
        touch_row = QHBoxLayout(self._state_row)
        touch_row.setContentsMargins(0, 0, 0, 0)
        touch_row.setSpacing(4)
        touch_row.addWidget(self._state)
        touch_row.addWidget(self.touch, 1, Qt.AlignmentFlag.AlignLeading)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self._state_row, 1)
        foot.addWidget(self._more, 0, Qt.AlignmentFlag.AlignTrailing)
        self._column.addWidget(self.step)
        self._column.addLayout(foot)
        self._more.hide()

    def reading_order(self) -> Sequence[QWidget]:
        """From top to bottom."""
        return [*self.rows, self.step, self.touch, self._more]

    def show_record(self, record: PartyRecord) -> None:
        """Another state of the record."""
        self._record = record
        self.step.show_record(record)

    def show_ahead(self, ahead: Ahead, now: dt.datetime, zone: dt.tzinfo) -> None:
        """Show what is planned and how one is in touch."""
        self.ahead = ahead
        focused = next((row.record.id for row in self.rows if row.hasFocus()), None)
        self._fit_rows(len(self._shown()))
        for row, record in zip(self.rows, self._shown(), strict=True):
            row.show_record(record, now, zone)
            if record.id == focused:
                row.setFocus()
        self._show_more(len(ahead.planned) - len(self.rows))
        is_whole = self._is_unfolded or not self._is_low
        may_type = not self._session.context.store.is_read_only
        self.step.setVisible((is_whole or not ahead.planned) and (may_type or self.step.is_given))
        self._state_row.setVisible(is_whole)
        word, colour = touch_words.state_words(ahead.state, now)
        self._state.setText(word)
        self._state.setVisible(bool(word))
        self._state.set_colour(colour or "text_2")
        text = touch_words.touch_text(ahead.state, now, zone)
        self.touch.show_text(text)
        self.touch.setAccessibleName(_("Keep in touch: {text}").format(text=text))

    def _show_more(self, left: int) -> None:
        """The button that unfolds the rest, or folds it again."""
        if self._is_unfolded:
            text = _("Show fewer")
        elif left > 0:
            text = ngettext("{n} more planned", "{n} more planned", left).format(n=left)
        else:
            text = _("Next step, keep in touch") if self.ahead.planned else _("Keep in touch")
        self._more.setText(text)
        is_foldable = self._is_low or len(self.ahead.planned) > self._most
        self._more.setVisible(left > 0 or is_foldable)

    def _shown(self) -> tuple[ActivityRecord, ...]:
        if self._is_unfolded:
            return self.ahead.planned
        return self.ahead.planned[: self._most]

    def _fit_rows(self, count: int) -> None:
        while len(self.rows) > count:
            row = self.rows.pop()
            had_focus = row.hasFocus()
            row.hide()
            row.deleteLater()
            if had_focus and self.rows:
                self.rows[-1].setFocus()
        while len(self.rows) < count:
            row = PlannedRow(self._session, self._record.ref.id)
            for name in ("done", "edited", "cancelled", "trashed", "postponed"):
                getattr(row, name).connect(getattr(self, name))
            self._column.insertWidget(len(self.rows), row)
            self.rows.append(row)
        order_soon(self)

    def toggle(self) -> None:
        """Unfold what is planned, or fold it again."""
        self._is_unfolded = not self._is_unfolded
        self._again()

    def set_room(self, most: int, *, is_low: bool) -> None:
        """How many rows are on view while the rest is folded; in a low window the lines below them are folded too."""
        if (most, is_low) != (self._most, self._is_low):
            self._most, self._is_low = most, is_low
            self._again()

    def _again(self) -> None:
        context = self._session.context
        self.show_ahead(self.ahead, context.now(), hours.zone(context))

    def current(self) -> ActivityRecord | None:
        """The planned activity under the keyboard, else the first."""
        focus = self.window().focusWidget()
        row = next(
            (r for r in self.rows if focus is not None and (r is focus or r.isAncestorOf(focus))), None
        )
        if row is not None:
            return row.record
        return self.ahead.planned[0] if self.ahead.planned else None

    def open_cadence(self) -> None:
        """Ask how often to be in touch."""
        CadenceDialog(self._session, self._record, self.window()).open()
