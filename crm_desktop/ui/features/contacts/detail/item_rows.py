"""Rows of what a record has several of: days, memberships, facts; and what such rows share."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

from PySide6.QtWidgets import QWidget

from crm_desktop.base.errors import UserError
from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import (
    REF_KINDS,
    Fact,
    ImportantDate,
    Membership,
)
from crm_desktop.domain.contacts.words import day_title
from crm_desktop.domain.date_texts import partial_date_text
from crm_desktop.ui.features.contacts.detail.completion import NameCompletion
from crm_desktop.ui.features.contacts.detail.rows import (
    CaptionedBox,
    CaptionedRow,
    SavedRow,
    beside,
    fill,
)
from crm_desktop.ui.features.contacts.detail.typed_dates import typed_date
from crm_desktop.ui.features.contacts.words import KIND_TITLES, field_title
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.past_card import PastChoice
from crm_desktop.ui.forms.saving import Done, Failed, Saver
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.record_links import follow
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.refusal import refuse

_DATE_KINDS = ("birthday", "anniversary", "death")
_EXAMPLE = dt.date(1951, 12, 24)


class FieldsRow(SavedRow):
    """An item whose texts stand in fields. A new one is saved when its main field is; the others wait for it."""

    main = ""
    """The attribute without which there is no item; emptying it takes the item away."""

    def __init__(self, session: UiSession, slot: ItemSlot[Any]) -> None:
        super().__init__(session, slot)
        self.fields: dict[str, FieldEdit] = {}
        self._waiting: dict[str, tuple[str, Done]] = {}
        self.cross = IconButton(session.theme, "x", _("Remove"), self.remove, 16, "border")
        policy = self.cross.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.cross.setSizePolicy(policy)

    def make_field(self, attribute: str, title: str, hint: str = "") -> FieldEdit:
        """A field for one attribute of the item."""
        field = FieldEdit(
            self._session.theme, title, self.text_of(attribute), self._saver(attribute), hint=hint
        )
        self.fields[attribute] = field
        return field

    def lay_out(self, head: QWidget | None, middle: QWidget) -> None:
        """What it is (None when `middle` tells), its texts, and the cross in one line."""
        body = beside(middle, self.cross)
        fill(self, body if head is None else CaptionedBox(head, body))
        self.setFocusProxy(next(iter(self.fields.values())))
        self.refresh()

    def text_of(self, attribute: str) -> str:
        """What stands in the field of an attribute."""
        return str(getattr(self.slot.item, attribute))

    def value_of(self, attribute: str, text: str) -> Any:  # noqa: ARG002 - most attributes are texts
        """The value that was typed. Raises ValidationError."""
        return text

    def with_value(self, item: Any, attribute: str, value: Any) -> Any:
        """The item with another value."""
        return dataclasses.replace(item, **{attribute: value})

    # --- saving

    def _saver(self, attribute: str) -> Saver:
        def save(base: str, new: str, done: Done, failed: Failed) -> None:
            if attribute == self.main and not new.strip():
                self._save_emptied(done, failed)
            elif self.slot.is_blank and attribute != self.main:
                self._waiting[attribute] = (new, done)
                self.fields[self.main].commit()
            else:
                self._save_text(attribute, base, new, done, failed)

        return self.slot.drafted(save, attribute)

    def _save_emptied(self, done: Done, failed: Failed) -> None:
        if self.slot.is_blank:
            done()
        else:
            self.slot.remove(done, failed)

    def _save_text(self, attribute: str, base: str, new: str, done: Done, failed: Failed) -> None:
        try:
            wanted = self.value_of(attribute, new)
        except UserError as error:
            failed(error)
            return
        try:
            seen = self.value_of(attribute, base)
        except UserError:  # a file may hold what nobody could type
            seen = getattr(self.slot.item, attribute)
        waiting = self._take_waiting()

        def saved() -> None:
            done()
            for _text, other in waiting.values():
                other()

        def refused(error: BaseException) -> None:
            self._waiting = waiting | self._waiting
            failed(error)

        self.slot.save(
            lambda item: self.with_value(item, attribute, seen),
            lambda item: self.with_value(item, attribute, wanted),
            saved,
            refused,
        )

    def _take_waiting(self) -> dict[str, tuple[str, Done]]:
        """Put what was typed into the other fields of a new item into it, so that one step adds all of it."""
        waiting, self._waiting = self._waiting, {}
        for name, (text, _done) in waiting.items():
            self.slot.item = self.with_value(self.slot.item, name, self.value_of(name, text))
        return waiting

    # --- as every row

    def refresh(self) -> None:
        """Show what the file holds."""
        for attribute, field in self.fields.items():
            field.set_value(self.text_of(attribute))
        self.cross.setVisible(not self.slot.is_blank)

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(field.is_dirty for field in self.fields.values())

    def commit(self) -> None:
        """Save what was typed."""
        for field in self.fields.values():
            field.commit()

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why."""
        for field in self.fields.values():
            field.set_read_only(reason)
        refuse(reason, self.cross)


class DateRow(FieldsRow):
    """A day of which year or day may be unknown; it is shown in words and typed as one likes."""

    main = "on"

    def __init__(self, session: UiSession, slot: ItemSlot[ImportantDate]) -> None:
        super().__init__(session, slot)
        choices = [(key, day_title(key)) for key in _DATE_KINDS]
        self.kind = PastChoice(session.theme, field_title("date"), choices, "", self._choose_kind)
        on = self.make_field("on", field_title("date"), hint=date_text(_EXAMPLE))
        self.kind.past_field = on
        self.lay_out(self.kind, on)

    def refresh(self) -> None:
        """Show what the file holds."""
        super().refresh()
        item: ImportantDate = self.slot.item
        is_known = item.kind in _DATE_KINDS
        self.kind.set_value(item.kind if is_known else item.label)

    def text_of(self, attribute: str) -> str:
        """The day in words."""
        return partial_date_text(getattr(self.slot.item, attribute))

    def value_of(self, attribute: str, text: str) -> Any:  # noqa: ARG002 - it has one attribute
        """The day that was typed. Raises ValidationError."""
        return typed_date(text)

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why."""
        super().set_read_only(reason)
        refuse(reason, self.kind)

    def _choose_kind(self, kind: str) -> None:
        before: ImportantDate = self.slot.item
        label = "" if kind in _DATE_KINDS else kind
        kind = "other" if label else kind
        if self.slot.is_blank:
            self.slot.item = dataclasses.replace(before, kind=kind, label=label)
            return
        self.slot.save(
            lambda item: dataclasses.replace(item, kind=before.kind, label=before.label),
            lambda item: dataclasses.replace(item, kind=kind, label=label),
            lambda: None,
            self._on_refused,
        )


class PartyNameRow(FieldsRow):
    """A row that names another record, which a button opens."""

    def make_party_field(self, attribute: str, title: str, kind: str) -> QWidget:
        """The name, completed from the records of `kind`, with the button beside it."""
        field = self.make_field(attribute, title, hint=_("Name"))
        NameCompletion(self._session, field.line, kind)
        self.opener = IconButton(self._session.theme, "arrow-right", _("Open"), self.open_party, 16)
        return beside(field, self.opener)

    @property
    def party(self) -> EntityRef | None:
        """The record that is named; None for a new row."""
        return None

    def open_party(self) -> None:
        """Show the record that is named, beside this one."""
        if self.party is not None:
            follow(self._session.navigator, self.party)

    def refresh(self) -> None:
        """Show what the file holds."""
        super().refresh()
        self.opener.setVisible(self.party is not None)
        if self.party is not None:
            self.opener.set_name(_("Open {name}").format(name=self.text_of(self.main)))


class MembershipRow(PartyNameRow):
    """A household or group that the record belongs to."""

    main = "group_name"

    def __init__(self, session: UiSession, slot: ItemSlot[Membership]) -> None:
        super().__init__(session, slot)
        kind = slot.item.group_kind
        title = _(KIND_TITLES[kind])
        name = self.make_party_field("group_name", title, kind)
        self.lay_out(None, CaptionedRow(session, title, name, self.fields["group_name"]))

    @property
    def party(self) -> EntityRef | None:
        """The household or group."""
        item: Membership = self.slot.item
        return EntityRef(REF_KINDS[item.group_kind], item.group_id) if item.group_id else None


class FactRow(FieldsRow):
    """Something worth remembering: what kind of thing, and what."""

    main = "value"

    def __init__(self, session: UiSession, slot: ItemSlot[Fact]) -> None:
        super().__init__(session, slot)
        category = self.make_field("category", _("Category"), hint=_("Category"))
        self.lay_out(category, self.make_field("value", field_title("fact"), hint=field_title("fact")))
