"""`birthday=--02-29`, `anniversary=…`, `date.LABEL=…`: days of which a part may be unknown."""

from __future__ import annotations

import dataclasses

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import ImportantDate, PartialDate, PartyRecord
from crm_desktop.domain.dates import is_valid, parse_partial_date
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts.assignment.terms import SET, Assignment, changed, number, put

ATTRIBUTES = {
    "calendar": "calendar",
    "leap_rule": "leap_rule",
    "year": "year",
    "month": "month",
    "day": "day",
}
KINDS = ("birthday", "anniversary", "death")
"""Kinds that have a word of their own; every other day has a label."""


def set_kind(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`birthday=1980-05-31`, `birthday.calendar=lunar`. Raises ValidationError."""
    rest, attribute = assignment.split_off(ATTRIBUTES)
    if rest:
        raise assignment.refusal(_("“{path}” says more than there is.").format(path=assignment.path))
    return _set(record, assignment, assignment.field, "", attribute)


def set_date(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`date.LABEL=2020-01-01`, `date.LABEL.leap_rule=mar1`. Raises ValidationError."""
    rest, attribute = assignment.split_off(ATTRIBUTES)
    label = ".".join(rest)
    if not label:
        raise assignment.refusal(_("Say which date: birthday=…, anniversary=…, date.Moved=…"))
    kind = fold(label) if fold(label) in KINDS else "other"
    return _set(record, assignment, kind, label if kind == "other" else "", attribute)


def _set(record: PartyRecord, assignment: Assignment, kind: str, label: str, attribute: str) -> PartyRecord:
    assignment.only(SET)
    index = next(
        (
            i
            for i, date in enumerate(record.dates)
            if date.kind == kind and (not label or fold(date.label) == fold(label))
        ),
        len(record.dates),
    )
    old = record.dates[index] if index < len(record.dates) else None
    if not attribute:
        new = (
            _parsed(assignment, old or ImportantDate(kind, PartialDate(), label))
            if assignment.value
            else None
        )
    elif old is None:
        raise assignment.refusal(
            _("There is no “{path}” yet; set its value first.").format(path=label or kind)
        )
    elif attribute in ("calendar", "leap_rule"):
        new = changed(old, assignment, attribute, assignment.value)
    else:
        new = _with_part(assignment, old, attribute)
    return dataclasses.replace(record, dates=put(record.dates, index, new))


def _parsed(assignment: Assignment, date: ImportantDate) -> ImportantDate:
    on = parse_partial_date(assignment.value)
    if on is None:
        raise assignment.refusal(
            _("“{value}” is no date; write 1980-05-31, --05-31 without the year, or 1980.").format(
                value=assignment.value
            )
        )
    return dataclasses.replace(date, on=on)


def _with_part(assignment: Assignment, date: ImportantDate, part: str) -> ImportantDate:
    value = number(assignment, assignment.value) if assignment.value else None
    on = dataclasses.replace(date.on, **{part: value})
    if not is_valid(on):
        raise assignment.refusal(_("There is no such day in the calendar."))
    return dataclasses.replace(date, on=on)
