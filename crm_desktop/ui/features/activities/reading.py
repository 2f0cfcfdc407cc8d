"""Reads what stands in a log bar: at once for its colours, in the background for what it would save."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline import Chip, Surroundings, parse
from crm_desktop.services.activities import hours, logging
from crm_desktop.services.activities.logging import Understood
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.activities.literals import Spans
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Job

_READ_AFTER_MS = 60
STALE_S = 45.0
"""After so long "just now" is not true any more, and the line is read again before it is saved."""

_LOOKED_UP = ("person", "link")
"""Pieces that are only known to be ones when somebody or something is found for them."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the text, and which pieces of it are plain."""

    text: str = ""
    literal: Spans = frozenset()


def _surroundings(context: AppContext) -> Surroundings:
    """Runs in a worker thread, which makes the expressions for them too: that takes long the first time."""
    around = logging.surroundings(context)
    parse("", around)
    return around


class LineReader(QObject):
    """One log bar's reader. `understood` belongs to `typed`, or is None while that is being read."""

    read = Signal()
    """What was typed last is understood now."""

    prepared = Signal()
    """What lines are read in is known."""

    def __init__(self, session: UiSession, ref: EntityRef | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self.ref = session, ref
        self._around: Surroundings | None = None
        self._typed = Typed()
        self._reading: Job | None = None
        self._read_at = 0.0
        self.default_kind = kinds.CALL
        self.understood: Understood | None = None
        self._timer = QTimer(self, singleShot=True, interval=_READ_AFTER_MS)
        self._timer.timeout.connect(self._start)

    @property
    def around(self) -> Surroundings | None:
        """What lines are read in; None until it was asked for."""
        return self._around

    @property
    def is_stale(self) -> bool:
        """Whether what was understood is some time old."""
        return time.monotonic() - self._read_at > STALE_S

    def prepare(self) -> None:
        """Read what has to be known for the colours."""
        self._session.tasks.run(
            _surroundings, self._session.context, owner=self, on_done=self._on_surroundings
        )

    def chips_now(self, typed: Typed) -> list[Chip]:
        """The pieces that are recognised without asking the file."""
        if self._around is None:
            return []
        line = parse(typed.text, self._surroundings_now(), typed.literal)
        return [chip for chip in line.chips if chip.kind not in _LOOKED_UP]

    def _surroundings_now(self) -> Surroundings:
        assert self._around is not None  # chips_now has looked
        now = hours.local_now(self._session.context)
        return dataclasses.replace(self._around, now=now, default_kind=self.default_kind)

    def follow(self, typed: Typed, *, at_once: bool = False) -> None:
        """Something else was typed; `read` tells when it is understood."""
        if typed != self._typed:
            self._typed, self.understood = typed, None
        if not typed.text.strip():
            self._timer.stop()
            return
        if at_once:
            self._start()
        else:
            self._timer.start()

    def again(self) -> None:
        """Read the same text anew: time went by."""
        self._start()

    def _start(self) -> None:
        self._timer.stop()
        typed = self._typed
        self._reading = self._session.tasks.run(
            logging.understand,
            self._session.context,
            typed.text,
            self.ref,
            typed.literal,
            self.default_kind,
            owner=self,
            on_done=lambda understood: self._on_understood(typed, understood),
            instead_of=self._reading,
        )

    def _on_understood(self, typed: Typed, understood: Understood) -> None:
        if typed == self._typed:
            self.understood, self._read_at = understood, time.monotonic()
            self.read.emit()

    def _on_surroundings(self, around: Surroundings) -> None:
        self._around = around
        self.prepared.emit()
