"""The stock table: every sheet possible, found by what people type."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crm_desktop.base import i18n
from crm_desktop.base.errors import AmbiguousError, EnvironmentProblem, NotFoundError, ValidationError
from crm_desktop.printing.stock import FIT_TOLERANCE_MM, Stock, fault_of, find_stock, stock, stock_table

ALL = stock_table().all()

OWN = {
    "maker": "Own", "part": "1", "paper": "A4", "w": 50, "h": 20, "nx": 4, "ny": 10,
    "x0": 5, "y0": 5, "dx": 50, "dy": 20,
}  # fmt: skip


def test_the_common_makers_and_papers_are_there() -> None:
    assert len(ALL) >= 60
    assert {record.maker for record in ALL} == {"Avery", "Zweckform", "Herma", "Dymo"}
    assert {record.paper for record in ALL} == {"A4", "Letter", "roll"}


@pytest.mark.parametrize("record", ALL, ids=lambda record: record.code)
def test_every_sheet_is_possible(record: Stock) -> None:
    assert fault_of(record) == ""
    right = record.x0 + (record.nx - 1) * record.dx + record.w
    bottom = record.y0 + (record.ny - 1) * record.dy + record.h
    assert right <= record.page[0] + FIT_TOLERANCE_MM
    assert bottom <= record.page[1] + FIT_TOLERANCE_MM
    assert 10 <= record.w <= 216
    assert 10 <= record.h <= 297
    assert record.round <= min(record.w, record.h) / 2
    assert stock(record.code) is record


@pytest.mark.parametrize("record", [r for r in ALL if not r.is_roll], ids=lambda record: record.code)
def test_labels_are_centred_on_their_sheet(record: Stock) -> None:
    """Makers cut in the middle of the paper: a wrong digit moves one margin and not the other."""
    right = record.page[0] - (record.x0 + (record.nx - 1) * record.dx + record.w)
    bottom = record.page[1] - (record.y0 + (record.ny - 1) * record.dy + record.h)
    assert abs(right - record.x0) < 2
    assert abs(bottom - record.y0) < 2.1


def test_no_number_of_a_maker_means_two_sheets() -> None:
    seen: dict[tuple[str, str], str] = {}
    for record in ALL:
        for number in (record.part, *record.aliases):
            assert seen.setdefault((record.maker, number.lower()), record.code) == record.code


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("avery-l7160", "avery-l7160"),
        ("L7160", "avery-l7160"),
        ("Avery L7160", "avery-l7160"),
        ("AVERY_7160", "avery-l7160"),
        ("J8160", "avery-l7160"),
        ("8160", "avery-5160"),
        ("zweckform 3474", "zweckform-3474"),
        ("Avery Zweckform 3474", "zweckform-3474"),
        ("avery-3474", "zweckform-3474"),
        ("herma 4677", "herma-4677"),
        ("99012", "dymo-99012"),
        ("30252", "dymo-30252"),
    ],
)
def test_codes_in_any_spelling(typed: str, code: str) -> None:
    assert stock(typed).code == code


def test_an_unknown_code_names_what_is_near() -> None:
    with pytest.raises(NotFoundError, match="avery-l7160"):
        stock("L716")


def test_figures_of_the_best_known_sheets() -> None:
    l7160, letter, roll = stock("L7160"), stock("5160"), stock("99012")
    assert (l7160.nx, l7160.ny, l7160.per_page, l7160.page) == (3, 7, 21, (210, 297))
    assert l7160.corner(6, 2) == pytest.approx((7.48 + 2 * 66.04, 15.49 + 6 * 38.1))
    assert (letter.per_page, letter.page) == (30, (215.9, 279.4))
    assert (roll.page, roll.per_page, roll.is_roll) == ((89, 36), 1, True)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("herma 63.5x38.1", "herma-4677"),
        ("63,5 x", "avery-l7160"),
        ("letter 30", "avery-5160"),
        ("ROLL", "dymo-99012"),
    ],
)
def test_finding_by_words(text: str, code: str) -> None:
    assert code in [record.code for record in find_stock(text)]


def test_finding_nothing_and_everything() -> None:
    assert find_stock("no such thing") == []
    assert find_stock("") == ALL
    assert find_stock("l7163")[0].code == "avery-l7163"


def test_descriptions_say_what_is_on_the_box() -> None:
    assert stock("L7160").describe() == "Avery L7160: 21 labels of 63.5 × 38.1 mm on A4 (3 × 7)"
    assert stock("99012").describe() == "Dymo 99012: roll, 89 × 36 mm"


@pytest.mark.parametrize(
    ("language", "size"), [("da", "63,5 × 38,1"), ("pt", "63,5 × 38,1"), ("ko", "63.5 × 38.1")]
)
def test_measures_have_the_decimal_mark_of_the_language(language: str, size: str) -> None:
    i18n.set_language(language)
    assert size in stock("L7160").describe()


def own_file(tmp_path: Path, *entries: object) -> Path:
    path = tmp_path / "stock.json"
    path.write_text(json.dumps({"stock": list(entries)}), "utf-8")
    return path


def test_own_sheets_are_laid_over(tmp_path: Path) -> None:
    path = own_file(tmp_path, OWN, {**OWN, "maker": "Avery", "part": "L7160"})
    assert stock("own-1", path).per_page == 40
    assert stock("avery-l7160", path).nx == 4
    assert stock("avery-l7160").nx == 3
    assert len(stock_table(path).all()) == len(ALL) + 1


def test_an_own_sheet_may_share_a_number(tmp_path: Path) -> None:
    with pytest.raises(AmbiguousError) as problem:
        stock("5160", own_file(tmp_path, {**OWN, "part": "5160"}))
    assert [line.split()[0] for line in problem.value.candidates] == ["avery-5160", "own-5160"]


def test_without_an_own_file_the_shipped_table_is_used(tmp_path: Path) -> None:
    assert stock_table(tmp_path / "none.json") is stock_table()


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"dx": 40}, "overlap"),
        ({"nx": 9}, "beyond"),
        ({"w": 0}, "no size"),
        ({"ny": 0}, "none on the sheet"),
        ({"x0": -1}, "negative"),
        ({"w": float("inf")}, "too large"),
        ({"paper": "B7"}, "paper"),
        ({"shape": "star"}, "shape"),
        ({"h": "wide"}, "not a number"),
        ({"part": ""}, "number"),
    ],
)
def test_impossible_own_sheets_are_refused_by_name(
    tmp_path: Path, change: dict[str, object], reason: str
) -> None:
    with pytest.raises(ValidationError, match=reason) as problem:
        stock_table(own_file(tmp_path, {**OWN, **change}))
    assert len(problem.value.fields) == 1


def test_a_broken_own_file_is_said_to_be_broken(tmp_path: Path) -> None:
    path = tmp_path / "stock.json"
    path.write_text("{", "utf-8")
    with pytest.raises(EnvironmentProblem):
        stock_table(path)
    path.write_text("[]", "utf-8")
    with pytest.raises(ValidationError):
        stock_table(path)
