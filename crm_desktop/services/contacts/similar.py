"""Records that somebody who is about to be added may already be."""

from __future__ import annotations

from crm_desktop.domain.contacts.listing import ListQuery
from crm_desktop.domain.contacts.names import display_name
from crm_desktop.domain.contacts.records import EMAIL, PHONE, PartyRecord, PartyRow
from crm_desktop.services.context import AppContext
from crm_desktop.storage.derived import normalized_of
from crm_desktop.storage.queries import lists

_SHORTEST_NAME = 2


def similar(context: AppContext, record: PartyRecord, limit: int = 5) -> list[PartyRow]:
    """Records with the same e-mail or number first, then those of the same kind whose names have all its words.

    Args:
        context: the open file.
        record: as it was typed so far; need not be complete.
        limit: no more than so many.
    """
    locale = context.store.locale
    points = [point for kind in (EMAIL, PHONE) for point in record.points_of(kind)]
    forms = [form for form in (normalized_of(point, locale) for point in points) if form]
    name = display_name(record) if record.given or record.family or record.display_name else ""
    with context.store.read() as connection:
        found = lists.handled(connection, "", forms) if forms else []
        if len(name.strip()) >= _SHORTEST_NAME:
            query = ListQuery(kinds=(record.kind,), text=name)
            found += lists.first_ids(connection, query, limit)
        return lists.rows(connection, list(dict.fromkeys(found))[:limit])
