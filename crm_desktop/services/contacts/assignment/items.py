"""`tag`, `fact`, `preference`, `custom`, `note`, and what files and other systems left."""

from __future__ import annotations

import dataclasses

from crm_desktop.base.errors import ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.fields import PREFERENCE_CHOICES
from crm_desktop.domain.contacts.own_fields import CHOICE, KIND_TITLES, OwnField, canonical
from crm_desktop.domain.contacts.records import (
    CHANNELS,
    PREFERENCE_STATES,
    CustomValue,
    ExternalId,
    ExtraProperty,
    Fact,
    Note,
    PartyRecord,
    Preference,
)
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts.assignment.terms import (
    ADD,
    REMOVE,
    SET,
    Assignment,
    changed,
    nth,
    one_of,
    put,
)

PREFERENCE_ATTRIBUTES = {
    "status": "status",
    "reason": "reason",
    "asked_on": "asked_on",
    "asked": "asked_on",
    "until_on": "until_on",
    "until": "until_on",
}
CUSTOM_TYPES = tuple(KIND_TITLES)


def set_tags(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`tag=a, b`, `tag+=x`, `tag-=x`, `tag=`. Raises ValidationError."""
    if assignment.rest:
        raise assignment.refusal(_("“{path}” says more than there is.").format(path=assignment.path))
    named = [name for name in (part.strip() for part in assignment.value.split(",")) if name]
    old = {fold(tag): tag for tag in record.tags}
    if assignment.operator == REMOVE:
        gone = {fold(name) for name in named}
        return dataclasses.replace(record, tags=tuple(t for t in record.tags if fold(t) not in gone))
    wanted = [old.get(fold(name), name) for name in named]
    kept = record.tags if assignment.operator == ADD else ()
    return dataclasses.replace(record, tags=tuple(dict.fromkeys((*kept, *wanted))))


def set_fact(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`fact.hobby+=golf`, `fact.hobby=golf`, `fact.child.name=Ida`, `fact.hobby-=golf`.

    Raises:
        ValidationError: it cannot be done.
    """
    rest, attribute = assignment.split_off({"learned_on": "learned_on"})
    which = 1
    if rest and rest[-1].isdecimal():
        rest, which = rest[:-1], int(rest[-1])
    if not 1 <= len(rest) <= 2:
        raise assignment.refusal(_("Say what sort of fact: fact.hobby+=golf, fact.child.name=Ida."))
    category, label = rest[0], rest[1] if len(rest) == 2 else ""
    same = [
        i
        for i, fact in enumerate(record.facts)
        if fold(fact.category) == fold(category) and fold(fact.label) == fold(label)
    ]
    if assignment.operator == REMOVE:
        return _facts_without(record, assignment, same)
    index = (
        len(record.facts) if assignment.operator == ADD else nth(assignment, same, len(record.facts), which)
    )
    is_new = index == len(record.facts)
    if is_new and (attribute or not assignment.value):
        return record
    if attribute:
        fact = changed(record.facts[index], assignment, attribute, assignment.value)
    elif is_new:
        fact = Fact(category, assignment.value, label)
    else:
        fact = dataclasses.replace(record.facts[index], value=assignment.value)
    return dataclasses.replace(record, facts=put(record.facts, index, fact if fact.value else None))


def _facts_without(record: PartyRecord, assignment: Assignment, same: list[int]) -> PartyRecord:
    gone = {i for i in same if fold(record.facts[i].value) == fold(assignment.value)}
    if not gone:
        raise _absent(assignment)
    return dataclasses.replace(record, facts=tuple(f for i, f in enumerate(record.facts) if i not in gone))


def set_preference(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`preference.mail=never:asked on the phone`, `preference.mail=`, `preference.mail.until=…`.

    Raises:
        ValidationError: it cannot be done.
    """
    assignment.only(SET)
    rest, attribute = assignment.split_off(PREFERENCE_ATTRIBUTES)
    if len(rest) != 1 or fold(rest[0]) not in CHANNELS:
        raise assignment.refusal(
            _("Say for which channel, such as preference.mail=never; there are {channels}.").format(
                channels=", ".join(CHANNELS)
            )
        )
    channel = fold(rest[0])
    index = next(
        (i for i, p in enumerate(record.preferences) if p.channel == channel), len(record.preferences)
    )
    is_new = index == len(record.preferences)
    if is_new and attribute not in ("", "status"):
        raise assignment.refusal(
            _("There is no “{path}” yet; set its value first.").format(path=f"preference.{channel}")
        )
    new = None
    if assignment.value or attribute not in ("", "status"):
        old = Preference(channel, "ok") if is_new else record.preferences[index]
        new = _answered(old, assignment, attribute)
    return dataclasses.replace(record, preferences=put(record.preferences, index, new))


def _answered(old: Preference, assignment: Assignment, attribute: str) -> Preference:
    if attribute not in ("", "status"):
        return changed(old, assignment, attribute, assignment.value)
    answer, colon, reason = assignment.value.partition(":")
    shown = {fold(name): stored for stored, label in PREFERENCE_CHOICES for name in (label, _(label))}
    answer = shown.get(fold(answer), answer)
    status = one_of(assignment, answer.replace("-", "_").strip(), PREFERENCE_STATES)
    return dataclasses.replace(old, status=status, reason=reason.strip() if colon else old.reason)


def set_custom(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`custom.membership=gold`, `custom.size:number=42`, `custom.membership=`. Raises ValidationError."""
    assignment.only(SET)
    name, _colon, kind = ".".join(assignment.rest).partition(":")
    if not name:
        raise assignment.refusal(_("Name your field: custom.membership=gold."))
    index = next((i for i, c in enumerate(record.custom) if fold(c.key) == fold(name)), len(record.custom))
    if not assignment.value:
        return dataclasses.replace(record, custom=put(record.custom, index, None))
    if index < len(record.custom):
        custom = record.custom[index]
    else:
        custom = CustomValue(name, "", type=one_of(assignment, kind, CUSTOM_TYPES))
    value = _canonical(assignment, custom.type)
    return dataclasses.replace(
        record, custom=put(record.custom, index, dataclasses.replace(custom, value=value))
    )


def _canonical(assignment: Assignment, kind: str) -> str:
    """The value of a custom field as it is stored. Raises ValidationError."""
    if kind == CHOICE:  # what it offers is known where its definition is read
        return assignment.value
    name = assignment.rest[0].partition(":")[0]
    try:
        return canonical(OwnField(name, name, kind), assignment.value)
    except ValidationError as error:
        raise assignment.refusal(" ".join(error.fields.values())) from None


def set_note(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`note+=text`, `note=text` (the first), `note.2=text`, `note.2=`, `note.pinned=yes`.

    Raises:
        ValidationError: it cannot be done.
    """
    rest, attribute = assignment.split_off({"pinned": "is_pinned", "is_pinned": "is_pinned"})
    which = int(rest[0]) if len(rest) == 1 and rest[0].isdecimal() else 1
    if len(rest) > 1 or (rest and not rest[0].isdecimal()):
        raise assignment.refusal(_("“{path}” says more than there is.").format(path=assignment.path))
    if assignment.operator == REMOVE:
        kept = tuple(note for note in record.notes if fold(note.body) != fold(assignment.value))
        if kept == record.notes:
            raise _absent(assignment)
        return dataclasses.replace(record, notes=kept)
    count = len(record.notes)
    index = count if assignment.operator == ADD else nth(assignment, range(count), count, which)
    if attribute and index < count:
        note = changed(record.notes[index], assignment, attribute, assignment.value)
    elif not assignment.value:
        return dataclasses.replace(record, notes=put(record.notes, index, None))
    else:
        old = record.notes[index] if index < count else Note("")
        note = dataclasses.replace(old, body=assignment.value)
    return dataclasses.replace(record, notes=put(record.notes, index, note))


def set_external_id(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`external_id.google=people/c1`: how another system calls the record. Raises ValidationError."""
    assignment.only(SET)
    system = ".".join(assignment.rest)
    if not system:
        raise assignment.refusal(_("Name the system: external_id.google=…"))
    kept = tuple(e for e in record.external_ids if fold(e.system) != fold(system))
    same = [e for e in record.external_ids if e not in kept]
    if not assignment.value:
        return dataclasses.replace(record, external_ids=kept)
    new = (
        dataclasses.replace(same[0], value=assignment.value) if same else ExternalId(system, assignment.value)
    )
    return dataclasses.replace(record, external_ids=(*kept, new))


def set_extra(record: PartyRecord, assignment: Assignment) -> PartyRecord:
    """`extra.vcard.X-FOO=…`: a raw property that goes back into files of that format.

    Raises:
        ValidationError: it cannot be done.
    """
    assignment.only(SET)
    if len(assignment.rest) < 2 or assignment.rest[0] not in ("vcard", "csv"):
        raise assignment.refusal(_("Write extra.vcard.NAME=… or extra.csv.NAME=…"))
    system, name = assignment.rest[0], ".".join(assignment.rest[1:])
    index = next(
        (i for i, e in enumerate(record.extras) if (e.system, fold(e.name)) == (system, fold(name))),
        len(record.extras),
    )
    new = None
    if assignment.value:
        old = record.extras[index] if index < len(record.extras) else ExtraProperty(system, name, "")
        new = dataclasses.replace(old, value=assignment.value)
    return dataclasses.replace(record, extras=put(record.extras, index, new))


def _absent(assignment: Assignment) -> Exception:
    return assignment.refusal(
        _("“{value}” is not among “{name}” of this record.").format(
            value=assignment.value, name=assignment.path
        )
    )
