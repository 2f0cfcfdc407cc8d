"""What the page of contacts shows around its list: how many there are of each kind, tags, columns of the file."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.domain.fields import FieldSpec
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job

_COUNT_AFTER_MS = 250


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts of the lists, tags with how many have them, and the user's own fields."""

    counts: dict[str, int]
    tags: list[tuple[str, int]]
    columns: list[FieldSpec]


def _read(context: AppContext) -> Overview:
    """Runs in a worker thread."""
    return Overview(queries.counts(context), queries.tags(context), queries.list_columns(context))


class OverviewReader(QObject):
    """Reads it in the background, and again a moment after changes."""

    arrived = Signal(object)
    """It was read: the Overview."""

    def __init__(self, session: UiSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._reading: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=_COUNT_AFTER_MS)
        self._timer.timeout.connect(self.read)

    def read(self) -> None:
        """Read it now."""
        self._reading = self._session.tasks.run(
            _read, self._session.context, owner=self, on_done=self.arrived.emit, instead_of=self._reading
        )

    def read_soon(self) -> None:
        """Something changed; many changes in a row are counted once."""
        self._timer.start()
