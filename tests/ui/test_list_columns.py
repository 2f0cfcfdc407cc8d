"""The table of contacts: which columns, in what order, how wide; how it is ordered; what stands there otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QHeaderView

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import CustomValue
from crm_desktop.services.contacts import ops, queries
from crm_desktop.ui.features.contacts.page import ContactsPage
from crm_desktop.ui.features.contacts.source import FACE
from crm_desktop.ui.lists.column_layout import column_layout
from crm_desktop.ui.lists.columns_dialog import ColumnsDialog
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.settings import CONTACT_LIST
from tests.factories.people import EVERYONE, person


@pytest.fixture
def refs(session: UiSession) -> list[EntityRef]:
    """Søren, Minsu, Xiaoming and João in the file."""
    return [ops.create(session.context, record) for record in EVERYONE]


@pytest.fixture
def make_page(session: UiSession, qtbot) -> Iterator[list[ContactsPage]]:
    """Pages made in a test; their timers are stopped afterwards."""
    made: list[ContactsPage] = []
    yield made
    for page in made:
        for timer in (
            page.overview._timer,
            page.detail._open_timer,
            page.model._refresh_timer,
            page.pane.header._settled,
            page.pane._pause,
        ):
            timer.stop()


@pytest.fixture
def page(session: UiSession, refs: list[EntityRef], make_page: list[ContactsPage], qtbot) -> ContactsPage:
    return open_page(session, make_page, qtbot)


def open_page(session: UiSession, made: list[ContactsPage], qtbot) -> ContactsPage:
    """A page on view, as a table."""
    page = ContactsPage(session)
    made.append(page)
    page.resize(1400, 700)
    qtbot.addWidget(page)
    page.show()
    if not page.pane.is_table:
        page.toggle_table()
    return page


def shown(page: ContactsPage) -> list[str]:
    """Keys of the columns on view, from where the window is read."""
    return [key for key, _width in page.pane.header.layout]


def names(page: ContactsPage) -> list[str]:
    found = [page.model.row_at(row) for row in range(page.model.rowCount())]
    return [row.display_name for row in found if row]


def column(page: ContactsPage, key: str) -> int:
    return next(at for at, each in enumerate(page.model.columns) if each.key == key)


def cell(page: ContactsPage, ref: EntityRef, key: str) -> str:
    row = page.model.row_of(ref.id)
    assert row is not None
    return str(page.model.index(row, column(page, key)).data())


def header(page: ContactsPage) -> QHeaderView:
    return page.pane.view.horizontalHeader()


class TestColumns:
    def test_usual_ones_first(self, page: ContactsPage) -> None:
        assert shown(page) == [key for key, _width in CONTACT_LIST.columns.default]
        assert not header(page).isHidden()

    def test_chosen_ones_say_what_the_record_says(
        self, page: ContactsPage, refs: list[EntityRef], qtbot
    ) -> None:
        page.pane.arrange((("display_name", 20), ("city", 16), ("country", 16), ("birthday", 18)))
        qtbot.waitUntil(lambda: cell(page, refs[0], "city") == "Aarhus")
        assert cell(page, refs[0], "country") == "Denmark"
        assert cell(page, refs[0], "birthday") == "February 29"
        assert cell(page, refs[2], "city") == ""

    def test_only_what_is_on_view_is_read(
        self, page: ContactsPage, refs: list[EntityRef], monkeypatch: pytest.MonkeyPatch, qtbot
    ) -> None:
        asked: list[tuple[str, ...]] = []
        original = queries.rows

        def rows(*args, **options):
            asked.append(tuple(options["columns"]))
            return original(*args, **options)

        monkeypatch.setattr(queries, "rows", rows)
        page.pane.arrange((("display_name", 20), ("given", 16)))
        qtbot.waitUntil(lambda: cell(page, refs[0], "given") == "Søren")
        assert set(asked) == {("display_name", "given", *FACE)}

    def test_arrangement_is_remembered(
        self, page: ContactsPage, session: UiSession, make_page: list[ContactsPage], qtbot
    ) -> None:
        page.pane.arrange((("display_name", 20), ("city", 16), ("email", 30)))
        header(page).moveSection(header(page).visualIndex(column(page, "email")), 1)
        header(page).resizeSection(column(page, "display_name"), 300)
        page.list.settle()
        again = open_page(session, make_page, qtbot)
        assert shown(again) == ["display_name", "email", "city"]
        assert abs(header(again).sectionSize(column(again, "display_name")) - 300) <= 1

    def test_a_width_is_kept_where_the_last_column_takes_the_rest(
        self, page: ContactsPage, session: UiSession
    ) -> None:
        page.pane.arrange((("display_name", 20), ("city", 16)))
        page.resize(1900, 700)
        page.list.settle()
        assert session.context.settings.get(CONTACT_LIST.columns) == (("display_name", 20.0), ("city", 16.0))

    def test_the_name_cannot_be_lost(self, page: ContactsPage) -> None:
        page.pane.header.set_layout((("city", 16.0),))
        assert shown(page) == ["display_name", "city"]

    def test_a_field_of_ones_own_becomes_a_column(
        self, page: ContactsPage, session: UiSession, qtbot
    ) -> None:
        made = ops.create(
            session.context, person("Zoë", custom=(CustomValue("shoe", "43", "Shoe size", "number"),))
        )
        qtbot.waitUntil(lambda: any(each.key == "custom.shoe" for each in page.model.columns))
        page.pane.arrange((("display_name", 20), ("custom.shoe", 16)))
        qtbot.waitUntil(lambda: cell(page, made, "custom.shoe") == "43")
        assert shown(page) == ["display_name", "custom.shoe"]

    def test_look_changes_and_selection_stays(self, page: ContactsPage, refs: list[EntityRef]) -> None:
        page.pane.view.select_record(refs[2].id)
        page.toggle_table()
        assert header(page).isHidden()
        assert page.pane.view.chosen().ids == {refs[2].id}
        page.toggle_table()
        assert page.pane.view.chosen().ids == {refs[2].id}

    def test_header_asks_for_no_selected_cells_in_a_table(
        self, page: ContactsPage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page.pane.view.selectAll()
        asked: list[int] = []
        kind = type(page.model)
        original = kind.flags
        monkeypatch.setattr(kind, "flags", lambda self, index: asked.append(1) or original(self, index))
        header(page).viewport().repaint()
        assert not asked

    @pytest.mark.parametrize(
        "value", [[], [["a", 10], ["a", 12]], [["a", 1]], [["a"]], "a", [["a", True]], [[1, 10]]]
    )
    def test_nonsense_is_no_arrangement(self, value: object) -> None:
        with pytest.raises(ValueError, match="column"):
            column_layout(value)


class TestDialog:
    @pytest.fixture
    def dialog(self, page: ContactsPage) -> ColumnsDialog:
        return page.pane.choose_columns()

    def test_space_ticks_and_alt_arrows_move(self, page: ContactsPage, dialog: ColumnsDialog, qtbot) -> None:
        assert dialog.list.item(1).text() == "Role and company"
        dialog.list.setCurrentRow(1)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
        dialog.list.setCurrentRow(2)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        dialog._choose()
        assert shown(page) == ["phone", "display_name", "email", "place", "tag"]

    def test_the_name_cannot_be_taken_off(self, dialog: ColumnsDialog, qtbot) -> None:
        dialog.list.setCurrentRow(0)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
        assert dialog.layout_now()[0][0] == "display_name"

    def test_cancelling_changes_nothing(self, page: ContactsPage, dialog: ColumnsDialog, qtbot) -> None:
        before = shown(page)
        dialog.list.setCurrentRow(1)
        qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
        dialog.reject()
        assert shown(page) == before


class TestMenu:
    def test_a_column_is_put_away_and_brought_back(self, page: ContactsPage, qtbot) -> None:
        header_menu(page, "phone", "Hide “Phone”")
        assert "phone" not in shown(page)
        header_menu(page, "display_name", "Phone")
        assert shown(page)[-1] == "phone"
        header_menu(page, "phone", "Usual columns")
        assert shown(page) == [key for key, _width in CONTACT_LIST.columns.default]

    def test_it_orders_the_list(self, page: ContactsPage) -> None:
        header_menu(page, "email", "Order backwards by “E-mail”")
        assert (page.query.sort, page.query.descending) == ("email", True)


def header_menu(page: ContactsPage, key: str, wanted: str) -> None:
    """Choose a line of the menu of a column's title."""
    menu = page.pane.column_menu(key)
    action = next(action for action in menu.actions() if action.text() == wanted)
    action.trigger()
    menu.deleteLater()


class TestOrder:
    def click(self, page: ContactsPage, key: str, qtbot) -> None:
        at = column(page, key)
        x = header(page).sectionViewportPosition(at) + 10
        point = header(page).viewport().rect().topLeft()
        point.setX(x)
        point.setY(8)
        qtbot.mouseClick(header(page).viewport(), Qt.MouseButton.LeftButton, pos=point)

    def test_a_click_orders_and_a_second_one_turns_it(self, page: ContactsPage, qtbot) -> None:
        self.click(page, "email", qtbot)
        assert (page.query.sort, page.query.descending) == ("email", False)
        assert names(page)[0] == "João da Silva"
        self.click(page, "email", qtbot)
        assert page.query.descending
        assert names(page)[0] == "Søren Ågård"
        assert header(page).sortIndicatorSection() == column(page, "email")

    def test_the_order_is_remembered(
        self, page: ContactsPage, session: UiSession, make_page: list[ContactsPage], qtbot
    ) -> None:
        page.pane.sort_chosen.emit("given", True)
        again = open_page(session, make_page, qtbot)
        assert (again.query.sort, again.query.descending) == ("given", True)

    def test_an_order_that_is_gone_is_that_of_names(
        self, session: UiSession, make_page: list[ContactsPage], qtbot
    ) -> None:
        session.context.settings.set(CONTACT_LIST.order, "-shoe size")
        page = open_page(session, make_page, qtbot)
        assert (page.query.sort, page.query.descending) == ("display_name", False)
        assert page.model.error is None

    def test_what_is_chosen_stays_chosen(self, page: ContactsPage, refs: list[EntityRef], qtbot) -> None:
        page.pane.view.select_record(refs[1].id)
        self.click(page, "email", qtbot)
        assert page.pane.view.chosen().ids == {refs[1].id}

    def test_letters_jump_in_the_column_that_orders(
        self, page: ContactsPage, refs: list[EntityRef], qtbot
    ) -> None:
        page.pane.sort_chosen.emit("email", False)
        qtbot.keyClicks(page.pane.view, "so")
        assert page.pane.view.chosen().ids == {refs[0].id}
        page.list._ahead._rest.stop()


class TestNothing:
    def offered(self, page: ContactsPage) -> list[str]:
        buttons = page.pane.body.card.findChildren(QAbstractButton)
        return [button.text() for button in buttons if not button.isHidden()]

    def press(self, page: ContactsPage, text: str) -> None:
        buttons = page.pane.body.card.findChildren(QAbstractButton)
        next(button for button in buttons if button.text() == text and not button.isHidden()).click()

    def test_no_match_names_the_list_too_and_clears_both(self, page: ContactsPage, qtbot) -> None:
        page.show_entry("tag:vip")
        page.pane.filter.setText("zzz")
        qtbot.waitUntil(lambda: page.query.text == "zzz")
        assert "vip" in page.pane.body.card.accessibleName()
        qtbot.waitUntil(lambda: "Clear filters" in self.offered(page))
        self.press(page, "Clear filters")
        assert page.model.rowCount() == queries.counts(page.session.context)["person"] + 2
        assert page.sidebar.current_key == "all"

    def test_an_expression_offers_no_one_to_create(self, page: ContactsPage, qtbot) -> None:
        page.pane.filter.setText("country = FR")
        qtbot.waitUntil(lambda: page.query.where != "")
        qtbot.waitUntil(lambda: self.offered(page) == ["Clear filters"])

    def test_an_empty_file_says_what_to_do(
        self, session: UiSession, make_page: list[ContactsPage], qtbot
    ) -> None:
        page = open_page(session, make_page, qtbot)
        assert "No contacts yet" in page.pane.body.card.accessibleName()
        assert "Choose one" not in page.detail._no_record.accessibleName()

    def test_failure_is_told_above_the_rows_that_are_known(
        self, page: ContactsPage, monkeypatch: pytest.MonkeyPatch, qtbot
    ) -> None:
        def broken(*_args: object) -> None:
            raise OSError("unplugged")

        with monkeypatch.context() as patch:
            patch.setattr(queries, "snapshot", broken)
            page.model.reload()
        assert page.pane.body.trouble.isVisible()
        assert page.pane.view.isVisible()
        page.model.reload()
        assert not page.pane.body.trouble.isVisible()

    def test_failure_of_another_list_offers_to_try_again(
        self, page: ContactsPage, monkeypatch: pytest.MonkeyPatch, qtbot
    ) -> None:
        def broken(*_args: object, **_options: object) -> None:
            raise OSError("unplugged")

        with monkeypatch.context() as patch:
            patch.setattr(queries, "snapshot", broken)
            patch.setattr(queries, "first_rows", broken)
            page.show_entry("tag:vip")
        qtbot.waitUntil(lambda: self.offered(page) == ["Try again", "Details"])
        self.press(page, "Try again")
        assert page.pane.view.isVisible()
        assert page.model.rowCount() == 1
