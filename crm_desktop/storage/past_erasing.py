"""The journal of erased records: their values go, and the steps that were at them say so and name nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.storage import bulk, driver
from crm_desktop.storage.engine import raw
from crm_desktop.storage.erased import ERASED, NO_VALUES
from crm_desktop.storage.hanging import Hanging
from crm_desktop.storage.queries.past import decode_before
from crm_desktop.storage.store import Store
from crm_desktop.storage.tables import metadata

_NAMING = {
    "party": ("display_name", "nickname", "native_name"),
    "activity": ("subject", "body"),
    "attachment": ("filename",),
}
"""Table -> columns of which the name of a step may hold a value."""

_ONE_THING = ("edit", "undo", "redo", "cancel")
"""Kinds of steps whose name tells what one record or activity was, not how many."""

_STEP_OF_ROW = """(select s.set_id from change_span s where s.hlc_to >= f.hlc and s.hlc_from <= f.hlc
    and s.site = f.site order by s.hlc_to limit 1)"""


class StepsOfErased:
    """Follows which steps were at what one run erases."""

    def __init__(self) -> None:
        self._all: set[Id] = set()
        self._stamps: dict[tuple[Id, Id], tuple[int, int]] = {}

    def forget_values(self, bare: driver.Connection, going: Hanging) -> None:
        """Before the rows go: notes which steps were at them, and takes their names out of those of the steps."""
        self._stamps = {}
        names: set[str] = set()
        for table, rows in going.rows.items():
            for chunk in bulk.chunks(sorted(rows)):
                names |= _texts(bare, table, chunk)
                for row_id, set_id, hlc, site in _stamps(bare, table, chunk):
                    key = (rows[row_id], set_id)
                    self._stamps[key] = max(self._stamps.get(key, (0, 0)), (hlc, site))
        touched = {set_id for _party, set_id in self._stamps}
        self._all |= touched
        _take_names_out(bare, touched, names)

    def leave_traces(self, bare: driver.Connection) -> None:
        """After the rows are gone: an empty row in `change` for each step and record."""
        bare.executemany(
            "insert or ignore into change (tbl, row_id, hlc, site, set_id, before) values ('party', ?, ?, ?, ?, ?)",
            [(key, hlc, site, i, NO_VALUES) for (key, i), (hlc, site) in self._stamps.items()],
        )

    def close(self, store: Store, set_id: Id, label: str) -> None:
        """At the end of the run: its step has its final name, and steps of which nothing is left are over."""
        with store.read() as connection:
            over = [key for key in sorted(self._all) if _is_over(raw(connection), key)]
        store.bookkeeping("update change_set set label = ? where id = ?", (label, set_id))
        kinds = bulk.marks(_ONE_THING)
        for chunk in bulk.chunks(over):
            store.bookkeeping(
                f"update change_set set state = '{ERASED}',"
                f" label = case when kind in ({kinds}) then ? else label end"
                f" where state = 'done' and id in ({bulk.marks(chunk)})",
                (*_ONE_THING, _("Change of something deleted for good"), *chunk),
            )


def _texts(bare: driver.Connection, table: str, ids: list[Id]) -> set[str]:
    """What names of steps may say about these rows, now and earlier."""
    found: set[str] = set()
    for name in _NAMING.get(table, ()):
        sql = f'select "{name}" from "{table}" where id in ({bulk.marks(ids)})'
        found.update(row[0] for row in bare.execute(sql, ids).fetchall())
    if table in _NAMING:
        sql = f"select before from change where tbl = ? and row_id in ({bulk.marks(ids)})"
        for (text,) in bare.execute(sql, (table, *ids)).fetchall():
            before = decode_before(metadata.tables[table], text)
            found.update(before[name] for name in _NAMING[table] if before.get(name))
    return {line for text in found for line in text.splitlines() if line.strip()}


def _stamps(bare: driver.Connection, table: str, ids: list[Id]) -> Iterable[tuple[Id, Id, int, int]]:
    """Row, step and moment of the making and of each change of these rows."""
    marks = bulk.marks(ids)
    sql = f"select row_id, set_id, hlc, site from change where tbl = ? and row_id in ({marks})"
    yield from bare.execute(sql, (table, *ids)).fetchall()
    sql = f"""select f.row_id, {_STEP_OF_ROW}, f.hlc, f.site from field_clock f
        where f.tbl = ? and f.field = '*' and f.row_id in ({marks})"""
    yield from (row for row in bare.execute(sql, (table, *ids)).fetchall() if row[1] is not None)


def _take_names_out(bare: driver.Connection, sets: set[Id], names: set[str]) -> None:
    """The names of steps do not name who was erased."""
    for chunk in bulk.chunks(sorted(sets)):
        sql = f"select id, label from change_set where id in ({bulk.marks(chunk)})"
        for key, label in bare.execute(sql, chunk).fetchall():
            plain = label
            for name in sorted((name for name in names if name in label), key=len, reverse=True):
                plain = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "…", plain)
            if plain != label:
                bare.execute("update change_set set label = ? where id = ?", (plain, key))


def _is_over(bare: driver.Connection, set_id: Id) -> bool:
    """Whether nothing is left of what a step made or changed."""
    sql = f"""select exists (select 1 from change where set_id = ?1 and before <> '{NO_VALUES}')
        or exists (select 1 from change_span p join field_clock f on f.hlc between p.hlc_from and p.hlc_to
            and f.site = p.site and f.field = '*' where p.set_id = ?1)"""
    return not bare.execute(sql, (set_id,)).fetchone()[0]
