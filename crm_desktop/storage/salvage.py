"""Rescues what is readable of a damaged or hostile file into a fresh one (reliability 2.11).

SQLite's own `.recover` is in no wheel. The tables are keyed by id, so what lies behind a ruined page is reached
by ids that an index or the journal still knows. The damaged file is copied first and never opened itself.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id, id_from_text
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.domain.contacts.records import KINDS, ORGANIZATION, PERSON
from crm_desktop.storage import bulk, driver, opening
from crm_desktop.storage.engine import raw
from crm_desktop.storage.rows import columns_of
from crm_desktop.storage.store import LongStep, Store
from crm_desktop.storage.tables import metadata
from crm_desktop.storage.unit_of_work import UnitOfWork

BATCH = 500

# Parents before children. Users come with the file that is made, settings are few and are chosen again.
_TABLES = (
    "source",
    "tag",
    "custom_field",
    "party",
    *(n for n, t in metadata.tables.items() if "deleted" in t.columns),
)
ORDER = tuple(dict.fromkeys(name for name in _TABLES if name not in ("user", "setting")))

_PARENTS = {"party_id": PERSON, "person_id": PERSON, "org_id": ORGANIZATION, "member_party_id": PERSON,
            "group_party_id": "group", "subject_id": PERSON}  # fmt: skip
"""Columns that name a record -> the kind that it must have been, should it be lost."""

Row = dict[str, Any]


@dataclass(slots=True)
class SalvageReport:
    """What was rescued.

    Attributes:
        out: the fresh file.
        rows: table -> rows rescued.
        damaged_tables: tables in which something could not be read.
        stand_ins: lost records that something rescued belonged to; it hangs on a record named so.
        attachments_lost: attachments whose bytes are gone or are not what they were.
    """

    out: Path
    rows: dict[str, int] = field(default_factory=dict)
    damaged_tables: list[str] = field(default_factory=list)
    stand_ins: int = 0
    attachments_lost: int = 0

    @property
    def records(self) -> int:
        """How many people, companies, households and groups, those in the trash too."""
        return self.rows.get("party", 0)


def salvage(
    damaged: Path,
    out: Path,
    *,
    user_name: str,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> SalvageReport:
    """Copies everything readable of `damaged` into the new file `out`; `damaged` is not changed.

    The contents come in as one step named so in the history; the old history stays in the damaged file.

    Raises:
        EnvironmentProblem: nothing can be read, `out` exists, or the disk is in the way.
        CancelledError: it was cancelled; `out` is not left behind.
    """
    if out.exists():
        raise EnvironmentProblem(
            "exists",
            _("“{name}” exists already.").format(name=out.name),
            _("Choose another name for the rescue."),
        )
    report = SalvageReport(out)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".salvage-") as folder:
        source = _open_copy(damaged, Path(folder))
        try:
            store = _fresh_store(out, _old_dataset(source), user_name)
            try:
                with store.long_step(Step(_("Rescue {file}").format(file=damaged.name), "import")) as step:
                    _Rescue(source, step, report, progress, cancel).run()
            finally:
                store.close()
        except BaseException:
            for suffix in ("", "-wal", "-shm", "-journal"):
                out.with_name(out.name + suffix).unlink(missing_ok=True)
            raise
        finally:
            source.close()
    return report


def _open_copy(damaged: Path, folder: Path) -> driver.Connection:
    """A connection to a copy, with the journal of a crash rolled back if that works."""
    copy = folder / "damaged.crm"
    for suffix in ("", "-wal", "-journal"):
        side = damaged.with_name(damaged.name + suffix)
        if side.exists():
            shutil.copyfile(side, copy.with_name(copy.name + suffix))
    for immutable in (False, True):
        connection = driver.connect(copy, mode="ro" if immutable else "rw", immutable=immutable)
        connection.text_factory = lambda content: content.decode("utf-8", "replace")
        with suppress(driver.Error):
            connection.execute("pragma writable_schema = off")
            names = {
                row[0] for row in connection.execute("select name from sqlite_schema where type = 'table'")
            }
            if "party" in names:
                return connection
        connection.close()
    raise EnvironmentProblem(
        "damaged",
        _("Nothing can be read of “{name}”: its first pages are gone.").format(name=damaged.name),
        _("It was not changed. Restore a backup."),
    )


def _old_dataset(source: driver.Connection) -> Id | None:
    with suppress(driver.Error, ValueError, TypeError):
        return id_from_text(source.execute("select value from meta where key = 'dataset_id'").fetchone()[0])
    return None


def _fresh_store(out: Path, dataset: Id | None, user_name: str) -> Store:
    """A new file; with the old identity, so that its backups stay its backups and names keep their ids."""
    opening.create_store(out, user_name=user_name).close()
    if dataset is not None:
        connection = driver.connect(out)
        connection.execute("update meta set value = ? where key = 'dataset_id'", (dataset.hex(),))
        connection.close()
    return opening.open_store(out, user_name=user_name).store


class _Rescue:
    """Reads table by table and writes what it got."""

    def __init__(
        self,
        source: driver.Connection,
        step: LongStep,
        report: SalvageReport,
        progress: Progress,
        cancel: CancelToken | None,
    ) -> None:
        self._source, self._step, self._report = source, step, report
        self._progress, self._cancel = progress, cancel
        self._parties: set[Id] = set()
        self._blobs: set[bytes] = set()

    def run(self) -> None:
        self._copy_blobs()
        known = {name: set[Id]() for name in ORDER}
        for number, name in enumerate(ORDER):
            self._progress(number, len(ORDER), name)
            reader = _TableReader(self._source, name)
            rows = [row for row in reader.rows() if isinstance(row["id"], bytes) and len(row["id"]) == 16]
            if reader.is_damaged:
                self._report.damaged_tables.append(name)
            for chunk in bulk.chunks(rows, BATCH):
                if self._cancel is not None:
                    self._cancel.check()
                with self._step.transaction() as work:
                    kept = [
                        fixed for row in chunk if (fixed := self._fixed(work, name, row, known)) is not None
                    ]
                    bulk.insert(raw(work.connection), name, kept)
                    known[name].update(row["id"] for row in kept)
                self._report.rows[name] = self._report.rows.get(name, 0) + len(kept)
        self._progress(len(ORDER), len(ORDER))

    def _fixed(self, work: UnitOfWork, table: str, row: Row, known: dict[str, set[Id]]) -> Row | None:
        """A row that the fresh file takes: no unknown kinds, nothing that points into the void."""
        row = {name: value for name, value in row.items() if value is not None}
        if table == "party":
            row["kind"] = row["kind"] if row.get("kind") in KINDS else PERSON
            if row.get("source_id") not in known["source"]:
                row.pop("source_id", None)
            self._parties.add(row["id"])
        for column, kind in _PARENTS.items():
            if column in row:
                self._stand_in(work, row[column], kind)
            elif column in metadata.tables[table].columns:
                return None  # nobody can say whose it was
        if ("tag_id" in row and row["tag_id"] not in known["tag"]) or (
            "field_id" in row and row["field_id"] not in known["custom_field"]
        ):
            return None
        if row.get("sha256") is not None and row["sha256"] not in self._blobs:
            self._report.attachments_lost += 1
            return None
        return row

    def _stand_in(self, work: UnitOfWork, key: Id, kind: str) -> None:
        """Makes a record for what belonged to a lost one, so that it is not lost with it."""
        if key in self._parties:
            return
        self._parties.add(key)
        self._report.stand_ins += 1
        name = _("Rescued record {n}").format(n=self._report.stand_ins)
        bulk.insert(raw(work.connection), "party", [{"id": key, "kind": kind, "display_name": name}])

    def _copy_blobs(self) -> None:
        reader = _TableReader(self._source, "blob", key="sha256")
        for row in reader.rows():
            if hashlib.sha256(row["content"]).digest() == row["sha256"]:
                with self._step.transaction() as work:
                    bulk.insert(raw(work.connection), "blob", [row])
                self._blobs.add(row["sha256"])
        if reader.is_damaged:
            self._report.damaged_tables.append("blob")


class _TableReader:
    """Reads every readable row of one table, whatever stands in between."""

    def __init__(self, source: driver.Connection, table: str, key: str = "id") -> None:
        self._source, self._table, self._key = source, table, key
        self.is_damaged = False
        wanted = columns_of(metadata.tables[table])
        present: set[str] = set()
        with suppress(driver.Error):
            present = {row[1] for row in source.execute(f'pragma table_info("{table}")').fetchall()}
        self._columns = tuple(name for name in wanted if name in present)

    def rows(self) -> Iterator[Row]:
        """The rows, each once, in no promised order."""
        if self._key not in self._columns:
            self.is_damaged = True
            return
        found: dict[bytes, Row] = {}
        if self._scan(found, "", ()):
            self.is_damaged = True
            self._scan(found, "desc", ())
            for key in sorted(self._known_keys() - found.keys()):
                if key not in found:
                    self._scan(found, "", (key,))
        yield from found.values()

    def _scan(self, found: dict[bytes, Row], direction: str, start: Sequence[bytes]) -> bool:
        """Reads on until the end, a row that is there already, or damage; whether it was damage."""
        condition = f'where "{self._key}" >= ?' if start else ""
        columns = ", ".join(f'"{name}"' for name in self._columns)
        sql = f'select {columns} from "{self._table}" {condition} order by "{self._key}" {direction}'
        try:
            for values in self._source.execute(sql, tuple(start)):
                row = dict(zip(self._columns, values, strict=True))
                if row[self._key] in found:
                    return False
                found[row[self._key]] = row
        except (driver.Error, UnicodeDecodeError):
            return True
        return False

    def _known_keys(self) -> set[bytes]:
        """Keys that secondary indexes and the journal still tell of."""
        keys: set[bytes] = set()
        indexes = [index.name for index in metadata.tables[self._table].indexes]
        statements: list[tuple[str, tuple[str, ...]]] = [
            (f'select "{self._key}" from "{self._table}" indexed by "{name}"', ()) for name in indexes
        ]
        for direction in ("", "desc"):
            sql = f"select row_id from field_clock where tbl = ? order by row_id {direction}"
            statements.append((sql, (self._table,)))
        for sql, bound in statements:
            with suppress(driver.Error, UnicodeDecodeError):
                for (key,) in self._source.execute(sql, bound):
                    keys.add(key)
        return {key for key in keys if isinstance(key, bytes)}
