"""What is left in memory of the records that were open."""

from __future__ import annotations

import gc
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.surfaces import desk_on, fill, page_of, show_first_record, wait_idle, wait_until


def dead_widgets() -> list[object]:
    """Python sides of widgets that are gone."""
    gc.collect()
    return [o for o in gc.get_objects() if isinstance(o, QWidget) and not shiboken6.isValid(o)]


def test_widgets_of_closed_records_are_freed(qapp: QApplication, crm_file: Path, tmp_path: Path) -> None:
    fill(crm_file)
    before = (
        dead_widgets()
    )  # of tests that build a record without its pane; kept, so that no id is given away again
    with desk_on(tmp_path / "home", crm_file) as desk:
        page = page_of(desk)
        show_first_record(desk)
        for turn in range(1, 21):
            wanted = page.model.id_at(turn % page.model.rowCount())
            page.detail.open(wanted)
            wait_until(lambda wanted=wanted: page.view.record.id == wanted, "the record")  # type: ignore[misc]
            wait_idle(desk)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        known = {id(one) for one in before}
        assert [type(one).__name__ for one in dead_widgets() if id(one) not in known] == []
