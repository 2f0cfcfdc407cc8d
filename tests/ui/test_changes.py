"""Change sets cross from any thread to the GUI thread."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtWidgets import QApplication

from crm_desktop.base.changes import ChangeBus, ChangeSet
from crm_desktop.ui.changes import Changes


def test_receivers_run_on_the_gui_thread(qapp: QApplication, qtbot) -> None:
    bus = ChangeBus()
    adapter = Changes(bus)
    heard: list[tuple[ChangeSet, int]] = []
    adapter.published.connect(lambda changes: heard.append((changes, threading.get_ident())))
    changes = ChangeSet(deleted=frozenset({b"x" * 16}))
    with ThreadPoolExecutor(1) as pool:
        pool.submit(bus.publish, changes).result()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(changes, threading.get_ident())]
    adapter.close()


def test_closed_adapter_hears_nothing(qapp: QApplication) -> None:
    bus = ChangeBus()
    adapter = Changes(bus)
    heard: list[ChangeSet] = []
    adapter.published.connect(heard.append)
    adapter.close()
    bus.publish(ChangeSet(rebuild=True))
    assert not heard
