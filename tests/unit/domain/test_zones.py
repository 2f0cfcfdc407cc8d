"""The place that a time zone is called after, in the language of the program."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest

from crm_desktop.base import i18n
from crm_desktop.domain.contacts.zones import zone_city


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    yield
    i18n.set_language("en")


@pytest.mark.parametrize(
    ("language", "zone", "place"),
    [
        ("en", "Europe/Copenhagen", "Copenhagen"),
        ("da", "Europe/Copenhagen", "København"),
        ("ko", "Asia/Seoul", "서울"),
        ("en", "America/Argentina/Buenos_Aires", "Buenos Aires"),
        ("en", "UTC", "UTC"),
    ],
)
def test_a_zone_is_called_after_its_place_as_the_program_speaks(language: str, zone: str, place: str) -> None:
    i18n.set_language(language)
    assert zone_city(ZoneInfo(zone)) == place
