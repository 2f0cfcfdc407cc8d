"""The one next step of a record, with its day: both are typed in place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, cast

from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from crm_desktop.base.errors import ConflictError, UserError, ValidationError
from crm_desktop.base.formats import date_order, date_text, date_words, month_words
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities.logline import Surroundings, parse
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.domain.dates import as_date, read_typed_date
from crm_desktop.services.activities import logging, ops
from crm_desktop.services.context import AppContext
from crm_desktop.ui.forms.drafts import Draft
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.saving import Done, DraftedSaver, Failed, Saver
from crm_desktop.ui.session import UiSession

Step = tuple[str, dt.date | None]

_SIDES = 24
_EXAMPLE = dt.date(2026, 5, 31)
"""Pixels around the text of a field."""


def day_typed(text: str, around: Surroundings) -> dt.date | None:
    """The day that was typed: a date, or "fri", "+10d", "tomorrow"; None for nothing.

    Raises:
        ValidationError: it is no day.
    """
    if not text.strip():
        return None
    found = read_typed_date(text, date_order(), month_words(), date_words())
    day = as_date(found) if found is not None else None
    if day is not None:
        return day
    for sign in ("", ">", "+"):
        line = parse(sign + text.strip(), around)
        if line.follow_up is not None and not line.text and not line.follow_up.title:
            return line.follow_up.on
    raise ValidationError(
        {"on": _("This is no day. Type it like {day}, or “fri”, “+10d”.").format(day=date_text(_EXAMPLE))}
    )


class NextStepLine(QWidget):
    """Saves itself when it is left."""

    def __init__(self, session: UiSession, record: PartyRecord) -> None:
        super().__init__()
        self._session, self._ref = session, record.ref
        self._base: Step = (record.next_step_text, record.next_step_on)
        theme = session.theme
        self._icon = QLabel()
        self.text = FieldEdit(
            theme,
            _("Next step"),
            record.next_step_text,
            self._saver("text", self._save_text),
            hint=_("What is the next step?"),
        )
        self.day = FieldEdit(
            theme,
            _("Day of the next step"),
            _shown(record.next_step_on),
            self._saver("day", self._save_day),
            hint=_("When?"),
        )
        self.day.setFixedWidth(_day_width(self.day))
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 0, 4, 0)
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.day)
        if session.context.store.is_read_only:
            for field in (self.text, self.day):
                field.set_read_only(_("The file is read-only."))
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_record(self, record: PartyRecord) -> None:
        """Show another state; what is being typed stays."""
        self._base = (record.next_step_text, record.next_step_on)
        self.text.set_value(record.next_step_text)
        self.day.set_value(_shown(record.next_step_on))
        today = self._session.context.now().astimezone().date()
        is_late = record.next_step_on is not None and record.next_step_on < today
        refusal = _("The file is read-only.") if self._session.context.store.is_read_only else ""
        self.day.line.setToolTip(_("overdue") if is_late else refusal)
        self._restyle()

    def commit(self) -> None:
        """Save what was typed."""
        self.text.commit()
        self.day.commit()

    @property
    def is_given(self) -> bool:
        """Whether the record has a next step."""
        return self._base != ("", None)

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return self.text.is_dirty or self.day.is_dirty

    def _restyle(self) -> None:
        ratio = self.devicePixelRatioF()
        colour = "accent" if self._base[0] else "text_3"
        self._icon.setPixmap(self._session.theme.pixmap("arrow-right", colour, 16, ratio))

    def _saver(self, part: str, save: Saver) -> DraftedSaver:
        draft = Draft(self._session.drafts, lambda: f"{self._ref}/next_step_{part}")
        return DraftedSaver(save, draft)

    def _save_text(self, base: str, new: str, done: Done, failed: Failed) -> None:
        on = self._base[1]
        self._run(_change, self._ref, ((base, on), (new, on)), done, failed, lambda step: step[0])

    def _save_day(self, base: str, new: str, done: Done, failed: Failed) -> None:  # noqa: ARG002 - the pair is the base
        self._run(_change_day, self._ref, (self._base, new), done, failed, lambda step: _shown(step[1]))

    def _run(
        self,
        work: Callable[[AppContext, EntityRef, Any], Step],
        ref: EntityRef,
        change: Any,
        done: Done,
        failed: Failed,
        shown: Callable[[Step], str],
    ) -> None:
        def on_done(step: Step) -> None:
            self._base = step
            done()
            self.day.set_value(_shown(step[1]))

        def on_error(error: BaseException) -> None:
            if isinstance(error, ConflictError):
                theirs: Step = cast(Step, error.theirs)
                self._base = theirs
                error = ConflictError(
                    error.what,
                    field=error.field,
                    base=error.base,
                    mine=error.mine,
                    theirs=shown(theirs),
                    advice=error.advice,
                )
            elif not isinstance(error, UserError):
                self._session.notices.fail(error)
            failed(error)

        self._session.tasks.run(
            work,
            self._session.context,
            ref,
            change,
            owner=self,
            lane="write",
            on_done=on_done,
            on_error=on_error,
        )


def _shown(day: dt.date | None) -> str:
    return date_text(day) if day is not None else ""


def _change(context: AppContext, ref: EntityRef, change: tuple[Step, Step]) -> Step:
    ops.set_next_step(context, ref, *change)
    return change[1]


def _change_day(context: AppContext, ref: EntityRef, change: tuple[Step, str]) -> Step:
    base, typed = change
    new = (base[0], day_typed(typed, logging.surroundings(context)))
    ops.set_next_step(context, ref, base, new)
    return new


def _day_width(field: QWidget) -> int:
    """Room for every day of a year as the language writes it."""
    metrics = field.fontMetrics()
    days = (dt.date(2028, month, 28) for month in range(1, 13))
    return max(metrics.horizontalAdvance(date_text(day)) for day in days) + _SIDES
