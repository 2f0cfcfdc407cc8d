"""Everything that one activity holds, each in a field of its own: the inside of its editor."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QScrollArea, QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _, pgettext
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline import Surroundings
from crm_desktop.domain.activities.records import ActivityRecord, Outcome
from crm_desktop.services.activities import hours
from crm_desktop.ui.features.activities.files_edit import FilesEdit
from crm_desktop.ui.features.activities.people_edit import LinksEdit, PeopleEdit
from crm_desktop.ui.features.activities.when_edit import WhenEdit
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit, ComposingTextEdit
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.refusal import refuse

_LINES_OF_NOTES = 7
_LINES = ("subject", "location", "reason_text", "offered_text", "result_text")


class EditorForm(QScrollArea):
    """Shows a record; `typed` is what it was made into. Files are added and taken off at once."""

    changed = Signal()

    def __init__(
        self,
        session: UiSession,
        ref: EntityRef,
        record: ActivityRecord,
        outcomes: Iterable[Outcome],
        around: Surroundings,
    ) -> None:
        super().__init__()
        self._theme, self._around = session.theme, around
        self.kind = _chooser(kinds.TITLES, record.kind)
        self.direction = _chooser(
            {"": pgettext("direction", "No direction"), **kinds.DIRECTIONS}, record.direction
        )
        self.status = _chooser(kinds.STATUSES, record.status)
        self.outcome = _chooser({"": pgettext("outcome", "No outcome")}, "")
        for outcome in outcomes:
            if not outcome.is_hidden or outcome.key == record.outcome:
                self.outcome.addItem(outcome.name, outcome.key)
        self.outcome.setCurrentIndex(max(self.outcome.findData(record.outcome), 0))
        self.when = WhenEdit(record, hours.zone(session.context))
        self.people = PeopleEdit(session, record.people)
        self.links = LinksEdit(session, record.links)
        self.files = FilesEdit(session, ref)
        self.lines = {name: ComposingLineEdit() for name in _LINES}
        for name, line in self.lines.items():
            line.setText(getattr(record, name))
        self.body = ComposingTextEdit()
        self.body.setFont(session.theme.font("body"))
        self.body.setPlainText(record.body)
        self.body.setFixedHeight(self.body.fontMetrics().lineSpacing() * _LINES_OF_NOTES + 16)
        self._lay_out()
        self._follow()

    def set_read_only(self, reason: str) -> None:
        """Refuse changes and say why; texts can still be read to their end, and copied."""
        lines: tuple[ComposingLineEdit | ComposingTextEdit, ...] = (*self.lines.values(), self.body)
        for line in lines:
            line.setReadOnly(True)
            line.setToolTip(reason)
            line.setAccessibleDescription(reason)
        refuse(
            reason, self.kind, self.direction, self.status, self.outcome, self.when, self.people, self.links
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(24, 20, 24, 12)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        what = QWidget()
        row = QHBoxLayout(what)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for chooser in (self.kind, self.direction, self.status):
            row.addWidget(chooser, 1)
        for title, widget in (
            (_("What"), what),
            (_("When"), self.when),
            (_("Who"), self.people),
            (_("Outcome"), self.outcome),
            (_("Subject"), self.lines["subject"]),
            (_("Notes"), self.body),
            (_("Reason"), self.lines["reason_text"]),
            (_("Offered"), self.lines["offered_text"]),
            (_("Result"), self.lines["result_text"]),
            (_("Place"), self.lines["location"]),
            (_("About"), self.links),
            (_("Files"), self.files),
        ):
            widget.setAccessibleName(title)
            form.addRow(TextLabel(self._theme, title, "body", "text_2"), widget)
        inner = QWidget()
        inner.setLayout(form)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inner)

    def _follow(self) -> None:
        """Every change is told."""
        for signal in (
            *(box.currentIndexChanged for box in (self.kind, self.direction, self.status, self.outcome)),
            *(line.textChanged for line in (*self.lines.values(), self.when.day, self.when.time)),
            self.body.textChanged,
            self.when.all_day.toggled,
            self.when.length.valueChanged,
            self.people.changed,
            self.links.changed,
        ):
            signal.connect(lambda *_what: self.changed.emit())

    def typed(self, base: ActivityRecord) -> ActivityRecord:
        """What `base` was made into. Raises ValidationError for a moment that is none."""
        return dataclasses.replace(
            self._without_moment(base),
            at=self.when.moment(self._around),
            is_all_day=self.when.all_day.isChecked(),
            duration_s=self.when.duration(base.duration_s),
        )

    def as_far_as_typed(self, base: ActivityRecord) -> ActivityRecord:
        """The same, at the old moment while none, or half of one, is typed."""
        try:
            return self.typed(base)
        except ValidationError:
            return self._without_moment(base)

    def _without_moment(self, base: ActivityRecord) -> ActivityRecord:
        texts = {name: line.text() for name, line in self.lines.items()} | {"body": self.body.toPlainText()}
        different: dict[str, Any] = {n: text for n, text in texts.items() if text != getattr(base, n)}
        return dataclasses.replace(
            base,
            kind=str(self.kind.currentData()),
            direction=str(self.direction.currentData()),
            status=str(self.status.currentData()),
            outcome=str(self.outcome.currentData()),
            people=tuple(self.people.people),
            links=tuple(self.links.links),
            **different,
        )


def _chooser(choices: Mapping[str, str], value: str) -> QComboBox:
    box = QComboBox()
    for key, title in choices.items():
        box.addItem(_(title) if key else title, key)
    box.setCurrentIndex(max(box.findData(value), 0))
    return box
