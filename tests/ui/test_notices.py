"""The bell: notices from real sources, which stay until somebody has dealt with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from crm_desktop.base.errors import ConflictError, EnvironmentProblem
from crm_desktop.services import care
from crm_desktop.services.contacts import ops
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.notices import KEPT, Notice, NoticeBoard
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell import notice_sources
from crm_desktop.ui.shell.notice_panel import Bell, NoticePanel
from crm_desktop.ui.shell.notice_sources import NoticeSources
from tests.factories.contexts import FixedClock
from tests.factories.people import SOREN
from tests.ui.conftest import Recorder

NOW = dt.datetime(2026, 5, 14, 9, tzinfo=dt.UTC)


def notice(key: str, ran: list[str] | None = None) -> Notice:
    action = ("Do it", lambda: ran.append(key)) if ran is not None else None
    return Notice(key, f"About {key}", NOW, action=action)


class TestBoard:
    def test_the_newest_is_on_top_and_one_of_a_key_is_enough(self) -> None:
        board = NoticeBoard()
        for key in ("a", "b", "a"):
            board.post(notice(key))
        assert [one.key for one in board.notices] == ["a", "b"]

    def test_the_button_settles_what_it_is_for(self) -> None:
        board, ran = NoticeBoard(), list[str]()
        board.post(notice("a", ran))
        board.press("a")
        assert (ran, board.notices) == (["a"], ())
        board.press("a")
        assert ran == ["a"]

    def test_it_does_not_grow_without_end(self) -> None:
        board = NoticeBoard()
        for number in range(KEPT + 5):
            board.post(notice(str(number)))
        assert len(board.notices) == KEPT


@pytest.fixture
def changes_shown() -> list[str]:
    return []


@pytest.fixture
def sources(session: UiSession, changes_shown: list[str]) -> Iterator[NoticeSources]:
    parent = QObject()
    yield NoticeSources(session, lambda: changes_shown.append("shown"), parent)
    parent.deleteLater()


def fail(error: BaseException) -> None:
    raise error


class TestSources:
    def test_a_failed_job_waits_with_its_details(
        self, sources: NoticeSources, session: UiSession, recorder: Recorder, qapp
    ) -> None:
        error = RuntimeError("a bug")
        session.tasks.run(fail, error, owner=session.tasks, label="Exporting", on_error=lambda _error: None)
        qapp.processEvents()
        (found,) = session.board.notices
        assert found.text == "It did not work: Exporting"
        session.board.press(found.key)
        assert recorder.failed == [error]

    def test_a_long_job_says_that_it_is_done(
        self, sources: NoticeSources, session: UiSession, changes_shown: list[str], qapp, monkeypatch
    ) -> None:
        monkeypatch.setattr(notice_sources, "LONG_JOB_S", -1.0)
        session.tasks.run(len, "abc", owner=session.tasks, lane="write", label="Importing")
        session.tasks.run(len, "abc", owner=session.tasks, lane="read", label="Reading")
        qapp.processEvents()
        (found,) = session.board.notices
        assert found.text == "Finished: Importing"
        session.board.press(found.key)
        assert changes_shown == ["shown"]

    def test_a_short_job_is_nobodys_business(self, sources: NoticeSources, session: UiSession, qapp) -> None:
        session.tasks.run(len, "abc", owner=session.tasks, lane="write", label="Importing")
        qapp.processEvents()
        assert session.board.notices == ()

    def test_a_conflict_waits_until_the_field_is_saved(
        self, sources: NoticeSources, session: UiSession, recorder: Recorder, qapp
    ) -> None:
        ref = ops.create(session.context, SOREN)
        ops.set_field(session.context, ref, "nickname", "", "theirs")
        editor = RecordEditor(session, ref)
        errors: list[BaseException] = []
        editor.field_saver("nickname")("", "mine", lambda: None, errors.append)
        qapp.processEvents()
        assert isinstance(errors[0], ConflictError)
        (found,) = session.board.notices
        assert found.text == "Somebody else changed a field while you edited it."
        editor.field_saver("nickname")("theirs", "mine", lambda: None, errors.append)
        qapp.processEvents()
        assert session.board.notices == ()
        editor.deleteLater()

    def test_a_file_of_another_version(self, sources: NoticeSources, session: UiSession, qapp) -> None:
        newer = EnvironmentProblem("newer", "A newer version.", "Update.")
        session.tasks.run(fail, newer, owner=session.tasks, lane="write", on_error=lambda _error: None)
        qapp.processEvents()
        assert [found.key for found in session.board.notices] == ["version"]

    def test_a_backup_that_is_overdue_can_be_made_at_once(
        self, sources: NoticeSources, session: UiSession, recorder: Recorder, qapp
    ) -> None:
        care.backup(session.context)
        sources.watch_backups()
        qapp.processEvents()
        assert session.board.notices == ()
        session.context.clock = FixedClock(session.context.now() + dt.timedelta(days=4))
        sources.watch_backups()
        qapp.processEvents()
        (found,) = session.board.notices
        assert found.text == "The last backup is 4 days old."
        session.board.press(found.key)
        qapp.processEvents()
        assert session.board.notices == ()
        assert recorder.said[-1].startswith("Backup made: ")

    def test_drafts_of_a_crash_lead_to_their_record(
        self, sources: NoticeSources, session: UiSession, recorder: Recorder
    ) -> None:
        ref = ops.create(session.context, SOREN)
        sources.tell_drafts()
        assert session.board.notices == ()
        session.drafts.keep(f"{ref}/nickname", "", "half a wo")
        sources.tell_drafts()
        session.board.press("drafts")
        assert recorder.opened == [ref]


class TestPanel:
    @pytest.mark.qt_log_ignore("This plugin does not support", extend=True)  # a popup, offscreen
    def test_counts_speaks_and_settles_by_key(self, session: UiSession, qtbot) -> None:
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(800, 600)
        bell = Bell(session.theme, "Shift+F8", window)
        session.board.changed.connect(lambda: bell.show_count(len(session.board.notices)))
        ran: list[str] = []
        session.board.post(notice("a", ran))
        session.board.post(notice("b", ran))
        assert (bell.text(), bell.accessibleName()) == ("2", "2 notices wait")
        panel = NoticePanel(session.theme, session.board, lambda: NOW, bell)
        window.show()
        panel.open_below(bell)
        button = next(b for b in panel.findChildren(QPushButton) if b.text() == "Do it" and b.isVisible())
        qtbot.keyClick(button, Qt.Key.Key_Space)
        assert ran == ["b"]
        assert bell.accessibleName() == "1 notice waits"
        session.board.clear()
        assert (bell.text(), bell.accessibleName()) == ("", "Notices")
