"""What a list is fed with: ids first, rows by id when they come into view (architecture 5.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from crm_desktop.base.ids import Id
from crm_desktop.base.progress import CancelToken


class Row(Protocol):
    """One record of a list."""

    @property
    def id(self) -> Id:
        """Its key."""
        ...

    @property
    def is_missing(self) -> bool:
        """Whether it went away after the ids were read."""
        ...


R = TypeVar("R", bound=Row)
R_co = TypeVar("R_co", bound=Row, covariant=True)


class IdSnapshot(Protocol):
    """The ids of all rows in their order, as they were at one moment."""

    def __len__(self) -> int:
        """How many rows."""
        ...

    def id_at(self, position: int) -> Id:
        """The id of a row."""
        ...

    def index_of(self, record: Id) -> int | None:
        """The row of an id; None when it is not there."""
        ...


class RowSource(Protocol[R_co]):
    """Reads a list in worker threads. The query is the subject's own; the list only passes it on."""

    def first(self, query: Any, columns: Sequence[str], cancel: CancelToken) -> Sequence[R_co]:
        """The first rows, at once, for the time until the snapshot is there.

        None of them where they take as long as the snapshot, as in an order that has no index. Raises CancelledError
        when told to stop: a filter that few records pass has to look at nearly all of them.
        """
        ...

    def snapshot(self, query: Any, cancel: CancelToken) -> IdSnapshot:
        """All ids. Raises CancelledError when told to stop."""
        ...

    def rows(self, query: Any, ids: Sequence[Id], columns: Sequence[str]) -> Sequence[R_co]:
        """The rows of `ids` in that order, with the values of `columns`; one that is gone says `is_missing`."""
        ...


class IdList:
    """A short snapshot in memory, such as the first page."""

    def __init__(self, ids: Sequence[Id] = ()) -> None:
        self._ids = list(ids)
        self._positions = {record: position for position, record in enumerate(self._ids)}

    def __len__(self) -> int:
        """How many rows."""
        return len(self._ids)

    def id_at(self, position: int) -> Id:
        """The id of a row."""
        return self._ids[position]

    def index_of(self, record: Id) -> int | None:
        """The row of an id; None when it is not there."""
        return self._positions.get(record)


@dataclass(frozen=True)
class Column(Generic[R]):
    """One column of a list; the first of a list is what its records are called, and always stands there.

    Attributes:
        key: the field it shows; what the source is asked for when the column is on view.
        title: marked with N_.
        text: what a cell says.
        sort_key: how a query calls the order by this column; "" when there is none.
        width: in average characters, as long as the user did not choose another.
        is_number: set to the right, with digits of equal width.
    """

    key: str
    title: str
    text: Callable[[R], str]
    sort_key: str = ""
    width: int = 20
    is_number: bool = False
