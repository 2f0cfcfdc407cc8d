import pytest

from crm_desktop.base.ids import new_id
from crm_desktop.domain.contacts.listing import ListQuery, Selection, Snapshot


def test_a_snapshot_gives_its_ids_back_in_order():
    ids = [new_id() for _ in range(5)]
    snapshot = Snapshot.of(ids)
    assert len(snapshot) == 5
    assert list(snapshot) == snapshot.ids() == ids
    assert snapshot.id_at(3) == ids[3]
    assert snapshot.ids(1, 3) == ids[1:3]
    assert snapshot.ids(3, 100) == ids[3:]


def test_a_snapshot_knows_the_row_of_a_record():
    ids = [new_id() for _ in range(3)]
    snapshot = Snapshot.of(ids)
    assert [snapshot.index_of(record) for record in ids] == [0, 1, 2]
    assert snapshot.index_of(new_id()) is None


@pytest.mark.parametrize("index", [-1, 0, 7])
def test_rows_outside_the_list_are_refused(index):
    with pytest.raises(IndexError):
        Snapshot().id_at(index)


def test_selections():
    one, query = new_id(), ListQuery(text="anna")
    assert Selection.of(one).ids == {one}
    assert Selection.all_of(query, frozenset({one})) == Selection(query=query, except_ids=frozenset({one}))
    assert Selection().is_empty
    assert not Selection.all_of(query).is_empty
