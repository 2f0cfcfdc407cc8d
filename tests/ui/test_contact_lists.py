"""The list of contacts on a real file: what rows say, choosing many, finding the place again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QAction, QColor

from crm_desktop.base.ids import EntityRef, new_id
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import PartyRow
from crm_desktop.services.contacts import ops, queries
from crm_desktop.ui.features.contacts.page import ContactsPage
from crm_desktop.ui.features.contacts.source import row_face
from crm_desktop.ui.lists.match_marks import marks, wanted_words
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import COMPACT_ROWS
from tests.factories.people import EVERYONE, person


@pytest.fixture
def refs(session: UiSession) -> list[EntityRef]:
    """Søren, Minsu, Xiaoming and João in the file, and two companies."""
    return [ops.create(session.context, record) for record in EVERYONE]


@pytest.fixture
def page(session: UiSession, refs: list[EntityRef], qtbot) -> Iterator[ContactsPage]:
    """The page as a window of its own, which has the actions that the main window would have."""
    made = ContactsPage(session)
    for name in ("contacts.tag", "labels.print", "contacts.export", "contacts.trash", "contacts.restore"):
        action = QAction(name, made)
        action.setObjectName(name)
        made.addAction(action)
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    yield made
    for timer in (made.overview._timer, made.detail._open_timer, made.model._refresh_timer):
        timer.stop()


def choose(page: ContactsPage, *rows: int) -> None:
    flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
    page.pane.view.clearSelection()
    for row in rows:
        page.pane.view.selectionModel().select(page.model.index(row, 0), flags)


class TestRowFace:
    ROW = PartyRow(new_id(), "person", "Anna Holm", "Aarhus, DK", "+45 11", "a@x.dk", "Aarhus, DK")

    def test_far_end_is_the_place(self) -> None:
        assert row_face(replace(self.ROW, subtitle="Baker")).aside == "Aarhus, DK"

    def test_place_is_not_said_twice(self) -> None:
        assert row_face(self.ROW).aside == "a@x.dk"
        assert row_face(replace(self.ROW, email="")).aside == "+45 11"
        assert row_face(replace(self.ROW, email="", phone="")).aside == ""

    def test_address_of_mail_is_not_said_twice(self) -> None:
        assert row_face(replace(self.ROW, subtitle="", place="")).aside == "+45 11"


class TestMarks:
    @pytest.mark.parametrize(
        ("text", "typed", "parts"),
        [
            ("Søren Ågård", "agard", ["Ågård"]),
            ("Søren Ågård", "gar sor", ["Sør", "går"]),
            ("Hauptstraße 5", "strasse", ["straße"]),
            ("Ha\u0308user", "hau", ["Ha\u0308u"]),
            ("김민수", "민수", ["민수"]),
            ("Anna Hannah", "ann", ["Ann", "ann"]),
            ("Anna", "zz", []),
            ("", "a", []),
        ],
    )
    def test_what_was_typed_is_found_in_what_is_shown(self, text: str, typed: str, parts: list[str]) -> None:
        assert [text[at : at + length] for at, length in marks(text, wanted_words(typed))] == parts

    @given(st.text(), st.text())
    def test_marks_are_parts_of_the_text_in_order(self, text: str, typed: str) -> None:
        end = 0
        for at, length in marks(text, wanted_words(typed)):
            assert end <= at
            assert length > 0
            end = at + length
        assert end <= len(text)

    @pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
    def test_rows_are_painted_in_the_colour_of_a_match(
        self, page: ContactsPage, direction: Qt.LayoutDirection, qtbot
    ) -> None:
        page.setLayoutDirection(direction)
        tint = QColor(page.session.theme.tokens.warn_tint).rgb()

        def has_mark() -> bool:
            seen = page.pane.view.viewport().grab().toImage()
            texts = range(60, seen.width() - 60)  # an avatar may be of the same colour
            return any(seen.pixel(x, y) == tint for x in texts for y in range(0, 60, 4))

        assert not has_mark()
        page.pane.filter.setText("agard")
        qtbot.waitUntil(lambda: page.query.text == "agard")
        assert has_mark()


class TestDensity:
    def test_compact_rows_show_more_and_are_remembered(self, page: ContactsPage, session: UiSession) -> None:
        roomy = page.pane.view.rowHeight(0)
        page.toggle_compact()
        assert page.state().is_compact_on
        assert page.pane.view.rowHeight(0) < roomy * 0.7
        assert session.context.settings.get(COMPACT_ROWS)
        page.toggle_compact()
        assert page.pane.view.rowHeight(0) == roomy

    def test_both_densities_hold_for_tables(self, page: ContactsPage) -> None:
        page.toggle_table()
        roomy = page.pane.view.rowHeight(0)
        page.toggle_compact()
        assert page.pane.is_table
        assert page.pane.view.rowHeight(0) < roomy


class TestFilterLanguage:
    def test_operator_makes_an_expression(self, page: ContactsPage, qtbot) -> None:
        page.pane.filter.setText("country = KR")
        qtbot.waitUntil(lambda: page.query.where == "country = KR")
        assert page.query.text == ""
        assert [row.display_name for row in map(page.model.row_at, range(page.model.rowCount())) if row] == [
            "김민수"
        ]

    def test_error_is_told_in_words_and_the_list_stays(self, page: ContactsPage, qtbot) -> None:
        before = page.model.rowCount()
        page.pane.filter.setText("country =")
        qtbot.waitUntil(page.pane.trouble.isVisible)
        assert page.pane.trouble.text()
        assert page.model.rowCount() == before
        page.pane.filter.setText("silva")
        qtbot.waitUntil(lambda: page.query.text == "silva")
        assert not page.pane.trouble.isVisible()


class TestChips:
    def test_tag_and_expression_are_taken_off_one_by_one(self, page: ContactsPage, qtbot) -> None:
        assert not page.pane.chips.isVisible()
        page.show_entry("tag:vip")
        page.pane.filter.setText("country = DK")
        qtbot.waitUntil(lambda: page.query.where != "")
        assert [chip.text() for chip in page.pane.chips.chips] == ["vip", "country = DK"]
        qtbot.keyClick(page.pane.chips.chips[0], Qt.Key.Key_Delete)
        assert page.query.tag == ""
        assert page.query.where == "country = DK"
        qtbot.keyClick(page.pane.chips.chips[0], Qt.Key.Key_Delete)
        qtbot.waitUntil(lambda: page.query.where == "")
        assert not page.pane.chips.isVisible()


class TestBulkBar:
    def offered(self, page: ContactsPage) -> list[str]:
        buttons = page.pane.bulk_bar._buttons
        return [button.defaultAction().objectName() for button in buttons if button.isVisible()]

    def test_stands_there_from_two_on(self, page: ContactsPage) -> None:
        choose(page, 0)
        assert not page.pane.bulk_bar.isVisible()
        choose(page, 0, 2)
        assert page.pane.bulk_bar.isVisible()
        assert page.pane.bulk_bar.count.text() == "2 selected"
        assert self.offered(page) == ["contacts.tag", "labels.print", "contacts.export", "contacts.trash"]

    def test_no_row_moves_when_it_comes(self, page: ContactsPage) -> None:
        before = page.pane.view.mapTo(page, page.pane.view.rect().topLeft())
        choose(page, 0, 1)
        assert page.pane.view.mapTo(page, page.pane.view.rect().topLeft()) == before

    def test_buttons_run_the_commands(self, page: ContactsPage) -> None:
        choose(page, 0, 1)
        run: list[str] = []
        page.list.actions("contacts.tag")[0].triggered.connect(lambda: run.append("tag"))
        page.pane.bulk_bar._buttons[0].click()
        assert run == ["tag"]

    def test_everything_is_told_as_that_and_cleared(self, page: ContactsPage) -> None:
        page.pane.view.selectAll()
        assert page.pane.bulk_bar.count.text() == f"All {page.model.rowCount()} selected"
        page.pane.bulk_bar.clear_button.click()
        assert not page.pane.bulk_bar.isVisible()
        assert page.pane.title.isVisible()

    def test_trash_offers_the_way_back(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        for ref in refs[:2]:
            ops.trash(session.context, Selection.of(ref.id))
        page.show_entry("trash")
        choose(page, 0, 1)
        assert self.offered(page) == ["contacts.restore", "contacts.export"]


class TestScrollBubble:
    @pytest.fixture
    def long_page(self, page: ContactsPage, session: UiSession) -> ContactsPage:
        for number in range(60):
            ops.create(session.context, person(f"{chr(ord('A') + number // 3)}{number} Holm"))
        page.refresh()
        return page

    def test_says_the_name_at_the_top_while_dragged(self, long_page: ContactsPage, qtbot) -> None:
        bar, bubble = long_page.pane.view.verticalScrollBar(), long_page.pane.bubble
        bar.setSliderDown(True)
        bar.setSliderPosition(bar.maximum() // 2)
        assert bubble.isVisible()
        at_top = long_page.model.id_at(long_page.pane.view.rowAt(0))
        name = queries.load(long_page.session.context, at_top).display_name
        qtbot.waitUntil(lambda: bubble.name.text() == name)
        assert bubble.initial.text() == name[0]
        bar.setSliderDown(False)
        assert not bubble.isVisible()

    def test_keeps_away_when_nobody_drags(self, long_page: ContactsPage) -> None:
        long_page.pane.view.scrollToBottom()
        assert not long_page.pane.bubble.isVisible()

    def test_keeps_away_from_a_short_list(self, page: ContactsPage) -> None:
        bar = page.pane.view.verticalScrollBar()
        bar.setSliderDown(True)
        bar.setSliderPosition(1)
        assert not page.pane.bubble.isVisible()
