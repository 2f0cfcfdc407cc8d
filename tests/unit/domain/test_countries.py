import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm_desktop.domain.countries import (
    all_countries,
    country_code,
    country_name,
    is_country,
    postal_country_line,
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("KR", "KR"),
        ("kor", "KR"),
        ("Korea", "KR"),
        ("South Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("대한민국", "KR"),
        ("한국", "KR"),
        ("Sydkorea", "KR"),
        ("DNK", "DK"),
        ("Danmark", "DK"),
        ("Dinamarca", "DK"),
        ("덴마크", "DK"),
        ("丹麦", "DK"),
        ("USA", "US"),
        ("U.S.A.", "US"),
        ("United States of America", "US"),
        ("Estados Unidos", "US"),
        ("미국", "US"),
        ("UK", "GB"),
        ("England", "GB"),
        ("Großbritannien", "GB"),
        ("Brasil", "BR"),
        ("BRÉSIL", "BR"),
        ("中国大陆", "CN"),
        ("China", "CN"),
        ("台灣", "TW"),
        ("Holland", "NL"),
        ("Österreich", "AT"),
        ("Côte d’Ivoire", "CI"),
        ("Россия", "RU"),
        ("  germany  ", "DE"),
        ("Atlantis", ""),
        ("", ""),
        ("...", ""),
    ],
)
def test_country_code(text, code):
    assert country_code(text) == code


@pytest.mark.parametrize("language", ["en", "da", "ko", "pt", "zh", "de", "fr", "es", "ja"])
def test_the_names_shown_are_understood_again(language):
    for code, name in all_countries(language):
        assert country_code(name, language) == code, name


@given(st.text())
def test_any_text_is_a_country_or_none(text):
    code = country_code(text)
    assert code == "" or is_country(code)


def test_names_in_the_users_language():
    assert country_name("DE", "da") == "Tyskland"
    assert country_name("KR", "ko-KR") == "대한민국"
    assert country_name("KR", "xx") == "South Korea"
    assert country_name("??") == "??"


def test_country_line_of_a_letter_abroad():
    assert postal_country_line("KR") == "SOUTH KOREA"
    assert postal_country_line("TT") == "TRINIDAD AND TOBAGO"
    assert postal_country_line("LC") == "SAINT LUCIA"
    assert postal_country_line("HK") == "HONG KONG"
