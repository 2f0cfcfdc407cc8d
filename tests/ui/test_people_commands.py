"""The commands about ties in the real window: by their keys, only where they make sense."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from crm_desktop.base.ids import EntityRef
from crm_desktop.services.contacts import ops, relations
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.relations.household_dialog import HouseholdDialog
from crm_desktop.ui.features.contacts.relations.people_part import PeoplePart
from crm_desktop.ui.features.contacts.relations.relation_dialog import RelationDialog
from tests.factories.contexts import open_inline
from tests.factories.people import person
from tests.ui.surfaces import desk_on, dialog_of, page_of, wait_idle, wait_until

pytestmark = pytest.mark.qt_log_ignore("does not support")  # popups and dialogs on a screen that is none


@pytest.fixture
def people(crm_file: Path) -> dict[str, EntityRef]:
    context = open_inline(crm_file)
    found = {
        given: ops.create(context, person(f"{given} Jensen", given=given, family="Jensen"))
        for given in ("Anna", "Bo")
    }
    found["Acme"] = ops.create(context, dataclasses.replace(person("Acme"), kind="organization"))
    context.close()
    return found


@pytest.fixture
def desk(qapp: QApplication, crm_file: Path, people: dict[str, EntityRef], tmp_path: Path) -> Iterator[Desk]:
    with desk_on(tmp_path / "desk", crm_file) as made:
        yield made


def open_record(desk: Desk, ref: EntityRef) -> None:
    desk.window.open(ref)
    page = page_of(desk)
    wait_until(lambda: page.view is not None and page.view.record.ref == ref, "the record to open")
    wait_idle(desk)
    desk.window.refresh()


def possible(desk: Desk) -> set[str]:
    names = ("relate", "household", "employer", "member", "questions")
    return {name for name in names if desk.window.commands.action(f"contacts.{name}").isEnabled()}


def test_each_is_offered_where_it_makes_sense(desk: Desk, people: dict[str, EntityRef]) -> None:
    open_record(desk, people["Anna"])
    assert possible(desk) == {"relate", "household", "employer", "questions"}
    open_record(desk, people["Acme"])
    assert possible(desk) == {"relate", "household", "member"}


def test_a_relation_without_the_mouse(desk: Desk, people: dict[str, EntityRef]) -> None:
    open_record(desk, people["Anna"])
    QTest.keyClick(desk.window, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: isinstance(dialog_of(desk), RelationDialog), "the dialog")
    dialog = dialog_of(desk)
    assert isinstance(dialog, RelationDialog)
    dialog.activateWindow()
    wait_until(dialog.other.line.hasFocus, "the keyboard")
    QTest.keyClicks(dialog.other.line, "bo jensen")
    wait_until(lambda: dialog.other.ref == people["Bo"], "the name to be found")
    popup = dialog.other.line.completer().popup()
    QTest.keyClick(popup if popup.isVisible() else dialog.other.line, Qt.Key.Key_Escape)
    QTest.keyClick(dialog.other.line, Qt.Key.Key_Tab)
    assert dialog.word.hasFocus() or dialog.word.lineEdit().hasFocus()
    QTest.keyClicks(dialog.word.lineEdit(), "friend")
    QTest.keyClick(dialog.word.lineEdit(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_until(lambda: dialog_of(desk) is None, "the dialog to close")
    wait_idle(desk)
    context = desk.window.session.context
    (relation,) = relations.relations_of(context, people["Anna"])
    assert (relation.word, relation.other) == ("Friend", people["Bo"])
    view = page_of(desk).view
    assert view is not None
    part = view.show_part("people")
    assert isinstance(part, PeoplePart)
    wait_idle(desk)
    wait_until(lambda: bool(part.sections), "the part")
    desk.window.activateWindow()
    wait_until(desk.window.isActiveWindow, "the window")
    QTest.keyClick(desk.window, Qt.Key.Key_F8)  # the toast's Undo
    wait_until(lambda: relations.relations_of(context, people["Anna"]) == [], "the relation to go")
    wait_idle(desk)


def test_a_household_of_those_who_are_chosen(desk: Desk, people: dict[str, EntityRef]) -> None:
    page = page_of(desk)
    page.pane.view.selectAll()
    desk.window.refresh()
    desk.window.commands.run("contacts.household")
    wait_until(lambda: isinstance(dialog_of(desk), HouseholdDialog), "the dialog")
    dialog = dialog_of(desk)
    assert isinstance(dialog, HouseholdDialog)
    wait_idle(desk)
    assert {row.name for row in dialog.rows} == {"Anna Jensen", "Bo Jensen"}  # the company is left out
    dialog.reject()
    wait_idle(desk)
