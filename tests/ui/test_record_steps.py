"""A record that opens in steps: what is on view meanwhile, and at the end."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import ContactPoint, Fact, PartyRecord
from crm_desktop.services.contacts import ops
from crm_desktop.ui import steps
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.detail.view import RecordView
from crm_desktop.ui.forms.tab_order import stops
from crm_desktop.ui.steps import Steps
from tests.factories.people import SOREN, person
from tests.ui.surfaces import desk_on, page_of, wait_idle, wait_until

_PEOPLE = 50


def _numbered(number: int) -> PartyRecord:
    phone, mail = f"+45 33 11 22 {number:02d}", f"p{number:02d}@example.org"
    return person(f"Person {number:02d}", given="Person", family=f"{number:02d}", phone=phone, email=mail)


FULL = dataclasses.replace(
    SOREN,
    points=(*SOREN.points, *(ContactPoint("url", f"https://x{n}.example.org") for n in range(20))),
    facts=tuple(Fact("hobby", f"thing {n}") for n in range(20)),
    tags=tuple(f"tag {n:02d}" for n in range(30)),
)
"""More than one turn has room for."""


@pytest.fixture(autouse=True)
def _one_step_a_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """A record is seen half made on the fastest machine too."""
    monkeypatch.setattr(steps, "_TURN_S", 0.0)


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, crm_file: Path) -> Iterator[Desk]:
    """A window on an empty file."""
    with desk_on(tmp_path / "home", crm_file) as made:
        yield made


def opened(desk: Desk, ref: EntityRef) -> RecordView:
    """The record as soon as it is on view, whether or not it is complete."""
    page = page_of(desk)
    page.detail.open(ref.id)
    wait_until(lambda: page.view is not None and page.view.record.ref == ref, "the record")
    assert page.view is not None
    return page.view


def made(desk: Desk, *records: PartyRecord) -> list[EntityRef]:
    """Puts people into the file; they stand in the list when this returns."""
    refs = [ops.create(desk.window.session.context, record) for record in records]
    wait_until(lambda: all(page_of(desk).model.row_of(ref.id) is not None for ref in refs), "the list")
    wait_idle(desk)
    return refs


def phones(view: RecordView) -> list[str]:
    """What stands in the lines of the phone numbers, without the blank one."""
    return [line.text() for line in view.phones.findChildren(QLineEdit) if line.text()]


def test_all_of_it_comes_by_itself(desk: Desk) -> None:
    (ref,) = made(desk, FULL)
    view = opened(desk, ref)
    assert not view.details.making.is_done
    assert view.header.photo.accessibleName() == FULL.display_name
    wait_until(lambda: view.details.making.is_done, "the fields")
    assert len(view.more.facts.rows) == len(FULL.facts)
    assert len(view.more.points["url"].rows) == 20
    assert all(not row.isHidden() for row in view.more.facts.rows)


def test_what_was_changed_meanwhile_is_shown(desk: Desk) -> None:
    (ref,) = made(desk, FULL)
    view = opened(desk, ref)
    assert not view.details.making.is_done
    ops.set_field(desk.window.session.context, ref, "occupation", "", "Baker")
    wait_until(lambda: view.record.occupation == "Baker", "the change")
    wait_until(lambda: view.details.making.is_done, "the fields")
    wait_until(lambda: "occupation" in view.more.fields.fields, "the field")
    assert view.more.fields.fields["occupation"].value == "Baker"


def test_who_asks_early_does_not_wait(desk: Desk) -> None:
    (ref,) = made(desk, FULL)
    view = opened(desk, ref)
    view.focus_first()
    focused = desk.window.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.text() == FULL.given
    QTest.keyClicks(focused, "Bo")
    wait_until(lambda: view.details.making.is_done, "the fields")
    assert desk.window.focusWidget() is focused
    assert focused.text() == "Bo"


def test_tab_goes_as_the_eye_does(desk: Desk) -> None:
    (ref,) = made(desk, FULL)
    view = opened(desk, ref)
    view.show_details()
    wait_until(lambda: view.details.making.is_done, "the fields")
    wait_idle(desk)
    expected = [stop for stop in stops(view.details) if stop.isVisible() and stop.isEnabled()]
    assert len(expected) > 40
    expected[0].setFocus()
    seen = [desk.window.focusWidget()]
    for _stop in expected[1:]:
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Tab)
        seen.append(desk.window.focusWidget())
    assert seen == expected


def test_walking_fast_ends_at_the_right_record(desk: Desk) -> None:
    refs = made(desk, *map(_numbered, range(_PEOPLE)))
    page = page_of(desk)
    page.pane.view.setFocus()
    page.pane.view.select_record(refs[0].id)
    wait_until(lambda: page.view is not None and page.view.record.ref == refs[0], "the first record")
    for _step in range(_PEOPLE - 1):
        QTest.keyClick(page.pane.view, Qt.Key.Key_Down)
        QApplication.processEvents()
        assert page.view is not None
        assert phones(page.view) == [page.view.record.points_of("phone")[0].value]
    wait_until(lambda: page.view.record.ref == refs[-1], "the last record")  # type: ignore[union-attr]
    view = page.view
    assert view is not None
    view.complete()
    assert phones(view) == ["+45 33 11 22 49"]
    assert view.header.photo.accessibleName() == "Person 49"
    assert view.names._fields["family"].value == "49"


def test_each_record_on_the_way_is_the_one_that_was_asked_for(desk: Desk) -> None:
    refs = made(desk, *map(_numbered, range(6)))
    page, told = page_of(desk), []
    page.detail.record_opened.connect(lambda record: told.append(record.ref))
    for ref in refs:
        view = opened(desk, ref)
        assert told[-1] == ref
        assert phones(view) == [view.record.points_of("phone")[0].value]
    assert told == refs


def test_another_one_is_wanted_while_one_is_being_made(desk: Desk) -> None:
    first, second = made(desk, FULL, _numbered(7))
    page = page_of(desk)
    page.detail.open(first.id)
    wait_until(lambda: page.detail._coming is not None, "the beginning")
    view = opened(desk, second)
    wait_idle(desk)
    assert page.view is view
    assert page.detail.count() == 2  # the word that none is open, and the record


def test_closing_while_one_is_being_made(qapp: QApplication, tmp_path: Path, crm_file: Path) -> None:
    with desk_on(tmp_path / "home", crm_file) as desk:
        (ref,) = made(desk, FULL)
        page = page_of(desk)
        page.detail.open(ref.id)
        wait_until(lambda: page.detail._coming is not None, "the beginning")
        desk.window.commands.run("file.close")
        wait_idle(desk)
        assert not desk.window.has_session


class TestSteps:
    def steps(self, done: list[int]) -> Iterator[None]:
        for number in range(5):
            done.append(number)
            yield

    def test_finish_does_what_is_left(self, qapp: QApplication) -> None:
        done: list[int] = []
        owner = QObject()
        making = Steps(self.steps(done), owner)
        making.reach(lambda: len(done) == 2)
        assert done == [0, 1]
        making.finish()
        assert done == [0, 1, 2, 3, 4]
        assert making.is_done

    def test_stop_lets_go(self, qapp: QApplication) -> None:
        done: list[int] = []
        owner = QObject()
        making = Steps(self.steps(done), owner)
        making.step()
        making.start()
        making.stop()
        QApplication.processEvents()
        assert done == [0]
