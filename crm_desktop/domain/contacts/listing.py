"""What a list asks for, the ids it holds, and what of it is selected."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from crm_desktop.base.ids import Id

ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class ListQuery:
    """Which records a list shows, and in which order.

    Attributes:
        kinds: kinds of the file (person, organization, …); empty for all.
        text: as typed into the who-box.
        where: an expression of the filter language (`domain/filters.py`).
        tag: name of a tag, "" for any.
        sort: key of a sortable field.
        trash: the deleted records instead of the others.
        as_of: the list as it stood at that moment (aware); None for now.
    """

    kinds: tuple[str, ...] = ()
    text: str = ""
    where: str = ""
    tag: str = ""
    sort: str = "display_name"
    descending: bool = False
    trash: bool = False
    as_of: dt.datetime | None = None


@dataclass(frozen=True)
class Snapshot:
    """The ids of a list in its order, at one moment: 16 bytes a record, so a million take 16 MB."""

    flat: bytes = b""

    @classmethod
    def of(cls, ids: Sequence[Id]) -> Snapshot:
        """A snapshot of these ids in this order."""
        return cls(b"".join(ids))

    def __len__(self) -> int:
        return len(self.flat) // ID_BYTES

    def id_at(self, index: int) -> Id:
        """The id in row `index`. Raises IndexError outside the list."""
        if not 0 <= index < len(self):
            raise IndexError(index)
        return self.flat[index * ID_BYTES : (index + 1) * ID_BYTES]

    def index_of(self, record: Id) -> int | None:
        """The row of a record, or None when it is not in the list.

        Looks through the bytes, a few milliseconds for a million: a table would take 150 MB for as many.
        """
        at = self.flat.find(record)
        while at >= 0 and at % ID_BYTES:
            at = self.flat.find(record, at + 1)
        return at // ID_BYTES if at >= 0 else None

    def ids(self, start: int = 0, stop: int | None = None) -> list[Id]:
        """The ids of rows `start` up to, not including, `stop`; all by default."""
        return [self.id_at(i) for i in range(*slice(start, stop).indices(len(self)))]

    def __iter__(self) -> Iterator[Id]:
        return (self.id_at(i) for i in range(len(self)))


@dataclass(frozen=True, slots=True)
class Selection:
    """What a bulk operation works on: these ids, or all that a query finds except some.

    Attributes:
        ids: the records themselves, in the order in which they are worked on if they have one; not looked at when
            there is a query.
        query: everything that it finds.
        except_ids: what was taken out of the query's result by hand.
    """

    ids: Set[Id] = frozenset()
    query: ListQuery | None = None
    except_ids: Set[Id] = frozenset()

    @classmethod
    def of(cls, *ids: Id) -> Selection:
        """Just these records."""
        return cls(frozenset(ids))

    @classmethod
    def all_of(cls, query: ListQuery, except_ids: Set[Id] = frozenset()) -> Selection:
        """Everything that `query` finds, without `except_ids`."""
        return cls(query=query, except_ids=except_ids)

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be in it."""
        return self.query is None and not self.ids
