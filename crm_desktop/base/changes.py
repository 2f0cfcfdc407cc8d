"""What a commit changed, and the bus that tells everyone who shows it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from crm_desktop.base.ids import Id
from crm_desktop.base.receivers import Receivers

REBUILD_ABOVE = 5_000
"""With more changed records than this a ChangeSet only says "everything may have changed"."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a person would call the thing that is about to be done.

    Attributes:
        label: translated, such as "Import 120 contacts"; shown by Undo and in Recent changes.
        kind: edit, import, merge, bulk, rule, undo, redo, erase or outside.
    """

    label: str
    kind: str = "edit"


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one transaction changed, by owning record (a new phone number is a change of its contact).

    Attributes:
        set_id: the change set of the journal; None when several sets of others were read at once.
        origin: the session that wrote it; None for somebody else's.
        inserted: ids of records that appeared (created, or back from the trash).
        updated: id of record -> names of the changed fields (columns; "phone", "email", "address", … for lists).
        deleted: ids of records now in the trash, or deleted for good.
        rebuild: too many to list; treat everything as changed.
    """

    set_id: Id | None = None
    origin: Id | None = None
    inserted: frozenset[Id] = frozenset()
    updated: Mapping[Id, frozenset[str]] = field(default_factory=dict)
    deleted: frozenset[Id] = frozenset()
    rebuild: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed."""
        return not (self.inserted or self.updated or self.deleted or self.rebuild)

    def touches(self, record: Id) -> bool:
        """Whether `record` may look different now."""
        return self.rebuild or record in self.updated or record in self.inserted or record in self.deleted


class ChangeBus:
    """Hands every ChangeSet to its subscribers, in the thread that publishes. Knows no Qt."""

    def __init__(self) -> None:
        self._receivers: Receivers[[ChangeSet]] = Receivers()

    def subscribe(self, receiver: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Call `receiver` for every ChangeSet from now on; returns a function that ends it."""
        return self._receivers.add(receiver)

    def publish(self, changes: ChangeSet) -> None:
        """Tell all subscribers; one that fails is logged and does not keep the others from hearing."""
        if not changes.is_empty:
            self._receivers.tell(changes)
