"""What is read of changes in the window holds no key, no ISO date and no id, in any language."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QTableWidget, QWidget
from pytestqt.qtbot import QtBot

from crm_desktop.base import i18n
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.outcomes import built_in
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.own_fields import NUMBER
from crm_desktop.domain.contacts.records import PartialDate
from crm_desktop.domain.date_texts import partial_date_text
from crm_desktop.services.activities import ops as activity_ops
from crm_desktop.services.activities import outcomes, timeline
from crm_desktop.services.contacts import field_past, ops, own_fields, queries
from crm_desktop.ui.features.activities.row_faces import Around, face_of
from crm_desktop.ui.features.contacts.detail.own_rows import OwnLineRow
from crm_desktop.ui.features.contacts.detail.role_row import RoleRow
from crm_desktop.ui.features.contacts.detail.typed_dates import typed_date
from crm_desktop.ui.features.contacts.history_dialog import HistoryDialog
from crm_desktop.ui.features.contacts.record_editor import RecordEditor
from crm_desktop.ui.forms.past_card import PastCard
from crm_desktop.ui.forms.saving import ReadPast
from crm_desktop.ui.forms.slots import ItemSlot
from crm_desktop.ui.session import UiSession
from crm_desktop.ui.shell.recent_changes import RecentChangesDialog
from tests.factories import every_field
from tests.factories.every_field import raw_part


@pytest.fixture(params=("en", "da", "ko"))
def language(request: pytest.FixtureRequest) -> str:
    """The language of the window."""
    i18n.set_language(request.param)
    return str(request.param)


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """A window for dialogs to open above."""
    widget = QWidget()
    widget.resize(1000, 700)
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def anna(session: UiSession) -> EntityRef:
    """Somebody of whom everything was told."""
    return ops.create(session.context, every_field.full_record(session.context))


def cells(table: QTableWidget) -> Iterator[str]:
    """All texts of a table but its first column."""
    for row in range(table.rowCount()):
        for column in range(table.columnCount()):
            item = table.item(row, column)
            yield item.text() if item else ""


def expect_words(texts: Iterator[str]) -> None:
    """Fail with those that hold something for programs."""
    wrong = [(text, raw_part(text)) for text in texts if raw_part(text)]
    assert not wrong


def test_history_and_recent_changes(
    session: UiSession, parent: QWidget, anna: EntityRef, language: str
) -> None:
    every_field.change_everything(session.context, anna)
    for dialog in (HistoryDialog(session, anna, "Anna", parent), RecentChangesDialog(session, parent)):
        dialog.open()
        table = dialog.findChild(QTableWidget)
        assert table is not None
        assert table.rowCount() > 20
        expect_words(cells(table))
        dialog.reject()


@dataclasses.dataclass
class Field:
    """A field with a history."""

    title: str
    past: ReadPast | None
    typed: str = ""
    is_read_only: bool = False

    def put(self, text: str) -> None:
        """What Put back types."""
        self.typed = text


def test_the_card_over_every_field(
    session: UiSession, parent: QWidget, anna: EntityRef, language: str
) -> None:
    changed = every_field.change_everything(session.context, anna)
    card = PastCard(session.theme, parent)
    places: list[tuple[bytes | None, str]] = [(None, key) for key in every_field.SCALARS]
    kinds_of_fields = {(spot.list_name, spot.attribute, spot.second): spot for spot in changed}.values()
    for item_id, attribute in [*places, *((spot.item_id, spot.attribute) for spot in kinds_of_fields)]:
        values = field_past.past_of(session.context, anna, item_id, attribute)
        card.open_for(Field("Felt", lambda done, values=values: done(values)), parent)  # type: ignore[misc]
        texts = [label.text() for label in card.findChildren(QLabel) if not label.isHidden()]
        names = [button.accessibleName() for button in card.findChildren(QWidget)]
        expect_words(iter((*texts, *names)))
    card.hide()


def test_the_timeline_of_every_kind_of_activity(session: UiSession, anna: EntityRef, language: str) -> None:
    context = session.context
    pairs = [*((kind, "reached") for kind in kinds.KINDS), *((kinds.CALL, each.key) for each in built_in())]
    for kind, outcome in pairs:
        record = ActivityRecord(kind, context.now(), outcome=outcome, people=(Participant(anna.id),))
        activity_ops.log(context, record)
    every_field.change_everything(context, anna)
    line = timeline.timeline(context, anna)
    around = Around(context.now(), dt.UTC, outcomes.outcomes(context))
    faces = [face_of(row, around) for row in timeline.rows(context, line, 0, len(line.entries))]
    assert len(faces) > len(pairs)
    expect_words(text for face in faces for text in (face.spoken, face.full, *face.folded))


@pytest.mark.parametrize("written", ["en", "da", "ko", "pt", "zh"])
def test_a_day_that_is_shown_can_be_typed_again(written: str) -> None:
    i18n.set_language(written)
    for on in (PartialDate(1951, 12, 24), PartialDate(1985, 5), PartialDate(1985), PartialDate(None, 2, 29)):
        assert typed_date(partial_date_text(on)) == on


def test_put_back_types_what_is_read_in_any_language(
    session: UiSession, parent: QWidget, anna: EntityRef, language: str
) -> None:
    context = session.context
    held = queries.load(context, anna).dates[0]
    ops.change_item(context, anna, held, dataclasses.replace(held, on=PartialDate(None, 2, 29)))
    values = field_past.past_of(context, anna, held.id, "on")
    field = Field("Felt", lambda done: done(values))
    card = PastCard(session.theme, parent)
    card.open_for(field, parent)
    button = next(b for b in card.findChildren(QWidget) if b.accessibleName())
    button.click()  # type: ignore[attr-defined]
    assert typed_date(field.typed) == held.on


def test_what_somebody_else_wrote_is_shown_and_taken_as_its_field_shows_it(
    session: UiSession, anna: EntityRef, qtbot: QtBot
) -> None:
    i18n.set_language("da")
    context = session.context
    number = next(value for value in queries.load(context, anna).custom if value.type == NUMBER)
    role = queries.load(context, anna).affiliations[0]
    field = next(each for each in own_fields.all_fields(context) if each.key == number.key)
    editor = RecordEditor(session, anna)
    own = OwnLineRow(session, ItemSlot(editor, number), field)
    tie = RoleRow(session, ItemSlot(editor, role), editor)
    for row in (own, tie):
        qtbot.addWidget(row)
    ops.change_item(context, anna, number, dataclasses.replace(number, value="1.250"))
    ops.change_item(
        context, anna, role, dataclasses.replace(role, org_name="Novo", from_on=dt.date(2020, 5, 1))
    )
    edits = ((own, "value", "1,250"), (tie, "org_name", "Novo"), (tie, "from_on", "1. maj 2020"))
    for row, attribute, theirs in edits:
        edit = row.fields[attribute]
        edit.line.setText("2021")
        edit.commit()
        assert f"“{theirs}”" in edit.strip.accessibleName()
        edit.strip.take_button.click()
        assert edit.value == theirs
    editor.deleteLater()
