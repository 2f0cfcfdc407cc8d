"""Deleting for good in the window: what is told first, that Cancel is the usual answer, and what is said afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.base.paths import Paths
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services import undo
from crm_desktop.services.activities import ops as activity_ops
from crm_desktop.services.contacts import ops, queries, trash
from crm_desktop.ui import app as program
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.delete_dialog import DeleteDialog
from crm_desktop.ui.features.contacts.page import ContactsPage
from crm_desktop.ui.features.contacts.trash_commands import TRASH_COMMANDS
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.recent_changes import RecentChangesDialog
from crm_desktop.ui.shell.toast import Toast
from tests.factories.contexts import open_inline
from tests.factories.people import person
from tests.ui.conftest import Recorder
from tests.ui.surfaces import wait_idle

NOW = dt.datetime(2026, 5, 7, 12, 20, tzinfo=dt.UTC)


@pytest.fixture
def trashed(session: UiSession) -> EntityRef:
    """Anna lies in the trash, with her company, a call of her own and one with Bo; Ida works for the company, too."""
    context = session.context
    anna = ops.create(context, person("Anna Hansen", company="Acme"))
    bo = ops.create(context, person("Bo Dahl"))
    ops.create(context, person("Ida Lund", company="Acme"))
    for people in ((anna,), (anna, bo)):
        taken = tuple(Participant(ref.id) for ref in people)
        activity_ops.log(context, ActivityRecord(people=taken, at=NOW, body="talk"))
    company = queries.resolve(context, "Acme", kinds=("organization",))
    ops.trash(context, Selection.of(anna.id, company.id))
    return anna


class Window:
    """What a command asks of the window."""

    def __init__(self, session: UiSession, widget: QWidget) -> None:
        self.session, self.widget = session, widget


@pytest.fixture
def dialog(session: UiSession, trashed: EntityRef, qtbot) -> Iterator[DeleteDialog]:
    """Asked to empty the trash."""
    host = QWidget()
    qtbot.addWidget(host)
    host.show()
    command = next(spec for spec in TRASH_COMMANDS if spec.id == "contacts.empty_trash")
    command.handler(Window(session, host))
    found = host.findChild(DeleteDialog)
    assert isinstance(found, DeleteDialog)
    yield found
    host.close()


def in_trash(session: UiSession) -> int:
    return queries.counts(session.context)["trash"]


def test_it_says_what_goes_and_what_stays(dialog: DeleteDialog) -> None:
    assert dialog.headline.text() == "Delete 1 person and 1 activity for good?"
    assert "no undo" in dialog.final.text()
    assert dialog.shared.text() == "1 activity stays, because others took part in it."
    assert "Acme (1 person)" in dialog.held.text()
    assert "12 months" in dialog.backups.text()
    assert dialog.delete_button.text() == dialog.windowTitle() == "Empty trash"


def test_cancel_is_the_usual_answer(dialog: DeleteDialog, session: UiSession, recorder: Recorder) -> None:
    assert dialog.cancel_button.isDefault()
    assert not dialog.delete_button.isDefault()
    assert not dialog.delete_button.autoDefault()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert (in_trash(session), recorder.said) == (2, [])


def test_the_verb_does_it_and_the_toast_offers_no_undo(
    dialog: DeleteDialog, session: UiSession, recorder: Recorder, trashed: EntityRef
) -> None:
    session.drafts.keep(f"{trashed}/given", "", "typed")
    dialog.delete_button.click()
    assert in_trash(session) == 1
    assert recorder.said == ["1 record deleted for good. No undo; backups keep it for up to 12 months."]
    assert not recorder.undoable
    assert not recorder.actions
    assert not session.drafts.refs
    assert not trash.has_traces(session.context)
    assert not recorder.failed
    (body,) = _bodies(session)
    assert body == "talk\nWith Anna Hansen (deleted)"


def test_names_are_left_out_where_that_is_wanted(dialog: DeleteDialog, session: UiSession) -> None:
    dialog.keep_names.setChecked(False)
    dialog.delete_button.click()
    assert _bodies(session) == ["talk"]


def _bodies(session: UiSession) -> list[str]:
    from crm_desktop.services.activities import timeline

    bo = queries.resolve(session.context, "Bo Dahl")
    line = timeline.timeline(session.context, bo)
    return [row.activity.body for row in timeline.rows(session.context, line, 0, 9) if row.activity]


def test_nothing_can_be_pressed_while_there_is_nothing_to_delete(session: UiSession, qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    dialog = DeleteDialog(session, trash.EVERYTHING, lambda _chosen, _keeps: None, host)
    assert dialog.headline.text() == "The trash is empty."
    assert not dialog.delete_button.isEnabled()


def test_a_step_of_which_nothing_is_left_has_no_undo_in_recent_changes(
    dialog: DeleteDialog, session: UiSession, qtbot
) -> None:
    dialog.delete_button.click()
    host = QWidget()
    qtbot.addWidget(host)
    changes = RecentChangesDialog(session, host)
    changes._table.selectRow(0)
    assert undo.recent_changes(session.context)[0].label == "Delete 1 record for good"
    assert not changes._undo.isEnabled()


@pytest.fixture
def desk(qapp: QApplication, qtbot, tmp_path: Path, crm_file: Path) -> Iterator[Desk]:
    """A window on a file with three people in the trash and one outside."""
    context = open_inline(crm_file)
    made: list[Id] = [
        ops.create(context, person(name)).id for name in ("Anna Hansen", "Bo Dahl", "Ida Lund", "Jane Doe")
    ]
    ops.trash(context, Selection.of(*made[:3]))
    context.close()
    font = qapp.font()
    with program.desk(Paths.below(tmp_path / "home")) as opened:
        opened.window.show()
        opened.files.open(crm_file)
        qtbot.waitUntil(lambda: opened.window.has_session)
        wait_idle(opened)
        yield opened
        opened.window.close()
    qapp.setFont(font)
    qapp.setProperty("usualPixels", None)


def _dialog(desk: Desk, qtbot) -> DeleteDialog:
    qtbot.waitUntil(lambda: desk.window.findChild(DeleteDialog) is not None)
    found = desk.window.findChild(DeleteDialog)
    assert isinstance(found, DeleteDialog)
    qtbot.waitUntil(found.delete_button.isEnabled)
    return found


def test_a_chosen_record_goes_and_the_rest_of_the_trash_stays(desk: Desk, qtbot) -> None:
    window = desk.window
    window.commands.run("contacts.show_trash")
    page = window.page()
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(lambda: page.model.is_complete and page.model.rowCount() == 3)
    qtbot.waitUntil(page.list.empty_button.isVisible)
    page.pane.view.selectRow(0)
    qtbot.waitUntil(lambda: page.view is not None)
    window.commands.run("contacts.delete_for_good")
    dialog = _dialog(desk, qtbot)
    assert dialog.delete_button.text() == "Delete for good"
    dialog.delete_button.click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    qtbot.waitUntil(lambda: page.view is None or page.view.record.display_name != "Anna Hansen")
    wait_idle(desk)
    toast = window.findChild(Toast)
    assert toast is not None
    assert "1 record deleted for good" in toast.text
    assert not toast.has_action


def test_the_button_over_the_list_empties_it(desk: Desk, qtbot) -> None:
    window = desk.window
    page = window.show_page("contacts")
    assert isinstance(page, ContactsPage)
    assert not page.list.empty_button.isVisible()
    page.show_entry("trash")
    qtbot.waitUntil(page.list.empty_button.isVisible)
    page.list.empty_button.click()
    _dialog(desk, qtbot).delete_button.click()
    qtbot.waitUntil(lambda: page.model.is_complete and not page.model.rowCount())
    wait_idle(desk)
    assert not page.list.empty_button.isVisible()
