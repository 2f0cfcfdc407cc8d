"""Files that are not what they should be: refused in words, at once, and left exactly as they were found.

Another SQLite program is played by the standard module in a process of its own: two SQLite libraries in one process
on one file would break each other's locks.
"""

import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import time

import pytest

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.services import care, search, undo
from crm_desktop.services.contacts import ops, queries
from crm_desktop.storage import driver
from crm_desktop.storage.failures import problem_of
from crm_desktop.storage.foreign_changes import ForeignChanges
from tests.factories.contexts import open_inline
from tests.factories.people import EVERYONE, SOREN, person

AT_ONCE_S = 30.0

ENDLESS = "with recursive r(n) as (select 1 union all select n + 1 from r) select n from r"

CHANGED_STRUCTURES = {
    "a trigger": "create trigger evil after update on party begin delete from note; end",
    "a view": f"create view evil as {ENDLESS}",
    "a table": "create table evil (x)",
    "an index": "create index evil on party (given)",
    "no trigger": "drop trigger crm_party_update",
    "a column": "alter table party add column evil text",
    "a table that is an endless view": f"drop table search_doc; create view search_doc as {ENDLESS}",
    "a trigger with another text": "drop trigger crm_note_delete;"
    " create trigger crm_note_delete before delete on note begin select 1; end",
}  # fmt: skip


def by_another_program(path, script):
    """Runs an SQL script on the file with the standard sqlite3 module; returns the error text, or the last rows."""
    program = (
        "import json, sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "rows = []\n"
        "try:\n"
        "    if ';' in sys.argv[2]: c.executescript(sys.argv[2])\n"
        "    else: rows = c.execute(sys.argv[2]).fetchall()\n"
        "    print(json.dumps(rows))\n"
        "except sqlite3.Error as error: print(json.dumps(str(error)))\n"
        "c.close()\n"
    )
    command = [sys.executable, "-c", program, str(path), script]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def refused(path):
    """The reason for which opening refuses `path`, after checking that it was quick and left no trace."""
    before = (_digest(path), _beside(path))
    began = time.monotonic()
    with pytest.raises(EnvironmentProblem) as problem:
        open_inline(path)
    assert time.monotonic() - began < AT_ONCE_S
    assert (_digest(path), _beside(path)) == before
    assert problem.value.what
    assert problem.value.advice
    return problem.value.reason


def _beside(path):
    return sorted(entry.name for entry in path.parent.iterdir() if entry.name != "home")


def _digest(path):
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


@pytest.fixture
def alone(crm_file, tmp_path):
    """A file in a folder of its own, so that anything beside it is seen."""
    folder = tmp_path / "alone"
    folder.mkdir()
    return shutil.copy(crm_file, folder / "office.crm")


@pytest.mark.parametrize("mode", ["wal", "delete"])
@pytest.mark.parametrize("change", CHANGED_STRUCTURES)
def test_a_file_with_another_structure_is_refused(alone, change, mode):
    connection = driver.connect(alone)
    connection.execute(f"pragma journal_mode = {mode}")
    connection.executescript(CHANGED_STRUCTURES[change])
    connection.close()
    assert refused(alone) == "hostile"


@pytest.mark.parametrize(
    ("offset", "content", "reason"),
    [
        (68, b"else", "foreign"),
        (60, (99).to_bytes(4, "big"), "newer"),
        (60, (0).to_bytes(4, "big"), "damaged"),
        (0, b"SQLite format 2\0", "foreign"),
        (16, b"\0\3", "damaged"),
        (100, bytes(300), "damaged"),
    ],
)
def test_a_file_with_another_header_is_refused(alone, offset, content, reason):
    with alone.open("r+b") as stream:
        stream.seek(offset)
        stream.write(content)
    assert refused(alone) == reason


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Dear Anna,\n",
        b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        b"SQLite format 3\0",
        random.Random(1).randbytes(5000),
    ],
)
def test_what_is_no_database_is_refused(tmp_path, content):
    path = tmp_path / "some.crm"
    path.write_bytes(content)
    assert refused(path) == "foreign"


def test_the_database_of_another_program_is_refused(tmp_path):
    path = tmp_path / "places.crm"
    by_another_program(path, "create table party (id, name); insert into party values (1, 'Ann');")
    assert refused(path) == "foreign"


def test_an_encrypted_file_is_refused(tmp_path):
    path = tmp_path / "secret.crm"
    connection = driver.dbapi2.connect(str(path))
    connection.execute("pragma key = 'secret'")
    connection.execute("create table party (id)")
    connection.commit()
    connection.close()
    assert refused(path) == "foreign"


def test_a_folder_and_nothing_at_all_are_refused(tmp_path):
    (tmp_path / "folder.crm").mkdir()
    assert refused(tmp_path / "folder.crm") == "not_a_file"
    assert refused(tmp_path / "nothing.crm") == "missing"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives links away")
def test_a_link_of_somebody_else_is_refused(alone):
    link = alone.with_name("link.crm")
    link.symlink_to(alone)
    os.lchown(link, 12345, 12345)
    assert refused(link) == "hostile"


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_of_ones_own_is_followed(crm_file, tmp_path):
    link = tmp_path / "link.crm"
    link.symlink_to(crm_file)
    open_inline(link).close()


def test_a_change_of_structure_that_lies_in_the_wal_is_found_too(context, crm_file):
    ops.create(context, SOREN)
    connection = driver.connect(crm_file)  # the context keeps the WAL from being folded in
    connection.execute("create trigger evil after update on party begin delete from note; end")
    with pytest.raises(EnvironmentProblem) as problem:
        open_inline(crm_file)
    assert problem.value.reason == "hostile"
    connection.execute("drop trigger evil")
    connection.close()


@pytest.mark.parametrize(
    ("statement", "reason"),
    [
        ("delete from party", "never removed"),
        ("delete from note", "never removed"),
        ("update party set id = randomblob(16)", "never changes"),
        ("insert or replace into party (id, kind) select id, kind from party", "without a trace"),
        ("replace into note select * from note", "without a trace"),
        ("delete from change", "only added to"),
        ("update change set before = '{}'", "only added to"),
        ("delete from field_clock", "only added to"),
        ("delete from blob", "never removed"),
    ],
)
def test_another_program_cannot_wipe_anything_without_a_trace(complete, statement, reason):
    path, counts = complete
    assert reason in by_another_program(path, statement)
    assert _counts(path) == counts


@pytest.fixture
def complete(context, crm_file):
    from tests.services.test_ops import COMPLETE

    ref = ops.create(context, COMPLETE)
    ops.set_field(context, ref, "account_no", COMPLETE.account_no, "K-2")
    context.close()
    return crm_file, _counts(crm_file)


def _counts(path):
    tables = ("party", "note", "change", "field_clock", "blob")
    return [by_another_program(path, f"select count(*) from {table}")[0][0] for table in tables]


def test_what_another_program_changed_is_found_in_history_undo_and_search_at_the_next_opening(
    context, crm_file
):
    ref = ops.create(context, SOREN)
    context.close()
    change = "update party set display_name = 'Outside Olsen', given = 'Outside' where kind = 'person'"
    assert by_another_program(crm_file, change) == []
    again = open_inline(crm_file)
    assert [hit.title for hit in search.find(again, "outside olsen")] == ["Outside Olsen"]
    last = queries.history(again, ref)[0]
    assert (last.before, last.after) in {("Søren Ågård", "Outside Olsen"), ("Søren", "Outside")}
    step = next(step for step in undo.recent_changes(again) if step.kind == "outside")
    undo.undo(again, step.set_id)
    assert queries.load(again, ref).given == "Søren"
    assert care.check(again).is_well
    again.close()


def test_what_another_program_changes_meanwhile_is_told_and_found_by_the_next_look(context, crm_file):
    ref = ops.create(context, SOREN)
    watcher = ForeignChanges(context.store)
    assert watcher.poll() is None
    assert (
        by_another_program(
            crm_file, "update party set display_name = 'Meanwhile Madsen' where given = 'Søren'"
        )
        == []
    )
    changes = watcher.poll()
    watcher.close()
    assert "display_name" in changes.updated[ref.id]
    assert [hit.ref.id for hit in search.find(context, "meanwhile")] == [ref.id]


def test_checking_twice_finds_nothing_though_the_search_index_was_merged_between(context):
    for record in EVERYONE:
        ops.create(context, record)
    assert care.check(context).is_well
    for n in range(60):
        ops.create(context, person(f"Person {n}", email=f"p{n}@example.org"))
    assert care.check(context).is_well


def test_a_broken_rule_without_a_name_is_damage_and_one_with_a_name_is_a_bug():
    """Every rule of the schema has a name; a damaged file once broke one of SQLite's own."""
    assert problem_of(driver.Error("constraint failed")).reason == "damaged"
    assert problem_of(driver.Error("CHECK constraint failed: ck_party_kind")) is None
