"""Reading and writing next to others: snapshots, sessions, and steps that somebody else has ended."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.services import care, search, undo
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.context import AppContext
from crm_desktop.storage import driver, presence, taking_back
from crm_desktop.storage.engine import raw
from crm_desktop.storage.foreign_changes import ForeignChanges
from crm_desktop.storage.store import LongStep, Store
from crm_desktop.storage.tables.parties import party
from crm_desktop.storage.writing import Names, Writer
from tests.factories.contexts import open_inline
from tests.factories.people import JOAO, SOREN, XIAOMING, person


def add(context: AppContext, step: LongStep, name: str) -> None:
    """One transaction of a long step that adds a contact."""
    with step.transaction() as work:
        writer = Writer(work, Names(context.store.dataset_id), context.store.locale)
        writer.add(person(name))
        writer.flush()


def is_present(context: AppContext) -> bool:
    with context.store.read() as connection:
        return context.store.session_id in presence.living_sessions(connection, context.store.host)


def test_a_read_sees_one_moment_of_the_file_whatever_is_written_meanwhile(context):
    ref = ops.create(context, SOREN)
    with context.store.read() as connection:
        before = raw(connection).execute("select given from party where id = ?", (ref.id,)).fetchone()
        ops.set_field(context, ref, "given", "Søren", "Sören")
        after = raw(connection).execute("select given from party where id = ?", (ref.id,)).fetchone()
    assert before == after == ("Søren",)


def test_a_first_write_that_met_a_busy_file_does_not_cost_the_user_their_name(context, monkeypatch):
    monkeypatch.setattr(driver, "BUSY_TIMEOUT_S", 0.01)
    colleague = open_inline(context.store.path, user="Bo")
    lock = driver.connect(context.store.path)
    lock.execute("begin immediate")
    with pytest.raises(EnvironmentProblem, match="busy"):
        ops.create(colleague, SOREN)
    lock.close()
    ops.create(colleague, JOAO)
    assert is_present(colleague)
    assert undo.undoable(colleague).who == "Bo"
    colleague.close()


def test_who_writes_after_a_restore_is_known_to_the_file_again(context):
    ops.create(context, SOREN)
    before_bo = care.backup(context)
    bo = open_inline(context.store.path, user="Bo")
    ops.create(bo, JOAO)
    care.restore(bo, before_bo.path)
    ops.create(bo, XIAOMING)
    assert is_present(bo)
    assert undo.undoable(bo).who == "Bo"
    bo.close()


def test_a_long_step_that_another_computer_took_back_does_not_go_on(context):
    with pytest.raises(EnvironmentProblem) as caught, context.store.long_step(Step("long")) as step:  # noqa: PT012
        add(context, step, "First")
        other = open_inline(context.store.path, user="Bo")
        taking_back.take_back_open_steps(other.store, living=set())
        other.close()
        add(context, step, "Second")
    assert caught.value.reason == "taken_back"
    assert queries.first_rows(context, ListQuery()) == []


def test_a_long_step_over_which_a_backup_was_restored_does_not_go_on(context):
    ops.create(context, SOREN)
    backup = care.backup(context)
    with pytest.raises(EnvironmentProblem) as caught, context.store.long_step(Step("long")) as step:  # noqa: PT012
        add(context, step, "First")
        care.restore(context, backup.path)
        add(context, step, "Second")
    assert caught.value.reason == "taken_back"
    people = queries.first_rows(context, ListQuery(kinds=("person",)))
    assert [row.display_name for row in people] == ["Søren Ågård"]


def test_a_file_that_a_crash_left_damaged_is_refused_every_time(crm_file):
    context = open_inline(crm_file)
    for number in range(50):
        ops.create(context, person(f"Person {number}", email=f"p{number}@example.org"))
    context.store.bookkeeping("update presence set session_id = x'00', pid = 1, since = 0")  # as if killed
    context.close()
    damage_index(crm_file, "ix_contact_point_party_id")
    for _attempt in range(2):
        with pytest.raises(EnvironmentProblem) as caught:
            open_inline(crm_file)
        assert caught.value.reason == "damaged"


@pytest.mark.parametrize("host", ["elsewhere", None])
@pytest.mark.parametrize("number", ["soon", -1])
def test_a_session_that_damage_made_up_is_struck_off(context, host, number):
    ops.create(context, SOREN)
    context.store.bookkeeping(
        "insert into presence (session_id, user_id, host, pid, since, beat) values (x'aa', x'bb', ?, ?, ?, ?)",
        (host or context.store.host, number, number, number),
    )
    colleague = open_inline(context.store.path, user="Bo")
    assert rows_of(colleague, "select count(*) from presence where session_id = x'aa'") == [(0,)]
    assert is_present(context)
    colleague.close()


def rows_of(context: AppContext, sql: str) -> list[tuple[object, ...]]:
    with context.store.read() as connection:
        return raw(connection).execute(sql).fetchall()


def damage_index(path: Path, name: str) -> None:
    connection = sqlite3.connect(path)
    (page,) = connection.execute("select rootpage from sqlite_schema where name = ?", (name,)).fetchone()
    (size,) = connection.execute("pragma page_size").fetchone()
    connection.close()
    with path.open("r+b") as stream:
        stream.seek((page - 1) * size + 8)
        stream.write(b"\xff" * 52)


def test_what_others_changed_is_told_though_the_index_has_to_wait(context, monkeypatch):
    ref = ops.create(context, SOREN)
    foreign = ForeignChanges(context.store)
    foreign.poll()
    other = driver.connect(context.store.path)
    other.execute("update party set given = 'Sören', display_name = 'Sören Outside' where kind = 'person'")
    other.execute("begin immediate")
    monkeypatch.setattr(Store, "refresh_derived", _busy)
    assert foreign.poll().touches(ref.id)
    monkeypatch.undo()
    other.execute("rollback")
    other.close()
    foreign.poll()
    assert [hit.ref.id for hit in search.find(context, "outside")] == [ref.id]
    foreign.close()


def _busy(_store):
    raise EnvironmentProblem("locked", "busy")


def test_a_setting_that_another_program_spoilt_does_not_close_the_file(crm_file):
    other = driver.connect(crm_file)
    other.execute("update setting set value = 'no json'")
    other.close()
    context = open_inline(crm_file)
    assert context.region == ""
    context.close()


def test_a_step_goes_on_with_the_one_before_and_both_are_undone_as_one(context):
    ref = ops.create(context, SOREN)
    with context.store.write(Step("Done")) as work:
        work.update(party, ref.id, {"nickname": "one"})
    with context.store.write(Step("How it ended"), onto=work.set_id) as more:
        more.update(party, ref.id, {"nickname": "two"})
    assert more.set_id == work.set_id
    assert undo.undoable(context).label == "Done"
    undo.undo(context)
    assert queries.load(context, ref).nickname == SOREN.nickname
    undo.redo(context)
    assert queries.load(context, ref).nickname == "two"


@pytest.mark.parametrize("since", ["done", "undone", "taken back"])
def test_a_step_is_one_of_its_own_if_something_happened_since(context, since):
    ref = ops.create(context, SOREN)
    with context.store.write(Step("Done")) as work:
        work.update(party, ref.id, {"nickname": "one"})
    if since != "taken back":
        ops.set_field(context, ref, "given", SOREN.given, "S.")
    if since != "done":
        undo.undo(context)
    with context.store.write(Step("How it ended"), onto=work.set_id) as more:
        more.update(party, ref.id, {"nickname": "two"})
    assert undo.undoable(context).label == "How it ended"
    undo.undo(context)
    assert queries.load(context, ref).nickname == (SOREN.nickname if since == "taken back" else "one")
