"""Which tags all, some or none of the chosen records carry."""

from __future__ import annotations

from dataclasses import dataclass

from crm_desktop.base.progress import CancelToken
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services.contacts.queries import selected_ids
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import lists
from crm_desktop.storage.queries.tag_states import carried

ALL, SOME, NONE = "all", "some", "none"


@dataclass(frozen=True, slots=True)
class TagState:
    """One tag of the file.

    Attributes:
        name: of the tag.
        state: whether `ALL`, `SOME` or `NONE` of the chosen records carry it.
        count: how many do.
    """

    name: str
    state: str
    count: int


def tag_states(
    context: AppContext, selection: Selection, cancel: CancelToken | None = None
) -> list[TagState]:
    """Every tag of the file in alphabetical order, with how many of the chosen records carry it.

    Raises:
        CancelledError: it was stopped; of a million records it takes some seconds.
    """
    ids = frozenset(selected_ids(context, selection))
    with context.store.read() as connection:
        names = [name for name, _number in lists.tags(connection)]
        counts = carried(connection, ids, cancel)
    return [TagState(name, _state(counts[name], len(ids)), counts[name]) for name in names]


def _state(count: int, of: int) -> str:
    if not count:
        return NONE
    return ALL if count >= of else SOME
