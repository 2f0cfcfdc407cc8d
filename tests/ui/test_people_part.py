"""The tab People and its dialogs on a real file: shown, changed by keyboard, undone, kept up to date."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from crm_desktop.base import i18n
from crm_desktop.base.formats import date_text
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.records import Affiliation, ContactPoint, ImportantDate, PartialDate
from crm_desktop.domain.contacts.relations import BUILT_IN, Relation
from crm_desktop.services import undo
from crm_desktop.services.contacts import households, ops, queries, relations
from crm_desktop.ui.features.contacts.relations import acts
from crm_desktop.ui.features.contacts.relations.employer_dialog import EmployerDialog
from crm_desktop.ui.features.contacts.relations.household_dialog import HouseholdDialog, chosen_role, role_box
from crm_desktop.ui.features.contacts.relations.kinds_dialog import KindsDialog
from crm_desktop.ui.features.contacts.relations.member_dialog import MemberDialog
from crm_desktop.ui.features.contacts.relations.name_rule import NameRuleRow
from crm_desktop.ui.features.contacts.relations.people_part import PeoplePart
from crm_desktop.ui.features.contacts.relations.questions_dialog import QuestionsDialog
from crm_desktop.ui.features.contacts.relations.relation_dialog import RelationDialog
from crm_desktop.ui.features.contacts.relations.role_dialog import RoleDialog
from crm_desktop.ui.features.contacts.relations.rows import TieRow
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.widgets.labels import TextLabel
from tests.factories.people import person
from tests.ui.conftest import Recorder

PARENT, FRIEND = (next(kind for kind in BUILT_IN if kind.key == key) for key in ("parent", "friend"))


@pytest.fixture
def parent(qtbot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(900, 700)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def anna(session: UiSession) -> EntityRef:
    born = (ImportantDate("birthday", PartialDate(1980, 5, 1)),)
    role = (Affiliation("Acme", "Buyer", is_primary=True),)
    points = (ContactPoint("email", "anna@acme.example", "work"),)
    record = person(
        "Anna Jensen", given="Anna", family="Jensen", affiliations=role, dates=born, points=points
    )
    return ops.create(session.context, record)


@pytest.fixture
def bo(session: UiSession) -> EntityRef:
    born = (ImportantDate("birthday", PartialDate(None, 12, 2)),)
    return ops.create(session.context, person("Bo Jensen", given="Bo", family="Jensen", dates=born))


def part_of(session: UiSession, ref: EntityRef, parent: QWidget) -> PeoplePart:
    made = PeoplePart(session, queries.load(session.context, ref))
    made.setParent(parent)
    made.resize(600, 600)
    made.show()
    return made


def rows(part: PeoplePart) -> list[list[str]]:
    """What each row says, from left to right."""
    found = []
    for section in part.sections:
        for row in section.findChildren(TieRow):
            texts = [w.text() for w in row.findChildren(TextLabel)]
            links = [w.accessibleName() for w in row.findChildren(QPushButton)]
            found.append([*texts, *links])
    return found


def text_of(part: PeoplePart) -> str:
    return " ".join(label.text() for section in part.sections for label in section.findChildren(TextLabel))


# --- the part


def test_a_contact_nobody_is_known_of(session, bo, parent):
    part = part_of(session, bo, parent)
    assert "Nobody yet" in text_of(part)
    assert "In no household" in text_of(part)
    assert "No company is known" in text_of(part)


def test_relations_households_companies_and_facts(session, anna, bo, parent):
    relation = Relation(FRIEND, other=bo, from_on=dt.date(2008, 6, 1), note="from school")
    relations.add(session.context, anna, relation)
    households.create(session.context, [anna, bo], roles={anna: "head", bo: "partner"})
    counts: list[int] = []
    part = PeoplePart(session, queries.load(session.context, anna))
    part.setParent(parent)
    part.count_changed.connect(counts.append)
    part.show_record(dataclasses.replace(part.record, nickname="Annie"))
    part._read()
    assert rows(part) == [
        ["Friend", "since Jun 1, 2008 · birthday December 2 · from school", "Friend: Bo Jensen"],
        ["Household", "Head", "Household: The Jensen family"],
        ["Partner", "Partner: Bo Jensen"],
        ["Buyer", "Buyer: Acme"],
        ["Birthday", "May 1, 1980"],
    ]
    assert counts == [1]


def test_what_others_change_shows(session, anna, bo, parent, qtbot):
    part = part_of(session, anna, parent)
    relations.add(session.context, bo, Relation(PARENT, other=anna))
    qtbot.waitUntil(lambda: ["Child", "birthday December 2", "Child: Bo Jensen"] in rows(part))
    ops.set_field(session.context, bo, "given", "Bo", "Bob")
    qtbot.waitUntil(lambda: ["Child", "birthday December 2", "Child: Bob Jensen"] in rows(part))
    ops.trash(session.context, Selection.of(bo.id))
    qtbot.waitUntil(lambda: "Nobody yet" in text_of(part))


def test_the_name_opens_the_record(session, anna, bo, parent, recorder: Recorder):
    relations.add(session.context, anna, Relation(FRIEND, other=bo))
    part = part_of(session, anna, parent)
    part.findChild(TieRow).findChild(QPushButton).click()
    assert recorder.opened == [bo]


def test_remove_has_undo(session, anna, bo, parent, recorder: Recorder):
    relations.add(session.context, anna, Relation(FRIEND, other=bo))
    part = part_of(session, anna, parent)
    acts.remove_relation(part, relations.relations_of(session.context, anna)[0])
    assert recorder.said == ["Removed: Bo Jensen"]
    assert len(recorder.undoable) == 1
    assert relations.relations_of(session.context, anna) == []


def test_a_company_has_present_and_former_people(session, anna, parent):
    ended = (Affiliation("Acme", "Clerk", to_on=dt.date(2020, 1, 1)),)
    ops.create(session.context, person("Carl Ek", affiliations=ended))
    part = part_of(session, queries.resolve(session.context, "Acme"), parent)
    titles = [section.accessibleName() for section in part.sections]
    assert titles == ["People", "Former people", "Relations"]
    assert rows(part)[0] == ["Buyer", "Buyer: Anna Jensen"]
    assert rows(part)[1] == ["Clerk", "until Jan 1, 2020", "Clerk: Carl Ek"]


def test_many_people_come_in_portions(session, parent):
    acme = ops.create(session.context, dataclasses.replace(person("Acme"), kind="organization"))
    role = (Affiliation("Acme", org_id=acme.id),)
    for number in range(45):
        ops.create(session.context, person(f"Person {number:02}", affiliations=role))
    part = part_of(session, acme, parent)
    assert len(rows(part)) == 40
    (more,) = (button for button in part.findChildren(QPushButton) if button.text() == "Show 5 more")
    more.click()
    assert [row[-1] for row in rows(part)] == [f"Person {number:02}" for number in range(45)]


def test_a_household_has_members_and_a_rule(session, anna, bo, parent, recorder: Recorder):
    home = households.create(session.context, [anna, bo])
    part = part_of(session, home, parent)
    assert [row[-1] for row in rows(part)] == ["Head: Anna Jensen", "Bo Jensen"]
    rule = part.findChild(NameRuleRow)
    assert rule.rule.currentText() == "First names and family name: Anna and Bo Jensen"
    rule.rule.setCurrentIndex(rule.rule.findData("family"))
    rule.rule.activated.emit(rule.rule.currentIndex())
    assert queries.load(session.context, home).name_rule == "family"
    assert recorder.undoable
    undo.undo(session.context)
    assert queries.load(session.context, home).name_rule == "informal"


# --- the dialogs


@pytest.mark.qt_log_ignore("does not support")  # a popup on a screen that is none
def test_a_relation_by_keyboard(session, anna, bo, parent, qtbot, recorder: Recorder):
    dialog = RelationDialog(session, queries.load(session.context, anna), None, parent)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.other.line.hasFocus)
    QTest.keyClicks(dialog.other.line, "bo jen")
    dialog.other.look_up()
    popup = dialog.other.line.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert dialog.other.ref == bo
    assert dialog.other.line.text() == "Bo Jensen"
    dialog.word.setFocus()
    QTest.keyClicks(dialog.word.lineEdit(), "child")
    assert dialog.preview.text() == "Bo Jensen: Child of Anna Jensen. Anna Jensen: Parent of Bo Jensen."
    QTest.keyClicks(dialog.from_on, "2008-06")
    QTest.keyClick(dialog.from_on, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (relation,) = relations.relations_of(session.context, anna)
    assert (relation.word, relation.other, relation.from_on) == ("Child", bo, dt.date(2008, 6, 1))
    assert recorder.said == ["Related: Anna Jensen and Bo Jensen"]
    assert recorder.undoable


def test_a_new_person_and_a_word_of_ones_own(session, anna, parent):
    dialog = RelationDialog(session, queries.load(session.context, anna), None, parent)
    dialog.open()
    QTest.keyClicks(dialog.other.line, "Rosa Lund")
    dialog.other.look_up()
    assert "is new and will be added" in dialog.other.note.text()
    dialog.word.setEditText("Godmother")
    assert not dialog.inverse.isHidden()
    dialog.inverse.setText("Goddaughter")
    dialog.save()
    (relation,) = relations.relations_of(session.context, anna)
    assert (relation.word, relation.other_name) == ("Godmother", "Rosa Lund")
    assert relations.relations_of(session.context, relation.other)[0].word == "Goddaughter"


def test_own_kinds_are_renamed_counted_and_retired(session, anna, bo, parent, qtbot, recorder: Recorder):
    kind = relations.own_type(session.context, "Godmother", "Goddaughter")
    relations.add(session.context, anna, Relation(kind, other=bo))
    dialog = KindsDialog(session, parent)
    dialog.open()
    assert dialog.list.item(0).text() == "Godmother / Goddaughter"
    assert dialog.uses.text() == "1 relation is of this kind."
    for line, text in ((dialog.name, "Guardian"), (dialog.inverse, "Friend")):
        line.selectAll()
        qtbot.keyClicks(line, text)
    qtbot.keyClick(dialog.inverse, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "already" in dialog.reason.text()
    dialog.inverse.selectAll()
    qtbot.keyClicks(dialog.inverse, "Ward")
    dialog.retired.click()
    dialog.add()
    qtbot.keyClicks(dialog.name, "Golf partner")
    dialog.save()
    assert recorder.said[-1] == "Kinds of relation saved"
    assert [r.word for r in relations.relations_of(session.context, anna)] == ["Guardian"]
    assert [k.word() for k in relations.types(session.context)][-1] == "Golf partner"
    again = KindsDialog(session, parent)
    again.open()
    assert [again.list.item(row).text() for row in range(2)] == ["Golf partner", "Guardian / Ward (retired)"]
    again.reject()


def test_a_name_that_two_have_must_be_chosen(session, anna, bo, parent):
    ops.create(session.context, person("Bo Jensen", given="Bo", family="Jensen"))
    dialog = RelationDialog(session, queries.load(session.context, anna), None, parent)
    dialog.open()
    QTest.keyClicks(dialog.other.line, "bo jensen")
    dialog.other.look_up()
    dialog.word.setEditText("Friend")
    dialog.save()
    assert "choose one" in dialog.reason.text()
    assert relations.relations_of(session.context, anna) == []
    dialog.reject()


def test_change_a_relation_and_meet_a_conflict(session, anna, bo, parent):
    relations.add(session.context, anna, Relation(FRIEND, other=bo))
    (base,) = relations.relations_of(session.context, anna)
    dialog = RelationDialog(session, queries.load(session.context, anna), base, parent)
    dialog.open()
    assert (dialog.other.ref, dialog.word.currentText()) == (bo, "Friend")
    relations.change(session.context, anna, base, dataclasses.replace(base, note="theirs"))
    dialog.note.setText("mine")
    dialog.save()
    assert "theirs" in dialog.reason.text()
    dialog.note.setText("")
    dialog.word.setEditText("Parent")
    dialog.save()
    (now,) = relations.relations_of(session.context, anna)
    assert (now.word, now.note) == ("Parent", "theirs")


@pytest.mark.parametrize("text", ["never", "24.12."])
def test_a_day_that_is_none_stays_with_its_reason(session, anna, bo, parent, text):
    dialog = RelationDialog(session, queries.load(session.context, anna), None, parent)
    dialog.open()
    dialog.other.mean(bo, "Bo Jensen")
    dialog.word.setEditText("Friend")
    dialog.from_on.setText(text)
    dialog.save()
    assert dialog.reason.text()
    assert QApplication.focusWidget() in (None, dialog.from_on)
    dialog.reject()


def test_make_a_household(session, anna, bo, parent):
    dialog = HouseholdDialog(session, [queries.load(session.context, anna)], parent)
    dialog.open()
    dialog.save()
    assert "two contacts" in dialog.reason.text()
    QTest.keyClicks(dialog.another.line, "Bo Jense")
    dialog.another.look_up()
    assert len(dialog.rows) == 1  # nobody has joined before the name is whole
    dialog.save()
    assert "empty this line" in dialog.reason.text()
    dialog.another.mean(bo, "Bo Jensen")
    assert [row.name for row in dialog.rows] == ["Anna Jensen", "Bo Jensen"]
    assert dialog.rule_buttons["informal"].text() == "First names and family name: Anna and Bo Jensen"
    dialog.rule_buttons["family"].setChecked(True)
    dialog.from_on.setText("2020")
    dialog.save()
    (place,) = queries.load(session.context, bo).memberships
    assert (place.role, place.from_on) == ("partner", dt.date(2020, 1, 1))
    home = queries.load(session.context, EntityRef("household", place.group_id))
    assert (home.display_name, home.name_rule) == ("The Jensen family", "family")


def test_places_in_a_household(session, anna, bo, parent, qapp):
    assert [chosen_role(role_box(role)) for role in ("head", "", "aunt")] == ["head", "", "aunt"]
    home = households.create(session.context, [anna, bo])
    carl = ops.create(session.context, person("Carl Ek", given="Carl", family="Ek"))
    record = queries.load(session.context, home)
    dialog = MemberDialog(session, record, None, parent)
    dialog.open()
    dialog.save()
    assert "in the file" in dialog.reason.text()
    dialog.person.mean(carl, "Carl Ek")
    dialog.role.setEditText("Child")
    dialog.save()
    added = households.members(session.context, home)[-1]
    assert (added.person.display_name, added.role) == ("Carl Ek", "child")
    dialog = MemberDialog(session, record, added, parent)
    dialog.open()
    dialog.to_on.setText("2021-05-31")
    dialog.save()
    assert households.members(session.context, home)[-1].to_on == dt.date(2021, 5, 31)


def test_a_new_employer(session, anna, parent, recorder: Recorder):
    dialog = EmployerDialog(session, queries.load(session.context, anna), parent)
    dialog.open()
    assert [box.text() for _role, box in dialog.roles] == ["Buyer · Acme"]
    assert [box.text() for _item, box in dialog.desk] == ["anna@acme.example"]
    dialog.save()
    assert dialog.reason.text() == "Name the new company."
    dialog.company.line.setText("Novo")
    dialog.on.setText("2026-03-01")
    dialog.title.setText("Director")
    dialog.email.setText("anna@novo.example")
    dialog.save()
    record = queries.load(session.context, anna)
    assert [(r.org_name, r.to_on) for r in record.affiliations] == [
        ("Acme", dt.date(2026, 2, 28)), ("Novo", None),
    ]  # fmt: skip
    assert [p.value for p in record.usable_points("email")] == ["anna@novo.example"]
    assert recorder.said == ["Anna Jensen moved to Novo"]


@pytest.mark.parametrize(
    ("language", "shown"),
    [("da", "1. mar. 2026"), ("ko", "2026. 3. 1."), ("pt", "1 de mar. de 2026"), ("zh", "2026年3月1日")],
)
def test_the_first_day_is_read_and_typed_as_the_language_writes_it(session, anna, parent, language, shown):
    i18n.set_language(language)
    dialog = EmployerDialog(session, queries.load(session.context, anna), parent)
    dialog.open()
    assert dialog.on.text() == date_text(session.context.clock.today())
    dialog.company.line.setText("Novo")
    dialog.on.setText(shown)
    dialog.save()
    assert queries.load(session.context, anna).affiliations[0].to_on == dt.date(2026, 2, 28)


def test_another_role_in_the_same_company_keeps_the_desk(session, anna, parent):
    dialog = EmployerDialog(session, queries.load(session.context, anna), parent)
    dialog.open()
    dialog.company.mean(queries.resolve(session.context, "Acme"), "Acme")
    assert not any(box.isChecked() for _item, box in dialog.desk)
    dialog.reject()


def test_control_questions_show_what_is_known(session, anna, parent, recorder: Recorder):
    dialog = QuestionsDialog(session, queries.load(session.context, anna), parent)
    dialog.open()
    assert "birthday" not in dialog.lines
    assert "company" not in dialog.lines
    assert any(label.text() == "May 1, 1980" for label in dialog.findChildren(TextLabel))
    dialog.lines["interest"].setText("sailing, golf")
    dialog.channel.setCurrentIndex(dialog.channel.findData("phone"))
    dialog.save()
    record = queries.load(session.context, anna)
    assert [fact.value for fact in record.facts] == ["sailing", "golf"]
    assert [p.channel for p in record.preferences] == ["phone"]
    again = QuestionsDialog(session, record, parent)
    again.open()
    assert again.channel is None
    again.save()
    assert len(recorder.said) == 1


def test_a_birthday_as_it_is_typed(session, parent):
    bo = ops.create(session.context, person("Bo Ek"))
    dialog = QuestionsDialog(session, queries.load(session.context, bo), parent)
    dialog.open()
    dialog.lines["birthday"].setText("31 April")
    dialog.save()
    assert dialog.reason.text() == "There is no such day in the calendar."
    dialog.lines["birthday"].setText("24 December")
    dialog.save()
    assert queries.load(session.context, bo).dates[0].on == PartialDate(None, 12, 24)


def test_somebody_works_in_the_company_on_view(session, anna, bo, parent):
    acme = queries.load(session.context, queries.resolve(session.context, "Acme"))
    dialog = RoleDialog(session, acme, parent)
    dialog.open()
    dialog.person.mean(bo, "Bo Jensen")
    dialog.title.setText("Clerk")
    dialog.save()
    assert queries.load(session.context, bo).affiliations[0].org_id == acme.id
