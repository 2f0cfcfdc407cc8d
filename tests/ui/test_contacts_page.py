"""The contacts page on a real file: list, record, saving, undo, widths."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.address_parts import part_title, parts_in_order
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import Address, PartyRecord, Preference
from crm_desktop.services import undo
from crm_desktop.services.contacts import ops, queries
from crm_desktop.ui.features.contacts.detail.address_row import AddressRow
from crm_desktop.ui.features.contacts.detail.view import RecordView
from crm_desktop.ui.features.contacts.page import ContactsPage
from crm_desktop.ui.features.contacts.place import ContactsPlace
from crm_desktop.ui.forms.text_edit import TextEdit
from crm_desktop.ui.session import UiSession
from tests.factories.people import EVERYONE, SOREN, person
from tests.ui.conftest import Recorder
from tests.ui.surfaces import wait_until


@pytest.fixture
def refs(session: UiSession) -> list[EntityRef]:
    """Søren, Minsu, Xiaoming and João in the file."""
    return [ops.create(session.context, record) for record in EVERYONE]


@pytest.fixture
def page(session: UiSession, refs: list[EntityRef], qtbot) -> Iterator[ContactsPage]:
    made = ContactsPage(session)
    made.resize(1200, 700)
    qtbot.addWidget(made)
    made.show()
    yield made
    for timer in (made.overview._timer, made.detail._open_timer, made.model._refresh_timer):
        timer.stop()


def open_record(page: ContactsPage, ref: EntityRef) -> RecordView:
    page.open_record(ref)
    view = shown(page, ref)
    view.complete()
    return view


def shown(page: ContactsPage, ref: EntityRef) -> RecordView:
    """The record once it is on view: it is made in steps."""
    wait_until(lambda: page.view is not None and page.view.record.ref == ref, "the record")
    assert page.view is not None
    return page.view


def stored(session: UiSession, ref: EntityRef) -> PartyRecord:
    return queries.load(session.context, ref)


class TestList:
    def test_everybody_is_there(self, page: ContactsPage) -> None:
        names = {page.model.row_at(row).display_name for row in range(page.model.rowCount())}  # type: ignore[union-attr]
        assert {"Søren Ågård", "김민수", "王小明", "João da Silva"} <= names

    def test_keyboard_opens_a_record(self, page: ContactsPage, refs: list[EntityRef], qtbot) -> None:
        page.pane.view.select_record(refs[3].id)
        qtbot.waitUntil(lambda: page.view is not None)
        assert page.view is not None
        assert page.view.record.display_name == "João da Silva"

    def test_filter_line_narrows_the_list(self, page: ContactsPage, qtbot) -> None:
        qtbot.keyClicks(page.pane.filter, "soren")
        qtbot.waitUntil(lambda: page.query.text == "soren")
        assert page.model.rowCount() == 1
        assert page.target() is None or page.everything().count == 1

    def test_no_match_says_so_and_offers_a_way_out(self, page: ContactsPage, qtbot) -> None:
        page.pane.filter.setText("zzz")
        qtbot.waitUntil(lambda: page.query.text == "zzz")
        card = page.pane.body.card
        qtbot.waitUntil(card.isVisible)
        assert "zzz" in card.accessibleName()

        def offered() -> list[str]:
            return [b.text() for b in card.findChildren(QAbstractButton) if not b.isHidden()]

        qtbot.waitUntil(
            lambda: offered() == ["Clear filters", "Create “zzz”"]
        )  # Qt shows a new button a turn later

    def test_sidebar_shows_kinds_and_tags_with_counts(self, page: ContactsPage) -> None:
        entries = {entry.title: entry.count for entry in page.sidebar._entries}
        assert entries["People"] == 4
        assert entries["vip"] == 1
        page.show_entry("tag:vip")
        assert page.model.rowCount() == 1

    def test_filter_and_sidebar_combine(self, page: ContactsPage, qtbot) -> None:
        page.pane.filter.setText("silva")
        qtbot.waitUntil(lambda: page.query.text == "silva")
        page.show_entry("tag:vip")
        assert page.query.text == "silva"
        assert page.model.rowCount() == 0

    def test_rows_speak(self, page: ContactsPage, refs: list[EntityRef]) -> None:
        row = page.model.row_of(refs[0].id)
        assert row is not None
        spoken = page.model.data(page.model.index(row, 0), Qt.ItemDataRole.AccessibleTextRole)
        assert "Søren Ågård" in spoken
        assert "Contact" in spoken

    def test_change_elsewhere_appears_by_itself(self, page: ContactsPage, session: UiSession, qtbot) -> None:
        before = page.model.rowCount()
        ops.create(session.context, person("Zoë New"))
        qtbot.waitUntil(lambda: page.model.rowCount() == before + 1)

    def test_table_shows_columns(self, page: ContactsPage, session: UiSession) -> None:
        page.toggle_table()
        assert page.state().is_table_on
        assert not page.pane.view.isColumnHidden(2)
        assert isinstance(page.grab().toImage(), QImage)
        page.toggle_table()
        assert page.pane.view.isColumnHidden(2)


class TestTarget:
    def test_everything_is_a_query(self, page: ContactsPage) -> None:
        page.pane.view.selectAll()
        target = page.target()
        assert target is not None
        assert target.selection.query == page.query
        assert target.title == "All contacts"

    def test_chosen_rows_are_ids(self, page: ContactsPage, refs: list[EntityRef]) -> None:
        page.pane.view.select_record(refs[0].id)
        target = page.target()
        assert target is not None
        assert target.selection == Selection.of(refs[0].id)


class TestRecord:
    def test_phone_is_saved_when_it_is_left(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef], qtbot
    ) -> None:
        view = open_record(page, refs[0])
        field = view.phones.rows[0].field  # type: ignore[attr-defined]
        field.line.setFocus()
        field.line.setText("+45 99 88 77 66")
        qtbot.keyClick(field.line, Qt.Key.Key_Tab)
        assert stored(session, refs[0]).points_of("phone")[0].value == "+45 99 88 77 66"
        assert undo.undoable(session.context) is not None

    def test_blank_row_adds_and_a_new_blank_follows(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        view = open_record(page, refs[0])
        blank = view.mails.blank
        assert blank is not None
        blank.field.line.setText("second@example.dk")  # type: ignore[attr-defined]
        blank.commit()
        assert [point.value for point in stored(session, refs[0]).points_of("email")][
            -1
        ] == "second@example.dk"
        assert view.mails.rows[-1] is blank
        assert view.mails.blank is not blank

    def test_removing_can_be_undone(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef], recorder: Recorder
    ) -> None:
        view = open_record(page, refs[0])
        view.mails.rows[0].remove()  # type: ignore[attr-defined]
        assert stored(session, refs[0]).points_of("email") == ()
        assert recorder.said == ["Removed"]
        undo.undo(session.context)
        assert len(stored(session, refs[0]).points_of("email")) == 1
        assert len(view.mails.rows) == 1

    def test_name_parts_make_the_name(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        view = open_record(page, refs[0])
        field = view.names._fields["family"]
        field.line.setText("Holm")
        field.commit()
        assert stored(session, refs[0]).family == "Holm"
        assert view.record.family == "Holm"

    def test_conflict_with_another_program_keeps_both(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        view = open_record(page, refs[0])
        field = view.phones.rows[0].field  # type: ignore[attr-defined]
        field.line.setFocus()
        field.line.setText("mine")
        item = stored(session, refs[0]).points_of("phone")[0]
        ops.change_item(session.context, refs[0], item, replace(item, value="+45 11 11 11 11"))
        field.commit()
        assert field.strip.isVisible()
        assert field.value == "mine"
        field.strip.take_button.click()
        assert field.value == "+45 11 11 11 11"

    def test_note_is_added_and_then_edited(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        view = open_record(page, refs[1])
        note = view.notes.blank
        assert note is not None
        note.text.edit.setPlainText("First")  # type: ignore[attr-defined]
        note.commit()
        note.text.edit.setPlainText("First, then more")  # type: ignore[attr-defined]
        note.commit()
        assert [n.body for n in stored(session, refs[1]).notes] == ["First, then more"]

    def test_preference_shows_as_a_warning(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        view = open_record(page, refs[0])
        row = view.preferences["mail"]
        row._choose("never")
        assert [(p.channel, p.status) for p in stored(session, refs[0]).preferences] == [("mail", "never")]
        chips = [chip.accessibleName() for chip in view.header.findChildren(QWidget)]
        assert "Do not mail" in chips
        row._choose("")
        assert stored(session, refs[0]).preferences == ()

    def test_tags_are_added_and_taken_off(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef], qtbot
    ) -> None:
        view = open_record(page, refs[1])
        qtbot.keyClicks(view.header.tag_line, "Christmas")
        qtbot.keyClick(view.header.tag_line, Qt.Key.Key_Return)
        assert stored(session, refs[1]).tags == ("Christmas",)
        view.editor.set_tags(remove=("Christmas",))
        assert stored(session, refs[1]).tags == ()

    def test_trashed_record_says_so(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        view = open_record(page, refs[0])
        ops.trash(session.context, Selection.of(refs[0].id))
        assert view.record.is_deleted

    def test_every_control_has_a_name(self, page: ContactsPage, refs: list[EntityRef]) -> None:
        view = open_record(page, refs[0])
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit):
            nameless = [
                w for w in view.findChildren(kind) if not (w.accessibleName() or getattr(w, "text", str)())
            ]
            assert nameless == []

    def test_unsaved_value_brings_the_record_back(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef], recorder: Recorder
    ) -> None:
        view = open_record(page, refs[0])
        field = view.mails.rows[0].field  # type: ignore[attr-defined]
        item = stored(session, refs[0]).points_of("email")[0]
        field.line.setFocus()
        field.line.setText("mine@example.dk")
        ops.change_item(session.context, refs[0], item, replace(item, value="theirs@example.dk"))
        page.open_record(refs[1])
        assert shown(page, refs[1]) is not view
        assert "could not be saved" in recorder.said[-1]
        recorder.actions[-1][1]()
        assert page.view is view
        assert field.value == "mine@example.dk"


class TestAddress:
    def test_parts_follow_the_country(self) -> None:
        assert parts_in_order("DK")[:3] == ("street", "postcode", "locality")
        assert parts_in_order("US") == ("street", "locality", "region", "postcode")
        assert parts_in_order("KR")[0] == "region"
        assert part_title("postcode", "US") == "ZIP code"
        assert part_title("postcode", "DK") == "Postcode"

    def row(self, page: ContactsPage, ref: EntityRef) -> AddressRow:
        row = open_record(page, ref).addresses.rows[0]
        assert isinstance(row, AddressRow)
        return row

    def test_block_opens_into_parts_and_saves(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef], qtbot
    ) -> None:
        row = self.row(page, refs[0])
        qtbot.keyClick(row.block, Qt.Key.Key_Return)
        write(row, "street", "Ny Munkegade 7, 2. tv")
        row.close_parts()
        assert stored(session, refs[0]).addresses[0].street == "Ny Munkegade 7, 2. tv"
        assert "Ny Munkegade 7" in row.block.text()

    def test_another_country_brings_other_parts(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        row = self.row(page, refs[0])
        row.open_parts()
        row._fields["country"].line.setText("United States")
        row._fields["country"].commit()
        assert stored(session, refs[0]).addresses[0].country == "US"
        assert "region" in row._fields

    def test_unknown_country_is_kept_as_a_word(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        row = self.row(page, refs[0])
        row.open_parts()
        row._fields["country"].line.setText("Atlantis")
        row._fields["country"].commit()
        kept = stored(session, refs[0]).addresses[0]
        assert (kept.country, kept.country_name) == ("", "Atlantis")

    def test_new_address_is_one_address(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        view = open_record(page, refs[2])
        blank = view.addresses.blank
        assert isinstance(blank, AddressRow)
        blank.open_parts()
        for part, text in (("street", "Main St 1"), ("postcode", "1000"), ("locality", "Town")):
            write(blank, part, text)
            blank._fields[part].commit()
        made = stored(session, refs[2]).addresses
        assert [(a.street, a.postcode, a.locality, a.country) for a in made] == [
            ("Main St 1", "1000", "Town", "DK")
        ]

    def test_lines_of_the_street_stay_lines_and_commas_commas(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        row = self.row(page, refs[0])
        row.open_parts()
        write(row, "street", "Gården, bagbygning\nNy Munkegade 7")
        row._fields["street"].commit()
        assert stored(session, refs[0]).addresses[0].street == "Gården, bagbygning\nNy Munkegade 7"

    def test_country_line_only_for_abroad(
        self, page: ContactsPage, session: UiSession, refs: list[EntityRef]
    ) -> None:
        row = self.row(page, refs[0])
        assert "DENMARK" not in row.block.text().upper()
        row.open_parts()
        write(row, "country", "Sweden")
        row._fields["country"].commit()
        assert "SWEDEN" in row.block.text().upper()


def write(row: AddressRow, part: str, text: str) -> None:
    """Type a part of an address; it is saved when it is left."""
    field = row._fields[part]
    if isinstance(field, TextEdit):
        field.edit.setPlainText(text)
    else:
        field.line.setText(text)


class TestWidths:
    def test_narrow_window_shows_list_or_record(self, page: ContactsPage, refs: list[EntityRef]) -> None:
        page.set_width_class("narrow")
        assert page.pane.isVisible()
        assert not page.detail.isVisible()
        page.open_record(refs[0])
        assert page.detail.isVisible()
        assert not page.pane.isVisible()
        assert page.go_up()
        assert page.pane.isVisible()

    def test_the_keyboard_goes_to_the_record_that_hides_the_list_and_back(
        self, page: ContactsPage, refs: list[EntityRef]
    ) -> None:
        page.activateWindow()
        page.set_width_class("narrow")
        page.focus_main()
        page.open_record(refs[3])
        view = shown(page, refs[3])
        assert page.focusWidget() is view.header.photo
        page.open_record(refs[2])  # one after the other, as from the palette
        view = shown(page, refs[2])
        assert page.focusWidget() is view.header.photo
        assert page.go_up()
        assert page.focusWidget() is page.pane.view
        assert page.model.id_at(page.pane.view.currentIndex().row()) == refs[2].id

    def test_enter_reads_where_the_record_hides_the_list(
        self, page: ContactsPage, refs: list[EntityRef], qtbot
    ) -> None:
        page.activateWindow()
        page.set_width_class("narrow")
        page.focus_main()
        page.pane.view.select_record(refs[1].id)
        shown(page, refs[1])
        qtbot.keyClick(page.pane.view, Qt.Key.Key_Return)
        assert page.zones.is_list_hidden
        qtbot.waitUntil(lambda: page.focusWidget() is shown(page, refs[1]).header.photo)

    def test_the_keyboard_leaves_a_list_that_a_narrower_window_hides(
        self, page: ContactsPage, refs: list[EntityRef]
    ) -> None:
        page.activateWindow()
        page.set_width_class("narrow")
        page.open_record(refs[0])
        shown(page, refs[0])
        page.set_width_class("wide")
        page.focus_main()
        page.set_width_class("narrow")
        view = shown(page, refs[0])
        assert page.focusWidget() is view.header.photo

    def test_medium_window_hides_the_sidebar_behind_a_key(self, page: ContactsPage) -> None:
        page.set_width_class("medium")
        assert not page.sidebar.isVisible()
        page.toggle_sidebar()
        assert page.sidebar.isVisible()

    def test_places_are_returned_to(self, page: ContactsPage, refs: list[EntityRef]) -> None:
        page.go_to(ContactsPlace("tag:vip", refs[0]))
        assert page.query.tag == "vip"
        shown(page, refs[0])


def test_record_of_everything_is_shown(session: UiSession, page: ContactsPage) -> None:
    full = replace(
        SOREN,
        preferences=(Preference("phone", "opt_out"),),
        addresses=(*SOREN.addresses, Address(street="線路街 1", locality="台北", country="TW")),
    )
    view = open_record(page, ops.create(session.context, full))
    assert not view.grab().isNull()
