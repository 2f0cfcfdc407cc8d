"""Ties between two records, named from both sides ("parent", "child"), and the list that a file begins with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crm_desktop.base.i18n import N_, _
from crm_desktop.base.ids import EntityRef, Id
from crm_desktop.domain.text_folding import fold

FAMILY, CIRCLE, WORK, OWN = "family", "circle", "work", ""
GROUP_TITLES = {
    FAMILY: N_("Family"),
    CIRCLE: N_("Friends and others"),
    WORK: N_("Work"),
    OWN: N_("Own kinds"),
}
"""Group of kinds -> English title, marked for translation."""


@dataclass(frozen=True, slots=True)
class RelationType:
    """A kind of tie.

    Attributes:
        key: what makes it the same on every machine ("parent").
        name: what the one it goes out from is to the other ("Parent"); of a built-in kind in English.
        inverse_name: what the other is to that one ("Child"); equal to `name` where both are the same ("Friend").
        group: a key of GROUP_TITLES.
    """

    key: str
    name: str
    inverse_name: str
    group: str = OWN

    @property
    def is_mutual(self) -> bool:
        """Whether both sides are called the same."""
        return fold(self.name) == fold(self.inverse_name)

    def word(self, *, is_inverse: bool = False) -> str:
        """What one side is to the other, in the user's language."""
        return type_word(self.inverse_name if is_inverse else self.name)


@dataclass(frozen=True, slots=True)
class Relation:
    """A tie as it is seen from one of its two sides.

    Attributes:
        type: which kind.
        is_inverse: whether the other one is what the inverse name of the kind says.
        other: the other side; None for somebody who is not in the file yet.
        other_name: their shown name.
        from_on, to_on: first and last day, if known.
    """

    type: RelationType
    is_inverse: bool = False
    other: EntityRef | None = None
    other_name: str = ""
    from_on: dt.date | None = None
    to_on: dt.date | None = None
    note: str = ""
    id: Id | None = None

    @property
    def word(self) -> str:
        """What the other one is to the one whose page this is on: "Child", translated."""
        return self.type.word(is_inverse=self.is_inverse)

    def is_over(self, today: dt.date) -> bool:
        """Whether it ended before that day."""
        return self.to_on is not None and self.to_on < today


BUILT_IN: tuple[RelationType, ...] = (
    RelationType("spouse", N_("Spouse"), N_("Spouse"), FAMILY),
    RelationType("partner", N_("Life partner"), N_("Life partner"), FAMILY),
    RelationType("parent", N_("Parent"), N_("Child"), FAMILY),
    RelationType("sibling", N_("Brother or sister"), N_("Brother or sister"), FAMILY),
    RelationType("grandparent", N_("Grandparent"), N_("Grandchild"), FAMILY),
    RelationType("aunt_uncle", N_("Aunt or uncle"), N_("Niece or nephew"), FAMILY),
    RelationType("cousin", N_("Cousin"), N_("Cousin"), FAMILY),
    RelationType("parent_in_law", N_("Parent-in-law"), N_("Child-in-law"), FAMILY),
    RelationType("sibling_in_law", N_("Brother- or sister-in-law"), N_("Brother- or sister-in-law"), FAMILY),
    RelationType("godparent", N_("Godparent"), N_("Godchild"), FAMILY),
    RelationType("ex_spouse", N_("Former spouse"), N_("Former spouse"), FAMILY),
    RelationType("ex_partner", N_("Former life partner"), N_("Former life partner"), FAMILY),
    RelationType("relative", N_("Relative"), N_("Relative"), FAMILY),
    RelationType("friend", N_("Friend"), N_("Friend"), CIRCLE),
    RelationType("neighbour", N_("Neighbour"), N_("Neighbour"), CIRCLE),
    RelationType("classmate", N_("Classmate"), N_("Classmate"), CIRCLE),
    RelationType("acquaintance", N_("Acquaintance"), N_("Acquaintance"), CIRCLE),
    RelationType("referrer", N_("Referred by"), N_("Referred"), CIRCLE),
    RelationType("colleague", N_("Colleague"), N_("Colleague"), WORK),
    RelationType("ex_colleague", N_("Former colleague"), N_("Former colleague"), WORK),
    RelationType("manager", N_("Manager"), N_("Direct report"), WORK),
    RelationType("assistant", N_("Assistant"), N_("Boss"), WORK),
    RelationType("mentor", N_("Mentor"), N_("Mentee"), WORK),
    RelationType("adviser", N_("Adviser"), N_("Client"), WORK),
    RelationType("supplier", N_("Supplier"), N_("Customer"), WORK),
    RelationType("parent_company", N_("Parent company"), N_("Subsidiary"), WORK),
)
"""What every file has. Stored in English, so that machines of all languages mean the same; shown translated."""

_BUILT_IN_WORDS = frozenset(word for kind in BUILT_IN for word in (kind.name, kind.inverse_name))


def type_word(text: str) -> str:
    """The name of a side as it is shown: those of built-in kinds translated, the user's own as typed."""
    return _(text) if text in _BUILT_IN_WORDS else text


def key_of(name: str) -> str:
    """The key of a kind that a user adds: "Golf partner" -> "golf_partner"."""
    return "_".join(fold(name).split())


def with_built_in(stored: Iterable[RelationType]) -> list[RelationType]:
    """The built-in kinds, as the file has them where it does, then the user's own in their order."""
    own = {kind.key: kind for kind in stored}
    return [own.pop(kind.key, kind) for kind in BUILT_IN] + list(own.values())


def find_type(kinds: Sequence[RelationType], text: str) -> tuple[RelationType, bool] | None:
    """The kind that a word means and whether the word is its inverse name; None when there is none.

    Args:
        kinds: as `with_built_in` gives them.
        text: a key, or a name or inverse name in the user's language or in English, in any case.
    """
    wanted = fold(text)
    for kind in kinds:
        if wanted in {fold(kind.key), fold(kind.name), fold(kind.word())}:
            return kind, False
    for kind in kinds:
        if wanted in {fold(kind.inverse_name), fold(kind.word(is_inverse=True))}:
            return kind, True
    return None
