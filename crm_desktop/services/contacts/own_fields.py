"""The fields that the user defines: which there are, new ones, changed ones, and the values that go with them."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import ConflictError, NotFoundError, ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import name_id
from crm_desktop.domain.contacts import own_fields as rules
from crm_desktop.domain.contacts.own_fields import CHOICE, OwnField
from crm_desktop.domain.contacts.records import CustomValue, PartyRecord
from crm_desktop.domain.contacts.rules import clean_text
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import own_fields as queries
from crm_desktop.storage.tables import parties as t


def all_fields(context: AppContext) -> list[OwnField]:
    """Every field that was defined, in the order in which they were."""
    with context.store.read() as connection:
        return [
            OwnField(row.key, row.label or row.key, row.type or rules.TEXT, _options(row.options),
                     bool(row.is_required), row.id)
            for row in queries.all_fields(connection)
        ]  # fmt: skip


def uses(context: AppContext, field: OwnField) -> int:
    """How many records have a value for a field."""
    with context.store.read() as connection:
        return queries.uses(connection, field.id or b"")


def define(context: AppContext, field: OwnField) -> OwnField:
    """Adds a field; returns it with its key and id.

    Raises:
        ValidationError: it cannot be defined like this, or there is one of this name.
    """
    field = _cleaned(field)
    key = rules.key_of(field.label)
    if any(fold(other.label) == fold(field.label) or other.key == key for other in all_fields(context)):
        message = _("There is a field “{label}” already.")
        raise ValidationError({"label": message.format(label=field.label)})
    made = dataclasses.replace(
        field, key=key, id=name_id(context.store.dataset_id, "custom_field:party", key)
    )
    with context.store.write(Step(_("Add field {label}").format(label=field.label))) as work:
        queries.put(work.connection, made.id or b"", {"entity": "party", "key": key, **_row(made)})
    return made


def change(context: AppContext, base: OwnField, field: OwnField) -> None:
    """Changes label, options or whether it is required; the kind only while no record has a value.

    Raises:
        ValidationError: it cannot be like this.
        ConflictError: somebody else changed it meanwhile.
        NotFoundError: it is gone.
    """
    field = _cleaned(field)
    others = all_fields(context)
    now = next((other for other in others if other.id == base.id), None)
    if now is None or base.id is None:
        raise NotFoundError(_("This field was removed meanwhile."), _("Define it anew."))
    if now not in (base, field):
        raise ConflictError(
            _("Somebody else changed this field meanwhile."), field="label", base=base.label,
            mine=field.label, theirs=now.label, advice=_("Close this and look again."),
        )  # fmt: skip
    if any(fold(other.label) == fold(field.label) and other.id != base.id for other in others):
        message = _("There is a field “{label}” already.")
        raise ValidationError({"label": message.format(label=field.label)})
    if field.kind != base.kind and uses(context, base):
        raise ValidationError({"kind": _("Records have values for it; its kind stays as it is.")})
    with context.store.write(Step(_("Change field {label}").format(label=field.label))) as work:
        work.update(t.custom_field, base.id, _row(field))


def remove(context: AppContext, field: OwnField) -> None:
    """Removes a field that no record has a value for. Undo brings it back.

    Raises:
        ValidationError: records have values for it.
    """
    if uses(context, field):
        raise ValidationError({"label": _("Records have values for this field; it stays.")})
    with context.store.write(Step(_("Remove field {label}").format(label=field.label))) as work:
        work.remove(t.custom_field, [field.id or b""])


def checked(before: PartyRecord, after: PartyRecord, fields: Sequence[OwnField]) -> PartyRecord:
    """`after`, its new values of defined fields in their canonical form and with their kind.

    Raises:
        ValidationError: a value does not fit its field, or one that is required was taken away.
    """
    known = {fold(field.key): field for field in fields} | {fold(field.label): field for field in fields}
    held = {(value.key, value.value) for value in before.custom}
    values = []
    for value in after.custom:
        field = known.get(fold(value.key))
        if (value.key, value.value) in held:
            values.append(value)
        elif field is not None:
            values.append(_as_defined(value, field))
        elif value.type == CHOICE:
            message = _("Say first what “{label}” offers: in the window, Add field, New own field.")
            raise ValidationError({f"custom.{value.key}": message.format(label=value.label or value.key)})
        else:
            values.append(value)
    for gone in {v.key for v in before.custom} - {v.key for v in values}:
        if (field := known.get(fold(gone))) is not None:
            rules.canonical(field, "")
    return dataclasses.replace(after, custom=tuple(values))


def _as_defined(value: CustomValue, field: OwnField) -> CustomValue:
    text = rules.canonical(field, value.value)
    return dataclasses.replace(value, key=field.key, label=field.label, type=field.kind, value=text)


def _cleaned(field: OwnField) -> OwnField:
    options = tuple(dict.fromkeys(filter(None, map(clean_text, field.options))))
    field = dataclasses.replace(field, label=clean_text(field.label), options=options)
    rules.check(field)
    return field


def _row(field: OwnField) -> dict[str, object]:
    options = json.dumps(field.options, ensure_ascii=False) if field.kind == CHOICE else ""
    return {
        "label": field.label,
        "type": field.kind,
        "options": options,
        "is_required": field.is_required,
    }


def _options(text: str) -> tuple[str, ...]:
    """The stored options; of a text that another program left, the lines."""
    try:
        found = json.loads(text) if text else []
    except ValueError:
        return rules.clean_options(text)
    return tuple(str(option) for option in found) if isinstance(found, list) else ()
