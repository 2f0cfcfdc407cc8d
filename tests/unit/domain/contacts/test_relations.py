"""Kinds of relation: read from both sides, found by any of their words."""

import pytest

from crm_desktop.domain.contacts.relations import (
    BUILT_IN,
    Relation,
    RelationType,
    find_type,
    key_of,
    with_built_in,
)

PARENT = next(kind for kind in BUILT_IN if kind.key == "parent")
GOLF = RelationType("golf_partner", "Golf partner", "Golf partner")


def test_a_relation_says_what_the_other_one_is():
    assert Relation(PARENT).word == "Parent"
    assert Relation(PARENT, is_inverse=True).word == "Child"
    assert not PARENT.is_mutual
    assert GOLF.is_mutual


def test_every_word_of_the_built_in_kinds_means_one_side_of_one_kind():
    for kind in BUILT_IN:
        assert find_type(BUILT_IN, kind.key) == (kind, False)
        assert find_type(BUILT_IN, kind.name.upper()) == (kind, False)
        if not kind.is_mutual:
            assert find_type(BUILT_IN, kind.inverse_name) == (kind, True)
    assert find_type(BUILT_IN, "enemy") is None


def test_own_kinds_come_after_the_built_in_ones_and_may_rename_them():
    spouse = RelationType("spouse", "Wife or husband", "Wife or husband", "family")
    kinds = with_built_in([GOLF, spouse])
    assert kinds[0] == spouse
    assert kinds[-1] == GOLF
    assert len(kinds) == len(BUILT_IN) + 1


@pytest.mark.parametrize(
    ("name", "key"), [("Golf partner", "golf_partner"), ("대부", "대부"), ("Kærest", "kaerest")]
)
def test_keys_of_own_kinds(name, key):
    assert key_of(name) == key
