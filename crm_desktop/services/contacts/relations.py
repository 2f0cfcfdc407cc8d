"""Relations between records: the kinds, those of a record read from its side, and what changes them (S23)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Collection
from typing import Any

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import NotFoundError, ValidationError
from crm_desktop.base.formats import date_text
from crm_desktop.base.i18n import _, language
from crm_desktop.base.ids import EntityRef, Id, name_id, new_id
from crm_desktop.domain.contacts.names import display_name, split_name
from crm_desktop.domain.contacts.records import PartialDate, PartyRecord
from crm_desktop.domain.contacts.relations import (
    BUILT_IN,
    Relation,
    RelationType,
    find_type,
    key_of,
    with_built_in,
)
from crm_desktop.domain.contacts.rules import clean_text
from crm_desktop.domain.text_folding import fold
from crm_desktop.services import search
from crm_desktop.services.contacts.ops import conflict, title
from crm_desktop.services.context import AppContext
from crm_desktop.services.search import Hit
from crm_desktop.storage.queries import relations as queries
from crm_desktop.storage.queries.history import last_step_on
from crm_desktop.storage.tables import activities as t
from crm_desktop.storage.unit_of_work import UnitOfWork
from crm_desktop.storage.writing import Names, Writer

SUGGESTED = 8
"""How many people are offered while somebody is typed."""

_LOOKED_AT = 100
"""Of so many that a name fits, those of the kind that is wanted are offered."""


def types(context: AppContext) -> list[RelationType]:
    """The kinds of relation: the built-in ones, then the user's own."""
    with context.store.read() as connection:
        return with_built_in(queries.types(connection))


def own_type(context: AppContext, name: str, inverse_name: str = "") -> RelationType:
    """A kind of the user's own that `add` brings into the file with its first relation.

    Args:
        context: the open file.
        name: what one side is to the other.
        inverse_name: what the other is to that one; "" when both are the same.

    Raises:
        ValidationError: there is a kind of this name, or there is no name.
    """
    name, inverse_name = clean_text(name), clean_text(inverse_name)
    if not key_of(name):
        raise ValidationError({"name": _("A kind of relation needs a name.")})
    for word in (name, inverse_name):
        if word and find_type(types(context), word):
            raise ValidationError({"name": _("There is a relation “{name}” already.").format(name=word)})
    with context.store.read() as connection:
        taken = [kind for kind, _retired, _uses in queries.types_with_uses(connection)]
    return RelationType(new_key(name, taken), name, inverse_name or name)


def new_key(name: str, taken: Collection[RelationType]) -> str:
    """A key for a kind of this name; of one that was called so before and is renamed, the key stays its own."""
    base = key_of(name)
    others = {kind.key for kind in taken if fold(kind.name) != fold(name)}
    numbered = (base if number == 1 else f"{base}_{number}" for number in itertools.count(1))
    return next(key for key in numbered if key not in others)


def relations_of(context: AppContext, ref: EntityRef) -> list[Relation]:
    """The relations of a record, each read from its side: present ones first, in the order of the kinds, then by name.

    A relation to a record in the trash comes back when that does.
    """
    with context.store.read() as connection:
        found = queries.of_party(connection, ref.id)
        kinds = with_built_in(queries.types(connection))
    place = {kind.key: number for number, kind in enumerate(kinds)}
    today = context.clock.today()

    def rank(relation: Relation) -> tuple[bool, int, bool, str]:
        number = place.get(relation.type.key, len(place))
        return relation.is_over(today), number, relation.is_inverse, relation.other_name

    return sorted(found, key=rank)


def birthdays(context: AppContext, refs: Collection[EntityRef]) -> dict[EntityRef, PartialDate]:
    """The birthdays of these records, of those that have one."""
    with context.store.read() as connection:
        days = queries.birthdays(connection, [ref.id for ref in refs])
    return {ref: days[ref.id] for ref in refs if ref.id in days}


def suggest(
    context: AppContext, text: str, leave_out: Collection[EntityRef] = (), kinds: Collection[str] = ()
) -> list[Hit]:
    """Who may be meant while a name is typed; the best first.

    Args:
        context: the open file.
        text: as typed so far.
        leave_out: records that cannot be meant.
        kinds: words of references ("company") that count; none for all.
    """
    if not text.strip():
        return []
    hits = search.find(context, text, _LOOKED_AT if kinds else SUGGESTED + len(leave_out))
    fitting = (hit for hit in hits if hit.ref not in leave_out and (not kinds or hit.ref.kind in kinds))
    return list(itertools.islice(fitting, SUGGESTED))


def add(context: AppContext, ref: EntityRef, relation: Relation) -> Id:
    """Adds a relation to a record, as one step; returns its id.

    Args:
        context: the open file.
        ref: the record on whose page it stands.
        relation: as seen from there. Without `other` a new contact of its `other_name` is made in the same step.

    Raises:
        ValidationError: it cannot be: with itself, twice, without a name, ending before it begins.
        NotFoundError: one of the two is gone.
    """
    relation = _cleaned(ref, relation)
    label = _("Relate {one} and {other}").format(
        one=title(context, ref), other=_other_title(context, relation)
    )
    with context.store.write(Step(label)) as work:
        _check_there(work, ref, relation)
        _check_new(context, work, ref, relation)
        kind_id = ensure_type(context, work, relation.type)
        other = relation.other.id if relation.other else _new_contact(context, work, relation.other_name)
        key = new_id()
        work.insert(t.relationship, [{"id": key, **_row(ref, relation, kind_id, other)}])
    return key


def change(context: AppContext, ref: EntityRef, base: Relation, new: Relation) -> None:
    """Changes a relation, field by field: what the user did not touch is not written.

    Args:
        context: the open file.
        ref: the record on whose page it stands.
        base: as the user saw it, with its id.
        new: as they left it.

    Raises:
        ConflictError: a field that they changed was changed by somebody else too; nothing is written.
        ValidationError, NotFoundError: as `add`; or the relation is gone.
    """
    new = _cleaned(ref, new)
    label = _("Change the relation of {one} and {other}")
    label = label.format(one=title(context, ref), other=_other_title(context, new))
    with context.store.write(Step(label)) as work:
        now = queries.one(work.connection, ref.id, base.id or b"")
        if now is None or base.other is None:
            raise NotFoundError(
                _("This relation was removed meanwhile."), _("What you typed was not saved; add it anew.")
            )
        _check_there(work, ref, new)
        is_same = new.type.key == base.type.key  # a kind that is retired stays so
        kind_id = type_id(context, new.type) if is_same else ensure_type(context, work, new.type)
        other = new.other.id if new.other else _new_contact(context, work, new.other_name)
        was, there = (
            _row(ref, relation, type_id(context, relation.type), relation.other.id if relation.other else b"")
            for relation in (base, now)
        )
        wanted = {name: v for name, v in _row(ref, new, kind_id, other).items() if v != was[name]}
        for name, value in wanted.items():
            if there[name] not in (was[name], value):
                raise _conflict(context, work, now, name, (base, new, now))
        if wanted:
            work.update(t.relationship, base.id or b"", wanted)


def remove(context: AppContext, ref: EntityRef, relation: Relation) -> None:
    """Removes a relation from both sides. Undo brings it back."""
    label = _("Remove the relation of {one} and {other}")
    label = label.format(one=title(context, ref), other=relation.other_name)
    with context.store.write(Step(label)) as work:
        work.remove(t.relationship, [relation.id] if relation.id else [])


def _conflict(
    context: AppContext,
    work: UnitOfWork,
    now: Relation,
    column: str,
    values: tuple[Relation, Relation, Relation],
) -> Exception:
    step = last_step_on(work.connection, t.relationship.name, now.id or b"", column)
    attribute = {"type_id": "word", "from_party_id": "other_name", "to_party_id": "other_name"}.get(
        column, column
    )
    base, mine, theirs = (_shown(getattr(relation, attribute)) for relation in values)
    return conflict(context, attribute, (base, mine, theirs), step)


def _shown(value: str | dt.date | None) -> str:
    return date_text(value) if isinstance(value, dt.date) else value or ""


def _cleaned(ref: EntityRef, relation: Relation) -> Relation:
    """The relation with its texts cleaned. Raises ValidationError for what cannot be saved of itself."""
    relation = dataclasses.replace(
        relation, other_name=clean_text(relation.other_name), note=clean_text(relation.note)
    )
    reasons = {}
    if relation.other is None and not relation.other_name:
        reasons["other"] = _("Say with whom.")
    if relation.other is not None and relation.other.id == ref.id:
        reasons["other"] = _("Nobody is related to themselves.")
    if not relation.type.key:
        reasons["type"] = _("Choose what they are to each other.")
    if relation.from_on and relation.to_on and relation.from_on > relation.to_on:
        reasons["to_on"] = _("It ends before it begins.")
    if reasons:
        raise ValidationError(reasons)
    return relation


def _check_there(work: UnitOfWork, ref: EntityRef, relation: Relation) -> None:
    wanted = {ref.id} | ({relation.other.id} if relation.other else set())
    if queries.kinds_of(work.connection, sorted(wanted)).keys() != wanted:
        raise NotFoundError(
            _("One of the two is not in the file, or lies in the trash."),
            _("Nothing was saved. Choose again."),
        )


def _check_new(context: AppContext, work: UnitOfWork, ref: EntityRef, relation: Relation) -> None:
    """The same two are related in the same way once at a time."""
    today = context.clock.today()
    for other in queries.of_party(work.connection, ref.id):
        is_same_side = other.is_inverse == relation.is_inverse or relation.type.is_mutual
        is_same = other.other == relation.other and other.type.key == relation.type.key and is_same_side
        if is_same and not other.is_over(today) and not relation.is_over(today):
            text = _("{name} is there as “{word}” already.").format(name=other.other_name, word=other.word)
            raise ValidationError({"type": text})


def _row(ref: EntityRef, relation: Relation, kind_id: Id, other: Id) -> dict[str, Any]:
    """Column -> value: the one that is what the name of the kind says stands first."""
    first, second = (ref.id, other) if relation.is_inverse else (other, ref.id)
    return {
        "from_party_id": first,
        "to_party_id": second,
        "type_id": kind_id,
        "from_on": relation.from_on,
        "to_on": relation.to_on,
        "note": relation.note,
    }


def type_id(context: AppContext, kind: RelationType) -> Id:
    """The id of a kind: the same on every machine, whatever it is called by now."""
    return name_id(context.store.dataset_id, "relationship_type", kind.key)


def ensure_type(context: AppContext, work: UnitOfWork, kind: RelationType) -> Id:
    """A kind comes into the file with its first relation."""
    key = type_id(context, kind)
    place = next((n for n, built_in in enumerate(BUILT_IN) if built_in.key == kind.key), len(BUILT_IN))
    queries.put_type(work.connection, key, kind, place)
    return key


def _new_contact(context: AppContext, work: UnitOfWork, name: str) -> Id:
    parts = split_name(name, language())
    record = PartyRecord(**{field: getattr(parts, field) for field in parts.__dataclass_fields__})
    record = dataclasses.replace(record, display_name=display_name(record) or name)
    writer = Writer(work, Names(context.store.dataset_id), context.store.locale)
    key = writer.add(record)
    writer.flush()
    return key


def _other_title(context: AppContext, relation: Relation) -> str:
    return relation.other_name or (title(context, relation.other) if relation.other else "")
