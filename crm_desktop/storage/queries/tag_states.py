"""Which tags the records of a selection carry, and how many of them each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import sqlalchemy as sa

from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken
from crm_desktop.storage import bulk
from crm_desktop.storage.engine import raw

_CARRIED = (
    "select t.name, g.subject_id from tagging g join tag t on t.id = g.tag_id and t.deleted = 0"
    " where g.deleted = 0"
)
_MANY = 5_000
"""Of more records than this it is quicker to read all taggings once than to ask for each record."""

_FETCHED = 10_000


def carried(
    connection: sa.Connection, ids: Collection[Id], cancel: CancelToken | None = None
) -> Counter[str]:
    """Tag -> how many of these records carry it. Raises CancelledError."""
    found: Counter[str] = Counter()
    bare = raw(connection)
    if len(ids) > _MANY:
        chosen = ids if isinstance(ids, set | frozenset) else set(ids)
        cursor = bare.execute(_CARRIED)
        while rows := cursor.fetchmany(_FETCHED):
            if cancel:
                cancel.check()
            found.update(name for name, subject in rows if subject in chosen)
        return found
    for chunk in bulk.chunks(list(ids)):
        if cancel:
            cancel.check()
        rows = bare.execute(f"{_CARRIED} and g.subject_id in ({bulk.marks(chunk)})", chunk).fetchall()
        found.update(name for name, _subject in rows)
    return found
