"""The timeline of a record: rows, filters, keys, keeping place, roll-up; the editor and the list of outcomes."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QVBoxLayout, QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds, stream
from crm_desktop.domain.activities.records import ActivityRecord, Outcome, Participant
from crm_desktop.domain.contacts.records import Affiliation
from crm_desktop.services.activities import cadence, files, ops, outcomes, timeline
from crm_desktop.services.contacts import ops as contact_ops
from crm_desktop.services.contacts import queries
from crm_desktop.services.search import Hit
from crm_desktop.ui.features.activities.cadence_dialog import CadenceDialog
from crm_desktop.ui.features.activities.editor import ActivityDialog
from crm_desktop.ui.features.activities.floating_log import FloatingLog
from crm_desktop.ui.features.activities.outcomes_dialog import OutcomesDialog
from crm_desktop.ui.features.activities.palette import hit_actions
from crm_desktop.ui.features.activities.row_faces import NameSpan
from crm_desktop.ui.features.activities.row_painter import broken
from crm_desktop.ui.features.activities.timeline_part import TimelinePart
from crm_desktop.ui.features.activities.words import past_text
from crm_desktop.ui.forms.drafts import Drafts
from crm_desktop.ui.person_search import PersonDialog
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import TIMELINE_FILTER
from tests.factories.people import SOREN, person
from tests.ui.conftest import Recorder

Show = Callable[[QWidget], QWidget]
LONG = "A sentence that says what was said, at some length. " * 30


@pytest.fixture
def show(qtbot) -> Show:
    """Puts a widget into an active window."""
    kept: list[QWidget] = []  # qtbot does not hold on to it

    def put(widget: QWidget) -> QWidget:
        window = QWidget()
        kept.append(window)
        QVBoxLayout(window).addWidget(widget)
        qtbot.addWidget(window)
        window.resize(700, 500)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        return window

    return put


@pytest.fixture
def soren(session: UiSession) -> EntityRef:
    return contact_ops.create(session.context, SOREN)


@pytest.fixture
def open_part(session: UiSession, show: Show) -> Callable[[EntityRef], TimelinePart]:
    """Shows the timeline of a record."""

    def made(ref: EntityRef) -> TimelinePart:
        part = TimelinePart(session, queries.load(session.context, ref))
        show(part)
        return part

    return made


def log(session: UiSession, ref: EntityRef, body: str, days: float = 0, **values: object) -> EntityRef:
    at = session.context.now() - dt.timedelta(days=days)
    people = (Participant(ref.id),)
    return ops.log(session.context, ActivityRecord(at=at, body=body, people=people, **values))  # type: ignore[arg-type]


def bodies(part: TimelinePart) -> list[str]:
    """What people wrote, from top to bottom."""
    return [
        row.activity.body
        for place in range(len(part.model.entries))
        if (row := part.model.content(place)) is not None and row.activity is not None
    ]


def dialog_of(kind: type[QDialog], window: QWidget) -> QDialog:
    return next(found for found in window.findChildren(kind) if found.isVisible())


class TestRows:
    def test_the_newest_first_with_who_and_when(
        self, open_part, session: UiSession, soren: EntityRef
    ) -> None:
        log(session, soren, "older", 2)
        log(session, soren, "newer", 1, direction="out", outcome="left_message")
        part = open_part(soren)
        assert bodies(part) == ["newer", "older"]
        row = part.model.entries.index(next(e for e in part.model.entries if e.kind == "call"))
        face = part.model.face(row)
        assert face is not None
        assert (face.title, face.badge) == ("Outgoing call", "Left message")
        assert "yesterday" in face.aside
        assert "Anna" in face.aside
        spoken = part.model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
        assert "newer" in spoken
        assert "Left message" in spoken

    def test_days_are_relative_for_a_week_and_then_absolute(self) -> None:
        now, zone = dt.datetime(2026, 5, 20, 12, tzinfo=dt.UTC), dt.UTC
        recent = ActivityRecord(at=now - dt.timedelta(days=5))
        old = ActivityRecord(at=now - dt.timedelta(days=8))
        whole = ActivityRecord(at=now - dt.timedelta(days=1), is_all_day=True)
        assert past_text(recent, now, zone) == "5 days ago"
        assert "May 12" in past_text(old, now, zone)
        assert past_text(whole, now, zone) == "yesterday"

    def test_why_they_came_what_was_offered_and_how_it_ended(
        self, open_part, session: UiSession, soren: EntityRef
    ) -> None:
        log(session, soren, "talk", reason_text="price", offered_text="kit", result_text="order")
        face = open_part(soren).model.face(0)
        assert face is not None
        assert face.lines == ("Reason: price", "Offered: kit", "Result: order")

    def test_what_was_planned_stands_elsewhere(self, open_part, session: UiSession, soren: EntityRef) -> None:
        log(session, soren, "", -3, status=kinds.PLANNED, subject="later")
        assert all(entry.kind == stream.SYSTEM for entry in open_part(soren).model.entries)

    def test_changes_are_folded_and_tell_before_and_after(
        self, open_part, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        contact_ops.set_field(session.context, soren, "occupation", "", "Baker")
        contact_ops.set_field(session.context, soren, "occupation", "Baker", "Miller")
        part = open_part(soren)
        assert [entry.kind for entry in part.model.entries] == [stream.SYSTEM]
        face = part.model.face(0)
        assert face is not None
        assert "changes" in face.title
        assert any("Baker → Miller" in line for line in face.folded)
        low = part.view.rowHeight(0)
        part.view.setFocus()
        qtbot.keyClick(part.view, Qt.Key.Key_Space)
        assert part.view.rowHeight(0) > low
        qtbot.keyClick(part.view, Qt.Key.Key_Left)
        assert part.view.rowHeight(0) == low

    def test_a_long_note_is_cut_until_it_is_unfolded(
        self, open_part, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        log(session, soren, LONG)
        part = open_part(soren)
        low = part.view.rowHeight(0)
        part.view.setFocus()
        qtbot.keyClick(part.view, Qt.Key.Key_Right)
        assert part.view.rowHeight(0) > low + 60

    def test_lines_break_at_any_script(self, session: UiSession) -> None:
        font = session.theme.font("body")
        lines, is_cut = broken("안녕하세요 😀 " * 40, font, 200, 3)
        assert (len(lines), is_cut) == (3, True)
        assert "".join(broken("😀" * 30, font, 120, 99)[0]) == "😀" * 30


class TestFilters:
    def test_chips_count_and_are_remembered(self, open_part, session: UiSession, soren: EntityRef) -> None:
        log(session, soren, "talk")
        log(session, soren, "letter", kind="letter")
        log(session, soren, "note", kind="note")
        part = open_part(soren)
        assert part.chips.chips[stream.ALL].text() == "All 3"
        assert part.chips.chips[stream.MAIL].text() == "Mail 1"
        part.chips.chips[stream.MAIL].click()
        assert bodies(part) == ["letter"]
        assert session.context.settings.get(TIMELINE_FILTER) == stream.MAIL
        again = open_part(soren)
        assert bodies(again) == ["letter"]
        again.chips.chips[stream.ALL].click()
        assert len(bodies(again)) == 3

    def test_a_filter_that_shows_nothing_leads_back(
        self, open_part, session: UiSession, soren: EntityRef
    ) -> None:
        log(session, soren, "talk")
        session.context.settings.set(TIMELINE_FILTER, stream.NOTES)
        part = open_part(soren)
        assert "Nothing under “Notes”" in part._nothing.accessibleName()
        part.choose(stream.ALL)
        assert bodies(part) == ["talk"]


class TestKeepingPlace:
    def test_what_is_read_stays_while_others_write(
        self, open_part, session: UiSession, soren: EntityRef
    ) -> None:
        for number in range(60):
            log(session, soren, f"entry {number}", number + 1)
        part = open_part(soren)
        bar = part.view.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        row = part.view.rowAt(0)
        top, place = part.model.entry(row), part.view.rowViewportPosition(row)
        log(session, soren, "new")
        part.model.load()
        row = part.view.rowAt(0)
        now = part.model.entry(row)
        assert now is not None
        assert top is not None
        assert now.id == top.id
        assert abs(part.view.rowViewportPosition(row) - place) <= 1

    def test_at_the_top_the_new_entry_appears(
        self, open_part, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        log(session, soren, "old", 1)
        part = open_part(soren)
        log(session, soren, "new")
        qtbot.waitUntil(lambda: bodies(part) == ["new", "old"])
        assert part.view.verticalScrollBar().value() == 0

    def test_the_end_is_the_end_although_rows_are_higher(
        self, open_part, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        for number in range(120):
            log(session, soren, f"{number} {LONG}", number + 1)
        part = open_part(soren)
        part.view.setFocus()
        qtbot.keyClick(part.view, Qt.Key.Key_End)
        bar = part.view.verticalScrollBar()
        bar.setValue(bar.maximum())
        last = part.model.rowCount() - 1
        bottom = part.view.rowViewportPosition(last) + part.view.rowHeight(last)
        assert abs(bottom - part.view.viewport().height()) <= 1

    def test_another_width_measures_anew(self, open_part, session: UiSession, soren: EntityRef) -> None:
        log(session, soren, LONG[:200])
        part = open_part(soren)
        wide = part.view.rowHeight(0)
        part.window().resize(330, 500)
        QApplication.processEvents()
        assert part.view.rowHeight(0) > wide


class TestDoing:
    def test_delete_trashes_the_entry_and_not_the_contact(
        self, open_part, session: UiSession, soren: EntityRef, recorder: Recorder, qtbot
    ) -> None:
        log(session, soren, "wrong")
        part = open_part(soren)
        part.view.setFocus()
        asked = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
        asked.ignore()
        QApplication.sendEvent(part.view, asked)
        assert asked.isAccepted()  # so that no command of the window runs
        qtbot.keyClick(part.view, Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: bodies(part) == [])
        assert recorder.undoable
        assert not queries.load(session.context, soren).is_deleted

    def test_m_moves_to_another_person(self, open_part, session: UiSession, soren: EntityRef, qtbot) -> None:
        other = contact_ops.create(session.context, person("Mia Sandberg"))
        log(session, soren, "of Mia")
        part = open_part(soren)
        part.view.setFocus()
        qtbot.keyClick(part.view, Qt.Key.Key_M)
        asked = dialog_of(PersonDialog, part.window())
        assert isinstance(asked, PersonDialog)
        qtbot.keyClicks(asked.search.line, "mia")
        qtbot.keyClick(asked.search.line, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bodies(part) == [])
        assert timeline.timeline(session.context, other).counts[stream.ALL] == 1

    def test_enter_opens_the_editor(self, open_part, session: UiSession, soren: EntityRef, qtbot) -> None:
        log(session, soren, "talk")
        part = open_part(soren)
        part.view.setFocus()
        qtbot.keyClick(part.view, Qt.Key.Key_Return)
        editor = dialog_of(ActivityDialog, part.window())
        assert isinstance(editor, ActivityDialog)
        assert editor.form.body.toPlainText() == "talk"
        editor.reject()


class TestRollUp:
    def test_a_company_shows_what_was_done_with_its_people(
        self, open_part, session: UiSession, qtbot
    ) -> None:
        company = contact_ops.create(session.context, person("Acme", kind="organization"))
        role = Affiliation(org_id=company.id, org_name="Acme")
        mia = contact_ops.create(session.context, person("Mia Sandberg", affiliations=(role,)))
        log(session, mia, "talk")
        part = open_part(company)
        row = next(n for n, entry in enumerate(part.model.entries) if entry.kind == "call")
        face = part.model.face(row)
        assert face is not None
        assert face.title == "Call with Mia Sandberg"
        log(session, mia, "again")
        qtbot.waitUntil(lambda: bodies(part) == ["again", "talk"])


class TestEditor:
    @pytest.fixture
    def editor(self, session: UiSession, soren: EntityRef, show: Show) -> ActivityDialog:
        self.ref = log(session, soren, "talk", 1, duration_s=65)
        window = show(QWidget())
        dialog = ActivityDialog(session, self.ref, soren, window)
        dialog.open()
        return dialog

    def test_only_what_was_changed_is_written(
        self, editor: ActivityDialog, session: UiSession, qtbot
    ) -> None:
        before = timeline.load(session.context, self.ref)
        editor.form.body.setPlainText("a longer talk")
        editor.form.outcome.setCurrentIndex(editor.form.outcome.findData("interested"))
        qtbot.keyClick(editor.form.body, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        after = timeline.load(session.context, self.ref)
        assert (after.body, after.outcome) == ("a longer talk", "interested")
        assert (after.at, after.duration_s) == (before.at, 65)

    def test_day_hour_and_people(self, editor: ActivityDialog, session: UiSession) -> None:
        other = contact_ops.create(session.context, person("Mia Sandberg"))
        editor.form.when.day.setText("2026-05-04")
        editor.form.when.time.setText("14:05")
        editor.form.when.length.setValue(45)
        editor.form.people.add(Hit(other, "Mia Sandberg", ""))
        editor.save()
        after = timeline.load(session.context, self.ref)
        own = after.at.astimezone(editor.form.when._zone)
        assert (own.date(), own.hour, own.minute) == (dt.date(2026, 5, 4), 14, 5)
        assert after.duration_s == 2700
        assert [p.name for p in after.people][1:] == ["Mia Sandberg"]

    def test_no_time_is_refused_in_words(self, editor: ActivityDialog) -> None:
        editor.form.when.time.setText("soon")
        editor.save()
        assert "no time of day" in editor.reason.text()
        assert editor.isVisible()
        editor.form.when.time.setText(editor.form.when._shown[1])
        editor.reject()

    def test_somebody_else_wrote_the_same_field(self, editor: ActivityDialog, session: UiSession) -> None:
        base = timeline.load(session.context, self.ref)
        ops.change(session.context, base, dataclasses.replace(base, body="theirs"))
        editor.form.body.setPlainText("mine")
        editor.form.lines["subject"].setText("about")
        editor.save()
        assert not editor.strip.isHidden()
        editor.strip.take_button.click()
        after = timeline.load(session.context, self.ref)
        assert (after.body, after.subject) == ("theirs", "about")

    def test_what_was_typed_can_be_had_back(
        self, editor: ActivityDialog, session: UiSession, recorder: Recorder
    ) -> None:
        window = editor.parentWidget()
        editor.form.body.setPlainText("half done")
        editor.reject()
        recorder.actions[-1][1]()
        again = dialog_of(ActivityDialog, window)
        assert isinstance(again, ActivityDialog)
        assert again.form.body.toPlainText() == "half done"
        again.save()
        assert timeline.load(session.context, self.ref).body == "half done"

    @pytest.fixture
    def crash(self, editor: ActivityDialog, session: UiSession, soren: EntityRef, show: Show):
        """The program ends without a word, and the entry is opened again in the next one."""

        self.later = session.drafts

        def run() -> ActivityDialog:
            editor._keep()
            session.drafts.close()
            later = dataclasses.replace(session, drafts=Drafts(session.drafts._file._path, session.tasks))
            self.later = later.drafts
            again = ActivityDialog(later, self.ref, soren, show(QWidget()))
            again.open()
            return again

        yield run
        self.later.close()

    def test_a_crash_loses_nothing_that_was_typed(
        self, editor: ActivityDialog, session: UiSession, soren: EntityRef, crash
    ) -> None:
        mia = contact_ops.create(session.context, person("Mia Sandberg"))
        editor.form.body.setPlainText("a longer talk")
        editor.form.outcome.setCurrentIndex(editor.form.outcome.findData("interested"))
        editor.form.when.time.setText("14:05")
        editor.form.people.add(Hit(mia, "Mia Sandberg", ""))
        editor.form.links.add(Hit(mia, "Mia Sandberg", ""))
        again = crash()
        assert self.later.refs == [soren]  # whom the bell leads to
        assert again.form.body.toPlainText() == "talk"
        assert "a longer talk" in again.strip.accessibleName()
        again.strip.keep_button.click()
        again.save()
        after = timeline.load(session.context, self.ref)
        assert (after.body, after.outcome, after.links) == ("a longer talk", "interested", (mia,))
        assert [p.name for p in after.people][1:] == ["Mia Sandberg"]
        assert after.at.astimezone(again.form.when._zone).strftime("%H:%M") == "14:05"
        assert self.later.refs == []

    def test_a_crash_in_the_middle_of_an_hour_keeps_the_rest(self, editor: ActivityDialog, crash) -> None:
        editor.form.when.time.setText("14:")
        editor.form.lines["subject"].setText("about")
        again = crash()
        again.strip.keep_button.click()
        assert again.form.lines["subject"].text() == "about"

    def test_what_waits_can_be_dropped(self, editor: ActivityDialog, crash) -> None:
        editor.form.body.setPlainText("a longer talk")
        again = crash()
        again.strip.take_button.click()
        assert (again.form.body.toPlainText(), self.later.refs) == ("talk", [])

    def test_looking_at_what_waits_keeps_it_and_cancelling_lets_go(
        self, editor: ActivityDialog, session: UiSession, soren: EntityRef, crash
    ) -> None:
        editor.form.body.setPlainText("a longer talk")
        again = crash()
        again.reject()
        assert self.later.refs == [soren]
        editor.reject()
        assert session.drafts.refs == []

    def test_what_somebody_wrote_since_the_crash_is_asked_about(
        self, editor: ActivityDialog, session: UiSession, crash
    ) -> None:
        base = timeline.load(session.context, self.ref)
        editor.form.body.setPlainText("mine")
        ops.change(session.context, base, dataclasses.replace(base, body="theirs", subject="about"))
        again = crash()
        again.strip.keep_button.click()
        again.save()
        assert "theirs" in again.strip.accessibleName()
        again.strip.keep_button.click()
        after = timeline.load(session.context, self.ref)
        assert (after.body, after.subject) == ("mine", "about")

    def test_files_are_kept_with_it(self, editor: ActivityDialog, session: UiSession, tmp_path: Path) -> None:
        letter = tmp_path / "letter.txt"
        letter.write_text("Dear Søren")
        editor.form.files.attach(letter)
        assert [f.filename for f in editor.form.files.files] == ["letter.txt"]
        assert files.with_files(session.context, [self.ref.id]) == {self.ref.id}
        out = files.save_as(session.context, editor.form.files.files[0], tmp_path / "copy.txt")
        assert out.read_text() == "Dear Søren"
        files.remove(session.context, editor.form.files.files[0])
        assert files.files(session.context, self.ref) == []
        editor.reject()


class TestOutcomes:
    def test_order_name_and_a_new_one(self, session: UiSession, show: Show) -> None:
        dialog = OutcomesDialog(session, show(QWidget()))
        dialog.open()
        first = dialog.outcomes[0].key
        dialog.shift(1)
        dialog.add()
        dialog.name.setText("Sent samples")
        dialog.codes.setText("ss, probe")
        dialog.days.setValue(5)
        dialog._keep()
        dialog.save()
        saved = outcomes.outcomes(session.context)
        assert saved[1].key == first
        assert (saved[-1].name, saved[-1].codes, saved[-1].next_days) == ("Sent samples", ("ss", "probe"), 5)

    def test_two_with_one_code_are_refused(self, session: UiSession, show: Show) -> None:
        dialog = OutcomesDialog(session, show(QWidget()))
        dialog.open()
        dialog.outcomes.append(Outcome("again", "Again", ("lm",)))
        dialog.save()
        assert "Two outcomes are called" in dialog.reason.text()
        dialog.reject()


class TestCadence:
    def test_a_rule_for_one_and_its_tier(self, session: UiSession, soren: EntityRef, show: Show) -> None:
        dialog = CadenceDialog(session, queries.load(session.context, soren), show(QWidget()))
        dialog.open()
        dialog.tier.setCurrentText("A")
        dialog.ideal.setValue(14)
        dialog.has_limit.setChecked(True)
        dialog.limit.setValue(40)
        dialog.save()
        state = cadence.state_of(session.context, soren)
        assert (state.ideal_days, state.max_days) == (14, 40)
        assert queries.load(session.context, soren).tier == "A"

    def test_a_limit_below_the_usual_gap_is_refused(
        self, session: UiSession, soren: EntityRef, show: Show
    ) -> None:
        dialog = CadenceDialog(session, queries.load(session.context, soren), show(QWidget()))
        dialog.open()
        dialog.ideal.setValue(30)
        dialog.has_limit.setChecked(True)
        dialog.limit.setValue(10)
        dialog.save()
        assert "longest gap" in dialog._reason.text()
        dialog.reject()


class TestFromAnywhere:
    def test_journey_2_who_then_what_in_fifteen_keys(
        self, session: UiSession, soren: EntityRef, show: Show, qtbot
    ) -> None:
        jane = contact_ops.create(session.context, person("Jane Roe", given="Jane", family="Roe"))
        floating = FloatingLog(session, show(QWidget()))
        floating.open()
        qtbot.keyClicks(floating.who.line, "jan")
        qtbot.keyClick(floating.who.line, Qt.Key.Key_Return)  # waits for the answer
        qtbot.waitUntil(lambda: floating.bar is not None)
        assert floating.bar is not None
        qtbot.keyClicks(floating.bar.edit, "lm +10d")
        with qtbot.waitSignal(floating.destroyed):
            qtbot.keyClick(floating.bar.edit, Qt.Key.Key_Return)
        session.recent.close()
        assert 3 + len("jan") + 1 + len("lm +10d") + 1 == 15
        line = timeline.timeline(session.context, jane)
        assert line.counts[stream.TALKS] == 1
        assert len(line.planned) == 1

    def test_the_palette_offers_log_and_task(self, session: UiSession, soren: EntityRef) -> None:
        assert [action.title for action in hit_actions(session.context, soren)] == ["Log…", "Task…"]


class TestNamesInRows:
    @pytest.fixture
    def others(self, session: UiSession, soren: EntityRef) -> tuple[EntityRef, EntityRef]:
        """Who else was at a meeting with Søren."""
        first, second = (
            contact_ops.create(session.context, person(name)) for name in ("Bo Kjær", "Ann 👩 Lee")
        )
        people = tuple(Participant(ref.id) for ref in (soren, first, second))
        ops.log(session.context, ActivityRecord(kinds.MEETING, session.context.now(), people=people))
        return first, second

    def places(self, part: TimelinePart) -> list[QPoint]:
        """The middle of each name, from the beginning of the row on."""
        view = part.view
        named: dict[NameSpan, list[QPoint]] = {}
        for x in range(0, view.viewport().width(), 2):
            place = QPoint(x, 18)
            found = view._name_at(place)
            if found is not None:
                named.setdefault(found[1], []).append(place)
        return [found[len(found) // 2] for found in named.values()]

    @pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
    def test_a_click_opens_whom_it_names(
        self, open_part, session: UiSession, soren: EntityRef, others, recorder: Recorder, direction, qtbot
    ) -> None:
        part = open_part(soren)
        part.view.setLayoutDirection(direction)
        QApplication.processEvents()
        first, second = self.places(part)
        for place in (first, second):
            qtbot.mouseClick(part.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        assert sorted(recorder.opened) == sorted(others)

    def test_a_click_beside_names_opens_nobody(
        self, open_part, soren: EntityRef, others, recorder: Recorder, qtbot
    ) -> None:
        part = open_part(soren)
        qtbot.mouseClick(part.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, 18))
        assert recorder.opened == []

    def test_the_pointer_shows_that_a_name_opens(self, open_part, soren: EntityRef, others, qtbot) -> None:
        view = (part := open_part(soren)).view
        qtbot.mouseMove(view.viewport(), self.places(part)[0])
        assert view.viewport().cursor().shape() == Qt.CursorShape.PointingHandCursor
        assert view.painter_of_rows.hovered is not None
        qtbot.mouseMove(view.viewport(), QPoint(50, 18))
        assert view.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor

    @pytest.mark.qt_log_ignore("does not support")  # a popup on a screen that is none
    def test_a_key_asks_whom_of_several(
        self, open_part, soren: EntityRef, others, recorder: Recorder, qtbot
    ) -> None:
        view = open_part(soren).view
        view.setFocus()
        qtbot.keyClick(view, Qt.Key.Key_O)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        assert [action.text() for action in menu.actions()] == ["Open Bo Kjær", "Open Ann 👩 Lee"]
        qtbot.keyClick(menu, Qt.Key.Key_Return)
        assert recorder.opened == [others[0]]

    def test_a_screen_reader_hears_of_them(self, open_part, soren: EntityRef, others) -> None:
        index = open_part(soren).model.index(0, 0)
        told = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
        assert told == "The menu of the entry opens Bo Kjær and Ann 👩 Lee."
