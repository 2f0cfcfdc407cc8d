"""The fields of a record beside its tabs or among them: nothing is made anew, and the keyboard stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from crm_desktop.services.contacts import ops
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.contacts.detail.tabs import DETAILS, RecordTabs
from crm_desktop.ui.features.contacts.detail.view import RecordView
from tests.factories.people import SOREN
from tests.ui.surfaces import desk_on, page_of, wait_idle, wait_record, wait_until

NARROW, WIDE = 1280, 1920


@pytest.fixture
def desk(qapp: QApplication, tmp_path: Path, crm_file: Path) -> Iterator[Desk]:
    """A window on an empty file, too narrow for fields beside the tabs."""
    with desk_on(tmp_path / "home", crm_file, NARROW) as made:
        yield made


@pytest.fixture
def view(desk: Desk) -> RecordView:
    """A record that is there to its last field."""
    ref = ops.create(desk.window.session.context, SOREN)
    page = page_of(desk)
    wait_until(lambda: page.model.row_of(ref.id) is not None, "the list")
    desk.window.open(ref)
    wait_record(desk, page.detail)
    assert page.view is not None
    return page.view


def tabs_of(view: RecordView) -> RecordTabs:
    """The tabs of a record that has some."""
    assert view.tabs is not None
    return view.tabs


def resize(desk: Desk, width: int) -> None:
    """The user draws the window wider or narrower."""
    desk.window.resize(width, 800)
    wait_idle(desk)


class StyledAnew(QObject):
    """Counts the widgets that got another parent or another look."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.count += event.type() in (QEvent.Type.ParentChange, QEvent.Type.StyleChange)
        return False


def test_the_fields_are_moved_not_styled_anew(desk: Desk, view: RecordView) -> None:
    watch = StyledAnew()
    for widget in (view.details, *view.details.findChildren(QWidget)):
        widget.installEventFilter(watch)
    for width in (WIDE, NARROW, WIDE):
        resize(desk, width)
        assert tabs_of(view).is_wide == (width == WIDE)
    assert view.details.isVisible()
    assert watch.count == 0


def test_beside_they_stand_at_the_edge_over_the_whole_height(desk: Desk, view: RecordView) -> None:
    resize(desk, WIDE)
    tabs = tabs_of(view)
    place = view.details.geometry()
    assert place.right() == tabs.rect().right()
    assert (place.top(), place.height()) == (0, tabs.height())
    assert tabs.bar.geometry().right() < place.left()
    assert tabs.tab_of(DETAILS) is None


def test_among_the_tabs_they_have_the_place_of_the_others(desk: Desk, view: RecordView) -> None:
    tabs = tabs_of(view)
    (other,) = (part for part in view.parts.values() if tabs.isAncestorOf(part))
    assert other.isVisible()
    assert not view.details.isVisible()
    view.show_details()
    QApplication.processEvents()
    assert not other.isVisible()
    place = view.details.geometry()
    assert (place.left(), place.width()) == (0, tabs.width())
    assert place.top() >= tabs.bar.geometry().bottom()
    tabs.bar.setCurrentIndex(0)
    assert other.isVisible()
    assert not view.details.isVisible()


def test_what_is_edited_stays_on_view_with_the_keyboard(desk: Desk, view: RecordView) -> None:
    view.focus_first()
    field = desk.window.focusWidget()
    for width in (WIDE, NARROW):
        resize(desk, width)
        assert field is not None
        assert field.isVisible()
        assert desk.window.focusWidget() is field


def test_the_keyboard_does_not_leave_the_record_with_the_fields(desk: Desk, view: RecordView) -> None:
    view.focus_first()
    tabs_of(view).bring(next(iter(key for key in view.parts if tabs_of(view).tab_of(key) is not None)))
    assert not view.details.isVisible()
    assert desk.window.focusWidget() is tabs_of(view).bar
