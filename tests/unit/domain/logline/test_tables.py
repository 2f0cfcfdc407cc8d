"""Lines as people type them, in five languages: tables written before the grammar, after it, and by a stranger."""

from __future__ import annotations

from importlib import import_module

import pytest

from tests.unit.domain.logline.cases import Case
from tests.unit.domain.logline.judging import differences

SETS = (
    "cases",
    "held_out",
    "cases_stranger",
    "cases_stranger_second",
    "cases_stranger_third",
    "cases_stranger_fourth",
    "cases_stranger_fifth",
    "cases_stranger_sixth",
)


def _table(language: str) -> tuple[Case, ...]:
    modules = (import_module(f"tests.unit.domain.logline.{name}_{language}") for name in SETS)
    return tuple(case for module in modules for case in module.CASES)


TABLES = {language: _table(language) for language in ("en", "da", "ko", "pt", "zh")}


def _parameters() -> list[object]:
    return [
        pytest.param(
            case,
            language,
            id=f"{language}: {case.line}",
            marks=[pytest.mark.xfail(reason="known to be read otherwise")] if case.is_missed else [],
        )
        for language, table in TABLES.items()
        for case in table
    ]


@pytest.mark.parametrize(("case", "language"), _parameters())
def test_line_is_read_as_it_is_meant(case: Case, language: str) -> None:
    assert differences(case, language) == []


@pytest.mark.parametrize("language", sorted(TABLES))
def test_tables_are_large_enough_and_mostly_read(language: str) -> None:
    table = TABLES[language]
    assert len(table) >= 60
    assert sum(case.is_missed for case in table) <= len(table) * 0.05
