"""Files that are kept with an activity; their bytes lie once per content, as those of contacts do."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import sqlalchemy as sa

from crm_desktop.base.ids import Id, new_id
from crm_desktop.domain.activities.records import ACTIVITY_WORD
from crm_desktop.domain.contacts.records import Attachment
from crm_desktop.storage import bulk
from crm_desktop.storage.engine import raw
from crm_desktop.storage.tables import parties
from crm_desktop.storage.unit_of_work import UnitOfWork


def add(work: UnitOfWork, activity: Id, item: Attachment, position: int) -> Id:
    """Keeps a file, read with its content; returns its id."""
    content = item.content or b""
    digest = hashlib.sha256(content).digest()
    raw(work.connection).execute(
        "insert into blob (sha256, content) select ?1, ?2"
        " where not exists (select 1 from blob where sha256 = ?1)",
        (digest, content),
    )
    key = new_id()
    row = {
        "id": key,
        "subject_type": ACTIVITY_WORD,
        "subject_id": activity,
        "filename": item.filename,
        "mime": item.mime,
        "size": len(content),
        "sha256": digest,
        "position": position,
    }
    work.insert(parties.attachment, [row])
    return key


def of(connection: sa.Connection, activity: Id) -> list[Attachment]:
    """The files of an activity in their order, without their bytes."""
    sql = """select id, filename, mime, size, sha256 from attachment
        where subject_id = ? and deleted = 0 order by position, id"""
    return [
        Attachment(name, mime, size, digest, id=key)
        for key, name, mime, size, digest in raw(connection).execute(sql, (activity,))
    ]


def with_files(connection: sa.Connection, activities: Sequence[Id]) -> set[Id]:
    """Those of these activities that have files."""
    found: set[Id] = set()
    for chunk in bulk.chunks(activities):
        sql = f"select subject_id from attachment where deleted = 0 and subject_id in ({bulk.marks(chunk)})"
        found.update(row[0] for row in raw(connection).execute(sql, chunk))
    return found


def content(connection: sa.Connection, digest: bytes) -> bytes | None:
    """The bytes of a file; None when they are not in the data file."""
    row = raw(connection).execute("select content from blob where sha256 = ?", (digest,)).fetchone()
    return row[0] if row else None
