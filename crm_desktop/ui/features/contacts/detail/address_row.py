"""An address: the block as it is printed, and on demand its parts in the order of its country."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from crm_desktop.base.i18n import _, language
from crm_desktop.domain.contacts import address as postal
from crm_desktop.domain.contacts.address_parts import part_title, parts_in_order, rare_parts
from crm_desktop.domain.contacts.records import Address
from crm_desktop.domain.countries import all_countries, country_code, country_name
from crm_desktop.ui.features.contacts.detail.rows import (
    CaptionedBox,
    SavedRow,
    beside,
    fill,
    keep_place,
)
from crm_desktop.ui.features.contacts.words import usage_choices
from crm_desktop.ui.forms.choice_edit import ChoiceButton
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.past_card import PastCaption
from crm_desktop.ui.forms.saving import Done, Failed, Saver
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.forms.tab_order import order_soon
from crm_desktop.ui.forms.text_edit import TextEdit
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import IconButton, push_button
from crm_desktop.ui.widgets.labels import TextLabel, align_to_window
from crm_desktop.ui.widgets.refusal import refuse

_PART_CAPTION = 110


class _Block(QLabel):
    """The printed lines; a click or Enter opens the parts."""

    def __init__(self, row: AddressRow) -> None:
        super().__init__()
        self._row = row
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setContentsMargins(9, 6, 9, 6)
        self.setObjectName("addressBlock")
        align_to_window(self)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The lines begin where the window's language begins."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            align_to_window(self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click edits."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._row.open_parts()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter, Space and F2 edit."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2):
            self._row.open_parts()
            return
        super().keyPressEvent(event)


class AddressRow(SavedRow):
    """One postal address."""

    def __init__(self, session: UiSession, slot: ItemSlot[Address]) -> None:
        super().__init__(session, slot)
        theme = session.theme
        self._fields: dict[str, FieldEdit | TextEdit] = {}
        self._part_hints: dict[str, TextLabel] = {}
        self._reason_for_no = ""
        self.usage = ChoiceButton(
            theme,
            _("Kind of address"),
            usage_choices("address"),
            slot.item.usage,
            lambda usage: self.save_choice("usage", usage),
            allows_own=True,
        )
        self.block = _Block(self)
        self.block.setFont(theme.font("body"))
        self._add = push_button(_("Add address"), self.open_parts, kind="adds")
        self._parts = QWidget()
        self._grid = QGridLayout()
        self._hint = TextLabel(theme, role="caption", colour="warn", wrap=True)
        self._more = push_button(_("More lines"), self._show_rare, kind="link")
        self._close = push_button(_("Done"), self.close_parts, kind="link")
        self._lay_out_parts()
        self.star = IconButton(theme, "star", _("Preferred"), self._toggle_preferred, 16, "border")
        self.star.setCheckable(True)
        self.star.setProperty("mark", True)
        self.cross = IconButton(theme, "x", _("Remove address"), self.remove, 16, "border")
        middle_box = QWidget()
        middle = QVBoxLayout(middle_box)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(2)
        for widget in (self.block, self._parts, self._hint):
            middle.addWidget(widget)
        middle.addWidget(self._add)
        self._hint.setContentsMargins(9, 0, 0, 0)
        for button in (self.usage, self.star, self.cross):
            keep_place(button)
        fill(self, CaptionedBox(self.usage, beside(middle_box, self.star, self.cross)))
        self._parts.hide()
        self.refresh()

    def _lay_out_parts(self) -> None:
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(4)
        self._grid.setHorizontalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self._more)
        buttons.addStretch()
        buttons.addWidget(self._close)
        column = QVBoxLayout(self._parts)
        column.setContentsMargins(0, 0, 0, 4)
        column.addLayout(self._grid)
        column.addLayout(buttons)

    # --- showing

    def refresh(self) -> None:
        """Show what the file holds."""
        item: Address = self.slot.item
        is_open = not self._parts.isHidden()
        lines = postal.block(item, names=(), sender_country=self._session.context.region, lang=language())
        self.block.setText("\n".join(lines) or _("Empty address"))
        self.block.setAccessibleName(_("Address: {lines}").format(lines=", ".join(lines)))
        self.block.setVisible(not self.slot.is_blank and not is_open)
        self._add.setVisible(self.slot.is_blank and not is_open and not self._reason_for_no)
        self.usage.set_value(item.usage)
        self.usage.setVisible(not self.slot.is_blank or is_open)
        self.star.setVisible(not self.slot.is_blank)
        self.star.setChecked(item.is_preferred)
        self.cross.setVisible(not self.slot.is_blank)
        for attribute, field in self._fields.items():
            field.set_value(self._text(attribute))
        self._show_reasons(item)

    def _show_reasons(self, item: Address) -> None:
        """What to look at again: beside the part while the parts are open, else below the block."""
        reasons = {} if self.slot.is_blank else postal.validate(item)
        for attribute, label in self._part_hints.items():
            reason = reasons.pop(attribute, "")
            label.setText(reason)
            label.setVisible(bool(reason))
            self._fields[attribute].setAccessibleDescription(reason)
        if self._parts.isHidden():
            reasons = {} if self.slot.is_blank else postal.validate(item)
        self._hint.setText(
            "\n".join(
                _("{field}: {reason}").format(field=part_title(part, item.country), reason=reason)
                for part, reason in reasons.items()
            )
        )
        self._hint.setVisible(bool(reasons))

    def _text(self, attribute: str) -> str:
        item: Address = self.slot.item
        if attribute == "country":
            return country_name(item.country, language()) if item.country else item.country_name
        return str(getattr(item, attribute))

    def open_parts(self) -> None:
        """Show the parts, in the order of the country."""
        if self._reason_for_no:
            return
        if self.slot.is_blank and not self.slot.item.country:
            region = self._session.context.region
            self.slot.item = dataclasses.replace(self.slot.item, country=region)
        self._build_fields()
        self._parts.show()
        self.refresh()
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus()

    def close_parts(self) -> None:
        """Back to the printed block."""
        self.commit()
        self._parts.hide()
        self.refresh()
        self.block.setFocus()

    def _build_fields(self, *, with_rare: bool = False) -> None:
        """Make the fields anew, since another country has others in another order."""
        for field in self._fields.values():
            field.commit()
        while (entry := self._grid.takeAt(0)) is not None:
            if widget := entry.widget():
                widget.hide()
                widget.deleteLater()
        self._fields, self._part_hints = {}, {}
        item: Address = self.slot.item
        order = [*parts_in_order(item.country)]
        filled = [name for name in ("region", "dependent_locality", "sorting_code") if getattr(item, name)]
        order += [name for name in filled if name not in order]
        order += [name for name in rare_parts() if with_rare or getattr(item, name)]
        for attribute in [*order, "country"]:
            self._add_field(attribute, item.country)
        self._more.setVisible(not with_rare)
        order_soon(self)

    def _add_field(self, attribute: str, country: str) -> None:
        title = part_title(attribute, country)
        field: FieldEdit | TextEdit
        if attribute == "street":  # may be of several lines
            field = TextEdit(self._session.theme, title, self._text(attribute), self.slot.saver(attribute))
            field.edit.setProperty("quiet", False)
        else:
            saver: Saver = self.slot.saver(attribute)
            if attribute == "country":
                saver = self.slot.drafted(self._save_country, attribute)
            field = FieldEdit(self._session.theme, title, self._text(attribute), saver)
            field.line.setProperty("quiet", False)
            if attribute == "country":
                self._offer_countries(field)
        is_needed = attribute in postal.required_fields(country)
        text = _("{field} (needed)").format(field=title) if is_needed else title
        label = PastCaption(self._session.theme, text, "caption")
        label.setBuddy(field)
        label.setContentsMargins(0, 8, 0, 0)
        label.setMaximumWidth(_PART_CAPTION)
        label.past_field = field
        hint = TextLabel(self._session.theme, role="caption", colour="warn", wrap=True)
        hint.setContentsMargins(9, 0, 0, 0)
        hint.hide()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(field)
        column.addWidget(hint)
        at = self._grid.rowCount()
        self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(box, at, 1)
        self._fields[attribute], self._part_hints[attribute] = field, hint

    def reading_order(self) -> list[QWidget]:
        """The parts stand above the buttons below them, however often they are made anew."""
        fields: list[QWidget] = list(self._fields.values())
        return [
            *(self.usage, self.block, *fields),
            *(self._more, self._close, self._add, self.star, self.cross),
        ]

    def _offer_countries(self, field: FieldEdit) -> None:
        names = sorted(name for _code, name in all_countries(language()))
        completer = QCompleter(names, field.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        field.line.setCompleter(completer)
        field.saved.connect(lambda _text: self._on_country_saved())

    def _show_rare(self) -> None:
        self._build_fields(with_rare=True)

    # --- saving

    def _save_country(self, base: str, new: str, done: Done, failed: Failed) -> None:
        """A name of a country becomes its code; what is no country stays as a word."""

        def with_country(text: str, item: Address) -> Address:
            code = country_code(text, language())
            return dataclasses.replace(item, country=code, country_name="" if code else text)

        self.slot.save(
            lambda item: with_country(base, item), lambda item: with_country(new, item), done, failed
        )

    def _on_country_saved(self) -> None:
        typed = self._fields["country"].value
        code = country_code(typed, language())
        item = dataclasses.replace(self.slot.item, country=code, country_name="" if code else typed)
        self.slot.refresh(item)
        self._build_fields()
        self.refresh()

    def _toggle_preferred(self) -> None:
        self.save_choice("is_preferred", self.star.isChecked())

    def is_dirty(self) -> bool:
        """Whether something typed is not saved yet."""
        return any(field.is_dirty for field in self._fields.values())

    def commit(self) -> None:
        """Save what was typed."""
        for field in list(self._fields.values()):
            field.commit()

    def set_read_only(self, reason: str) -> None:
        """Refuse typing and say why."""
        self._reason_for_no = reason
        self.block.setToolTip(reason)
        self.block.setAccessibleDescription(reason)
        refuse(reason, self.usage, self.star, self.cross)
