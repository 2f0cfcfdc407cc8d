"""What hangs on records of the trash: which rows of which table go with them, and whom that concerns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.records import ORGANIZATION, PERSON
from crm_desktop.storage import bulk, driver
from crm_desktop.storage.tables.belonging import OWNER_COLUMNS

OF_SUBJECTS = tuple(table for table, columns in OWNER_COLUMNS.items() if columns == ("subject_id",))
"""Tables whose rows belong to a record of any sort, activities too."""

_OF_PARTIES = {
    table: columns for table, columns in OWNER_COLUMNS.items() if table not in ("party", "activity_party")
}
_TIES = ("affiliation", "group_member", "relationship")
"""Tables whose rows belong to two records."""


@dataclass(slots=True)
class Hanging:
    """What goes.

    Attributes:
        parties: record -> its kind.
        names: record -> the name it is shown by.
        activities: activities that concern nobody else.
        rows: table -> row -> the record that it hung on; the records and activities themselves are among them.
        neighbours: records that stay and lose something.
        names_lost: activity that stays -> names of who took part and goes.
    """

    parties: dict[Id, str]
    names: dict[Id, str]
    activities: set[Id] = field(default_factory=set)
    rows: dict[str, dict[Id, Id]] = field(default_factory=dict)
    neighbours: set[Id] = field(default_factory=set)
    names_lost: dict[Id, list[str]] = field(default_factory=dict)

    def add(self, table: str, pairs: Iterable[tuple[Id, Id]]) -> None:
        """Rows of `table`, each with the record it hangs on."""
        self.rows.setdefault(table, {}).update(pairs)


def removable(bare: driver.Connection, ids: Sequence[Id]) -> dict[Id, str]:
    """Those of `ids` that lie in the trash and are not needed by anybody who stays, with their kinds."""
    found: dict[Id, str] = {}
    for chunk in bulk.chunks(ids):
        sql = f"select id, kind from party where deleted = 1 and id in ({bulk.marks(chunk)})"
        found |= dict(bare.execute(sql, chunk).fetchall())
    for company in employers(bare, found):
        del found[company]
    return found


def employers(bare: driver.Connection, kinds: Mapping[Id, str]) -> dict[Id, int]:
    """The companies among these records (id -> kind) at which others have a role, and how many have.

    A role keeps the name of its company, also while that lies in the trash: without the company it would be lost.
    """
    found: dict[Id, int] = {}
    for chunk in bulk.chunks([key for key, kind in kinds.items() if kind == ORGANIZATION]):
        sql = (
            f"select org_id, person_id from affiliation where deleted = 0 and org_id in ({bulk.marks(chunk)})"
        )
        for company, person in set(bare.execute(sql, chunk).fetchall()):
            if person not in kinds:
                found[company] = found.get(company, 0) + 1
    return found


def in_order(bare: driver.Connection, ids: Sequence[Id]) -> list[Id]:
    """Those of `ids` that lie in the trash, people first and companies last, as they can go one after the other."""
    found: list[tuple[bool, bool, Id]] = []
    for key, kind in select(bare, "select id, kind from party where deleted = 1 and id in ({marks})", ids):
        found.append((kind == ORGANIZATION, kind != PERSON, key))
    return [key for _is_company, _is_group, key in sorted(found)]


def shown_names(bare: driver.Connection, ids: Iterable[Id]) -> dict[Id, str]:
    """Record -> the name it is shown by."""
    return dict(select(bare, "select id, display_name from party where id in ({marks})", ids))


def what_hangs_on(bare: driver.Connection, parties: Mapping[Id, str]) -> Hanging:
    """Everything that goes with these records (id -> kind)."""
    going = Hanging(dict(parties), shown_names(bare, parties))
    going.add("party", ((key, key) for key in parties))
    _add_items(bare, going)
    owners = _add_activities(bare, going)
    _add_subjects(bare, going, owners)
    for row_id, target in select(bare, "select id, target_id from cadence_rule where applies_to = 'party' and"
                                  " target_id in ({marks})", parties):  # fmt: skip
        going.add("cadence_rule", [(row_id, target)])
    return going


def _add_items(bare: driver.Connection, going: Hanging) -> None:
    """Phones, addresses, roles, memberships, relations, …: whichever end of them goes."""
    for table, columns in _OF_PARTIES.items():
        for column in columns:
            sql = f'select id, {column}, deleted, {", ".join(columns)} from "{table}" where {column} in ({{marks}})'
            for row_id, owner, is_gone, *ends in select(bare, sql, going.parties):
                going.add(table, [(row_id, owner)])
                if table in _TIES and not is_gone:
                    going.neighbours.update(end for end in ends if end not in going.parties)


def _add_activities(bare: driver.Connection, going: Hanging) -> dict[Id, Id]:
    """Activities of nobody else, and the part that was taken in those of others; returns activity -> record."""
    taken = list(select(bare, "select activity_id, party_id from activity_party where deleted = 0"
                         " and party_id in ({marks})", going.parties))  # fmt: skip
    owners = dict(taken)
    staying = of_others(bare, going, owners)
    going.activities = owners.keys() - staying
    for activity, party in sorted(set(taken)):
        if activity in staying:
            going.names_lost.setdefault(activity, []).append(going.names[party])
    owners = {activity: party for activity, party in owners.items() if activity in going.activities}
    going.add("activity", owners.items())
    for sql in (_PARTS_BY_PARTY, _PARTS_BY_ACTIVITY):
        for row_id, activity, party in select(bare, sql, {**going.parties, **owners}):
            going.add("activity_party", [(row_id, party if party in going.parties else owners[activity])])
    # Who was taken off an activity before stands in no index.
    for row_id, activity, party in bare.execute(_PARTS_TAKEN_OFF).fetchall():
        if party in going.parties or activity in owners:
            going.add("activity_party", [(row_id, party if party in going.parties else owners[activity])])
    return owners


_PARTS_BY_PARTY = (
    "select id, activity_id, party_id from activity_party where deleted = 0 and party_id in ({marks})"
)
_PARTS_BY_ACTIVITY = (
    "select id, activity_id, party_id from activity_party where deleted = 0 and activity_id in ({marks})"
)
_PARTS_TAKEN_OFF = "select id, activity_id, party_id from activity_party where deleted = 1"


def of_others(bare: driver.Connection, going: Hanging, activities: Iterable[Id]) -> set[Id]:
    """Those of `activities` in which somebody who stays took part, or that are about something else."""
    staying: set[Id] = set()
    sql = "select activity_id, party_id from activity_party where deleted = 0 and activity_id in ({marks})"
    for activity, party in select(bare, sql, activities):
        if party not in going.parties:
            staying.add(activity)
            going.neighbours.add(party)
    sql = "select activity_id, subject_id from activity_link where deleted = 0 and activity_id in ({marks})"
    staying.update(a for a, subject in select(bare, sql, activities) if subject not in going.parties)
    return staying


def _add_subjects(bare: driver.Connection, going: Hanging, activities: Mapping[Id, Id]) -> None:
    """What hangs on the activities that go, and the links of activities to records that go."""
    for table in OF_SUBJECTS:
        sql = f"select id, subject_id from {table} where subject_id in ({{marks}})"
        going.add(table, ((row_id, activities[key]) for row_id, key in select(bare, sql, activities)))
    sql = "select id, activity_id from activity_link where activity_id in ({marks})"
    going.add("activity_link", ((row_id, activities[key]) for row_id, key in select(bare, sql, activities)))
    sql = "select id, subject_id from activity_link where subject_id in ({marks})"
    going.add("activity_link", select(bare, sql, going.parties))


def select(bare: driver.Connection, sql: str, keys: Iterable[Id]) -> Iterator[tuple[Any, ...]]:
    """The rows of `sql`, whose `{marks}` stand for `keys`, some hundred at a time."""
    for chunk in bulk.chunks(sorted(keys)):
        yield from bare.execute(sql.format(marks=bulk.marks(chunk)), chunk).fetchall()
