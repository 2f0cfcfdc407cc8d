"""How many things wait on the pages of the rail, counted again after every change."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer

from crm_desktop.ui.pages import Feature
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.rail import Rail
from crm_desktop.ui.tasks import Job

_AFTER_MS = 400
_EVERY_MS = 300_000
"""What was not due becomes due by itself."""


class RailCounts(QObject):
    """Asks those features that count something, in a worker thread."""

    def __init__(
        self, session: UiSession, features: tuple[Feature, ...], rail: Rail, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session, self._rail = session, rail
        self._features = [feature for feature in features if feature.count is not None]
        self._counting: dict[str, Job] = {}
        self._soon = QTimer(self, singleShot=True, interval=_AFTER_MS)
        self._soon.timeout.connect(self.count)
        self._often = QTimer(self, interval=_EVERY_MS)
        self._often.timeout.connect(self.count)
        self._often.start()
        session.changes.published.connect(self._on_changes)
        self._soon.start()

    def _on_changes(self, _changes: object) -> None:
        self._soon.start()

    def count(self) -> None:
        """Count now."""
        session = self._session
        for feature in self._features:
            if feature.count is not None:
                self._counting[feature.id] = session.tasks.run(
                    feature.count,
                    session.context,
                    owner=self,
                    on_done=partial(self._rail.set_count, feature.id),
                    on_error=lambda _error: None,  # the page itself tells what is wrong
                    instead_of=self._counting.get(feature.id),
                )
