"""The editor of one activity: everything it holds, saved as one step; what others changed meanwhile is asked about."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import ConflictError, UserError, ValidationError
from crm_desktop.base.i18n import _, pgettext
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline import Surroundings
from crm_desktop.domain.activities.records import ActivityRecord, Outcome
from crm_desktop.services.activities import hours, logging, ops, outcomes, timeline
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.activities import acts, words
from crm_desktop.ui.features.activities.files_edit import FilesEdit
from crm_desktop.ui.features.activities.people_edit import LinksEdit, PeopleEdit
from crm_desktop.ui.features.activities.when_edit import WhenEdit
from crm_desktop.ui.forms.conflict_strip import ConflictStrip
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.composing_edit import ComposingLineEdit, ComposingTextEdit
from crm_desktop.ui.widgets.labels import TextLabel

_LINES = ("subject", "location", "reason_text", "offered_text", "result_text")
_FIELD_OF = {"outcome_id": "outcome"}
"""Column of the file -> attribute of the record, where they are called differently."""


@dataclass(frozen=True, slots=True)
class _Read:
    record: ActivityRecord
    outcomes: tuple[Outcome, ...]
    around: Surroundings


def _read(context: AppContext, ref: EntityRef) -> _Read:
    """Runs in a worker thread."""
    return _Read(timeline.load(context, ref), outcomes.outcomes(context), logging.surroundings(context))


class ActivityDialog(QDialog):
    """Ctrl+Enter saves; Esc closes, and what was typed can be had back."""

    def __init__(
        self,
        session: UiSession,
        ref: EntityRef,
        page_of: Id,
        parent: QWidget,
        typed: ActivityRecord | None = None,
    ) -> None:
        """`typed` is what was typed before into an editor of this activity that was closed."""
        super().__init__(parent)
        self._session, self._ref, self._page_of, self._typed = session, ref, page_of, typed
        self._over = parent
        self._read: _Read | None = None
        self.base = ActivityRecord()
        self._is_saved = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Activity"))
        self.resize(560, min(680, parent.height() - 40))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        session.tasks.run(
            _read, session.context, ref, owner=self, on_done=self._on_read, on_error=self._on_gone
        )

    def _on_gone(self, error: BaseException) -> None:
        self._session.notices.fail(error)
        super().reject()

    def _on_read(self, read: _Read) -> None:
        self._read, self.base = read, read.record
        self._build(self._typed or read.record)

    # --- what is in it

    def _build(self, record: ActivityRecord) -> None:
        theme = self._session.theme
        self.setWindowTitle(words.kind_text(self.base))
        self.kind = _chooser(kinds.TITLES, record.kind)
        self.direction = _chooser(
            {"": pgettext("direction", "No direction"), **kinds.DIRECTIONS}, record.direction
        )
        self.status = _chooser(kinds.STATUSES, record.status)
        assert self._read is not None  # it is built from what was read
        self.outcome = _chooser({"": pgettext("outcome", "No outcome")}, "")
        for outcome in self._read.outcomes:
            if not outcome.is_hidden or outcome.key == record.outcome:
                self.outcome.addItem(outcome.name, outcome.key)
        self.outcome.setCurrentIndex(max(self.outcome.findData(record.outcome), 0))
        self.when = WhenEdit(record, hours.zone(self._session.context))
        self.people = PeopleEdit(self._session, record.people)
        self.links = LinksEdit(self._session, record.links)
        self.files = FilesEdit(self._session, self._ref)
        self.lines = {name: ComposingLineEdit() for name in _LINES}
        for name, line in self.lines.items():
            line.setText(getattr(record, name))
        self.body = ComposingTextEdit()
        self.body.setFont(theme.font("body"))
        self.body.setPlainText(record.body)
        self.body.setMinimumHeight(96)
        self.strip = ConflictStrip(theme)
        self.reason = TextLabel(theme, "", "caption", "bad", wrap=True)
        self.reason.hide()
        self._lay_out()
        self.body.setFocus()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(24, 20, 24, 12)
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(10)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
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
            form.addRow(TextLabel(self._session.theme, title, "body", "text_2"), widget)
        inner = QWidget()
        inner.setLayout(form)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 0, 24, 16)
        foot.setSpacing(8)
        foot.addWidget(self.strip)
        foot.addWidget(self.reason)
        buttons = QHBoxLayout()
        self._trash = push_button(_("Move to the trash"), self.trash, kind="link")
        self._save = push_button(_("Save"), self.save, kind="primary")
        buttons.addWidget(self._trash)
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(self._save)
        foot.addLayout(buttons)
        self._column.addWidget(area, 1)
        self._column.addLayout(foot)
        if self._session.context.store.is_read_only:
            for button in (self._trash, self._save):
                button.setEnabled(False)
                button.setToolTip(_("The file is read-only."))

    def _texts(self) -> dict[str, Any]:
        """The lines that are different."""
        return {n: line.text() for n, line in self.lines.items() if line.text() != getattr(self.base, n)}

    def typed(self) -> ActivityRecord:
        """The activity as it stands in the editor. Raises ValidationError for a moment that is none."""
        assert self._read is not None  # nothing is typed before it was read
        return dataclasses.replace(
            self.base,
            kind=str(self.kind.currentData()),
            direction=str(self.direction.currentData()),
            status=str(self.status.currentData()),
            outcome=str(self.outcome.currentData()),
            at=self.when.moment(self._read.around),
            is_all_day=self.when.all_day.isChecked(),
            duration_s=self.when.duration(self.base.duration_s),
            people=tuple(self.people.people),
            links=tuple(self.links.links),
            body=self.body.toPlainText() if self.body.toPlainText() != self.base.body else self.base.body,
            **self._texts(),
        )

    # --- saving

    def save(self) -> None:
        """Save what is different, and close; stays open with the reason when it cannot be saved."""
        try:
            new = self.typed()
        except ValidationError as error:
            self._refuse(error)
            return
        self._store(self.base, new)

    def _store(self, base: ActivityRecord, new: ActivityRecord) -> None:
        if base == new:
            self._close()
            return
        self._session.tasks.run(
            ops.change,
            self._session.context,
            base,
            new,
            owner=self,
            lane="write",
            on_done=lambda _none: self._on_saved(new),
            on_error=lambda error: self._on_failed(error, base, new),
        )

    def _on_saved(self, new: ActivityRecord) -> None:
        self._session.notices.say(_("Saved: {what}").format(what=acts.name_of(new)), undo=LAST_STEP)
        self._close()

    def _close(self) -> None:
        self._is_saved = True
        self.accept()

    def _on_failed(self, error: BaseException, base: ActivityRecord, new: ActivityRecord) -> None:
        if isinstance(error, ConflictError):
            self._ask(error, base, new)
        elif isinstance(error, UserError):
            self._refuse(error)
        else:
            self._session.notices.fail(error)

    def _ask(self, error: ConflictError, base: ActivityRecord, new: ActivityRecord) -> None:
        """Both values; whichever is chosen, the rest is saved with it."""

        def read_again(record: ActivityRecord) -> None:
            name = _FIELD_OF.get(error.field, error.field)
            theirs: Mapping[str, Any] = {name: getattr(record, name)}
            on_theirs = dataclasses.replace(base, **theirs)
            self.strip.ask(
                error.what,
                lambda: self._answer(on_theirs, new),
                lambda: self._answer(on_theirs, dataclasses.replace(new, **theirs)),
            )

        self._session.tasks.run(
            timeline.load, self._session.context, self._ref, owner=self, on_done=read_again
        )

    def _answer(self, base: ActivityRecord, new: ActivityRecord) -> None:
        self.strip.hide()
        self._store(base, new)

    def _refuse(self, error: UserError) -> None:
        text = " ".join(error.fields.values()) if isinstance(error, ValidationError) else str(error)
        self.reason.setText(text)
        self.reason.show()

    def trash(self) -> None:
        """Throw the activity away; the toast brings it back."""
        acts.trash(self._session, self._session.tasks, [self._ref])
        self._close()

    # --- leaving

    def reject(self) -> None:
        """Close; what was typed and not saved can be had back from the toast."""
        if self._read is not None and not self._is_saved:
            self._offer_back()
        super().reject()

    def _offer_back(self) -> None:
        try:
            typed = self.typed()
        except ValidationError:
            typed = dataclasses.replace(self.base, body=self.body.toPlainText())
        if typed != self.base:
            session, ref, page_of, parent = self._session, self._ref, self._page_of, self._over
            self._session.notices.say(
                _("Your changes were not saved: {what}").format(what=acts.name_of(typed)),
                action=(_("Go on editing"), _reopening(session, ref, page_of, parent, typed)),
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter saves from every field; Enter alone does not."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self._read is not None:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
            return
        super().keyPressEvent(event)


def _reopening(
    session: UiSession, ref: EntityRef, page_of: Id, parent: QWidget, typed: ActivityRecord
) -> Callable[[], None]:
    def run() -> None:
        ActivityDialog(session, ref, page_of, parent, typed).open()

    return run


def _chooser(choices: Mapping[str, str], value: str) -> QComboBox:
    box = QComboBox()
    for key, title in choices.items():
        box.addItem(_(title) if key else title, key)
    box.setCurrentIndex(max(box.findData(value), 0))
    return box
