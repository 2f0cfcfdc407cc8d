"""Of two readings for one place, the one asked for last is shown, whichever comes in last."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.relations import BUILT_IN, Relation
from crm_desktop.services.activities import ops as activities
from crm_desktop.services.activities import timeline
from crm_desktop.services.contacts import ops, queries, relations
from crm_desktop.services.context import Executors
from crm_desktop.ui.features.activities.timeline_model import TimelineModel
from crm_desktop.ui.features.contacts.detail.trash_strip import TrashStrip
from crm_desktop.ui.features.contacts.history_dialog import HistoryDialog
from crm_desktop.ui.features.contacts.relations.people_part import PeoplePart
from crm_desktop.ui.session import UiSession
from tests.factories.contexts import InlineExecutor
from tests.factories.people import SOREN, person


class LateExecutor(Executor):
    """Does the work at once, and hands over what came of it when the test says so."""

    def __init__(self) -> None:
        self.waiting: list[Callable[[], None]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        found = fn(*args, **kwargs)
        self.waiting.append(lambda: future.set_result(found))
        return future

    def hand_over_latest_first(self) -> None:
        while self.waiting:
            self.waiting.pop()()


@pytest.fixture
def late(session: UiSession) -> LateExecutor:
    """What is read comes late."""
    executor, inline = LateExecutor(), InlineExecutor()
    session.tasks._executors = Executors(inline, executor, inline)
    return executor


@pytest.fixture
def soren(session: UiSession) -> EntityRef:
    return ops.create(session.context, SOREN)


def test_the_people_of_a_record(session: UiSession, soren: EntityRef, late: LateExecutor, qtbot) -> None:
    part = PeoplePart(session, queries.load(session.context, soren))
    qtbot.addWidget(part)
    bo = ops.create(session.context, person("Bo"))
    relations.add(session.context, soren, Relation(BUILT_IN[0], other=bo))
    part._read()
    late.hand_over_latest_first()
    assert part._standing is not None
    assert len(part._standing.relations) == 1


def test_what_went_into_the_trash_with_a_record(
    session: UiSession, soren: EntityRef, late: LateExecutor, qtbot
) -> None:
    strip = TrashStrip(session)
    qtbot.addWidget(strip)
    call = ActivityRecord(at=session.context.now(), people=(Participant(soren.id),))
    ops.trash(session.context, Selection.of(soren.id))
    record = queries.load(session.context, soren)
    strip.show_record(record)
    activities.log(session.context, call)
    strip.show_record(record)
    late.hand_over_latest_first()
    assert "1 activity" in strip.text


def test_the_history_of_a_record(session: UiSession, soren: EntityRef, late: LateExecutor, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = HistoryDialog(session, soren, "Søren", window)
    ops.set_field(session.context, soren, "nickname", "", "Sør")  # which it hears of
    late.hand_over_latest_first()
    assert dialog._entries[0].after == "Sør"


def test_the_rows_of_the_timeline(session: UiSession, soren: EntityRef, late: LateExecutor) -> None:
    at, people = session.context.now(), (Participant(soren.id),)
    ref = activities.log(session.context, ActivityRecord(at=at, subject="before", people=people))
    model = TimelineModel(session, soren)
    model.load()
    late.hand_over_latest_first()
    model.want(0)
    record = timeline.load(session.context, ref)
    activities.change(session.context, record, replace(record, subject="now"))
    model.renew()
    model.want(0)
    late.hand_over_latest_first()
    content = model.content(0)
    assert content is not None
    assert content.activity is not None
    assert content.activity.subject == "now"
