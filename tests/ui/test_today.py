"""The page of the day: worked through by keys, kept right while others write, answers and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.records import ContactPoint, PartyRecord
from crm_desktop.services import undo
from crm_desktop.services.activities import cadence, hours, ops, timeline
from crm_desktop.services.contacts import ops as contact_ops
from crm_desktop.services.contacts.queries import load
from crm_desktop.services.search import find
from crm_desktop.ui.features.activities.floating_log import FloatingLog
from crm_desktop.ui.features.contacts.palette import FINDERS
from crm_desktop.ui.features.contacts.source import ContactsSource, row_face, spoken_row
from crm_desktop.ui.features.today import board, lists
from crm_desktop.ui.features.today.do_model import Heading
from crm_desktop.ui.features.today.lists import Wanted
from crm_desktop.ui.features.today.page import TodayPage
from crm_desktop.ui.features.today.palette import hit_actions
from crm_desktop.ui.features.today.rules_dialog import RulesDialog
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import SINGLE_KEYS, TODAY_MINE, TODAY_STEPS
from crm_desktop.ui.shell.rail import Rail
from tests.factories.contexts import open_inline
from tests.ui.conftest import Recorder
from tests.ui.surfaces import desk_on, wait_idle, wait_until

DAY = dt.timedelta(days=1)


@pytest.fixture
def now(session: UiSession) -> dt.datetime:
    """Noon of the present day, where the user is."""
    session.context.settings.set(hours.TIME_ZONE, "UTC")
    noon = dt.datetime(2026, 5, 7, 12, tzinfo=dt.UTC)  # a Thursday
    session.context.clock = FixedClock(noon)
    return noon


class FixedClock:
    """The time stands still."""

    def __init__(self, at: dt.datetime) -> None:
        self._at = at

    def now(self) -> dt.datetime:
        return self._at

    def today(self) -> dt.date:
        return self._at.date()


@pytest.fixture
def jane(session: UiSession) -> EntityRef:
    record = PartyRecord(display_name="Jane Doe", points=(ContactPoint("phone", "+45 33 11 22 33"),))
    return contact_ops.create(session.context, record)


Plan = Callable[..., EntityRef]


@pytest.fixture
def plan(session: UiSession, jane: EntityRef, now: dt.datetime) -> Plan:
    """Plans a call with Jane so many days from today."""

    def make(days: float = 0, subject: str = "", kind: str = kinds.CALL, who: EntityRef = jane) -> EntityRef:
        at = now + days * DAY
        record = ActivityRecord(
            kind, at, status=kinds.PLANNED, subject=subject, people=(Participant(who.id),)
        )
        return ops.log(session.context, record)

    return make


@pytest.fixture
def open_page(session: UiSession, qtbot, now: dt.datetime) -> Callable[[], TodayPage]:  # type: ignore[no-untyped-def]
    """Opens the page in a window that has the keyboard."""

    def make() -> TodayPage:
        page = TodayPage(session)
        qtbot.addWidget(page)
        page.resize(1200, 700)
        page.show()
        page.activateWindow()
        page.focus_main()
        QApplication.processEvents()
        return page

    return make


def type_keys(keys: str) -> int:
    """Real key presses to whoever has the keyboard; returns how many."""
    special = {"\n": Qt.Key.Key_Return, " ": Qt.Key.Key_Space, "<": Qt.Key.Key_Escape, "~": Qt.Key.Key_Delete,
               "v": Qt.Key.Key_Down}  # fmt: skip
    for key in keys:
        widget = QApplication.focusWidget()
        assert widget is not None
        if key in special and not (key == " " and hasattr(widget, "whole_text")):
            QTest.keyClick(widget, special[key])
        else:
            QTest.keyClicks(widget, key)
        QApplication.processEvents()
    return len(keys)


def titles(page: TodayPage) -> list[str]:
    return [line.title for line in page.view.rows.lines if not isinstance(line, Heading)]


def settle(page: TodayPage) -> None:
    """What would be read again a moment later is read now."""
    page.refresh()
    QApplication.processEvents()


def test_sections_rows_and_words(session, jane, plan, open_page, now):
    ops.log(session.context, ActivityRecord(kinds.CALL, now - 9 * DAY, body="asked for the offer",
                                            people=(Participant(jane.id),)))  # fmt: skip
    plan(-2, "Framework 2026")
    plan(0.2, kind=kinds.VISIT)
    plan(1)
    ops.set_next_step(session.context, jane, ("", None), ("Send the offer", now.date()))
    page = open_page()
    heads = [line for line in page.view.rows.lines if isinstance(line, Heading)]
    assert [(h.section, h.count, h.is_folded) for h in heads] == [
        ("overdue", 1, False),
        ("today", 1, False),
        ("later", 1, True),
        ("week", 1, True),
    ]
    overdue = page.day.board.sections["overdue"][0]
    assert (overdue.title, overdue.when) == ("Call Jane Doe", "overdue 2 days")
    assert overdue.context == "Framework 2026 · +45 33 11 22 33 · 9 days ago: asked for the offer"
    assert titles(page) == ["Call Jane Doe", "Send the offer: Jane Doe"]
    assert page.day.board.due_count == board.count_due(session.context) == 3
    spoken = page.view.rows.data(page.view.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Call Jane Doe, overdue 2 days")


def test_done_and_the_next_action_take_eight_keys(session, jane, plan, open_page, now, recorder):
    done = plan(-2)
    plan(-1, "Second")
    page = open_page()
    assert type_keys(" lm +1w\n") == 8
    first = timeline.load(session.context, done)
    assert (first.status, first.outcome, first.at) == (kinds.DONE, "left_message", now)
    following = [a for a in timeline.planned(session.context, jane) if a.follow_up_of_id == done.id]
    assert [a.at.date() for a in following] == [dt.date(2026, 5, 14)]
    assert recorder.said[-1] == "Done: Call with Jane Doe"
    settle(page)
    assert page.view.hasFocus()
    assert page.view.current is not None
    assert page.view.current.item.text == "Second"
    undo.undo(session.context)
    assert timeline.load(session.context, done).status == kinds.PLANNED
    assert len(timeline.planned(session.context, jane)) == 2


def test_chips_alone_take_three_keys(session, jane, plan, open_page):
    done = plan(-1)
    page = open_page()
    type_keys(" 3")
    assert page.strips.ask.next.chips[0].isChecked()  # "no answer" proposes tomorrow
    type_keys("3")
    assert timeline.load(session.context, done).outcome == "no_answer"
    (following,) = timeline.planned(session.context, jane)
    assert following.at.date() == dt.date(2026, 5, 14)


def test_a_proposed_day_is_taken_by_enter_and_declined_by_none(session, jane, plan, open_page):
    plan(-1)
    plan(-2)
    page = open_page()
    type_keys(" 3\n")
    assert [a.at.date() for a in timeline.planned(session.context, jane) if a.follow_up_of_id] == [
        dt.date(2026, 5, 8)
    ]
    settle(page)
    type_keys(" 36")
    assert len(timeline.planned(session.context, jane)) == 1


def test_a_line_that_is_not_clear_is_not_saved(session, plan, open_page):
    ref = plan(-1)
    page = open_page()
    type_keys(" ok #tag\n")
    assert timeline.load(session.context, ref).status == kinds.PLANNED
    assert page.strips.ask.is_asking
    type_keys("<")
    assert not page.strips.ask.is_asking
    assert page.view.hasFocus()


def test_going_on_saves_what_was_done(session, plan, open_page):
    ref = plan(-2)
    plan(-1, "Other")
    page = open_page()
    type_keys(" 1")
    page.view.choose(page.view.currentIndex().row() + 1)
    assert timeline.load(session.context, ref).outcome == "reached"


def test_leaving_the_page_saves_what_was_done(session, plan, open_page):
    ref = plan(-2)
    page = open_page()
    type_keys(" ")
    assert page.is_ready_to_close()
    assert timeline.load(session.context, ref).status == kinds.DONE


def test_snoozing_takes_three_keys(session, plan, open_page, recorder):
    plan(-2)
    second = plan(-1, "Second")
    page = open_page()
    assert type_keys("vs4") == 3
    assert timeline.load(session.context, second).at == dt.datetime(2026, 5, 8, 9, tzinfo=dt.UTC)
    assert recorder.said[-1].startswith("Postponed to tomorrow")
    assert page.view.hasFocus()


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        ("1", dt.datetime(2026, 5, 7, 12, 15, tzinfo=dt.UTC)),
        ("2", dt.datetime(2026, 5, 7, 13, tzinfo=dt.UTC)),
        ("3", dt.datetime(2026, 5, 7, 14, tzinfo=dt.UTC)),
        ("5", dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)),
        ("63d\n", dt.datetime(2026, 5, 11, 9, tzinfo=dt.UTC)),
        ("6fri 14:00\n", dt.datetime(2026, 5, 8, 14, tzinfo=dt.UTC)),
    ],
)
def test_choices_of_snoozing(session, plan, open_page, keys, at):
    ref = plan(-2)
    open_page()
    type_keys("s" + keys)
    assert timeline.load(session.context, ref).at == at


def test_a_moment_that_is_none_is_told_and_nothing_moves(session, plan, open_page, now):
    ref = plan(-2)
    page = open_page()
    type_keys("s6xyz\n")
    assert timeline.load(session.context, ref).at == now - 2 * DAY
    assert not page.strips.snooze.isHidden()
    type_keys("<")
    assert page.view.hasFocus()


def test_delete_calls_off_and_undo_brings_back(session, plan, open_page, recorder):
    ref = plan(-2)
    page = open_page()
    type_keys("~")
    assert timeline.load(session.context, ref).status == kinds.CANCELLED
    settle(page)
    assert titles(page) == []
    undo.undo(session.context)
    settle(page)
    assert titles(page) == ["Call Jane Doe"]


def test_enter_opens_the_record_and_the_log_is_about_the_row(jane, plan, open_page, recorder):
    plan(-2)
    page = open_page()
    type_keys("\n")
    assert recorder.opened == [jane]
    assert page.person() == (jane, "Jane Doe")


def test_single_keys_can_be_switched_off(session, plan, open_page):
    plan(-2)
    session.context.settings.set(SINGLE_KEYS, False)
    page = open_page()
    type_keys("s")
    assert page.strips.snooze.isHidden()
    page.snooze_current()
    assert not page.strips.snooze.isHidden()


def test_a_colleagues_change_appears_and_the_row_stays_chosen(
    session, jane, plan, open_page, crm_file, qtbot, now
):
    plan(-1, "Mine")
    page = open_page()
    chosen = page.view.current.key
    bo = open_inline(Path(session.context.store.path), user="Bo", clock=FixedClock(now))
    bo.bus.subscribe(session.context.bus.publish)
    people = (Participant(jane.id),)
    ops.log(bo, ActivityRecord(kinds.MEETING, now - 3 * DAY, status=kinds.PLANNED, people=people))
    bo.close()
    page.day.filters.everybody.click()
    qtbot.waitUntil(lambda: len(titles(page)) == 2)
    assert page.view.current.key == chosen
    assert page.day.board.sections["overdue"][0].who == "Bo"
    page.day.filters.mine.click()
    qtbot.waitUntil(lambda: titles(page) == ["Call Jane Doe"])
    assert session.context.settings.get(TODAY_MINE)


def test_filters_by_where_things_come_from(session, jane, plan, open_page, now):
    plan(-1)
    ops.set_next_step(session.context, jane, ("", None), ("Send the offer", now.date()))
    page = open_page()
    page.day.filters.sources["next_step"].click()
    assert titles(page) == ["Send the offer: Jane Doe"]
    page.day.filters.sources[""].click()
    assert len(titles(page)) == 2


def test_folded_sections_open_by_keys_and_are_remembered(plan, open_page):
    plan(0.2)
    page = open_page()
    assert titles(page) == []
    type_keys(" ")
    assert titles(page) == ["Call Jane Doe"]
    kept = page.layout_now()
    other = open_page()
    other.restore_layout(kept)
    assert board.LATER not in other.day.view.rows.folded


def test_nothing_due_tells_what_comes_next(plan, open_page):
    plan(13)
    page = open_page()
    card = page.day.card
    assert page.day.stack.currentWidget() is card
    told = card.accessibleName().replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert told == "Nothing due. Next: Wed, May 20 12:00 PM Call Jane Doe"


def test_what_is_hidden_is_counted_and_opens_its_list(session, jane, plan, open_page, now):
    plan(-1)
    stop = ActivityRecord(kinds.CALL, now, outcome="not_interested", people=(Participant(jane.id),))
    ops.log(session.context, stop)
    page = open_page()
    (row,) = page.day.attention.rows
    assert row.accessibleName() == "Hidden from the list, 1"
    row.click()
    assert page.wanted == Wanted(lists.STOPPED)
    assert titles(page) == ["Call Jane Doe"]
    assert page.go_up()
    assert page.wanted is None


def test_losing_touch_tells_last_contact_gap_and_lateness(session, jane, open_page, now):
    people = (Participant(jane.id),)
    ops.log(session.context, ActivityRecord(kinds.CALL, now - 40 * DAY, people=people))
    ops.log(session.context, ActivityRecord(kinds.CALL, now - 5 * DAY, outcome="no_answer", people=people))
    cadence.set_rule(session.context, cadence.PARTY, jane, 30, 35)
    page = open_page()
    page.show_list(Wanted(lists.LOSING))
    (row,) = page.list.content.rows
    assert row.when == "10 days late, beyond the longest gap"
    assert row.context == "Last contact 40 days ago · last attempt 5 days ago · every 30 days, at most 35"
    assert row.share is not None
    assert row.share > 1
    type_keys(" 1\n")
    assert cadence.state_of(session.context, jane).last_touch == now
    settle(page)
    assert titles(page) == []


def test_the_questions_are_answered_with_their_lists(session, jane, open_page, now, recorder):
    people = (Participant(jane.id),)
    for days, outcome in ((20, "reached"), (10, "interested")):
        ops.log(
            session.context, ActivityRecord(kinds.MEETING, now - days * DAY, outcome=outcome, people=people)
        )
    ops.log(
        session.context, ActivityRecord(kinds.MEETING, now + 30 * DAY, status=kinds.PLANNED, people=people)
    )
    page = open_page()
    for key, number, sentence in (
        (lists.BEFORE_SUCCESS, 2, "2 meetings were needed before the last success"),
        (lists.MET_AGAIN, 1, "1 client of 1 made another appointment"),
        (lists.NEXT_MONTH, 1, "There is 1 meeting next month."),
        (lists.DATES_MET, 2, "You met Jane Doe on Apr 17, 2026 and Apr 27, 2026."),
    ):
        page.show_list(Wanted(key, jane if key == lists.DATES_MET else None))
        assert page.list.content.number == number
        assert sentence in page.list.sentence.text()
        assert page.list.content.rows
    type_keys("\n")
    assert recorder.opened == [jane]
    asked = hit_actions(session.context, jane)
    assert next(action.title for action in asked) == "Ask: dates I met Jane Doe"


def test_work_list_of_any_days_is_counted_and_copied(session, jane, open_page, now):
    people = (Participant(jane.id),)
    for days, outcome in ((0, "reached"), (0, "no_answer"), (1, "reached")):
        ops.log(session.context, ActivityRecord(kinds.CALL, now - days * DAY, outcome=outcome, people=people))
    page = open_page()
    page.show_list(Wanted(lists.WORK))
    assert page.list.content.number == 2
    this_week = page.list.days.spans[1][0]
    this_week.click()
    assert page.list.content.number == 3
    assert page.list.sentence.text() == "Call: 3. Ended: Reached: 2 and No answer: 1."
    page.list.copy()
    assert len(QApplication.clipboard().text().splitlines()) == 5


def test_rules_are_set_for_a_tag_and_removed(session, jane, open_page):
    page = open_page()
    dialog = RulesDialog(session, page)
    dialog.show()
    dialog.form.applies_to.setCurrentIndex(1)
    dialog.form.name.setCurrentText("vip")
    dialog.form.ideal.setValue(14)
    for kind in (kinds.EMAIL, kinds.SMS):
        dialog.form.kinds[kind].click()
    dialog.save()
    (rule,) = cadence.rules(session.context)
    assert (rule.applies_to, rule.target_name, rule.ideal_days, rule.max_days) == ("tag", "vip", 14, None)
    assert kinds.EMAIL not in rule.kinds
    assert kinds.CALL in rule.kinds
    dialog.table.selectRow(0)
    dialog.remove()
    assert cadence.rules(session.context) == []
    dialog.form.applies_to.setCurrentIndex(2)
    dialog.save()
    assert dialog.reason.text() == "Say for whom the rule is."
    dialog.close()


def test_first_steps_are_ticked_by_what_is_there_and_closed_for_good(session, jane, open_page):
    page = open_page()
    done = [row.text_label.text() for row in page.day.steps.rows if row.property("done")]
    assert done == ["Add a contact"]
    page.day.steps.close_button.click()
    assert page.day.steps.isHidden()
    assert not session.context.settings.get(TODAY_STEPS)
    assert open_page().day.steps.isHidden()


def test_a_file_that_cannot_be_read_is_told_with_a_way_to_try_again(session, open_page, monkeypatch):
    def fail(*_args: object) -> None:
        raise OSError("gone")

    page = open_page()
    monkeypatch.setattr("crm_desktop.ui.features.today.board.read_board", fail)
    page.refresh()
    assert page.day.card.accessibleName().startswith("What is due could not be read.")
    monkeypatch.undo()
    page.day.retried.emit()
    assert page.day.card.accessibleName() == "Nothing due."


def test_the_rail_tells_how_many_wait(theme, qtbot):
    from crm_desktop.ui.feature_list import FEATURES

    rail = Rail(theme, FEATURES)
    qtbot.addWidget(rail)
    rail.set_count("today", 12)
    badge = next(w for w in rail.findChildren(QWidget) if getattr(w, "text", "") == "12")
    assert not badge.isHidden()
    rail.set_count("today", 0)
    assert badge.isHidden()
    rail.set_count("nowhere", 3)


def test_next_step_stays_what_a_colleague_made_of_it(session, jane, open_page, now, recorder: Recorder):
    ops.set_next_step(session.context, jane, ("", None), ("Send", now.date()))
    page = open_page()
    row = page.view.current
    ops.set_next_step(session.context, jane, ("Send", now.date()), ("Call first", now.date()))
    page.strips.ask_about(page.view, row)
    page.strips.ask.save()
    assert load(session.context, jane).next_step_text == "Call first"
    assert recorder.failed


def test_a_row_of_the_list_and_a_hit_tell_last_contact_and_next_step(session, jane, now):
    people = (Participant(jane.id),)
    ops.log(session.context, ActivityRecord(kinds.CALL, now - 40 * DAY, people=people))
    ops.set_next_step(session.context, jane, ("", None), ("Send the offer", now.date() - DAY))
    source = ContactsSource(session.context)
    (row,) = source.first(ListQuery(), ())
    face = row_face(row, now)
    assert (face.aside, face.aside_colour) == ("40 days ago", "text_3")
    assert (face.note, face.note_colour) == ("Wed, May 6: Send the offer", "bad")
    cadence.set_rule(session.context, cadence.PARTY, jane, 30)
    (row,) = source.rows(ListQuery(), [jane.id], ())
    assert (row_face(row, now).aside, row_face(row, now).aside_colour) == ("40 days ago · due", "warn")
    assert "last contact 40 days ago, time to get in touch, next step Wed, May 6" in spoken_row(row, now)
    (hit,) = find(session.context, "jane")
    assert hit.next_step == "Next: Send the offer, May 6, 2026"
    (found,) = FINDERS[0].find(session.context, "jane", 5, CancelToken())
    assert found.subtitle.endswith("Next: Send the offer, May 6, 2026")


def test_in_the_window_today_is_first_and_ctrl_l_logs_about_the_row(qapp, tmp_path, crm_file):
    office = open_inline(crm_file)
    who = contact_ops.create(office, PartyRecord(display_name="Jane Doe"))
    at = office.now() - 2 * DAY
    ops.log(office, ActivityRecord(kinds.CALL, at, status=kinds.PLANNED, people=(Participant(who.id),)))
    office.close()
    with desk_on(tmp_path / "home", crm_file) as desk:
        desk.window.session.context.settings.set(TODAY_MINE, False)
        QTest.keyClick(desk.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        page = desk.window.page()
        assert isinstance(page, TodayPage)
        page.refresh()
        wait_until(lambda: bool(titles(page)), "the day")
        page.view.setFocus()
        assert desk.window.isActiveWindow()
        QTest.keyClick(page.view, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
        wait_idle(desk)
        (floating,) = desk.window.findChildren(FloatingLog)
        assert floating.bar is not None
        typed = floating.bar.edit
        QTest.keyClicks(typed, "ok")
        wait_idle(desk)
        QTest.keyClick(typed, Qt.Key.Key_Return)
        wait_idle(desk)
        context = desk.window.session.context
        wait_until(lambda: cadence.state_of(context, who).touches == 1, "the call to be logged")
        desk.window.commands.run("today.ask_met_again")
        wait_until(lambda: "made another appointment" in page.list.sentence.text(), "the answer")
        back = desk.window.commands.action("go.back")
        wait_until(back.isEnabled, "a way back")
        back.trigger()
        assert page.wanted is None
        wait_idle(desk)
