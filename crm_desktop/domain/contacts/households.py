"""Who lives together, and the one name under which a letter reaches them all (n4, n5).

A joint name is made of the parts of the names: a family name that several share is written once. The order of the
words follows the script and order of the names; the joining words come from the user's language.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from crm_desktop.base.i18n import N_, pgettext
from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.names import FAMILY_FIRST, is_east_asian, label_name
from crm_desktop.domain.contacts.records import PERSON, PartyRecord
from crm_desktop.domain.text_folding import fold

HEAD, PARTNER, CHILD, PARENT, OTHER = "head", "partner", "child", "parent", "other"
MEMBER_ROLES = {
    HEAD: N_("Head"),
    PARTNER: N_("Partner"),
    CHILD: N_("Child"),
    PARENT: N_("Parent"),
    OTHER: N_("Other"),
}
"""Place in a household -> English title, marked for translation; a user may type any other word."""

BY_HAND, INFORMAL, FORMAL, FAMILY = "", "informal", "formal", "family"
NAME_RULES = {
    INFORMAL: N_("First names and family name"),
    FORMAL: N_("Titles and family name"),
    FAMILY: N_("The family"),
    BY_HAND: N_("Written by hand"),
}
"""Rule (`PartyRecord.name_rule`) -> English title, marked for translation."""

_LONGEST_LIST = 3
"""With more people of one family name the family is named instead."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person in a household.

    Attributes:
        person: their record.
        role: a key of MEMBER_ROLES or a word of the user's own; "" when not told.
        from_on, to_on: first and last day there, if known.
        id: of their place in the household.
    """

    person: PartyRecord
    role: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    id: Id | None = None

    def holds(self, today: dt.date) -> bool:
        """Whether they live there on that day."""
        has_come = self.from_on is None or self.from_on <= today
        return has_come and (self.to_on is None or self.to_on >= today)


def in_order(members: Sequence[Member]) -> list[Member]:
    """The head first, then partners, then the others; within these as they came."""
    rank = {HEAD: 0, PARTNER: 1, CHILD: 3}
    return sorted(members, key=lambda member: rank.get(member.role, 2))


def joint_lines(
    members: Sequence[Member], rule: str = INFORMAL, *, with_prefix: bool = False
) -> tuple[str, ...]:
    """The name of a household, a line for each family name in it; empty without members.

    Args:
        members: those to be named, in their order.
        rule: `FORMAL` is for titles that are known of all; where one is not, and where a family name is missing for
            `FAMILY`, first names are written. `BY_HAND` counts as `INFORMAL`.
        with_prefix: titles before names also where the rule does not ask for them.
    """
    if rule == FAMILY and (line := _family_line(members)):
        return (line,)
    if rule == FORMAL and (lines := _formal_lines(members)):
        return lines
    return tuple(_group_line(group, with_prefix=with_prefix) for group in _by_family(members))


def joint_name(members: Sequence[Member], rule: str = INFORMAL, *, with_prefix: bool = False) -> str:
    """The name of a household on one line: "Anna and Bo Jensen", "Anna Jensen and Bo Madsen"."""
    return _listed(joint_lines(members, rule, with_prefix=with_prefix))


def _by_family(members: Sequence[Member]) -> list[list[PartyRecord]]:
    """People who share a family name together, in the order in which the first of them comes."""
    groups: dict[tuple[str, ...], list[PartyRecord]] = {}
    for number, member in enumerate(members):
        person = member.person
        if not label_name(person):
            continue
        key = (fold(person.family), person.name_order) if _can_share(person) else ("", "", str(number))
        groups.setdefault(key, []).append(person)
    return list(groups.values())


def _can_share(person: PartyRecord) -> bool:
    """Whether the name may be written without its family part beside somebody of the same family.

    Not in Hangul and Han, which write each name whole, and not with "Jr." behind it, which would then belong to all.
    """
    is_plain = person.kind == PERSON and not person.label_name.strip() and not person.suffix
    return bool(
        is_plain and person.given and person.family and not is_east_asian(f"{person.given}{person.family}")
    )


def _group_line(people: Sequence[PartyRecord], *, with_prefix: bool) -> str:
    if len(people) == 1:
        return label_name(people[0], with_prefix=with_prefix)
    family = people[0].family
    if len(people) > _LONGEST_LIST:
        return pgettext("joint name", "The {family} family").format(family=family)
    firsts = [
        _spaced(person.prefix if with_prefix else "", person.given, person.additional) for person in people
    ]
    return _with_family(_listed(firsts), people[0])


def _formal_lines(members: Sequence[Member]) -> tuple[str, ...]:
    """As "Mr. and Mrs. Jensen"; nothing when a title is not known. Children of the same family are meant with them."""
    adults = [member for member in members if member.role != CHILD]
    families = {fold(member.person.family) for member in adults}
    named = adults + [m for m in members if m.role == CHILD and fold(m.person.family) not in families]
    if not adults or not all(m.person.prefix and m.person.family and _can_share(m.person) for m in named):
        return ()
    return tuple(_formal_line(group) for group in _by_family(named))


def _formal_line(people: Sequence[PartyRecord]) -> str:
    if len(people) == 1:
        return label_name(people[0], with_prefix=True)
    prefixes = [person.prefix for person in people]
    if len({fold(prefix) for prefix in prefixes}) == len(prefixes):
        return _with_family(_listed(prefixes), people[0])
    return _group_line(people, with_prefix=True)  # "Mr. and Mr. Jensen" would not tell who


def _family_line(members: Sequence[Member]) -> str:
    """As "The Jensen family", "The Jensen and Madsen family"; "" when one has no family name."""
    families = {fold(member.person.family): member.person.family for member in members}
    if not families or "" in families or any(m.person.label_name.strip() for m in members):
        return ""
    return pgettext("joint name", "The {family} family").format(family=_listed(list(families.values())))


def _with_family(firsts: str, of: PartyRecord) -> str:
    if of.name_order == FAMILY_FIRST:
        return pgettext("joint name, family first", "{family} {names}").format(names=firsts, family=of.family)
    return pgettext("joint name", "{names} {family}").format(names=firsts, family=of.family)


def _listed(names: Sequence[str]) -> str:
    if not names:
        return ""
    text = names[0]
    for name in names[1:-1]:
        text = pgettext("joint name", "{names}, {next}").format(names=text, next=name)
    if len(names) > 1:
        text = pgettext("joint name", "{names} and {last}").format(names=text, last=names[-1])
    return text


def _spaced(*parts: str) -> str:
    return " ".join(part for part in parts if part)
