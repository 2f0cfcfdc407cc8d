"""Relations in vCards: told by the cards that go out, found among those that come in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence

from crm_desktop.base.ids import EntityRef, Id, new_id
from crm_desktop.domain.complete_copy import Tie
from crm_desktop.domain.contacts.matching import own_uid
from crm_desktop.domain.contacts.records import ExtraProperty, PartyRecord
from crm_desktop.domain.contacts.relations import RelationType, with_built_in
from crm_desktop.domain.text_folding import fold
from crm_desktop.exchange.vcard.related import Related, extras_of, related_of
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import complete_copy as stored
from crm_desktop.storage.queries import matches, relations
from crm_desktop.storage.queries.records import load_many
from crm_desktop.storage.unit_of_work import UnitOfWork

VCARD = "vcard"


def with_relations(
    context: AppContext, records: Iterable[PartyRecord], ids: Sequence[Id], version: str
) -> Iterator[PartyRecord]:
    """The records with their relations to each other among what a card keeps.

    Args:
        context: the open file.
        records: to be written, with their ids.
        ids: all that will be written: nobody else is named.
        version: of vCard.
    """
    wanted = frozenset(ids)
    with context.store.read() as connection:
        tied = stored.related(connection)
    for record in records:
        if record.id not in tied:
            yield record
            continue
        with context.store.read() as connection:
            found = [
                relation
                for relation in relations.of_party(connection, record.ref.id)
                if relation.other is not None and relation.other.id in wanted and relation.type.key
            ]
            others = {r.ref.id: r for r in load_many(connection, [r.other.id for r in found if r.other])}
        extras = list(record.extras)
        for number, relation in enumerate(found, 1):
            if relation.other is not None:
                extras += extras_of(relation, uid_of(others[relation.other.id]), number, version)
        yield dataclasses.replace(record, extras=tuple(extras)) if found else record


def uid_of(record: PartyRecord) -> str:
    """The UID that its card has."""
    return next((e.value for e in record.external_ids if e.system == VCARD), own_uid(record.ref.id))


class RelatedIn:
    """The relations that the cards of one import tell of, until everybody of them is there."""

    def __init__(self, context: AppContext) -> None:
        with context.store.read() as connection:
            self._known: list[RelationType] = with_built_in(relations.types(connection))
        self._waiting: list[tuple[Id, Related]] = []

    def split(self, record: PartyRecord) -> tuple[PartyRecord, list[Related]]:
        """The record without the properties that tell of relations, and what those tell."""
        if not any("RELATED" in extra.name.upper() for extra in record.extras):
            return record, []
        found = related_of(record.extras, self._known)
        told = {id(extra) for one in found for extra in one.extras}
        rest = tuple(extra for extra in record.extras if id(extra) not in told)
        return dataclasses.replace(record, extras=rest), found

    @property
    def is_waiting(self) -> bool:
        """Whether any card told of a relation."""
        return bool(self._waiting)

    def wait(self, owner: Id, told: Iterable[Related]) -> None:
        """Remembers what the card of `owner` told."""
        self._waiting += ((owner, one) for one in told)

    def settle(self, work: UnitOfWork) -> tuple[list[Tie], list[tuple[Id, tuple[ExtraProperty, ...]]]]:
        """The relations to somebody who is there, and what is to be kept with its record since nobody fits."""
        uids = {one.uid for _owner, one in self._waiting if one.uid}
        by_uid = matches.by_external_id(work.connection, [(VCARD, uid) for uid in uids])
        names = {fold(one.name) for _owner, one in self._waiting if one.name}
        by_name = stored.people_called(work.connection, sorted(names))
        ties, kept = [], []
        for owner, one in self._waiting:
            fitting = by_uid.get((VCARD, one.uid), set()) or by_name.get(fold(one.name), set())
            others = fitting - {owner}
            if len(others) != 1:
                kept.append((owner, one.extras))
                continue
            (other,) = others
            for kind, is_inverse in one.kinds:
                first, second = (owner, other) if is_inverse else (other, owner)
                sides = EntityRef("contact", first), EntityRef("contact", second)
                ties.append(Tie(new_id(), *sides, kind.key, one.from_on, one.to_on, one.note))
        self._waiting = []
        return ties, kept
