"""The editor of one activity: everything it holds, saved as one step; what others changed meanwhile is asked about."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from crm_desktop.base.errors import ConflictError, UserError, ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities.logline import Surroundings
from crm_desktop.domain.activities.records import ActivityRecord, Outcome
from crm_desktop.services.activities import logging, ops, outcomes, timeline
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.activities import acts, words
from crm_desktop.ui.features.activities.editor_draft import EditorDraft, Unsaved
from crm_desktop.ui.features.activities.editor_form import EditorForm
from crm_desktop.ui.forms.conflict_strip import ConflictStrip
from crm_desktop.ui.session import LAST_STEP, UiSession
from crm_desktop.ui.widgets.buttons import push_button
from crm_desktop.ui.widgets.labels import TextLabel
from crm_desktop.ui.widgets.refusal import refuse

_FIELD_OF = {"outcome_id": "outcome"}
"""Column of the file -> attribute of the record, where they are called differently."""

_KEEP_AFTER_MS = 150
"""What is typed goes to the drafts after this rest: once for many keys."""


@dataclass(frozen=True, slots=True)
class _Read:
    record: ActivityRecord
    outcomes: tuple[Outcome, ...]
    around: Surroundings


def _read(context: AppContext, ref: EntityRef) -> _Read:
    """Runs in a worker thread."""
    return _Read(timeline.load(context, ref), outcomes.outcomes(context), logging.surroundings(context))


class ActivityDialog(QDialog):
    """Ctrl+Enter saves; Esc closes, and what was typed can be had back. A crash loses nothing of it."""

    def __init__(
        self,
        session: UiSession,
        ref: EntityRef,
        page: EntityRef,
        parent: QWidget,
        typed: ActivityRecord | None = None,
    ) -> None:
        """`page` is the record on whose page it is opened; `typed` what was typed into an editor that was closed."""
        super().__init__(parent)
        self._session, self._ref, self._page, self._typed = session, ref, page, typed
        self._over = parent
        self._draft = EditorDraft(session.drafts, page, ref)
        self._content: QWidget | None = None
        self._read: _Read | None = None
        self.base = ActivityRecord()
        self._is_saved = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Activity"))
        self.resize(560, min(680, parent.height() - 40))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._keeping = QTimer(self, singleShot=True, interval=_KEEP_AFTER_MS)
        self._keeping.timeout.connect(self._keep)
        session.tasks.run(
            _read, session.context, ref, owner=self, on_done=self._on_read, on_error=self._on_gone
        )

    def _on_gone(self, error: BaseException) -> None:
        self._session.notices.fail(error)
        super().reject()

    def _on_read(self, read: _Read) -> None:
        self._read, self.base = read, read.record
        self._build(self._typed or read.record)
        if self._typed is not None:
            self._keep()
        elif (unsaved := self._draft.waiting(read.record)) is not None:
            self.strip.offer(unsaved.shown(self.base), lambda: self._use(unsaved), self._let_go)

    # --- what was typed before

    def _use(self, unsaved: Unsaved) -> None:
        """Go on from there; what the file holds by now is asked about when it is saved."""
        self.base = dataclasses.replace(self.base, **unsaved.was)
        self._build(dataclasses.replace(self.base, **unsaved.typed))

    def _let_go(self) -> None:
        self.strip.hide()
        self._draft.drop()
        self.form.body.setFocus()

    def _keep(self) -> None:
        """Hold on to what is typed; what waits from before stays until something else is."""
        typed = self.form.as_far_as_typed(self.base)
        if typed != self.base or self.strip.isHidden():
            self._draft.follow(self.base, typed)

    # --- what is in it

    def _build(self, record: ActivityRecord) -> None:
        """Show `record`, instead of what was on show."""
        assert self._read is not None  # it is built from what was read
        self.setWindowTitle(words.kind_text(self.base))
        self.form = EditorForm(self._session, self._ref, record, self._read.outcomes, self._read.around)
        self.form.changed.connect(self._keeping.start)
        self.strip = ConflictStrip(self._session.theme)
        self.reason = TextLabel(self._session.theme, "", "caption", "bad", wrap=True)
        self.reason.hide()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.form, 1)
        column.addLayout(self._foot())
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        self._content = content
        self._column.addWidget(content)
        self.form.body.setFocus()

    def _foot(self) -> QVBoxLayout:
        trash = push_button(_("Move to the trash"), self.trash, kind="link")
        save = push_button(_("Save"), self.save, kind="primary")
        if self._session.context.store.is_read_only:
            refuse(_("The file is read-only."), trash, save)
            self.form.set_read_only(_("The file is read-only."))
            self.reason.setText(_("The file is read-only."))
            self.reason.show()
        buttons = QHBoxLayout()
        buttons.addWidget(trash)
        buttons.addStretch()
        buttons.addWidget(push_button(_("Cancel"), self.reject))
        buttons.addWidget(save)
        foot = QVBoxLayout()
        foot.setContentsMargins(24, 4, 24, 16)
        foot.setSpacing(8)
        foot.addWidget(self.strip)
        foot.addWidget(self.reason)
        foot.addLayout(buttons)
        return foot

    # --- saving

    def save(self) -> None:
        """Save what is different, and close; stays open with the reason when it cannot be saved."""
        try:
            new = self.form.typed(self.base)
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
        self._draft.drop()
        self._session.notices.say(_("Saved: {what}").format(what=acts.name_of(new)), undo=LAST_STEP)
        self._close()

    def _close(self) -> None:
        self._keeping.stop()
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
        self._draft.drop()
        self._close()

    # --- leaving

    def reject(self) -> None:
        """Close; what was typed and not saved can be had back from the toast."""
        if self._read is not None and not self._is_saved:
            self._keeping.stop()
            self._offer_back()
        super().reject()

    def _offer_back(self) -> None:
        typed = self.form.as_far_as_typed(self.base)
        if typed != self.base:
            self._draft.drop()
            self._session.notices.say(
                _("Your changes were not saved: {what}").format(what=acts.name_of(typed)),
                action=(_("Go on editing"), self._reopening(typed)),
            )

    def _reopening(self, typed: ActivityRecord) -> Callable[[], None]:
        session, ref, page, over = self._session, self._ref, self._page, self._over

        def run() -> None:
            ActivityDialog(session, ref, page, over, typed).open()

        return run

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter saves from every field; Enter alone does not."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and self._read is not None:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.save()
            return
        super().keyPressEvent(event)
