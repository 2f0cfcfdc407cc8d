"""Creating, opening, backups and restore: what is refused is never altered."""

import datetime as dt
import os
import shutil
import stat
from pathlib import Path

import pytest

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.services import care
from crm_desktop.services.contacts import ops, queries
from crm_desktop.storage import backup, driver
from crm_desktop.storage.comparing import content_hash
from crm_desktop.storage.engine import raw
from tests.factories.contexts import FixedClock, open_inline
from tests.factories.people import EVERYONE, MINSU, SOREN, XIAOMING

POSIX = pytest.mark.skipif(os.name == "nt", reason="permission bits of POSIX")


def pragma(context, name):
    with context.store.read() as connection:
        return raw(connection).execute(f"pragma {name}").fetchone()[0]


def test_a_local_file_is_wal_and_fully_synced(context):
    assert pragma(context, "journal_mode") == "wal"
    assert pragma(context, "synchronous") == 2
    assert pragma(context, "foreign_keys") == 1
    assert pragma(context, "trusted_schema") == 0


def test_a_file_on_a_share_has_a_rollback_journal_and_a_warning(crm_file, monkeypatch):
    monkeypatch.setenv("CRM_FILESYSTEM", "nfs4")
    shared = open_inline(crm_file)
    with shared.store.write(_step("look")) as work:
        assert raw(work.connection).execute("pragma journal_mode").fetchone() == ("truncate",)
        assert raw(work.connection).execute("pragma synchronous").fetchone() == (2,)
    assert any("preview" in notice for notice in shared.notices)
    ops.create(shared, SOREN)
    assert not crm_file.with_name(crm_file.name + "-wal").exists()
    assert crm_file.with_name(crm_file.name + "-journal").stat().st_size == 0
    shared.close()


@POSIX
def test_files_are_for_their_owner_alone(context, crm_file, tmp_path):
    made = open_inline(tmp_path / "new.crm", create=True)
    ops.create(made, SOREN)
    copy = care.backup(made)
    for path in [tmp_path / "new.crm", tmp_path / "new.crm-wal", tmp_path / "new.crm-shm", copy.path]:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE(copy.path.parent.stat().st_mode) == 0o700
    made.close()


def test_a_file_without_a_byte_is_called_empty_and_stays_so(tmp_path):
    path = tmp_path / "made by hand.crm"
    path.touch()
    with pytest.raises(EnvironmentProblem) as problem:
        open_inline(path)
    assert str(problem.value).startswith("The file made by hand.crm is empty.")
    assert path.read_bytes() == b""
    assert list(tmp_path.glob("made by hand*")) == [path]


def test_an_existing_file_is_never_overwritten(tmp_path):
    path = tmp_path / "there.crm"
    path.write_text("precious")
    with pytest.raises(EnvironmentProblem) as problem:
        open_inline(path, create=True)
    assert problem.value.reason == "exists"
    assert path.read_text() == "precious"
    assert [p.name for p in tmp_path.glob("*.crm*")] == ["there.crm"]


@POSIX
def test_a_file_that_may_not_be_written_opens_for_reading(crm_file):
    crm_file.chmod(0o400)
    if os.access(crm_file, os.W_OK):
        pytest.skip("root may write anything")
    context = open_inline(crm_file)
    assert context.store.is_read_only
    with pytest.raises(EnvironmentProblem):
        ops.create(context, SOREN)
    context.close()


@POSIX
@pytest.mark.parametrize("file_mode", [0o400, 0o600])
def test_a_file_in_a_folder_that_may_not_be_written_opens_for_reading(context, tmp_path, file_mode):
    ops.create(context, SOREN)
    context.close()
    folder = tmp_path / "medium"
    folder.mkdir()
    path = Path(shutil.copy(context.store.path, folder / "on medium.crm"))
    path.chmod(file_mode)
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("root may write anything")
        reader = open_inline(path)
        assert reader.store.is_read_only
        assert queries.counts(reader)["person"] == 1
        assert care.check(reader).is_well
        assert content_hash(path)
        reader.close()
        assert [entry.name for entry in folder.iterdir()] == [path.name]
    finally:
        folder.chmod(0o700)


def test_read_only_reads_and_refuses_to_write(context, crm_file):
    ops.create(context, SOREN)
    context.close()
    before = crm_file.read_bytes()
    reader = open_inline(crm_file, read_only=True)
    assert queries.counts(reader)["person"] == 1
    with pytest.raises(EnvironmentProblem) as problem:
        ops.create(reader, SOREN)
    assert problem.value.reason == "read_only"
    reader.close()
    assert crm_file.read_bytes() == before


def test_a_backup_is_complete_and_opens_by_itself(context):
    for record in EVERYONE:
        ops.create(context, record)
    made = care.backup(context)
    assert content_hash(made.path) == content_hash(context.store.path)
    assert [p.name for p in made.path.parent.iterdir()] == [made.path.name]
    copy = open_inline(made.path)
    assert queries.counts(copy)["person"] == 4
    copy.close()


def test_a_backup_is_made_while_another_connection_writes(context):
    ops.create(context, SOREN)
    with context.store.write(_step("half")) as work:
        work.update(_party(), queries.resolve(context, "soren").id, {"nickname": "not yet"})
        made = care.backup(context)
    copy = open_inline(made.path)
    assert queries.load(copy, queries.resolve(copy, "soren")).nickname == ""
    copy.close()


def _step(label):
    from crm_desktop.base.changes import Step

    return Step(label)


def _party():
    from crm_desktop.storage.tables.parties import party

    return party


def test_restore_shows_what_differs_first_and_can_itself_be_taken_back(context, crm_file):
    ref = ops.create(context, SOREN)
    made = care.backup(context)
    ops.set_field(context, ref, "nickname", "", "changed")
    ops.create(context, MINSU)
    difference = care.compare_backup(context, made.path)
    assert (difference.only_now, difference.only_then, difference.different) == (2, 0, 1)
    assert difference.names_different == ("Søren Ågård",)
    now = content_hash(crm_file)
    heard = []
    context.bus.subscribe(heard.append)
    safety = care.restore(context, made.path)
    assert heard[-1].rebuild
    assert content_hash(crm_file) == content_hash(made.path)
    assert queries.load(context, ref).nickname == ""
    care.restore(context, safety.path)
    assert content_hash(crm_file) == now


def test_a_restored_file_is_another_copy(context):
    ops.create(context, SOREN)
    made = care.backup(context)
    with context.store.read() as connection:
        (before,) = raw(connection).execute("select site from sync_clock").fetchone()
    care.restore(context, made.path)
    with context.store.read() as connection:
        (after,) = raw(connection).execute("select site from sync_clock").fetchone()
    assert after != before


@pytest.fixture(params=["ext4", "nfs4"])
def colleague(request, crm_file, monkeypatch):
    """Another program on the file, which lies on a disk or on a share."""
    monkeypatch.setenv("CRM_FILESYSTEM", request.param)
    other = open_inline(crm_file, user="Bo")
    yield other
    other.close()


def written_after_each_backup(monkeypatch, write, times):
    """The first `times` backups from now on are each followed by `write()`."""
    make = care.backups.make
    left = [write] * times

    def make_and_write(*arguments, **named):
        made = make(*arguments, **named)
        if left:
            left.pop()()
        return made

    monkeypatch.setattr(care.backups, "make", make_and_write)


def test_what_others_save_while_a_backup_is_restored_is_in_the_backup_from_before(colleague, monkeypatch):
    context = open_inline(colleague.store.path)
    ops.create(context, SOREN)
    made = care.backup(context)
    before = len(care.list_backups(context))
    written_after_each_backup(monkeypatch, lambda: ops.create(colleague, MINSU), 1)
    safety = care.restore(context, made.path)
    assert content_hash(context.store.path) == content_hash(made.path)
    copy = open_inline(safety.path)
    assert queries.counts(copy)["person"] == 2
    copy.close()
    assert len(care.list_backups(context)) == before + 1
    ops.create(colleague, XIAOMING)
    assert care.check(context).is_well
    context.close()


def test_nothing_is_restored_while_others_do_not_stop_saving(colleague, monkeypatch):
    context = open_inline(colleague.store.path)
    ops.create(context, SOREN)
    made = care.backup(context)
    written_after_each_backup(monkeypatch, lambda: ops.create(colleague, MINSU), 100)
    with pytest.raises(EnvironmentProblem) as problem:
        care.restore(context, made.path)
    assert problem.value.reason == "locked"
    assert queries.counts(context)["person"] == 1 + care.RESTORE_TRIES
    assert [one.reason for one in care.list_backups(context)] == ["manual"]
    ops.create(context, XIAOMING)
    assert care.check(context).is_well
    context.close()


def test_the_backup_that_is_restored_is_not_rotated_away_by_the_one_from_before(context):
    ops.create(context, SOREN)
    oldest = care.backup(context)
    ops.create(context, MINSU)
    for _ in range(backup.KEEP_LAST - 1):
        care.backup(context)
    care.restore(context, oldest.path)
    assert content_hash(context.store.path) == content_hash(oldest.path)
    assert queries.counts(context)["person"] == 1


def test_a_wrong_clock_costs_no_backup(context, crm_file):
    ops.create(context, SOREN)
    now = dt.datetime.now(dt.UTC)
    for n in range(backup.KEEP_LAST):
        backup.make(crm_file, "import", now=now + dt.timedelta(days=365, seconds=n))
    assert backup.is_due(crm_file, now)
    ahead = now + dt.timedelta(days=365)
    assert backup.make(crm_file, "daily", now=ahead - dt.timedelta(seconds=1)).path.exists()
    backup.make(crm_file, "daily", now=now)
    assert not backup.is_due(crm_file, now)


def test_what_a_killed_restore_left_is_swept_a_day_later(context, crm_file):
    scraps = [crm_file.with_name(f".{crm_file.name}.0011.restore{end}") for end in ("", "-journal")]
    scraps.append(crm_file.with_name(f"..{crm_file.name}.0011.restore.2233.part"))
    for scrap in scraps:
        scrap.write_bytes(b"half")
    backup.sweep_scraps(crm_file, dt.datetime.now(dt.UTC))
    assert all(scrap.exists() for scrap in scraps)
    backup.sweep_scraps(crm_file, dt.datetime.now(dt.UTC) + dt.timedelta(days=2))
    assert not any(scrap.exists() for scrap in scraps)


def test_a_backup_of_another_file_is_not_restored(context, tmp_path):
    ops.create(context, SOREN)
    other = open_inline(tmp_path / "other.crm", create=True)
    made = care.backup(other)
    other.close()
    before = content_hash(context.store.path)
    with pytest.raises(EnvironmentProblem) as problem:
        care.restore(context, made.path)
    assert problem.value.reason == "foreign"
    assert content_hash(context.store.path) == before


def test_a_damaged_backup_is_not_restored(context):
    for n in range(50):
        ops.create(context, SOREN if n == 0 else MINSU)
    made = care.backup(context)
    content = bytearray(made.path.read_bytes())
    content[40960:49152] = os.urandom(8192)
    made.path.write_bytes(content)
    before = content_hash(context.store.path)
    with pytest.raises(EnvironmentProblem):
        care.restore(context, made.path)
    assert content_hash(context.store.path) == before


def test_one_backup_a_day_is_made_on_opening(crm_file):
    clock = FixedClock()
    for hours, expected in ((0, 1), (2, 1), (25, 2), (26, 2)):
        clock.at = dt.datetime(2026, 11, 1, tzinfo=dt.UTC) + dt.timedelta(hours=hours)
        open_inline(crm_file, clock=clock, daily_backup=True).close()
        assert len(backup.listing(crm_file)) == expected


def test_a_cancelled_backup_leaves_nothing(context, crm_file):
    cancel = CancelToken()
    with pytest.raises(CancelledError):
        backup.make(crm_file, "daily", progress=lambda *_: cancel.cancel(), cancel=cancel)
    assert list(backup.folder_of(crm_file).iterdir()) == []


def test_rotation_keeps_days_weeks_and_months(crm_file):
    start = dt.datetime(2024, 1, 1, 8, tzinfo=dt.UTC)
    folder = backup.folder_of(crm_file)
    folder.mkdir()
    for day in range(800):
        at = start + dt.timedelta(days=day)
        (folder / f"{at:%Y%m%dT%H%M%S}000Z daily.crm").write_bytes(b"")
    backup.prune(crm_file)
    kept = [b.at.date() for b in backup.listing(crm_file)]
    last = (start + dt.timedelta(days=799)).date()
    assert kept[:14] == [last - dt.timedelta(days=n) for n in range(14)]
    assert len({(d.year, d.month) for d in kept}) == 12
    assert 14 + 12 <= len(kept) <= 14 + 8 + 12


def test_a_file_that_another_program_holds_is_busy_in_words(context, crm_file, monkeypatch):
    ops.create(context, SOREN)
    monkeypatch.setattr(driver, "BUSY_TIMEOUT_S", 0.05)
    waiting = open_inline(crm_file, user="Bo")
    holder = driver.connect(crm_file)
    holder.execute("begin immediate")
    with pytest.raises(EnvironmentProblem) as problem:
        ops.create(waiting, SOREN)
    assert problem.value.reason == "locked"
    assert "Anna (" in str(problem.value)
    holder.execute("rollback")
    holder.close()
    ops.create(waiting, SOREN)
    waiting.close()


def test_a_step_cut_off_by_a_crash_is_taken_back_at_the_next_opening(context, crm_file):
    ops.create(context, SOREN)
    before = content_hash(crm_file)
    long = context.store.open_step(_step("Import 3 records"))
    with long.transaction() as work:
        writer = ops._writer(context, work)
        writer.add(MINSU)
        writer.flush()
    copy = shutil.copy(crm_file, crm_file.with_name("after crash.crm"))
    for suffix in ("-wal", "-shm"):
        shutil.copy(f"{crm_file}{suffix}", f"{copy}{suffix}")
    connection = driver.connect(copy)
    connection.execute("update presence set pid = 999999999")
    connection.close()
    reopened = open_inline(copy)
    assert any("Import 3 records" in notice for notice in reopened.notices)
    assert content_hash(copy) == before
    assert queries.counts(reopened)["person"] == 1
    reopened.close()


def test_a_running_import_of_a_colleague_is_left_alone(context, crm_file):
    long = context.store.open_step(_step("Import 3 records"))
    with long.transaction() as work:
        writer = ops._writer(context, work)
        writer.add(MINSU)
        writer.flush()
    colleague = open_inline(crm_file, user="Bo")
    assert colleague.notices == ()
    assert queries.counts(colleague)["person"] == 1
    colleague.close()
    long.finish()


def test_check_finds_nothing_in_a_good_file(context):
    for record in EVERYONE:
        ops.create(context, record)
    report = care.check(context)
    assert report.is_well
    assert report.records == 6


def test_check_finds_a_search_index_that_is_behind_and_repairs_it(context):
    ops.create(context, SOREN)
    context.store.bookkeeping("delete from search_doc")
    assert not care.check(context).is_well
    care.repair(context)
    assert care.check(context).is_well
