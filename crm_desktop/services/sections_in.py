"""The sections of a complete copy, brought into the file after its records, in the same step.

Records are met again by the reference that they had where the copy was made (the import keeps it with them), relations
and activities by their own id. What is there already stays as it is; what lies in the trash comes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from crm_desktop.base.errors import UserError, ValidationError
from crm_desktop.base.i18n import _
from crm_desktop.base.ids import Id, name_id, new_id
from crm_desktop.domain.activities.records import CadenceRule, Outcome
from crm_desktop.domain.complete_copy import ActivityEntry, SectionItem, Tie, Tier
from crm_desktop.domain.contacts.matching import own_uid
from crm_desktop.domain.contacts.records import REF_KINDS
from crm_desktop.domain.contacts.relations import BUILT_IN, RelationType, with_built_in
from crm_desktop.domain.text_folding import fold
from crm_desktop.exchange.sections import PARTY_RULE, RawItem
from crm_desktop.services.activities.cadence import check_rule
from crm_desktop.services.activities_in import ActivitiesIn
from crm_desktop.services.context import AppContext
from crm_desktop.storage import activity_writing
from crm_desktop.storage.queries import activities as activity_queries
from crm_desktop.storage.queries import complete_copy as stored
from crm_desktop.storage.queries import matches
from crm_desktop.storage.queries import relations as relation_queries
from crm_desktop.storage.tables import activities as t
from crm_desktop.storage.unit_of_work import UnitOfWork
from crm_desktop.storage.writing import Names

VCARD = "vcard"


@dataclass(slots=True)
class SectionCounts:
    """What was brought in or completed.

    Attributes:
        activities, relations: how many.
        others: outcomes, tiers, rules and kinds of relation.
    """

    activities: int = 0
    relations: int = 0
    others: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.activities + self.relations + self.others


class SectionsIn:
    """Brings in the sections of one import.

    Args:
        context: the open file.
        on_match: as of the import. With "skip", relations and activities come in only with a record that this import
            made; with "add", the records that it made get activities of their own.
        made: tells which of some records this import made.
        reject: called with an item that cannot be saved, and why.
    """

    def __init__(
        self,
        context: AppContext,
        on_match: str,
        made: Callable[[Iterable[Id]], set[Id]],
        reject: Callable[[RawItem, str], None],
    ) -> None:
        self.counts = SectionCounts()
        self._dataset = context.store.dataset_id
        self._on_match = on_match
        self._made = made
        self._reject = reject
        self._names = Names(self._dataset)
        self._rules: set[Id] | None = None
        self._activities = ActivitiesIn(context, on_match, made, reject)

    def write(self, work: UnitOfWork, items: Sequence[RawItem]) -> None:
        """Writes a batch, inside a transaction."""
        parties = self._parties(work, items)
        entries: list[tuple[RawItem, ActivityEntry]] = []
        for raw in items:
            item = raw.item
            if isinstance(item, ActivityEntry):
                entries.append((raw, item))
                continue
            try:
                self._write_one(work, item, parties)
            except UserError as error:
                self._reject(raw, str(error))
        self.counts.activities += self._activities.write(work, entries, parties)

    def relate(self, work: UnitOfWork, ties: Iterable[Tie]) -> None:
        """Writes relations among records of this file that are not there yet."""
        for tie in ties:
            sides = (tie.from_party.id, tie.to_party.id)
            self.counts.relations += self._tie(work, tie, {key: key for key in sides})

    def finish(self, work: UnitOfWork) -> None:
        """What can be written only when everything is there."""
        self._activities.finish(work)

    def _write_one(self, work: UnitOfWork, item: SectionItem, parties: dict[Id, Id]) -> None:
        if isinstance(item, Tie):
            self.counts.relations += self._tie(work, item, parties)
        elif isinstance(item, RelationType):
            self.counts.others += self._kind(work, item)
        elif isinstance(item, Outcome):
            self.counts.others += self._outcome(work, item)
        elif isinstance(item, Tier):
            self.counts.others += self._tier(work, item)
        elif isinstance(item, CadenceRule):
            self.counts.others += self._rule(work, item, parties)

    def _parties(self, work: UnitOfWork, items: Sequence[RawItem]) -> dict[Id, Id]:
        """Id of a record in the copy -> its id here, for all that the items name and that are here."""
        wanted = {key for raw in items for key in _named(raw.item)}
        keys = {(VCARD, own_uid(key)): key for key in wanted}
        found = matches.by_external_id(work.connection, list(keys))
        result = {}
        for name, ids in found.items():
            key = keys[name]
            own = self._made(ids)
            result[key] = min(own) if own else key if key in ids else min(ids)
        return result

    def _is_left_alone(self, ids: Iterable[Id]) -> bool:
        return self._on_match == "skip" and not self._made(ids)

    def _kind(self, work: UnitOfWork, kind: RelationType) -> int:
        if not kind.key or not kind.name:
            raise ValidationError({"name": _("A kind of relation needs a name.")})
        key = name_id(self._dataset, "relationship_type", kind.key)
        if relation_queries.has_type(work.connection, key):
            return 0
        place = next((n for n, known in enumerate(BUILT_IN) if known.key == kind.key), len(BUILT_IN))
        relation_queries.put_type(work.connection, key, kind, place)
        return 1

    def _tie(self, work: UnitOfWork, tie: Tie, parties: dict[Id, Id]) -> int:
        one, two = parties.get(tie.from_party.id), parties.get(tie.to_party.id)
        if one is None or two is None or self._is_left_alone((one, two)):
            if self._on_match == "skip":
                return 0
            raise ValidationError({"other": _("One of the two did not come in from the file.")})
        known = {kind.key: kind for kind in with_built_in(relation_queries.types(work.connection))}
        kind = known.get(tie.type)
        if kind is None:
            raise ValidationError({"type": _("There is no kind of relation “{name}”.").format(name=tie.type)})
        if one == two or self._is_there(work, tie, kind, one, two):
            return 0
        self._kind(work, kind)
        row: dict[str, Any] = {
            "from_party_id": one,
            "to_party_id": two,
            "type_id": name_id(self._dataset, "relationship_type", kind.key),
            "from_on": tie.from_on,
            "to_on": tie.to_on,
            "note": tie.note,
        }
        before = stored.ties_by_id(work.connection, [tie.id]).get(tie.id)
        if before is None:
            work.insert(t.relationship, [{"id": tie.id} | row])
        elif before[1]:
            work.update(t.relationship, tie.id, row | {"deleted": False})
        elif before[2] or self._on_match == "add":
            work.insert(t.relationship, [{"id": new_id()} | row])
        else:
            return 0  # it was changed since
        return 1

    def _is_there(self, work: UnitOfWork, tie: Tie, kind: RelationType, one: Id, two: Id) -> bool:
        """Whether the same two are related in the same way since the same day."""
        sides = {(one, two), (two, one)} if kind.is_mutual else {(one, two)}
        return any(
            (other.from_party.id, other.to_party.id) in sides
            and (other.type, other.from_on) == (tie.type, tie.from_on)
            for other in stored.ties(work.connection, [one, two])
        )

    def _outcome(self, work: UnitOfWork, outcome: Outcome) -> int:
        if not outcome.key or not outcome.name:
            raise ValidationError({"name": _("An outcome needs a name.")})
        there = activity_queries.outcomes(work.connection)
        if outcome.key in {known.key for known in there}:
            return 0
        activity_writing.put_outcomes(work, self._dataset, [*there, outcome])
        return 1

    def _tier(self, work: UnitOfWork, tier: Tier) -> int:
        if not tier.name:
            raise ValidationError({"name": _("A tier needs a name.")})
        there = {fold(known.name): known for known in stored.tiers(work.connection)}
        key = self._names.named(work, "tier", tier.name)
        before = there.get(fold(tier.name), Tier(tier.name))
        values = {
            name: value
            for name, value in (("rank", tier.rank), ("color", tier.color))
            if value and not getattr(before, name)
        }
        if values:
            work.update(t.tier, key, values)
        return int(bool(values) or fold(tier.name) not in there)

    def _rule(self, work: UnitOfWork, rule: CadenceRule, parties: dict[Id, Id]) -> int:
        check_rule(rule.applies_to, rule.ideal_days, rule.max_days, rule.kinds)
        if rule.applies_to == PARTY_RULE:
            target = parties.get(rule.target_id)
            if target is None or self._is_left_alone([target]):
                return 0
        elif rule.target_name:
            target = self._names.named(work, rule.applies_to, rule.target_name)
        else:
            raise ValidationError({"target": _("A rule is for a record, a tag or a tier.")})
        key = name_id(self._dataset, "cadence_rule", rule.applies_to, target)
        if self._rules is None:
            self._rules = {known.id for known in activity_queries.cadence_rules(work.connection) if known.id}
        if key in self._rules:
            return 0
        self._rules.add(key)
        values = {"ideal_days": rule.ideal_days, "max_days": rule.max_days, "kinds": " ".join(rule.kinds)}
        if key in activity_queries.rule_ids(work.connection):
            work.update(t.cadence_rule, key, values | {"deleted": False})
        else:
            row = {"id": key, "applies_to": rule.applies_to, "target_id": target}
            work.insert(t.cadence_rule, [row | values])
        return 1


def _named(item: SectionItem) -> list[Id]:
    """The records that an item names."""
    if isinstance(item, Tie):
        return [item.from_party.id, item.to_party.id]
    if isinstance(item, CadenceRule):
        return [item.target_id] if item.applies_to == PARTY_RULE else []
    if isinstance(item, ActivityEntry):
        people = [person.party_id for person in item.record.people]
        return people + [link.id for link in item.record.links if link.kind in REF_KINDS.values()]
    return []
