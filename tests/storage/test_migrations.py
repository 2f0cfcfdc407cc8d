"""Every file ever released opens; upgrades are all or nothing, keep every row, and journal again afterwards."""

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.services import care, undo
from crm_desktop.services.contacts import queries
from crm_desktop.storage import backup, driver, migrate, opening
from crm_desktop.storage.dialects import sqlite_triggers
from crm_desktop.storage.engine import raw
from crm_desktop.storage.tables import metadata
from tests.factories.contexts import open_inline

ROOT = Path(__file__).parents[2]
SCHEMAS = sorted((ROOT / "tests" / "data" / "schemas").glob("*.crm.gz"))
REVISIONS = ROOT / "tests" / "harness" / "revisions"


@pytest.fixture(params=SCHEMAS, ids=lambda path: path.name)
def released(request, tmp_path):
    path = tmp_path / "old.crm"
    path.write_bytes(gzip.decompress(request.param.read_bytes()))
    return path


def test_every_released_file_opens_with_all_it_holds(released):
    context = open_inline(released)
    assert care.check(context).is_well
    assert queries.counts(context)["trash"] == 2
    soren = queries.load(context, queries.resolve(context, "Søren Ågård"), with_content=True)
    assert soren.photo.content
    assert {p.channel for p in soren.preferences} == {"mail", "email"}
    assert soren.dates[0].on.day == 29
    ming = queries.resolve(context, "王小明")
    assert next((e.field, e.before, e.after) for e in queries.history(context, ming)) == (
        "account_no",
        "",
        "W-1",
    )
    undo.undo(context)
    assert queries.load(context, ming).account_no == ""
    context.close()


def test_tables_and_migrations_tell_of_the_same_columns(context):
    with context.store.read() as connection:
        found = compare_metadata(
            MigrationContext.configure(connection, opts={"include_object": _is_ours}), metadata
        )
    assert [change for change in found if change[0] not in ("remove_index", "add_index")] == []


def _is_ours(_thing, name, kind, _is_reflected, _compared):
    return not (kind == "table" and name.startswith(("search_index", "search_prefix", "alembic")))


def test_tables_and_migrations_tell_of_the_same_indexes(context):
    with context.store.read() as connection:
        sql = "select name from sqlite_schema where type = 'index' and sql is not null"
        there = {row[0] for row in raw(connection).execute(sql).fetchall()}
    assert there == {index.name for table in metadata.tables.values() for index in table.indexes}


@pytest.fixture
def filled(tmp_path):
    path = tmp_path / "filled.crm"
    path.write_bytes(gzip.decompress(SCHEMAS[0].read_bytes()))
    return path


def upgrade(path):
    migrate.upgrade_file(path, versions=(REVISIONS,), schema_version=2)


def test_an_upgrade_keeps_every_row_and_journals_every_table_afterwards(filled):
    before = counts(filled)
    upgrade(filled)
    assert {name: n for name, n in counts(filled).items() if name != "errand"} == before
    connection = driver.connect(filled)
    connection.execute("insert into errand (id, party_id) select randomblob(16), id from party limit 1")
    for table in sqlite_triggers.user_tables(connection):
        if not connection.execute(f'select count(*) from "{table}"').fetchone()[0]:
            continue
        seen = connection.execute("select count(*) from change").fetchone()[0]
        connection.execute(f'update "{table}" set deleted = 1 - deleted')
        assert connection.execute("select count(*) from change").fetchone()[0] > seen, table
    connection.close()


def counts(path):
    connection = driver.connect(path)
    found = backup.row_counts(connection)
    connection.close()
    return found


def test_an_upgraded_table_has_the_five_triggers_of_its_new_columns(filled):
    upgrade(filled)
    connection = driver.connect(filled)
    expected = sqlite_triggers.all_statements(connection)
    sql = "select name, sql from sqlite_schema where type = 'trigger'"
    there = {name: text.lower().split() for name, text in connection.execute(sql).fetchall()}
    connection.close()
    assert there == {name: text.lower().split() for name, text in expected.items()}
    assert "harness_length" in expected["crm_party_update"]


def test_an_upgrade_that_would_lose_rows_is_refused_and_changes_nothing(filled, monkeypatch):
    before = filled.read_bytes()
    real = sqlite_triggers.make_triggers

    def losing(connection):
        connection.execute("delete from note")
        real(connection)

    monkeypatch.setattr(sqlite_triggers, "make_triggers", losing)
    with pytest.raises(EnvironmentProblem, match="as it was before"):
        upgrade(filled)
    assert filled.read_bytes() == before


def test_opening_an_older_file_backs_it_up_and_upgrades_it(filled, monkeypatch):
    monkeypatch.setattr(opening, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(migrate, "upgrade_file", lambda path, _real=migrate.upgrade_file: _real(
        path, versions=(REVISIONS,), schema_version=2))  # fmt: skip
    old = counts(filled)
    with pytest.raises(EnvironmentProblem) as problem:  # this program does not know the harness's own schema
        opening.open_store(filled, user_name="Anna")
    assert problem.value.reason == "hostile"
    (made,) = backup.listing(filled)
    assert made.reason == "upgrade"
    assert counts(made.path) == old
    connection = driver.connect(filled)
    assert connection.execute("pragma user_version").fetchone() == (2,)
    connection.close()


def test_an_older_file_that_may_not_be_written_is_refused_in_words(filled, monkeypatch):
    monkeypatch.setattr(opening, "SCHEMA_VERSION", 2)
    before = filled.read_bytes()
    with pytest.raises(EnvironmentProblem) as problem:
        opening.open_store(filled, user_name="Anna", read_only=True)
    assert problem.value.reason == "read_only"
    assert filled.read_bytes() == before


def test_an_upgrade_writes_the_same_schema_in_every_run_of_python(filled, tmp_path):
    """Opening compares the schema letter by letter; Alembic's batch mode follows the order of a set."""
    digests = set()
    for seed in ("1", "2", "3"):
        path = tmp_path / f"{seed}.crm"
        path.write_bytes(filled.read_bytes())
        script = (
            "import sys; from pathlib import Path; from crm_desktop.storage import driver, migrate;"
            "from crm_desktop.storage.dialects import sqlite_triggers;"
            "path, revisions = map(Path, sys.argv[1:]);"
            "migrate.upgrade_file(path, versions=(revisions,), schema_version=2);"
            "print(sqlite_triggers.schema_digest(driver.connect(path)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, str(path), str(REVISIONS)],
            capture_output=True, text=True, check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed},
        )  # fmt: skip
        digests.add(done.stdout.strip())
    assert len(digests) == 1
