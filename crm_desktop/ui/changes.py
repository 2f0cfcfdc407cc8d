"""Change sets of the Qt-free bus, heard on the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from crm_desktop.base.changes import ChangeBus, ChangeSet


class Changes(QObject):
    """Re-emits every ChangeSet on the thread this object lives in."""

    published = Signal(object)

    _arrived = Signal(object)

    def __init__(self, bus: ChangeBus, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arrived.connect(self._on_arrived)
        self._unsubscribe = bus.subscribe(self._arrived.emit)

    def close(self) -> None:
        """Hear nothing from now on."""
        self._unsubscribe()

    def _on_arrived(self, changes: ChangeSet) -> None:
        """Runs on the GUI thread: Qt queues the signal when it comes from another one."""
        self.published.emit(changes)
