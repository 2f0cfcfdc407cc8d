"""The file's own settings: key and JSON text."""

from __future__ import annotations

import sqlalchemy as sa

from crm_desktop.base.ids import Id, name_id
from crm_desktop.storage.engine import raw
from crm_desktop.storage.tables.bookkeeping import setting
from crm_desktop.storage.unit_of_work import UnitOfWork


def stored(connection: sa.Connection) -> dict[str, str]:
    """All settings: key -> JSON text, as it was written."""
    return dict(raw(connection).execute("select key, value from setting where deleted = 0").fetchall())


def put(work: UnitOfWork, dataset_id: Id, key: str, text: str) -> None:
    """Writes one setting."""
    row_id = name_id(dataset_id, "setting", key)
    if raw(work.connection).execute("select 1 from setting where id = ?", (row_id,)).fetchone():
        work.update(setting, row_id, {"value": text, "deleted": False})
    else:
        work.insert(setting, [{"id": row_id, "key": key, "value": text}])


def forget(work: UnitOfWork, dataset_id: Id, key: str) -> None:
    """Takes one setting away."""
    work.update(setting, name_id(dataset_id, "setting", key), {"deleted": True})
