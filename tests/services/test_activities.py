"""Logging, planning, completing, moving; what follows for who is due; undo of all of it."""

import datetime as dt
from dataclasses import replace

import pytest

from crm_desktop.base import i18n
from crm_desktop.base.errors import ConflictError, NotFoundError, ValidationError
from crm_desktop.domain.activities import kinds, stream
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import (
    ORGANIZATION,
    Affiliation,
    ImportantDate,
    PartialDate,
    PartyRecord,
    Preference,
)
from crm_desktop.services import undo
from crm_desktop.services.activities import attention, cadence, due, ops, outcomes, timeline
from crm_desktop.services.contacts import ops as contact_ops
from crm_desktop.services.contacts import queries
from crm_desktop.storage.comparing import content_hash
from crm_desktop.storage.engine import raw
from crm_desktop.storage.queries.filters import where_sql
from crm_desktop.wiring import salvage_file
from tests.factories.contexts import FixedClock, open_inline

NOW = dt.datetime(2026, 5, 7, 12, 20, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


@pytest.fixture
def office(tmp_path):
    context = open_inline(tmp_path / "office.crm", create=True, clock=FixedClock(NOW))
    yield context
    context.close()


@pytest.fixture
def jane(office):
    person = PartyRecord(display_name="Jane Doe", affiliations=(Affiliation("Acme"),), tags=("vip",))
    return contact_ops.create(office, person)


def call(*people, days=0.0, **values):
    found = tuple(Participant(ref.id) for ref in people)
    return ActivityRecord(people=found, at=NOW + DAY * days, **values)


def planned(*people, days, **values):
    return call(*people, days=days, status=kinds.PLANNED, **values)


def test_a_call_and_its_follow_up_are_one_step_and_one_undo(office, jane):
    ref = ops.log(office, call(jane, outcome="left_message", body="Asked for Bo"), follow_up=planned(days=10))
    line = timeline.timeline(office, jane)
    (row,) = [r for r in timeline.rows(office, line, 0, 10) if r.activity]
    assert (row.activity.ref, row.who, row.activity.outcome) == (ref, "Anna", "left_message")
    (following,) = line.planned
    assert following.follow_up_of_id == ref.id
    assert [p.name for p in following.people] == ["Jane Doe"]
    undo.undo(office)
    line = timeline.timeline(office, jane)
    assert (line.planned, line.counts[stream.ALL]) == ((), 0)
    undo.redo(office)
    assert timeline.timeline(office, jane).counts[stream.TALKS] == 1


def test_an_attempt_is_no_touch(office, jane):
    ops.log(office, call(jane, days=-3, outcome="reached"))
    ops.log(office, call(jane, days=-1, outcome="no_answer"))
    state = cadence.state_of(office, jane)
    assert (state.touches, state.last_touch, state.last_attempt) == (1, NOW - 3 * DAY, NOW - DAY)


def test_a_note_and_a_plan_are_no_touch(office, jane):
    ops.log(office, call(jane, kind=kinds.NOTE, body="Likes tea"))
    ops.log(office, planned(jane, days=2))
    state = cadence.state_of(office, jane)
    assert (state.touches, state.last_touch, state.next_activity) == (0, None, NOW + 2 * DAY)


def test_a_company_is_in_touch_when_its_people_are(office, jane):
    ops.log(office, call(jane, days=-3))
    acme = queries.resolve(office, "Acme", (ORGANIZATION,))
    assert cadence.state_of(office, acme).last_touch == NOW - 3 * DAY
    (row,) = [r for r in timeline.rows(office, timeline.timeline(office, acme), 0, 9) if r.activity]
    assert row.activity.people[0].name == "Jane Doe"


def test_each_touch_moves_the_due_date_at_once(office, jane):
    cadence.set_rule(office, cadence.TAG, "vip", 10, 20)
    ops.log(office, call(jane, days=-15))
    assert cadence.state_of(office, jane).state(NOW) == "due"
    assert [item.party_name for item in due.losing_touch(office)] == ["Jane Doe"]
    ops.log(office, call(jane))
    assert cadence.state_of(office, jane).keep_up == NOW + 10 * DAY
    assert due.losing_touch(office) == []
    undo.undo(office)
    assert cadence.state_of(office, jane).state(NOW + 6 * DAY) == "lost"


def test_the_nearest_rule_counts_and_only_its_kinds(office, jane):
    cadence.set_rule(office, cadence.TAG, "vip", 10)
    cadence.set_tier(office, jane, "Friend")
    cadence.set_rule(office, cadence.TIER, "Friend", 30)
    ops.log(office, call(jane, days=-5))
    assert cadence.state_of(office, jane).ideal_days == 30
    cadence.set_rule(office, cadence.PARTY, jane, 7, counted=[kinds.MEETING])
    ops.log(office, call(jane, days=-40, kind=kinds.MEETING))
    state = cadence.state_of(office, jane)
    assert (state.ideal_days, state.keep_up) == (7, NOW - 33 * DAY)
    (own,) = [rule for rule in cadence.rules(office) if rule.applies_to == cadence.PARTY]
    cadence.remove_rule(office, own)
    assert cadence.state_of(office, jane).ideal_days == 30


def test_whoever_has_something_planned_is_not_quiet(office, jane):
    cadence.set_rule(office, cadence.PARTY, jane, 1)
    ops.log(office, call(jane, days=-9))
    ops.log(office, planned(jane, days=5))
    assert due.losing_touch(office) == []


def test_not_interested_stops_it_for_everybody_and_says_who_noted_it(office, jane):
    ops.log(office, planned(jane, days=-1, subject="Send the offer"))
    cadence.set_rule(office, cadence.PARTY, jane, 1)
    ops.log(office, call(jane, outcome="not_interested"))
    found = due.due(office)
    assert (found.items, found.stopped) == ((), 1)
    stop = cadence.stop_of(office, jane)
    assert (stop.text, stop.who, stop.at) == ("Not interested", "Anna", NOW)
    ops.log(office, call(jane, days=0.01, outcome="interested"))
    assert cadence.stop_of(office, jane) is None
    assert [item.text for item in due.due(office).items] == ["Send the offer"]


def test_do_not_contact_stops_it_too(office, jane):
    contact_ops.add_item(office, jane, Preference("all", "never", "Asked us to stop"))
    assert (cadence.stop_of(office, jane).text, cadence.stop_of(office, jane).who) == (
        "Asked us to stop",
        "Anna",
    )


def test_due_lists_plans_next_steps_and_quiet_people_oldest_first(office, jane):
    ops.set_next_step(office, jane, ("", None), ("Send brochure", dt.date(2026, 5, 6)))
    ops.log(office, planned(jane, days=-2, subject="Ring back"))
    bo = contact_ops.create(office, PartyRecord(display_name="Bo"))
    ops.log(office, call(bo, days=-30))
    cadence.set_rule(office, cadence.PARTY, bo, 20)
    ops.log(office, planned(jane, days=30, subject="Later"))
    items = due.due(office).items
    assert [(i.source, i.party_name) for i in items] == [
        ("cadence", "Bo"),
        ("activity", "Jane Doe"),
        ("next_step", "Jane Doe"),
    ]
    assert items[2].text == "Send brochure"


def test_a_limit_counts_what_is_listed_and_nothing_else(office, jane, tmp_path, monkeypatch):
    monkeypatch.setattr(due, "LIMIT", 2)
    monkeypatch.setattr(attention, "LIMIT", 2)
    for number in range(4):
        ops.log(office, planned(jane, days=-9 + number))
    ops.log(office, call(jane, outcome="not_interested"))
    bo = open_inline(tmp_path / "office.crm", user="Bo", clock=FixedClock(NOW))
    kim = contact_ops.create(office, PartyRecord(display_name="Kim"))
    for number in range(3):
        ops.log(bo, planned(kim, days=-5 + number))
    ops.log(office, planned(kim, days=-1, subject="Mine"))
    bo.close()
    mine = due.due(office, owner="Anna")
    assert ([item.text for item in mine.items], mine.stopped, mine.is_cut) == (["Mine"], 4, False)
    everybody = due.due(office)
    assert (len(everybody.items), everybody.stopped, everybody.is_cut) == (2, 4, True)
    assert attention.attention(office).stopped == 4


def test_a_colleague_is_seen_before_the_work_is_doubled(office, jane, tmp_path):
    ops.log(office, call(jane, days=-2, outcome="reached"))
    bo = open_inline(tmp_path / "office.crm", user="Bo", clock=FixedClock(NOW))
    (seen,) = cadence.colleagues(bo, jane)
    assert (seen.who, seen.activity.outcome, seen.is_planned) == ("Anna", "reached", False)
    assert cadence.colleagues(office, jane) == []
    bo.close()


def test_complete_takes_the_moment_and_proposes_nothing_by_itself(office, jane):
    ref = ops.log(office, planned(jane, days=3, kind=kinds.MEETING))
    ops.complete(office, ref, outcome="interested", result_text="Wants an offer", follow_up=planned(days=7))
    record = timeline.load(office, ref)
    assert (record.status, record.at, record.result_text) == (kinds.DONE, NOW, "Wants an offer")
    assert [p.at for p in timeline.timeline(office, jane).planned] == [NOW + 7 * DAY]


def test_two_people_change_one_activity_field_by_field(office, jane):
    ref = ops.log(office, call(jane, body="one"))
    seen = timeline.load(office, ref)
    ops.change(office, seen, replace(seen, body="two"))
    ops.change(office, seen, replace(seen, subject="Offer"))
    assert (timeline.load(office, ref).subject, timeline.load(office, ref).body) == ("Offer", "two")
    with pytest.raises(ConflictError) as conflict:
        ops.change(office, seen, replace(seen, body="three"))
    assert (conflict.value.theirs, conflict.value.who) == ("two", "Anna")


def test_an_entry_moves_to_the_right_person(office, jane):
    bo = contact_ops.create(office, PartyRecord(display_name="Bo"))
    ref = ops.log(office, call(jane, outcome="reached"))
    ops.move(office, [ref], jane.id, bo.id)
    assert cadence.state_of(office, jane).touches == 0
    assert cadence.state_of(office, bo).touches == 1
    undo.undo(office)
    assert cadence.state_of(office, jane).touches == 1


def test_undo_of_an_import_keeps_a_person_who_was_called_since(office):
    ref = contact_ops.create(office, PartyRecord(display_name="Kim"))
    step = undo.recent_changes(office)[0]
    ops.log(office, call(ref))
    undo.undo(office, step.set_id)
    assert not queries.load(office, ref).is_deleted


def test_undo_of_a_call_that_was_worked_on_since_keeps_it(office, jane):
    ref = ops.log(office, call(jane, body="one"))
    step = undo.recent_changes(office)[0]
    seen = timeline.load(office, ref)
    ops.change(office, seen, replace(seen, body="two"))
    undo.undo(office, step.set_id)
    record = timeline.load(office, ref)
    assert (record.is_deleted, len(record.people)) == (False, 1)


def test_what_cannot_be_saved_is_said_and_nothing_is_saved(office, jane):
    for wrong in ({"kind": "dance"}, {"outcome": "never heard"}, {"duration_s": -1}, {"tz": "Mars/Olympus"}):
        with pytest.raises(ValidationError):
            ops.log(office, call(jane, **wrong))
    with pytest.raises(NotFoundError):
        ops.log(office, ActivityRecord(at=NOW, people=(Participant(bytes(16)),)))
    assert timeline.timeline(office, jane).counts[stream.ALL] == 0


def test_the_office_edits_its_own_outcomes(office, jane):
    ops.log(office, call(jane, outcome="reached"))
    first, *rest = outcomes.outcomes(office)
    outcomes.save(office, [replace(first, name="Spoke to them", codes=("sp",)), *rest[1:]])
    found = outcomes.outcomes(office)
    assert (found[0].name, found[0].key) == ("Spoke to them", "reached")
    assert next(o for o in found if o.key == rest[0].key).is_hidden
    with pytest.raises(ValidationError):
        outcomes.save(office, [first, replace(rest[0], codes=first.codes)])
    assert outcomes.new_key("Spoke to them", found) == "spoke_to_them"


def test_a_mailing_is_logged_for_everybody_as_one_step(office, jane):
    bo = contact_ops.create(office, PartyRecord(display_name="Bo"))
    piece = ActivityRecord(kinds.PRINT_PIECE, NOW, subject="Christmas cards")
    assert ops.log_many(office, piece, [jane.id, bo.id], "Log 2 letters") == 2
    for ref in (jane, bo):
        (row,) = [r for r in timeline.rows(office, timeline.timeline(office, ref), 0, 9) if r.activity]
        assert row.activity.subject == "Christmas cards"
        assert cadence.state_of(office, ref).touches == 0
    undo.undo(office)
    assert timeline.timeline(office, bo).counts[stream.MAIL] == 0


def test_usual_outcomes_are_named_in_the_language_of_the_window(office, jane):
    ops.log(office, call(jane, outcome="interested"))
    first, *rest = outcomes.outcomes(office)
    outcomes.save(office, [replace(first, name="Spoke to them"), *rest])
    try:
        i18n.set_language("da")
        names = {o.key: o.name for o in outcomes.outcomes(office)}
        outcomes.save(office, outcomes.outcomes(office))
    finally:
        i18n.set_language("en")
    assert (names["reached"], names["interested"]) == ("Spoke to them", "Interesseret")
    assert {o.key: o.name for o in outcomes.outcomes(office)}["interested"] == "Interested"


def test_system_events_are_folded_between_what_people_did(office, jane):
    ops.log(office, call(jane, days=-1))
    for number in range(3):
        record = queries.load(office, jane)
        contact_ops.set_field(office, jane, "account_no", record.account_no, str(number))
    line = timeline.timeline(office, jane)
    rows = timeline.rows(office, line, 0, 10)
    assert rows[0].entry.kind == stream.SYSTEM
    assert len(rows[0].changes) >= 3
    assert line.counts[stream.SYSTEM] == 4
    assert len(timeline.timeline(office, jane, stream.SYSTEM).entries) == 4


def test_birthdays_of_the_29th_and_of_the_dead(office):
    office.clock.at = dt.datetime(2026, 2, 20, 12, tzinfo=dt.UTC)
    for name, dates in (
        ("Leap", (ImportantDate("birthday", PartialDate(2000, 2, 29)),)),
        ("Later", (ImportantDate("birthday", PartialDate(2000, 2, 29), leap_rule="mar1"),)),
        (
            "Gone",
            (
                ImportantDate("birthday", PartialDate(1950, 2, 25)),
                ImportantDate("death", PartialDate(2020, 1, 1)),
            ),
        ),
    ):
        contact_ops.create(office, PartyRecord(display_name=name, dates=dates))
    found = [
        (item.party_name, item.at.date().isoformat(), item.text) for item in due.days_to_remember(office)
    ]
    assert found == [
        ("Leap", "2026-02-28", "Birthday: turns 26"),
        ("Later", "2026-03-01", "Birthday: turns 26"),
    ]


def test_lists_are_filtered_by_touch(office, jane):
    ops.log(office, call(jane, days=-40, outcome="reached"))
    with office.store.read() as connection:
        sql, bound = where_sql("last_touch < today-30", NOW.date())
        rows = raw(connection).execute(f"select id from party p where {sql}", bound).fetchall()
    assert jane.id in {row[0] for row in rows}


def test_a_deleted_person_is_not_due(office, jane):
    ops.log(office, planned(jane, days=-1))
    contact_ops.trash(office, Selection.of(jane.id))
    assert due.due(office).items == ()


def test_a_rescue_brings_activities_with_who_did_them(office, jane, tmp_path):
    cadence.set_rule(office, cadence.TAG, "vip", 10)
    ops.log(office, call(jane, days=-3, outcome="interested"), follow_up=planned(days=2))
    line = timeline.timeline(office, jane)
    office.close()
    salvage_file(tmp_path / "office.crm", tmp_path / "rescued.crm", paths=office.paths)
    assert content_hash(tmp_path / "rescued.crm") == content_hash(tmp_path / "office.crm")
    rescued = open_inline(tmp_path / "rescued.crm", clock=FixedClock(NOW))
    rows = timeline.rows(rescued, timeline.timeline(rescued, jane), 0, 9)
    assert [r.who for r in rows if r.activity] == ["Anna"]
    assert timeline.timeline(rescued, jane).planned[0].follow_up_of_id == line.planned[0].follow_up_of_id
    assert cadence.state_of(rescued, jane).ideal_days == 10
    rescued.close()


def test_what_a_backup_would_change_tells_of_activities(office, jane, tmp_path):
    before = content_hash(tmp_path / "office.crm")
    ops.log(office, call(jane))
    assert content_hash(tmp_path / "office.crm") != before
    undo.undo(office)
    assert content_hash(tmp_path / "office.crm") == before


def test_a_step_says_with_whom(office, jane):
    ref = ops.log(office, planned(jane, days=3))
    assert undo.undoable(office).label == "Plan: Call with Jane Doe"
    record = timeline.load(office, ref)
    ops.change(office, record, replace(record, location="Hall"))
    assert undo.undoable(office).label == "Change: Call with Jane Doe"
    ops.complete(office, ref)
    assert undo.undoable(office).label == "Done: Call with Jane Doe"


def test_whatever_is_done_with_an_activity_names_it_and_who_takes_part(office, jane):
    bo = contact_ops.create(office, PartyRecord(display_name="Bo Kjær"))
    ref = ops.log(office, planned(jane, days=3))
    note = ops.log(office, call(jane, kind=kinds.NOTE, body="Likes boats"))
    task = ops.log(office, planned(jane, days=1, kind=kinds.TASK, subject="Send the offer"))

    def label():
        return undo.undoable(office).label

    assert label() == "Plan: Send the offer (Jane Doe)"
    ops.postpone(office, [ref], NOW + DAY * 4)
    assert label() == "Postpone: Call with Jane Doe"
    ops.set_status(office, [ref], kinds.CANCELLED)
    assert label() == "Call off: Call with Jane Doe"
    ops.set_status(office, [task], kinds.NOT_HELD)
    assert label() == "Did not take place: Send the offer (Jane Doe)"
    ops.move(office, [note], jane.id, bo.id)
    assert label() == "Move to Bo Kjær: Note (Jane Doe)"
    assert ops.trash(office, [note]) == "Note (Bo Kjær)"
    assert label() == "Move to the trash: Note (Bo Kjær)"
    ops.trash(office, [ref, task])
    assert label() == "Move to the trash: 2 activities"
    ops.set_next_step(office, jane, ("", None), ("Send the offer", None))
    assert label() == "Change next step: Jane Doe"
