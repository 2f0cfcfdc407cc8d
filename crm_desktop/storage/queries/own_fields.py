"""The definitions of the user's own fields."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa

from crm_desktop.base.ids import Id
from crm_desktop.storage import bulk
from crm_desktop.storage.engine import raw
from crm_desktop.storage.tables import parties as t


def all_fields(connection: sa.Connection) -> Sequence[sa.Row[Any]]:
    """The rows of all fields that are not removed, in the order in which people arranged or made them."""
    table = t.custom_field
    query = sa.select(table).where(table.c.deleted.is_(False)).order_by(table.c.position, table.c.label)
    return connection.execute(query).all()


def uses(connection: sa.Connection, field_id: Id) -> int:
    """How many records, trashed ones too, have a value for a field."""
    sql = "select count(*) from custom_value where field_id = ? and deleted = 0"
    (number,) = raw(connection).execute(sql, (field_id,)).fetchone()
    return int(number)


def put(connection: sa.Connection, field_id: Id, row: Mapping[str, Any]) -> None:
    """Adds a field, after all others, or takes it out of the trash with other values."""
    bare = raw(connection)
    found = bare.execute("select 1 from custom_field where id = ?", (field_id,)).fetchone()
    if found is not None:
        bulk.update(bare, "custom_field", [field_id], {"deleted": 0, **row})
        return
    (last,) = bare.execute("select coalesce(max(position), -1) from custom_field").fetchone()
    bulk.insert(bare, "custom_field", [{"id": field_id, "position": last + 1, **row}])
