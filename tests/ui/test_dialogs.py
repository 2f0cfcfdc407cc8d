"""Import, export, calendar, new contact, tags, history, labels: the dialogs on a real file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.ids import EntityRef, ref_from_text
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import Preference
from crm_desktop.exchange.formats import Reject
from crm_desktop.printing import preview
from crm_desktop.services import care, undo
from crm_desktop.services.activities import ops as activities
from crm_desktop.services.activities import timeline
from crm_desktop.services.contacts import ops, queries
from crm_desktop.ui.features.activities.calendar_dialog import CalendarDialog
from crm_desktop.ui.features.contacts.export_dialog import ExportDialog
from crm_desktop.ui.features.contacts.history_dialog import HistoryDialog
from crm_desktop.ui.features.contacts.import_dialog import ImportDialog, write_rejects
from crm_desktop.ui.features.contacts.new_contact import NewContactDialog, make_record
from crm_desktop.ui.features.contacts.tag_dialog import TagDialog
from crm_desktop.ui.features.labels.dialog import LabelsDialog
from crm_desktop.ui.features.labels.left_out_dialog import Remark, RemarksDialog
from crm_desktop.ui.features.labels.sheet_picture import SheetPicture
from crm_desktop.ui.features.labels.stock_chooser import StockChooser
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.backups_dialog import BackupsDialog
from crm_desktop.ui.shell.recent_changes import RecentChangesDialog
from tests.factories.people import EVERYONE, SOREN
from tests.ui.conftest import Recorder

CARDS = """BEGIN:VCARD
VERSION:3.0
FN:Ida Lund
N:Lund;Ida;;;
EMAIL:ida@example.dk
END:VCARD
BEGIN:VCARD
VERSION:3.0
FN:Bo Vang
N:Vang;Bo;;;
END:VCARD
"""


@pytest.fixture
def parent(qtbot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(900, 700)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def refs(session: UiSession) -> list[EntityRef]:
    return [ops.create(session.context, record) for record in EVERYONE]


@pytest.fixture
def cards(tmp_path: Path) -> Path:
    path = tmp_path / "phone.vcf"
    path.write_text(CARDS.replace("\n", "\r\n"), "utf-8")
    return path


def everybody(session: UiSession) -> Target:
    count = queries.count(session.context, ListQuery())
    return Target(Selection(query=ListQuery()), count, "All contacts")


class TestImport:
    def test_shows_what_would_happen_and_writes_nothing(
        self, session: UiSession, parent: QWidget, cards: Path
    ) -> None:
        dialog = ImportDialog(session, parent, [cards])
        dialog.open()
        assert dialog._go.text() == "Import 2 contacts"
        assert queries.count(session.context, ListQuery()) == 0
        dialog.reject()

    def test_imports_as_one_step(
        self, session: UiSession, parent: QWidget, cards: Path, recorder: Recorder
    ) -> None:
        dialog = ImportDialog(session, parent, [cards])
        dialog.open()
        dialog._go.click()
        assert queries.count(session.context, ListQuery()) == 2
        assert recorder.said == ["Imported 2 contacts"]
        undo.undo(session.context, recorder.undoable[0])
        assert queries.count(session.context, ListQuery()) == 0
        dialog.reject()

    def test_same_file_again_has_nothing_to_do(
        self, session: UiSession, parent: QWidget, cards: Path
    ) -> None:
        first = ImportDialog(session, parent, [cards])
        first.open()
        first._go.click()
        first.reject()
        again = ImportDialog(session, parent, [cards])
        again.open()
        assert not again._go.isVisible()
        assert "there already" in again._state.text()
        again.reject()

    def test_file_that_is_no_address_book_says_so(
        self, session: UiSession, parent: QWidget, tmp_path: Path
    ) -> None:
        wrong = tmp_path / "picture.png"
        wrong.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
        dialog = ImportDialog(session, parent, [wrong])
        dialog.open()
        assert "picture.png" in dialog._state.text()
        assert not dialog._go.isVisible()
        dialog.reject()

    def test_rejects_are_saved_without_formulas(self, tmp_path: Path) -> None:
        out = tmp_path / "rejects.csv"
        write_rejects([Reject(7, "No name.", "=1+1")], out)
        assert out.read_text("utf-8-sig").splitlines()[1] == "7,No name.,'=1+1"


class TestExport:
    @pytest.mark.parametrize("format_id", ["vcard", "json"])
    def test_writes_the_chosen_format(
        self, session: UiSession, parent: QWidget, refs: list[EntityRef], tmp_path: Path, format_id: str,
        recorder: Recorder,
    ) -> None:  # fmt: skip
        dialog = ExportDialog(session, None, everybody(session), parent)
        dialog.open()
        dialog.format.setCurrentIndex(dialog.format.findData(format_id))
        out = tmp_path / "out"
        dialog.export(out)
        assert "김민수" in out.read_text("utf-8").replace("\r\n ", "") or format_id == "json"
        assert len(recorder.said) == 1

    def test_chosen_records_come_first(
        self, session: UiSession, parent: QWidget, refs: list[EntityRef], tmp_path: Path
    ) -> None:
        chosen = Target(Selection.of(refs[0].id), 1, "1 selected")
        dialog = ExportDialog(session, chosen, everybody(session), parent)
        dialog.open()
        dialog.export(tmp_path / "one.vcf")
        assert (tmp_path / "one.vcf").read_text("utf-8").count("BEGIN:VCARD") == 1


class TestExportCalendar:
    @pytest.fixture
    def called(self, session: UiSession, refs: list[EntityRef]) -> None:
        """A call with each of two."""
        for ref in refs[:2]:
            record = ActivityRecord(at=session.context.now(), body="talk", people=(Participant(ref.id),))
            activities.log(session.context, record)

    def test_everybody_or_the_chosen(
        self,
        session: UiSession,
        parent: QWidget,
        refs: list[EntityRef],
        called,
        tmp_path: Path,
        recorder: Recorder,
    ) -> None:
        chosen = Target(Selection.of(refs[0].id), 1, "1 selected")
        for target, count in ((None, 2), (chosen, 1)):
            dialog = CalendarDialog(session, target, parent)
            dialog.open()
            out = tmp_path / f"{count}.ics"
            dialog.export(out)
            assert out.read_text("utf-8").count("BEGIN:VEVENT") == count
        assert recorder.said[-1] == "Exported 1 activity to 1.ics"

    def test_a_folder_that_is_not_there_is_told_in_words(
        self, session: UiSession, parent: QWidget, called, tmp_path: Path, recorder: Recorder
    ) -> None:
        dialog = CalendarDialog(session, None, parent)
        dialog.open()
        dialog.export(tmp_path / "gone" / "out.ics")
        (error,) = recorder.failed
        assert isinstance(error, EnvironmentProblem)
        assert recorder.said == []


class TestNewContact:
    def test_name_is_enough(self, session: UiSession, parent: QWidget, qtbot, recorder: Recorder) -> None:
        dialog = NewContactDialog(session, parent)
        dialog.open()
        dialog.name.setText("Dr. Ida Lund")
        with qtbot.waitSignal(dialog.created) as created:
            qtbot.keyClick(dialog.name, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        record = queries.load(session.context, created.args[0])
        assert (record.prefix, record.given, record.family) == ("Dr.", "Ida", "Lund")
        assert recorder.said == ["Added Dr. Ida Lund"]

    def test_without_a_name_it_asks_for_one(self, session: UiSession, parent: QWidget) -> None:
        dialog = NewContactDialog(session, parent)
        dialog.open()
        dialog.create_record()
        assert dialog.isVisible()
        assert dialog.reason.text() == "Type a name first."
        dialog.reject()

    def test_company_keeps_its_name_whole(self) -> None:
        record = make_record("organization", "Acme, Inc.", "", "123", "")
        assert (record.display_name, record.family) == ("Acme, Inc.", "")


class TestTags:
    def test_new_tag_for_many(
        self, session: UiSession, parent: QWidget, refs: list[EntityRef], recorder: Recorder
    ) -> None:
        dialog = TagDialog(session, everybody(session), parent)
        dialog.open()
        dialog.new_tag.setText("Christmas")
        dialog.apply()
        assert ("Christmas", queries.count(session.context, ListQuery())) in queries.tags(session.context)
        undo.undo(session.context)
        assert "Christmas" not in [name for name, count in queries.tags(session.context) if count]

    def test_half_ticked_tags_stay(self, session: UiSession, parent: QWidget, refs: list[EntityRef]) -> None:
        dialog = TagDialog(session, everybody(session), parent)
        dialog.open()
        dialog.apply()
        assert queries.load(session.context, refs[0]).tags == SOREN.tags


class TestHistory:
    def test_lists_before_and_after(self, session: UiSession, parent: QWidget, refs: list[EntityRef]) -> None:
        ops.set_field(session.context, refs[0], "nickname", "", "Sørn")
        dialog = HistoryDialog(session, refs[0], "Søren", parent)
        dialog.open()
        cells = [dialog._table.item(0, column).text() for column in range(1, 5)]
        assert cells == ["Anna", "Nickname", "", "Sørn"]
        dialog.reject()

    def test_a_step_is_taken_back(self, session: UiSession, parent: QWidget, refs: list[EntityRef]) -> None:
        ops.set_field(session.context, refs[0], "nickname", "", "Sørn")
        dialog = RecentChangesDialog(session, parent)
        dialog.open()
        dialog._table.selectRow(0)
        dialog._undo.click()
        assert queries.load(session.context, refs[0]).nickname == ""
        dialog.reject()


class TestBackups:
    def test_going_back_is_told_first_and_brings_the_old_content(
        self, session: UiSession, parent: QWidget, refs: list[EntityRef]
    ) -> None:
        care.backup(session.context)
        ops.set_field(session.context, refs[0], "nickname", "", "Sørn")
        dialog = BackupsDialog(session, parent)
        dialog.open()
        assert dialog.go_back.isEnabled()
        assert SOREN.display_name in dialog.told.text()
        assert queries.load(session.context, refs[0]).nickname == "Sørn"
        dialog.go_back.click()
        assert queries.load(session.context, refs[0]).nickname == ""
        assert [one.reason for one in care.list_backups(session.context)] == ["restore", "manual"]

    def test_a_read_only_file_is_only_looked_at(
        self, session: UiSession, parent: QWidget, refs: list[EntityRef], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        care.backup(session.context)
        monkeypatch.setattr(session.context.store, "is_read_only", True)
        dialog = BackupsDialog(session, parent)
        dialog.open()
        assert dialog.told.text()
        assert not dialog.go_back.isEnabled()
        assert not dialog.back_up.isEnabled()
        dialog.reject()


@pytest.fixture
def labels(session: UiSession, parent: QWidget, refs: list[EntityRef], qtbot) -> Iterator[LabelsDialog]:
    ops.add_item(session.context, refs[1], Preference("mail", "never", "Asked us"))
    dialog = LabelsDialog(session, [everybody(session)], parent)
    dialog.open()
    qtbot.waitUntil(lambda: dialog._drawn is not None)
    yield dialog
    if shiboken6.isValid(dialog):
        dialog.reject()
    preview.stop()


class TestLabels:
    def test_says_what_will_be_printed_and_who_is_left_out(self, labels: LabelsDialog) -> None:
        assert labels.sentence.text().startswith("1 label on 1 sheet")
        assert labels.left_out.isVisible()
        assert labels._plan is not None
        assert "Do not mail" not in labels.sentence.text()
        reasons = {entry.name: entry.reason for entry in labels._plan.left_out}
        assert reasons["김민수"] != reasons["王小明"]

    def test_click_on_a_label_starts_there(self, labels: LabelsDialog, qtbot) -> None:
        stock = labels.form.stocks.stock
        assert stock is not None
        box = labels.picture._cell_box(1, 1)
        qtbot.mouseClick(labels.picture, Qt.MouseButton.LeftButton, pos=box.center().toPoint())
        assert labels.form.start.value() == stock.nx + 2
        qtbot.waitUntil(lambda: f"label {stock.nx + 2}" in labels.sentence.text())

    def test_arrow_keys_move_the_start(self, labels: LabelsDialog, qtbot) -> None:
        stock = labels.form.stocks.stock
        assert stock is not None
        qtbot.keyClick(labels.picture, Qt.Key.Key_Right)
        qtbot.keyClick(labels.picture, Qt.Key.Key_Down)
        assert labels.form.start.value() == stock.nx + 2

    def test_saved_pdf_is_the_one_on_view(
        self, labels: LabelsDialog, tmp_path: Path, recorder: Recorder
    ) -> None:
        drawn = labels._drawn
        labels.save_pdf(tmp_path / "labels.pdf")
        assert drawn is not None
        assert (tmp_path / "labels.pdf").read_bytes() == drawn.pdf
        assert "actual size" in recorder.said[-1]

    def test_the_bell_offers_to_note_the_mailing_with_everybody(
        self, labels: LabelsDialog, session: UiSession, tmp_path: Path, recorder: Recorder
    ) -> None:
        assert labels._plan is not None
        (piece,) = labels._plan.pieces
        labels.save_pdf(tmp_path / "Christmas.pdf")
        (notice,) = session.board.notices
        assert "Christmas.pdf" in notice.text
        session.board.press(notice.key)
        assert recorder.said[-1] == "Noted for 1 recipient"
        ref = ref_from_text(piece.ref_text)
        assert ref is not None
        line = timeline.timeline(session.context, ref)
        (row,) = [r for r in timeline.rows(session.context, line, 0, 9) if r.activity]
        assert row.activity is not None
        assert row.activity.subject == "Christmas"

    def test_next_job_is_offered_the_rest_of_the_sheet(
        self, labels: LabelsDialog, session: UiSession, parent: QWidget, tmp_path: Path
    ) -> None:
        labels.form.start.setValue(4)
        labels._make_pdf()
        labels.save_pdf(tmp_path / "labels.pdf")
        again = LabelsDialog(session, [everybody(session)], parent)
        again.open()
        assert again.form.again.text() == "Continue the sheet at label 5"
        again.form.again.click()
        assert again.form.start.value() == 5
        again.reject()

    def test_a_sheet_is_found_by_its_number(self, labels: LabelsDialog, qtbot) -> None:
        qtbot.keyClicks(labels.form.stocks.search, "5160")
        stock = labels.form.stocks.stock
        assert stock is not None
        assert "5160" in (stock.part, *stock.aliases)

    def test_the_very_page_is_shown(self, labels: LabelsDialog, qtbot) -> None:
        qtbot.waitUntil(lambda: not labels.picture._image.isNull())
        assert isinstance(labels.picture, SheetPicture)

    def test_person_left_out_is_opened(
        self, labels: LabelsDialog, recorder: Recorder, refs: list[EntityRef]
    ) -> None:
        dialog = RemarksDialog("Left out", [Remark(refs[1], "김민수", "Does not want mail")], labels)
        dialog.record_wanted.connect(labels._on_record_wanted)
        dialog.open()
        dialog.table.selectRow(0)
        dialog._on_open()
        assert recorder.opened == [refs[1]]


def test_a_sheet_keeps_both_ends_of_its_line_where_there_is_no_room_for_all_of_it(qtbot) -> None:
    """Maker and number at one end, columns and rows at the other."""
    chooser = StockChooser("avery-l7160")
    qtbot.addWidget(chooser)
    line, metrics = chooser.list.currentItem().text(), chooser.list.fontMetrics()
    shown = metrics.elidedText(line, chooser.list.textElideMode(), metrics.horizontalAdvance(line) * 2 // 3)
    assert shown.startswith("Avery L7160")
    assert shown.endswith("(3 × 7)")
