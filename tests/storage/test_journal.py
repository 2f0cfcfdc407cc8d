"""The journal's triggers: every change is recorded, whoever makes it, and nothing disappears without a trace."""

import json
import subprocess
import sys

import pytest

from crm_desktop.base.changes import Step
from crm_desktop.services.contacts import ops, queries
from crm_desktop.storage import driver, migrate
from crm_desktop.storage.dialects import sqlite_triggers
from crm_desktop.storage.engine import raw
from crm_desktop.storage.tables import metadata
from tests.factories.people import SOREN

OUTSIDE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1])
connection.execute("pragma foreign_keys = on")
for statement in sys.argv[2:]:
    connection.execute(statement)
connection.commit()
"""


def run_outside(path, *statements):
    """Another SQLite program (the standard module, in a process of its own) changes the file."""
    return subprocess.run(
        [sys.executable, "-c", OUTSIDE, str(path), *statements], capture_output=True, text=True, check=False
    )


def test_every_user_table_has_its_five_triggers(context):
    with context.store.read() as connection:
        names = {
            r[0] for r in raw(connection).execute("select name from sqlite_schema where type = 'trigger'")
        }
        tables = sqlite_triggers.user_tables(raw(connection))
    assert set(tables) == {n for n, t in metadata.tables.items() if "deleted" in t.columns}
    for table in tables:
        for what in ("insert", "update", "delete", "id", "replace"):
            assert f"crm_{table}_{what}" in names


def test_a_new_file_has_the_schema_that_opening_expects():
    connection = driver.connect_memory()
    migrate._upgrade(connection, (), 1)
    assert sqlite_triggers.schema_digest(connection) == migrate.SCHEMA_DIGEST


def test_every_column_of_every_user_table_is_journalled(context):
    """An update of each column leaves the old value in `change` and a stamp in `field_clock`."""
    ref = ops.create(context, SOREN)
    with context.store.write(Step("try all")) as work:
        bare = raw(work.connection)
        for table in (
            "party",
            "contact_point",
            "address",
            "note",
            "tagging",
            "important_date",
            "affiliation",
        ):
            columns = sqlite_triggers.columns(bare, table)
            for column in columns:
                if column.name in ("kind", "deleted") or column.name.endswith("_id"):
                    continue
                row_id, before = bare.execute(f'select id, "{column.name}" from {table}').fetchone()
                bare.execute(f'update {table} set "{column.name}" = ? where id = ?', (7, row_id))
                (text,) = bare.execute(
                    "select before from change where tbl = ? and row_id = ? order by hlc desc limit 1",
                    (table, row_id),
                ).fetchone()
                assert json.loads(text) == {column.name: before}, (table, column.name)
    assert queries.history(context, ref)


def test_an_update_that_changes_nothing_leaves_no_trace(context):
    ref = ops.create(context, SOREN)
    before = len(queries.history(context, ref))
    with context.store.write(Step("nothing")) as work:
        work.update(metadata.tables["party"], ref.id, {"given": "Søren"})
    assert len(queries.history(context, ref)) == before
    with context.store.read() as connection:
        assert not raw(connection).execute("select 1 from change_set where label = 'nothing'").fetchone()


@pytest.mark.parametrize(
    "statement",
    [
        "delete from party",
        "update party set id = randomblob(16)",
        "insert or replace into party (id, kind, display_name) select id, kind, 'gone' from party",
        "update or replace party set id = (select max(id) from party)",
        "delete from change",
        "update change set before = '{}'",
        "delete from field_clock",
        "delete from note",
    ],
)
def test_what_would_wipe_a_row_is_refused_by_the_file_itself(context, statement):
    ref = ops.create(context, SOREN)
    ops.set_field(context, ref, "nickname", "", "Sømand")
    ops.create(context, SOREN)
    context.close()
    result = run_outside(context.store.path, statement)
    assert result.returncode != 0
    assert "Error" in result.stderr


def test_a_change_by_another_sqlite_program_is_journalled_and_can_be_undone(context):
    from crm_desktop.services import search, undo

    ref = ops.create(context, SOREN)
    result = run_outside(
        context.store.path, "update party set display_name = 'Soeren Renamed' where kind = 'person'"
    )
    assert result.returncode == 0, result.stderr
    entry = next(e for e in queries.history(context, ref) if e.field == "display_name")
    assert (entry.before, entry.after, entry.who) == ("Søren Ågård", "Soeren Renamed", "")
    context.store.refresh_derived()
    assert [hit.title for hit in search.find(context, "renamed")] == ["Soeren Renamed"]
    undo.undo(context, entry.set_id)
    assert queries.load(context, ref).display_name == "Søren Ågård"


def test_outside_changes_of_one_minute_are_one_set(context):
    ops.create(context, SOREN)
    run_outside(
        context.store.path,
        "update party set nickname = 'a' where kind = 'person'",
        "update party set nickname = 'b' where kind = 'person'",
    )
    with context.store.read() as connection:
        sets = raw(connection).execute("select count(*) from change_set where kind = 'outside'").fetchone()[0]
        spans = raw(connection).execute("select hlc_from <= hlc_to from change_span").fetchall()
    assert sets in (1, 2)  # two, if the minute turned between them
    assert all(ok for (ok,) in spans)


def test_inserts_of_another_program_belong_to_its_set(context):
    from crm_desktop.services import undo

    run_outside(
        context.store.path,
        (
            "insert into party (id, kind, display_name) values (x'0192aaaaaaaa7aaa8aaaaaaaaaaaaaaa',"
            " 'person', 'Shell')"
        ),
    )
    (step,) = [s for s in undo.recent_changes(context) if s.kind == "outside"]
    assert step.label == "Change made with another program"
    assert undo.undo(context, step.set_id).restored == 1
    assert queries.counts(context).get("person", 0) == 0


def test_the_clock_never_goes_back(context):
    ops.create(context, SOREN)
    with context.store.read() as connection:
        (before,) = raw(connection).execute("select last from sync_clock").fetchone()
    context.store.bookkeeping(
        "update sync_clock set last = last + (1 << 40)"
    )  # as if the PC's clock had been ahead
    ops.create(context, SOREN)
    with context.store.read() as connection:
        (after,) = raw(connection).execute("select last from sync_clock").fetchone()
    assert after > before + (1 << 40)
