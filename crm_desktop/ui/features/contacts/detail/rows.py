"""Rows of an open record: a caption at the side, the value beside it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.errors import UserError
from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import _, language
from crm_desktop.domain.contacts.records import PHONE, ContactPoint, Note
from crm_desktop.domain.countries import country_name
from crm_desktop.domain.phone import normalize
from crm_desktop.ui.features.contacts.words import field_title, usage_choices
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.past_card import HasPast, PastCaption, PastChoice
from crm_desktop.ui.forms.section import ItemRow
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.forms.text_edit import TextEdit
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.buttons import IconButton
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.refusal import refuse

CAPTION = 124
"""Width of the captions at the side."""


INDENT = 10
"""From the edge of a field to its text."""

_STACKED = 320
"""In a narrower row the caption stands above its value."""


class CaptionedBox(QWidget):
    """A caption beside its value, or above it where there is little room."""

    def __init__(self, caption: QWidget, value: QWidget) -> None:
        super().__init__()
        self._caption = caption
        caption.setFixedWidth(CAPTION)
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(4)
        self._box.addWidget(caption, 0, Qt.AlignmentFlag.AlignTop)
        self._box.addWidget(value, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """One above the other, or side by side."""
        super().resizeEvent(event)
        is_stacked = event.size().width() < _STACKED
        way = QHBoxLayout.Direction.TopToBottom if is_stacked else QHBoxLayout.Direction.LeftToRight
        if self._box.direction() != way:
            self._box.setDirection(way)
            self._box.setSpacing(0 if is_stacked else 4)
            self._caption.setMinimumWidth(0 if is_stacked else CAPTION)
            self._caption.setMaximumWidth(_UNBOUND if is_stacked else CAPTION)
            keep_place(self._caption, keeps=not is_stacked)


def keep_place(widget: QWidget, *, keeps: bool = True) -> None:
    """Whether a widget that is hidden leaves its place empty, so that what stands beside it does not move."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(keeps)
    widget.setSizePolicy(policy)


_UNBOUND = 16_777_215
"""Qt's word for no limit to a width."""


class CaptionedRow(CaptionedBox):
    """A caption in words and one widget; resting on the caption shows what the field was before."""

    def __init__(
        self, session: UiSession, caption: str, widget: QWidget, field: HasPast | None = None
    ) -> None:
        """`field` has the history, where it is not the widget itself."""
        label = PastCaption(session.theme, caption)
        label.setContentsMargins(0, 7, 4, 0)
        label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        label.setBuddy(widget)
        if not caption:
            label.setMaximumHeight(0)
        super().__init__(label, widget)
        if field is None and isinstance(widget, FieldEdit | TextEdit):
            field = widget
        label.past_field = field


def beside(*widgets: QWidget) -> QWidget:
    """Widgets side by side, the first one with the room that is left."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(4)
    for at, widget in enumerate(widgets):
        row.addWidget(widget, 0 if at else 1, Qt.AlignmentFlag.AlignTop if at else Qt.AlignmentFlag(0))
    first = widgets[0]
    if first.focusProxy() is not None or first.focusPolicy() & Qt.FocusPolicy.TabFocus:
        box.setFocusProxy(first)
    return box


def indented(widget: QWidget) -> QWidget:
    """A widget without a frame, in line with the text of the fields above and below it."""
    box = beside(widget)
    box.setContentsMargins(INDENT, 0, 0, 0)
    return box


def link_in_line(link: QWidget) -> QWidget:
    """A link in the column of values, its text in line with theirs."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(4, 0, 0, 0)
    row.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
    row.addStretch(1)
    return box


def fill(row: QWidget, content: QWidget) -> None:
    """Let `content` be all there is in `row`."""
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(content)


class _Column(QWidget):
    """Widgets below each other without room between them."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def add(self, widget: QWidget) -> None:
        """Append one."""
        self._column.addWidget(widget)


@dataclass(frozen=True, slots=True)
class ToldOfNumber:
    """What stands under a phone number: its country when it is another one, or a doubt; "" for nothing."""

    text: str
    is_doubtful: bool = False


def told_of_number(number: str, region: str, lang: str) -> ToldOfNumber:
    """Looks a number up in the rules of the countries; runs in a worker, for the rules are loaded at the first call."""
    found = normalize(number, region)
    if not found.e164:
        return ToldOfNumber(_("No country has such a number; it is kept as it is."), is_doubtful=True)
    is_abroad = bool(found.region) and found.region != region
    return ToldOfNumber(country_name(found.region, lang) if is_abroad else "")


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


def out_of_use_text(point: ContactPoint) -> str:
    """Why a phone number or address is kept and not offered."""
    if point.status == "bad":
        return _("Reaches nobody")
    if point.valid_to:
        return _("Used until {day}").format(day=date_text(point.valid_to))
    return _("Not used any more")


class PointRow(SavedRow):
    """A phone number, e-mail or web address: what it is for, the value, preferred, remove."""

    def __init__(self, session: UiSession, slot: ItemSlot[ContactPoint]) -> None:
        super().__init__(session, slot)
        kind = slot.item.kind
        title = field_title(kind)
        theme = session.theme
        self.usage = PastChoice(
            theme,
            _("Kind of {field}").format(field=title),
            usage_choices(kind),
            slot.item.usage,
            lambda usage: self.save_choice("usage", usage),
        )
        hint = _("Add {field}").format(field=title.lower()) if slot.is_blank else ""
        self.field = FieldEdit(theme, title, slot.item.value, slot.saver("value"), hint=hint)
        self.star = IconButton(theme, "star", _("Preferred"), self._toggle_preferred, 16, "border")
        self.star.setCheckable(True)
        self.star.setProperty("mark", True)
        self.cross = IconButton(
            theme, "x", _("Remove {field}").format(field=title.lower()), self.remove, 16, "border"
        )
        self.usage.past_field = self.field
        for button in (self.usage, self.star, self.cross):
            keep_place(button)
        self.told: TextLabel | None = None
        self._told_of = ""
        self._middle = _Column()
        self._middle.add(self.field)
        fill(self, CaptionedBox(self.usage, beside(self._middle, self.star, self.cross)))
        self.refresh()

    def refresh(self) -> None:
        """Show what the file holds."""
        item: ContactPoint = self.slot.item
        self.field.set_value(item.value)
        self.usage.set_value(item.usage)
        self.star.setChecked(item.is_preferred)
        for button in (self.usage, self.star, self.cross):
            button.setVisible(not self.slot.is_blank)
        if not self.slot.is_blank:
            self.field.line.setPlaceholderText("")
            if not item.is_usable:
                self._told_of = out_of_use_text(item)
                self._note(self._told_of, "text_3")
            elif item.kind != PHONE:
                self._note("", "text_3")
            elif item.value != self._told_of:
                self._told_of = item.value
                self._session.tasks.run(
                    told_of_number,
                    item.value,
                    self._session.context.region,
                    language(),
                    owner=self,
                    lane="io",
                    on_done=self._tell,
                )

    def _tell(self, told: ToldOfNumber) -> None:
        """Say of which country a number is that is not of ours, or that it can be no number."""
        if self.slot.item.is_usable:
            self._note(told.text, "warn" if told.is_doubtful else "text_3")

    def _note(self, text: str, colour: str) -> None:
        """A remark below the value; "" for none."""
        if self.told is None and text:
            self.told = TextLabel(self._session.theme, role="caption", wrap=True)
            self.told.setContentsMargins(INDENT, 0, 0, 2)
            self._middle.add(self.told)
        if self.told is not None:
            self.told.set_colour(colour)
            self.told.setText(text)
            self.told.setVisible(bool(text))
        self.field.describe(text)

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return self.field.is_dirty

    def commit(self) -> None:
        """Save what was typed."""
        self.field.commit()

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why."""
        self.field.set_read_only(reason)
        refuse(reason, self.usage, self.star, self.cross)

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
        fill(self, beside(self.text, self.cross))
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
        refuse(reason, self.cross)
