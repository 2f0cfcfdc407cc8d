"""Which tags all, some or none of the chosen records carry."""

from __future__ import annotations

import pytest

from crm_desktop.base.progress import CancelledError, CancelToken
from crm_desktop.domain.contacts.listing import ListQuery, Selection
from crm_desktop.services.contacts import ops
from crm_desktop.services.contacts.tag_states import TagState, tag_states
from crm_desktop.services.context import AppContext
from crm_desktop.storage.queries import tag_states as stored
from tests.factories.people import person


@pytest.fixture
def ids(context: AppContext) -> list[bytes]:
    tags = (("a", "b"), ("a",), ())
    return [ops.create(context, person(f"P{n}", tags=held)).id for n, held in enumerate(tags)]


@pytest.mark.parametrize("many", [5_000, 0])
def test_all_some_none(
    context: AppContext, ids: list[bytes], many: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stored, "_MANY", many)
    some = Selection(frozenset(ids[:2]))
    assert tag_states(context, some) == [TagState("a", "all", 2), TagState("b", "some", 1)]
    assert tag_states(context, Selection.of(ids[2])) == [TagState("a", "none", 0), TagState("b", "none", 0)]


def test_a_whole_list_except_some(context: AppContext, ids: list[bytes]) -> None:
    whole = Selection.all_of(ListQuery(), frozenset({ids[2]}))
    assert [state.state for state in tag_states(context, whole)] == ["all", "some"]


def test_it_can_be_stopped(context: AppContext, ids: list[bytes]) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(CancelledError):
        tag_states(context, Selection(frozenset(ids)), token)
