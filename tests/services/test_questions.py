"""The four literal questions, and the work of a day or week."""

import datetime as dt

import pytest

from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.activities import ops, questions
from crm_desktop.services.contacts import ops as contact_ops
from tests.factories.contexts import FixedClock, open_inline

NOW = dt.datetime(2026, 5, 7, 12, tzinfo=dt.UTC)


@pytest.fixture
def office(tmp_path):
    context = open_inline(tmp_path / "office.crm", create=True, clock=FixedClock(NOW))
    yield context
    context.close()


def meet(office, who, day, outcome="", status=kinds.DONE):
    at = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
    people = (Participant(who.id),)
    ops.log(office, ActivityRecord(kinds.MEETING, at, status=status, outcome=outcome, people=people))


@pytest.fixture
def ivanov(office):
    return contact_ops.create(office, PartyRecord(display_name="S. Ivanov"))


@pytest.fixture
def other(office):
    return contact_ops.create(office, PartyRecord(display_name="Bo"))


def test_meetings_needed_before_the_last_success(office, ivanov, other):
    assert questions.meetings_before_success(office).number == 0
    meet(office, ivanov, "2026-01-05T10:00", "interested")
    for day in ("2026-02-01T10:00", "2026-02-09T10:00"):
        meet(office, ivanov, day, "reached")
    meet(office, other, "2026-02-10T10:00")
    meet(office, ivanov, "2026-03-01T10:00", "meeting_agreed")
    answer = questions.meetings_before_success(office)
    assert (answer.number, answer.people[0].display_name) == (3, "S. Ivanov")
    assert "3 meetings were needed" in answer.sentence
    assert questions.meetings_before_success(office, other).number == 0


def test_clients_who_made_another_appointment(office, ivanov, other):
    meet(office, ivanov, "2026-03-01T10:00")
    meet(office, ivanov, "2026-06-01T10:00", status=kinds.PLANNED)
    meet(office, other, "2026-03-02T10:00")
    answer = questions.met_again(office)
    assert (answer.number, [p.display_name for p in answer.people]) == (1, ["S. Ivanov"])
    assert "1 client of 2" in answer.sentence
    assert questions.met_again(office, dt.date(2026, 4, 1)).number == 0


def test_meetings_next_month(office, ivanov):
    for day in ("2026-05-31T23:00", "2026-06-01T00:00", "2026-06-30T23:59", "2026-07-01T00:00"):
        meet(office, ivanov, day, status=kinds.PLANNED)
    meet(office, ivanov, "2026-06-15T10:00", status=kinds.CANCELLED)
    assert questions.meetings_next_month(office).number == 2


def test_dates_i_met_a_person(office, ivanov, other, tmp_path):
    meet(office, ivanov, "2026-03-01T10:00")
    meet(office, ivanov, "2026-03-01T15:00")
    meet(office, ivanov, "2026-04-02T10:00")
    meet(office, ivanov, "2026-06-02T10:00", status=kinds.PLANNED)
    bo = open_inline(tmp_path / "office.crm", user="Bo", clock=FixedClock(NOW))
    meet(bo, ivanov, "2026-04-09T10:00")
    assert questions.dates_met(office, ivanov).number == 2
    assert questions.dates_met(office, ivanov, by_anyone=True).number == 3
    assert questions.dates_met(office, other).number == 0
    bo.close()


def test_the_work_of_a_week_per_kind_and_outcome(office, ivanov):
    meet(office, ivanov, "2026-05-04T00:00", "interested")
    meet(office, ivanov, "2026-05-10T23:59", "interested")
    meet(office, ivanov, "2026-05-11T00:00")
    ops.log(office, ActivityRecord(kinds.CALL, NOW, people=(Participant(ivanov.id),)))
    done = questions.work_list(office, *questions.this_week(office))
    assert (done.number, done.by_kind, done.by_outcome) == (3, {"meeting": 2, "call": 1}, {"interested": 2})
    assert done.sentence == "Meeting: 2 and Call: 1"
    assert questions.work_list(office, dt.date(2026, 1, 1), dt.date(2026, 1, 2)).number == 0
