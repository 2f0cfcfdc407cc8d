"""The control questions of a first meeting as a form; what is known is shown and not asked again (S10, S22)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.formats import list_text
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.domain.contacts.words import CHANNEL_TITLES
from crm_desktop.domain.date_texts import partial_date_text
from crm_desktop.domain.dates import format_iso, parse_partial_date
from crm_desktop.services.contacts import first_meeting
from crm_desktop.services.contacts.first_meeting import (
    ANSWER_CHANNELS,
    BIRTHDAY,
    CHANNEL,
    INTERESTS,
    QUESTIONS,
    Question,
)
from crm_desktop.ui.features.contacts.detail.typed_dates import typed_date
from crm_desktop.ui.features.contacts.relations.form_dialog import FormDialog
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import TextLabel


class QuestionsDialog(FormDialog):
    """A row for each question; Tab goes to those that are open."""

    def __init__(self, session: UiSession, record: PartyRecord, parent: QWidget) -> None:
        verb = (_("Save answers"), self.save)
        super().__init__(session, _("Control questions"), verb, parent, heading=record.display_name)
        self._record = record
        self.lines: dict[str, ComposingLineEdit] = {}
        self.channel: QComboBox | None = None
        known = first_meeting.known(record, session.context.clock.today())
        for question in QUESTIONS:
            self.add_row(_(question.title), self._field(question, known.get(question.key, ())))
        self.fields = self.lines
        first = next((line for key, line in self.lines.items() if key not in known), None)
        (first or self.save_button).setFocus()

    def _field(self, question: Question, known: Sequence[str]) -> QWidget:
        """The known answers, and a line where there is something to ask."""
        asked: QWidget | None = None
        if question.key == CHANNEL:
            asked = None if known else self._channels()
        elif question.is_open or not known:
            asked = self.lines[question.key] = self._line(question, is_more=bool(known))
        if not known:
            return asked or QWidget()
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        texts = [_shown(question.key, answer) for answer in known]
        column.addWidget(TextLabel(self._session.theme, list_text(texts), "strong", wrap=True))
        if asked is not None:
            column.addWidget(asked)
            box.setFocusProxy(asked)
        return box

    def _channels(self) -> QComboBox:
        self.channel = QComboBox()
        self.channel.addItem("", "")
        for channel in ANSWER_CHANNELS:
            self.channel.addItem(_(CHANNEL_TITLES[channel]), channel)
        return self.channel

    def _line(self, question: Question, *, is_more: bool) -> ComposingLineEdit:
        line = ComposingLineEdit()
        line.setAccessibleName(_(question.title))
        if is_more:
            line.setPlaceholderText(_("Something more"))
        elif question.key == INTERESTS:
            line.setPlaceholderText(_("Several with commas between them"))
        elif question.key == BIRTHDAY:
            line.setPlaceholderText(_("With or without the year"))
        return line

    def save(self) -> None:
        """Keep the answers, and close; with none of them it only closes."""
        try:
            answers = self._answers()
        except ValidationError as error:
            self.refuse(error)
            return
        if not answers:
            self.accept()
            return
        told = _("Answers of {name} saved").format(name=self._record.display_name)
        self.run(told, first_meeting.save, self._record.ref, answers)

    def _answers(self) -> dict[str, str]:
        answers = {key: line.text().strip() for key, line in self.lines.items()}
        answers[CHANNEL] = str(self.channel.currentData()) if self.channel else ""
        if answers.get(BIRTHDAY):
            try:
                answers[BIRTHDAY] = format_iso(typed_date(answers[BIRTHDAY]))
            except ValidationError as error:
                raise ValidationError({BIRTHDAY: " ".join(error.fields.values())}) from error
        return {key: answer for key, answer in answers.items() if answer}


def _shown(key: str, answer: str) -> str:
    if key == CHANNEL:
        return _(CHANNEL_TITLES[answer])
    on = parse_partial_date(answer) if key == BIRTHDAY else None
    return partial_date_text(on) if on else answer
