"""The list of contacts: rows from the service, and what a row shows."""

from __future__ import annotations

from collections.abc import Sequence

from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.contacts.listing import ListQuery, Snapshot
from crm_desktop.domain.contacts.records import PERSON, PartyRow
from crm_desktop.services.contacts import queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.features.contacts.words import KIND_ICONS, KIND_TITLES, do_not_words
from crm_desktop.ui.lists.row_delegate import RowFace
from crm_desktop.ui.widgets.avatar import initials_of


class ContactsSource:
    """Feeds the list model from `services.contacts.queries`; called in worker threads."""

    def __init__(self, context: AppContext) -> None:
        self._context = context

    def first(self, query: ListQuery, columns: Sequence[str]) -> list[PartyRow]:
        """The first rows, at once; none where sorting all of them comes first."""
        return queries.first_rows(self._context, query, columns=columns) if queries.is_quick(query) else []

    def snapshot(self, query: ListQuery, cancel: CancelToken) -> Snapshot:
        """All ids."""
        return queries.snapshot(self._context, query, cancel)

    def rows(self, query: ListQuery, ids: Sequence[Id], columns: Sequence[str]) -> list[PartyRow]:
        """Rows by id."""
        return queries.rows(self._context, ids, trash=query.trash, columns=columns)


def row_face(row: PartyRow) -> RowFace:
    """How a contact looks in a list."""
    warning = do_not_words(row.do_not)
    subtitle = row.subtitle or row.email or row.phone or _(KIND_TITLES.get(row.kind, ""))
    return RowFace(
        title=row.display_name,
        subtitle=subtitle,
        aside=next((text for text in (row.place, row.email, row.phone) if text and text != subtitle), ""),
        warning=warning[0] if warning else "",
        initials=initials_of(row.display_name),
        icon="" if row.kind == PERSON else KIND_ICONS.get(row.kind, "user"),
        key=row.id,
        is_missing=row.is_missing,
    )


def spoken_row(row: PartyRow) -> str:
    """A contact as a screen reader says it: name, what it is, role and company, place, warnings."""
    parts = [
        row.display_name,
        _(KIND_TITLES.get(row.kind, "")),
        row.subtitle,
        row.place,
        *do_not_words(row.do_not),
    ]
    return ", ".join(part for part in parts if part)
