"""One item of a record's list while it is edited: a phone, an address, a note, from blank to saved."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Callable
from typing import Any, Generic, Protocol, TypeVar

from crm_desktop.base.ids import Id
from crm_desktop.ui.forms.drafts import Draft
from crm_desktop.ui.forms.saving import Done, DraftedSaver, Failed, ReadPast, Saver

T = TypeVar("T")
Change = Callable[[T], T]


class ItemStore(Protocol):
    """Where items go: adds, changes and removes them in the background."""

    def add(self, item: Any, done: Callable[[Id], None], failed: Failed) -> None:
        """Append a new item to its list; `done` gets its id."""
        ...

    def change(self, base: Any, new: Any, done: Done, failed: Failed) -> None:
        """Replace what differs between `base` and `new`."""
        ...

    def remove(self, item: Any, done: Done, failed: Failed) -> None:
        """Take it off the list."""
        ...

    def draft(self, name: Callable[[], str]) -> Draft:
        """Where the field `name` of an item keeps what is typed."""
        ...

    def past(self, place: Callable[[], tuple[Id | None, str]]) -> ReadPast:
        """What reads the history of a field: item (None while it is blank) and attribute."""
        ...


class ItemSlot(Generic[T]):
    """Knows the item as the file holds it. The first save of a blank one adds it; the next ones wait."""

    def __init__(self, store: ItemStore, item: T) -> None:
        self._store = store
        self.item: Any = item
        self._is_adding = False
        self._waiting: deque[tuple[Change[T], Change[T], Done, Failed]] = deque()

    @property
    def is_blank(self) -> bool:
        """Whether the item is not in the file yet."""
        return self.item.id is None

    def refresh(self, item: T) -> None:
        """The file holds this now."""
        self.item = item

    def saver(self, attribute: str) -> Saver:
        """Saves one text attribute of the item."""

        def save(base: str, new: str, done: Done, failed: Failed) -> None:
            self.save(
                lambda item: dataclasses.replace(item, **{attribute: base}),  # type: ignore[type-var]
                lambda item: dataclasses.replace(item, **{attribute: new}),  # type: ignore[type-var]
                done,
                failed,
            )

        return self.drafted(save, attribute)

    def drafted(self, save: Saver, attribute: str) -> DraftedSaver:
        """`save` for an attribute, with the place of its draft and its history."""
        draft = self._store.draft(lambda: f"{self._name()}/{attribute}")
        return DraftedSaver(save, draft, self._store.past(lambda: (self.item.id, attribute)))

    def _name(self) -> str:
        """What tells the item from the others of its record; a blank one of a kind is the only one."""
        if self.item.id is not None:
            return str(self.item.id.hex())
        return f"new {type(self.item).__name__} {getattr(self.item, 'kind', '')}".rstrip()

    def save(self, as_seen: Change[T], change: Change[T], done: Done, failed: Failed) -> None:
        """Save a change.

        Args:
            as_seen: makes of the item what the user saw before typing; for noticing a conflict.
            change: makes of the item what it shall be.
            done: called when it is saved.
            failed: called with what went wrong.
        """
        if self._is_adding:
            self._waiting.append((as_seen, change, done, failed))
        elif self.is_blank:
            self._add(change, done, failed)
        else:
            self._store.change(as_seen(self.item), change(self.item), done, failed)

    def remove(self, done: Done, failed: Failed) -> None:
        """Take the item off its list."""
        if not self.is_blank:
            self._store.remove(self.item, done, failed)

    def _add(self, change: Change[T], done: Done, failed: Failed) -> None:
        self._is_adding = True
        wanted: Any = change(self.item)

        def added(new_id: Id) -> None:
            self._is_adding = False
            self.item = dataclasses.replace(wanted, id=new_id)
            done()
            self._catch_up()

        def refused(error: BaseException) -> None:
            self._is_adding = False
            failed(error)
            self._catch_up()

        self._store.add(wanted, added, refused)

    def _catch_up(self) -> None:
        if self._waiting:
            as_seen, change, done, failed = self._waiting.popleft()
            self.save(as_seen, change, done, failed)
            if not self._is_adding:
                self._catch_up()
