"""The who-box: one line of text, any fragment, in any script (P2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.contacts.records import PartyRow
from crm_desktop.services.context import AppContext
from crm_desktop.storage import search as search_index
from crm_desktop.storage.queries import lists


@dataclass(frozen=True, slots=True)
class Hit:
    """One record that was found.

    Attributes:
        matched: another line that tells it apart: e-mail, phone or place.
        next_step: what is to be done next, with its day; "" for nothing.
    """

    ref: EntityRef
    title: str
    subtitle: str
    matched: str = ""
    next_step: str = ""


_STEP = ("next_step_text", "next_step_on")


def find(context: AppContext, text: str, limit: int = 50, cancel: CancelToken | None = None) -> list[Hit]:
    """The records that have every word of `text` somewhere; never an error, whatever is typed.

    Raises CancelledError once `cancel` was told to stop: something else was typed.
    """
    with context.store.read() as connection:
        ids = search_index.find_ids(connection, text, limit, cancel)
        rows = lists.rows(connection, ids, keys=_STEP)
    return [_hit(row) for row in rows if not row.is_missing]


def by_refs(context: AppContext, refs: Sequence[EntityRef]) -> list[Hit]:
    """These records in their order, without those that are in the trash or gone."""
    with context.store.read() as connection:
        rows = lists.rows(connection, [ref.id for ref in refs], keys=_STEP)
    return [_hit(row) for row in rows if not row.is_missing]


def _hit(row: PartyRow) -> Hit:
    return Hit(row.ref, row.display_name, row.subtitle, row.email or row.phone or row.place, _next_step(row))


def _next_step(row: PartyRow) -> str:
    text, day = (row.cells.get(key) for key in _STEP)
    if text and day:
        return _("Next: {what}, {day}").format(what=text, day=date_text(day))
    return _("Next: {what}").format(what=text) if text else ""
