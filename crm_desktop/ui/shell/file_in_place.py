"""Whether the open file still lies where it was opened: what is saved into one that was moved may be lost."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.services import care
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job

_EVERY_MS = 5_000


class FileInPlace(QObject):
    """Looks now and then, in a worker: a share that is away takes its time to answer."""

    changed = Signal()

    def __init__(self, session: UiSession, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._opened: care.Identity | None = None
        self._looking: Job | None = None
        self.is_gone = False
        timer = QTimer(self)
        timer.setInterval(_EVERY_MS)
        timer.timeout.connect(self.look)
        timer.start()
        self.look()

    def look(self) -> None:
        """Look now, unless an answer is still to come."""
        if self._looking is None or self._looking.is_finished:
            self._looking = self._session.tasks.run(
                care.identity, self._session.context, owner=self, lane="io", on_done=self._on_looked
            )

    def _on_looked(self, found: care.Identity | None) -> None:
        self._opened = self._opened or found
        is_local = not self._session.context.store.place.is_network
        # on a share the same file may have another number after the connection was away
        is_gone = self._opened is not None and (found is None or (is_local and found != self._opened))
        if is_gone != self.is_gone:
            self.is_gone = is_gone
            self.changed.emit()
