"""`phone`, `email`, `url`, `impp`, `social`: the ways to reach somebody.

`phone` is the first one, `phone.work` the first of that usage (of that service for impp and social),
`phone.2` the second, `phone.work.2` the second of that usage. One more than there are adds one.
"""

from __future__ import annotations

import dataclasses
import re

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.fields import USAGE_CHOICES
from crm_desktop.domain.contacts.records import IMPP, PHONE, SOCIAL, ContactPoint, PartyRecord
from crm_desktop.domain.text_folding import digits, fold
from crm_desktop.services.contacts.assignment.terms import (
    ADD,
    REMOVE,
    Assignment,
    changed,
    nth,
    put,
)

ATTRIBUTES = {
    "value": "value",
    "usage": "usage",
    "ext": "ext",
    "service": "service",
    "status": "status",
    "is_preferred": "is_preferred",
    "preferred": "is_preferred",
    "valid_from": "valid_from",
    "valid_to": "valid_to",
}
_SERVICE = re.compile(r"(?P<service>[A-Za-z][\w-]*):(?P<value>(?!//).+)", re.DOTALL)


def set_point(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """The record with one contact point set, added or removed. Raises ValidationError."""
    kind = assignment.field
    if assignment.operator == ADD:
        return _added(record, assignment, kind)
    if assignment.operator == REMOVE:
        return _without(record, assignment, kind)
    rest, attribute = assignment.split_off(ATTRIBUTES)
    label, which = selector(rest, assignment)
    index = nth(assignment, _matching(record, kind, label), len(record.points), which)
    if index == len(record.points):
        return (
            _new(record, assignment, kind, label)
            if attribute in ("", "value")
            else _nothing(record, assignment)
        )
    if attribute in ("", "value") and not assignment.value:
        return dataclasses.replace(record, points=put(record.points, index, None))
    attribute = attribute or "value"
    value = usage_word(assignment.value) if attribute == "usage" else assignment.value
    point = changed(record.points[index], assignment, attribute, value)
    if attribute == "value":
        point = dataclasses.replace(point, normalized="")
    points = put(record.points, index, point)
    return dataclasses.replace(record, points=_one_preferred(points, index))


def selector(rest: tuple[str, ...], assignment: Assignment) -> tuple[str, int]:
    """The label ("" for any) and the number, from 1, in what follows a field. Raises ValidationError."""
    which = 1
    if rest and rest[-1].isdecimal():
        rest, which = rest[:-1], int(rest[-1])
    if len(rest) > 1 or which < 1:
        raise assignment.refusal(_("“{path}” says more than there is.").format(path=assignment.path))
    return (rest[0] if rest else ""), which


def usage_word(text: str) -> str:
    """The stored word of a usage that the program knows ("mobile" is "cell"), else the label as typed."""
    return known_usage(text) or text


def known_usage(text: str) -> str:
    """The stored word of a usage, "" when the program knows none that is called so."""
    wanted = fold(text)
    for stored, label in USAGE_CHOICES:
        if wanted in {stored, fold(label), fold(_(label))}:
            return stored
    return ""


def _matching(record: PartyRecord, kind: str, label: str) -> list[int]:
    """Indexes of the points of a kind with a label, in the order in which they are shown."""
    shown = sorted(
        (i for i, point in enumerate(record.points) if point.kind == kind),
        key=lambda i: not record.points[i].is_preferred,
    )
    wanted = fold(usage_word(label))
    return [
        i
        for i in shown
        if not label or wanted in {fold(record.points[i].usage), fold(record.points[i].service)}
    ]


def _new(record: PartyRecord, assignment: Assignment, kind: str, label: str) -> PartyRecord:
    if not assignment.value:
        return record
    if kind in (IMPP, SOCIAL) and not known_usage(label):
        point = ContactPoint(kind, assignment.value, service=label.lower())
    else:
        point = ContactPoint(kind, assignment.value, usage_word(label))
    return dataclasses.replace(record, points=(*record.points, point))


def _added(record: PartyRecord, assignment: Assignment, kind: str) -> PartyRecord:
    if not assignment.value:
        raise assignment.refusal(_("There is nothing to add."))
    label, _which = selector(assignment.rest, assignment)
    value = assignment.value
    if not label:
        label, value = _labelled(kind, value)
    plain = dataclasses.replace(assignment, value=value)
    known = _matching(record, kind, label)
    if any(fold(record.points[i].value) == fold(value) for i in known):
        return record  # it is there already
    return _new(record, plain, kind, label)


def _labelled(kind: str, value: str) -> tuple[str, str]:
    """Label and value of "cell:+45 …" or, for messengers and networks, "xmpp:anna@example.org"."""
    before, colon, after = value.partition(":")
    if colon and known_usage(before):
        return before, after.strip()
    service = _SERVICE.fullmatch(value) if kind in (IMPP, SOCIAL) else None
    return (service["service"], service["value"].strip()) if service else ("", value)


def _without(record: PartyRecord, assignment: Assignment, kind: str) -> PartyRecord:
    label, _which = selector(assignment.rest, assignment)
    gone = {i for i in _matching(record, kind, label) if _is_same(record.points[i], assignment.value)}
    if not gone:
        raise assignment.refusal(
            _("“{value}” is not among “{name}” of this record.").format(
                value=assignment.value, name=assignment.path
            )
        )
    kept = tuple(point for i, point in enumerate(record.points) if i not in gone)
    return dataclasses.replace(record, points=kept)


def _is_same(point: ContactPoint, value: str) -> bool:
    if fold(value) in {fold(point.value), fold(point.normalized)}:
        return True
    return point.kind == PHONE and bool(digits(value)) and digits(value) == digits(point.value)


def _one_preferred(points: tuple[ContactPoint, ...], chosen: int) -> tuple[ContactPoint, ...]:
    """Only one point of a kind is the preferred one: the others step back when this one is."""
    if not points[chosen].is_preferred:
        return points
    return tuple(
        dataclasses.replace(point, is_preferred=False)
        if i != chosen and point.is_preferred and point.kind == points[chosen].kind
        else point
        for i, point in enumerate(points)
    )


def _nothing(_record: PartyRecord, assignment: Assignment) -> PartyRecord:
    raise assignment.refusal(
        _("There is no “{path}” yet; set its value first.").format(
            path=".".join((assignment.field, *assignment.rest[:-1]))
        )
    )
