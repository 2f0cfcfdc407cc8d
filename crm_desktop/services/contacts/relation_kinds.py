"""The kinds of relation that users added: how they are called from both sides, which are retired, how often used."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from crm_desktop.base.changes import Step
from crm_desktop.base.errors import NotFoundError, ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.domain.contacts.relations import BUILT_IN, RelationType, key_of
from crm_desktop.domain.contacts.rules import clean_text
from crm_desktop.domain.text_folding import fold
from crm_desktop.services.contacts.ops import conflict
from crm_desktop.services.contacts.relations import ensure_type, new_key, type_id
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import relations as queries
from crm_desktop.storage.queries.history import last_step_on
from crm_desktop.storage.tables import activities as t
from crm_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class OwnKind:
    """A kind of the user's own.

    Attributes:
        type: its names; without a key while it is not saved yet.
        is_retired: not offered any more; relations that are of it keep it.
        uses: how many relations are of it.
    """

    type: RelationType
    is_retired: bool = False
    uses: int = 0


def own_kinds(context: AppContext) -> list[OwnKind]:
    """The kinds that users added, by name; without those that are retired and of no relation."""
    with context.store.read() as connection:
        found = [OwnKind(*row) for row in queries.types_with_uses(connection)]
    built_in = {kind.key for kind in BUILT_IN}
    own = [kind for kind in found if kind.type.key not in built_in and (kind.uses or not kind.is_retired)]
    return sorted(own, key=lambda kind: fold(kind.type.name))


def save(context: AppContext, base: Sequence[OwnKind], wanted: Sequence[OwnKind]) -> None:
    """Renames, retires, brings back and adds kinds, as one step. Relations show the new names at once.

    Args:
        context: the open file.
        base: the kinds as the user saw them.
        wanted: as they left them, those that were added at the end.

    Raises:
        ValidationError: one has no name, or two are called the same; nothing was saved.
        ConflictError: somebody else renamed or retired one meanwhile.
        NotFoundError: one is gone.
    """
    cleaned = [_cleaned(kind) for kind in wanted]
    _check(cleaned)
    before = {kind.type.key: kind for kind in base}
    with context.store.write(Step(_("Change the kinds of relation"))) as work:
        there = {
            kind.key: (kind, is_retired)
            for kind, is_retired, _uses in queries.types_with_uses(work.connection)
        }
        taken = [kind for kind, _retired in there.values()]
        for kind in cleaned:
            key = kind.type.key
            if not key:
                new = dataclasses.replace(kind.type, key=new_key(kind.type.name, taken))
                ensure_type(context, work, new)
            elif key not in there:
                raise NotFoundError(
                    _("There is no such kind of relation."), _("Nothing was saved. Look again.")
                )
            else:
                _change(context, work, before[key], kind, OwnKind(*there[key]))


def _change(context: AppContext, work: UnitOfWork, base: OwnKind, new: OwnKind, there: OwnKind) -> None:
    was, wanted, now = (
        {"name": k.type.name, "inverse_name": k.type.inverse_name, "deleted": k.is_retired}
        for k in (base, new, there)
    )
    values = {name: value for name, value in wanted.items() if value != was[name]}
    row = type_id(context, new.type)
    for name, value in values.items():
        if now[name] not in (was[name], value):
            step = last_step_on(work.connection, t.relationship_type.name, row, name)
            shown = str(now[name])
            if name == "deleted":
                called = there.type.name
                shown = _("{name} (retired)").format(name=called) if there.is_retired else called
            raise conflict(context, name, (was[name], value, now[name]), step, shown)
    if values:
        work.update(t.relationship_type, row, values)


def _cleaned(kind: OwnKind) -> OwnKind:
    name, inverse = clean_text(kind.type.name), clean_text(kind.type.inverse_name)
    return dataclasses.replace(
        kind, type=dataclasses.replace(kind.type, name=name, inverse_name=inverse or name)
    )


def _check(kinds: Sequence[OwnKind]) -> None:
    seen = {word for kind in BUILT_IN for word in _words(kind)}
    for kind in kinds:
        if not key_of(kind.type.name):
            raise ValidationError({"name": _("A kind of relation needs a name.")})
        if kind.is_retired:
            continue
        for word in (kind.type.name, kind.type.inverse_name):
            if fold(word) in seen:
                raise ValidationError({"name": _("There is a relation “{name}” already.").format(name=word)})
        seen |= _words(kind.type)


def _words(kind: RelationType) -> set[str]:
    """What its sides are called, in English and in the user's language, folded."""
    return {fold(word) for word in (kind.name, kind.inverse_name, kind.word(), kind.word(is_inverse=True))}
