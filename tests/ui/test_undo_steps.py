"""Undo of the window knows the last step, also while steps of many transactions go on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QObject

from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services.contacts import ops
from crm_desktop.services.context import AppContext, Executors
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.undo_steps import UndoSteps
from crm_desktop.ui.tasks import Tasks
from tests.factories.contexts import InlineExecutor
from tests.factories.people import person
from tests.ui.conftest import HeldExecutor


@pytest.fixture
def steps(session: UiSession) -> UndoSteps:
    """What Undo of this window would do."""
    return UndoSteps(session, lambda: None, session.tasks)


def test_moving_to_the_trash_can_be_undone_when_it_is_through(session: UiSession, steps: UndoSteps) -> None:
    """Its changes are told while it is still running, and then nothing can be undone yet."""
    record = ops.create(session.context, person("Anna Berg"))
    session.tasks.run(
        ops.trash, session.context, Selection.of(record.id), owner=session.tasks, lane="write", reports=True
    )
    assert "trash" in steps.undo_label.lower()


def test_labels_are_read_one_after_the_other(
    context: AppContext, session: UiSession, failures: list[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of two reads at once the one of the older state could come in last."""
    held, inline = HeldExecutor(), InlineExecutor()
    monkeypatch.setattr(
        session, "tasks", Tasks(Executors(read=held, write=inline, io=inline), failures.append)
    )
    owner = QObject()
    steps = UndoSteps(session, lambda: None, owner)
    ops.create(context, person("Anna Berg"))
    ops.create(context, person("Bo Lund"))
    assert len(held.waiting) == 1
    held.run()
    assert len(held.waiting) == 1
    held.run()
    assert held.waiting == []
    assert "Bo Lund" in steps.undo_label
