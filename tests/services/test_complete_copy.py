"""A complete copy gives back everything: activities, relations, rules; once, as one step, and taken back as one."""

import dataclasses
import datetime as dt
import json

import pytest

from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.domain.activities import kinds
from crm_desktop.domain.activities.outcomes import built_in
from crm_desktop.domain.activities.records import ActivityRecord, Outcome, Participant
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import Attachment
from crm_desktop.domain.contacts.relations import BUILT_IN, Relation
from crm_desktop.services import exporting, undo
from crm_desktop.services.activities import cadence, files, outcomes, timeline
from crm_desktop.services.activities import ops as activity_ops
from crm_desktop.services.contacts import ops, queries, relations
from crm_desktop.services.import_report import ImportOptions
from crm_desktop.services.importing import import_file
from crm_desktop.storage.comparing import content_hash
from crm_desktop.storage.engine import raw
from crm_desktop.storage.queries import complete_copy
from crm_desktop.storage.queries.activities import load_many
from tests.factories.contexts import open_inline
from tests.factories.people import person

NOON = dt.datetime(2026, 5, 7, 12, tzinfo=dt.UTC)
PARENT = next(kind for kind in BUILT_IN if kind.key == "parent")


@pytest.fixture
def office(context):
    """Anna, her son Bo and Cy: a meeting of two, a call with a follow-up, a note with a file, rules, own words."""
    anna = ops.create(context, person("Anna Hansen", email="anna@example.org", tier="Friend", tags=("vip",)))
    bo = ops.create(context, person("Bo Hansen", email="bo@example.org"))
    cy = ops.create(context, person("Cy Young", email="cy@example.org"))
    relations.add(context, bo, Relation(PARENT, other=anna, from_on=dt.date(2001, 5, 1), note="adopted"))
    relations.add(context, cy, Relation(relations.own_type(context, "Golf partner"), other=bo))
    outcomes.save(context, [*built_in(), Outcome("sold", "Sold", ("s",), is_success=True)])
    people = (Participant(anna.id), Participant(bo.id, kinds.COPY))
    meeting = ActivityRecord(kinds.MEETING, NOON, tz="Europe/Copenhagen", subject="Plan", people=people)
    activity_ops.log(context, dataclasses.replace(meeting, duration_s=3600, location="Café"))
    activity_ops.log(
        context,
        ActivityRecord(at=NOON, outcome="sold", body="Two lines\nof text", people=(Participant(cy.id),)),
        follow_up=ActivityRecord(kinds.TASK, NOON + dt.timedelta(days=9), True, status=kinds.PLANNED),
    )
    note = activity_ops.log(context, ActivityRecord(kinds.NOTE, NOON, subject="Nobody's"))
    files.attach(context, note, Attachment("a.txt", "text/plain", content=b"abc"))
    cadence.set_rule(context, "tier", "Friend", 30, 60)
    cadence.set_rule(context, "tag", "vip", 14)
    cadence.set_rule(context, "party", cy, 7, counted=("call",))
    cadence.save_tiers(context, [("Friend", "Friend")])
    return context


@pytest.fixture
def other(tmp_path):
    found = open_inline(tmp_path / "other.crm", create=True)
    yield found
    found.close()


@pytest.fixture
def copy(office, tmp_path):
    out = tmp_path / "copy.json"
    exporting.export_file(office, Selection.all_of(ListQuery()), "json", out)
    return out


def told(context, name):
    """What was done with somebody: kind, text, outcome."""
    line = timeline.timeline(context, queries.resolve(context, name))
    rows = timeline.rows(context, line, 0, 100)
    return sorted((r.activity.kind, r.activity.text, r.activity.outcome) for r in rows if r.activity)


def test_everything_comes_back_in_another_file_once_and_is_taken_back_as_one(
    office, crm_file, copy, other, tmp_path
):
    empty = content_hash(tmp_path / "other.crm")
    report = import_file(other, copy)
    assert (report.added, report.further.relations, report.further.activities) == (3, 2, 4)
    assert report.rejected == []
    assert content_hash(tmp_path / "other.crm") == content_hash(crm_file)
    assert told(other, "Cy Young") == told(office, "Cy Young")
    rules = [(r.applies_to, r.target_name, r.ideal_days, r.max_days, r.kinds) for r in cadence.rules(office)]
    assert [
        (r.applies_to, r.target_name, r.ideal_days, r.max_days, r.kinds) for r in cadence.rules(other)
    ] == rules
    assert [(o.key, o.codes) for o in outcomes.outcomes(other)] == [
        (o.key, o.codes) for o in outcomes.outcomes(office)
    ]
    again = import_file(other, copy)
    assert (again.set_id, again.further.total, again.rejected) == (None, 0, [])
    undo.undo(other)
    assert content_hash(tmp_path / "other.crm") == empty
    assert import_file(other, copy).further.activities == 4
    assert content_hash(tmp_path / "other.crm") == content_hash(crm_file)


def test_a_copy_of_a_copy_says_the_same(copy, other, tmp_path):
    import_file(other, copy)
    second = tmp_path / "second.json"
    exporting.export_file(other, Selection.all_of(ListQuery()), "json", second)
    first_rest, second_rest = (json.loads(path.read_text(encoding="utf-8")) for path in (copy, second))
    for name in ("relation_types", "outcomes", "tiers"):
        assert second_rest[name] == first_rest[name]
    assert [a["ref"] for a in second_rest["activities"]] == [a["ref"] for a in first_rest["activities"]]
    files_of = [a["attachment"] for a in second_rest["activities"] if "attachment" in a]
    assert [(f["filename"], f["content"]) for [f] in files_of] == [("a.txt", "YWJj")]
    task = next(a for a in second_rest["activities"] if a["kind"] == "task")
    call = next(a for a in second_rest["activities"] if a["kind"] == "call")
    assert task["follow_up_of"] == call["ref"]


def test_back_into_its_own_file_nothing_changes(office, crm_file, copy):
    before = content_hash(crm_file)
    report = import_file(office, copy)
    assert (report.set_id, report.further.total, report.rejected) == (None, 0, [])
    assert content_hash(crm_file) == before


def test_what_was_put_into_the_trash_comes_back(office, crm_file, copy):
    before = content_hash(crm_file)
    with office.store.read() as connection:
        records = load_many(connection, complete_copy.activity_ids(connection, None))
    activity_ops.trash(office, [record.ref for record in records])
    assert content_hash(crm_file) != before
    assert import_file(office, copy).further.activities == 4
    assert content_hash(crm_file) == before


def test_somebody_who_is_there_already_gets_what_was_done_with_them(copy, other):
    mine = ops.create(other, person("Anna Hansen", email="anna@example.org"))
    report = import_file(other, copy)
    assert (report.added, report.updated) == (2, 1)
    assert told(other, "anna@example.org") == [("meeting", "Plan", "")]
    assert [r.other_name for r in relations.relations_of(other, mine)] == ["Bo Hansen"]
    assert import_file(other, copy).set_id is None


def test_somebody_made_anew_takes_over_the_activities_of_the_one_in_the_trash(office, copy):
    ops.trash(office, Selection.of(queries.resolve(office, "Anna Hansen").id))
    import_file(office, copy)
    anna = queries.resolve(office, "Anna Hansen")
    assert told(office, "Anna Hansen") == [("meeting", "Plan", "")]
    assert [r.other_name for r in relations.relations_of(office, anna)] == ["Bo Hansen"]
    assert import_file(office, copy).set_id is None


def test_a_copy_of_some_holds_their_history_and_nobody_elses_names(office, tmp_path, other):
    out = tmp_path / "some.json"
    anna, cy = (queries.resolve(office, name).id for name in ("Anna Hansen", "Cy Young"))
    exporting.export_file(office, Selection.of(anna, cy), "json", out)
    text = out.read_text(encoding="utf-8")
    assert "Bo Hansen" not in text
    assert "Nobody's" not in text
    document = json.loads(text)
    assert document["relations"] == document["tiers"] == []
    assert [rule["applies_to"] for rule in document["cadence_rules"]] == ["party"]
    report = import_file(other, out)
    assert (report.added, report.further.activities, report.rejected) == (2, 3, [])
    assert told(other, "Anna Hansen") == [("meeting", "Plan", "")]


@pytest.mark.parametrize(("on_match", "activities"), [("skip", 0), ("add", 3)])
def test_who_is_left_alone_gets_nothing_and_who_is_doubled_gets_their_own(office, copy, on_match, activities):
    report = import_file(office, copy, ImportOptions(on_match=on_match))
    assert report.further.activities == activities
    assert report.rejected == []


def test_what_cannot_be_is_told_with_its_line_and_the_rest_comes_in(copy, other):
    lines = copy.read_text(encoding="utf-8").splitlines()
    start = next(n for n, line in enumerate(lines) if '"activities"' in line)
    lines[start + 1] = lines[start + 1].replace('"kind": "meeting"', '"kind": "seance"')
    lines[start + 2] = lines[start + 2][:40]
    copy.write_text("\n".join(lines), encoding="utf-8")
    report = import_file(other, copy)
    assert [r.position for r in sorted(report.rejected, key=lambda r: r.position)] == [start + 2, start + 3]
    assert any("seance" in r.reason for r in report.rejected)
    assert (report.added, report.further.activities) == (3, 2)


def test_a_cancelled_import_leaves_nothing(copy, other, tmp_path):
    empty = content_hash(tmp_path / "other.crm")
    token = CancelToken()

    def progress(done, total, _what=""):
        if done * 2 > total:  # the records of both are written, and what belongs to the first
            token.cancel()

    with pytest.raises(CancelledError):
        import_file(other, [copy, copy], progress=progress, cancel=token)
    assert content_hash(tmp_path / "other.crm") == empty
    with other.store.read() as connection:
        assert raw(connection).execute("select count(*) from activity where deleted = 0").fetchone() == (0,)


def test_a_dry_run_counts_what_is_new(office, copy, other):
    dry = ImportOptions(dry_run=True)
    assert import_file(other, copy, dry).further.activities == 4
    assert import_file(office, copy, dry).further.total == 0
