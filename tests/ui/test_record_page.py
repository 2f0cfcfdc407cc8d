"""The page of a record: own fields, quick actions, history beside a field, tabs of features, Tab, find."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt, QUrl
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget

from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.own_fields import BOOL, CHOICE, DATE, LINES, LINK, NUMBER, OwnField
from crm_desktop.domain.contacts.records import (
    Address,
    Affiliation,
    ContactPoint,
    CustomValue,
    PartyRecord,
    Preference,
)
from crm_desktop.services import undo
from crm_desktop.services.contacts import ops, own_fields, queries
from crm_desktop.ui.features.contacts.detail.actions import QuickActions, card_text
from crm_desktop.ui.features.contacts.detail.own_rows import OwnChoiceRow, OwnLineRow, OwnLinesRow
from crm_desktop.ui.features.contacts.detail.rows import ToldOfNumber, told_of_number
from crm_desktop.ui.features.contacts.detail.view import RecordView
from crm_desktop.ui.features.contacts.own_field_dialog import OwnFieldDialog, OwnFieldsDialog
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.forms.past_card import PastCard
from crm_desktop.ui.forms.tab_order import stops
from crm_desktop.ui.record_parts import PartView, Place, RecordPart
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.labels import TextLabel
from tests.factories.people import SOREN, person
from tests.ui.conftest import Recorder

Open = Callable[..., RecordView]


@pytest.fixture
def show(session: UiSession, qtbot) -> Open:
    """Opens a record that follows the file, as the record pane does."""
    windows: list[QWidget] = []

    def open_record(ref: EntityRef, width: int = 1000) -> RecordView:
        record = queries.load(session.context, ref, with_content=True)
        view = RecordView(session, RecordEditor(session, ref), record, [])
        window = QWidget()
        QVBoxLayout(window).addWidget(view)
        window.layout().setContentsMargins(0, 0, 0, 0)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(width, 800)
        window.show()
        window.activateWindow()
        view.complete()
        qtbot.waitUntil(window.isActiveWindow)
        view.editor.idle.connect(lambda: view.show_record(queries.load(session.context, ref)))
        return view

    return open_record


@pytest.fixture
def soren(session: UiSession) -> EntityRef:
    return ops.create(session.context, SOREN)


def stored(session: UiSession, ref: EntityRef) -> PartyRecord:
    return queries.load(session.context, ref)


def type_into(line: QLineEdit, text: str, qtbot) -> None:
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def offered(view: RecordView, title: str) -> None:
    dict(view.more.offers())[title]()


class TestTrash:
    def test_what_hangs_on_a_record_is_told_and_comes_back(
        self, show: Open, session: UiSession, soren: EntityRef
    ) -> None:
        view = show(soren)
        assert view.header.trash.text == ""
        ops.trash(session.context, Selection.of(soren.id))
        view.show_record(stored(session, soren))
        kept = len(view.record.points_of("phone"))
        assert f"{kept} phone number" in view.header.trash.text
        view.header.trash.restore_button.click()
        assert not stored(session, soren).is_deleted
        view.show_record(stored(session, soren))
        assert view.header.trash.text == ""


class TestOwnFields:
    @pytest.mark.parametrize(
        ("kind", "typed", "held", "shown"),
        [
            ("text", "tall", "tall", "tall"),
            (NUMBER, "1,234.5", "1234.5", "1234.5"),
            (DATE, "5/31/2026", "2026-05-31", "May 31, 2026"),
            (LINK, "example.org", "example.org", "example.org"),
        ],
    )
    def test_lines_are_typed_as_people_write(
        self,
        show: Open,
        session: UiSession,
        soren: EntityRef,
        qtbot,
        kind: str,
        typed: str,
        held: str,
        shown: str,
    ) -> None:
        own_fields.define(session.context, OwnField("", "Mine", kind))
        view = show(soren)
        offered(view, "Mine")
        row = view.more.custom.rows["mine"]
        assert isinstance(row, OwnLineRow)
        assert row.fields["value"].line.hasFocus()
        type_into(row.fields["value"].line, typed, qtbot)
        assert stored(session, soren).custom[0].value == held
        assert row.fields["value"].value == shown

    def test_what_does_not_fit_stays_with_its_reason(
        self, show: Open, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        own_fields.define(session.context, OwnField("", "Mine", NUMBER))
        view = show(soren)
        offered(view, "Mine")
        row = view.more.custom.rows["mine"]
        assert isinstance(row, OwnLineRow)
        type_into(row.fields["value"].line, "many", qtbot)
        assert "is no number" in row.fields["value"].reason
        assert row.fields["value"].value == "many"

    @pytest.mark.parametrize(
        ("field", "value"),
        [(OwnField("", "Mine", CHOICE, ("Gold", "Silver")), "Silver"), (OwnField("", "Mine", BOOL), "yes")],
    )
    def test_choices(
        self, show: Open, session: UiSession, soren: EntityRef, field: OwnField, value: str
    ) -> None:
        own_fields.define(session.context, field)
        view = show(soren)
        offered(view, "Mine")
        row = view.more.custom.rows["mine"]
        assert isinstance(row, OwnChoiceRow)
        row.choice._pick(value)
        assert stored(session, soren).custom[0].value == value
        row.choice._pick("")
        assert stored(session, soren).custom == ()

    def test_long_text(self, show: Open, session: UiSession, soren: EntityRef, qtbot) -> None:
        own_fields.define(session.context, OwnField("", "Mine", LINES))
        view = show(soren)
        offered(view, "Mine")
        row = view.more.custom.rows["mine"]
        assert isinstance(row, OwnLinesRow)
        row.text.edit.setPlainText("one\ntwo")
        row.text.commit()
        assert stored(session, soren).custom[0].value == "one\ntwo"

    def test_required_one_is_always_there_and_not_emptied(
        self, show: Open, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        own_fields.define(session.context, OwnField("", "Member since", "text", is_required=True))
        view = show(soren)
        row = view.more.custom.rows["member_since"]
        assert isinstance(row, OwnLineRow)
        type_into(row.fields["value"].line, "1999", qtbot)
        row.fields["value"].line.setFocus()
        row.fields["value"].line.clear()
        row.fields["value"].commit()
        assert "must not be empty" in row.fields["value"].reason
        assert stored(session, soren).custom[0].value == "1999"

    def test_new_one_by_the_dialog(self, show: Open, session: UiSession, soren: EntityRef, qtbot) -> None:
        view = show(soren)
        offered(view, "New own field…")
        dialog = view.window().findChild(OwnFieldDialog)
        assert isinstance(dialog, OwnFieldDialog)
        dialog.label.setText("Level")
        dialog.kind.setCurrentIndex(dialog.kind.findData(CHOICE))
        dialog.options.setPlainText("Gold")
        dialog.save()
        assert "two options" in dialog.reason.text()
        dialog.options.setPlainText("Gold\nSilver")
        qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert [field.label for field in own_fields.all_fields(session.context)] == ["Level"]
        assert "level" in view.more.custom.rows

    def test_list_of_them(self, session: UiSession, qtbot) -> None:
        own_fields.define(session.context, OwnField("", "Level", CHOICE, ("Gold", "Silver")))
        window = QWidget()
        qtbot.addWidget(window)
        dialog = OwnFieldsDialog(session, window)
        assert [dialog.table.item(0, column).text() for column in range(3)] == [
            "Level",
            "Choice",
            "Gold and Silver",
        ]
        dialog.table.selectRow(0)
        dialog.remove()
        assert own_fields.all_fields(session.context) == []
        undo.undo(session.context)
        assert len(own_fields.all_fields(session.context)) == 1

    def test_value_without_a_definition_is_shown(self, show: Open, session: UiSession) -> None:
        ref = ops.create(session.context, person("Ana", custom=(CustomValue("club", "Gold", "Club"),)))
        row = show(ref).more.custom.rows["club"]
        assert isinstance(row, OwnLineRow)
        assert row.fields["value"].value == "Gold"


PHONES = (ContactPoint("phone", "+45 33 11 22 33"), ContactPoint("phone", "40 40 40 40"))


class TestQuickActions:
    @pytest.fixture
    def opened(self) -> list[str]:
        return []

    @pytest.fixture
    def actions(self, session: UiSession, opened: list[str], qtbot) -> QuickActions:
        """What they hand over is noted and taken."""

        def take(url: QUrl) -> bool:
            opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))
            return True

        made = QuickActions(session, take)
        qtbot.addWidget(made)
        qtbot.addWidget(made.strip)
        return made

    def test_links(self, actions: QuickActions, opened: list[str]) -> None:
        actions.show_record(
            PartyRecord(
                points=(
                    replace(PHONES[0], normalized="+4533112233"),
                    ContactPoint("email", "a+b@example.org"),
                ),
                addresses=(Address("Nygade 1", "Aarhus", postcode="8000", country="DK"),),
            )
        )
        actions.call()
        actions.mail()
        actions.show_map()
        assert opened[:2] == ["tel:+4533112233", "mailto:a+b@example.org"]
        assert opened[2].startswith("geo:0,0?q=Nygade%201")

    def test_what_is_out_of_use_is_not_offered(self, actions: QuickActions, opened: list[str]) -> None:
        old = ContactPoint("email", "ana@old.example", status="old")
        actions.show_record(PartyRecord(points=(old, ContactPoint("email", "ana@new.example"))))
        actions.mail()
        assert opened == ["mailto:ana@new.example"]
        actions.show_record(PartyRecord(points=(old,)))
        assert not actions.mail_button.isEnabled()

    def test_without_a_phone_the_button_says_so(self, actions: QuickActions, recorder: Recorder) -> None:
        actions.show_record(PartyRecord(display_name="Ana"))
        assert not actions.call_button.isEnabled()
        assert "no phone number" in actions.call_button.toolTip()
        actions.call()
        assert "no phone number" in recorder.said[-1]

    def test_no_program_for_it_shows_the_number_with_copy(self, session: UiSession, qtbot) -> None:
        actions = QuickActions(session, lambda _url: False)
        qtbot.addWidget(actions)
        qtbot.addWidget(actions.strip)
        actions.show_record(PartyRecord(points=PHONES))
        actions.call()
        assert "+45 33 11 22 33" in actions.strip.text
        actions.strip.buttons[0].click()
        assert QApplication.clipboard().text() == "+45 33 11 22 33"
        QApplication.clipboard().clear()

    def test_map_asks_before_an_address_leaves(self, session: UiSession, qtbot) -> None:
        asked: list[str] = []
        actions = QuickActions(
            session, lambda url: bool(asked.append(url.scheme()) or url.scheme() == "https")
        )
        qtbot.addWidget(actions)
        qtbot.addWidget(actions.strip)
        actions.show_record(PartyRecord(addresses=(Address("Nygade 1", "Aarhus", country="DK"),)))
        actions.show_map()
        assert asked == ["geo"]
        assert "openstreetmap.org" in actions.strip.text
        actions.strip.buttons[0].click()
        assert asked == ["geo", "https"]

    def test_do_not_call_is_asked_first(self, actions: QuickActions, opened: list[str]) -> None:
        actions.show_record(
            PartyRecord(
                display_name="Ana", points=PHONES, preferences=(Preference("phone", "never", "asked in May"),)
            )
        )
        actions.call()
        assert opened == []
        assert "does not want to be called" in actions.strip.text
        assert "asked in May" in actions.strip.text
        actions.strip.buttons[0].click()
        assert len(opened) == 1

    def test_do_not_call_that_is_over(self, actions: QuickActions, opened: list[str]) -> None:
        over = Preference("phone", "opt_out", until_on=dt.date(2020, 1, 1))
        actions.show_record(PartyRecord(points=PHONES, preferences=(over,)))
        actions.call()
        assert len(opened) == 1

    def test_card(self) -> None:
        record = PartyRecord(
            display_name="Ana Ruiz",
            points=PHONES[:1],
            affiliations=(Affiliation("Acme", "Buyer"),),
            addresses=(Address("Nygade 1", "Aarhus", postcode="8000", country="DK"),),
        )
        assert card_text(record, "DK") == "Ana Ruiz\nBuyer · Acme\n+45 33 11 22 33\n\nNygade 1\n8000 Aarhus"


class TestHistoryOfAField:
    def test_by_keyboard_and_put_back(self, show: Open, session: UiSession, soren: EntityRef, qtbot) -> None:
        phone = stored(session, soren).points_of("phone")[0]
        ops.change_item(session.context, soren, phone, replace(phone, value="+45 11 11 11 11"))
        view = show(soren)
        field = view.phones.rows[0].field  # type: ignore[attr-defined]
        field.line.setFocus()
        assert view.open_history()
        card = view.window().findChild(PastCard)
        assert isinstance(card, PastCard)
        assert card.isVisible()
        texts = [label.text() for label in card.findChildren(QLabel) if label.isVisible()]
        assert f"{phone.value} → +45 11 11 11 11" in texts
        button = next(b for b in card.findChildren(QWidget) if b.accessibleName().startswith("Put back"))
        button.click()  # type: ignore[attr-defined]
        assert stored(session, soren).points_of("phone")[0].value == phone.value
        assert not card.isVisible()

    def test_by_resting_on_the_caption(self, show: Open, soren: EntityRef, qtbot) -> None:
        view = show(soren)
        caption = view.phones.rows[0].usage  # type: ignore[attr-defined]
        point = QPointF(3, 3)
        QApplication.sendEvent(caption, QEnterEvent(point, point, point))
        card = view.window().findChild(PastCard)
        assert isinstance(card, PastCard)
        qtbot.waitUntil(card.isVisible)
        QApplication.sendEvent(caption, QEvent(QEvent.Type.Leave))
        qtbot.waitUntil(lambda: not card.isVisible())

    def test_escape_closes_it_and_the_field_has_the_keyboard_again(
        self, show: Open, soren: EntityRef, qtbot
    ) -> None:
        view = show(soren)
        line = view.phones.rows[0].field.line  # type: ignore[attr-defined]
        line.setFocus()
        view.open_history()
        card = view.window().findChild(PastCard)
        assert isinstance(card, PastCard)
        qtbot.keyClick(card, Qt.Key.Key_Escape)
        assert not card.isVisible()
        assert line.hasFocus()


class Log(PartView):
    """A part that remembers what it was told."""

    def __init__(self, record: PartyRecord) -> None:
        super().__init__()
        self.shown = [record.display_name]
        self.commits = 0
        self.line = QLineEdit()
        QVBoxLayout(self).addWidget(self.line)

    def show_record(self, record: PartyRecord) -> None:
        self.shown.append(record.display_name)

    def commit(self) -> None:
        self.commits += 1


def part(key: str, place: Place, order: int = 0, **more: object) -> RecordPart:
    return RecordPart(
        key=key,
        title=key.title(),
        place=place,
        build=lambda _session, record: Log(record),
        order=order,
        **more,  # type: ignore[arg-type]
    )


class TestPlaces:
    def test_without_parts_the_fields_fill_the_page(self, show: Open, soren: EntityRef) -> None:
        view = show(soren)
        assert view.details.width() == view.width()
        assert view.details.isAncestorOf(view.header)

    def test_wide_page_has_the_fields_beside_the_tabs(
        self, show: Open, session: UiSession, soren: EntityRef
    ) -> None:
        session.record_parts = (part("timeline", Place.TAB), part("files", Place.TAB, 1))
        view = show(soren, 1100)
        assert view.tabs.titles() == ["Timeline", "Files"]
        assert 280 <= view.details.width() <= 320
        assert view.details.isVisible()
        assert list(view.parts) == ["timeline"]

    def test_narrow_page_has_them_as_the_second_tab(
        self, show: Open, session: UiSession, soren: EntityRef
    ) -> None:
        session.record_parts = (part("timeline", Place.TAB), part("files", Place.TAB, 1))
        view = show(soren, 600)
        assert view.tabs.titles() == [
            "Timeline",
            "Details",
            "Files",
        ]
        assert not view.details.isVisible()
        view.focus_first()
        assert view.details.isVisible()

    def test_width_changes_to_and_fro(self, show: Open, session: UiSession, soren: EntityRef) -> None:
        session.record_parts = (part("timeline", Place.TAB), part("files", Place.TAB, 1))
        view = show(soren, 600)
        view.show_details()
        for width in (1100, 600, 1100):
            view.window().resize(width, 700)
            QApplication.processEvents()
        assert view.details.isVisible()
        assert len(view.tabs.titles()) == 2
        assert list(view.parts) == ["timeline"]  # nothing is made on the way
        assert view.show_part("files") is view.parts["files"]
        assert view.parts["files"].isVisible()

    def test_other_places(self, show: Open, session: UiSession, soren: EntityRef) -> None:
        places = (Place.BELOW_HEADER, Place.ACTIONS, Place.DETAILS)
        session.record_parts = tuple(part(place.value, place) for place in places)
        view = show(soren)
        for log in view.findChildren(Log):
            assert log.isVisible()
        assert len(view.findChildren(Log)) == 3

    def test_parts_follow_the_record_and_save_with_it(
        self, show: Open, session: UiSession, soren: EntityRef
    ) -> None:
        session.record_parts = (part("timeline", Place.TAB), part("log", Place.BELOW_HEADER))
        view = show(soren)
        ops.set_field(session.context, soren, "nickname", "", "Sø")
        view.show_record(stored(session, soren))
        view.commit()
        for log in view.parts.values():
            assert isinstance(log, Log)
            assert len(log.shown) >= 2
            assert log.commits == 1

    def test_only_kinds_that_are_named(self, show: Open, session: UiSession, soren: EntityRef) -> None:
        session.record_parts = (part("people", Place.TAB, kinds=("organization",)),)
        assert show(soren).details.isAncestorOf(show(soren).header) is False
        assert show(soren).parts == {}

    def test_count_in_the_tab(self, show: Open, session: UiSession, soren: EntityRef) -> None:
        session.record_parts = (part("timeline", Place.TAB),)
        view = show(soren)
        view.parts["timeline"].count_changed.emit(12)
        assert view.tabs.titles() == ["Timeline 12"]


class TestTabOrder:
    def test_order_is_that_of_reading_also_after_rows_came(
        self, show: Open, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        view = show(soren)
        offered(view, "Anniversary")
        line = view.more.dates.blank.fields["on"].line  # type: ignore[union-attr]
        type_into(line, "2001-05-06", qtbot)
        view.addresses.rows[0].open_parts()  # type: ignore[attr-defined]
        view._order.apply()
        expected = [stop for stop in stops(view) if stop.isVisible() and stop.isEnabled()]
        assert len(expected) > 30
        expected[0].setFocus()
        seen = [view.window().focusWidget()]
        for _stop in expected[1:]:
            qtbot.keyClick(view.window().focusWidget(), Qt.Key.Key_Tab)
            seen.append(view.window().focusWidget())
        assert [s.accessibleName() for s in seen if s] == [s.accessibleName() for s in expected]
        assert seen == expected

    def test_it_goes_down_each_column(self, show: Open, soren: EntityRef) -> None:
        view = show(soren)
        for section in (view.phones, view.mails, view.addresses, view.notes, view.names):
            lines = [stop for stop in stops(section) if stop.isVisible() and isinstance(stop, QLineEdit)]
            tops = [line.mapTo(view, line.rect().topLeft()).y() for line in lines]
            assert tops == sorted(tops)


class TestFind:
    def test_by_name_and_value(self, show: Open, soren: EntityRef, qtbot) -> None:
        view = show(soren)
        view.find_field()
        qtbot.keyClicks(view.find_bar.line, "nickname")
        assert "Nothing found" in view.find_bar.told.text() or "field" in view.find_bar.told.text()
        view.find_bar.line.clear()
        value = view.phones.rows[0].field.value  # type: ignore[attr-defined]
        qtbot.keyClicks(view.find_bar.line, value[:6])
        qtbot.keyClick(view.find_bar.line, Qt.Key.Key_Return)
        assert view.phones.rows[0].field.line.hasFocus()  # type: ignore[attr-defined]

    def test_escape_closes_and_stays(self, show: Open, soren: EntityRef, qtbot) -> None:
        view = show(soren)
        view.find_field()
        qtbot.keyClicks(view.find_bar.line, "e-mail")
        qtbot.keyClick(view.find_bar.line, Qt.Key.Key_Escape)
        assert not view.find_bar.isVisible()
        assert view.isAncestorOf(view.window().focusWidget())


def test_local_time_of_the_contact(show: Open, session: UiSession) -> None:
    ref = ops.create(session.context, person("Min", tz="Asia/Seoul"))
    assert "Seoul" in show(ref).header.local_time.text()


def test_preference_until_a_day(show: Open, session: UiSession, qtbot) -> None:
    ref = ops.create(session.context, person("Ana", preferences=(Preference("phone", "opt_out"),)))
    row = show(ref).preferences["phone"]
    assert row.until is not None
    type_into(row.until.line, "2030-05-31", qtbot)
    assert stored(session, ref).preferences[0].until_on == dt.date(2030, 5, 31)
    type_into(row.until.line, "May", qtbot)
    assert row.until.reason
    assert row.until.value == "May"


@pytest.mark.parametrize(
    ("number", "told", "is_doubtful"),
    [
        ("+45 33 11 22 33", "", False),
        ("33 11 22 33", "", False),
        ("+82 10 9876 5432", "South Korea", False),
        ("123", "No country has such a number; it is kept as it is.", True),
    ],
)
def test_country_of_a_number(number: str, told: str, is_doubtful: bool) -> None:
    assert told_of_number(number, "DK", "en") == ToldOfNumber(told, is_doubtful)


def test_country_stands_under_the_number(show: Open, session: UiSession) -> None:
    ref = ops.create(session.context, person("Min", points=(ContactPoint("phone", "+82 10 9876 5432"),)))
    row = show(ref).phones.rows[0]
    assert row.told.text() == "South Korea"  # type: ignore[attr-defined]


class TestJourneys:
    """Key presses of ux 3.7 within the record; opening the form or the record comes before."""

    def test_change_a_phone_number(self, show: Open, session: UiSession, soren: EntityRef, qtbot) -> None:
        view = show(soren)
        line = view.phones.rows[0].field.line  # type: ignore[attr-defined]
        view.phones.rows[0].usage.setFocus()  # type: ignore[attr-defined]
        presses = 0

        def press(widget: QWidget, key: Qt.Key) -> None:
            nonlocal presses
            presses += 1
            qtbot.keyClick(widget, key)

        press(view.window().focusWidget(), Qt.Key.Key_Tab)
        assert line.hasFocus()
        assert line.selectedText() == line.text()
        for digit in "+4533445566":
            presses += 1
            qtbot.keyClicks(line, digit)
        press(line, Qt.Key.Key_Tab)
        assert stored(session, soren).points_of("phone")[0].value == "+4533445566"
        assert presses <= 16


def test_low_page_scrolls_as_a_whole(show: Open, session: UiSession, soren: EntityRef) -> None:
    session.record_parts = (part("timeline", Place.TAB), part("log", Place.BELOW_HEADER))
    view = show(soren, 600)
    view.window().resize(600, 320)
    QApplication.processEvents()
    assert view.header.height() >= view.header.heightForWidth(view.header.width())
    assert view.parts["timeline"].height() >= 200


def test_labels_follow_a_scheme_that_came_while_they_were_hidden(
    show: Open, session: UiSession, soren: EntityRef
) -> None:
    session.record_parts = (part("timeline", Place.TAB),)
    view = show(soren, 600)
    session.theme.set_mode("dark")
    view.show_details()
    for label in view.details.findChildren(TextLabel):
        if label.isVisible():
            assert label.palette().windowText().color().lightness() > 100
