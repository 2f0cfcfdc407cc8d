"""What is asked of an import, and what became of every row (P8)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from crm_desktop.base.ids import Id
from crm_desktop.exchange.formats import Reject
from crm_desktop.services.sections_in import SectionCounts

UPDATE, SKIP, ADD = "update", "skip", "add"


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How to import.

    Attributes:
        format: id of a format, or None to recognise it by the content.
        mapping: what the columns of a CSV file mean (see `exchange.delimited`), already read from its file.
        encoding: of the text, or None to find out.
        on_match: update (add to the record that is there), skip (leave it), add (make a second one).
        dry_run: only count; nothing is written.
    """

    format: str | None = None
    mapping: Any = None
    encoding: str | None = None
    on_match: str = UPDATE
    dry_run: bool = False


@dataclass(slots=True)
class ImportReport:
    """What became of every row.

    Attributes:
        read: records and rejects read from the files.
        added, updated, unchanged, skipped: records; unchanged ones were there already, just so.
        further: what a complete copy held besides records and this file did not have yet.
        rejected: what could not be read or saved, with line and reason.
        notices: what was kept in another place than expected, or changed, with its line.
        set_id: the step, for undo; None when nothing was written.
        format: label of the format that was recognised.
    """

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    further: SectionCounts = field(default_factory=SectionCounts)
    rejected: list[Reject] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    set_id: Id | None = None
    format: str = ""
