"""A typed line becomes an activity: names are looked up, doubt is said, and what is saved is what was shown."""

import datetime as dt

import pytest

from crm_desktop.domain.activities import kinds
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.services.activities import cadence, logging, timeline
from crm_desktop.services.contacts import ops as contact_ops
from crm_desktop.services.contacts import queries
from tests.factories.contexts import FixedClock, open_inline

NOW = dt.datetime(2026, 5, 7, 12, 20, tzinfo=dt.UTC)


@pytest.fixture
def office(tmp_path):
    context = open_inline(tmp_path / "office.crm", create=True, clock=FixedClock(NOW))
    yield context
    context.close()


@pytest.fixture
def jane(office):
    return contact_ops.create(office, PartyRecord(display_name="Jane Doe"))


def test_ten_keys_are_a_call_with_a_reminder(office, jane):
    understood = logging.understand(office, "lm +10d", jane)
    assert understood.is_savable
    logging.save(office, understood)
    line = timeline.timeline(office, jane)
    (row,) = [r.activity for r in timeline.rows(office, line, 0, 5) if r.activity]
    assert (row.kind, row.outcome, row.status, row.at) == (kinds.CALL, "left_message", kinds.DONE, NOW)
    (following,) = line.planned
    assert following.subject == "Call back Jane Doe"
    # ten days on is a Sunday
    assert following.at.date() == dt.date(2026, 5, 18)
    assert "18" in understood.sentence
    assert "message" in understood.sentence
    assert cadence.state_of(office, jane).last_attempt == NOW


def test_whoever_is_named_is_in_it(office, jane):
    understood = logging.understand(office, "called Jane Doe, interested, next Tuesday 10")
    assert [p.name for p in understood.people] == ["Jane Doe"]
    assert understood.record.outcome == "interested"
    assert understood.follow_up.at.astimezone(dt.UTC).date() == dt.date(2026, 5, 12)


def test_a_name_that_nobody_has_stays_in_the_note(office, jane):
    understood = logging.understand(office, "called Zebulon Quux, interested", jane)
    assert [p.name for p in understood.people] == ["Jane Doe"]
    assert "Zebulon Quux" in understood.record.body


def test_a_name_that_two_have_is_asked_for(office, jane):
    contact_ops.create(office, PartyRecord(display_name="Jane Roe"))
    understood = logging.understand(office, "called Jane, interested")
    assert not understood.is_savable
    assert any("Jane" in problem for problem in understood.problems)


def test_nobody_named_is_not_saved(office):
    assert not logging.understand(office, "lm +10d").is_savable


def test_tags_come_with_it_in_one_step(office, jane):
    logging.save(office, logging.understand(office, "call ok #warm", jane))
    assert queries.load(office, jane).tags == ("warm",)
