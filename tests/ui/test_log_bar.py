"""The log bar: one typed line, its pieces and its preview, what is saved, drafts, what was done and what follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.logline import signs
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.services import undo
from crm_desktop.services.activities import cadence, ops, outcomes, timeline
from crm_desktop.services.activities.logging import surroundings, understand
from crm_desktop.services.contacts import ops as contact_ops
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext, Executors
from crm_desktop.ui.features.activities.literals import difference, moved, place_of, units
from crm_desktop.ui.features.activities.log_bar import LogBar
from crm_desktop.ui.features.activities.log_part import LogPart
from crm_desktop.ui.features.activities.next_step import day_typed
from crm_desktop.ui.features.activities.offers import link_text, outcome_offers, tag_offers
from crm_desktop.ui.features.activities.planned_row import PlannedRow
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import LOG_USED
from tests.factories.contexts import open_inline
from tests.factories.people import SOREN, person
from tests.ui.conftest import HeldExecutor, Recorder

Show = Callable[[QWidget], None]


@pytest.fixture
def soren(session: UiSession) -> EntityRef:
    return contact_ops.create(session.context, SOREN)


@pytest.fixture
def show(qtbot) -> Show:
    """Puts a widget into an active window."""
    kept: list[QWidget] = []  # qtbot does not hold on to it

    def put(widget: QWidget) -> None:
        window = QWidget()
        kept.append(window)
        QVBoxLayout(window).addWidget(widget)
        qtbot.addWidget(window)
        window.resize(700, 900)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)

    return put


@pytest.fixture
def bar(session: UiSession, soren: EntityRef, show: Show) -> LogBar:
    made = LogBar(session, soren, "Søren Ågård")
    show(made)
    made.begin()
    return made


@pytest.fixture
def part(session: UiSession, soren: EntityRef, show: Show) -> LogPart:
    made = LogPart(session, queries.load(session.context, soren))
    show(made)
    return made


def entries(session: UiSession, ref: EntityRef) -> list[ActivityRecord]:
    """What the file holds, the newest first, planned ones at the end."""
    line = timeline.timeline(session.context, ref)
    done = [e for e in line.entries if e.kind != "system"]
    return [*timeline.load_all(session.context, [e.id for e in done]), *line.planned]


def plan(session: UiSession, ref: EntityRef, subject: str, days: int = 1) -> EntityRef:
    at = session.context.now() + dt.timedelta(days=days)
    record = ActivityRecord(at=at, status=kinds.PLANNED, subject=subject, people=(Participant(ref.id),))
    return ops.log(session.context, record)


def read_soon(bar: LogBar, qtbot) -> None:
    qtbot.waitUntil(lambda: bar.understood is not None)


class TestPiecesStayWhereTheyAre:
    def test_an_edit_before_a_piece_moves_it(self) -> None:
        assert moved({(5, 8)}, 0, "", "ab ", "x") == {(8, 11)}
        assert moved({(5, 8)}, 0, "abc", "", "x") == {(2, 5)}

    def test_an_edit_behind_a_piece_leaves_it(self) -> None:
        assert moved({(5, 8)}, 8, "", " and", "") == {(5, 8)}

    def test_an_edit_inside_makes_another_word_of_it(self) -> None:
        assert moved({(5, 8)}, 6, "x", "", "y") == frozenset()

    def test_a_letter_typed_on_to_it_does_so_too(self) -> None:
        assert moved({(5, 8)}, 8, "", "x", "") == frozenset()
        assert moved({(5, 8)}, 5, "", "x", "m") == frozenset()

    def test_the_difference_of_two_texts(self) -> None:
        assert difference("may be", "may not be") == (4, "", "not ")
        assert difference("abc", "") == (0, "abc", "")

    def test_characters_that_qt_counts_twice(self) -> None:
        text = "a😀b"
        assert [units(text, place) for place in range(4)] == [0, 1, 3, 4]
        assert [place_of(text, units(text, place)) for place in range(4)] == [0, 1, 2, 3]


class TestLine:
    def test_journey_1_ten_keys_log_a_call_and_a_reminder(
        self, bar: LogBar, session: UiSession, soren: EntityRef, recorder: Recorder, qtbot
    ) -> None:
        keys = "lm +10d"
        qtbot.keyClicks(bar.edit, keys)
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        done, following = entries(session, soren)
        assert len(keys) + 3 == 10  # with Ctrl+L, two keys, and Enter
        assert (done.kind, done.outcome, done.status) == ("call", "left_message", "done")
        assert following.status == "planned"
        assert following.subject.startswith("Call back")
        assert 10 <= (following.at - session.context.now()).days + 1 <= 13
        assert recorder.undoable
        assert "left message" in recorder.said[-1].lower()
        assert bar.text == ""
        assert bar.edit.hasFocus()

    def test_nothing_is_saved_before_its_preview_is_there(
        self, bar: LogBar, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        bar.edit.put("called about the offer")
        assert bar.understood is None
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return)  # reads this very text first, then saves it
        (done,) = entries(session, soren)
        assert done.body == "about the offer"

    def test_enter_is_not_forgotten_when_the_words_of_the_file_come_after_it(
        self, bar: LogBar, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        held = HeldExecutor()
        session.tasks._executors = Executors(held, held, held)
        bar._on_focused()
        bar.edit.put("lm +10d")
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        while held.waiting:
            held.run()
        assert entries(session, soren)[0].outcome == "left_message"

    def test_the_preview_is_what_is_saved(
        self, bar: LogBar, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        qtbot.keyClicks(bar.edit, "meet yesterday 14:00 45min offer")
        read_soon(bar, qtbot)
        assert "45 min" in bar.preview.text()
        assert "yesterday" in bar.preview.text()
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        (done,) = entries(session, soren)
        assert (done.kind, done.duration_s, done.body) == ("meeting", 2700, "offer")

    def test_shift_enter_begins_a_line(self, bar: LogBar, qtbot) -> None:
        qtbot.keyClicks(bar.edit, "note one")
        low = bar.edit.height()
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        qtbot.keyClicks(bar.edit, "two")
        assert bar.text == "note one\ntwo"
        assert bar.edit.height() > low

    def test_backspace_at_a_piece_makes_it_text(
        self, bar: LogBar, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        qtbot.keyClicks(bar.edit, "talk +10d")
        read_soon(bar, qtbot)
        assert bar.understood is not None
        assert bar.understood.follow_up is not None
        qtbot.keyClick(bar.edit, Qt.Key.Key_Backspace)
        assert bar.text == "talk +10d"
        read_soon(bar, qtbot)
        assert bar.understood.follow_up is None
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        (done,) = entries(session, soren)
        assert "+10d" in done.body

    def test_typing_on_reads_the_piece_anew(self, bar: LogBar, qtbot) -> None:
        qtbot.keyClicks(bar.edit, "talk +10d")
        read_soon(bar, qtbot)
        qtbot.keyClick(bar.edit, Qt.Key.Key_Backspace)
        qtbot.keyClick(bar.edit, Qt.Key.Key_Backspace)
        qtbot.keyClicks(bar.edit, "w")
        read_soon(bar, qtbot)
        assert bar.understood is not None
        assert bar.understood.follow_up is not None

    def test_an_emoji_does_not_shift_the_pieces(self, bar: LogBar, qtbot) -> None:
        qtbot.keyClicks(bar.edit, "nice talk ")
        bar.edit.insertPlainText("😀😀 ")
        qtbot.keyClicks(bar.edit, "+10d")
        read_soon(bar, qtbot)
        marks = [mark.cursor.selectedText() for mark in bar.edit.extraSelections()]
        assert "+10d" in marks

    def test_what_cannot_be_saved_says_why_and_stays(
        self, bar: LogBar, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        for name in ("Bob Stone", "Bob Hill"):
            contact_ops.create(session.context, person(name))
        qtbot.keyClicks(bar.edit, "call Bob lm")
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        assert bar.text == "call Bob lm"
        assert not entries(session, soren)
        assert "Write more of the name" in bar.preview.text()

    def test_a_narrow_line_has_a_shorter_hint(self, bar: LogBar) -> None:
        whole = bar.edit.placeholderText()
        bar.edit.setFixedWidth(200)
        assert bar.edit.placeholderText() == "What happened?"
        bar.edit.setFixedWidth(80)
        assert bar.edit.placeholderText().endswith("…")
        bar.edit.setFixedWidth(600)
        assert bar.edit.placeholderText() == whole

    @pytest.mark.parametrize("mode", ["light", "dark", "contrast_light", "contrast_dark"])
    @pytest.mark.parametrize("percent", [85, 100, 125, 150])
    def test_nothing_scrolls_while_the_line_can_grow(self, bar: LogBar, mode: str, percent: int) -> None:
        edit = bar.edit
        edit._theme.set_mode(mode)
        edit._theme.set_text_size(percent)
        edit._theme.dress(edit.window())
        for lines in range(1, 5):
            edit.put("\n".join("메모 note"[: lines + 3] for _line in range(lines)))
            QApplication.processEvents()
            assert edit.height() < 160
            assert edit.verticalScrollBar().maximum() == 0
            edit.setFixedHeight(36)  # as tall as it is until the layout has caught up
            QApplication.processEvents()
            assert not edit.verticalScrollBar().isVisible()
        edit._theme.set_text_size(100)

    def test_a_text_that_is_too_long_to_show_scrolls(self, bar: LogBar) -> None:
        bar.edit.put("line\n" * 20)
        QApplication.processEvents()
        assert bar.edit.verticalScrollBar().isVisible()

    def test_help_until_it_was_used_five_times(self, bar: LogBar, session: UiSession, qtbot) -> None:
        assert "+10d" in bar.preview.text()
        for number in range(5):
            qtbot.keyClicks(bar.edit, f"note {number}")
            qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        assert session.context.settings.get(LOG_USED) == 5
        assert not bar.preview.isVisible()

    def test_a_tag_is_put_on_the_record(
        self, bar: LogBar, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        qtbot.keyClicks(bar.edit, "lm #fair")
        qtbot.keyClick(bar.edit, Qt.Key.Key_Escape)  # closes what is offered, if anything is
        bar.begin()
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        assert "fair" in queries.load(session.context, soren).tags


class TestComposing:
    def test_enter_never_submits_a_composition(
        self, bar: LogBar, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        QApplication.sendEvent(bar.edit, QInputMethodEvent("통화", []))
        assert bar.edit.is_composing
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        assert not entries(session, soren)
        assert bar.edit.whole_text == "통화"

    def test_what_is_composed_counts_for_the_preview(self, bar: LogBar, qtbot) -> None:
        bar.edit.put("note ")
        QApplication.sendEvent(bar.edit, QInputMethodEvent("통화했", []))
        read_soon(bar, qtbot)
        assert "통화했" in bar.preview.text()

    def test_it_is_kept_when_the_keyboard_goes(self, bar: LogBar, qtbot) -> None:
        QApplication.sendEvent(bar.edit, QInputMethodEvent("통화", []))
        bar.edit.clearFocus()
        assert bar.text == "통화"


class TestDrafts:
    def test_esc_keeps_the_draft(self, bar: LogBar, session: UiSession, soren: EntityRef, qtbot) -> None:
        with qtbot.waitSignal(bar.left):
            qtbot.keyClicks(bar.edit, "half a thou")
            qtbot.keyClick(bar.edit, Qt.Key.Key_Escape)
        assert bar.text == "half a thou"
        again = LogBar(session, soren, "Søren")
        qtbot.addWidget(again)
        assert again.text == "half a thou"

    def test_a_saved_line_leaves_no_draft(
        self, bar: LogBar, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        qtbot.keyClicks(bar.edit, "note done")
        assert session.drafts.kept(f"{soren}/log") is not None
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        assert session.drafts.kept(f"{soren}/log") is None

    def test_what_could_not_be_saved_stands_in_the_bar_again(
        self, bar: LogBar, session: UiSession, soren: EntityRef, recorder: Recorder, qtbot
    ) -> None:
        qtbot.keyClicks(bar.edit, "note lost")
        read_soon(bar, qtbot)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(ops, "log", _disk_full)
            qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        assert isinstance(recorder.failed[-1], EnvironmentProblem)
        assert bar.text == "note lost"
        qtbot.keyClick(bar.edit, Qt.Key.Key_Return)
        (done,) = entries(session, soren)
        assert done.body == "lost"


def _disk_full(*_args: object, **_options: object) -> None:
    raise EnvironmentProblem("disk_full", "The disk is full.")


class TestOffers:
    def test_the_word_at_the_cursor(self) -> None:
        assert signs.word_begun("talked #fa") == "#fa"
        assert signs.word_begun("talked ") == ""
        assert signs.word_begun("le") == "le"
        assert signs.word_begun('talked #"key ac') == '#"key ac'
        assert signs.word_begun('talked #"key account" an') == "an"

    @pytest.mark.parametrize("token", ["#k", '#"k', "#“k"])
    def test_tags_as_a_line_can_hold_them(self, token: str) -> None:
        names = ["key account", "key-account", "fair", 'k"']
        assert [o.text for o in tag_offers(token, names)] == ['#"key account"', "#key-account"]
        assert [o.text for o in tag_offers('#"key a', names)] == ['#"key account"']

    def test_a_link_is_found_by_the_words_that_are_offered(
        self, session: UiSession, soren: EntityRef
    ) -> None:
        company = contact_ops.create(session.context, person("Acme Nordic A/S", kind="organization"))
        text = link_text("Acme Nordic A/S")
        assert text == "$Acme-Nordic"
        assert understand(session.context, f"note {text} talked", soren).record.links == (company,)

    def test_outcomes_only_where_they_count(self, session: UiSession) -> None:
        known = surroundings(session.context).outcomes
        assert any(o.title.lower() == "left message" for o in outcome_offers("lef", "", (), known))
        assert outcome_offers("lef", "we ", (), known) == []
        assert outcome_offers("lm", "", (), known) == []

    def test_tab_takes_the_first_tag(self, bar: LogBar, session: UiSession, soren: EntityRef, qtbot) -> None:
        contact_ops.set_tags(session.context, contact_ops.Selection.of(soren.id), ("fair",), ())
        bar._offers.prepare()
        qtbot.keyClicks(bar.edit, "note #fa")
        assert bar.edit.has_offer
        qtbot.keyClick(bar.edit, Qt.Key.Key_Tab)
        assert bar.text == "note #fair "

    def test_a_tag_of_several_words_is_completed_and_turns_back_into_text(
        self, bar: LogBar, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        other = contact_ops.create(session.context, person("Mia Sandberg"))
        contact_ops.set_tags(session.context, contact_ops.Selection.of(other.id), ("key account",), ())
        bar._offers.prepare()
        qtbot.keyClicks(bar.edit, 'ok #"key a')
        qtbot.keyClick(bar.edit, Qt.Key.Key_Tab)
        assert bar.text == 'ok #"key account" '
        qtbot.keyClick(bar.edit, Qt.Key.Key_Backspace)
        qtbot.keyClick(bar.edit, Qt.Key.Key_Backspace)  # behind the piece: it is text now
        assert bar.text == 'ok #"key account"'
        bar.submit()
        (done,) = entries(session, soren)
        assert done.body == '#"key account"'
        assert "key account" not in queries.load(session.context, soren).tags
        qtbot.keyClicks(bar.edit, 'ok #"key account"')
        bar.submit()
        assert "key account" in queries.load(session.context, soren).tags


class TestNext:
    def test_journey_7_done_and_the_next_action_in_eight_keys(
        self, part: LogPart, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        plan(session, soren, "Send the offer")
        part._read()
        row = part.next.rows[0]
        row.setFocus()
        qtbot.keyClick(row, Qt.Key.Key_Space)
        assert part.bar.edit.hasFocus()
        qtbot.keyClicks(part.bar.edit, "lm +1w")
        qtbot.keyClick(part.bar.edit, Qt.Key.Key_Return)
        assert 1 + len("lm +1w") + 1 == 8
        done, following = entries(session, soren)
        assert (done.subject, done.status, done.outcome) == ("Send the offer", "done", "left_message")
        assert following.follow_up_of_id == done.id
        assert not part.bar.is_asking
        assert not part.ends.isVisible()

    def test_done_with_its_outcome_and_what_follows_is_one_step(
        self, part: LogPart, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        plan(session, soren, "Send the offer")
        part._read()
        part.complete_current()
        qtbot.keyClicks(part.bar.edit, "lm +1w")
        qtbot.keyClick(part.bar.edit, Qt.Key.Key_Return)
        assert len(entries(session, soren)) == 2
        undo.undo(session.context)
        (planned,) = entries(session, soren)
        assert (planned.status, planned.outcome) == ("planned", "")
        undo.redo(session.context)
        done, _following = entries(session, soren)
        assert (done.status, done.outcome) == ("done", "left_message")

    def test_an_outcome_after_something_else_is_a_step_of_its_own(
        self, part: LogPart, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        plan(session, soren, "Send the offer")
        part._read()
        part.complete_current()
        contact_ops.set_field(session.context, soren, "nickname", "", "Soren")
        qtbot.keyClicks(part.bar.edit, "lm")
        qtbot.keyClick(part.bar.edit, Qt.Key.Key_Return)
        undo.undo(session.context)
        (done,) = entries(session, soren)
        assert (done.status, done.outcome) == ("done", "")
        assert queries.load(session.context, soren).nickname == "Soren"

    def test_nothing_is_asked_any_more_once_it_is_taken_back(
        self, part: LogPart, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        plan(session, soren, "Send the offer")
        part._read()
        part.complete_current()
        undo.undo(session.context)
        qtbot.waitUntil(lambda: not part.bar.is_asking)
        assert [row.record.subject for row in part.next.rows] == ["Send the offer"]

    def test_how_it_ended_in_words(self, part: LogPart, session: UiSession, soren: EntityRef, qtbot) -> None:
        plan(session, soren, "Send the offer")
        part._read()
        part.complete_current()
        qtbot.keyClicks(part.bar.edit, "she will think about #new")
        part.bar._hide_offers()
        qtbot.keyClick(part.bar.edit, Qt.Key.Key_Return)
        (done,) = entries(session, soren)
        assert done.result_text == "she will think about #new"
        assert "new" not in queries.load(session.context, soren).tags

    def test_a_figure_with_alt_chooses_the_outcome(
        self, part: LogPart, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        plan(session, soren, "Send the offer")
        part._read()
        part.complete_current()
        qtbot.keyClick(part.bar.edit, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        assert part.bar.text.strip() == "lm"

    def test_esc_leaves_it_at_done(self, part: LogPart, session: UiSession, soren: EntityRef, qtbot) -> None:
        plan(session, soren, "Send the offer")
        part._read()
        part.complete_current()
        qtbot.keyClick(part.bar.edit, Qt.Key.Key_Escape)
        assert not part.bar.is_asking
        (done,) = entries(session, soren)
        assert done.status == "done"

    def test_the_soonest_stands_first_and_what_is_late_says_so(
        self, part: LogPart, session: UiSession, soren: EntityRef
    ) -> None:
        plan(session, soren, "later", 5)
        plan(session, soren, "late", -2)
        part._read()
        assert [row.record.subject for row in part.next.rows] == ["late", "later"]
        assert "overdue by 2 days" in part.next.rows[0].accessibleName()

    def test_postponed_by_a_day_from_today(self, part: LogPart, session: UiSession, soren: EntityRef) -> None:
        ref = plan(session, soren, "late", -2)
        part._read()
        assert part.postpone_current()
        moved_to = timeline.load(session.context, ref).at
        assert (moved_to.astimezone().date() - session.context.now().astimezone().date()).days == 1

    def test_more_than_three_are_folded(self, part: LogPart, session: UiSession, soren: EntityRef) -> None:
        for number in range(5):
            plan(session, soren, f"thing {number}", number + 1)
        part.next.set_room(3, is_low=False)
        part._read()
        assert len(part.next.rows) == 3
        part.next.toggle()
        assert len(part.next.rows) == 5

    def test_delete_throws_a_planned_one_away(
        self, part: LogPart, session: UiSession, soren: EntityRef, recorder: Recorder, qtbot
    ) -> None:
        plan(session, soren, "thing")
        part._read()
        row = part.next.rows[0]
        assert isinstance(row, PlannedRow)
        qtbot.keyClick(row, Qt.Key.Key_Delete)
        assert entries(session, soren) == []
        assert recorder.undoable


class TestNextStep:
    @pytest.mark.parametrize(("typed", "days"), [("tomorrow", 1), ("+1d", 1), ("10d", 10), ("2w", 14)])
    def test_days_as_people_type_them(self, session: UiSession, typed: str, days: int) -> None:
        around = surroundings(session.context)
        day = day_typed(typed, around)
        assert day is not None
        assert 0 <= (day - around.now.date()).days - days <= 3  # a day without work moves on

    def test_text_and_day_are_saved_when_they_are_left(
        self, part: LogPart, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        step = part.next.step
        step.text.put("Send the letter")
        step.day.put("2027-03-05")
        record = queries.load(session.context, soren)
        assert (record.next_step_text, record.next_step_on) == ("Send the letter", dt.date(2027, 3, 5))

    def test_no_day_is_refused_in_words(self, part: LogPart, qtbot) -> None:
        part.next.step.day.put("someday")
        assert "is no day" in part.next.step.day.reason

    def test_somebody_else_was_quicker(self, part: LogPart, session: UiSession, soren: EntityRef) -> None:
        ops.set_next_step(session.context, soren, ("", None), ("Theirs", None))
        part.next.step.text.put("Mine")
        strip = part.next.step.text.strip
        assert not strip.isHidden()
        strip.keep_button.click()
        assert queries.load(session.context, soren).next_step_text == "Mine"


class TestSomebodyWasHere:
    def test_what_a_colleague_did_is_said(
        self, session: UiSession, context: AppContext, soren: EntityRef, show: Show
    ) -> None:
        other = open_inline(context.store.path, user="Bo")
        record = ActivityRecord(
            at=session.context.now() - dt.timedelta(days=1),
            outcome="left_message",
            people=(Participant(soren.id),),
        )
        ops.log(other, record)
        other.close()
        part = LogPart(session, queries.load(session.context, soren))
        show(part)
        assert "Bo: Call, yesterday" in part.strip.text
        assert "Left message" in part.strip.text

    def test_who_is_to_be_left_alone(
        self, part: LogPart, session: UiSession, soren: EntityRef, recorder: Recorder, qtbot
    ) -> None:
        qtbot.keyClicks(part.bar.edit, "ni")
        qtbot.keyClick(part.bar.edit, Qt.Key.Key_Return)
        part._read()
        assert "Not interested, noted by Anna" in part.strip.text
        assert "nobody follows up" in part.strip.text
        part.strip.again_wanted.emit()
        assert "everybody may follow up again" in recorder.said[-1]
        good = next(o for o in outcomes.outcomes(session.context) if o.is_success)
        qtbot.keyClicks(part.bar.edit, good.codes[0])
        qtbot.keyClick(part.bar.edit, Qt.Key.Key_Return)
        part._read()
        assert "nobody follows up" not in part.strip.text

    def test_the_line_about_keeping_in_touch(
        self, part: LogPart, session: UiSession, soren: EntityRef
    ) -> None:
        told = part.next.touch.accessibleName  # what is shown depends on the width
        assert told().startswith("Keep in touch: No contact yet")
        cadence.set_rule(session.context, "party", soren, 30, 60)
        at = session.context.now() - dt.timedelta(days=12)
        ops.log(session.context, ActivityRecord(at=at, outcome="reached", people=(Participant(soren.id),)))
        part._read()
        assert "Last contact 12 days ago" in told()
        assert "keep in touch every 30 days" in told()
