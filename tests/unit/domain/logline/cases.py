"""One typed line and what it means, as the tables of the five languages hold them.

Dates are written "2026-05-12" or "2026-05-12 10:00". What a case does not name is expected to be empty.
"""

from __future__ import annotations

from dataclasses import dataclass

MOMENTS = {
    "thu": "2026-05-07 14:20",  # an ordinary Thursday: what a case means unless it says otherwise
    "sun": "2026-05-10 11:00",
    "jan31": "2026-01-31 10:00",  # a Saturday, and a month after it has no 31st
    "dst": "2026-03-28 16:00",  # the Saturday before the clocks go forward in Europe
    "new_year": "2026-12-30 10:00",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What one line means."""

    line: str
    kind: str = "call"
    direction: str = ""
    outcome: str = ""
    text: str = ""
    at: str = ""
    """When it happened or will happen, if the line says so."""
    planned: bool = False
    minutes: int | None = None
    follow: str = ""
    """Day of the follow-up, with the time if the line names one."""
    title: str = ""
    moved: str = ""
    """The day that the line named, if no work is done on it."""
    people: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    problems: int = 0
    now: str = "thu"
    order: str = ""
    """Order of day and month, where it is not the usual one of the language."""
    is_missed: bool = False
    """Known to come out otherwise."""


def case(line: str, **expected: object) -> Case:
    """A case; `expected` are the fields of `Case`."""
    return Case(line=line, **expected)  # type: ignore[arg-type]  # a table is read by people
