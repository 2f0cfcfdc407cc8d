"""A linked record in the side panel: the contact stays, and everything works in both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QMenu, QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import PartyRecord
from crm_desktop.domain.contacts.relations import BUILT_IN, Relation
from crm_desktop.services.activities import ops as activities
from crm_desktop.services.contacts import ops, queries, relations, trash
from crm_desktop.ui.app import Desk
from crm_desktop.ui.features.activities.log_part import LogPart
from crm_desktop.ui.features.activities.places import on_view
from crm_desktop.ui.features.activities.planned_row import PlannedRow
from crm_desktop.ui.features.activities.timeline_view import TimelineView
from crm_desktop.ui.features.contacts.detail.view import RecordView
from crm_desktop.ui.features.contacts.page import ContactsPage
from crm_desktop.ui.record_links import RecordLink
from crm_desktop.ui.shell.beside import Beside
from crm_desktop.ui.shell.panel_split import FIRST, LEAST, PAGE_LEAST
from crm_desktop.ui.shell.trail import Trail
from tests.factories.contexts import open_inline
from tests.factories.people import person
from tests.ui.closed import nothing_stays
from tests.ui.surfaces import desk_on, page_of, wait_idle, wait_until

FRIEND = next(kind for kind in BUILT_IN if kind.key == "friend")
ESC, ENTER, TAB = Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Tab
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@dataclass
class Made:
    """The window with Ann on view, who works at Acme."""

    desk: Desk
    ann: EntityRef
    bo: EntityRef
    acme: EntityRef

    @property
    def page(self) -> ContactsPage:
        return page_of(self.desk)

    @property
    def beside(self) -> Beside:
        assert self.desk.window.workspace is not None
        return self.desk.window.workspace.beside

    @property
    def panel_view(self) -> RecordView:
        """The record in the panel."""
        found = self.beside.panel.findChildren(RecordView)
        shown = [view for view in found if view.isVisible()]
        assert len(shown) == 1
        return shown[0]

    @property
    def shown(self) -> EntityRef | None:
        """Which record is in the panel, once it is there."""
        views = [view for view in self.beside.panel.findChildren(RecordView) if view.isVisible()]
        return views[0].record.ref if views else None

    def stored(self, ref: EntityRef) -> PartyRecord:
        return queries.load(self.desk.window.session.context, ref.id)

    def settle(self) -> None:
        for _turn in range(4):
            wait_idle(self.desk)

    def open_fully(self, ref: EntityRef) -> None:
        self.desk.window.open(ref)
        wait_until(lambda: self.page.view is not None and self.page.view.record.ref == ref, "the record")
        self.settle()

    def link(self, around: QWidget, ref: EntityRef) -> RecordLink:
        def links() -> list[RecordLink]:
            return [one for one in around.findChildren(RecordLink) if one.ref == ref and one.isVisible()]

        wait_until(lambda: bool(links()), "the link")
        return links()[0]

    def follow(self, ref: EntityRef, around: QWidget | None = None) -> None:
        """Press Enter on the link to a record, and wait for it."""
        link = self.link(around or self.page, ref)
        link.setFocus()
        QTest.keyClick(link, ENTER)
        self.wait_for(ref)

    def wait_for(self, ref: EntityRef | None) -> None:
        wait_until(
            lambda: self.shown == ref and self.beside.is_open == (ref is not None), f"{ref} in the panel"
        )
        self.settle()

    def run(self, command: str) -> None:
        self.desk.window.refresh()
        assert self.desk.window.commands.action(command).isEnabled(), command
        self.desk.window.commands.run(command)
        self.settle()


@pytest.fixture
def made(qapp: QApplication, crm_file: Path, tmp_path: Path) -> Iterator[Made]:
    context = open_inline(crm_file)
    bo = ops.create(context, person("Bo Berg", phone="+45 11 11 11 11"))
    ann = ops.create(context, person("Ann Archer", company="Acme", email="ann@acme.example"))
    relations.add(context, ann, Relation(FRIEND, other=bo))
    company = queries.load(context, ann.id).affiliations[0].org_id
    assert company is not None
    context.close()
    with desk_on(tmp_path / "home", crm_file) as desk:
        found = Made(desk, ann, bo, EntityRef("company", company))
        found.open_fully(ann)
        yield found


def show_people(view: RecordView) -> QWidget:
    """The tab with relations and companies of a record."""
    part = view.show_part("people")
    assert part is not None
    return part


class TestOpening:
    def test_the_contact_stays_and_the_keyboard_goes_in(self, made: Made) -> None:
        made.follow(made.acme)
        assert made.page.view is not None
        assert made.page.view.record.ref == made.ann
        assert made.page.view.isVisible()
        assert made.beside.panel.width() == FIRST
        assert made.beside.panel.fully.hasFocus()
        assert "Acme" in made.beside.panel.accessibleName()

    def test_a_click_does_the_same(self, made: Made) -> None:
        QTest.mouseClick(made.link(made.page, made.acme), Qt.MouseButton.LeftButton)
        made.wait_for(made.acme)

    def test_with_ctrl_it_opens_in_a_window(self, made: Made) -> None:
        link = made.link(made.page, made.acme)
        link.setFocus()
        QTest.keyClick(link, ENTER, CTRL)
        made.settle()
        windows = made.desk.window.record_windows
        assert windows is not None
        assert [window.ref for window in windows.windows] == [made.acme]
        assert not made.beside.is_open

    def test_with_ctrl_and_shift_it_opens_fully(self, made: Made) -> None:
        link = made.link(made.page, made.acme)
        link.setFocus()
        QTest.keyClick(link, ENTER, CTRL | SHIFT)
        wait_until(lambda: made.page.view is not None and made.page.view.record.ref == made.acme)
        assert not made.beside.is_open
        made.settle()

    def test_a_link_in_a_record_window_opens_another_window(self, made: Made) -> None:
        windows = made.desk.window.record_windows
        assert windows is not None
        window = windows.open(made.ann)
        assert window is not None
        link = made.link(window, made.acme)
        link.setFocus()
        QTest.keyClick(link, ENTER)
        made.settle()
        assert [each.ref for each in windows.windows] == [made.ann, made.acme]
        assert not made.beside.is_open

    def test_the_menu_of_a_link_names_the_ways(self, made: Made) -> None:
        link = made.link(made.page, made.acme)
        assert menu_of(link) == ["Open in the side panel", "Open fully", "Open in its own window"]

    def test_it_is_said_aloud(self, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
        said: list[str] = []

        def hear(event: Any) -> None:
            if isinstance(event, QAccessibleAnnouncementEvent):
                said.append(event.message())

        monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(hear))
        made.follow(made.acme)
        assert "Acme is open in the side panel. Esc closes it." in said
        assert QAccessible.queryAccessibleInterface(made.beside.panel).role() == QAccessible.Role.Grouping


def menu_of(widget: QWidget) -> list[str]:
    """The entries of the context menu of a widget, which is closed again."""
    at = QPoint(2, 2)
    place = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    QApplication.sendEvent(
        place, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, widget.mapToGlobal(at))
    )
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    texts = [action.text() for action in menu.actions()]
    menu.close()
    return texts


class TestClosing:
    def test_esc_closes_and_returns_to_the_link(self, made: Made) -> None:
        made.follow(made.acme)
        QTest.keyClick(made.beside.panel.fully, ESC)
        assert not made.beside.is_open
        assert not made.beside.panel.isVisible()
        link = QApplication.focusWidget()
        assert isinstance(link, RecordLink)
        assert link.ref == made.acme

    def test_a_record_that_was_shown_anew_has_another_link(self, made: Made) -> None:
        made.follow(made.acme)
        ops.set_field(made.desk.window.session.context, made.ann, "nickname", "", "Annie")
        wait_until(lambda: made.page.view is not None and made.page.view.record.nickname == "Annie")
        made.settle()
        QTest.keyClick(made.beside.panel.fully, ESC)
        link = QApplication.focusWidget()
        assert isinstance(link, RecordLink)
        assert link.ref == made.acme

    def test_esc_in_a_field_is_the_fields_first(self, made: Made) -> None:
        made.follow(made.acme)
        blank = made.panel_view.phones.blank
        made.panel_view.show_details()
        assert blank is not None
        line: QLineEdit = blank.field.line  # type: ignore[attr-defined]
        line.setFocus()
        line.setText("+45 1")
        QTest.keyClick(line, ESC)
        assert made.beside.is_open
        assert line.text() == ""

    def test_what_is_typed_is_saved_on_leaving(self, made: Made) -> None:
        made.follow(made.acme)
        type_phone(made.panel_view, "+45 22 33 44 55")
        made.run("record.close_panel")
        assert [point.value for point in made.stored(made.acme).points] == ["+45 22 33 44 55"]

    def test_what_could_not_be_saved_brings_it_back(self, made: Made) -> None:
        made.open_fully(made.acme)
        made.follow(made.ann, show_people(made.page.view))  # type: ignore[arg-type]
        field = made.panel_view.mails.rows[0].field  # type: ignore[attr-defined]
        context = made.desk.window.session.context
        item = made.stored(made.ann).points_of("email")[0]
        made.panel_view.show_details()
        field.line.setFocus()
        field.line.setText("mine@example.dk")
        ops.change_item(context, made.ann, item, replace(item, value="theirs@example.dk"))
        made.settle()
        made.beside.close_panel()
        made.settle()
        assert not made.beside.is_open
        made.desk.window.press_toast()
        made.wait_for(made.ann)
        assert field.value == "mine@example.dk"

    def test_another_contact_on_the_page_closes_it(self, made: Made) -> None:
        made.follow(made.acme)
        made.open_fully(made.bo)
        assert not made.beside.is_open
        assert made.page.view is not None
        assert made.page.view.record.ref == made.bo


def type_phone(view: RecordView, number: str) -> None:
    """Type a number into the empty phone line, without leaving it."""
    view.show_details()
    blank = view.phones.blank
    assert blank is not None
    line: QLineEdit = blank.field.line  # type: ignore[attr-defined]
    line.setFocus()
    line.setText(number)


class TestBackAndForward:
    def test_a_link_in_the_panel_replaces_what_is_there(self, made: Made) -> None:
        made.open_fully(made.acme)
        made.follow(made.ann, show_people(made.page.view))  # type: ignore[arg-type]
        made.follow(made.bo, show_people(made.panel_view))
        assert made.beside.panel.back.isVisible()
        made.run("go.back")
        made.wait_for(made.ann)
        assert not made.beside.panel.back.isVisible()
        made.run("go.back")
        made.wait_for(None)
        assert made.page.view is not None
        assert made.page.view.record.ref == made.acme
        made.run("go.forward")
        made.wait_for(made.ann)
        made.run("go.forward")
        made.wait_for(made.bo)

    def test_the_record_of_the_page_is_not_shown_twice(self, made: Made) -> None:
        made.follow(made.acme)
        link = made.link(show_people(made.panel_view), made.ann)
        link.setFocus()
        QTest.keyClick(link, ENTER)
        made.settle()
        assert made.shown == made.acme
        assert made.page.view is not None
        assert made.page.view.isAncestorOf(QApplication.focusWidget())

    def test_enter_once_more_opens_it_fully_and_back_returns(self, made: Made) -> None:
        made.follow(made.acme)
        QTest.keyClick(made.beside.panel.fully, ENTER)
        wait_until(lambda: made.page.view is not None and made.page.view.record.ref == made.acme)
        made.settle()
        assert not made.beside.is_open
        made.run("go.back")
        wait_until(lambda: made.page.view is not None and made.page.view.record.ref == made.ann)
        made.settle()

    def test_trail(self) -> None:
        one, two, three = (EntityRef("contact", bytes([number]) * 16) for number in (1, 2, 3))
        trail = Trail()
        assert (trail.current, trail.has_earlier, trail.has_later) == (None, False, False)
        for ref in (one, one, two):
            trail.add(ref)
        trail.back()
        assert (trail.current, trail.has_earlier, trail.has_later) == (one, False, True)
        trail.back()
        trail.back()
        assert trail.current is None
        trail.forward()
        trail.add(three)
        assert not trail.has_later
        trail.back()
        assert trail.current == one


class TestCommands:
    def test_they_are_about_the_record_with_the_keyboard(self, made: Made) -> None:
        made.follow(made.acme)
        made.desk.window.refresh()
        assert made.desk.window.context_now().record_kind == "company"
        made.run("contacts.trash")
        assert made.stored(made.acme).is_deleted
        assert not made.stored(made.ann).is_deleted
        assert made.panel_view.header.trash.text
        made.run("edit.undo")
        assert not made.stored(made.acme).is_deleted
        assert made.page.view is not None
        made.page.view.header.tag_line.setFocus()
        made.settle()
        assert made.desk.window.context_now().record_kind == "contact"

    def test_the_log_bar_is_that_of_the_record_with_the_keyboard(self, made: Made) -> None:
        made.follow(made.acme)
        part = on_view(LogPart, made.desk.window)
        assert part is not None
        assert part.record.ref == made.acme
        assert made.page.view is not None
        made.page.view.header.tag_line.setFocus()
        part = on_view(LogPart, made.desk.window)
        assert part is not None
        assert part.record.ref == made.ann

    def test_the_palette_leaves_the_keyboard_in_mind(self, made: Made) -> None:
        made.follow(made.acme)
        made.desk.window.open_palette()
        made.settle()
        assert made.desk.window.panel_in_use() is not None
        made.desk.window.palette_box.dismiss()
        made.settle()

    def test_f6_goes_through_the_panel(self, made: Made) -> None:
        made.follow(made.acme)
        assert made.page.view is not None
        seen = set()
        for _turn in range(4):
            made.desk.window.cycle_panes(1)
            focus = QApplication.focusWidget()
            seen.add("page" if made.page.view.isAncestorOf(focus) else "")
            seen.add("panel" if made.beside.panel.isAncestorOf(focus) else "")
        assert {"page", "panel"} <= seen

    def test_its_own_window(self, made: Made) -> None:
        made.follow(made.acme)
        made.run("record.open_window")
        windows = made.desk.window.record_windows
        assert windows is not None
        assert [window.ref for window in windows.windows] == [made.acme]
        type_phone(made.panel_view, "+45 1234 5678")
        made.panel_view.commit()
        made.settle()
        other = windows.windows[0].panel.record_widget()
        assert isinstance(other, RecordView)
        wait_until(lambda: len(other.phones.rows) == 1, "the number in the window")

    def test_a_colleague_deletes_the_record(self, made: Made) -> None:
        made.follow(made.bo, show_people(made.page.view))  # type: ignore[arg-type]
        context = made.desk.window.session.context
        ops.trash(context, Selection.of(made.bo.id))
        wait_until(lambda: bool(made.panel_view.header.trash.text), "the strip")
        assert trash.delete_for_good(context, Selection.of(made.bo.id)).count == 1
        wait_until(lambda: made.shown is None, "the record to go")
        assert made.beside.is_open
        assert made.beside.panel._card.accessibleName().startswith("“Bo Berg” is not in the file any more.")
        assert not made.beside.panel.fully.isEnabled()
        made.settle()
        assert made.desk.window.panel_in_use() is None
        made.run("record.close_panel")
        assert made.page.view is not None
        assert made.page.view.isAncestorOf(QApplication.focusWidget())

    def test_python_keeps_nothing_of_what_was_in_it(self, made: Made) -> None:
        def look() -> None:
            made.follow(made.acme)
            made.desk.window.close_panel()
            made.settle()

        look()
        with nothing_stays():
            for _time in range(3):
                look()


class TestActivities:
    def test_who_else_took_part_opens_from_the_timeline(self, made: Made) -> None:
        context = made.desk.window.session.context
        people = (Participant(made.ann.id), Participant(made.bo.id))
        activities.log(context, ActivityRecord(kinds.MEETING, context.now(), body="plans", people=people))
        assert made.page.view is not None
        timeline = made.page.view.findChild(TimelineView)
        assert isinstance(timeline, TimelineView)
        wait_until(lambda: bool(timeline._model.others(0)), "the meeting")
        timeline.setFocus()
        QTest.keyClick(timeline, Qt.Key.Key_O)
        made.wait_for(made.bo)
        made.run("record.close_panel")
        timeline.selectRow(0)
        QTest.keyClick(timeline, Qt.Key.Key_Up)
        assert "Open Bo Berg" in menu_of(timeline)

    def test_delete_on_what_is_planned_is_not_for_the_record(self, made: Made) -> None:
        context = made.desk.window.session.context
        plan = ActivityRecord(
            kinds.CALL, context.now(), status=kinds.PLANNED, people=(Participant(made.ann.id),)
        )
        activities.log(context, plan)
        made.settle()
        assert made.page.view is not None
        view = made.page.view
        wait_until(lambda: any(row.isVisible() for row in view.findChildren(PlannedRow)), "the call")
        row = next(row for row in view.findChildren(PlannedRow) if row.isVisible())
        row.setFocus()
        QTest.keyClick(row, Qt.Key.Key_Delete)
        wait_until(
            lambda: not any(each.isVisible() for each in view.findChildren(PlannedRow)), "the call to go"
        )
        assert not made.stored(made.ann).is_deleted


class TestWidths:
    def test_in_a_narrow_window_it_takes_the_place_of_the_page(self, made: Made) -> None:
        made.desk.window.resize(800, 500)
        made.settle()
        made.follow(made.acme)
        assert not made.page.isVisible()
        QTest.keyClick(made.beside.panel.fully, ESC)
        made.settle()
        assert made.page.view is not None
        assert made.page.view.isVisible()
        assert isinstance(QApplication.focusWidget(), RecordLink)

    def test_it_makes_way_for_what_the_page_is_asked_for(self, made: Made) -> None:
        made.desk.window.resize(800, 500)
        made.settle()
        made.follow(made.acme)
        made.run("contacts.filter")
        assert not made.beside.is_open
        assert made.page.pane.filter.hasFocus()

    def test_the_list_folds_where_there_is_no_room_and_comes_back(self, made: Made) -> None:
        before = made.page.zones.sizes()
        made.follow(made.acme)
        assert not made.page.pane.isVisible()
        made.run("record.close_panel")
        assert made.page.zones.sizes() == before

    def test_in_a_wide_window_everything_stays(self, made: Made) -> None:
        made.desk.window.resize(1700, 900)
        made.settle()
        made.follow(made.acme)
        assert made.page.sidebar.isVisible()
        assert made.page.pane.isVisible()

    def test_the_width_is_remembered(self, made: Made) -> None:
        made.desk.window.resize(1700, 900)
        made.follow(made.acme)
        split = made.beside.split
        handle = split.handle(1)
        QTest.mousePress(handle, Qt.MouseButton.LeftButton)
        QTest.mouseMove(handle, QPoint(-100, 0))
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(-100, 0))
        wide = made.beside.panel.width()
        assert wide > FIRST
        made.run("record.close_panel")
        made.follow(made.acme)
        assert made.beside.panel.width() == wide
        made.desk.window.resize(1000, 700)
        made.settle()
        assert LEAST <= made.beside.panel.width() < wide
        assert made.page.width() >= PAGE_LEAST
        made.desk.window.resize(1700, 900)
        made.settle()
        assert made.beside.panel.width() == wide
        assert made.desk.window.workspace is not None
        made.desk.window.workspace.keep_layout()
        assert int(str(made.desk.window._places.value("side_panel/width"))) == wide


class TestComingBack:
    def test_after_a_change_of_the_language(self, made: Made) -> None:
        made.follow(made.acme)
        made.desk.window.rebuild()
        wait_until(lambda: made.shown == made.acme, "the panel in the other language")
        made.settle()
        assert made.page.view is not None
        assert made.page.view.record.ref == made.ann
        assert not made.beside.panel.isAncestorOf(made.desk.window.focusWidget() or made.page)

    def test_at_the_next_start(self, made: Made) -> None:
        made.follow(made.acme)
        window, path = made.desk.window, made.desk.window.session.context.store.path
        window.commands.run("file.close")
        wait_idle(made.desk)
        made.desk.files.open(path)
        wait_until(lambda: window.has_session, "the file")
        wait_until(lambda: made.shown == made.acme, "the panel")
        assert made.page.view is not None
        assert made.page.view.record.ref == made.ann
        made.run("go.back")
        assert not made.beside.is_open

    def test_not_beside_another_record(self, made: Made) -> None:
        made.follow(made.acme)
        place = made.beside.place()
        made.run("record.close_panel")
        made.open_fully(made.bo)
        made.beside.return_to(place)
        made.settle()
        assert not made.beside.is_open

    def test_what_is_gone_does_not_come_back(self, made: Made) -> None:
        place = {"of": str(made.ann), "records": [f"company:{'0' * 32}"]}
        made.beside.return_to(place)
        made.settle()
        assert not made.beside.is_open
        assert not made.beside.panel.isVisible()

    @pytest.mark.parametrize("place", [{}, {"of": 3, "records": "x"}, {"of": "", "records": ["nonsense", 7]}])
    def test_nonsense_is_ignored(self, made: Made, place: dict[str, object]) -> None:
        made.beside.return_to(place)
        made.settle()
        assert not made.beside.is_open
