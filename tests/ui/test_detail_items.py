"""What a record has several of, edited in place on a real file: typed, saved, taken back, refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.records import (
    GROUP,
    HOUSEHOLD,
    ORGANIZATION,
    Affiliation,
    ContactPoint,
    ImportantDate,
    PartialDate,
    PartyRecord,
)
from crm_desktop.services import undo
from crm_desktop.services.contacts import ops, pictures, queries
from crm_desktop.ui.features.contacts.detail.address_row import AddressRow
from crm_desktop.ui.features.contacts.detail.completion import NameCompletion
from crm_desktop.ui.features.contacts.detail.file_row import FileRow
from crm_desktop.ui.features.contacts.detail.folded import FoldedItems
from crm_desktop.ui.features.contacts.detail.item_rows import FieldsRow
from crm_desktop.ui.features.contacts.detail.role_row import RoleRow
from crm_desktop.ui.features.contacts.detail.rows import PointRow
from crm_desktop.ui.features.contacts.detail.view import RecordView
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.session import UiSession
from tests.factories.people import SOREN, person
from tests.ui.conftest import Recorder

Open = Callable[[EntityRef], RecordView]


@pytest.fixture
def show(session: UiSession, qtbot) -> Open:
    """Opens a record that follows the file, as the record pane does."""

    windows: list[QWidget] = []

    def open_record(ref: EntityRef) -> RecordView:
        record = queries.load(session.context, ref, with_content=True)
        view = RecordView(session, RecordEditor(session, ref), record, [])
        window = QWidget()
        QVBoxLayout(window).addWidget(view)
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(1000, 800)
        window.show()
        window.activateWindow()
        view.complete()
        qtbot.waitUntil(lambda: view.more.isVisible() and window.isActiveWindow())
        view.editor.idle.connect(lambda: reread(session, view))
        return view

    return open_record


def reread(session: UiSession, view: RecordView) -> None:
    view.show_record(queries.load(session.context, view.record.ref, with_content=True))


@pytest.fixture
def soren(session: UiSession) -> EntityRef:
    return ops.create(session.context, SOREN)


def stored(session: UiSession, ref: EntityRef) -> PartyRecord:
    return queries.load(session.context, ref)


def offer(view: RecordView, title: str) -> None:
    """Choose an entry of the "Add field" menu."""
    dict(view.more.offers())[title]()


def blank(section: FoldedItems) -> FieldsRow:
    row = section.blank
    assert isinstance(row, FieldsRow)
    return row


def type_into(line: QLineEdit, text: str, qtbot) -> None:
    """By the keyboard: over what stands there, then Tab."""
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


def first(section: FoldedItems) -> FieldsRow:
    row = section.rows[0]
    assert isinstance(row, FieldsRow)
    return row


class TestDates:
    def test_day_without_a_year_stands_in_words(self, show: Open, soren: EntityRef) -> None:
        assert first(show(soren).more.dates).fields["on"].value == "February 29"

    @pytest.mark.parametrize(
        ("typed", "on"),
        [
            ("1951-12-24", PartialDate(1951, 12, 24)),
            ("24.12.", PartialDate(None, 12, 24)),
            ("--12-24", PartialDate(None, 12, 24)),
            ("12/24/1951", PartialDate(1951, 12, 24)),
            ("December 24", PartialDate(None, 12, 24)),
            ("1951", PartialDate(1951)),
        ],
    )
    def test_typed_as_one_likes(
        self, show: Open, session: UiSession, soren: EntityRef, qtbot, typed: str, on: PartialDate
    ) -> None:
        type_into(first(show(soren).more.dates).fields["on"].line, typed, qtbot)
        assert [date.on for date in stored(session, soren).dates] == [on]

    def test_leaving_unchanged_words_saves_nothing(self, show: Open, session: UiSession, qtbot) -> None:
        ref = ops.create(
            session.context, person("Ana", dates=(ImportantDate("birthday", PartialDate(1951, 12, 24)),))
        )
        row = first(show(ref).more.dates)
        before = undo.undoable(session.context)
        type_into(row.fields["on"].line, "December 24, 1951", qtbot)
        assert undo.undoable(session.context) == before

    @pytest.mark.parametrize("typed", ["1951-02-30", "31.4.", "sometime"])
    def test_impossible_day_stays_with_its_reason(
        self, show: Open, session: UiSession, soren: EntityRef, qtbot, typed: str
    ) -> None:
        field = first(show(soren).more.dates).fields["on"]
        type_into(field.line, typed, qtbot)
        assert field.value == typed
        assert field.reason
        assert stored(session, soren).dates[0].on == PartialDate(None, 2, 29)

    def test_new_one_from_the_menu_and_undo(
        self, show: Open, session: UiSession, soren: EntityRef, qtbot
    ) -> None:
        view = show(soren)
        offer(view, "Anniversary")
        row = blank(view.more.dates)
        assert row.fields["on"].line.hasFocus()
        type_into(row.fields["on"].line, "2001-05-06", qtbot)
        added = stored(session, soren).dates[1]
        assert (added.kind, added.on) == ("anniversary", PartialDate(2001, 5, 6))
        undo.undo(session.context)
        assert len(stored(session, soren).dates) == 1
        reread(session, view)
        assert len(view.more.dates.rows) == 1

    def test_label_of_its_own(self, show: Open, session: UiSession, soren: EntityRef) -> None:
        row = first(show(soren).more.dates)
        row.kind._pick("Name day")  # type: ignore[attr-defined]
        date = stored(session, soren).dates[0]
        assert (date.kind, date.label) == ("other", "Name day")

    def test_emptied_day_is_taken_away(self, show: Open, session: UiSession, soren: EntityRef, qtbot) -> None:
        line = first(show(soren).more.dates).fields["on"].line
        line.setFocus()
        line.clear()
        qtbot.keyClick(line, Qt.Key.Key_Tab)
        assert stored(session, soren).dates == ()


class TestRoles:
    def test_new_role_is_one_step(self, show: Open, session: UiSession, qtbot) -> None:
        ref = ops.create(session.context, person("Ana"))
        view = show(ref)
        offer(view, "Role")
        row = blank(view.more.roles)
        row.fields["title"].line.setText("Buyer")
        row.fields["title"].commit()
        assert stored(session, ref).affiliations == ()
        type_into(row.fields["org_name"].line, "Acme", qtbot)
        role = stored(session, ref).affiliations[0]
        assert (role.org_name, role.title) == ("Acme", "Buyer")
        assert not row.is_dirty()
        undo.undo(session.context)
        assert stored(session, ref).affiliations == ()

    def test_another_company(self, show: Open, session: UiSession, soren: EntityRef, qtbot) -> None:
        view = show(soren)
        type_into(first(view.more.roles).fields["org_name"].line, "Nordlys", qtbot)
        role = stored(session, soren).affiliations[0]
        assert (role.org_name, role.title) == ("Nordlys", "Buyer")
        assert queries.resolve(session.context, "Nordlys", [ORGANIZATION]).id == role.org_id

    def test_company_opens(
        self, show: Open, session: UiSession, soren: EntityRef, recorder: Recorder
    ) -> None:
        first(show(soren).more.roles).opener.click()  # type: ignore[attr-defined]
        assert recorder.opened == [EntityRef("company", stored(session, soren).affiliations[0].org_id or b"")]

    def test_days_of_a_role_stand_in_fields(self, show: Open, session: UiSession, qtbot) -> None:
        role = Affiliation(org_name="Acme", title="Buyer", from_on=dt.date(2020, 5, 1))
        ref = ops.create(session.context, person("Ana", affiliations=(role,)))
        row = first(show(ref).more.roles)
        assert row.fields["from_on"].value == "May 1, 2020"
        type_into(row.fields["to_on"].line, "2024", qtbot)
        saved = stored(session, ref).affiliations[0]
        assert (saved.from_on, saved.to_on) == (dt.date(2020, 5, 1), dt.date(2024, 12, 31))

    def test_role_that_ends_before_it_begins_says_so(self, show: Open, session: UiSession, qtbot) -> None:
        role = Affiliation(org_name="Acme", from_on=dt.date(2020, 5, 1))
        ref = ops.create(session.context, person("Ana", affiliations=(role,)))
        field = first(show(ref).more.roles).fields["to_on"]
        type_into(field.line, "2019-01-01", qtbot)
        assert "before it begins" in field.reason
        assert field.value == "2019-01-01"

    def test_role_ends_today_and_undo_takes_that_back(
        self, show: Open, session: UiSession, soren: EntityRef
    ) -> None:
        row = first(show(soren).more.roles)
        assert isinstance(row, RoleRow)
        row.end_today()
        assert stored(session, soren).affiliations[0].to_on == session.context.now().astimezone().date()
        undo.undo(session.context)
        assert stored(session, soren).affiliations[0].to_on is None

    def test_one_role_is_the_main_one(self, show: Open, session: UiSession) -> None:
        roles = (Affiliation("Acme", is_primary=True), Affiliation("Nordlys"))
        ref = ops.create(session.context, person("Ana", affiliations=roles))
        view = show(ref)
        other = view.more.roles.rows[1]
        assert isinstance(other, RoleRow)
        other.star.click()
        assert [r.is_primary for r in stored(session, ref).affiliations] == [False, True]
        undo.undo(session.context)
        assert [r.is_primary for r in stored(session, ref).affiliations] == [True, False]

    def test_existing_companies_are_offered(self, show: Open, soren: EntityRef) -> None:
        line = first(show(soren).more.roles).fields["org_name"].line
        line.setText("bler")
        completion = line.findChild(NameCompletion)
        assert completion is not None
        completion.look_up()
        assert line.completer().model().index(0, 0).data() == "Ågård Møbler"


class TestOtherLists:
    def test_fact(self, show: Open, session: UiSession, soren: EntityRef, qtbot) -> None:
        view = show(soren)
        offer(view, "Worth remembering")
        row = blank(view.more.facts)
        type_into(row.fields["category"].line, "pet", qtbot)
        type_into(row.fields["value"].line, "A cat called Tone", qtbot)
        assert [(f.category, f.value) for f in stored(session, soren).facts] == [("pet", "A cat called Tone")]

    @pytest.mark.parametrize(("title", "kind"), [("Group", GROUP), ("Household", HOUSEHOLD)])
    def test_membership(
        self, show: Open, session: UiSession, soren: EntityRef, qtbot, title: str, kind: str
    ) -> None:
        view = show(soren)
        offer(view, title)
        section = view.more.groups if kind == GROUP else view.more.households
        type_into(blank(section).fields["group_name"].line, "Sailors", qtbot)
        place = stored(session, soren).memberships[0]
        assert (place.group_name, place.group_kind) == ("Sailors", kind)

    @pytest.mark.parametrize(
        ("title", "key"), [("Occupation", "occupation"), ("Source", "source"), ("Language", "lang")]
    )
    def test_single_field(
        self, show: Open, session: UiSession, soren: EntityRef, qtbot, title: str, key: str
    ) -> None:
        view = show(soren)
        assert key not in view.more.fields.fields
        offer(view, title)
        type_into(view.more.fields.fields[key].line, "da", qtbot)
        assert getattr(stored(session, soren), key) == "da"
        undo.undo(session.context)
        assert getattr(stored(session, soren), key) == ""

    def test_filled_field_is_not_offered(self, show: Open, soren: EntityRef) -> None:
        titles = [title for title, _offer in show(soren).more.offers()]
        assert "Account number" not in titles
        assert "Birthday" not in titles

    def test_company_is_not_offered_a_birthday(self, show: Open, session: UiSession) -> None:
        ref = ops.create(session.context, PartyRecord(kind=ORGANIZATION, display_name="Acme"))
        titles = [title for title, _offer in show(ref).more.offers()]
        assert "Website" in titles
        assert not {"Birthday", "Role", "Pronouns"} & set(titles)


class TestOutOfUse:
    def test_old_address_stands_last_and_says_so(self, show: Open, session: UiSession) -> None:
        old = ContactPoint("email", "ana@old.example", status="old", valid_to=dt.date(2026, 2, 28))
        ref = ops.create(
            session.context, person("Ana", points=(old, ContactPoint("email", "ana@new.example")))
        )
        rows = show(ref).mails.rows
        assert [row.slot.item.value for row in rows] == ["ana@new.example", "ana@old.example"]
        assert rows[0].told is None
        assert rows[1].told.text() == "Used until Feb 28, 2026"


class TestFiles:
    def test_attached_and_saved_elsewhere(
        self, show: Open, session: UiSession, soren: EntityRef, tmp_path: Path
    ) -> None:
        source = tmp_path / "offer.txt"
        source.write_bytes(b"Two chairs")
        view = show(soren)
        offer(view, "Attachment")
        row = view.more.files.blank
        assert isinstance(row, FileRow)
        row.attach(source)
        kept = stored(session, soren).attachments[0]
        assert (kept.filename, kept.size, kept.mime) == ("offer.txt", 10, "text/plain")
        shown = view.more.files.rows[0]
        assert isinstance(shown, FileRow)
        shown.save_as(tmp_path / "copy.txt")
        assert (tmp_path / "copy.txt").read_bytes() == b"Two chairs"

    def test_file_that_cannot_be_read_is_refused_in_words(
        self, show: Open, soren: EntityRef, tmp_path: Path, recorder: Recorder
    ) -> None:
        view = show(soren)
        offer(view, "Attachment")
        row = view.more.files.blank
        assert isinstance(row, FileRow)
        row.attach(tmp_path / "gone.txt")
        assert "gone.txt" in str(recorder.failed[0])


def picture(format_name: str = "PNG") -> bytes:
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0xAA3366)
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, format_name)  # type: ignore[call-overload]  # the stubs want bytes here
    return bytes(buffer.data().data())


class TestPhoto:
    @pytest.mark.parametrize(("suffix", "mime"), [("png", "image/png"), ("jpg", "image/jpeg")])
    def test_from_a_file(
        self, show: Open, session: UiSession, soren: EntityRef, tmp_path: Path, suffix: str, mime: str
    ) -> None:
        source = tmp_path / f"face.{suffix}"
        source.write_bytes(picture(suffix.upper()))
        show(soren).header.photo.choose(source)
        photo = stored(session, soren).photo
        assert photo is not None
        assert (photo.filename, photo.mime) == (f"face.{suffix}", mime)
        undo.undo(session.context)
        assert stored(session, soren).photo is None

    def test_pasted(self, show: Open, session: UiSession, soren: EntityRef, qtbot) -> None:
        view = show(soren)
        mime = QMimeData()
        mime.setImageData(QImage.fromData(picture()))
        QApplication.clipboard().setMimeData(mime)
        qtbot.keyClick(view.header.photo, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        QApplication.clipboard().clear()
        photo = stored(session, soren).photo
        assert photo is not None
        assert photo.mime == "image/png"

    def test_dropped(self, show: Open, session: UiSession, soren: EntityRef, tmp_path: Path) -> None:
        source = tmp_path / "face.png"
        source.write_bytes(picture())
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(source))])
        assert show(soren).header.photo.take(mime)
        assert stored(session, soren).photo is not None

    def test_new_one_takes_the_place_of_the_old(
        self, show: Open, session: UiSession, soren: EntityRef
    ) -> None:
        ops.add_item(session.context, soren, pictures.photo(picture(), "old.png"))
        mime = QMimeData()
        mime.setImageData(QImage.fromData(picture("JPEG")))
        show(soren).header.photo.take(mime)
        assert [a.filename for a in stored(session, soren).attachments if a.is_photo] == ["photo.png"]

    def test_anything_else_is_refused_in_words(
        self, show: Open, session: UiSession, soren: EntityRef, tmp_path: Path, recorder: Recorder
    ) -> None:
        source = tmp_path / "face.png"
        source.write_bytes(b"GIF89a, in truth")
        show(soren).header.photo.choose(source)
        assert "PNG or JPEG" in str(recorder.failed[0])
        assert stored(session, soren).photo is None

    def test_too_large_is_refused_in_words(self) -> None:
        with pytest.raises(ValidationError, match=r"25\sMB"):
            pictures.photo(b"\x89PNG\r\n\x1a\n" + bytes(pictures.LARGEST_PHOTO))


class TestWhatAddsLooksAlike:
    @pytest.mark.parametrize("mode", ["light", "dark", "contrast_light", "contrast_dark"])
    def test_the_address_as_the_phone_number(self, show: Open, session: UiSession, mode: str) -> None:
        view = show(ops.create(session.context, person("Ana")))
        style(session, mode, view)
        phone, address = view.phones.blank, view.addresses.blank
        assert isinstance(phone, PointRow)
        assert isinstance(address, AddressRow)
        assert begins(address._add) == begins(phone.field.line)
        assert address._add.height() == phone.field.line.height()

    def test_more_name_fields_begins_where_the_names_do(self, show: Open, session: UiSession, qtbot) -> None:
        view = show(ops.create(session.context, person("Ana", given="Mo")))
        names = view.names
        style(session, "light", view)
        assert begins(names._more)[0] == begins(names._fields["given"].line)[0]


def style(session: UiSession, mode: str, view: QWidget) -> None:
    """Give every widget its look, and none the keyboard."""
    session.theme.set_mode(mode)
    session.theme.dress(view.window())
    if (focused := QApplication.focusWidget()) is not None:
        focused.clearFocus()
    QApplication.processEvents()


def begins(widget: QWidget) -> tuple[int, str]:
    """Where in the window the text of a widget without a ground begins, and its colour."""
    image = widget.grab().toImage()
    places = [(x, y) for x in range(image.width() // 2) for y in range(image.height())]
    first = next(x for x, y in places if image.pixelColor(x, y).alpha() > 127)
    x, y = max(places, key=lambda place: image.pixelColor(*place).alpha())
    return widget.mapTo(widget.window(), QPoint(first, 0)).x(), image.pixelColor(x, y).name()
