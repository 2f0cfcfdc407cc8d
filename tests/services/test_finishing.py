"""Working through due things: done, put off, called off; and what the list of them leaves out."""

import datetime as dt

import pytest

from crm_desktop.base.errors import ConflictError, ValidationError
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.activities import attention, cadence, due, finishing, hours, ops, timeline
from crm_desktop.services.activities.finishing import Ending
from crm_desktop.services.contacts import ops as contact_ops
from crm_desktop.services.contacts.queries import load
from tests.factories.contexts import FixedClock, open_inline

NOW = dt.datetime(2026, 5, 7, 12, tzinfo=dt.UTC)
TODAY = NOW.date()


@pytest.fixture
def office(tmp_path):
    context = open_inline(tmp_path / "office.crm", create=True, clock=FixedClock(NOW))
    context.settings.set(hours.TIME_ZONE, "UTC")
    yield context
    context.close()


@pytest.fixture
def jane(office):
    return contact_ops.create(office, PartyRecord(display_name="Jane"))


def plan(office, who, at=NOW, subject="", kind=kinds.CALL):
    record = ActivityRecord(kind, at, status=kinds.PLANNED, subject=subject, people=(Participant(who.id),))
    return ops.log(office, record)


def step(office, who, text, day):
    ops.set_next_step(office, who, ("", None), (text, day))


def let_slip(office, who):
    """A call ninety days ago, and a rule of thirty."""
    people = (Participant(who.id),)
    ops.log(office, ActivityRecord(kinds.CALL, NOW - dt.timedelta(days=90), people=people, body="see you"))
    cadence.set_rule(office, cadence.PARTY, who, 30, 60)


def only_due(office):
    (item,) = due.due(office).items
    return item


def test_a_planned_call_is_done_with_outcome_words_length_and_what_follows(office, jane):
    ref = plan(office, jane, NOW - dt.timedelta(days=2))
    follow = ActivityRecord(kinds.CALL, NOW + dt.timedelta(days=7), status=kinds.PLANNED, subject="Again")
    finishing.finish(
        office, only_due(office), Ending("left_message", "asked for the offer", None, 360, "", follow)
    )
    done = timeline.load(office, ref)
    assert (done.status, done.outcome, done.result_text, done.duration_s) == (
        kinds.DONE,
        "left_message",
        "asked for the offer",
        360,
    )
    (after,) = timeline.planned(office, jane)
    assert (after.subject, after.follow_up_of_id, after.people[0].party_id) == ("Again", ref.id, jane.id)
    assert not due.due(office).items


def test_a_next_step_that_was_done_becomes_a_task_and_makes_room(office, jane):
    step(office, jane, "Send the offer", TODAY - dt.timedelta(days=1))
    finishing.finish(office, only_due(office), Ending(outcome="interested"))
    record = load(office, jane)
    assert (record.next_step_text, record.next_step_on) == ("", None)
    line = timeline.timeline(office, jane)
    (entry,) = [row.activity for row in timeline.rows(office, line, 0, 10) if row.activity]
    assert (entry.kind, entry.status, entry.subject, entry.outcome) == (
        kinds.TASK,
        kinds.DONE,
        "Send the offer",
        "interested",
    )


def test_a_next_step_that_a_colleague_changed_is_not_overwritten(office, jane):
    step(office, jane, "Send the offer", TODAY)
    item = only_due(office)
    ops.set_next_step(office, jane, ("Send the offer", TODAY), ("Call first", TODAY))
    with pytest.raises(ConflictError):
        finishing.finish(office, item, Ending())
    assert load(office, jane).next_step_text == "Call first"


def test_being_in_touch_is_noted_as_a_call_or_what_it_was(office, jane):
    let_slip(office, jane)
    item = only_due(office)
    assert item.source == "cadence"
    finishing.finish(office, item, Ending(text="long talk", kind=kinds.VISIT))
    assert cadence.state_of(office, jane).last_touch == NOW
    assert not due.due(office).items


@pytest.mark.parametrize("hour_ahead", [1, 21])
def test_each_sort_is_put_off_in_its_way(office, jane, hour_ahead):
    to = NOW + dt.timedelta(hours=hour_ahead)
    bo = contact_ops.create(office, PartyRecord(display_name="Bo"))
    al = contact_ops.create(office, PartyRecord(display_name="Al"))
    ref = plan(office, jane)
    step(office, bo, "Send", TODAY)
    let_slip(office, al)
    for item in due.due(office).items:
        finishing.put_off(office, item, to)
    assert timeline.load(office, ref).at == to
    assert load(office, bo).next_step_on == to.date()
    (call,) = timeline.planned(office, al)
    assert (call.kind, call.at) == (kinds.CALL, to)
    assert "cadence" not in {item.source for item in due.due(office).items}


def test_calling_off(office, jane):
    ref = plan(office, jane)
    finishing.call_off(office, only_due(office))
    assert timeline.load(office, ref).status == kinds.CANCELLED
    step(office, jane, "Send", TODAY)
    finishing.call_off(office, only_due(office))
    assert load(office, jane).next_step_text == ""
    let_slip(office, jane)
    with pytest.raises(ValidationError):
        finishing.call_off(office, only_due(office))


def test_attention_tells_what_due_leaves_out(office, jane):
    quiet, never, plain = (
        contact_ops.create(office, PartyRecord(display_name=name)) for name in ("Quiet", "Never", "Plain")
    )
    let_slip(office, quiet)
    cadence.set_rule(office, cadence.PARTY, never, 30, 60)
    step(office, plain, "Think about it", None)
    plan(office, jane)
    step(office, jane, "Send", TODAY)
    stop = ActivityRecord(kinds.CALL, NOW, outcome="not_interested", people=(Participant(jane.id),))
    ops.log(office, stop)
    found = attention.attention(office)
    assert (found.quiet, found.never, found.undated, found.stopped) == (1, 1, 1, 2)
    assert [one.item.party_name for one in attention.losing_touch(office)] == ["Quiet"]
    assert [one.item.party_name for one in attention.never_reached(office)] == ["Never"]
    assert attention.count_losing(office) == 1
    assert [item.text for item in attention.undated_steps(office)] == ["Think about it"]
    assert sorted(item.source for item in attention.stopped_plans(office)) == ["activity", "next_step"]
    assert due.due(office).stopped == found.stopped
    assert attention.last_said(office, [quiet.id, plain.id])[quiet.id].text == "see you"


def test_tiers_are_named_and_ordered(office, jane):
    cadence.save_tiers(office, [("", "Friends"), ("", "Customers")])
    assert cadence.tiers(office) == ["Friends", "Customers"]
    cadence.set_tier(office, jane, "Customers")
    cadence.save_tiers(office, [("Customers", "Clients"), ("Friends", "Friends")])
    assert cadence.tiers(office) == ["Clients", "Friends"]
    assert load(office, jane).tier == "Clients"
    for wrong in ([("Friends", "Friends")], [("Clients", ""), ("Friends", "Friends")],
                  [("Clients", "friends"), ("Friends", "Friends")]):  # fmt: skip
        with pytest.raises(ValidationError):
            cadence.save_tiers(office, wrong)
    assert cadence.tiers(office) == ["Clients", "Friends"]
