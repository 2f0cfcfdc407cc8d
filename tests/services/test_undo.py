"""Undo and redo: of anything, of any size, later steps kept."""

import dataclasses

import pytest

from crm_desktop.base.errors import NotFoundError, UserError
from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import ContactPoint, Note
from crm_desktop.services import undo
from crm_desktop.services.contacts import ops, queries
from crm_desktop.storage.comparing import content_hash
from tests.factories.contexts import open_inline
from tests.factories.people import EVERYONE, JOAO, SOREN, XIAOMING, person


def names(context):
    return [r.display_name for r in queries.first_rows(context, ListQuery(kinds=("person",)))]


def test_undo_and_redo_walk_back_and_forth_through_the_steps(context):
    ref = ops.create(context, SOREN)
    ops.set_field(context, ref, "nickname", "", "one")
    ops.set_field(context, ref, "nickname", "one", "two")

    def nickname():
        return queries.load(context, ref).nickname

    undo.undo(context)
    assert nickname() == "one"
    undo.undo(context)
    assert nickname() == ""
    undo.undo(context)
    assert names(context) == []
    undo.redo(context)
    undo.redo(context)
    assert nickname() == "one"
    undo.redo(context)
    assert nickname() == "two"
    with pytest.raises(NotFoundError):
        undo.redo(context)


def test_a_new_step_ends_redo(context):
    ref = ops.create(context, SOREN)
    ops.set_field(context, ref, "nickname", "", "one")
    undo.undo(context)
    ops.set_field(context, ref, "pronouns", "", "he")
    assert undo.redoable(context) is None
    with pytest.raises(NotFoundError):
        undo.redo(context)


def test_undo_works_after_closing_and_opening(context, crm_file):
    empty = content_hash(crm_file)
    for record in EVERYONE:
        ops.create(context, record)
    full = content_hash(crm_file)
    context.close()
    reopened = open_inline(crm_file)
    for _record in EVERYONE:
        undo.undo(reopened)
    assert content_hash(crm_file) == empty
    reopened.close()
    again = open_inline(crm_file)
    for _record in EVERYONE:
        undo.redo(again)
    assert content_hash(crm_file) == full
    for _record in EVERYONE:
        undo.undo(again)
    assert content_hash(crm_file) == empty
    again.close()


def test_undo_leaves_a_field_that_was_changed_since_and_says_so(context):
    ref = ops.create(context, SOREN)
    ops.set_field(context, ref, "nickname", "", "first")
    first = undo.undoable(context)
    ops.set_field(context, ref, "nickname", "first", "second")
    report = undo.undo(context, first.set_id)
    assert queries.load(context, ref).nickname == "second"
    assert len(report.conflicts) == 1
    assert "second" in report.conflicts[0]


def test_undo_of_an_older_step_takes_back_only_that_step(context):
    ref = ops.create(context, SOREN)
    ops.set_field(context, ref, "nickname", "", "Sømand")
    nickname_step = undo.undoable(context)
    ops.set_field(context, ref, "pronouns", "", "he")
    undo.undo(context, nickname_step.set_id)
    record = queries.load(context, ref)
    assert (record.nickname, record.pronouns) == ("", "he")


def test_a_record_worked_on_since_is_kept_whole_when_its_creation_is_undone(context):
    ref = ops.create(context, SOREN)
    creation = undo.undoable(context)
    ops.add_item(context, ref, Note("Called today."))
    report = undo.undo(context, creation.set_id)
    assert report.kept == 1
    record = queries.load(context, ref)
    assert not record.is_deleted
    assert record.tags == SOREN.tags
    assert record.affiliations[0].org_name == "Ågård Møbler"


def test_what_was_undone_since_does_not_count_as_work(context):
    ref = ops.create(context, SOREN)
    creation = undo.undoable(context)
    ops.add_item(context, ref, Note("Called today."))
    undo.undo(context)
    assert undo.undo(context, creation.set_id).kept == 0
    assert names(context) == []


def test_an_undo_that_has_to_leave_everything_lets_the_next_one_go_further_back(context, crm_file):
    ops.create(context, JOAO)
    ref = ops.create(context, SOREN)
    bo = open_inline(crm_file, user="Bo")
    ops.add_item(bo, ref, Note("Called today."))
    bo.close()
    report = undo.undo(context)
    assert (report.set_id, report.kept) == (None, 1)
    assert undo.undo(context).label == "Add João da Silva"
    assert names(context) == ["Søren Ågård"]


def test_an_item_that_a_colleague_has_mended_since_is_kept(context, crm_file):
    ref = ops.create(context, JOAO)
    ops.add_item(context, ref, ContactPoint("phone", "111"))
    bo = open_inline(crm_file, user="Bo")
    typed = queries.load(bo, ref).points[-1]
    ops.change_item(bo, ref, typed, dataclasses.replace(typed, value="222"))
    assert undo.undo(context).kept == 1
    assert queries.load(context, ref).points[-1].value == "222"
    undo.undo(bo)
    assert queries.load(context, ref).points[-1].value == "111"
    bo.close()


def test_work_counts_though_a_later_change_of_the_same_field_was_undone(context, crm_file):
    ref = ops.create(context, JOAO)
    creation = undo.undoable(context)
    bo = open_inline(crm_file, user="Bo")
    ops.set_field(bo, ref, "nickname", "", "Jo")
    bo.close()
    ops.set_field(context, ref, "nickname", "Jo", "Joãozinho")
    undo.undo(context)
    assert undo.undo(context, creation.set_id).kept == 1
    assert queries.load(context, ref).nickname == "Jo"


@pytest.mark.parametrize("revived", [False, True])
def test_a_tag_that_colleagues_use_stays_when_the_step_that_made_it_is_undone(context, crm_file, revived):
    one, two, three = (ops.create(context, record) for record in (JOAO, SOREN, XIAOMING))
    ops.set_tags(context, Selection.of(one.id), add=["fair"])
    if revived:  # it went to the trash, and the second one to use it took it out again
        undo.undo(context)
        ops.set_tags(context, Selection.of(three.id), add=["fair"])
    bo = open_inline(crm_file, user="Bo")
    ops.set_tags(bo, Selection.of(two.id), add=["fair"])
    bo.close()
    undo.undo(context)
    assert "fair" in queries.load(context, two).tags
    assert "fair" not in queries.load(context, three).tags + queries.load(context, one).tags


def test_taking_back_a_redo_takes_back_the_step_itself(context):
    ref = ops.create(context, JOAO)
    ops.set_field(context, ref, "nickname", "", "Jo")
    undo.undo(context)
    undo.redo(context)
    redone = next(step for step in undo.recent_changes(context) if step.kind == "redo")
    undo.undo(context, redone.set_id)
    assert queries.load(context, ref).nickname == ""
    assert undo.undoable(context).label == "Add João da Silva"
    with pytest.raises(UserError, match="undone already"):
        undo.undo(context, redone.set_id)
    undo.redo(context)
    assert queries.load(context, ref).nickname == "Jo"


def test_a_redo_that_was_undone_again_does_not_count_as_work(context):
    ref = ops.create(context, JOAO)
    ops.set_field(context, ref, "nickname", "", "Jo")
    undo.undo(context)
    undo.redo(context)
    undo.undo(context)
    assert undo.undo(context).kept == 0
    assert names(context) == []


def test_a_step_cannot_be_undone_twice(context):
    ops.create(context, SOREN)
    step = undo.undoable(context)
    undo.undo(context)
    with pytest.raises(UserError, match="undone already"):
        undo.undo(context, step.set_id)


def test_undo_takes_only_ones_own_steps(context, crm_file):
    ops.create(context, SOREN)
    colleague = open_inline(crm_file, user="Bo")
    assert undo.undoable(colleague) is None
    assert undo.undoable(context).who == "Anna"
    colleague.close()


def test_undo_of_a_bulk_step_over_several_transactions(context, crm_file):
    with context.store.long_step(_step()) as step:
        for start in range(0, 1500, 300):
            with step.transaction() as work:
                writer = ops._writer(context, work)
                for n in range(start, start + 300):
                    writer.add(person(f"Person {n:04}", email=f"p{n}@example.org"))
                writer.flush()
    full = content_hash(crm_file)
    assert ops.trash(context, Selection.all_of(ListQuery())) == 1500
    assert queries.counts(context)["trash"] == 1500
    undo.undo(context)
    assert content_hash(crm_file) == full
    assert ops.set_tags(context, Selection.all_of(ListQuery()), add=["all"]) == 1500
    undo.undo(context)
    assert content_hash(crm_file) == full
    report = undo.undo(context)
    assert report.restored == 1500
    assert names(context) == []


def _step():
    from crm_desktop.base.changes import Step

    return Step("add many", "import")


def test_an_undo_that_is_cancelled_changes_nothing(context, crm_file):
    test_steps = 1200
    with context.store.long_step(_step()) as step, step.transaction() as work:
        writer = ops._writer(context, work)
        for n in range(test_steps):
            writer.add(person(f"Person {n:04}"))
        writer.flush()
    full = content_hash(crm_file)
    token = CancelToken()

    def stop_in_the_middle(done, total, text=""):
        if done >= total // 2:
            token.cancel()

    with pytest.raises(CancelledError):
        undo.undo(context, progress=stop_in_the_middle, cancel=token)
    assert content_hash(crm_file) == full
    assert undo.undoable(context).label == "add many"
    undo.undo(context)
    assert names(context) == []


def test_a_long_step_that_fails_is_taken_back(context, crm_file):
    before = content_hash(crm_file)
    with pytest.raises(ZeroDivisionError):
        _fail_in_the_middle(context)
    assert content_hash(crm_file) == before
    assert undo.undoable(context) is None


def _fail_in_the_middle(context):
    with context.store.long_step(_step()) as step:
        with step.transaction() as work:
            writer = ops._writer(context, work)
            writer.add(SOREN)
            writer.flush()
        raise ZeroDivisionError


def test_items_come_back_with_undo(context):
    ref = ops.create(context, SOREN)
    record = queries.load(context, ref)
    ops.remove_item(context, ref, record.points[0])
    ops.change_item(context, ref, record.addresses[0], _moved(record.addresses[0]))
    ops.add_item(context, ref, ContactPoint("phone", "12 34 56 78", "home"))
    for _n in range(3):
        undo.undo(context)
    assert queries.load(context, ref) == record


def _moved(address):
    return dataclasses.replace(address, locality="Odense", postcode="5000")


def test_recent_changes_name_who_did_what(context):
    ref = ops.create(context, SOREN)
    ops.set_field(context, ref, "nickname", "", "x")
    labels = [(s.who, s.label) for s in undo.recent_changes(context)]
    assert labels == [("Anna", "Change Søren Ågård"), ("Anna", "Add Søren Ågård")]
