"""Whether a channel may be used, why not, and until when."""

from __future__ import annotations

import dataclasses
import datetime as dt

from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm_desktop.base.errors import UserError
from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import Preference
from crm_desktop.domain.contacts.words import CHANNEL_TITLES
from crm_desktop.ui.features.contacts.detail.rows import CaptionedBox, SavedRow, fill, indented
from crm_desktop.ui.features.contacts.detail.typed_dates import typed_day
from crm_desktop.ui.features.contacts.words import preference_choices
from crm_desktop.ui.forms.choice_edit import ChoiceButton
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.past_card import PastCaption
from crm_desktop.ui.forms.saving import Done, Failed
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.forms.tab_order import order_soon
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.refusal import refuse

REFUSING = frozenset({"opt_out", "never"})
"""Answers that forbid a channel."""


def is_refused(preference: Preference, today: dt.date) -> bool:
    """Whether a channel must not be used today."""
    is_over = preference.until_on is not None and preference.until_on < today
    return preference.status in REFUSING and not is_over


class PreferenceRow(SavedRow):
    """One channel. Reason and last day show once there is an answer."""

    def __init__(self, session: UiSession, slot: ItemSlot[Preference]) -> None:
        super().__init__(session, slot)
        channel = _(CHANNEL_TITLES[slot.item.channel])
        caption = PastCaption(session.theme, channel)
        caption.setContentsMargins(0, 7, 4, 0)
        self.choice = ChoiceButton(
            session.theme, channel, preference_choices(), slot.item.status, self._choose
        )
        self.reason: FieldEdit | None = None
        self.until: FieldEdit | None = None
        self._caption, self._refusal = caption, ""
        right = QWidget()
        self._right = QVBoxLayout(right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.setSpacing(2)
        self._right.addWidget(indented(self.choice))
        fill(self, CaptionedBox(caption, right))
        self.refresh()

    def refresh(self) -> None:
        """Show what the file holds; a channel that nothing is told of has no field for a reason."""
        item: Preference = self.slot.item
        self.choice.set_value("" if self.slot.is_blank else item.status)
        if self.reason is None and not self.slot.is_blank:
            self._make_fields(item)
        if self.reason is not None and self.until is not None:
            self.reason.set_value(item.reason)
            self.reason.setVisible(not self.slot.is_blank)
            self.until.set_value(_day_text(item.until_on))
            self.until.setVisible(not self.slot.is_blank and (item.status in REFUSING or bool(item.until_on)))

    def _make_fields(self, item: Preference) -> None:
        theme = self._session.theme
        self.reason = FieldEdit(
            theme, _("Reason"), item.reason, self.slot.saver("reason"), hint=_("Reason, if there is one")
        )
        until = _day_text(item.until_on)
        saver = self.slot.drafted(self._save_until, "until_on")
        self.until = FieldEdit(theme, _("Until"), until, saver, hint=_("Until, if it ends one day"))
        for field in (self.reason, self.until):
            field.set_read_only(self._refusal)
            self._right.addWidget(field)
        self._caption.past_field = self.reason
        order_soon(self)

    def _save_until(self, base: str, new: str, done: Done, failed: Failed) -> None:
        try:
            wanted = typed_day(new)
            now = self.slot.item.until_on
            before = now if base == _day_text(now) else typed_day(base)
        except UserError as error:
            failed(error)
            return
        self.slot.save(
            lambda item: dataclasses.replace(item, until_on=before),
            lambda item: dataclasses.replace(item, until_on=wanted),
            done,
            failed,
        )

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(field is not None and field.is_dirty for field in (self.reason, self.until))

    def commit(self) -> None:
        """Save what was typed."""
        for field in (self.reason, self.until):
            if field is not None:
                field.commit()

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why."""
        self._refusal = reason
        refuse(reason, self.choice)
        for field in (self.reason, self.until):
            if field is not None:
                field.set_read_only(reason)

    def _choose(self, status: str) -> None:
        if not status:
            self.slot.remove(lambda: None, self._on_refused)
        elif self.slot.is_blank:
            self.slot.save(
                lambda item: item,
                lambda item: dataclasses.replace(item, status=status),
                lambda: None,
                self._on_refused,
            )
        else:
            self.save_choice("status", status)


def _day_text(day: dt.date | None) -> str:
    return date_text(day) if day else ""
