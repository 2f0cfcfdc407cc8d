"""How did it end, and what follows: asked below the list as soon as something was done (ux 3.6 A)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import Outcome
from crm_desktop.services.activities.finishing import ACTIVITY, CADENCE
from crm_desktop.ui.features.today import acts
from crm_desktop.ui.features.today.acts import Answer, Reading
from crm_desktop.ui.features.today.board import Row
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel
from crm_desktop.ui.widgets.numbered_chips import NumberedChips

_READ_AFTER_MS = 60


class AnswerLine(ComposingLineEdit):
    """A line in which a digit, typed first, takes a chip."""

    numbered = Signal(int)
    entered = Signal()
    escaped = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter, Esc, and digits while nothing is typed."""
        text = event.text()
        if self.is_composing:
            super().keyPressEvent(event)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif not self.whole_text and text.isdigit() and text != "0" and len(text) == 1:
            self.numbered.emit(int(text))
        else:
            super().keyPressEvent(event)


class AskStrip(QFrame):
    """Chips for the outcome, chips for the next action, and a line that takes both as in the log bar."""

    finished = Signal()
    """It was saved."""

    left = Signal()
    """Nothing was saved."""

    def __init__(self, session: UiSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("askStrip")
        self._session = session
        theme = session.theme
        self.row: Row | None = None
        self._outcomes: list[Outcome] = []
        self._outcome: Outcome | None = None
        self._is_at_next = self._is_saving = False
        self._usual_days = 0
        self._title = ElidedLabel(theme, role="strong", colour="ok")
        self.ends = NumberedChips(theme, _("How did it end?"))
        self.next = NumberedChips(theme, _("Next action?"))
        self.line = AnswerLine()
        self.line.setPlaceholderText(_("A number, or words: lm +1w"))
        self.line.setAccessibleName(_("How did it end, and what follows?"))
        self._preview = TextLabel(theme, "", "caption", "text_2", wrap=True)
        self._reading = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._reading.timeout.connect(self._read)
        self._lay_out()
        self.ends.chosen.connect(self._on_end)
        self.next.chosen.connect(self._on_next)
        self.line.numbered.connect(self._on_number)
        self.line.entered.connect(self.save)
        self.line.escaped.connect(self._on_escape)
        self.line.typed.connect(lambda _text: self._reading.start())
        self.hide()

    def _lay_out(self) -> None:
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.line, 1)
        below.addWidget(push_button(_("Save"), self.save))
        below.addWidget(push_button(_("Cancel"), self.leave, kind="link"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        for widget in (self._title, self.ends, self.next):
            column.addWidget(widget)
        column.addLayout(below)
        column.addWidget(self._preview)

    @property
    def is_asking(self) -> bool:
        """Whether something was done that is not saved yet."""
        return self.row is not None

    def ask(self, row: Row, outcomes: Sequence[Outcome]) -> None:
        """Something was done: ask about it."""
        self.row, self._outcome, self._is_saving = row, None, False
        kind = row.item.kind or (kinds.CALL if row.item.source == CADENCE else kinds.TASK)
        fitting = [o for o in outcomes if not o.is_hidden and (not o.kinds or kind in o.kinds)]
        self._outcomes = fitting if row.item.source != ACTIVITY or kind != kinds.TASK else fitting[:4]
        self._title.setText(_("Done: {what}").format(what=row.title))
        self.ends.offer([outcome.name for outcome in self._outcomes])
        self.next.offer([_("Tomorrow"), _("+3 days"), _("+1 week"), _("+2 weeks"), _("+1 month"), _("None")])
        self.line.clear()
        self._say("", "text_2")
        self._go_to_next(on=False)
        self.show()
        self.line.setFocus()

    def _go_to_next(self, *, on: bool) -> None:
        self._is_at_next = on
        self._usual_days = 0
        self.ends.set_live(on=not on)
        self.next.set_live(on=on)
        self.ends.mark(self._outcomes.index(self._outcome) if self._outcome in self._outcomes else None)
        self.next.mark(None)

    def _on_number(self, number: int) -> None:
        (self.next if self._is_at_next else self.ends).press(number)

    def _on_end(self, at: int) -> None:
        self._outcome = self._outcomes[at]
        self._go_to_next(on=True)
        self.line.setFocus()
        if self._outcome.is_stop:
            self._say(_("Nobody follows up after this. Enter saves it."), "warn")
        elif self._outcome.next_days in acts.NEXT_DAYS:
            self._usual_days = self._outcome.next_days or 0
            self.next.mark(acts.NEXT_DAYS.index(self._usual_days))

    def _on_next(self, at: int) -> None:
        self._save(acts.NEXT_DAYS[at])

    def _on_escape(self) -> None:
        if self._is_at_next and not self.line.whole_text:
            self._outcome = None
            self._go_to_next(on=False)
        else:
            self.leave()

    def leave(self) -> None:
        """It was not done after all."""
        self._end()
        self.left.emit()

    def save(self) -> None:
        """It was done, and ended as is shown; what follows is the chip that is marked, or what was typed."""
        self._save(0 if self.line.whole_text.strip() else self._usual_days)

    def _save(self, days: int) -> None:
        if self.row is None or self._is_saving:
            return
        self._is_saving = True
        outcome = self._outcome.key if self._outcome is not None else ""
        answer = Answer(outcome, days, self.line.whole_text)
        acts.run_finish(self._session, self, self.row, answer, self._on_saved, self._on_failed)

    def _on_saved(self) -> None:
        self._end()
        self.finished.emit()

    def _on_failed(self, error: BaseException) -> None:
        self._is_saving = False
        if isinstance(error, ValidationError):
            self._say(" ".join(error.fields.values()), "bad")
            self.line.setFocus()
        else:
            self._session.notices.fail(error)
            self._end()
            self.left.emit()

    def _end(self) -> None:
        self.row, self._is_saving = None, False
        self._reading.stop()
        self.hide()

    def _read(self) -> None:
        if self.row is None:
            return
        session, text = self._session, self.line.whole_text
        session.tasks.run(
            acts.read_ending, session.context, text, self.row.item, owner=self, on_done=self._on_read
        )

    def _on_read(self, reading: Reading) -> None:
        if self.row is None or reading.text != self.line.whole_text:
            return
        if reading.problems:
            self._say(" ".join(reading.problems), "bad")
        else:
            self._say(reading.sentence, "text_2")

    def _say(self, text: str, colour: str) -> None:
        self._preview.setText(
            text or _("Enter saves it as done. Esc leaves it open.")
        )  # nothing jumps as one types
        self._preview.set_colour(colour if text else "text_3")
