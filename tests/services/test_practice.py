"""The practice file looks lived in: people, what was done with them, what is due."""

import datetime as dt

import pytest

from crm_desktop.services import practice
from crm_desktop.services.activities import due, questions
from tests.factories.contexts import FixedClock, open_inline


@pytest.mark.parametrize("day", ["2026-01-01", "2026-02-28", "2028-02-29", "2026-11-24"])
def test_there_is_something_to_do_and_to_look_back_on(tmp_path, day):
    now = dt.datetime.fromisoformat(f"{day}T12:00+00:00")
    context = open_inline(tmp_path / "practice.crm", create=True, clock=FixedClock(now))
    practice.fill(context)
    found = {item.source for item in due.due(context).items}
    assert found == {"activity", "next_step", "cadence"}
    assert due.due(context).stopped == 0
    assert questions.meetings_before_success(context).number > 0
    before = len(due.due(context, now + dt.timedelta(30)).items)
    practice.fill(context)
    assert len(due.due(context, now + dt.timedelta(30)).items) == before
    context.close()
