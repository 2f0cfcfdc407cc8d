"""The records used last, of one user in one file: kept over restarts, last used first."""

from __future__ import annotations

import contextlib
import json
import logging
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from crm_desktop.base.ids import EntityRef, id_from_text
from crm_desktop.base.private_files import make_private_folder, write_private
from crm_desktop.ui.tasks import Tasks

log = logging.getLogger(__name__)

KEPT = 30
_WRITE_AFTER_MS = 2_000


class RecentRecords(QObject):
    """References only: what they are called is read from the file when it is shown."""

    changed = Signal()

    def __init__(self, path: Path | None, tasks: Tasks, parent: QObject | None = None) -> None:
        """`path`: the user's own small file for this data file, which need not exist; None keeps nothing."""
        super().__init__(parent)
        self._path, self._tasks = path, tasks
        self._refs = _read(path) if path else []
        self._is_changed = False
        self._timer = QTimer(self, singleShot=True, interval=_WRITE_AFTER_MS)
        self._timer.timeout.connect(self._write_soon)

    @property
    def refs(self) -> tuple[EntityRef, ...]:
        """Last used first."""
        return tuple(self._refs)

    def use(self, ref: EntityRef) -> None:
        """A record was worked with, or looked at for longer than one passes by."""
        if self._refs[:1] == [ref]:
            return
        self._refs = [ref, *(other for other in self._refs if other != ref)][:KEPT]
        self._is_changed = True
        self._timer.start()
        self.changed.emit()

    def close(self) -> None:
        """Write what is left to write, now."""
        self._timer.stop()
        if self._is_changed:
            self._write(self._text())

    def _text(self) -> str:
        self._is_changed = False
        return json.dumps([str(ref) for ref in self._refs])

    def _write_soon(self) -> None:
        if self._is_changed:
            self._tasks.run(self._write, self._text(), owner=self, lane="io")

    def _write(self, text: str) -> None:
        if self._path is None:
            return
        try:
            make_private_folder(self._path.parent)
            write_private(self._path, text.encode())
        except OSError as problem:
            log.warning("the records used last were not kept: %s", problem)


def _read(path: Path) -> list[EntityRef]:
    found = []
    try:
        for text in json.loads(path.read_bytes()):
            kind, _colon, digits = str(text).partition(":")
            with contextlib.suppress(ValueError):
                found.append(EntityRef(kind, id_from_text(digits)))
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError) as problem:
        log.warning("the records used last cannot be read: %s", problem)
    return found[:KEPT]
