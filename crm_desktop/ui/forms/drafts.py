"""Text that was typed but is not in the file yet: it survives a crash, a busy file, a read-only one (5.14)."""

from __future__ import annotations

import contextlib
import itertools
import json
import logging
import threading
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from crm_desktop.base.ids import EntityRef, Id, id_from_text
from crm_desktop.base.private_files import make_private_folder, write_private
from crm_desktop.ui.tasks import Tasks

log = logging.getLogger(__name__)

WRITE_AFTER_MS = 400
"""What is typed is on the disk after this time: once for many keys."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed into one field.

    Attributes:
        base: what the file held when the typing began.
        text: what was typed.
    """

    base: str
    text: str


class Drafts(QObject):
    """The drafts of one data file, in one small file of the user's own. Written off the GUI thread."""

    def __init__(self, path: Path, tasks: Tasks, parent: QObject | None = None) -> None:
        """`path` need not exist; it is read at once and removed when nothing is left to keep."""
        super().__init__(parent)
        self._file, self._tasks = _DraftFile(path), tasks
        self._kept = _read(path)
        self._is_writing = self._is_changed = False
        self._timer = QTimer(self, singleShot=True, interval=WRITE_AFTER_MS)
        self._timer.timeout.connect(self._write_soon)

    @property
    def refs(self) -> list[EntityRef]:
        """The records that have drafts."""
        found = []
        for name in self._kept:
            kind, _colon, digits = name.partition("/")[0].partition(":")
            with contextlib.suppress(ValueError):
                found.append(EntityRef(kind, id_from_text(digits)))
        return list(dict.fromkeys(found))

    def kept(self, name: str) -> Kept | None:
        """What was typed into the field `name` ("contact:HEX/…"); None when nothing waits."""
        return self._kept.get(name)

    def name_ending(self, end: str) -> str | None:
        """The name of a draft that ends so, whichever record it is told with; None when none does."""
        return next((name for name in self._kept if name.endswith(end)), None)

    def keep(self, name: str, base: str, text: str) -> None:
        """Hold on to what is being typed."""
        self._kept[name] = Kept(base, text)
        self._on_changed()

    def drop(self, name: str) -> None:
        """It was saved, or is not wanted any more."""
        if self._kept.pop(name, None) is not None:
            self._on_changed()

    def forget(self, records: Collection[Id]) -> None:
        """The drafts of records that are no more."""
        for ref in self.refs:
            if ref.id in records:
                for name in [name for name in self._kept if name.startswith(f"{ref}/")]:
                    self.drop(name)

    def close(self) -> None:
        """Write what is left to write, now."""
        self._timer.stop()
        if self._is_changed:
            self._is_changed = False
            try:
                self._file.write(self._file.next_number(), self._kept)
            except OSError as problem:
                log.warning("drafts were not kept: %s", problem)

    def _on_changed(self) -> None:
        self._is_changed = True
        if not self._timer.isActive():
            self._timer.start()

    def _write_soon(self) -> None:
        """One write at a time, so that an older state never follows a newer one."""
        if self._is_writing or not self._is_changed:
            return
        self._is_writing, self._is_changed = True, False
        self._tasks.run(
            self._file.write,
            self._file.next_number(),
            dict(self._kept),
            owner=self,
            lane="io",
            on_done=lambda _none: self._on_written(),
            on_error=self._on_written,
        )

    def _on_written(self, problem: BaseException | None = None) -> None:
        self._is_writing = False
        if problem is not None:
            log.warning("drafts were not kept: %s", problem)
        if self._is_changed:
            self._timer.start()


class Draft:
    """The place of one field among the drafts."""

    def __init__(self, drafts: Drafts, name: Callable[[], str]) -> None:
        """`name` is asked anew each time: a new item gets its id while it is being saved."""
        self._drafts, self._name = drafts, name
        self._used: set[str] = set()

    def kept(self) -> Kept | None:
        """What waits for this field."""
        return self._drafts.kept(self._name())

    def keep(self, base: str, text: str) -> None:
        """Hold on to what is being typed."""
        self._used.add(self._name())
        self._drafts.keep(self._name(), base, text)

    def drop(self) -> None:
        """It was saved, or is not wanted any more."""
        for name in {*self._used, self._name()}:
            self._drafts.drop(name)
        self._used.clear()


class _DraftFile:
    """Written by whichever thread; an older state never follows a newer one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._newest = 0

    def next_number(self) -> int:
        """The number of a state; they ascend."""
        return next(self._numbers)

    def write(self, number: int, kept: dict[str, Kept]) -> None:
        """Put a state on the disk, unless a newer one is there. Raises OSError."""
        with self._lock:
            if number < self._newest:
                return
            self._newest = number
            if not kept:
                self._path.unlink(missing_ok=True)
                return
            make_private_folder(self._path.parent)
            content = {name: (one.base, one.text) for name, one in kept.items()}
            write_private(self._path, json.dumps(content).encode())


def _read(path: Path) -> dict[str, Kept]:
    try:
        found = json.loads(path.read_bytes())
        return {str(name): Kept(str(base), str(text)) for name, (base, text) in found.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, TypeError, AttributeError) as problem:
        log.warning("drafts cannot be read: %s", problem)
        return {}
