"""Two copies of one file, compared record by record: what a restore would change."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from crm_desktop.base.ids import Id, id_from_text
from crm_desktop.domain.contacts.records import ExternalId
from crm_desktop.storage import driver, erased
from crm_desktop.storage.failures import in_words
from crm_desktop.storage.queries.activities import TEXTS
from crm_desktop.storage.rows import ITEM_TABLES, NAMED_FIELDS, PARTY_COLUMNS

SAMPLE = 20


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between the file as it is and a backup; names are samples of at most 20.

    Attributes:
        only_now: records made since; a restore takes them away.
        only_then: records that are gone since; a restore brings them back.
        erased: how many of these were deleted for good.
        different: records that were changed since.
    """

    only_now: int
    only_then: int
    erased: int
    different: int
    names_only_now: tuple[str, ...]
    names_only_then: tuple[str, ...]
    names_different: tuple[str, ...]


def dataset_of(path: Path) -> Id:
    """The dataset id of a file that `inspection.inspect` has passed."""
    with in_words(), closing(driver.connect(path, mode="ro")) as connection:
        row = connection.execute("select value from meta where key = 'dataset_id'").fetchone()
    return id_from_text(row[0])


def compare(now: Path, then: Path) -> Comparison:
    """Compares the living records of two copies by all that people typed."""
    with in_words():
        here, there = _prints(now), _prints(then)
        erased_here = _erased(now, there.keys() - here.keys())
    only_now = [here[i][0] for i in here.keys() - there.keys()]
    only_then = [there[i][0] for i in there.keys() - here.keys()]
    different = [here[i][0] for i in here.keys() & there.keys() if here[i][1] != there[i][1]]
    return Comparison(
        len(only_now),
        len(only_then),
        len(erased_here),
        len(different),
        tuple(sorted(only_now)[:SAMPLE]),
        tuple(sorted(only_then)[:SAMPLE]),
        tuple(sorted(different)[:SAMPLE]),
    )


def _erased(now: Path, ids: Iterable[Id]) -> set[Id]:
    with closing(driver.connect(now, mode="ro")) as connection:
        return erased.among(connection, ids)


def content_hash(path: Path) -> str:
    """SHA-256 over everything living in a file, whatever its ids, clocks and trash: equal content, equal hash."""
    with in_words():
        prints = sorted(digest for _name, digest in _prints(path).values())
    return hashlib.sha256(b"".join(prints)).hexdigest()


def _prints(path: Path) -> dict[Id, tuple[str, bytes]]:
    """Living record -> its name and a hash over all its values."""
    connection = driver.connect(path, mode="ro")
    try:
        columns = ", ".join(f'"{name}"' for name in PARTY_COLUMNS)
        hashes: dict[Id, tuple[str, bytes]] = {}
        pieces: dict[Id, list[str]] = {}
        rows = connection.execute(
            f"select p.id, p.display_name, {', '.join(_NAMES)}, {columns} from party p where deleted = 0"
        )
        for key, name, *values in rows:
            pieces[key] = [repr((name, values))]
            hashes[key] = (name, b"")
        for key, name, *values in connection.execute(_LOOSE_ACTIVITIES):
            pieces[key] = [repr(values)]
            hashes[key] = (name, b"")
        for sql in _item_statements():
            for owner, *values in connection.execute(sql):
                if owner in pieces:
                    pieces[owner].append(repr(values))
        return {
            key: (name, hashlib.sha256("\n".join(sorted(pieces[key])).encode()).digest())
            for key, (name, _none) in hashes.items()
        }
    finally:
        connection.close()


_NAMES = tuple(
    f"(select name from {table.name} n where n.id = p.{field}_id)" for field, table in NAMED_FIELDS.items()
)
_TOLD = ", ".join(f"a.{name}" for name in (*TEXTS, "at", "is_all_day", "duration_s"))
_OUTCOME = "(select key from outcome o where o.id = a.outcome_id)"
_ACTIVITIES = f"""select x.party_id, 'activity', x.role, {_TOLD}, {_OUTCOME}
    from activity_party x join activity a on a.id = x.activity_id where x.deleted = 0 and a.deleted = 0"""
_LOOSE_ACTIVITIES = f"""select a.id, a.subject, {_TOLD}, {_OUTCOME} from activity a where a.deleted = 0
    and not exists (select 1 from activity_party x where x.activity_id = a.id and x.deleted = 0)"""
_RELATIONSHIPS = """select r.from_party_id, 'relationship', t.key, r.from_on, r.to_on, r.note,
    (select display_name from party p where p.id = r.to_party_id)
    from relationship r join relationship_type t on t.id = r.type_id where r.deleted = 0"""

_NOT_OURS = " and not (t.system = 'vcard' and t.value like 'urn:uuid:________-____-7%')"
"""Leaves out by which id a record was known in the file that it came from: an import keeps it to meet it again."""


def _item_statements() -> list[str]:
    named = {
        "org_id": ("party", "display_name"),
        "group_party_id": ("party", "display_name"),
        "field_id": ("custom_field", "key"),
    }
    statements = []
    for entry in ITEM_TABLES:
        columns = []
        for column in entry.table.columns:
            if column.name in ("id", "deleted", "position", "normalized", entry.owner):
                continue
            if column.name in named:
                table, shown = named[column.name]
                columns.append(f"(select {shown} from {table} q where q.id = t.{column.name})")
            else:
                columns.append(f't."{column.name}"')
        name = entry.table.name
        not_ours = _NOT_OURS if entry.cls is ExternalId else ""
        statements.append(
            f"select t.{entry.owner}, '{name}', {', '.join(columns)} from \"{name}\" t where t.deleted = 0{not_ours}"
        )
    statements += [_ACTIVITIES, _RELATIONSHIPS]
    statements.append(
        "select t.subject_id, 'tag', g.name from tagging t join tag g on g.id = t.tag_id where t.deleted"
        " = 0 and g.deleted = 0"
    )
    return statements
