"""What is typed survives: a crash of the program, a busy file; and goes once it is in the file."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.ids import EntityRef, new_id
from crm_desktop.base.paths import Paths
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.printing import preview
from crm_desktop.services.activities import ops as activities
from crm_desktop.services.activities import timeline
from crm_desktop.services.contacts import ops, queries
from crm_desktop.ui import app as program
from crm_desktop.ui.features.activities.editor import ActivityDialog
from crm_desktop.ui.forms.drafts import Draft, Drafts
from crm_desktop.ui.forms.field_edit import FieldEdit
from crm_desktop.ui.forms.saving import Done, DraftedSaver, Failed
from crm_desktop.ui.forms.text_edit import TextEdit
from crm_desktop.ui.shell.window import MainWindow
from crm_desktop.ui.tasks import Tasks
from crm_desktop.ui.theme.theme import Theme
from tests.factories.contexts import open_inline
from tests.factories.people import person

REF = EntityRef("contact", new_id())


class Shelf:
    """A field's value, its draft, and what stands in the way of saving."""

    def __init__(self, path: Path, tasks: Tasks) -> None:
        self.path, self.tasks, self.value = path, tasks, "old"
        self.problem: Exception | None = None
        self.drafts = Drafts(path, tasks)

    def saver(self) -> DraftedSaver:
        return DraftedSaver(self.save, Draft(self.drafts, lambda: f"{REF}/nickname"))

    def save(self, base: str, new: str, done: Done, failed: Failed) -> None:
        if self.problem is not None:
            failed(self.problem)
        else:
            self.value = new
            done()

    def crash(self) -> None:
        """The next start of the program reads what is on the disk."""
        self.drafts._timer.timeout.emit()
        self.drafts._timer.stop()
        self.drafts = Drafts(self.path, self.tasks)


@pytest.fixture
def shelf(tasks: Tasks, tmp_path: Path):
    made = Shelf(tmp_path / "drafts" / "file.json", tasks)
    yield made
    made.drafts.close()


@pytest.fixture(params=[FieldEdit, TextEdit])
def make(
    request: pytest.FixtureRequest, theme: Theme, shelf: Shelf, qtbot: QtBot
) -> Callable[[], FieldEdit | TextEdit]:
    def build() -> FieldEdit | TextEdit:
        edit = request.param(theme, "Nickname", shelf.value, shelf.saver())
        qtbot.addWidget(edit)
        edit.show()
        return edit

    return build


def type_into(edit: FieldEdit | TextEdit, text: str, qtbot: QtBot) -> None:
    target = edit.line if isinstance(edit, FieldEdit) else edit.edit
    target.selectAll()
    qtbot.keyClicks(target, text)


def test_typed_text_is_offered_after_a_crash_and_used(make, shelf: Shelf, qtbot: QtBot) -> None:
    type_into(make(), "half a thought", qtbot)
    shelf.crash()
    assert shelf.drafts.refs == [REF]
    again = make()
    assert again.value == "old"
    assert "half a thought" in again.strip.accessibleName()
    again.strip.keep_button.click()
    assert (again.value, shelf.value) == ("half a thought", "half a thought")
    shelf.crash()
    assert shelf.drafts.refs == []
    assert not shelf.path.exists()


def test_a_draft_can_be_dropped(make, shelf: Shelf, qtbot: QtBot) -> None:
    type_into(make(), "x", qtbot)
    shelf.crash()
    again = make()
    again.strip.take_button.click()
    assert again.value == "old"
    shelf.crash()
    assert shelf.drafts.refs == []


def test_an_offer_stops_nobody_from_typing(make, shelf: Shelf, qtbot: QtBot) -> None:
    type_into(make(), "x", qtbot)
    shelf.crash()
    again = make()
    type_into(again, "something else", qtbot)
    again.commit()
    assert shelf.value == "something else"
    assert not again.strip.isVisible()
    assert shelf.drafts.refs == []


def test_what_a_busy_file_refused_is_kept(make, shelf: Shelf, qtbot: QtBot) -> None:
    shelf.problem = EnvironmentProblem("locked", "The file is busy.")
    edit = make()
    type_into(edit, "later", qtbot)
    edit.commit()
    shelf.crash()
    kept = shelf.drafts.kept(f"{REF}/nickname")
    assert kept is not None
    assert (kept.base, kept.text) == ("old", "later")


def test_saved_text_leaves_no_file(make, shelf: Shelf, qtbot: QtBot) -> None:
    edit = make()
    type_into(edit, "new", qtbot)
    shelf.drafts._timer.timeout.emit()
    assert shelf.path.stat().st_mode & 0o777 == 0o600 or sys.platform == "win32"
    edit.commit()
    shelf.drafts.close()
    assert not shelf.path.exists()


def test_escape_lets_go(theme: Theme, shelf: Shelf, qtbot: QtBot) -> None:
    edit = FieldEdit(theme, "Nickname", "old", shelf.saver())
    qtbot.addWidget(edit)
    type_into(edit, "x", qtbot)
    qtbot.keyClick(edit.line, Qt.Key.Key_Escape)
    assert shelf.drafts.refs == []


def test_a_draft_file_that_is_no_draft_file_is_passed_over(shelf: Shelf) -> None:
    shelf.path.parent.mkdir()
    for content in (b"\xff", b"[]", b'{"a": 1}', b"null"):
        shelf.path.write_bytes(content)
        assert Drafts(shelf.path, shelf.tasks).refs == []


TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from crm_desktop.base.ids import EntityRef
from crm_desktop.base.paths import Paths
from crm_desktop.ui.app import desk
from crm_desktop.ui.forms.field_edit import FieldEdit

with desk(Paths.of_user()) as made:
    made.window.show()
    made.files.open(Path(sys.argv[1]))
    def step():
        page = made.window.page()
        if page is None:
            return
        fields = [f for f in made.window.findChildren(FieldEdit) if f.line.accessibleName() == sys.argv[3]]
        if not fields:
            made.window.open(EntityRef("contact", bytes.fromhex(sys.argv[2])))
            return
        line = fields[0].line
        line.setFocus()
        line.selectAll()
        QTest.keyClicks(line, "Half typed")
        timer.stop()
    timer = QTimer()
    timer.timeout.connect(step)
    timer.start(100)
    made.app.exec()
"""


EDITOR_TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from crm_desktop.base.ids import EntityRef
from crm_desktop.base.paths import Paths
from crm_desktop.ui.app import desk
from crm_desktop.ui.features.activities.editor import ActivityDialog

with desk(Paths.of_user()) as made:
    made.window.show()
    made.files.open(Path(sys.argv[1]))
    opened = []
    def step():
        if not made.window.has_session:
            return
        if not opened:
            refs = [EntityRef(*pair) for pair in (("activity", bytes.fromhex(sys.argv[3])),
                                                  ("contact", bytes.fromhex(sys.argv[2])))]
            opened.append(ActivityDialog(made.window.session, *refs, made.window))
            opened[0].open()
        elif hasattr(opened[0], "form"):
            QTest.keyClicks(opened[0].form.body, "Half typed")
            timer.stop()
    timer = QTimer()
    timer.timeout.connect(step)
    timer.start(100)
    made.app.exec()
"""


def type_and_be_killed(script: str, folder: Path, qtbot: QtBot, *arguments: str) -> None:
    """Another program types; when that is on the disk, it ends without a word."""
    process = subprocess.Popen([sys.executable, "-c", script, *arguments])
    try:
        qtbot.waitUntil(lambda: any("Half typed" in file.read_text() for file in folder.glob("*.json")))
    finally:
        process.kill()
        process.wait()


@contextmanager
def started_again(qapp, paths: Paths, path: Path, qtbot: QtBot) -> Iterator[MainWindow]:
    """The next program, on the same file; it ends as a user ends it."""
    font = qapp.font()
    with program.desk(paths) as made:
        made.window.show()
        made.files.open(path)
        qtbot.waitUntil(lambda: made.window.has_session)
        yield made.window
        qtbot.waitUntil(lambda: not made.window.session.tasks.has_jobs)
        preview.stop()
        made.window.close()
    qapp.setStyleSheet("")
    qapp.setFont(font)


def field_of(window, name: str) -> FieldEdit | None:
    found = [field for field in window.findChildren(FieldEdit) if field.line.accessibleName() == name]
    return found[0] if found else None


def test_text_typed_when_the_program_is_killed_is_there_after_the_restart(
    qapp, crm_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    context = open_inline(crm_file)
    ref = ops.create(context, person("Ann Other"))
    context.close()
    paths = Paths.below(tmp_path / "home")
    folder = paths.state / "drafts"
    type_and_be_killed(TYPIST, folder, qtbot, str(crm_file), ref.id.hex(), "First name")
    with started_again(qapp, paths, crm_file, qtbot) as window:
        window.open(ref)
        qtbot.waitUntil(lambda: field_of(window, "First name") is not None)
        field = field_of(window, "First name")
        assert field is not None
        field.strip.keep_button.click()
        qtbot.waitUntil(lambda: not field.is_dirty)
        assert queries.load(window.session.context, ref).given == "Half typed"
    assert not list(folder.glob("*.json"))


def test_an_activity_that_is_edited_when_the_program_is_killed_is_offered_when_it_is_opened_again(
    qapp, crm_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    context = open_inline(crm_file)
    ref = ops.create(context, person("Ann Other"))
    done = activities.log(context, ActivityRecord(at=context.now(), people=(Participant(ref.id),)))
    context.close()
    paths = Paths.below(tmp_path / "home")
    folder = paths.state / "drafts"
    type_and_be_killed(EDITOR_TYPIST, folder, qtbot, str(crm_file), ref.id.hex(), done.id.hex())
    with started_again(qapp, paths, crm_file, qtbot) as window:
        assert window.session.drafts.refs == [ref]  # the bell leads there
        editor = ActivityDialog(window.session, done, ref, window)
        editor.open()
        qtbot.waitUntil(lambda: hasattr(editor, "strip"))
        editor.strip.keep_button.click()
        editor.save()
        qtbot.waitUntil(lambda: not window.session.tasks.has_jobs)
        assert timeline.load(window.session.context, done).body == "Half typed"
    assert not list(folder.glob("*.json"))
