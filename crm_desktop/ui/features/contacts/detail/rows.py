"""Rows of an open record: a caption at the side, the value beside it."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.errors import UserError
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import ContactPoint, Note, Preference
from crm_desktop.ui.features.contacts.words import (
    CHANNEL_TITLES,
    field_title,
    preference_choices,
    usage_choices,
)
from crm_desktop.ui.forms.choice_edit import ChoiceButton
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.section import ItemRow
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.forms.text_edit import TextEdit
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.labels import TextLabel

CAPTION = 124
"""Width of the captions at the side."""


class CaptionedRow(QWidget):
    """A caption and one widget."""

    def __init__(self, session: UiSession, caption: str, widget: QWidget) -> None:
        super().__init__()
        label = TextLabel(session.theme, caption, colour="text_3", wrap=True)
        label.setFixedWidth(CAPTION)
        label.setContentsMargins(0, 7, 4, 0)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        label.setBuddy(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(label)
        row.addWidget(widget, 1)


class SavedRow(ItemRow):
    """What rows of items share: saving an attribute that was chosen, and taking the item away."""

    def __init__(self, session: UiSession, slot: ItemSlot[Any]) -> None:
        super().__init__(slot)
        self._session = session

    def save_choice(self, attribute: str, value: Any) -> None:
        """Save an attribute that was picked from a menu; a blank item waits for its text."""
        before = getattr(self.slot.item, attribute)
        if self.slot.is_blank:
            self.slot.item = dataclasses.replace(self.slot.item, **{attribute: value})
            return
        self.slot.save(
            lambda item: dataclasses.replace(item, **{attribute: before}),
            lambda item: dataclasses.replace(item, **{attribute: value}),
            lambda: None,
            self._on_refused,
        )

    def remove(self) -> None:
        """Take the item off the record; Undo brings it back."""
        self.slot.remove(lambda: self._session.notices.say(_("Removed"), undo=LAST_STEP), self._on_refused)

    def _on_refused(self, error: BaseException) -> None:
        self.refresh()
        if isinstance(error, UserError):  # a fault of the program was told by the editor
            self._session.notices.fail(error)


class PointRow(SavedRow):
    """A phone number, e-mail or web address: what it is for, the value, preferred, remove."""

    def __init__(self, session: UiSession, slot: ItemSlot[ContactPoint]) -> None:
        super().__init__(session, slot)
        kind = slot.item.kind
        title = field_title(kind)
        theme = session.theme
        self.usage = ChoiceButton(
            theme,
            _("Kind of {field}").format(field=title),
            usage_choices(kind),
            slot.item.usage,
            lambda usage: self.save_choice("usage", usage),
            allows_own=True,
        )
        self.usage.setFixedWidth(CAPTION)
        hint = _("Add {field}").format(field=title.lower()) if slot.is_blank else ""
        self.field = FieldEdit(theme, title, slot.item.value, slot.saver("value"), hint=hint)
        self.star = IconButton(theme, "star", _("Preferred"), self._toggle_preferred, 16, "border")
        self.star.setCheckable(True)
        self.star.setProperty("mark", True)
        self.cross = IconButton(
            theme, "x", _("Remove {field}").format(field=title.lower()), self.remove, 16, "border"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.usage, 0, top)
        row.addWidget(self.field, 1)
        row.addWidget(self.star, 0, top)
        row.addWidget(self.cross, 0, top)
        self.refresh()

    def refresh(self) -> None:
        """Show what the file holds."""
        item: ContactPoint = self.slot.item
        self.field.set_value(item.value)
        self.usage.set_value(item.usage)
        self.star.setChecked(item.is_preferred)
        for button in (self.usage, self.star, self.cross):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            button.setSizePolicy(policy)
            button.setVisible(not self.slot.is_blank)
        if not self.slot.is_blank:
            self.field.line.setPlaceholderText("")

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return self.field.is_dirty

    def commit(self) -> None:
        """Save what was typed."""
        self.field.commit()

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why."""
        self.field.set_read_only(reason)
        for button in (self.usage, self.star, self.cross):
            button.setEnabled(not reason)

    def _toggle_preferred(self) -> None:
        self.save_choice("is_preferred", self.star.isChecked())


class NoteRow(SavedRow):
    """A note."""

    def __init__(self, session: UiSession, slot: ItemSlot[Note]) -> None:
        super().__init__(session, slot)
        title = field_title("note")
        hint = _("Write a note…") if slot.is_blank else ""
        self.text = TextEdit(session.theme, title, slot.item.body, slot.saver("body"), hint=hint)
        self.cross = IconButton(session.theme, "x", _("Remove note"), self.remove, 16, "border")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.text, 1)
        row.addWidget(self.cross, 0, Qt.AlignmentFlag.AlignTop)
        self.refresh()

    def refresh(self) -> None:
        """Show what the file holds."""
        self.text.set_value(self.slot.item.body)
        self.cross.setVisible(not self.slot.is_blank)

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return self.text.is_dirty

    def commit(self) -> None:
        """Save what was typed."""
        self.text.commit()

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why."""
        self.text.set_read_only(reason)
        self.cross.setEnabled(not reason)


class PreferenceRow(SavedRow):
    """Whether a channel may be used, and why."""

    def __init__(self, session: UiSession, slot: ItemSlot[Preference]) -> None:
        super().__init__(session, slot)
        channel = _(CHANNEL_TITLES[slot.item.channel])
        caption = TextLabel(session.theme, channel, colour="text_3")
        caption.setFixedWidth(CAPTION)
        caption.setContentsMargins(0, 7, 4, 0)
        self.choice = ChoiceButton(
            session.theme, channel, preference_choices(), slot.item.status, self._choose
        )
        self.reason: FieldEdit | None = None
        self._refusal = ""
        self._right = QVBoxLayout()
        self._right.setSpacing(2)
        line = QHBoxLayout()
        line.setContentsMargins(10, 0, 0, 0)  # in line with the text of the fields
        line.addWidget(self.choice)
        self._right.addLayout(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._right, 1)
        self.refresh()

    def refresh(self) -> None:
        """Show what the file holds; a channel that nothing is told of has no field for a reason."""
        item: Preference = self.slot.item
        self.choice.set_value("" if self.slot.is_blank else item.status)
        if self.reason is None and not self.slot.is_blank:
            hint = _("Reason, if there is one")
            saver = self.slot.saver("reason")
            self.reason = FieldEdit(self._session.theme, _("Reason"), item.reason, saver, hint=hint)
            self.reason.set_read_only(self._refusal)
            self._right.addWidget(self.reason)
        if self.reason is not None:
            self.reason.set_value(item.reason)
            self.reason.setVisible(not self.slot.is_blank)

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return self.reason is not None and self.reason.is_dirty

    def commit(self) -> None:
        """Save what was typed."""
        if self.reason is not None:
            self.reason.commit()

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why."""
        self._refusal = reason
        self.choice.setEnabled(not reason)
        if self.reason is not None:
            self.reason.set_read_only(reason)

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
