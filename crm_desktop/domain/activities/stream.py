"""The stream of what happened with a record: human entries, and the program's own folded between them (ux 1.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crm_desktop.base.i18n import N_
from crm_desktop.base.ids import Id
from crm_desktop.domain.activities import kinds

ALL, TALKS, NOTES, MAIL, SYSTEM = "", "talks", "notes", "mail", "system"
CHIPS: Mapping[str, str] = {
    ALL: N_("All"),
    TALKS: N_("Talks"),
    NOTES: N_("Notes"),
    MAIL: N_("Mail"),
    SYSTEM: N_("Changes"),
}
"""Filter of the stream -> English title, marked for translation."""

_CHIP_OF = {
    **dict.fromkeys(
        (kinds.CALL, kinds.MEETING, kinds.VISIT, kinds.WEBINAR, kinds.SITE_VISIT, kinds.CHAT), TALKS
    ),
    **dict.fromkeys((kinds.NOTE, kinds.TASK), NOTES),
    **dict.fromkeys((kinds.LETTER, kinds.EMAIL, kinds.SMS, kinds.SOCIAL, kinds.PRINT_PIECE), MAIL),
    SYSTEM: SYSTEM,
}


@dataclass(frozen=True, slots=True)
class StreamEntry:
    """One row of the stream.

    Attributes:
        at: UTC milliseconds.
        kind: of an activity its kind; "system" for changes of fields.
        id: the activity; of a system row the first change set.
        sets: the change sets that a system row folds.
    """

    at: int
    kind: str
    id: Id
    sets: tuple[Id, ...] = ()

    @property
    def chip(self) -> str:
        """The filter that shows it."""
        return _CHIP_OF[self.kind]


def merged(
    activities: Sequence[tuple[Id, int, str]], steps: Sequence[tuple[Id, int]], chip: str = ALL
) -> list[StreamEntry]:
    """The stream, newest first.

    Args:
        activities: id, moment (UTC ms) and kind of the human entries, newest first.
        steps: change set and moment of the program's own, newest first.
        chip: only what this filter shows; with SYSTEM each step is a row of its own.

    Returns:
        The rows; steps with no human entry between them are one row, at the moment of the newest of them.
    """
    human = [StreamEntry(at, kind, key) for key, at, kind in activities if chip in (ALL, _CHIP_OF[kind])]
    own = [StreamEntry(at, SYSTEM, key, (key,)) for key, at in steps] if chip in (ALL, SYSTEM) else []
    if chip == SYSTEM:
        return own
    return list(_folded(sorted((*human, *own), key=lambda entry: -entry.at)))


def _folded(entries: Iterable[StreamEntry]) -> Iterable[StreamEntry]:
    run: list[StreamEntry] = []
    for entry in entries:
        if entry.kind == SYSTEM:
            run.append(entry)
            continue
        yield from _one(run)
        run = []
        yield entry
    yield from _one(run)


def _one(run: Sequence[StreamEntry]) -> Iterable[StreamEntry]:
    if run:
        yield StreamEntry(run[0].at, SYSTEM, run[0].id, tuple(entry.id for entry in run))


def counts(activities: Sequence[tuple[Id, int, str]], steps: Sequence[tuple[Id, int]]) -> dict[str, int]:
    """How many entries each filter shows; under ALL the human ones, as steps are folded."""
    found = dict.fromkeys(CHIPS, 0)
    for _key, _at, kind in activities:
        found[_CHIP_OF[kind]] += 1
    found[ALL] = len(activities)
    found[SYSTEM] = len(steps)
    return found
