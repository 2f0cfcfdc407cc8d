"""Relations: seen from both sides, one step each, undone, in the history, never dangling, two programs at once."""

import dataclasses
import datetime as dt

import pytest

from crm_desktop.base.errors import ConflictError, NotFoundError, ValidationError
from crm_desktop.base.ids import name_id
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.domain.contacts.relations import BUILT_IN, Relation, RelationType
from crm_desktop.services import undo
from crm_desktop.services.contacts import ops, queries, relation_kinds, relations
from crm_desktop.services.contacts.relation_kinds import OwnKind
from crm_desktop.storage.queries import relations as rows
from tests.factories.contexts import open_inline
from tests.factories.people import person

PARENT, FRIEND = (next(kind for kind in BUILT_IN if kind.key == key) for key in ("parent", "friend"))


@pytest.fixture
def anna(context):
    return ops.create(context, person("Anna Hansen", given="Anna", family="Hansen"))


@pytest.fixture
def bo(context):
    return ops.create(context, person("Bo Hansen", given="Bo", family="Hansen"))


def words(context, ref):
    return [(relation.word, relation.other_name) for relation in relations.relations_of(context, ref)]


def test_each_side_reads_its_own_word(context, anna, bo):
    relations.add(context, anna, Relation(PARENT, other=bo, from_on=dt.date(2001, 5, 1), note="adopted"))
    assert words(context, anna) == [("Parent", "Bo Hansen")]
    assert words(context, bo) == [("Child", "Anna Hansen")]
    (seen,) = relations.relations_of(context, bo)
    assert (seen.from_on, seen.note, seen.other) == (dt.date(2001, 5, 1), "adopted", anna)


def test_the_same_from_the_other_side(context, anna, bo):
    relations.add(context, anna, Relation(PARENT, is_inverse=True, other=bo))
    assert words(context, anna) == [("Child", "Bo Hansen")]
    assert words(context, bo) == [("Parent", "Anna Hansen")]


def test_it_is_one_step_that_undo_takes_back_and_redo_does_again(context, anna, bo):
    relations.add(context, anna, Relation(FRIEND, other=bo))
    assert undo.undoable(context).label == "Relate Anna Hansen and Bo Hansen"
    undo.undo(context)
    assert words(context, anna) == words(context, bo) == []
    assert [kind.key for kind in relations.types(context)] == [kind.key for kind in BUILT_IN]
    undo.redo(context)
    assert words(context, anna) == [("Friend", "Bo Hansen")]


def test_somebody_who_is_not_in_the_file_comes_with_the_relation(context, anna):
    relations.add(context, anna, Relation(PARENT, is_inverse=True, other_name="Ida Hansen"))
    (relation,) = relations.relations_of(context, anna)
    ida = queries.load(context, relation.other)
    assert (ida.given, ida.family, ida.display_name) == ("Ida", "Hansen", "Ida Hansen")
    undo.undo(context)
    assert words(context, anna) == []
    assert queries.load(context, relation.other).is_deleted


def test_what_cannot_be(context, anna, bo):
    for wrong, field in (
        (Relation(FRIEND, other=anna), "other"),
        (Relation(FRIEND), "other"),
        (Relation(FRIEND, other=bo, from_on=dt.date(2020, 1, 2), to_on=dt.date(2020, 1, 1)), "to_on"),
    ):
        with pytest.raises(ValidationError) as refused:
            relations.add(context, anna, wrong)
        assert list(refused.value.fields) == [field]
    relations.add(context, anna, Relation(FRIEND, other=bo))
    with pytest.raises(ValidationError, match="already"):
        relations.add(context, bo, Relation(FRIEND, is_inverse=True, other=anna))
    relations.add(context, anna, Relation(PARENT, other=bo))
    with pytest.raises(ValidationError, match="already"):
        relations.add(context, bo, Relation(PARENT, is_inverse=True, other=anna))


def test_no_relation_dangles(context, anna, bo):
    relations.add(context, anna, Relation(FRIEND, other=bo))
    ops.trash(context, Selection.of(bo.id))
    assert words(context, anna) == []
    with pytest.raises(NotFoundError):
        relations.add(context, anna, Relation(PARENT, other=bo))
    ops.restore(context, Selection.of(bo.id))
    assert words(context, anna) == [("Friend", "Bo Hansen")]


def test_change_and_remove(context, anna, bo):
    relations.add(context, anna, Relation(FRIEND, other=bo))
    (base,) = relations.relations_of(context, anna)
    relations.change(context, anna, base, dataclasses.replace(base, type=PARENT, is_inverse=True, note="own"))
    (now,) = relations.relations_of(context, bo)
    assert (now.word, now.note) == ("Parent", "own")
    relations.remove(context, bo, now)
    assert words(context, anna) == []
    undo.undo(context)
    assert words(context, anna) == [("Child", "Bo Hansen")]


def test_past_relations_come_last(context, anna, bo):
    relations.add(context, anna, Relation(PARENT, other=bo, to_on=dt.date(2001, 1, 1)))
    relations.add(context, anna, Relation(FRIEND, other_name="Carl Ek"))
    assert words(context, anna) == [("Friend", "Carl Ek"), ("Parent", "Bo Hansen")]
    relations.add(context, anna, Relation(PARENT, other=bo))  # again, after it had ended


def related(context, anna, bo, name="Godmother", inverse="Goddaughter"):
    """Anna and Bo, tied by a kind of the user's own."""
    relations.add(context, anna, Relation(relations.own_type(context, name, inverse), other=bo))
    return relation_kinds.own_kinds(context)


def renamed(kind, name, inverse=""):
    return dataclasses.replace(kind, type=dataclasses.replace(kind.type, name=name, inverse_name=inverse))


def test_own_kinds(context, anna, bo):
    (kind,) = related(context, anna, bo)
    assert words(context, bo) == [("Goddaughter", "Anna Hansen")]
    assert relations.types(context)[-1] == kind.type
    assert (kind.uses, kind.is_retired) == (1, False)
    with pytest.raises(ValidationError, match="already"):
        relations.own_type(context, "goddaughter")


def test_own_kinds_are_renamed_added_and_retired_in_one_step(context, anna, bo):
    base = related(context, anna, bo)
    (kind,) = base
    new = OwnKind(RelationType("", "Golf partner", ""))
    relation_kinds.save(context, base, [renamed(kind, "Guardian", "Ward"), new])
    assert words(context, bo) == [("Ward", "Anna Hansen")]
    assert [k.type.key for k in relation_kinds.own_kinds(context)] == ["golf_partner", "godmother"]
    undo.undo(context)
    assert words(context, bo) == [("Goddaughter", "Anna Hansen")]
    assert relation_kinds.own_kinds(context) == base


def test_a_retired_kind_is_not_offered_and_old_relations_keep_it(context, anna, bo):
    base = related(context, anna, bo)
    relation_kinds.save(context, base, [dataclasses.replace(base[0], is_retired=True)])
    assert base[0].type not in relations.types(context)
    (relation,) = relations.relations_of(context, bo)
    assert relation.word == "Goddaughter"
    relations.change(context, bo, relation, dataclasses.replace(relation, note="since school"))
    (kind,) = relation_kinds.own_kinds(context)
    assert kind.is_retired
    relation_kinds.save(context, [kind], base)
    assert base[0].type in relations.types(context)


def test_a_retired_kind_of_no_relation_is_not_listed_and_comes_back_when_it_is_typed(context, anna, bo):
    base = related(context, anna, bo)
    relations.remove(context, anna, relations.relations_of(context, anna)[0])
    relation_kinds.save(context, base, [dataclasses.replace(base[0], is_retired=True)])
    assert relation_kinds.own_kinds(context) == []
    assert related(context, anna, bo) == base


def test_a_name_that_a_renamed_kind_had_is_free_for_another(context, anna, bo):
    base = related(context, anna, bo, "Golf partner", "")
    relation_kinds.save(context, base, [renamed(base[0], "Tennis partner")])
    kinds = related(context, bo, anna, "Golf partner", "")
    assert [k.type.key for k in kinds] == ["golf_partner_2", "golf_partner"]
    assert {word for word, _name in words(context, anna)} == {"Golf partner", "Tennis partner"}


@pytest.mark.parametrize(("name", "inverse"), [("", "x"), ("Friend", ""), ("x", "child")])
def test_what_a_kind_cannot_be_called(context, anna, bo, name, inverse):
    base = related(context, anna, bo)
    with pytest.raises(ValidationError):
        relation_kinds.save(context, base, [renamed(base[0], name, inverse)])
    assert relation_kinds.own_kinds(context) == base


def test_two_kinds_are_not_called_the_same(context, anna, bo):
    base = related(context, anna, bo)
    with pytest.raises(ValidationError, match="already"):
        relation_kinds.save(context, base, [*base, OwnKind(RelationType("", "goddaughter", ""))])


def test_a_kind_that_somebody_renamed_meanwhile(context, anna, bo):
    base = related(context, anna, bo)
    relation_kinds.save(context, base, [renamed(base[0], "Guardian", "Ward")])
    with pytest.raises(ConflictError, match="Guardian"):
        relation_kinds.save(context, base, [renamed(base[0], "Tutor", "Ward")])


def test_a_kind_is_the_same_on_every_machine(context, anna, bo):
    kind = relations.own_type(context, "Golf partner")
    relations.add(context, anna, Relation(kind, other=bo))
    for key in ("golf_partner", "parent"):
        type_id = name_id(context.store.dataset_id, "relationship_type", key)
        with context.store.read() as connection:
            assert rows.has_type(connection, type_id) is (True if key == "golf_partner" else None)


def test_both_sides_have_it_in_their_history(context, anna, bo):
    relations.add(context, anna, Relation(PARENT, other=bo))
    for ref, sort, other in ((anna, "Parent", "Bo Hansen"), (bo, "Child", "Anna Hansen")):
        entry = queries.history(context, ref)[0]
        assert (entry.field, entry.detail, entry.before, entry.after) == ("relationship", sort, None, other)
        assert entry.step_label == "Relate Anna Hansen and Bo Hansen"


def test_two_programs_change_one_relation(context, anna, bo):
    relations.add(context, anna, Relation(FRIEND, other=bo))
    (base,) = relations.relations_of(context, anna)
    other = open_inline(context.store.path, user="Carla")
    try:
        relations.change(other, anna, base, dataclasses.replace(base, note="since school"))
    finally:
        other.close()
    relations.change(context, anna, base, dataclasses.replace(base, to_on=dt.date(2020, 1, 1)))
    with pytest.raises(ConflictError, match="Carla") as conflict:
        relations.change(context, anna, base, dataclasses.replace(base, note="since work"))
    assert (conflict.value.mine, conflict.value.theirs) == ("since work", "since school")
    (now,) = relations.relations_of(context, anna)
    assert (now.note, now.to_on) == ("since school", dt.date(2020, 1, 1))


def test_who_may_be_meant(context, anna, bo):
    assert [hit.title for hit in relations.suggest(context, "hans", [anna])] == ["Bo Hansen"]
    assert relations.suggest(context, " ") == []
