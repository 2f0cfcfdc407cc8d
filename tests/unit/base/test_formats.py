from __future__ import annotations

import datetime as dt

import pytest

from crm_desktop.base import formats, i18n

NOW = dt.datetime(2026, 11, 22, 15, 0).astimezone()


@pytest.fixture(autouse=True)
def _british(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")


def test_region_of_the_system_counts_only_for_its_language(monkeypatch: pytest.MonkeyPatch) -> None:
    assert formats.date_text(dt.date(2026, 11, 22)) == "22 Nov 2026"
    monkeypatch.setenv("LC_ALL", "da_DK.UTF-8")
    assert str(formats.locale()) == "en"
    monkeypatch.setenv("LC_ALL", "C")
    assert str(formats.locale()) == "en"


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (dt.timedelta(minutes=3), "3 minutes ago"),
        (dt.timedelta(hours=5), "today at 10:00"),
        (dt.timedelta(days=1), "yesterday at 15:00"),
        (dt.timedelta(days=5), "5 days ago"),
        (dt.timedelta(days=30), "23 Oct 2026"),
        (dt.timedelta(days=-3), "25 Nov 2026"),
    ],
)
def test_relative(ago: dt.timedelta, shown: str) -> None:
    assert formats.relative_text(NOW - ago, NOW) == shown


@pytest.mark.parametrize(
    ("size", "shown"),
    [(0, "0 byte"), (999, "999 byte"), (3_400_000, "3.4 MB"), (999_999, "1 MB"), (250_000_000, "250 MB")],
)
def test_size(size: int, shown: str) -> None:
    assert formats.size_text(size).replace("\N{NO-BREAK SPACE}", " ") == shown


def test_numbers_and_lists() -> None:
    assert formats.number_text(1234567.5) == "1,234,567.5"
    assert formats.percent_text(0.25) == "25%"
    assert formats.list_text(["Anna", "Bo", "Cy"]) == "Anna, Bo and Cy"


def test_day_without_a_year() -> None:
    assert formats.day_and_month_text(2, 29) == "29 February"


def test_first_weekday(monkeypatch: pytest.MonkeyPatch) -> None:
    assert formats.first_weekday() == 0
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    assert formats.first_weekday() == 6


def test_language_decides_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "language", lambda: "ko")
    assert formats.date_text(dt.date(2026, 11, 22), "long") == "2026년 11월 22일"


DAY = dt.date(2026, 11, 5)


@pytest.mark.parametrize(
    ("language", "day", "amount", "number", "order", "first"),
    [
        ("da", "5. nov. 2026", "1.234,50 kr.", "1.234.567,5", "dmy", 0),
        ("ko", "2026. 11. 5.", "DKK1,234.50", "1,234,567.5", "ymd", 6),
        ("zh", "2026年11月5日", "DKK1,234.50", "1,234,567.5", "ymd", 0),
        ("pt", "5 de nov. de 2026", "DKK 1.234,50", "1.234.567,5", "dmy", 6),
    ],
)
def test_each_language_has_its_own_ways(
    language: str, day: str, amount: str, number: str, order: str, first: int
) -> None:
    i18n.set_language(language)
    try:
        plain = {ord(space): " " for space in "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}"}
        assert formats.date_text(DAY) == day
        assert formats.money_text(123_450, "DKK").translate(plain) == amount
        assert formats.number_text(1_234_567.5) == number
        assert formats.date_order() == order
        assert formats.first_weekday() == first
        assert formats.weekday_name(0)
    finally:
        i18n.set_language("en")


def test_money_has_the_digits_of_its_currency() -> None:
    assert formats.money_text(1_000, "KRW") == "₩1,000"
    assert formats.money_text(-123_456, "GBP") == "-£1,234.56"


def test_a_locale_of_ones_own_comes_first() -> None:
    formats.choose("pt_BR", 0)
    try:
        assert formats.date_text(DAY) == "5 de nov. de 2026"
        assert formats.first_weekday() == 0
        formats.choose("xx_YY")
        assert formats.date_text(DAY) == "5 Nov 2026"
    finally:
        formats.choose()
