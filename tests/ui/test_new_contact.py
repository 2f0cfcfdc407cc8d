"""The form for a new contact: typed, pasted, and compared with who is there already."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import Affiliation, ContactPoint, PartyRecord
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.contacts.similar import similar
from crm_desktop.ui.features.contacts.new_contact import NewContactDialog
from crm_desktop.ui.features.contacts.tag_dialog import TagDialog
from crm_desktop.ui.pages import Target
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.buttons import NameLink
from tests.factories.people import person
from tests.ui.conftest import Recorder

SIGNATURE = """Med venlig hilsen

Søren Ågård
Indkøbschef, Indkøb
Ågård Møbler A/S
Åboulevarden 12
8000 Aarhus C
Tlf.: 86 12 34 56
Mobil: 26 12 34 56
sa@agaardmobler.dk
www.agaardmobler.dk
CVR-nr. 12345678
"""


@pytest.fixture
def window(qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def dialog(session: UiSession, window: QWidget) -> NewContactDialog:
    made = NewContactDialog(session, window)
    made.open()
    return made


@pytest.fixture
def clipboard() -> Iterator[None]:
    QApplication.clipboard().setText(SIGNATURE)
    yield
    QApplication.clipboard().clear()


def press(dialog: NewContactDialog, qtbot, key: Qt.Key) -> None:
    qtbot.keyClick(dialog.name, key, Qt.KeyboardModifier.ControlModifier)


@pytest.mark.usefixtures("clipboard")
class TestPastedSignature:
    def test_fills_the_form_and_shows_the_rest(self, dialog: NewContactDialog, qtbot) -> None:
        press(dialog, qtbot, Qt.Key.Key_V)
        lines = (dialog.name, dialog.company, dialog.title, dialog.phone, dialog.email)
        assert [line.text() for line in lines] == [
            *("Søren Ågård", "Ågård Møbler A/S", "Indkøbschef", "86 12 34 56", "sa@agaardmobler.dk")
        ]
        assert [box.text() for box, _item in dialog.extras] == [
            "Mobile: 26 12 34 56",
            "Web address: www.agaardmobler.dk",
            "Address: Åboulevarden 12, 8000 Aarhus C",
            "Note: CVR-nr. 12345678",
        ]

    def test_two_keys_more_and_it_is_there(self, session: UiSession, dialog: NewContactDialog, qtbot) -> None:
        press(dialog, qtbot, Qt.Key.Key_V)
        with qtbot.waitSignal(dialog.created) as created:
            press(dialog, qtbot, Qt.Key.Key_Return)
        record = queries.load(session.context, created.args[0])
        assert (record.given, record.family) == ("Søren", "Ågård")
        role = record.affiliations[0]
        assert (role.org_name, role.title, role.department) == ("Ågård Møbler A/S", "Indkøbschef", "Indkøb")
        assert {(p.kind, p.usage) for p in record.points} == {
            *(("phone", "work"), ("phone", "cell"), ("email", ""), ("url", ""))
        }
        assert record.addresses[0].postcode == "8000"
        assert record.notes[0].body == "CVR-nr. 12345678"

    def test_what_has_no_tick_is_left_out(self, session: UiSession, dialog: NewContactDialog, qtbot) -> None:
        press(dialog, qtbot, Qt.Key.Key_V)
        for box, _item in dialog.extras:
            box.setChecked(False)
        with qtbot.waitSignal(dialog.created) as created:
            dialog.create_record()
        record = queries.load(session.context, created.args[0])
        assert (len(record.points), record.addresses, record.notes) == (2, (), ())

    def test_a_mended_name_is_taken_apart_anew(
        self, session: UiSession, dialog: NewContactDialog, qtbot
    ) -> None:
        press(dialog, qtbot, Qt.Key.Key_V)
        dialog.name.setText("Dr. Sören Aagaard")
        with qtbot.waitSignal(dialog.created) as created:
            dialog.create_record()
        record = queries.load(session.context, created.args[0])
        assert (record.prefix, record.given, record.family) == ("Dr.", "Sören", "Aagaard")


class TestTyped:
    def test_a_name_is_pasted_as_it_is(self, dialog: NewContactDialog, qtbot) -> None:
        QApplication.clipboard().setText("Jane Doe")
        press(dialog, qtbot, Qt.Key.Key_V)
        QApplication.clipboard().clear()
        assert dialog.name.text() == "Jane Doe"
        assert dialog.extras == []

    def test_name_company_phone_by_tab(self, session: UiSession, dialog: NewContactDialog, qtbot) -> None:
        for text in ("Jane Doe", "Acme", "33 11 22 33"):
            field = dialog.focusWidget()
            assert field is not None
            qtbot.keyClicks(field, text)
            qtbot.keyClick(field, Qt.Key.Key_Tab)
        with qtbot.waitSignal(dialog.created) as created:
            press(dialog, qtbot, Qt.Key.Key_Return)
        record = queries.load(session.context, created.args[0])
        assert record.affiliations[0].org_name == "Acme"
        assert record.points[0].value == "33 11 22 33"

    def test_title_without_a_company_is_an_occupation(
        self, session: UiSession, dialog: NewContactDialog, qtbot
    ) -> None:
        dialog.name.setText("Jane Doe")
        dialog.title.setText("Plumber")
        with qtbot.waitSignal(dialog.created) as created:
            dialog.create_record()
        assert queries.load(session.context, created.args[0]).occupation == "Plumber"

    def test_name_from_the_palette_may_be_a_signature(self, session: UiSession, window: QWidget) -> None:
        dialog = NewContactDialog(session, window, "Jane Doe jane@acme.com")
        assert (dialog.name.text(), dialog.email.text()) == ("Jane Doe", "jane@acme.com")


class TestSimilar:
    @pytest.fixture(autouse=True)
    def _jane(self, session: UiSession) -> None:
        ops.create(
            session.context,
            PartyRecord(
                given="Jane",
                family="Doe",
                affiliations=(Affiliation("Acme"),),
                points=(ContactPoint("phone", "+45 33 11 22 33"), ContactPoint("email", "jane@acme.com")),
            ),
        )

    def test_told_while_typing_and_opened(self, dialog: NewContactDialog, qtbot, recorder: Recorder) -> None:
        qtbot.keyClicks(dialog.name, "jane do")
        qtbot.waitUntil(dialog.similar_box.isVisible)
        link = dialog.similar_box.findChild(NameLink)
        assert isinstance(link, NameLink)
        assert link.accessibleName() == "Open Jane Doe · Acme"
        link.click()
        assert [ref.kind for ref in recorder.opened] == ["contact"]

    @pytest.mark.parametrize(
        "typed",
        [
            PartyRecord(given="Doe", family="Jane"),
            PartyRecord(given="X", points=(ContactPoint("phone", "33112233"),)),
            PartyRecord(given="X", points=(ContactPoint("email", "JANE@acme.com"),)),
        ],
    )
    def test_by_name_number_or_mail(self, session: UiSession, typed: PartyRecord) -> None:
        assert [row.display_name for row in similar(session.context, typed)] == ["Jane Doe"]

    def test_others_are_not_similar(self, session: UiSession) -> None:
        assert similar(session.context, PartyRecord(given="Jane", family="Smith")) == []
        assert similar(session.context, PartyRecord()) == []


class TestTagDialog:
    @pytest.fixture
    def tags(self, session: UiSession, window: QWidget) -> TagDialog:
        for name, held in (("A", ("vip", "fair")), ("B", ("vip",)), ("C", ("old",))):
            ops.create(session.context, person(name, tags=held))
        chosen = [row.id for row in queries.first_rows(session.context, ListQuery())][:2]
        made = TagDialog(session, Target(Selection(frozenset(chosen)), 2, "2 selected"), window)
        made.open()
        return made

    @staticmethod
    def boxes(dialog: TagDialog) -> dict[str, QCheckBox]:
        return {box.property("tag"): box for box in dialog.findChildren(QCheckBox)}

    def test_ticks_tell_all_some_none(self, tags: TagDialog) -> None:
        states = {name: box.checkState() for name, box in self.boxes(tags).items()}
        assert states == {
            "fair": Qt.CheckState.PartiallyChecked,
            "old": Qt.CheckState.Unchecked,
            "vip": Qt.CheckState.Checked,
        }
        assert self.boxes(tags)["fair"].text() == "fair (1 of 2)"

    def test_only_changes_are_done(self, session: UiSession, tags: TagDialog) -> None:
        boxes = self.boxes(tags)
        boxes["vip"].setChecked(False)
        boxes["old"].setChecked(True)
        tags.apply()
        held = {row.display_name: row.tags for row in queries.first_rows(session.context, ListQuery())}
        assert held == {"A": ("fair", "old"), "B": ("old",), "C": ("old",)}
