"""What a complete copy of a file holds beside its records: ties, tiers, activities with their files."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.activities.records import ActivityRecord, CadenceRule, Outcome
from crm_desktop.domain.contacts.records import Attachment
from crm_desktop.domain.contacts.relations import RelationType


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation as it lies in the file, seen from neither side.

    Attributes:
        id: of the relation.
        from_party, to_party: the first is, to the second, what the name of the kind says.
        type: key of a RelationType.
        from_on, to_on: first and last day, if known.
    """

    id: Id
    from_party: EntityRef
    to_party: EntityRef
    type: str
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Tier:
    """A row of the list of tiers; `rank` 1 is the closest."""

    name: str
    rank: int | None = None
    color: str = ""


@dataclass(frozen=True, slots=True)
class ActivityEntry:
    """An activity with the files that are kept with it, their contents included."""

    record: ActivityRecord
    files: tuple[Attachment, ...] = ()


SectionItem = RelationType | Tie | Outcome | Tier | CadenceRule | ActivityEntry
"""One line of a section of a complete copy."""
