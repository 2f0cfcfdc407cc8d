"""The entries of a timeline: all of them as keys, the contents of those in view read by the page."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from crm_desktop.base.formats import list_text
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.activities import stream
from crm_desktop.domain.activities.records import Outcome
from crm_desktop.domain.activities.stream import StreamEntry
from crm_desktop.domain.contacts.records import REF_KINDS
from crm_desktop.services.activities import files, hours, outcomes, timeline
from crm_desktop.services.activities.timeline import Timeline, TimelineRow
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.activities.row_faces import Around, Face, faces
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job

FACE_ROLE = Qt.ItemDataRole.UserRole + 1
PAGE = 50
_KEPT = 2_000
"""Rows that are held; those seen least recently go first."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The entries; `is_same` when they are those that were there before."""

    timeline: Timeline
    outcomes: tuple[Outcome, ...]
    is_same: bool = False


@dataclass(slots=True)
class _Held:
    """The rows that were read, by the key of their entry."""

    rows: OrderedDict[Id, tuple[TimelineRow, Face]] = field(default_factory=OrderedDict)
    stale: set[Id] = field(default_factory=set)


def _read_line(
    context: AppContext, ref: EntityRef, chip: str, before: tuple[StreamEntry, ...] | None
) -> _Line:
    """Runs in a worker thread: to compare a hundred thousand entries takes a while too."""
    line = timeline.timeline(context, ref, chip)
    return _Line(line, outcomes.outcomes(context), is_same=line.entries == before)


def _read_page(context: AppContext, line: _Line, first: int, page_of: Id) -> list[tuple[TimelineRow, Face]]:
    """Runs in a worker thread: also the words are made there."""
    rows = timeline.rows(context, line.timeline, first, PAGE)
    ids = [row.activity.id for row in rows if row.activity is not None and row.activity.id is not None]
    around = Around(
        context.now(), hours.zone(context), line.outcomes, page_of, files.with_files(context, ids)
    )
    return list(zip(rows, faces(rows, around), strict=True))


class TimelineModel(QAbstractTableModel):
    """One column. `swapping` and `swapped` frame an exchange of all entries, so that the view keeps its place."""

    swapping = Signal()
    swapped = Signal()
    renewed = Signal()
    page_read = Signal(int, int)
    failed = Signal(object)

    def __init__(self, session: UiSession, ref: EntityRef, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._ref = session, ref
        self._line: _Line | None = None
        self._held = _Held()
        self._under_way: dict[int, Job] = {}
        self._number = 0
        self.chip = stream.ALL
        self.is_read = False

    @property
    def counts(self) -> Mapping[str, int]:
        """How many entries each filter shows."""
        return self._line.timeline.counts if self._line is not None else {}

    @property
    def entries(self) -> tuple[StreamEntry, ...]:
        """The entries of the filter on view, newest first."""
        return self._line.timeline.entries if self._line is not None else ()

    def load(self, chip: str | None = None) -> None:
        """Read the entries again, or those of another filter."""
        if chip is not None:
            self.chip = chip
        self._number += 1
        number = self._number
        self._session.tasks.run(
            _read_line,
            self._session.context,
            self._ref,
            self.chip,
            self.entries if self.is_read else None,
            owner=self,
            on_done=lambda line: self._on_line(number, line),
            on_error=self.failed.emit,
        )

    def entry(self, row: int) -> StreamEntry | None:
        """The key of a row; None outside."""
        return self.entries[row] if 0 <= row < len(self.entries) else None

    def row_of(self, entry: StreamEntry) -> int | None:
        """Where an entry stands now; a row of changes counts as the same when it still begins or ends so."""
        for place, other in enumerate(self.entries):
            if other.id == entry.id or (entry.sets and set(entry.sets) & set(other.sets)):
                return place
        return None

    def held_ids(self) -> Iterable[Id]:
        """The ids of the entries that were read."""
        return self._held.rows.keys()

    def content(self, row: int) -> TimelineRow | None:
        """The contents of a row; None until they are read."""
        entry = self.entry(row)
        held = self._held.rows.get(entry.id) if entry is not None else None
        return held[0] if held is not None else None

    def others(self, row: int) -> list[tuple[str, EntityRef]]:
        """Who took part in an entry besides the record of this page: name and reference."""
        content = self.content(row)
        people = content.activity.people if content is not None and content.activity is not None else ()
        return [
            (one.name, EntityRef(REF_KINDS[one.party_kind], one.party_id))
            for one in people
            if one.name and one.party_id != self._ref.id
        ]

    def face(self, row: int) -> Face | None:
        """The words of a row; None until they are read, which this asks for."""
        entry = self.entry(row)
        if entry is None:
            return None
        held = self._held.rows.get(entry.id)
        if held is None or entry.id in self._held.stale:
            self.want(row)
        return held[1] if held is not None else None

    def want(self, row: int) -> None:
        """Read the page of a row, unless that is under way."""
        page, line = row // PAGE, self._line
        if line is None or page in self._under_way:
            return
        job = self._session.tasks.run(
            _read_page,
            self._session.context,
            line,
            page * PAGE,
            self._ref.id,
            owner=self,
            on_done=lambda rows: self._on_page(page, rows),
            on_error=lambda error: self._on_page_failed(page, error),
        )
        if not job.is_finished:
            self._under_way[page] = job

    def _on_line(self, number: int, line: _Line) -> None:
        if number != self._number:
            return
        if line.is_same:
            self._line = line
            self.renew()
            return
        self.swapping.emit()
        self.beginResetModel()
        self._line, self.is_read = line, True
        self._forget_pages()
        self.endResetModel()
        self.swapped.emit()

    def renew(self) -> None:
        """Read the contents of the same entries again, as they come into view; until then they stay as they are."""
        self._forget_pages()
        self.renewed.emit()

    def _forget_pages(self) -> None:
        """What is held is old, and so is what is being read."""
        self._held.stale.update(self._held.rows)
        for job in self._under_way.values():
            job.drop()
        self._under_way.clear()

    def _on_page(self, page: int, rows: list[tuple[TimelineRow, Face]]) -> None:
        self._under_way.pop(page, None)
        held = self._held
        for row, face in rows:
            held.rows[row.entry.id] = (row, face)
            held.rows.move_to_end(row.entry.id)
            held.stale.discard(row.entry.id)
        while len(held.rows) > _KEPT:
            gone, _row = held.rows.popitem(last=False)
            held.stale.discard(gone)
        self.page_read.emit(page * PAGE, page * PAGE + len(rows) - 1)

    def _on_page_failed(self, page: int, error: BaseException) -> None:
        self._under_way.pop(page, None)
        self.failed.emit(error)

    # --- Qt's questions

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many entries."""
        return 0 if parent.isValid() else len(self.entries)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """One."""
        return 0 if parent.isValid() else 1

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The face of a row for the painter, in words for a screen reader."""
        if role == Qt.ItemDataRole.UserRole:
            entry = self.entry(index.row())
            return entry.id if entry is not None else None
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            names = [name for name, _ref in self.others(index.row())]
            return _("The menu of the entry opens {names}.").format(names=list_text(names)) if names else None
        if role not in (FACE_ROLE, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return None
        face = self.face(index.row())
        if role == FACE_ROLE or face is None:
            return face
        return face.spoken if role == Qt.ItemDataRole.AccessibleTextRole else face.full
