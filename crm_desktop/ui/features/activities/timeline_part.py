"""The timeline of a record: filter chips with counts, and the stream (ux 1.2)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from crm_desktop.base.changes import ChangeSet
from crm_desktop.base.formats import number_text
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import stream
from crm_desktop.domain.activities.records import ACTIVITY_WORD
from crm_desktop.domain.activities.stream import StreamEntry
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.search import Hit
from crm_desktop.ui.features.activities import acts
from crm_desktop.ui.features.activities.places import LOG_PART, beside
from crm_desktop.ui.features.activities.timeline_model import TimelineModel
from crm_desktop.ui.features.activities.timeline_view import TimelineView
from crm_desktop.ui.record_links import follow
from crm_desktop.ui.record_parts import PartView
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import SINGLE_KEYS, TIMELINE_FILTER
from crm_desktop.ui.widgets.flow_layout import FlowLayout
from crm_desktop.ui.widgets.state_card import StateCard

_READ_AFTER_MS = 60
_MINUTE_MS = 60_000


class FilterChips(QWidget):
    """One of the filters holds; each tells how much it shows."""

    def __init__(self, part: TimelinePart) -> None:
        super().__init__(part)
        self.setAccessibleName(_("What the timeline shows"))
        self.group = QButtonGroup(self)
        self.chips: dict[str, QToolButton] = {}
        flow = FlowLayout(self, gap=4)
        for number, (key, title) in enumerate(stream.CHIPS.items()):
            chip = QToolButton()
            chip.setCheckable(True)
            chip.setText(_(title))
            chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            chip.setMinimumHeight(26)
            chip.clicked.connect(lambda _on=False, key=key: part.choose(key))
            self.group.addButton(chip, number)
            self.chips[key] = chip
            flow.addWidget(chip)

    def show_state(self, chosen: str, counts: dict[str, int]) -> None:
        """Mark the filter that holds, and count."""
        for key, title in stream.CHIPS.items():
            count = counts.get(key, 0)
            text = _("{title} {count}").format(title=_(title), count=number_text(count))
            self.chips[key].setText(text if count else _(title))
            self.chips[key].setChecked(key == chosen)
            self.chips[key].setVisible(key in (stream.ALL, chosen) or counts.get(key, 0) > 0)
        self.updateGeometry()


class TimelinePart(PartView):
    """Stays where it is while others write; a company shows what was done with its people."""

    def __init__(self, session: UiSession, record: PartyRecord) -> None:
        super().__init__()
        self._session, self.record = session, record
        self.model = TimelineModel(session, record.ref, self)
        self.view = TimelineView(session.theme, self.model)
        self.chips = FilterChips(self)
        self._nothing = StateCard(session.theme)
        self._nothing.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.chips)
        column.addWidget(self._stack, 1)
        self._timer = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._timer.timeout.connect(self.model.load)
        self._clock = QTimer(self, interval=_MINUTE_MS)
        self._clock.timeout.connect(self.model.renew)
        self._connect()
        self.model.load(session.context.settings.get(TIMELINE_FILTER))

    def _connect(self) -> None:
        self.model.swapped.connect(self._on_swapped)
        self.model.renewed.connect(self._show_counts)
        self.model.failed.connect(self._session.notices.fail)
        self.view.opened.connect(self._open)
        self.view.trash_wanted.connect(self._trash)
        self.view.move_wanted.connect(self._ask_whom)
        self.view.person_wanted.connect(lambda ref: follow(self._session.navigator, ref))
        self.view.refusal = _("The file is read-only.") if self._session.context.store.is_read_only else ""
        self.view.has_letters = self._session.context.settings.get(SINGLE_KEYS)
        self._session.changes.published.connect(self._on_changes)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The stream takes what is left; with the chips' wish Qt would hold its usual height for its least."""
        return False

    def reading_order(self) -> Sequence[QWidget]:
        """From top to bottom."""
        return [self.chips, self.view, self._nothing]

    def show_record(self, record: PartyRecord) -> None:
        """Another state of the record; what changed is in the stream too."""
        self.record = record

    def focus_main(self) -> None:
        """The stream."""
        (
            self.view if self._stack.currentWidget() is self.view else self.chips.chips[self.model.chip]
        ).setFocus()

    def choose(self, chip: str) -> None:
        """Show what a filter shows, now and the next time."""
        self.model.load(chip)
        self.view.go_to_top()
        settings = self._session.context.settings
        self._session.tasks.run(settings.set, TIMELINE_FILTER, chip, owner=self, lane="io")

    # --- what is on view

    def _on_changes(self, changes: ChangeSet) -> None:
        is_of_people = self.record.kind != "person" and any(
            "activity" in fields for fields in changes.updated.values()
        )
        if changes.touches(self.record.ref.id) or is_of_people or self._is_shown(changes):
            self._timer.start()

    def _is_shown(self, changes: ChangeSet) -> bool:
        """Whether one of the rows that were read is told to be another; of a file of one, say."""
        return any(changes.touches(key) for key in self.model.held_ids())

    def _on_swapped(self) -> None:
        self._show_counts()
        if self.model.entries:
            self._stack.setCurrentWidget(self.view)
            return
        self._stack.setCurrentWidget(self._nothing)
        name = self.record.display_name
        if self.model.chip == stream.ALL:
            self._nothing.show_state(
                "sticky-note",
                _("Nothing written down yet"),
                _("What you note about {name} stands here, the newest first.").format(name=name),
                primary=(_("Write the first note"), self._begin_note),
            )
        else:
            title = _(stream.CHIPS[self.model.chip])
            self._nothing.show_state(
                "funnel",
                _("Nothing under “{filter}”").format(filter=title),
                primary=(_("Show all"), lambda: self.choose(stream.ALL)),
            )

    def _show_counts(self) -> None:
        counts = dict(self.model.counts)
        self.chips.show_state(self.model.chip, counts)
        self.count_changed.emit(counts.get(stream.ALL) or -1)  # nothing is not counted

    def _begin_note(self) -> None:
        part = beside(self, LOG_PART)
        if part is not None:
            part.focus_main()

    # --- what is done

    def _open(self, entry: StreamEntry) -> None:
        from crm_desktop.ui.features.activities.editor import ActivityDialog  # many widgets, on demand

        row = self.model.row_of(entry)
        content = self.model.content(row) if row is not None else None
        if content is not None and content.activity is not None:
            ActivityDialog(self._session, content.activity.ref, self.record.ref, self.window()).open()

    def _refs(self, entries: Sequence[StreamEntry]) -> list[EntityRef]:
        return [EntityRef(ACTIVITY_WORD, entry.id) for entry in entries]

    def _trash(self, entries: Sequence[StreamEntry]) -> None:
        if entries:
            acts.trash(self._session, self, self._refs(entries))

    def _ask_whom(self, entries: Sequence[StreamEntry]) -> None:
        if not entries:
            return
        if self.view.refusal:
            self._session.notices.say(self.view.refusal)
            return
        from crm_desktop.ui.person_search import PersonDialog  # seldom needed

        dialog = PersonDialog(self._session, _("Move to another person"), self.window())
        dialog.chosen.connect(lambda hit: self._move(entries, hit))
        dialog.open()

    def _move(self, entries: Sequence[StreamEntry], to: Hit) -> None:
        """Each from the person it was noted with: on the page of a company those are its people."""
        by_person: dict[bytes, list[EntityRef]] = {}
        for entry in entries:
            row = self.model.row_of(entry)
            content = self.model.content(row) if row is not None else None
            people = content.activity.people if content is not None and content.activity is not None else ()
            ids = [p.party_id for p in people]
            owner = self.record.ref.id if self.record.ref.id in ids or not ids else ids[0]
            by_person.setdefault(owner, []).extend(self._refs([entry]))
        for owner, refs in by_person.items():
            acts.move(self._session, self, refs, owner, to.ref, to.title)

    # --- the clock

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Words such as "5 minutes ago" follow the clock while they are seen."""
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing to follow."""
        self._clock.stop()
        super().hideEvent(event)
