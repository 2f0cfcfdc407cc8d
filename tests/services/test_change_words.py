"""Whatever was changed is told in the words of its reader, in every language."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from crm_desktop.base import i18n
from crm_desktop.base.errors import ConflictError
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.outcomes import built_in
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.contacts.households import MEMBER_ROLES, NAME_RULES
from crm_desktop.domain.contacts.records import (
    CHANNELS,
    HOUSEHOLD,
    PREFERENCE_STATES,
    PartyRecord,
    Preference,
)
from crm_desktop.domain.contacts.relations import BUILT_IN, Relation
from crm_desktop.services import undo
from crm_desktop.services.activities import ops as activity_ops
from crm_desktop.services.activities import timeline
from crm_desktop.services.contacts import household_names, households, ops, queries, relations
from crm_desktop.services.contacts.field_past import past_of
from crm_desktop.services.context import AppContext
from tests.factories import every_field
from tests.factories.every_field import raw_part
from tests.factories.people import person

LANGUAGES = ("en", "da", "ko")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    """The language of the window."""
    i18n.set_language(request.param)
    return str(request.param)


def expect_words(told: Iterable[tuple[object, str]]) -> None:
    """Fail with every text that holds something for programs: (where it stands, the text)."""
    wrong = [(where, text, raw_part(text)) for where, text in told if raw_part(text)]
    assert not wrong, "\n".join(map(str, wrong))


def told(context: AppContext, ref: Any) -> list[tuple[object, str]]:
    """All that the history of a record says."""
    return [
        ((entry.field, entry.detail), text)
        for entry in queries.history(context, ref)
        for text in (entry.told.title, entry.told.before, entry.told.after)
    ]


def test_every_field_is_there() -> None:
    """Whoever adds a field to the catalogue adds it here too."""
    holders = {spec.holder for spec in CONTACT_FIELDS}
    assert holders <= {*every_field.HOLDERS, "party", "tag", "derived"}


def test_a_change_of_every_field(context: AppContext, language: str) -> None:
    ref = ops.create(context, every_field.full_record(context))
    every_field.change_everything(context, ref)
    expect_words(told(context, ref))
    assert all(entry.told.title for entry in queries.history(context, ref))
    expect_words((step.kind, step.label) for step in undo.recent_changes(context))


def test_a_change_says_what_it_was_and_what_it_became(context: AppContext) -> None:
    ref = ops.create(context, every_field.full_record(context))
    known = len(queries.history(context, ref))
    every_field.change_everything(context, ref)
    changes = queries.history(context, ref)[:-known]
    same = [c for c in changes if c.told.before == c.told.after and c.field != "external_id"]
    assert not same


def test_the_past_of_every_field(context: AppContext, language: str) -> None:
    ref = ops.create(context, every_field.full_record(context))
    changed = every_field.change_everything(context, ref)
    places: list[tuple[Any, str]] = [(None, key) for key in every_field.SCALARS]
    places += [(spot.item_id, spot.attribute) for spot in changed]
    shown = [(place, past_of(context, ref, *place)) for place in places]
    expect_words(
        (place, text) for place, values in shown for v in values for text in (v.before_text, v.after_text)
    )  # fmt: skip
    assert all(values for place, values in shown if place[1] not in ("kind", "label"))


def test_what_somebody_else_changed_meanwhile(context: AppContext, language: str) -> None:
    ref = ops.create(context, every_field.full_record(context))
    conflicts = []
    for spot in every_field.spots(context, ref):
        item = spot.item(context, ref)
        spot.put(context, ref, item, spot.second)
        try:
            spot.put(context, ref, item, spot.third)
        except ConflictError as error:
            conflicts.append(error)
    for key in every_field.SCALARS:
        ops.set_field(
            context, ref, key, getattr(queries.load(context, ref), key), every_field.second_value(key)
        )
        try:
            ops.set_field(context, ref, key, object(), object())
        except ConflictError as error:
            conflicts.append(error)
    assert len(conflicts) > 60
    expect_words((c.field, text) for c in conflicts for text in (c.what, c.shown))


def test_what_undo_leaves_alone(context: AppContext, language: str) -> None:
    ref = ops.create(context, every_field.full_record(context))
    sentences: list[str] = []
    for spot in every_field.spots(context, ref):
        spot.put(context, ref, spot.item(context, ref), spot.second)
        step = undo.undoable(context)
        spot.put(context, ref, spot.item(context, ref), spot.third)
        sentences += undo.undo(context, step.set_id if step else None).conflicts
    assert len(sentences) > 60
    expect_words(("undo", text) for text in sentences)


def test_every_kind_of_relation_from_both_sides(context: AppContext, language: str) -> None:
    anna, bo, carl = (ops.create(context, person(name)) for name in ("Anna", "Bo", "Carl"))
    for kind in BUILT_IN:
        relations.add(context, anna, Relation(kind, other=bo))
    base = relations.relations_of(context, anna)[0]
    changed = dataclasses.replace(
        base, type=BUILT_IN[2], is_inverse=not base.is_inverse, other=carl, other_name="Carl",
        from_on=dt.date(2020, 5, 1), to_on=dt.date(2021, 5, 1), note="Skov",
    )  # fmt: skip
    relations.change(context, anna, base, changed)
    relations.remove(context, anna, changed)
    for ref in (anna, bo, carl):
        expect_words(told(context, ref))


def test_the_kind_of_a_relation_is_told_from_the_own_side(context: AppContext) -> None:
    anna, bo = (ops.create(context, person(name)) for name in ("Anna", "Bo"))
    parent, friend = (next(kind for kind in BUILT_IN if kind.key == key) for key in ("parent", "friend"))
    relations.add(context, anna, Relation(friend, other=bo))
    (base,) = relations.relations_of(context, anna)
    relations.change(context, anna, base, dataclasses.replace(base, type=parent))
    shown = {
        name: [(e.told.title, e.told.before, e.told.after) for e in queries.history(context, ref)[:2]]
        for name, ref in (("anna", anna), ("bo", bo))
    }
    assert shown == {
        "anna": [("Relation: Kind", "Bo: Friend", "Bo: Parent"), ("Relation", "", "Parent: Bo")],
        "bo": [("Relation: Kind", "Anna: Friend", "Anna: Child"), ("Relation", "", "Child: Anna")],
    }


def test_every_answer_for_every_channel(context: AppContext, language: str) -> None:
    ref = ops.create(context, PartyRecord(given="Anna"))
    for channel in CHANNELS:
        ops.add_item(context, ref, Preference(channel, "ok"))
    for item in queries.load(context, ref).preferences:
        for status in PREFERENCE_STATES[1:]:
            ops.change_item(context, ref, item, dataclasses.replace(item, status=status))
            item = dataclasses.replace(item, status=status)
    expect_words(told(context, ref))


def test_a_household(context: AppContext, language: str) -> None:
    people = [ops.create(context, person(name)) for name in ("Anna Berg", "Bo Berg", "Carl Berg")]
    home = households.create(context, people[:2], name="Berg")
    households.add_member(context, home, people[2], from_on=dt.date(2020, 5, 1))
    for role in MEMBER_ROLES:
        with context.store.read() as connection:
            member = household_names.members(connection, home)[-1]
        households.change_member(context, home, member, dataclasses.replace(member, role=role))
    for rule in NAME_RULES:
        base = queries.load(context, home).name_rule
        households.set_rule(context, home, base, rule, "Berg")
    expect_words(told(context, home))
    titles = {entry.told.title for entry in queries.history(context, home) if entry.field == "group"}
    assert titles >= {i18n._("Household")}
    for ref in people:
        expect_words(told(context, ref))
    assert queries.load(context, home).kind == HOUSEHOLD


def test_every_kind_of_activity(context: AppContext, language: str) -> None:
    ref = ops.create(context, person("Anna Berg"))
    now = context.now()
    base = ActivityRecord(people=(Participant(ref.id),), at=now, subject="Skov", outcome="left_message")
    conflicts = []
    for kind in kinds.KINDS:
        key = activity_ops.log(context, dataclasses.replace(base, kind=kind)).id
        seen = timeline.load(context, key)
        theirs = _another(seen, now)
        for name, value in theirs.items():
            other = dataclasses.replace(seen, **{name: value})
            activity_ops.change(context, seen, other)
            try:
                activity_ops.change(
                    context, seen, dataclasses.replace(seen, **{name: _third(name, seen, now)})
                )
            except ConflictError as error:
                conflicts.append(error)
            activity_ops.change(context, other, seen)
        activity_ops.complete(context, seen.ref, outcome="busy")
        activity_ops.set_status(context, [seen.ref], kinds.CANCELLED)
        activity_ops.trash(context, [seen.ref])
    assert len(conflicts) > 60
    expect_words((c.field, text) for c in conflicts for text in (c.what, c.shown))
    expect_words((step.kind, step.label) for step in undo.recent_changes(context))


def _another(seen: ActivityRecord, now: dt.datetime) -> dict[str, Any]:
    return {
        "kind": "sms" if seen.kind != "sms" else "chat",
        "direction": "in",
        "status": kinds.PLANNED,
        "at": now + dt.timedelta(days=1),
        "duration_s": 5400,
        "outcome": "no_answer",
        "subject": "Eng",
        "body": "Eng",
    }


def _third(name: str, seen: ActivityRecord, now: dt.datetime) -> Any:
    third = {"kind": "webinar", "direction": "out", "status": kinds.NOT_HELD, "duration_s": 60}
    third |= {"at": now + dt.timedelta(days=9), "outcome": built_in()[3].key}
    return third.get(name, "Hede")
