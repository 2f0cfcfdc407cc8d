"""Rows for the fields that the user defined, each with the editor of its kind."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _, pgettext
from crm_desktop.domain.contacts import own_fields as rules
from crm_desktop.domain.contacts.own_fields import BOOL, CHOICE, DATE, LINES, LINK, NUMBER, OwnField
from crm_desktop.domain.contacts.records import CustomValue
from crm_desktop.ui.features.contacts.detail.item_rows import FieldsRow
from crm_desktop.ui.features.contacts.detail.rows import (
    CaptionedRow,
    SavedRow,
    beside,
    fill,
    indented,
)
from crm_desktop.ui.features.contacts.detail.typed_dates import typed_day
from crm_desktop.ui.features.contacts.detail.typed_numbers import typed_number
from crm_desktop.ui.forms.choice_edit import ChoiceButton
from crm_desktop.ui.forms.saving import Done, Failed
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.forms.text_edit import TextEdit
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.refusal import refuse


def own_row(session: UiSession, slot: ItemSlot[CustomValue], field: OwnField) -> SavedRow:
    """The row for a value of a field."""
    if field.kind == LINES:
        return OwnLinesRow(session, slot, field)
    if field.kind in (BOOL, CHOICE):
        return OwnChoiceRow(session, slot, field)
    return OwnLineRow(session, slot, field)


class OwnLineRow(FieldsRow):
    """Text, number, day or link, shown and typed as the user's language has it."""

    main = "value"

    def __init__(self, session: UiSession, slot: ItemSlot[CustomValue], field: OwnField) -> None:
        self.field = field
        super().__init__(session, slot)
        hint = _("This is needed") if field.is_required else ""
        line = self.make_field("value", field.label, hint)
        self.opener = IconButton(session.theme, "globe", _("Open link"), self.open_link, 16)
        self.lay_out(None, CaptionedRow(session, field.label, beside(line, self.opener), line))

    def text_of(self, attribute: str) -> str:
        """The value in words."""
        return rules.shown(self.field.kind, str(getattr(self.slot.item, attribute)))

    def value_of(self, attribute: str, text: str) -> Any:  # noqa: ARG002 - it has one attribute
        """What was typed, as it is stored. Raises ValidationError."""
        return typed_value(self.field, text)

    def refresh(self) -> None:
        """Show what the file holds."""
        super().refresh()
        self.opener.setVisible(self.field.kind == LINK and not self.slot.is_blank)
        if self.field.is_required:
            self.cross.hide()

    def open_link(self) -> None:
        """Open the link in the browser, or say that there is none that does."""
        text = self.slot.item.value
        url = QUrl.fromUserInput(text)
        if not QDesktopServices.openUrl(url):
            self._session.notices.say(_("No program opens {link}.").format(link=text))

    def _save_emptied(self, done: Done, failed: Failed) -> None:
        try:
            rules.canonical(self.field, "")
        except ValidationError as error:
            failed(error)
            return
        super()._save_emptied(done, failed)


class OwnLinesRow(SavedRow):
    """Text of several lines."""

    def __init__(self, session: UiSession, slot: ItemSlot[CustomValue], field: OwnField) -> None:
        super().__init__(session, slot)
        self.field = field
        saver = slot.drafted(self._save, "value")
        self.text = TextEdit(session.theme, field.label, slot.item.value, saver)
        self.setFocusProxy(self.text)
        fill(self, CaptionedRow(session, field.label, self.text))

    def _save(self, base: str, new: str, done: Done, failed: Failed) -> None:
        try:
            wanted = rules.canonical(self.field, new)
        except ValidationError as error:
            failed(error)
            return
        if wanted:
            self.slot.save(_valued(base), _valued(wanted), done, failed)
        elif self.slot.is_blank:
            done()
        else:
            self.slot.remove(done, failed)

    def refresh(self) -> None:
        """Show what the file holds."""
        self.text.set_value(self.slot.item.value)

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return self.text.is_dirty

    def commit(self) -> None:
        """Save what was typed."""
        self.text.commit()

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why."""
        self.text.set_read_only(reason)


class OwnChoiceRow(SavedRow):
    """One of the options, or yes or no."""

    def __init__(self, session: UiSession, slot: ItemSlot[CustomValue], field: OwnField) -> None:
        super().__init__(session, slot)
        self.field = field
        self.choice = ChoiceButton(session.theme, field.label, _choices(field), slot.item.value, self._choose)
        self.setFocusProxy(self.choice)
        fill(self, CaptionedRow(session, field.label, indented(self.choice)))

    def refresh(self) -> None:
        """Show what the file holds."""
        self.choice.set_value(self.slot.item.value)

    def set_read_only(self, reason: str) -> None:
        """Refuse choosing and say why."""
        refuse(reason, self.choice)

    def _choose(self, value: str) -> None:
        if value:
            self.slot.save(_valued(self.slot.item.value), _valued(value), lambda: None, self._on_refused)
        else:
            self.remove()


def _valued(value: str) -> Any:
    return lambda item: dataclasses.replace(item, value=value)


def _choices(field: OwnField) -> list[tuple[str, str]]:
    empty = [] if field.is_required else [("", pgettext("own field", "Not told"))]
    if field.kind == BOOL:
        return [*empty, (rules.YES, _("Yes")), (rules.NO, _("No"))]
    return [*empty, *((option, option) for option in field.options)]


def typed_value(field: OwnField, text: str) -> str:
    """What was typed, as it is stored. Raises ValidationError."""
    text = text.strip()
    if field.kind == DATE and text:
        day = typed_day(text)
        text = day.isoformat() if day else ""
    elif field.kind == NUMBER and text:
        text = typed_number(text)
    return rules.canonical(field, text)
