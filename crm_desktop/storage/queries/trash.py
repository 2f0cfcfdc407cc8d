"""What would go, and what would stay, if records of the trash were deleted for good."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.contacts.records import ORGANIZATION
from crm_desktop.storage import driver
from crm_desktop.storage.engine import raw
from crm_desktop.storage.hanging import (
    Hanging,
    employers,
    in_order,
    of_others,
    removable,
    select,
    shown_names,
)


@dataclass(frozen=True, slots=True)
class GoingCount:
    """Counted without changing anything.

    Attributes:
        kinds: kind -> how many records go.
        activities: how many go with them.
        shared: activities that stay, since others took part.
        files: files and photos.
        held: companies that stay: id, name, how many people have a role there.
    """

    kinds: Mapping[str, int]
    activities: int
    shared: int
    files: int
    held: Sequence[tuple[Id, str, int]]


def ordered(connection: sa.Connection, ids: Sequence[Id]) -> list[Id]:
    """Those of `ids` that lie in the trash, as they can go one after the other."""
    return in_order(raw(connection), ids)


def count(connection: sa.Connection, ids: Sequence[Id], cancel: CancelToken | None = None) -> GoingCount:
    """Counts for the records of `ids` that lie in the trash. Raises CancelledError."""
    bare = raw(connection)
    release = cancel.on_cancel(bare.interrupt) if cancel else None
    try:
        return _count(bare, ids)
    except driver.Error:
        if cancel is not None:
            cancel.check()
        raise
    finally:
        if release:
            release()


def _count(bare: driver.Connection, ids: Sequence[Id]) -> GoingCount:
    parties = removable(bare, ids)
    sql = "select activity_id from activity_party where deleted = 0 and party_id in ({marks})"
    taken = {row[0] for row in select(bare, sql, parties)}
    shared = len(of_others(bare, Hanging(parties, {}), taken))
    sql = "select id from attachment where deleted = 0 and subject_id in ({marks})"
    files = sum(1 for _row in select(bare, sql, parties))
    kinds: dict[str, int] = {}
    for kind in parties.values():
        kinds[kind] = kinds.get(kind, 0) + 1
    return GoingCount(kinds, len(taken) - shared, shared, files, _held(bare, ids, parties))


def _held(bare: driver.Connection, ids: Sequence[Id], going: Mapping[Id, str]) -> list[tuple[Id, str, int]]:
    stay = in_order(bare, [key for key in ids if key not in going])
    people = employers(bare, {**going, **dict.fromkeys(stay, ORGANIZATION)})
    names = shown_names(bare, people)
    return sorted(((key, names[key], number) for key, number in people.items()), key=lambda one: one[1])
