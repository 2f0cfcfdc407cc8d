"""Undo: a new change set that writes the old values back (architecture 5.6).

What one step inserted goes to the trash; what it changed gets its old value again, unless somebody changed it since.
A record or an item that a step made and that has been worked on since is kept whole; so is a tag that others use.
Large steps are taken back in many short transactions; a run that a crash cut off is simply run again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from crm_desktop.base.changes import Step
from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.storage import bulk, driver, erased
from crm_desktop.storage.engine import raw
from crm_desktop.storage.queries.past import decode_before
from crm_desktop.storage.tables import metadata
from crm_desktop.storage.tables.belonging import LIST_WORDS, OWNER_COLUMNS
from crm_desktop.storage.unit_of_work import owners

if TYPE_CHECKING:
    from crm_desktop.storage.store import Store

BATCH = 500
_NEVER_UNDONE = ("user",)

RowKey = tuple[str, Id]
Span = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that was not taken back because it was changed again since.

    Attributes:
        before: what undo would have written.
        now: what stands there.
    """

    table: str
    row_id: Id
    field: str
    before: Any
    now: Any


@dataclass(slots=True)
class Taken:
    """What an undo did.

    Attributes:
        set_id: the new set; None when there was nothing to do.
        restored: rows that were written.
        kept: records that the step had made, or made an item of, that was worked on since.
        conflicts: fields left as they are.
        erased: how many records that the step was at have been deleted for good since; they stay away.
    """

    set_id: Id | None = None
    restored: int = 0
    erased: int = 0
    kept: list[Id] = field(default_factory=list)
    conflicts: list[FieldConflict] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Plan:
    updates: dict[RowKey, dict[str, Any]]
    kept: list[Id]
    conflicts: list[FieldConflict]
    erased: int


def undo_set(
    store: Store, set_id: Id, step: Step, progress: Progress = no_progress, cancel: CancelToken | None = None
) -> Taken:
    """Takes the set `set_id` back as the new step `step`. All or, on cancel or error, nothing.

    Where others have changed everything since, it counts as undone all the same: the next undo goes further back.

    Raises:
        CancelledError: it was cancelled; the file is as before.
        EnvironmentProblem: the file could not be written.
    """
    take_back_left(store)
    plan = _read_plan(store, set_id)
    taken = Taken(kept=plan.kept, conflicts=plan.conflicts, erased=plan.erased)
    long = store.open_step(step, undoes_id=set_id)
    try:
        taken.restored = _apply(long.transaction, plan, progress, cancel)
        long.finish()
    except BaseException:
        abandon(store, long.set_id)
        raise
    taken.set_id = long.set_id if plan.updates else None
    return taken


def take_back(store: Store, set_id: Id) -> Taken:
    """Takes back an open step that was cancelled, failed, or was cut off by a crash; can be run again and again."""
    with store.read() as connection:
        rows = (
            raw(connection).execute("select label, state from change_set where id = ?", (set_id,)).fetchall()
        )
    if not rows or rows[0][1] != "open":
        return Taken()
    plan = _read_plan(store, set_id)
    long = store.open_step(Step(rows[0][0], "cancel"), undoes_id=set_id)
    restored = _apply(long.transaction, plan, no_progress, None)
    taken = Taken(long.set_id, restored, plan.erased, plan.kept, plan.conflicts)
    long.finish("cancelled")
    return taken


def abandon(store: Store, set_id: Id) -> None:
    """Takes back a step that failed. When the disk does not let it, that is done before the store's next write."""
    store.left_open.append(set_id)
    take_back_left(store)


def take_back_left(store: Store) -> None:
    """Takes back the steps of this session that failed and could not be taken back then. Raises EnvironmentProblem."""
    while store.left_open:
        set_id = store.left_open.pop()
        try:
            take_back(store, set_id)
        except BaseException:
            store.left_open.append(set_id)
            raise


def take_back_open_steps(store: Store, living: set[Id]) -> list[str]:
    """Takes back every step that a session now gone left open; returns their labels."""
    with store.read() as connection:
        rows = (
            raw(connection)
            .execute("select id, label, kind, session_id from change_set where state = 'open' order by at")
            .fetchall()
        )
    left = [(i, label, kind) for i, label, kind, session in rows if session not in living]
    for set_id, _label, kind in left:
        if kind == "cancel":  # half of a taking back; the step it belonged to is open as well and comes next
            store.bookkeeping("update change_set set state = 'done' where id = ?", (set_id,))
    steps = [(i, label) for i, label, kind in left if kind != "cancel"]
    for set_id, _label in steps:
        take_back(store, set_id)
    return [label for _set_id, label in steps]


def _apply(transaction: Any, plan: _Plan, progress: Progress, cancel: CancelToken | None) -> int:
    rows = list(plan.updates.items())
    for done, chunk in enumerate(bulk.chunks(rows, BATCH)):
        if cancel is not None:
            cancel.check()
        with transaction() as work:
            bare = raw(work.connection)
            for names, keys in _by_shape(chunk).items():
                table, *columns = names
                sets = ", ".join(f'"{c}" = ?' for c in columns)
                bare.executemany(f'update "{table}" set {sets} where id = ?', keys)
        progress(min(len(rows), (done + 1) * BATCH), len(rows))
    return len(rows)


def _by_shape(chunk: list[tuple[RowKey, dict[str, Any]]]) -> dict[tuple[str, ...], list[list[Any]]]:
    """Rows grouped by table and columns: one prepared statement each."""
    shapes: dict[tuple[str, ...], list[list[Any]]] = {}
    for (table, row_id), values in chunk:
        shapes.setdefault((table, *values), []).append([*values.values(), row_id])
    return shapes


def _read_plan(store: Store, set_id: Id) -> _Plan:
    with store.read() as connection:
        bare = raw(connection)
        spans = _spans(bare, set_id)
        made = _rows_made(bare, spans)
        touched = _touched_since(bare, set_id, spans) if made else {}
        kept = made.get("party", set()) & _records_of(connection, touched)
        updates: dict[RowKey, dict[str, Any]] = {}
        conflicts: list[FieldConflict] = []
        _plan_changes(bare, set_id, made, updates, conflicts)
        kept |= _plan_trash(bare, made, kept, touched, updates)
        _spare_what_others_use(bare, updates)
        erased.spare_dangling(bare, updates)
        return _Plan(updates, sorted(kept), conflicts, erased.erased_of(bare, set_id))


def _rows_made(bare: driver.Connection, spans: list[Span]) -> dict[str, set[Id]]:
    """Table -> rows that the set inserted."""
    made: dict[str, set[Id]] = {}
    for first, last, site in spans:
        sql = "select tbl, row_id from field_clock where hlc between ? and ? and site = ? and field = '*'"
        for table, row_id in bare.execute(sql, (first, last, site)).fetchall():
            if table not in _NEVER_UNDONE:
                made.setdefault(table, set()).add(row_id)
    return made


def _touched_since(bare: driver.Connection, set_id: Id, spans: list[Span]) -> dict[str, set[Id]]:
    """Table -> rows that later steps, still in force, have made or changed.

    Asked of the changes themselves: the clock of a field tells only of its last one, which may be undone. An undo or
    redo is not a step of its own: it says whether the step that it is about is in force.
    """
    later = bare.execute(
        "select distinct s.id from change_span p join change_set s on s.id = p.set_id"
        " where p.hlc_to > ? and s.id <> ? and not s.is_undone and s.kind not in ('undo', 'redo', 'cancel', 'erase')",
        (spans[0][0], set_id),
    ).fetchall()
    touched: dict[str, set[Id]] = {}
    for (other,) in later:
        for table, ids in _rows_made(bare, _spans(bare, other)).items():
            touched.setdefault(table, set()).update(ids)
        for table, row_id in bare.execute("select tbl, row_id from change where set_id = ?", (other,)):
            touched.setdefault(table, set()).add(row_id)
    return touched


def _spans(bare: driver.Connection, set_id: Id) -> list[Span]:
    spans: list[Span] = bare.execute(
        "select hlc_from, hlc_to, site from change_span where set_id = ? order by hlc_from", (set_id,)
    ).fetchall()
    return spans


def _records_of(connection: sa.Connection, rows: dict[str, set[Id]]) -> set[Id]:
    found: set[Id] = set()
    for table, ids in rows.items():
        if table in OWNER_COLUMNS:
            found |= owners(connection, table, sorted(ids))
    return found


def _plan_changes(
    bare: driver.Connection,
    set_id: Id,
    made: dict[str, set[Id]],
    updates: dict[RowKey, dict[str, Any]],
    conflicts: list[FieldConflict],
) -> None:
    """Old values of the rows that the set changed but did not make."""
    changes = bare.execute(
        "select tbl, row_id, hlc, before from change where set_id = ? order by hlc desc", (set_id,)
    )
    latest: dict[tuple[str, Id, str], int] = {}
    for table, row_id, hlc, text in changes.fetchall():
        if table in _NEVER_UNDONE or row_id in made.get(table, ()):
            continue
        before = decode_before(metadata.tables[table], text)
        updates.setdefault((table, row_id), {}).update(before)  # newest first, so the oldest value stays
        for name in before:
            latest.setdefault((table, row_id, name), hlc)
    for (table, row_id, name), hlc in latest.items():
        values = updates[table, row_id]
        if _is_ours(bare, table, row_id, name, hlc):
            continue
        now = bare.execute(f'select "{name}" from "{table}" where id = ?', (row_id,)).fetchone()[0]
        if now == values[name]:
            del values[name]
        elif now != _value_after(bare, table, row_id, name, hlc):
            conflicts.append(FieldConflict(table, row_id, name, values.pop(name), now))
    for key in [key for key, values in updates.items() if not values]:
        del updates[key]


def _is_ours(bare: driver.Connection, table: str, row_id: Id, name: str, hlc: int) -> bool:
    row = bare.execute(
        "select hlc from field_clock where tbl = ? and row_id = ? and field = ?", (table, row_id, name)
    ).fetchone()
    return row is not None and row[0] == hlc


def _value_after(bare: driver.Connection, table: str, row_id: Id, name: str, hlc: int) -> Any:
    """What the field held after the change at `hlc`: the before of the next change of it."""
    rows = bare.execute(
        "select before from change where tbl = ? and row_id = ? and hlc > ? order by hlc",
        (table, row_id, hlc),
    )
    for (text,) in rows.fetchall():
        before = decode_before(metadata.tables[table], text)
        if name in before:
            return before[name]
    return bare.execute(f'select "{name}" from "{table}" where id = ?', (row_id,)).fetchone()[0]


def _plan_trash(
    bare: driver.Connection,
    made: dict[str, set[Id]],
    kept: set[Id],
    touched: dict[str, set[Id]],
    updates: dict[RowKey, dict[str, Any]],
) -> set[Id]:
    """What the set made goes to the trash. Items of a record that it made go with the record, or stay with it.

    The newest goes first: so people go before the company that was made for them, and are not indexed again
    because it went (half of the cost of taking back an import).

    Returns:
        The records whose new items stay, since they were changed since.
    """
    parties = made.get("party", set())
    linked = _linked_by(bare, kept)
    worked_on = made.get("activity", set()) & touched.get("activity", set())
    parts = _parts_of(bare, worked_on)
    keeping: set[Id] = set(worked_on)
    for table, ids in made.items():
        for chunk in bulk.chunks(sorted(ids - worked_on - parts, reverse=True)):
            owner = OWNER_COLUMNS[table][0] if table in OWNER_COLUMNS else "id"
            sql = f'select id, {owner} from "{table}" where deleted = 0 and id in ({bulk.marks(chunk)})'
            for row_id, owner_id in sorted(bare.execute(sql, chunk).fetchall(), reverse=True):
                if (table != "party" and owner_id in parties) or row_id in kept or row_id in linked:
                    continue
                if table in LIST_WORDS and row_id in touched.get(table, ()):
                    keeping.add(owner_id)
                else:
                    updates.setdefault((table, row_id), {})["deleted"] = 1
    return keeping


def _parts_of(bare: driver.Connection, activities: set[Id]) -> set[Id]:
    """Who took part in activities that stay, and what they are about."""
    parts: set[Id] = set()
    for chunk in bulk.chunks(sorted(activities)):
        for table in ("activity_party", "activity_link"):
            sql = f"select id from {table} where activity_id in ({bulk.marks(chunk)})"
            parts.update(row[0] for row in bare.execute(sql, chunk).fetchall())
    return parts


def _linked_by(bare: driver.Connection, kept: set[Id]) -> set[Id]:
    """Companies and groups that kept records belong to."""
    used: set[Id] = set()
    for table, owner, target in (
        ("affiliation", "person_id", "org_id"),
        ("group_member", "member_party_id", "group_party_id"),
    ):
        for chunk in bulk.chunks(sorted(kept)):
            sql = f"select {target} from {table} where {owner} in ({bulk.marks(chunk)})"
            used.update(row[0] for row in bare.execute(sql, chunk).fetchall())
    return used


_USES = {
    "tag": ("tagging", "tag_id"),
    "source": ("party", "source_id"),
    "tier": ("party", "tier_id"),
    "outcome": ("activity", "outcome_id"),
    "relationship_type": ("relationship", "type_id"),
    "custom_field": ("custom_value", "field_id"),
}
"""Table of things known by their name -> the table and column that point at them."""


def _spare_what_others_use(bare: driver.Connection, updates: dict[RowKey, dict[str, Any]]) -> None:
    """A tag, source or own field does not go to the trash while a row points at it that does not go itself.

    Records in the trash count: taken out of it, they are to have their tags.
    """
    for table, row_id in [
        key for key, values in updates.items() if key[0] in _USES and values.get("deleted")
    ]:
        using, column = _USES[table]
        sql = f"select id from {using} where {column} = ?{' and deleted = 0' if using != 'party' else ''}"
        for (user_id,) in bare.execute(sql, (row_id,)):
            mine = updates.get((using, user_id), {})
            if column not in mine and not (mine.get("deleted") and using != "party"):
                del updates[table, row_id]["deleted"]
                break
    for key in [key for key, values in updates.items() if not values]:
        del updates[key]
