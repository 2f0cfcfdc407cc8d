"""Reads the lines of a table and tells which came out otherwise than expected."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from crm_desktop.domain.activities.logline import DEFAULT_OUTCOMES, LogLine, Surroundings, parse
from tests.unit.domain.logline.cases import MOMENTS, Case

ZONE = ZoneInfo("Europe/Copenhagen")
ORDERS = {"en": "dmy", "da": "dmy", "pt": "dmy", "ko": "ymd", "zh": "ymd"}


def surroundings(language: str, now: str = "thu", order: str = "") -> Surroundings:
    """As in a window of `language`, with the outcomes of a new file."""
    return Surroundings(
        now=dt.datetime.fromisoformat(MOMENTS[now]).replace(tzinfo=ZONE),
        language=language,
        date_order=order or ORDERS[language],
        outcomes=DEFAULT_OUTCOMES[language],
    )


def as_case(text: str, line: LogLine, like: Case) -> Case:
    """What was read, in the words of a table."""
    follow = line.follow_up
    return Case(
        line=text,
        kind=line.kind,
        direction=line.direction,
        outcome=line.outcome,
        text=line.text,
        at=f"{line.at:%Y-%m-%d %H:%M}" if line.at_is_given else "",
        planned=line.is_planned,
        minutes=None if line.duration_s is None else line.duration_s // 60,
        follow="" if follow is None else f"{follow.on}" + (f" {follow.at:%H:%M}" if follow.at else ""),
        title=follow.title if follow else "",
        moved=str(follow.moved_from) if follow and follow.moved_from else "",
        people=line.people,
        tags=line.tags,
        links=line.links,
        problems=len(line.problems),
        now=like.now,
        order=like.order,
        is_missed=like.is_missed,
    )


def differences(case: Case, language: str) -> list[str]:
    """One line for each field that came out otherwise."""
    found = as_case(case.line, parse(case.line, surroundings(language, case.now, case.order)), case)
    return [
        f"{name}: {getattr(found, name)!r}, expected {getattr(case, name)!r}"
        for name in Case.__slots__
        if getattr(found, name) != getattr(case, name)
    ]
