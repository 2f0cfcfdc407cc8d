"""Above the timeline of a record: what colleagues did, the log bar, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.activities.records import ActivityRecord, Outcome
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.activities import cadence, hours, outcomes, timeline
from crm_desktop.services.activities.cadence import ColleagueTouch, Stop
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.activities import acts, touch_words
from crm_desktop.ui.features.activities.kind_words import task_word
from crm_desktop.ui.features.activities.log_bar import LogBar
from crm_desktop.ui.features.activities.next_block import SHOWN, Ahead, NextBlock
from crm_desktop.ui.features.activities.places import TIMELINE_PART, beside
from crm_desktop.ui.features.activities.shortcuts_row import ShortcutsRow
from crm_desktop.ui.features.activities.touch_strip import TouchStrip
from crm_desktop.ui.record_parts import PartView
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job

_LOW, _ROOMY = 640, 860
"""Below the first height of a window what comes next is one line; from the second on there is room for all of it."""

_WIDEST = 150
"""Characters, as of the timeline below."""

_MINUTE_MS = 60_000
_READ_AFTER_MS = 30


@dataclass(frozen=True, slots=True)
class _Standing:
    """Everything the part shows, read at once."""

    ahead: Ahead
    outcomes: tuple[Outcome, ...]
    colleagues: tuple[ColleagueTouch, ...]
    stop: Stop | None


def _read(context: AppContext, ref: EntityRef) -> _Standing:
    """Runs in a worker thread."""
    state = cadence.state_of(context, ref)
    return _Standing(
        Ahead(timeline.planned(context, ref), state),
        outcomes.outcomes(context),
        tuple(cadence.colleagues(context, ref)),
        cadence.stop_of(context, ref) if state.stopped is not None else None,
    )


class LogPart(PartView):
    """Log bar, strip and next block; the first thing a hand finds on the page."""

    def __init__(self, session: UiSession, record: PartyRecord) -> None:
        super().__init__()
        self._session, self.record = session, record
        self._outcomes: Sequence[Outcome] = ()
        self.bar = LogBar(session, record.ref, record.display_name)
        self.strip = TouchStrip(session.theme)
        self.ends = ShortcutsRow(session.theme)
        self.next = NextBlock(session, record)
        self._standing: _Standing | None = None
        self._reading: Job | None = None
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._typing = QWidget()
        typing = QVBoxLayout(self._typing)
        typing.setContentsMargins(0, 0, 0, 0)
        typing.setSpacing(6)
        typing.addWidget(self.bar)
        typing.addWidget(self.ends)
        self.setProperty("keepClear", self._typing)  # by notices, in a low window
        for widget in (self.strip, self._typing, self.next):
            column.addWidget(widget)
        self._timer = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._timer.timeout.connect(self._read)
        self._clock = QTimer(self, interval=_MINUTE_MS)
        self._clock.timeout.connect(self._show)
        self._watched: QWidget | None = None
        self._connect()
        self._read()

    def _connect(self) -> None:
        self.bar.left.connect(self._on_left)
        self.bar.focused.connect(self.strip.announce)
        self.bar.finished.connect(self._on_finished)
        self.bar.edit.installEventFilter(self)
        self.strip.again_wanted.connect(self._contact_again)
        if self._session.context.store.is_read_only:
            self.strip.set_read_only(_("The file is read-only."))
        self.ends.word_chosen.connect(self.bar.add)
        self.ends.none_chosen.connect(self._nothing_follows)
        self.next.done.connect(self.complete)
        self.next.edited.connect(self.edit)
        self.next.postponed.connect(lambda record, days: acts.postpone(self._session, self, record, days))
        self.next.cancelled.connect(lambda record: acts.not_held(self._session, self, record))
        self.next.trashed.connect(lambda record: acts.trash(self._session, self, [record.ref]))
        self._session.changes.published.connect(self._on_changes)

    def reading_order(self) -> Sequence[QWidget]:
        """From top to bottom."""
        return [self.strip, self.bar, self.ends, self.next]

    # --- what the page asks

    def show_record(self, record: PartyRecord) -> None:
        """Another state of the record."""
        self.record = record
        self.next.show_record(record)

    def commit(self) -> None:
        """The next step saves itself; a line in the bar stays a draft."""
        self.next.step.commit()

    def is_dirty(self) -> bool:
        """Whether a next step is not saved yet; the log bar keeps its draft itself."""
        return self.next.step.is_dirty

    def focus_main(self) -> None:
        """The log bar."""
        self.bar.begin()

    def begin_task(self) -> None:
        """The log bar, with the word that makes a task of the line."""
        self.bar.begin(task_word() + " ")

    # --- what is on view

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.touches(self.record.ref.id) or self._is_of_people(changes):
            self._timer.start()

    def _is_of_people(self, changes: ChangeSet) -> bool:
        """Whether an activity of somebody may be one of a company's or household's people."""
        return self.record.kind != "person" and any(
            "activity" in fields for fields in changes.updated.values()
        )

    def _read(self) -> None:
        session = self._session
        self._reading = session.tasks.run(
            _read,
            session.context,
            self.record.ref,
            owner=self,
            on_done=self._on_read,
            instead_of=self._reading,
        )

    def _on_read(self, standing: _Standing) -> None:
        self._standing = standing
        self._outcomes = standing.outcomes
        if self.bar.asks_about in {record.id for record in standing.ahead.planned}:
            self.bar.stop_asking()  # it was taken back
        self._show()

    def _show(self) -> None:
        standing = self._standing
        if standing is None:
            return
        context = self._session.context
        now, zone = context.now(), hours.zone(context)
        self.next.show_ahead(standing.ahead, now, zone)
        stop = touch_words.stop_text(standing.stop, zone) if standing.stop is not None else ""
        others = [
            touch_words.colleague_text(one, standing.outcomes, now, zone) for one in standing.colleagues
        ]
        self.strip.show_texts(stop, others)

    # --- what is done

    def complete(self, record: ActivityRecord) -> None:
        """It was done; the bar asks how it ended and what is next."""
        acts.complete(self._session, self, record, lambda step: self._ask_outcome(record, step))

    def _ask_outcome(self, record: ActivityRecord, step: Id) -> None:
        self.ends.ask(record, self._outcomes)
        self.bar.ask_outcome(record, step)
        self._read()  # one that began before it was done would show it as planned again
        self._fit()

    def _on_finished(self) -> None:
        self.ends.hide()
        self._fit()

    def _nothing_follows(self) -> None:
        self.bar.submit()
        if not self.bar.text:
            self.bar.stop_asking()

    def complete_current(self) -> bool:
        """Ctrl+D: the planned activity under the keyboard, else the first; whether there is one."""
        record = self.next.current()
        if record is not None:
            self.complete(record)
        return record is not None

    def postpone_current(self, days: int = 1) -> bool:
        """Ctrl+Shift+D: put it off; whether there is one."""
        record = self.next.current()
        if record is not None:
            acts.postpone(self._session, self, record, days)
        return record is not None

    def edit(self, record: ActivityRecord) -> None:
        """Open the editor."""
        from crm_desktop.ui.features.activities.editor import ActivityDialog  # many widgets, on demand

        ActivityDialog(self._session, record.ref, self.record.ref, self.window()).open()

    def _contact_again(self) -> None:
        """An outcome that went well lifts what an outcome said; a wish of theirs is changed where it stands."""
        stop = self._standing.stop if self._standing is not None else None
        if stop is not None and stop.activity is None:
            self._session.notices.say(
                _("It is a wish of theirs. When it changes, change it among the details.")
            )
            return
        text = _("Log a contact that went well, such as “{name}”. Then everybody may follow up again.")
        good = next((o.name for o in self._outcomes if o.is_success and not o.is_hidden), "")
        self._session.notices.say(text.format(name=good))
        self.bar.begin()

    # --- keys and places

    def _on_left(self) -> None:
        self.ends.hide()
        part = beside(self, TIMELINE_PART)
        if part is not None:
            part.focus_main()
        else:
            self.bar.edit.clearFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Alt and a figure choose an outcome; a low window folds what comes next."""
        if watched is self.bar.edit and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            number = event.key() - Qt.Key.Key_0
            return event.modifiers() == Qt.KeyboardModifier.AltModifier and self.ends.press(number)
        if watched is self._watched and event.type() == QEvent.Type.Resize:
            self._fit()
        return False  # Qt may ask while this is being taken down, when there is no base to ask any more

    def _fit(self) -> None:
        height = self.window().height()
        is_low = height < _LOW
        most = 1 if is_low or self.bar.is_asking else SHOWN if height >= _ROOMY else SHOWN - 1
        self.bar.set_low(is_low=is_low)
        self.next.set_room(most, is_low=is_low)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A line is not wider than it can be read, and starts where reading begins."""
        super().resizeEvent(event)
        left_over = max(self.width() - self.fontMetrics().averageCharWidth() * _WIDEST, 0)
        is_mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        sides = (left_over, 0) if is_mirrored else (0, left_over)
        self._column.setContentsMargins(sides[0], 0, sides[1], 0)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Words such as "in 5 minutes" follow the clock while they are seen."""
        super().showEvent(event)
        self._clock.start()
        if self._watched is not self.window():
            if self._watched is not None:
                self._watched.removeEventFilter(self)
            self._watched = self.window()
            self._watched.installEventFilter(self)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing to follow."""
        self._clock.stop()
        super().hideEvent(event)
