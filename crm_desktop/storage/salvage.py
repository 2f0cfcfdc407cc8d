"""Rescues what is readable of a damaged or hostile file into a fresh one (reliability 2.11).

SQLite's own `.recover` is in no wheel. The tables are keyed by id, so what lies behind a ruined page is reached
by ids that an index or the journal still knows. The damaged file is copied first and never opened itself.
"""

from __future__ import annotations

import hashlib
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken, Progress, no_progress
from crm_desktop.domain.contacts.records import KINDS, ORGANIZATION, PERSON
from crm_desktop.storage import bulk, driver, opening
from crm_desktop.storage.engine import raw
from crm_desktop.storage.ruined_file import Row, RuinedFile
from crm_desktop.storage.sound_rows import Lost, sound
from crm_desktop.storage.store import LongStep, Store
from crm_desktop.storage.tables import metadata
from crm_desktop.storage.unit_of_work import UnitOfWork

BATCH = 500

# Parents before children. Settings are few and are chosen again.
_FIRST = (
    "user",
    "source",
    "tier",
    "tag",
    "custom_field",
    "outcome",
    "relationship_type",
    "party",
    "activity",
)
_TABLES = (*_FIRST, *(name for name, table in metadata.tables.items() if "deleted" in table.columns))
ORDER = tuple(dict.fromkeys(name for name in _TABLES if name != "setting"))

_PARENTS = {"party_id": PERSON, "person_id": PERSON, "org_id": ORGANIZATION, "member_party_id": PERSON,
            "group_party_id": "group", "subject_id": PERSON,
            "from_party_id": PERSON, "to_party_id": PERSON}  # fmt: skip
"""Columns that name a record -> the kind that it must have been, should it be lost."""


@dataclass(slots=True)
class SalvageReport:
    """What was rescued.

    Attributes:
        out: the fresh file.
        rows: table -> rows rescued.
        damaged_tables: tables in which something could not be read.
        stand_ins: lost records that something rescued belonged to; it hangs on a record named so.
        attachments_lost: attachments whose bytes are gone or are not what they were.
        lost: rows and values that damage had made into something else.
    """

    out: Path
    rows: dict[str, int] = field(default_factory=dict)
    damaged_tables: list[str] = field(default_factory=list)
    stand_ins: int = 0
    attachments_lost: int = 0
    lost: Lost = field(default_factory=Lost)

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
        source = RuinedFile.copied(damaged, Path(folder))
        try:
            store = _fresh_store(out, source.dataset_id(), user_name)
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


def _fresh_store(out: Path, dataset: Id | None, user_name: str) -> Store:
    """A new file; with the old identity, so that its backups stay its backups and names keep their ids."""
    opening.create_store(out, user_name=user_name).close()
    if dataset is not None:
        with closing(driver.connect(out)) as connection:
            connection.execute("update meta set value = ? where key = 'dataset_id'", (dataset.hex(),))
    return opening.open_store(out, user_name=user_name).store


class _Rescue:
    """Reads table by table and writes what it got."""

    def __init__(
        self,
        source: RuinedFile,
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
            found, is_damaged = self._source.rows(name)
            if name == "party":
                found = [{**row, "kind": row["kind"] if row["kind"] in KINDS else PERSON} for row in found]
            rows = [fit for row in found if (fit := sound(name, row, self._report.lost)) is not None]
            if is_damaged:
                self._report.damaged_tables.append(name)
            if name == "user":  # one of them, who rescues, is there already
                there = self._users()
                known[name].update(there)
                rows = [row for row in rows if row["id"] not in there]
            known[name].update(row["id"] for row in rows)  # a row may point at another of its table
            for chunk in bulk.chunks(rows, BATCH):
                if self._cancel is not None:
                    self._cancel.check()
                with self._step.transaction() as work:
                    kept = [
                        fixed for row in chunk if (fixed := self._fixed(work, name, row, known)) is not None
                    ]
                    written = self._insert(work, name, kept)
                self._report.rows[name] = self._report.rows.get(name, 0) + written
        self._progress(len(ORDER), len(ORDER))

    def _users(self) -> set[Id]:
        with self._step.store.read() as connection:
            return {row[0] for row in raw(connection).execute("select id from user")}

    def _fixed(self, work: UnitOfWork, table: str, row: Row, known: dict[str, set[Id]]) -> Row | None:
        """A row that points at nothing that is not there; None when it cannot do without."""
        if table == "party":
            self._parties.add(row["id"])
        for name, kind in _PARENTS.items():
            if name in row:
                if row[name] not in known["activity"]:  # which has its own attachments
                    self._stand_in(work, row[name], kind)
            elif name in metadata.tables[table].columns:
                self._report.lost.rows += 1  # nobody can say whose it was
                return None
        if not _is_anchored(table, row, known):
            self._report.lost.rows += 1
            return None
        if row.get("sha256") is not None and row["sha256"] not in self._blobs:
            self._report.attachments_lost += 1
            return None
        return row

    def _insert(self, work: UnitOfWork, table: str, rows: list[Row]) -> int:
        """Writes rows; one that breaks a rule of the schema is left out and counted. Returns how many were written."""
        bare = raw(work.connection)
        bare.execute("savepoint rows")
        try:
            bulk.insert(bare, table, rows)
        except driver.IntegrityError:
            bare.execute("rollback to rows")
            if len(rows) == 1:
                self._report.lost.rows += 1
                return 0
            return sum(self._insert(work, table, [row]) for row in rows)
        finally:
            bare.execute("release rows")
        return len(rows)

    def _stand_in(self, work: UnitOfWork, key: Id, kind: str) -> None:
        """Makes a record for what belonged to a lost one, so that it is not lost with it."""
        if key in self._parties:
            return
        self._parties.add(key)
        self._report.stand_ins += 1
        name = _("Rescued record {n}").format(n=self._report.stand_ins)
        bulk.insert(raw(work.connection), "party", [{"id": key, "kind": kind, "display_name": name}])

    def _copy_blobs(self) -> None:
        rows, is_damaged = self._source.rows("blob", key="sha256")
        for row in rows:
            if isinstance(row["content"], bytes) and hashlib.sha256(row["content"]).digest() == row["sha256"]:
                with self._step.transaction() as work:
                    bulk.insert(raw(work.connection), "blob", [row])
                self._blobs.add(row["sha256"])
        if is_damaged:
            self._report.damaged_tables.append("blob")


def _is_anchored(table: str, row: Row, known: dict[str, set[Id]]) -> bool:
    """Whether what a row must point at is there; a pointer that it can do without is taken off."""
    for column in metadata.tables[table].columns:
        targets = {foreign.column.table.name for foreign in column.foreign_keys} - {"party"}
        for target in targets:
            if column.name in row and row[column.name] not in known[target]:
                if not column.nullable:
                    return False
                row.pop(column.name)
    return True
