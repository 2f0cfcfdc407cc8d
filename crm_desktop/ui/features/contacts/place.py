"""Where the user was on the page of contacts, for Back and for the next start."""

from __future__ import annotations

from dataclasses import dataclass, field

from crm_desktop.base.ids import EntityRef, Id, id_from_text

_PARTED = "|"


@dataclass(frozen=True, slots=True)
class ContactsPlace:
    """A list and a record. Two that differ only in what the list had scrolled to are the same place.

    Attributes:
        entry: key of the line of the sidebar.
        top: the first record in view in the list.
    """

    entry: str
    record: EntityRef | None = None
    top: Id | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """As a line of text, for the next start."""
        record = str(self.record) if self.record else ""
        return _PARTED.join((record, self.top.hex() if self.top else "", self.entry))

    @classmethod
    def of(cls, text: str) -> ContactsPlace:
        """From such a line. Raises ValueError for nonsense."""
        record, top, entry = text.split(_PARTED, 2)
        kind, _colon, digits = record.partition(":")
        ref = EntityRef(kind, id_from_text(digits)) if record else None
        return cls(entry, ref, id_from_text(top) if top else None)
