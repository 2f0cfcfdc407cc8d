"""What is left in memory of the records that were open."""

from __future__ import annotations

import gc
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from crm_desktop.ui.features.contacts.detail.more import MoreSections
from crm_desktop.ui.forms.section import ItemRow, Section
from tests.ui.surfaces import desk_on, fill, page_of, show_first_record, wait_idle, wait_until


def dead_rows() -> list[object]:
    """Python sides of rows whose widgets are gone."""
    gc.collect()
    rows = (o for o in gc.get_objects() if isinstance(o, Section | ItemRow | MoreSections))
    return [row for row in rows if not shiboken6.isValid(row)]


def test_rows_of_closed_records_are_freed(qapp: QApplication, crm_file: Path, tmp_path: Path) -> None:
    fill(crm_file)
    before = (
        dead_rows()
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
        known = {id(row) for row in before}
        assert [type(row).__name__ for row in dead_rows() if id(row) not in known] == []
