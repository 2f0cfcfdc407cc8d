"""Which label goes where."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.base.errors import ValidationError
from crm_desktop.printing.placement import Cell, Placement
from crm_desktop.printing.stock import stock

SHEET = stock("L7160")  # 3 across, 7 down


def test_rows_go_across_and_columns_go_down() -> None:
    assert [Placement(SHEET).cell(i) for i in (0, 1, 3, 20, 21)] == [
        Cell(0, 0, 0), Cell(0, 0, 1), Cell(0, 1, 0), Cell(0, 6, 2), Cell(1, 0, 0),
    ]  # fmt: skip
    assert [Placement(SHEET, order="columns").cell(i) for i in (0, 1, 7, 20)] == [
        Cell(0, 0, 0), Cell(0, 1, 0), Cell(0, 0, 1), Cell(0, 6, 2),
    ]  # fmt: skip


def test_the_start_counts_on_the_first_sheet_only() -> None:
    placement = Placement(SHEET, start=20)
    assert [placement.cell(i) for i in (0, 1, 2)] == [Cell(0, 6, 1), Cell(0, 6, 2), Cell(1, 0, 0)]


def test_on_a_roll_every_label_is_a_page() -> None:
    assert [Placement(stock("99012")).cell(i) for i in (0, 5)] == [Cell(0, 0, 0), Cell(5, 0, 0)]


@pytest.mark.parametrize("start", [0, -1, 22])
def test_a_start_that_is_not_on_the_sheet_is_refused(start: int) -> None:
    with pytest.raises(ValidationError) as problem:
        Placement(SHEET, start=start)
    assert "21 labels" in problem.value.fields["start"]


def test_an_unknown_order_is_refused() -> None:
    with pytest.raises(ValidationError):
        Placement(SHEET, order="spiral")


@given(st.integers(1, 21), st.sampled_from(["rows", "columns"]), st.integers(0, 500))
def test_places_and_labels_are_one_to_one(start: int, order: str, index: int) -> None:
    placement = Placement(SHEET, start, order)
    cell = placement.cell(index)
    assert placement.index_at(cell) == index
    assert index in placement.on_page(cell.page, index + 1)
    assert placement.pages(index + 1) == cell.page + 1


def test_pages_and_where_the_next_job_begins() -> None:
    placement = Placement(SHEET, start=8)
    assert placement.pages(0) == 0
    assert placement.pages(14) == 1
    assert placement.pages(15) == 2
    assert placement.next_start(13) == 21
    assert placement.next_start(14) == 1
    assert list(placement.on_page(0, 100)) == list(range(14))
    assert list(placement.on_page(1, 20)) == list(range(14, 20))
    assert list(placement.on_page(5, 20)) == []
