"""The office's list of outcomes: order, names, short codes, what they mean, their colour, what follows."""

from __future__ import annotations

import dataclasses

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _, pgettext
from crm_desktop.domain.activities.records import Outcome
from crm_desktop.services.activities import outcomes as service
from crm_desktop.ui.features.activities.words import COLOURS, hue_of
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.buttons import IconButton, flush_links, push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.number_box import NumberBox

_LONGEST_DAYS = 365
_PATCH = 14


class OutcomesDialog(QDialog):
    """The list at the side, the chosen one beside it. One step saves everything."""

    def __init__(self, session: UiSession, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.outcomes: list[Outcome] = []
        self._is_showing = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Outcomes"))
        self.resize(620, min(460, parent.height() - 40))
        self.list = QListWidget()
        self.list.setObjectName("card")
        self.list.setAccessibleName(_("Outcomes"))
        self.list.currentRowChanged.connect(self._show)
        self.name = ComposingLineEdit()
        self.codes = ComposingLineEdit()
        self.codes.setPlaceholderText(_("Short words for the log bar, such as: lm"))
        self.colour = QComboBox()
        self.success = QCheckBox(_("A success: what was wanted was reached"))
        self.attempt = QCheckBox(_("Only an attempt: the person was not reached"))
        self.stop = QCheckBox(_("Nobody follows up any more"))
        self.days = NumberBox()
        self.days.setRange(0, _LONGEST_DAYS)
        self.days.setSpecialValueText(_("None"))
        self.days.setSuffix(_(" days"))
        self.hidden = QCheckBox(_("Hidden: no longer offered, old entries keep it"))
        self.reason = TextLabel(session.theme, "", "caption", "bad", wrap=True)
        self._fill_colours()
        self._lay_out()
        self._connect()
        session.tasks.run(service.outcomes, session.context, owner=self, on_done=self._on_read)

    def _fill_colours(self) -> None:
        names = {
            "blue": _("Blue"),
            "teal": _("Teal"),
            "green": _("Green"),
            "olive": _("Olive"),
            "amber": _("Amber"),
            "orange": _("Orange"),
            "pink": _("Pink"),
            "purple": _("Purple"),
            "red": _("Red"),
            "grey": _("Grey"),
        }
        self.colour.addItem(pgettext("colour", "None"), "")
        for key in COLOURS:
            patch = QPixmap(_PATCH, _PATCH)
            patch.fill(QColor(hue_of(self._session.theme.tokens, key).text))
            self.colour.addItem(patch, names[key], key)

    def _lay_out(self) -> None:
        theme = self._session.theme
        tools = QHBoxLayout()
        flush_links(tools)
        tools.addWidget(push_button(_("Add"), self.add, kind="link"))
        tools.addStretch()
        tools.addWidget(IconButton(theme, "chevron-up", _("Move up"), lambda: self.shift(-1), 16))
        tools.addWidget(IconButton(theme, "chevron-down", _("Move down"), lambda: self.shift(1), 16))
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addLayout(tools)
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.addRow(_("Name"), self.name)
        form.addRow(_("Codes"), self.codes)
        form.addRow(_("Colour"), self.colour)
        form.addRow(_("Follow up after"), self.days)
        for box in (self.success, self.attempt, self.stop, self.hidden):
            form.addRow(box)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addLayout(left, 2)
        middle.addLayout(form, 3)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(push_button(_("Save"), self.save, kind="primary"))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(middle, 1)
        column.addWidget(self.reason)
        column.addLayout(buttons)

    def _connect(self) -> None:
        for line in (self.name, self.codes):
            line.textEdited.connect(self._keep)
        for box in (self.success, self.attempt, self.stop, self.hidden):
            box.toggled.connect(self._keep)
        self.colour.currentIndexChanged.connect(self._keep)
        self.days.valueChanged.connect(self._keep)

    # --- the list

    def _on_read(self, found: tuple[Outcome, ...]) -> None:
        self.outcomes = list(found)
        self._fill(0)

    def _fill(self, row: int) -> None:
        self._is_showing = True
        self.list.clear()
        for outcome in self.outcomes:
            self.list.addItem(QListWidgetItem(_title(outcome)))
        self._is_showing = False
        self.list.setCurrentRow(row)

    def add(self) -> None:
        """One more, at the end."""
        name = _("New outcome")
        self.outcomes.append(Outcome(service.new_key(name, self.outcomes), name))
        self._fill(len(self.outcomes) - 1)
        self.name.setFocus()
        self.name.selectAll()

    def shift(self, by: int) -> None:
        """Move the chosen one up or down."""
        row = self.list.currentRow()
        to = row + by
        if 0 <= row < len(self.outcomes) and 0 <= to < len(self.outcomes):
            self.outcomes.insert(to, self.outcomes.pop(row))
            self._fill(to)

    # --- the chosen one

    def _show(self, row: int) -> None:
        if self._is_showing or not 0 <= row < len(self.outcomes):
            return
        outcome = self.outcomes[row]
        self._is_showing = True
        self.name.setText(outcome.name)
        self.codes.setText(" ".join(outcome.codes))
        self.colour.setCurrentIndex(max(self.colour.findData(outcome.color), 0))
        self.success.setChecked(outcome.is_success)
        self.attempt.setChecked(outcome.is_attempt_only)
        self.stop.setChecked(outcome.is_stop)
        self.hidden.setChecked(outcome.is_hidden)
        self.days.setValue(outcome.next_days or 0)
        self._is_showing = False

    def _keep(self) -> None:
        row = self.list.currentRow()
        if self._is_showing or not 0 <= row < len(self.outcomes):
            return
        self.outcomes[row] = dataclasses.replace(
            self.outcomes[row],
            name=self.name.text(),
            codes=tuple(self.codes.text().replace(",", " ").split()),
            color=str(self.colour.currentData()),
            is_success=self.success.isChecked(),
            is_attempt_only=self.attempt.isChecked(),
            is_stop=self.stop.isChecked(),
            is_hidden=self.hidden.isChecked(),
            next_days=self.days.value() or None,
        )
        item = self.list.item(row)
        item.setText(_title(self.outcomes[row]))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, self.outcomes[row].name)

    def save(self) -> None:
        """Save the list, and close; stays open with the reason when something does not fit."""
        self._session.tasks.run(
            service.save,
            self._session.context,
            list(self.outcomes),
            owner=self,
            lane="write",
            on_done=lambda _none: self._on_saved(),
            on_error=self._on_failed,
        )

    def _on_saved(self) -> None:
        self._session.notices.say(_("Outcomes saved"), undo=LAST_STEP)
        self.accept()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ValidationError):
            self.reason.setText(" ".join(error.fields.values()))
        else:
            self._session.notices.fail(error)


def _title(outcome: Outcome) -> str:
    if outcome.is_hidden:
        return _("{name} (hidden)").format(name=outcome.name)
    return outcome.name
