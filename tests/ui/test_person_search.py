"""Asking for a record: the ones used last first, Enter waits for its answer, overtaken answers are dropped."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.services.contacts import ops
from crm_desktop.services.context import Executors
from crm_desktop.ui.person_search import PersonDialog, PersonSearch
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.tasks import Tasks
from tests.factories.contexts import InlineExecutor
from tests.factories.people import person
from tests.ui.conftest import HeldExecutor


@pytest.fixture
def people(session: UiSession) -> list[EntityRef]:
    return [ops.create(session.context, person(name)) for name in ("Anna Berg", "Anna Dahl", "Bo Lund")]


@pytest.fixture
def asked(session: UiSession, people: list[EntityRef], qtbot) -> PersonSearch:
    session.recent.use(people[2])
    session.recent.close()
    made = PersonSearch(session, "Who?")
    qtbot.addWidget(made)
    made.show()
    return made


def titles(search: PersonSearch) -> list[str]:
    return [hit.title for hit in search.hits.hits]


def test_it_begins_with_the_records_used_last(asked: PersonSearch) -> None:
    assert titles(asked) == ["Bo Lund"]


def test_arrows_choose_and_enter_takes(asked: PersonSearch, people: list[EntityRef], qtbot) -> None:
    taken = []
    asked.chosen.connect(taken.append)
    qtbot.keyClicks(asked.line, "anna")
    qtbot.keyClick(asked.line, Qt.Key.Key_Return)  # waits for the answer
    qtbot.waitUntil(lambda: bool(taken))
    qtbot.keyClick(asked.line, Qt.Key.Key_Down)
    qtbot.keyClick(asked.line, Qt.Key.Key_Return)
    assert {hit.ref for hit in taken} == set(people[:2])


def test_what_is_not_there_is_told(asked: PersonSearch, qtbot) -> None:
    qtbot.keyClicks(asked.line, "zebra")
    qtbot.waitUntil(lambda: asked.nothing.isVisible())
    assert "zebra" in asked.nothing.text()
    asked.line.clear()
    qtbot.waitUntil(lambda: titles(asked) == ["Bo Lund"])
    assert not asked.nothing.isVisible()


def test_an_answer_that_comes_late_is_dropped(
    session: UiSession, people: list[EntityRef], failures: list[BaseException], monkeypatch, qtbot
) -> None:
    held, inline = HeldExecutor(), InlineExecutor()
    tasks = Tasks(Executors(read=held, write=inline, io=inline), failures.append)
    monkeypatch.setattr(session, "tasks", tasks)
    made = PersonSearch(session, "Who?")
    qtbot.addWidget(made)
    made._lookup.ask("anna")
    made._lookup.ask("bo")
    for _reading in range(3):
        held.run(-1)
    assert titles(made) == ["Bo Lund"]


def test_as_a_dialog(session: UiSession, people: list[EntityRef], qtbot) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    over.show()
    dialog = PersonDialog(session, "Add person", over)
    taken = []
    dialog.chosen.connect(taken.append)
    dialog.open()
    qtbot.keyClicks(dialog.search.line, "lund")
    qtbot.keyClick(dialog.search.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(taken))
    assert taken[0].ref == people[2]
