"""A copy of a damaged or hostile file, and everything in it that can still be read (reliability 2.11).

Four ways lead to a row, each tried when the one before met damage: through the table from its beginning, from its
end, from every key that an index or the journal still knows, and from the pages that nothing leads to any more.
"""

from __future__ import annotations

import mmap
import shutil
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id, id_from_text
from crm_desktop.storage import driver, opening, row_pages
from crm_desktop.storage.rows import columns_of
from crm_desktop.storage.schema_graft import graft
from crm_desktop.storage.tables import metadata

Row = dict[str, Any]

_RUIN = (driver.Error, UnicodeDecodeError)
"""What reading damaged pages raises; SQLite's own messages may quote bytes that are no text."""

_IS_TABLE = "type = 'table' and sql like 'create table%'"
"""No view, which may be endless, and no virtual table."""

_WIDTHS = [len(table.columns) for table in metadata.tables.values()]


@dataclass(frozen=True, slots=True)
class RuinedFile:
    """An open copy. Made by `copied`; the damaged file itself is never opened."""

    path: Path
    connection: driver.Connection

    @classmethod
    def copied(cls, damaged: Path, folder: Path) -> RuinedFile:
        """Copies `damaged` into `folder`, with its journal, and opens the copy. Raises EnvironmentProblem (damaged)."""
        copy = folder / "damaged.crm"
        for suffix in ("", "-wal", "-journal"):
            side = damaged.with_name(damaged.name + suffix)
            if side.exists():
                shutil.copyfile(side, copy.with_name(copy.name + suffix))
        for is_grafted in (False, True):
            if is_grafted and not _grafted(copy):
                break
            for immutable in (False, True):
                connection = _readable(copy, immutable=immutable)
                if connection is not None:
                    return cls(copy, connection)
        raise EnvironmentProblem(
            "damaged",
            _("Nothing can be read of “{name}”.").format(name=damaged.name),
            _("It was not changed. Restore a backup."),
        )

    def close(self) -> None:
        """Ends the connection."""
        self.connection.close()

    def dataset_id(self) -> Id | None:
        """What the file was, if it still knows."""
        with suppress(*_RUIN, ValueError, TypeError):
            sql = "select value from meta where key = 'dataset_id'"
            return id_from_text(self.connection.execute(sql).fetchone()[0])
        return None

    def rows(self, table: str, key: str = "id") -> tuple[list[Row], bool]:
        """Every readable row of `table`, each once, in no promised order; and whether damage was met.

        A row is known by `key`, which must be the first column of the table.
        """
        names: list[str] = []
        with suppress(*_RUIN):
            sql = f"select 1 from sqlite_schema where name = ? and {_IS_TABLE}"
            if self.connection.execute(sql, (table,)).fetchone():
                names = [
                    row[1] for row in self.connection.execute(f'pragma table_info("{table}")').fetchall()
                ]
        if key not in names:
            return [], True
        reader = _TableReader(self.connection, table, key, names)
        if reader.read():
            return list(reader.found.values()), False
        if key == "id":
            reader.read_pages(self.path)
        return list(reader.found.values()), True


def _readable(copy: Path, *, immutable: bool) -> driver.Connection | None:
    """A connection to `copy` that reads any text, if its schema can be read; a journal is worked off first."""
    with suppress(*_RUIN):
        connection = driver.connect(copy, mode="ro" if immutable else "rw", immutable=immutable)
        with driver.closed_on_error(connection):
            connection.text_factory = lambda content: content.decode("utf-8", "replace")
            tables = connection.execute(f"select name from sqlite_schema where {_IS_TABLE}").fetchall()
        if ("party",) in tables:
            with suppress(*_RUIN):
                connection.execute("pragma wal_checkpoint(truncate)").fetchall()
            return connection
        connection.close()
    return None


def _grafted(copy: Path) -> bool:
    """Whether `copy`, whose schema is ruined, could be given that of a new file; what was in its WAL is lost."""
    fresh = copy.with_name("fresh.crm")
    opening.create_store(fresh, user_name="").close()
    for suffix in ("-wal", "-journal", "-shm"):
        copy.with_name(copy.name + suffix).unlink(missing_ok=True)
    return graft(copy, fresh)


class _TableReader:
    """Collects the rows of one table in `found`, by key."""

    def __init__(self, connection: driver.Connection, table: str, key: str, names: Sequence[str]) -> None:
        self._connection, self._table, self._key, self._names = connection, table, key, names
        self._wanted = frozenset(columns_of(metadata.tables[table]))
        self._known: set[bytes] = set()
        self.found: dict[bytes, Row] = {}

    def read(self) -> bool:
        """Reads through SQLite; whether it met no damage."""
        if self._scan(""):
            return True
        self._scan("desc")
        self._known = self._known_keys()
        for key in sorted(self._known - self.found.keys()):
            if key not in self.found:
                self._scan("", key)
        return False

    def read_pages(self, path: Path) -> None:
        """Adds rows of pages that no page leads to: known to the journal, or of a shape no other table has."""
        width = len(self._names)
        is_unlike_others = _WIDTHS.count(width) == 1
        with path.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as image:
            for record in row_pages.records(image):
                key = record.key
                if len(record.types) != width or key is None or key in self.found:
                    continue
                if is_unlike_others or key in self._known:
                    with suppress(ValueError):
                        self._add(record.values())

    def _add(self, values: Sequence[Any]) -> None:
        row = {n: v for n, v in zip(self._names, values, strict=True) if n in self._wanted}
        key = row[self._key]
        if isinstance(key, bytes) and (self._key != "id" or len(key) == 16):
            self.found[key] = row

    def _scan(self, direction: str, start: bytes | None = None) -> bool:
        """Reads until the end or a row that is there already; False when damage stopped it before."""
        condition = f'where "{self._key}" >= ?' if start is not None else ""
        columns = ", ".join(f'"{name}"' for name in self._names)
        sql = f'select {columns} from "{self._table}" {condition} order by "{self._key}" {direction}'
        place = self._names.index(self._key)
        try:
            for values in self._connection.execute(sql, () if start is None else (start,)):
                if values[place] in self.found:
                    break
                self._add(values)
        except _RUIN:
            return False
        return True

    def _known_keys(self) -> set[bytes]:
        """Keys that secondary indexes and the journal still tell of."""
        keys: set[Any] = set()
        statements: list[tuple[str, tuple[str, ...]]] = [
            (f'select "{self._key}" from "{self._table}" indexed by "{index.name}"', ())
            for index in metadata.tables[self._table].indexes
        ]
        for direction in ("", "desc"):
            sql = f"select row_id from field_clock where tbl = ? order by row_id {direction}"
            statements.append((sql, (self._table,)))
        for sql, bound in statements:
            with suppress(*_RUIN):
                for (key,) in self._connection.execute(sql, bound):
                    keys.add(key)
        return {key for key in keys if isinstance(key, bytes)}
