"""Rows chosen from a list: a set in the order of the list that reads no id before somebody asks."""

from __future__ import annotations

from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.lists.picked import PickedIds
from crm_desktop.ui.lists.source import IdList
from tests.factories.people import person


class Counted:
    """A million rows that count how often one is looked at."""

    def __init__(self) -> None:
        self.looks = 0

    def __len__(self) -> int:
        return 1_000_000

    def id_at(self, position: int) -> Id:
        self.looks += 1
        return position.to_bytes(16, "big")

    def index_of(self, record: Id) -> int | None:
        return int.from_bytes(record, "big")


def test_nothing_is_read_to_know_how_many() -> None:
    rows = Counted()
    picked = PickedIds(rows, [(0, 499_999), (600_000, 999_999)])
    selection = Selection(picked)
    assert len(picked) == 900_000
    assert not selection.is_empty
    assert rows.looks == 0


def test_is_a_set_of_the_ids_in_the_order_of_the_rows() -> None:
    rows = Counted()
    picked = PickedIds(rows, [(3, 4), (7, 7)])
    expected = [rows.id_at(row) for row in (3, 4, 7)]
    assert list(picked) == expected
    assert picked == set(expected)
    assert expected[1] in picked
    assert rows.id_at(5) not in picked


def test_places_in_another_order_are_found_and_what_is_gone_is_left_out() -> None:
    ids = [number.to_bytes(16, "big") for number in range(100)]
    picked = PickedIds(IdList(ids), [(0, 39), (60, 99)])
    other = IdList([*ids[50:], *ids[10:50]])
    assert picked.ranges_in(other) == ((10, 79),)
    assert PickedIds(IdList(ids), [(3, 5)]).ranges_in(other) == ()
    assert PickedIds(IdList(ids), [(48, 52)]).ranges_in(other) == ((0, 2), (88, 89))


def test_same_rows_of_the_same_list_are_known_without_looking() -> None:
    rows = Counted()
    picked = PickedIds(rows, [(0, 499_999)])
    assert picked.same_as(PickedIds(rows, [(0, 499_999)]))
    assert not picked.same_as(PickedIds(rows, [(0, 499_998)]))
    assert not picked.same_as(PickedIds(Counted(), [(0, 499_999)]))
    assert picked.ranges_in(rows) == ((0, 499_999),)
    assert rows.looks == 0


def test_what_is_done_with_them_goes_down_the_list(context: AppContext) -> None:
    refs = [ops.create(context, person(name)) for name in ("Zoe", "Mia", "Ada")]
    shown = queries.snapshot(context, queries.ListQuery())
    chosen = PickedIds(shown, [(0, 1)])
    assert queries.selected_ids(context, Selection(chosen)) == [refs[2].id, refs[1].id]
    without = Selection.all_of(queries.ListQuery(), chosen)
    assert queries.selected_ids(context, without) == [refs[0].id]
