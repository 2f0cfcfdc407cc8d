"""Records of the trash deleted for good, with everything that hangs on them alone (data-model, Keys; reliability 3.2).

What goes with a record: all its fields, items, tags, notes, files and ties; activities in which nobody else took part
and that are about nothing else; what the journal held of all these; their place in the search index and among the last
contacts. What stays: an activity that concerns others too, with the name written into its text if that is wanted; a
company at which somebody who stays has a role; tags, sources and own fields, which belong to the whole file. Texts that
people wrote about others are never searched for the name.

One transaction for a few hundred records, each of which is whole: cut off or cancelled, the next run does the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from crm_desktop.base.changes import Step
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id, new_id
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.storage import bulk, driver, search, traces
from crm_desktop.storage.engine import raw
from crm_desktop.storage.erased import BEREFT, KIND, TOMBSTONE
from crm_desktop.storage.hanging import Hanging, removable, what_hangs_on
from crm_desktop.storage.past_erasing import StepsOfErased
from crm_desktop.storage.store import Store
from crm_desktop.storage.tables import activities as t
from crm_desktop.storage.unit_of_work import UnitOfWork

BATCH = 100
"""Records in one transaction: a few tenths of a second in a file of a hundred thousand with their activities."""


@dataclass(slots=True)
class Purged:
    """What was deleted for good.

    Attributes:
        set_id: the step; None when nothing was.
        records: kind -> how many.
        activities: how many went with them.
        is_cancelled: it was stopped before its end; what was deleted until then is gone.
    """

    set_id: Id | None = None
    records: dict[str, int] = field(default_factory=dict)
    activities: int = 0
    is_cancelled: bool = False

    @property
    def count(self) -> int:
        """How many records of any kind."""
        return sum(self.records.values())


def purge(
    store: Store,
    ids: Sequence[Id],
    label: Callable[[int], str],
    *,
    keeps_names: bool,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> Purged:
    """Deletes records for good, as far as they lie in the trash and nothing that stays needs them.

    Args:
        store: the open file.
        ids: records, companies last: who goes himself does not hold a company back.
        label: what the step is called when so many were deleted.
        keeps_names: activities that stay have the names of who is deleted written into their text.
        progress: counts records.
        cancel: looked at between two transactions; does not raise, `is_cancelled` tells.

    Raises:
        EnvironmentProblem: the file could not be written; what was deleted until then is gone.
    """
    step, purged, steps = Step(label(min(len(ids), BATCH)), KIND), Purged(), StepsOfErased()
    set_id = new_id()
    try:
        for done, chunk in enumerate(bulk.chunks(ids, BATCH)):
            if cancel is not None and cancel.is_cancelled:
                purged.is_cancelled = True
                break
            with store.erasing(step, set_id) as work:
                going = what_hangs_on(raw(work.connection), removable(raw(work.connection), chunk))
                if going.parties:
                    _erase(work, going, steps, keeps_names=keeps_names)
                    _name_step(work, label(purged.count + len(going.parties)))
            purged.set_id = set_id if going.parties else purged.set_id
            purged.activities += len(going.activities)
            for kind in going.parties.values():
                purged.records[kind] = purged.records.get(kind, 0) + 1
            progress(min(len(ids), (done + 1) * BATCH), len(ids))
    finally:
        if purged.count:
            steps.close(store, set_id, label(purged.count))
    return purged


def _name_step(work: UnitOfWork, label: str) -> None:
    """What the step is called tells of what was done until now; the first transaction has not written it yet."""
    raw(work.connection).execute("update change_set set label = ? where id = ?", (label, work.set_id))


def _erase(work: UnitOfWork, going: Hanging, steps: StepsOfErased, *, keeps_names: bool) -> None:
    """All of a chunk, in one transaction that is open."""
    bare = raw(work.connection)
    _free_followers(work, going)
    if keeps_names:
        _write_names(work, going)
    steps.forget_values(bare, going)
    digests = _digests(bare, going)
    for table, rows in going.rows.items():
        keys = [(row_id,) for row_id in rows]
        bare.executemany(f'delete from "{table}" where id = ?', keys)
        bare.executemany("delete from change where tbl = ? and row_id = ?", [(table, *key) for key in keys])
        bare.executemany(
            "delete from field_clock where tbl = ? and row_id = ?", [(table, *key) for key in keys]
        )
    steps.leave_traces(bare)
    _drop_blobs(bare, digests)
    search.remove(bare, list(going.parties))
    bare.executemany("delete from touch_summary where party_id = ?", [(key,) for key in going.parties])
    _put_up_tombstones(bare, going)
    traces.note(bare)


def _free_followers(work: UnitOfWork, going: Hanging) -> None:
    """What followed from an activity that goes stands by itself from now on."""
    followers: list[Id] = []
    for chunk in bulk.chunks(sorted(going.activities)):
        sql = f"select id from activity where follow_up_of_id in ({bulk.marks(chunk)})"
        followers += (row[0] for row in raw(work.connection).execute(sql, chunk).fetchall())
    work.update_many(
        t.activity, [i for i in followers if i not in going.activities], {"follow_up_of_id": None}
    )


def _write_names(work: UnitOfWork, going: Hanging) -> None:
    """Who took part in an activity that stays can still be read in its text."""
    for activity, names in sorted(going.names_lost.items()):
        sql = "select body from activity where id = ? and deleted = 0"
        row = raw(work.connection).execute(sql, (activity,)).fetchone()
        if row is not None:
            line = _("With {names} (deleted)").format(names=", ".join(names))
            work.update(t.activity, activity, {"body": f"{row[0]}\n{line}" if row[0] else line})


def _digests(bare: driver.Connection, going: Hanging) -> set[bytes]:
    """Of the files and photos that go."""
    found: set[bytes] = set()
    for chunk in bulk.chunks(sorted(going.rows.get("attachment", {}))):
        sql = f"select sha256 from attachment where sha256 is not null and id in ({bulk.marks(chunk)})"
        found.update(row[0] for row in bare.execute(sql, chunk).fetchall())
    return found


def _drop_blobs(bare: driver.Connection, digests: set[bytes]) -> None:
    """The bytes of files that nobody has any more, and that no undo could want."""
    for digest in sorted(digests):
        sql = """select exists (select 1 from attachment where sha256 = ?1)
            or exists (select 1 from change where tbl = 'attachment' and instr(before, hex(?1)))"""
        if not bare.execute(sql, (digest,)).fetchone()[0]:
            bare.execute("delete from blob where sha256 = ?", (digest,))


def _put_up_tombstones(bare: driver.Connection, going: Hanging) -> None:
    """One tick of the file's clock tells everybody what went, and who lost something by it."""
    bare.execute(
        "update sync_clock set prev = last,"
        " last = max(last + 1, cast((julianday('now') - 2440587.5) * 86400000 as integer) << 16)"
    )
    rows = [("party", key, TOMBSTONE) for key in going.parties]
    rows += [("activity", key, TOMBSTONE) for key in going.activities]
    rows += [("party", key, BEREFT) for key in going.neighbours]
    bare.executemany(
        "insert into field_clock (tbl, row_id, field, hlc, site) select ?, ?, ?, last, site from sync_clock where true"
        " on conflict do update set hlc = excluded.hlc, site = excluded.site",
        rows,
    )
