"""`set REF FIELD=VALUE…`: everything a record holds, set from one line of text.

The fields are those of the catalogue; `docs/cli.md` has the whole list. `=` sets the one that is meant and,
without a value, removes it; `+=` adds one; `-=` takes one away.
"""

from __future__ import annotations

import dataclasses
import difflib
from collections.abc import Callable, Mapping, Sequence

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import EntityRef
from crm_desktop.domain.contacts.fields import CONTACT_FIELDS
from crm_desktop.domain.contacts.names import renamed
from crm_desktop.domain.contacts.own_fields import OwnField
from crm_desktop.domain.contacts.records import POINT_KINDS, PartyRecord
from crm_desktop.services.contacts import ops, own_fields
from crm_desktop.services.contacts.assignment import addresses, dates, files, items, points, ties
from crm_desktop.services.contacts.assignment.terms import SET, Assignment, changed, parse
from crm_desktop.services.context import AppContext

Setter = Callable[[PartyRecord, Assignment], PartyRecord]

_NEAR_NAMED = 5


def assign(context: AppContext, ref: EntityRef, assignments: Sequence[str]) -> PartyRecord:
    """Sets fields of a record as one step; returns the record as it is then.

    Args:
        context: the open file.
        ref: the record.
        assignments: such as `given=Anna`, `phone.work=+45 33 11 22 33`, `address.home.city=Aarhus`.

    Raises:
        ValidationError: a field is unknown (near ones are named) or a value does not fit; nothing was saved.
        NotFoundError: the record is gone.
    """
    parsed = [parse(text) for text in assignments]
    fields = own_fields.all_fields(context)
    return ops.change_record(context, ref, lambda record: _applied(record, parsed, fields))


def filled(record: PartyRecord, assignments: Sequence[str], fields: Sequence[OwnField] = ()) -> PartyRecord:
    """`record`, which need not be saved yet, with fields set; `fields` are the user's own that the file defines.

    Raises:
        ValidationError: as `assign` does.
    """
    return _applied(record, [parse(text) for text in assignments], fields)


def _applied(
    record: PartyRecord, assignments: Sequence[Assignment], fields: Sequence[OwnField]
) -> PartyRecord:
    after = record
    for assignment in assignments:
        key, setter = _setter(assignment)
        after = setter(after, dataclasses.replace(assignment, field=key))
    reason = ties.check_roles(after)
    if reason:
        raise ValidationError({"company": reason})
    return renamed(record, own_fields.checked(record, after, fields))


def _set_scalar(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    assignment.only(SET)
    if assignment.rest:
        raise assignment.refusal(_("“{name}” holds one value only.").format(name=assignment.field))
    return changed(record, assignment, assignment.field, assignment.value)


_SETTERS: Mapping[str, Setter] = {
    **{spec.key: _set_scalar for spec in CONTACT_FIELDS if spec.holder == "party" and spec.is_settable},
    **dict.fromkeys(POINT_KINDS, points.set_point),
    "address": addresses.set_address,
    **dict.fromkeys(("street", "city", "region", "postcode", "country"), addresses.set_first_address),
    "role": ties.set_role,
    "company": ties.set_company,
    **dict.fromkeys(("title", "department"), ties.set_main_role),
    "group": ties.set_group,
    "household": ties.set_household,
    **dict.fromkeys(dates.KINDS, dates.set_kind),
    "date": dates.set_date,
    "fact": items.set_fact,
    "tag": items.set_tags,
    "preference": items.set_preference,
    "custom": items.set_custom,
    "note": items.set_note,
    "attachment": files.set_attachment,
    "photo": files.set_photo,
    "external_id": items.set_external_id,
    "extra": items.set_extra,
}
"""Field key -> what sets it. Beside the catalogue: household, day of death, and what other systems left."""


FIELDS = tuple(_SETTERS)
"""Keys of all fields that can be set."""


def _setter(assignment: Assignment) -> tuple[str, Setter]:
    """The key of the field that an assignment names, and what sets it. Raises ValidationError."""
    name = assignment.field.lower().replace("-", "_")
    if name in _SETTERS:
        return name, _SETTERS[name]
    spec = CONTACT_FIELDS.find(assignment.field)
    if spec is not None and spec.key in _SETTERS:
        return spec.key, _SETTERS[spec.key]
    if spec is not None:
        raise assignment.refusal(
            _("“{name}” cannot be set: the program makes it from other fields.").format(name=spec.key)
        )
    near = difflib.get_close_matches(name, [*_SETTERS, *_synonyms()], n=_NEAR_NAMED, cutoff=0.6)
    keys = list(dict.fromkeys(_synonyms().get(word, word) for word in near))
    reason = _("There is no field “{name}”.").format(name=assignment.field)
    if keys:
        reason = _("{reason} Near it: {fields}.").format(reason=reason, fields=", ".join(keys))
    raise assignment.refusal(reason)


def _synonyms() -> dict[str, str]:
    return {name: spec.key for spec in CONTACT_FIELDS for name in spec.synonyms if spec.key in _SETTERS}
