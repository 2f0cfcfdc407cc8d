"""A full check of a file: pages, references, the journal and the search index against the data."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crm_desktop.base.errors import EnvironmentProblem
from crm_desktop.base.i18n import _, ngettext
from crm_desktop.storage import driver, inspection
from crm_desktop.storage.dialects import sqlite_triggers
from crm_desktop.storage.engine import set_pragmas
from crm_desktop.storage.failures import in_words


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of a check: translated sentences, and sizes."""

    problems: tuple[str, ...]
    records: int
    steps: int


def check(path: Path, *, is_read_only: bool = False) -> Found:
    """Checks everything that can be checked without changing anything.

    On a connection of its own: on one that has checked before, FTS5 remembers segments that another connection has
    merged away since, and reports a damage that is not there (seen with SQLite 3.53.4).

    Raises:
        EnvironmentProblem: the file is too damaged to be checked, or the machine is in the way.
    """
    with in_words():
        bare = driver.connect(path, mode="ro" if is_read_only else "rw")
        try:
            set_pragmas(bare, query_only=True)
            bare.execute("begin")
            problems = [
                *_structure(bare),
                *_pages(bare),
                *_references(bare),
                *_journal(bare),
                *_index(bare),
                *_touches(bare),
            ]
            (records,) = bare.execute("select count(*) from party where deleted = 0").fetchone()
            (steps,) = bare.execute("select count(*) from change_set where kind <> 'system'").fetchone()
        finally:
            bare.close()
    return Found(tuple(problems), records, steps)


def _structure(bare: driver.Connection) -> list[str]:
    try:
        inspection.check_schema(bare)
    except EnvironmentProblem as problem:
        return [str(problem)]
    return []


def _pages(bare: driver.Connection) -> list[str]:
    rows = [row[0] for row in bare.execute("pragma integrity_check(20)").fetchall()]
    if rows == ["ok"]:
        return []
    return [_("The file is damaged: {detail}").format(detail=detail) for detail in rows]


def _references(bare: driver.Connection) -> list[str]:
    broken = bare.execute("pragma foreign_key_check").fetchall()
    if not broken:
        return []
    text = ngettext(
        "{n} row refers to something that is missing.",
        "{n} rows refer to something that is missing.",
        len(broken),
    )
    return [text.format(n=len(broken))]


def _journal(bare: driver.Connection) -> list[str]:
    problems = []
    for table in sqlite_triggers.user_tables(bare):
        (missing,) = bare.execute(
            f'select count(*) from "{table}" r where not exists (select 1 from field_clock f'
            " where f.tbl = ? and f.row_id = r.id and f.field = '*')",
            (table,),
        ).fetchone()
        if missing:
            problems.append(
                ngettext(
                    "{n} row of “{table}” is not in the journal.",
                    "{n} rows of “{table}” are not in the journal.",
                    missing,
                ).format(n=missing, table=table)
            )
    (ahead,) = bare.execute(
        "select count(*) from field_clock where hlc > (select last from sync_clock)"
    ).fetchone()
    if ahead:
        problems.append(_("The file's clock is behind its journal."))
    return problems


def _index(bare: driver.Connection) -> list[str]:
    (different,) = bare.execute(
        "select (select count(*) from party where deleted = 0 and id not in (select party_id from"
        " search_doc))"
        " + (select count(*) from search_doc where party_id not in (select id from party where deleted = 0))"
    ).fetchone()
    if not different:
        return []
    return [
        _("The search index is out of date for {n} records. “check --repair” makes it again.").format(
            n=different
        )
    ]


def _touches(bare: driver.Connection) -> list[str]:
    (missing,) = bare.execute(
        "select count(distinct x.party_id) from activity_party x"
        " join activity a on a.id = x.activity_id and a.deleted = 0"
        " where x.deleted = 0 and x.role in ('with', 'organizer')"
        " and x.party_id not in (select party_id from touch_summary)"
    ).fetchone()
    if not missing:
        return []
    return [
        _("The last contact is out of date for {n} records. “check --repair” makes it again.").format(
            n=missing
        )
    ]
