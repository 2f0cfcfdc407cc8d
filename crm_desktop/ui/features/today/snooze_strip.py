"""Puts something off: six choices by number, the last one typed (ux 3.6 K)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.domain.activities.logline.preview import clock_text
from crm_desktop.ui.features.today import acts
from crm_desktop.ui.features.today.ask_strip import AnswerLine
from crm_desktop.ui.features.today.board import Row
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import ElidedLabel, TextLabel
from crm_desktop.ui.widgets.numbered_chips import NumberedChips


class SnoozeStrip(QFrame):
    """Has the keyboard while it asks; Esc leads back."""

    finished = Signal()
    left = Signal()

    def __init__(self, session: UiSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("askStrip")
        self._session = session
        self.row: Row | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._title = ElidedLabel(session.theme, role="strong")
        self.chips = NumberedChips(session.theme, _("Until when?"))
        self.line = AnswerLine()
        self.line.setPlaceholderText(_("3d, fri, 14/5 9:00"))
        self.line.setAccessibleName(_("Until when?"))
        self._reason = TextLabel(session.theme, "", "caption", "bad", wrap=True)
        self._lay_out()
        self.chips.chosen.connect(self._take)
        self.line.entered.connect(lambda: self._save(acts.TYPED))
        self.line.escaped.connect(self.leave)
        self.line.numbered.connect(lambda number: self.line.insert(str(number)))
        self.hide()

    def _lay_out(self) -> None:
        self._typed = QWidget()
        below = QHBoxLayout(self._typed)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(8)
        below.addWidget(self.line, 1)
        below.addWidget(push_button(_("Snooze"), lambda: self._save(acts.TYPED)))
        above = QHBoxLayout()
        above.addWidget(self._title, 1)
        above.addWidget(push_button(_("Cancel"), self.leave, kind="link"))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(6)
        column.addLayout(above)
        for widget in (self.chips, self._typed, self._reason):
            column.addWidget(widget)

    def ask(self, row: Row) -> None:
        """Ask until when."""
        self.row = row
        self._title.setText(_("Snooze: {what}").format(what=row.title))
        context = self._session.context
        morning = clock_text(acts.snooze_moment(context, acts.TOMORROW).timetz())
        afternoon = clock_text(acts.snooze_moment(context, acts.AFTERNOON).timetz())
        self.chips.offer(
            [
                _("15 minutes"),
                _("1 hour"),
                _("This afternoon, {time}").format(time=afternoon),
                _("Tomorrow, {time}").format(time=morning),
                _("Next week"),
                _("Other…"),
            ]
        )
        self.chips.set_live(on=True)
        self._typed.hide()
        self._reason.hide()
        self.line.clear()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A digit chooses, Esc leads back."""
        text = event.text()
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif len(text) == 1 and text.isdigit() and self.chips.press(int(text)):
            return
        else:
            super().keyPressEvent(event)

    def leave(self) -> None:
        """Nothing is put off."""
        self._end()
        self.left.emit()

    def _take(self, choice: int) -> None:
        if choice == acts.TYPED:
            self._typed.show()
            self.line.setFocus()
        else:
            self._save(choice)

    def _save(self, choice: int) -> None:
        if self.row is None:
            return
        acts.run_snooze(
            self._session, self, self.row, choice, self.line.whole_text, self._on_saved, self._on_failed
        )

    def _on_saved(self) -> None:
        self._end()
        self.finished.emit()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, ValidationError):
            self._reason.setText(" ".join(error.fields.values()))
            self._reason.show()
            self.line.setFocus()
            return
        self._session.notices.fail(error)
        self.leave()

    def _end(self) -> None:
        self.row = None
        self.hide()
