"""Rows chosen from a list: a set in the order of the list that reads no id before somebody asks."""

from __future__ import annotations

from crm_desktop.base.ids import Id
from crm_desktop.domain.contacts.listing import Selection
from crm_desktop.services.contacts import ops, queries
from crm_desktop.services.context import AppContext
from crm_desktop.ui.lists.picked import PickedIds
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


def test_what_is_done_with_them_goes_down_the_list(context: AppContext) -> None:
    refs = [ops.create(context, person(name)) for name in ("Zoe", "Mia", "Ada")]
    shown = queries.snapshot(context, queries.ListQuery())
    chosen = PickedIds(shown, [(0, 1)])
    assert queries.selected_ids(context, Selection(chosen)) == [refs[2].id, refs[1].id]
    without = Selection.all_of(queries.ListQuery(), chosen)
    assert queries.selected_ids(context, without) == [refs[0].id]
