"""Deleting for good: what goes, what stays, what undo then does, and that the file holds nothing of it any more."""

import dataclasses
import datetime as dt
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from crm_desktop.base.errors import UserError
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.activities.records import ActivityRecord, Participant
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.domain.contacts.records import (
    ORGANIZATION,
    Attachment,
    ContactPoint,
    CustomValue,
    ExternalId,
    ExtraProperty,
    Fact,
    Membership,
    Note,
    PartyRecord,
    Preference,
)
from crm_desktop.domain.contacts.relations import BUILT_IN, Relation
from crm_desktop.services import care, search, undo
from crm_desktop.services.activities import cadence, timeline
from crm_desktop.services.activities import ops as activity_ops
from crm_desktop.services.contacts import ops, queries, relations, trash
from crm_desktop.storage import driver, purging
from crm_desktop.storage.engine import raw
from crm_desktop.storage.foreign_changes import ForeignChanges
from tests.factories.contexts import open_inline
from tests.factories.people import person

NOW = dt.datetime(2026, 5, 7, 12, 20, tzinfo=dt.UTC)
MARK = "Zwxqvbnm"
PHOTO = b"\x89PNG " + MARK.encode() * 50

MARKED = person(
    f"{MARK} Kvist",
    given=MARK,
    family="Kvist",
    phone="+45 33 11 99 22",
    email=f"{MARK}@example.dk",
    company="Acme",
    tags=("vip",),
    notes=(Note(f"about {MARK}"),),
    facts=(Fact("hobby", "sailing", MARK),),
    preferences=(Preference("mail", "never", f"{MARK} said so"),),
    custom=(CustomValue("shirt", MARK, "Shirt"),),
    memberships=(Membership(group_name="Sailing club", role="skipper"),),
    external_ids=(ExternalId("crm1", MARK),),
    extras=(ExtraProperty("vcard", "X-TEST", MARK),),
    attachments=(Attachment(f"{MARK}.png", "image/png", len(PHOTO), content=PHOTO, is_photo=True),),
)


@pytest.fixture
def marked(context):
    return ops.create(context, MARKED)


@pytest.fixture
def bo(context):
    return ops.create(context, person("Bo Dahl"))


def gone(context, *refs):
    """Puts records into the trash."""
    ops.trash(context, Selection.of(*(ref.id for ref in refs)))


def call(*people, **values):
    return ActivityRecord(people=tuple(Participant(ref.id) for ref in people), at=NOW, **values)


def rows(context, sql, *values):
    with context.store.read() as connection:
        return raw(connection).execute(sql, values).fetchall()


def check_whole(context):
    assert care.check(context).problems == ()
    assert rows(context, "pragma foreign_key_check") == []


def bytes_of(path):
    """All that lies beside the file and in it, in small letters."""
    return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*")).lower()


def test_what_goes_is_counted_first(context, marked, bo):
    activity_ops.log(context, call(marked, body="alone"))
    activity_ops.log(context, call(marked, bo, body="together"))
    company = queries.resolve(context, "Acme")
    gone(context, marked, company)
    counted = trash.what_goes(context)
    assert (counted.records, counted.activities, counted.shared, counted.files) == (
        {"person": 1, "organization": 1}, 1, 1, 1
    )  # fmt: skip
    assert (counted.held, counted.count) == ((), 2)
    report = trash.empty_trash(context)
    assert (report.records, report.activities, report.left) == (counted.records, 1, 0)
    assert queries.counts(context)["trash"] == 0
    check_whole(context)


def test_a_company_at_which_somebody_has_a_role_stays(context):
    anna = ops.create(context, person("Anna Hansen", company="Acme"))
    company = queries.resolve(context, "Acme")
    gone(context, company)
    counted = trash.what_goes(context)
    assert (counted.count, counted.held_count) == (0, 1)
    assert [(one.ref, one.name, one.people) for one in counted.held] == [(company, "Acme", 1)]
    assert trash.empty_trash(context).left == 1
    assert queries.load(context, anna).affiliations[0].org_name == "Acme"
    gone(context, anna)
    assert trash.empty_trash(context).records == {"person": 1, "organization": 1}
    check_whole(context)


def test_who_was_restored_meanwhile_stays(context, marked, bo):
    gone(context, marked, bo)
    both = Selection.of(marked.id, bo.id)
    ops.restore(context, Selection.of(bo.id))
    assert trash.delete_for_good(context, both).records == {"person": 1}
    assert queries.load(context, bo).display_name == "Bo Dahl"


@pytest.mark.parametrize("keeps_names", [True, False])
def test_what_others_took_part_in_stays(context, marked, bo, keeps_names):
    activity_ops.log(context, call(marked, bo, body="About the sofa"))
    gone(context, marked)
    trash.empty_trash(context, keeps_names=keeps_names)
    line = timeline.timeline(context, bo)
    (shown,) = [row.activity for row in timeline.rows(context, line, 0, 9) if row.activity]
    assert [p.name for p in shown.people] == ["Bo Dahl"]
    body = f"About the sofa\nWith {MARK} Kvist (deleted)" if keeps_names else "About the sofa"
    assert shown.body == body
    check_whole(context)


def test_what_followed_from_it_stays_with_others(context, marked, bo):
    activity_ops.log(context, call(marked), follow_up=call(bo, status="planned", subject="Ask Bo"))
    gone(context, marked)
    trash.empty_trash(context)
    (planned,) = timeline.planned(context, bo)
    assert (planned.subject, planned.follow_up_of_id) == ("Ask Bo", None)
    check_whole(context)


def test_ties_of_others_to_it_go(context, marked, bo):
    kind = next(kind for kind in BUILT_IN if kind.key == "friend")
    relations.add(context, bo, Relation(kind, other=marked))
    cadence.set_rule(context, "party", marked, 30)
    gone(context, marked)
    trash.empty_trash(context)
    assert relations.relations_of(context, bo) == []
    check_whole(context)


def test_a_file_that_somebody_else_has_too_is_kept(context, marked):
    other = ops.create(context, person("Bo Dahl", attachments=(Attachment("a.png", content=PHOTO),)))
    gone(context, marked)
    trash.empty_trash(context)
    assert queries.load(context, other, with_content=True).attachments[0].content == PHOTO
    gone(context, other)
    trash.empty_trash(context)
    assert rows(context, "select count(*) from blob") == [(0,)]


def test_nothing_of_it_is_left_in_the_file(context, marked, bo):
    activity_ops.log(context, call(marked, subject=f"Call {MARK}", body=f"{MARK} was angry"))
    activity_ops.log(context, call(marked, bo, body="together"))
    ops.set_field(context, marked, "nickname", "", f"{MARK}chen")
    ops.set_field(context, marked, "nickname", f"{MARK}chen", "")
    ops.set_field(context, marked, "display_name", f"{MARK} Kvist", f"{MARK} Dahl")
    phone = queries.load(context, marked).points[0]
    ops.remove_item(context, marked, phone)
    undo.undo(context)
    gone(context, marked)
    path = context.store.path
    assert MARK.lower().encode() in bytes_of(path)
    trash.empty_trash(context, keeps_names=False)
    assert trash.has_traces(context)
    assert trash.clear_traces(context)
    assert not trash.has_traces(context)
    left = bytes_of(path)
    for word in (MARK, "33119922", "kvist", PHOTO.decode("latin-1")[:12]):
        assert word.lower().encode("latin-1") not in left
    assert all(MARK not in step.label for step in undo.recent_changes(context))
    assert search.find(context, MARK) == []
    check_whole(context)


def test_names_that_are_kept_stand_in_the_shared_activity_only(context, marked, bo):
    activity_ops.log(context, call(marked, bo, body="together"))
    gone(context, marked)
    trash.empty_trash(context)
    assert rows(context, "select body from activity") == [(f"together\nWith {MARK} Kvist (deleted)",)]
    texts = [
        str(row) for table in ("change", "change_set") for row in rows(context, f"select * from {table}")
    ]
    assert not [text for text in texts if MARK in text]


def test_a_step_of_which_nothing_is_left_cannot_be_undone(context, bo, marked):
    step = next(s for s in undo.recent_changes(context) if MARK in s.label)
    ops.set_field(context, marked, "nickname", "", "Zet")
    change = undo.undoable(context)
    gone(context, marked)
    trash.empty_trash(context)
    assert undo.undoable(context).set_id == step.set_id  # it made the company, too
    with pytest.raises(UserError, match="cannot be taken back"):
        undo.undo(context, change.set_id)
    last = undo.recent_changes(context)[0]
    assert last.label == "Delete 1 record for good"
    with pytest.raises(UserError, match="cannot be taken back"):
        undo.undo(context, last.set_id)


def test_undo_of_an_older_step_does_the_rest_of_it(context, marked, bo):
    ops.set_tags(context, Selection.of(marked.id, bo.id), add=["fair"])
    fair = undo.undoable(context)
    gone(context, marked)
    trash.empty_trash(context)
    report = undo.undo(context, fair.set_id)
    assert report.erased == 1
    assert queries.load(context, bo).tags == ()
    check_whole(context)


def test_undo_does_not_point_at_what_is_no_more(context, bo):
    anna = ops.create(context, person("Anna Hansen", company="Acme"))
    acme = queries.resolve(context, "Acme")
    role = queries.load(context, anna).affiliations[0]
    ops.create(context, PartyRecord(display_name="Globex", kind=ORGANIZATION))
    ops.change_item(context, anna, role, dataclasses.replace(role, org_name="Globex", title="Boss"))
    gone(context, acme)
    moved = next(s for s in undo.recent_changes(context) if s.label == "Change Anna Hansen")
    assert trash.empty_trash(context).count == 1
    undo.undo(context, moved.set_id)
    (now,) = queries.load(context, anna).affiliations
    assert (now.org_name, now.title) == ("Globex", "Buyer")
    check_whole(context)


def test_it_can_be_stopped_and_goes_on_later(context, monkeypatch):
    monkeypatch.setattr(purging, "BATCH", 2)
    made = [ops.create(context, person(f"Person {n}", phone=f"+45 33 11 00 {n:02d}")) for n in range(7)]
    gone(context, *made)
    token = CancelToken()
    seen = []

    def progress(done, total, text=""):
        seen.append((done, total))
        if done == 4:
            token.cancel()

    report = trash.empty_trash(context, progress=progress, cancel=token)
    assert (report.count, report.left, report.is_cancelled) == (4, 3, True)
    assert seen == [(2, 7), (4, 7)]
    assert undo.recent_changes(context)[0].label == "Delete 4 records for good"
    check_whole(context)
    assert trash.empty_trash(context).count == 3
    check_whole(context)


def test_a_failure_in_the_middle_leaves_whole_records(context, monkeypatch, marked, bo):
    monkeypatch.setattr(purging, "BATCH", 1)
    gone(context, marked, bo)
    real, calls = purging._put_up_tombstones, []

    def fails(bare, going):
        calls.append(going)
        if len(calls) == 2:
            raise OSError("the disk went away")
        real(bare, going)

    monkeypatch.setattr(purging, "_put_up_tombstones", fails)
    with pytest.raises(OSError, match="went away"):
        trash.empty_trash(context)
    assert queries.counts(context)["trash"] == 1
    check_whole(context)
    monkeypatch.undo()
    assert trash.empty_trash(context).count == 1
    ops.create(context, person("New"))  # references are checked again, and rows are kept again
    with (
        closing(driver.connect(context.store.path)) as bare,
        pytest.raises(driver.Error, match="never removed"),
    ):
        bare.execute("delete from party")


def test_other_windows_hear_of_it(context, marked, bo):
    activity_ops.log(context, call(marked, bo))
    gone(context, marked)
    other = open_inline(context.store.path, user="Bo")
    try:
        watch = ForeignChanges(other.store)
        watch.poll()
        trash.empty_trash(context)
        changes = watch.poll()
        watch.close()
    finally:
        other.close()
    assert changes is not None
    assert changes.deleted == {marked.id}
    assert bo.id in changes.updated


def test_others_write_while_it_is_emptied(crm_file, monkeypatch):
    monkeypatch.setattr(purging, "BATCH", 5)
    program = (
        "import sys\nfrom pathlib import Path\nfrom crm_desktop.services.contacts import ops\n"
        "from tests.factories.contexts import open_inline\nfrom tests.factories.people import person\n"
        "context = open_inline(Path(sys.argv[1]), user='Bo')\n"
        "[ops.create(context, person(f'Late {n}')) for n in range(20)]\ncontext.close()\n"
    )
    context = open_inline(crm_file)
    try:
        gone(context, *[ops.create(context, person(f"Person {n}", company="Acme")) for n in range(40)])
        with subprocess.Popen([sys.executable, "-c", program, str(crm_file)]) as other:
            count = trash.empty_trash(context).count
            trash.clear_traces(context)
        assert (count, other.returncode) == (40, 0)
        assert queries.counts(context) == {"person": 20, "organization": 1, "trash": 0}
        check_whole(context)
    finally:
        context.close()


EMPTYING = """
import sys
from pathlib import Path
from crm_desktop.services.contacts import trash
from crm_desktop.storage import purging
from tests.factories.contexts import open_inline
purging.BATCH = 3
context = open_inline(Path(sys.argv[1]))
trash.empty_trash(context, progress=lambda done, total, text="": print(done, flush=True))
context.close()
"""


@pytest.mark.parametrize("killed_after", [1, 4, 9])
def test_killed_in_the_middle_the_next_run_does_the_rest(crm_file, killed_after):
    context = open_inline(crm_file)
    made = [ops.create(context, person(f"{MARK} {n}", company="Acme")) for n in range(60)]
    for one, two in zip(made[::2], made[1::2], strict=True):
        activity_ops.log(context, call(one, two, body=MARK))
    gone(context, *made)
    context.close()
    with subprocess.Popen([sys.executable, "-c", EMPTYING, str(crm_file)], stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        for _line in range(killed_after):
            program.stdout.readline()
        program.kill()
    context = open_inline(crm_file)
    try:
        left = queries.counts(context)["trash"]
        assert left <= 60 - 3 * killed_after
        check_whole(context)
        assert trash.has_traces(context)
        assert trash.empty_trash(context, keeps_names=False).count == left
        trash.clear_traces(context)
        check_whole(context)
        assert rows(context, "select count(*) from activity") == [(0,)]
        # The step that was cut off does not know that it is over; what it named is out of its name all the same.
        assert all(MARK not in step.label for step in undo.recent_changes(context))
        assert MARK.lower().encode() not in bytes_of(crm_file)
    finally:
        context.close()


def test_the_past_shows_who_is_still_there(context, marked, bo):
    then = context.now() + dt.timedelta(seconds=5)
    gone(context, marked)
    trash.empty_trash(context)
    listed = queries.first_rows(context, ListQuery(as_of=then, kinds=("person",)))
    assert [row.display_name for row in listed] == ["Bo Dahl"]


NAMES = [f"Qz{letter}wxv{letter}kk" for letter in "abcdef"]
ACTS = st.tuples(
    st.sampled_from(["add", "rename", "phone", "tag", "meet", "relate", "trash", "restore", "undo", "redo"]),
    st.integers(0, 50),
    st.integers(0, 50),
)


@settings(max_examples=12, phases=(Phase.generate,))  # shrinking takes minutes
@given(acts=st.lists(ACTS, min_size=5, max_size=30), keeps_names=st.booleans())
def test_random_histories_then_the_trash_is_emptied(empty_file, acts, keeps_names):
    """What stays is as it was, nothing of what went is in the file, older steps can be undone or say why not."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "office.crm"
        path.write_bytes(empty_file.read_bytes())
        context = open_inline(path)
        try:
            refs = _play(context, acts)
            ids = {ref.id: ref for ref in refs}
            trashed = {r.id for r in queries.load_all(context, list(ids)) if r.is_deleted}
            before = {i: queries.load(context, i) for i in ids.keys() - trashed}
            report = trash.empty_trash(context, keeps_names=keeps_names)
            trash.clear_traces(context)
            assert report.count == len(trashed)
            assert {i: queries.load(context, i) for i in before} == before
            check_whole(context)
            assert not keeps_names or report.left == 0
            if not keeps_names:
                left = bytes_of(path)
                spared = {n for n in NAMES if any(n in str(record) for record in before.values())}
                for name in {n for i, n in _numbered(refs) if i in trashed} - spared:
                    assert name.lower().encode() not in left
            _undo_everything(context)
            check_whole(context)
        finally:
            context.close()


def _numbered(refs):
    return [(ref.id, NAMES[at % len(NAMES)]) for at, ref in enumerate(refs)]


def _play(context, acts):
    friend = next(kind for kind in BUILT_IN if kind.key == "friend")
    refs = []
    for act, one, two in acts:
        if act == "add" or not refs:
            refs.append(
                ops.create(context, person(NAMES[len(refs) % len(NAMES)], phone=f"+45 33 11 {one:04d}"))
            )
            continue
        a, b = refs[one % len(refs)], refs[two % len(refs)]
        now = queries.load(context, a)
        if act == "rename":
            ops.set_field(context, a, "nickname", now.nickname, f"{now.display_name} {two}")
        elif act == "phone":
            ops.add_item(context, a, ContactPoint("phone", f"+45 33 22 {two:04d}"))
        elif act == "tag":
            ops.set_tags(context, Selection.of(a.id, b.id), add=["vip"])
        elif act == "meet":
            activity_ops.log(
                context, call(*{a, b}, kind="meeting", subject=now.display_name if a == b else "")
            )
        elif act == "relate" and a != b and not (now.is_deleted or queries.load(context, b).is_deleted):
            relations.add(context, a, Relation(friend, other=b))
        elif act in ("trash", "restore"):
            (ops.trash if act == "trash" else ops.restore)(context, Selection.of(a.id))
        elif act == "undo" and undo.undoable(context):
            undo.undo(context)
        elif act == "redo" and undo.redoable(context):
            undo.redo(context)
    return refs


def _undo_everything(context):
    """Every step that is in force, the newest first."""
    while (step := undo.undoable(context)) is not None:
        undo.undo(context, step.set_id)
    for step in undo.recent_changes(context):
        if step.state == "erased":
            with pytest.raises(UserError):
                undo.undo(context, step.set_id)
