"""Rescue: what is readable of a ruined file comes into a fresh one, and is counted."""

import os
import random

import pytest

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.services import care, undo
from crm_desktop.services.contacts import ops, queries
from crm_desktop.storage import driver
from crm_desktop.storage.comparing import content_hash
from crm_desktop.storage.engine import raw
from crm_desktop.storage.salvage import salvage
from tests.factories.contexts import open_inline
from tests.factories.people import EVERYONE, person
from tests.services.test_ops import COMPLETE

PAGE = 4096


def fill(context, count):
    with context.store.long_step(Step("add many", "import")) as step:
        for start in range(0, count, 500):
            with step.transaction() as work:
                writer = ops._writer(context, work)
                for n in range(start, min(count, start + 500)):
                    writer.add(person(f"Person {n:05}", email=f"p{n}@example.org", phone=f"+45 3311 {n:04}"))
                writer.flush()


def party_pages(path):
    """Numbers, from 1, of the leaf pages of `party` (0x0a: leaf of a table without rowid)."""
    content = path.read_bytes()
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    return [n for n, page in enumerate(pages, 1) if page[0] == 0x0A and b"personPerson 0" in page]


def wipe(path, pages):
    with path.open("r+b") as stream:
        for page in pages:
            stream.seek((page - 1) * PAGE)
            stream.write(os.urandom(PAGE))


def test_a_whole_file_is_rescued_whole(context, crm_file, tmp_path):
    for record in (COMPLETE, *EVERYONE[1:]):
        ops.create(context, record)
    ops.trash(context, _one(context, "João da Silva"))
    expected = content_hash(crm_file)
    context.close()
    report = salvage(crm_file, tmp_path / "rescued.crm", user_name="Anna")
    assert content_hash(report.out) == expected
    assert (report.damaged_tables, report.stand_ins, report.attachments_lost) == ([], 0, 0)
    rescued = open_inline(report.out)
    assert care.check(rescued).is_well
    assert queries.counts(rescued)["trash"] == 1
    assert queries.load(rescued, queries.resolve(rescued, "Søren Ågård"), with_content=True).photo.content
    assert undo.undoable(rescued).label == "Rescue office.crm"
    rescued.close()


def _one(context, name):
    from crm_desktop.domain.contacts.listing import Selection

    return Selection.of(queries.resolve(context, name).id)


def test_only_what_lay_on_the_ruined_pages_is_lost(context, crm_file, tmp_path):
    fill(context, 3000)
    context.close()
    pages = party_pages(crm_file)
    assert len(pages) > 20
    ruined = random.Random(1).sample(pages[1:-1], 5)
    wipe(crm_file, ruined)
    before = crm_file.read_bytes()
    report = salvage(crm_file, tmp_path / "rescued.crm", user_name="Anna")
    assert crm_file.read_bytes() == before
    assert report.damaged_tables == ["party"]
    lost = 3000 * len(ruined) / len(pages)
    assert report.stand_ins <= lost * 2
    assert report.rows["party"] >= 3000 - lost * 2
    assert report.rows["contact_point"] == 6000  # what belonged to a lost person hangs on a stand-in
    rescued = open_inline(report.out)
    assert care.check(rescued).is_well
    assert queries.counts(rescued)["person"] == 3000
    rescued.close()


def test_a_hostile_file_gives_its_contents_and_nothing_else(context, crm_file, tmp_path):
    ops.create(context, COMPLETE)
    expected = content_hash(crm_file)
    context.close()
    connection = driver.connect(crm_file)
    connection.execute("create trigger evil after insert on party begin select raise(abort, 'evil'); end")
    connection.close()
    with pytest.raises(EnvironmentProblem):
        open_inline(crm_file)
    report = salvage(crm_file, tmp_path / "rescued.crm", user_name="Anna")
    assert content_hash(report.out) == expected
    open_inline(report.out).close()


def test_an_endless_view_in_the_place_of_a_table_is_not_read(context, crm_file, tmp_path):
    ops.create(context, COMPLETE)
    context.close()
    connection = driver.connect(crm_file)
    connection.execute("drop table note")
    connection.execute(
        "create view note as with recursive r(n) as (select 1 union all select n + 1 from r)"
        " select cast(n as blob) as id, 'party' as subject_type, n as subject_id, n as body from r"
    )
    connection.close()
    report = salvage(crm_file, tmp_path / "rescued.crm", user_name="Anna")
    assert report.damaged_tables == ["note"]
    assert report.rows["contact_point"] == len(COMPLETE.points)


def test_a_file_whose_first_page_is_gone_is_rescued_whole(context, crm_file, tmp_path):
    ops.create(context, COMPLETE)
    expected = content_hash(crm_file)
    with context.store.read() as connection:
        sql = "select rootpage from sqlite_schema where rootpage > 0"
        roots = {row[0] for row in raw(connection).execute(sql).fetchall()}
    context.close()
    another_of_the_schema = next(number for number in range(2, 100) if number not in roots)
    wipe(crm_file, [1, another_of_the_schema])
    with pytest.raises(EnvironmentProblem):
        open_inline(crm_file)
    report = salvage(crm_file, tmp_path / "rescued.crm", user_name="Anna")
    assert content_hash(report.out) == expected


def test_pages_that_nothing_leads_to_any_more_are_found(context, crm_file, tmp_path):
    fill(context, 3000)
    context.close()
    root = roots(crm_file)["party"]
    wipe(crm_file, [root])
    report = salvage(crm_file, tmp_path / "rescued.crm", user_name="Anna")
    assert report.rows["party"] + report.stand_ins == 3000
    assert report.stand_ins < 100  # what lay on the page itself


def roots(path):
    connection = driver.connect(path)
    found = dict(
        connection.execute("select name, rootpage from sqlite_schema where type = 'table'").fetchall()
    )
    connection.close()
    return found


def test_a_file_with_nothing_of_its_structure_left_is_refused_in_words(context, crm_file, tmp_path):
    ops.create(context, COMPLETE)
    context.close()
    wipe(crm_file, range(1, 240))
    with pytest.raises(EnvironmentProblem) as problem:
        salvage(crm_file, tmp_path / "rescued.crm", user_name="Anna")
    assert problem.value.reason == "damaged"
    assert not (tmp_path / "rescued.crm").exists()
    assert not list(tmp_path.glob(".salvage-*"))


def test_an_existing_file_is_never_written_over(context, crm_file, tmp_path):
    context.close()
    out = tmp_path / "there.crm"
    out.write_text("precious")
    with pytest.raises(EnvironmentProblem) as problem:
        salvage(crm_file, out, user_name="Anna")
    assert problem.value.reason == "exists"
    assert out.read_text() == "precious"


def test_values_that_damage_made_into_something_else_are_left_out_and_counted(context, crm_file, tmp_path):
    """A ruined page gives numbers for texts, texts for ids and nothing for what a row cannot do without."""
    whole = ops.create(context, person("Ida Holm", phone="+45 33 11 22 33", email="ida@holm.example"))
    ops.create(context, person("Bo Holm", phone="+45 33 11 22 44"))
    context.close()
    connection = driver.connect(crm_file)
    for (name,) in connection.execute("select name from sqlite_schema where type = 'trigger'").fetchall():
        connection.execute(f'drop trigger "{name}"')
    connection.execute("update contact_point set party_id = 'nobody' where value = '+45 33 11 22 44'")
    connection.execute("update contact_point set position = 'x' where value like 'ida@%'")
    connection.execute(
        "update party set next_step_on = 'soon', legal_name = x'ff00ff' where display_name = 'Bo Holm'"
    )
    connection.close()
    report = salvage(crm_file, tmp_path / "rescued.crm", user_name="Anna")
    assert (report.records, report.lost.rows, report.lost.values) == (2, 1, 4)
    rescued = open_inline(report.out)
    ida = queries.load(rescued, whole)
    assert {point.value for point in ida.points} == {"+45 33 11 22 33", "ida@holm.example"}
    bo = queries.load(rescued, queries.resolve(rescued, "Bo Holm"))
    assert (bo.points, bo.next_step_on) == ((), None)
    assert care.check(rescued).is_well
    rescued.close()
