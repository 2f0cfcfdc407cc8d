"""`address.home.street=…`: postal addresses, part by part.

`address.street` is a part of the first address, `address.home.street` of the first of that usage,
`address.2.street` of the second. One more than there are adds one. `address.home=` removes it.
"""

from __future__ import annotations

import dataclasses

from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.records import Address, PartyRecord
from crm_desktop.domain.countries import country_code
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts.assignment.points import selector, usage_word
from crm_desktop.services.contacts.assignment.terms import SET, Assignment, changed, nth, put

PARTS = {
    "street": "street",
    "unit": "unit",
    "po_box": "po_box",
    "box": "po_box",
    "city": "locality",
    "town": "locality",
    "locality": "locality",
    "dependent_locality": "dependent_locality",
    "district": "dependent_locality",
    "region": "region",
    "state": "region",
    "postcode": "postcode",
    "zip": "postcode",
    "sorting_code": "sorting_code",
    "country": "country",
    "care_of": "care_of",
    "org_line": "org_line",
    "label": "label",
    "quality": "quality",
    "usage": "usage",
    "is_preferred": "is_preferred",
    "preferred": "is_preferred",
    "season_from": "season_from",
    "season_to": "season_to",
    "valid_from": "valid_from",
    "valid_to": "valid_to",
    "lat": "lat_e7",
    "lon": "lon_e7",
}
"""What may stand after the point -> attribute of `Address`."""

_E7 = 10_000_000
_LARGEST_DEGREE = 180


def set_address(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """The record with one part of an address set, or an address removed. Raises ValidationError."""
    assignment.only(SET)
    rest, attribute = assignment.split_off(PARTS)
    label, which = selector(rest, assignment)
    index = nth(assignment, _matching(record, label), len(record.addresses), which)
    is_new = index == len(record.addresses)
    if not attribute:
        return _removed(record, assignment, index)
    if is_new and not assignment.value:
        return record
    address = Address(usage=usage_word(label)) if is_new else record.addresses[index]
    address = _with_part(address, assignment, attribute)
    addresses = put(record.addresses, index, address)
    if attribute == "is_preferred" and address.is_preferred:
        addresses = tuple(
            dataclasses.replace(a, is_preferred=False) if i != index and a.is_preferred else a
            for i, a in enumerate(addresses)
        )
    return dataclasses.replace(record, addresses=addresses)


def set_first_address(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`city=Aarhus`: a part of the first address under the part's own name. Raises ValidationError."""
    if assignment.rest:
        raise assignment.refusal(_("“{path}” says more than there is.").format(path=assignment.path))
    return set_address(record, dataclasses.replace(assignment, field="address", rest=(assignment.field,)))


def _removed(record: PartyRecord, assignment: Assignment, index: int) -> PartyRecord:
    if assignment.value:
        raise assignment.refusal(
            _("An address is set part by part, such as {example}; the parts are {parts}.").format(
                example=f"{assignment.path}.street=…", parts=", ".join(PARTS)
            )
        )
    return dataclasses.replace(record, addresses=put(record.addresses, index, None))


def _matching(record: PartyRecord, label: str) -> list[int]:
    """Indexes of the addresses with a usage, in the order in which they are shown."""
    shown = sorted(range(len(record.addresses)), key=lambda i: not record.addresses[i].is_preferred)
    wanted = fold(usage_word(label))
    return [i for i in shown if not label or fold(record.addresses[i].usage) == wanted]


def _with_part(address: Address, assignment: Assignment, attribute: str) -> Address:
    value = assignment.value
    if attribute == "country":
        code = country_code(value)
        return dataclasses.replace(address, country=code, country_name="" if code else value)
    if attribute == "lat_e7":
        return dataclasses.replace(address, lat_e7=_degrees(assignment, value))
    if attribute == "lon_e7":
        return dataclasses.replace(address, lon_e7=_degrees(assignment, value))
    if attribute == "usage":
        value = usage_word(value)
    return changed(address, assignment, attribute, value)


def _degrees(assignment: Assignment, value: str) -> int | None:
    """Degrees with a decimal point as 1e-7 degree."""
    if not value:
        return None
    try:
        degrees = float(value)
    except ValueError:
        degrees = _LARGEST_DEGREE + 1
    if not -_LARGEST_DEGREE <= degrees <= _LARGEST_DEGREE:
        raise assignment.refusal(
            _("“{value}” is no position; write degrees such as 56.1629.").format(value=value)
        )
    return round(degrees * _E7)
