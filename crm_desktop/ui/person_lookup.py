"""Asks the file who may be meant while a name is typed; an answer that was overtaken is dropped."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.base.ids import EntityRef
from crm_desktop.services.contacts import relations
from crm_desktop.services.search import Hit, by_refs
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job

MOST = relations.SUGGESTED
"""So many records are offered."""


class PersonLookup(QObject):
    """One for each line in which somebody is named."""

    found = Signal(str, list)
    """The text that was asked about, and its hits, the best first."""

    def __init__(
        self,
        session: UiSession,
        parent: QObject,
        *,
        rest_ms: int,
        kinds: Collection[str] = (),
        leave_out: Collection[EntityRef] = (),
        offers_recent: bool = False,
    ) -> None:
        """`kinds`: words of references that count, none for all; `offers_recent`: before anything is typed."""
        super().__init__(parent)
        self._session, self._kinds, self._offers_recent = session, frozenset(kinds), offers_recent
        self.leave_out = set(leave_out)
        self._text = ""
        self.is_searching = False
        self._reading: Job | None = None
        self._timer = QTimer(self, singleShot=True, interval=rest_ms)
        self._timer.timeout.connect(lambda: self.ask(self._text))

    def follow(self, text: str) -> None:
        """This was typed; it is asked about after a rest."""
        self._text, self.is_searching = text, True
        self._timer.start()

    def ask(self, text: str) -> None:
        """Ask now."""
        self._text, self.is_searching = text, True
        self._timer.stop()
        self._reading = self._session.tasks.run(
            self._find,
            text.strip(),
            self._session.recent.refs[:MOST],
            frozenset(self.leave_out),
            owner=self,
            on_done=lambda hits: self._on_found(text.strip(), hits),
            instead_of=self._reading,
        )

    def _find(self, text: str, recent: Sequence[EntityRef], leave_out: Collection[EntityRef]) -> list[Hit]:
        """Runs in a worker thread."""
        if not text and self._offers_recent:
            return by_refs(self._session.context, recent)
        return relations.suggest(self._session.context, text, leave_out, self._kinds)

    def _on_found(self, text: str, hits: list[Hit]) -> None:
        self.is_searching = self._timer.isActive()
        self.found.emit(text, hits)
