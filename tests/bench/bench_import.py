"""Import of n contacts end to end, with journal, index and search for duplicates; then its undo.

    python -m tests.bench.bench_import [--sizes 1000,10000,100000] [--runs 3]

Reference: the very same rows put into the same tables with their keys and indexes, without a journal, by one
`executemany` a table in one transaction, and the trigram index of the same text built (folded and padded) in the
same transaction. Nothing is parsed, matched or checked there. Then the same file again (nothing changes), and undo
against the import. The content after undo must equal the content before.
"""

from __future__ import annotations

from pathlib import Path

from crm_desktop.domain.text_folding import fold, pad
from crm_desktop.services import undo
from crm_desktop.services.importing import import_file
from crm_desktop.storage import driver
from crm_desktop.storage.comparing import content_hash
from crm_desktop.storage.dialects import sqlite_triggers
from tests.bench import files, measuring, people
from tests.factories.contexts import open_inline

MODULE = "tests.bench.bench_import"
FORMATS = {"vcard": (people.write_cards, "vcf"), "csv": (people.write_table, "csv")}


def ours(source: Path) -> None:
    """Imports `source` into a new file, then again, then takes it back."""
    with measuring.scratch() as folder:
        file = folder / "new.crm"
        context = open_inline(file, create=True)
        empty = content_hash(file)
        first = measuring.timed(lambda: import_file(context, source))
        size = sum(p.stat().st_size for p in folder.glob("new.crm*"))
        again = measuring.timed(lambda: import_file(context, source))
        back = measuring.timed(lambda: undo.undo(context))
        same = content_hash(file) == empty
        context.close()
    measuring.answer(
        cpu=first.cpu, wall=first.wall, again=again.cpu, undo=back.cpu, same=same, mib=size / 2**20
    )


def raw(filled: Path) -> None:
    """Puts the rows of a filled file into a new one without a journal, and indexes its text."""
    tables, texts = _rows(filled)
    with measuring.scratch() as folder:
        connection = driver.connect(folder / "raw.db", mode="rwc")
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = full")
        connection.execute("pragma cache_size = -16384")
        for statement in _schema(filled):
            connection.execute(statement)
        spent = measuring.timed(lambda: _insert(connection, tables, texts))
        connection.close()
    measuring.answer(cpu=spent.cpu, wall=spent.wall)


def _insert(
    connection: driver.Connection, tables: dict[str, list[tuple]], texts: list[tuple[int, str]]
) -> None:
    connection.execute("begin immediate")
    for table, rows in tables.items():
        marks = ",".join("?" * len(rows[0]))
        connection.executemany(f'insert into "{table}" values ({marks})', rows)
    connection.executemany(
        "insert into search_index (rowid, body) values (?, ?)", ((n, pad(fold(text))) for n, text in texts)
    )
    connection.execute("commit")


def _rows(filled: Path) -> tuple[dict[str, list[tuple]], list[tuple[int, str]]]:
    """All rows of user tables in the order in which they were made, and the text of each record as typed."""
    connection = driver.connect(filled, mode="ro")
    tables = {}
    texts: dict[bytes, list[str]] = {}
    for table in sqlite_triggers.user_tables(connection):
        names = [row[1] for row in connection.execute(f'pragma table_info("{table}")')]
        rows = connection.execute(f'select * from "{table}" order by id').fetchall()
        if rows and table not in ("user", "setting"):
            tables[table] = rows
        owner = next((n for n in ("party_id", "person_id", "subject_id") if n in names), "id")
        for row in rows:
            words = [
                v for name, v in zip(names, row, strict=True) if isinstance(v, str) and name not in _NOT_TEXT
            ]
            texts.setdefault(row[names.index(owner)], []).extend(words)
    parties = [row[0] for row in tables["party"]]
    connection.close()
    return tables, [(n, "\n".join(texts[party])) for n, party in enumerate(parties, 1)]


_NOT_TEXT = ("kind", "usage", "status", "quality", "calendar", "leap_rule", "subject_type", "system")


def _schema(filled: Path) -> list[str]:
    """The tables and indexes of the file, without its triggers."""
    connection = driver.connect(filled, mode="ro")
    rows = connection.execute(
        "select sql from sqlite_schema where sql is not null and type <> 'trigger' and name not like 'search_index_%'"
        " and name not like 'search_prefix_%' order by type desc"
    ).fetchall()
    connection.close()
    return [row[0] for row in rows]


def _fill(path: Path, source: Path) -> None:
    context = open_inline(path, create=True)
    import_file(context, source)
    context.close()


def compare(kind: str, count: int, runs: int) -> dict[str, float]:
    """Measures one size of one format; prints its figures."""
    write, suffix = FORMATS[kind]
    source = measuring.made(f"people-{count}.{suffix}", lambda path: write(path, count))
    filled = measuring.made(f"imported-{kind}-{count}-{files.schema()}.crm", lambda path: _fill(path, source))
    mine, reference = measuring.in_turn(MODULE, runs, ("ours", str(source)), ("raw", str(filled)))
    name = f"import {kind} {count:,}"
    measuring.figure(f"{name}, cpu s", mine["cpu"], reference["cpu"], "<= 3")
    measuring.figure(f"{name}, wall s", mine["wall"], reference["wall"])
    measuring.figure(f"same {kind} again {count:,}, cpu s", mine["again"], mine["cpu"])
    measuring.figure(f"undo of {name}, cpu s", mine["undo"], mine["cpu"], "<= 1")
    measuring.figure(f"content equal after undo ({count:,})", mine["same"], None, "1")
    measuring.figure(f"file after {name}, MiB", mine["mib"])
    return mine


def main() -> None:
    """See the module's text."""
    parser = measuring.parser(__doc__)
    parser.add_argument("--formats", default=",".join(FORMATS), help="vcard, csv or both")
    told = parser.parse_args()
    if told.child:
        {"ours": ours, "raw": raw}[told.child[0]](Path(told.child[1]))
        return
    measuring.heading()
    for kind in told.formats.split(","):
        costs = [(count, compare(kind, count, told.runs)) for count in told.sizes]
        for part in ("cpu", "undo"):
            measuring.growth(f"{kind} {part}", [(count, cost[part]) for count, cost in costs], "1.0")


if __name__ == "__main__":
    main()
