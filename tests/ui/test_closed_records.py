"""What is left in memory of the records that were open."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.ui.closed import nothing_stays
from tests.ui.surfaces import desk_on, fill, page_of, show_first_record, wait_idle, wait_until


def test_widgets_of_closed_records_are_freed(qapp: QApplication, crm_file: Path, tmp_path: Path) -> None:
    fill(crm_file)
    with desk_on(tmp_path / "home", crm_file) as desk, nothing_stays():
        page = page_of(desk)
        show_first_record(desk)
        for turn in range(1, 21):
            wanted = page.model.id_at(turn % page.model.rowCount())
            page.detail.open(wanted)
            wait_until(lambda wanted=wanted: page.view.record.id == wanted, "the record")  # type: ignore[misc]
            wait_idle(desk)
