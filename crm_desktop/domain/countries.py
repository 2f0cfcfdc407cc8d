"""Countries: from whatever a person or a file calls one to its ISO 3166-1 code, and back to names.

Names come from CLDR through Babel; they are read per language, the first time one is needed.
"""

from __future__ import annotations

from functools import lru_cache

from babel import Locale
from babel.core import UnknownLocaleError, get_global

from crm_desktop.domain.text_folding import fold, words

LANGUAGES = (
    *("en", "da", "de", "fr", "es", "pt", "ko", "zh", "ja", "it", "nl", "sv", "nb", "fi", "pl", "ru", "uk"),
    *("zh_Hant", "cs", "hu", "tr", "el", "ar", "he", "th", "vi", "id", "hi"),
)
"""Languages whose country names are understood, in the order in which they are tried."""

_NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}

_ALIASES = {
    "GB": "uk, u k, england, scotland, wales, northern ireland, great britain, britain, england uk,"
    " storbritannien, skottland, grossbritannien, inglaterra, angleterre, inghilterra, 영국, 잉글랜드, 英國",
    "US": "usa, u s a, u s, america, the united states, the united states of america,"
    " united states of america, forenede stater, de forenede stater, amerika, eua, eeuu,"
    " ee uu, etats unis d amerique, estados unidos da america, estados unidos de america,"
    " vereinigte staaten von amerika, 미합중국, 美國, 米国, сша",
    "KR": "korea, south korea, s korea, republic of korea, korea south, korea republic of, korea rep of, rok,"
    " corea, coree, coreia, 한국, 남한, 大韓民國, 大韩民国, 韓国",
    "KP": "north korea, dprk, korea north, 북한, 조선",
    "CN": "pr china, p r china, prc, people s republic of china, peoples republic of china, mainland china,"
    " china mainland, 中国大陆, 中國大陸, 中华人民共和国, 中華人民共和國, 中國, 중화인민공화국",
    "TW": "taiwan roc, republic of china, roc, 台灣, 台湾, 臺灣, 臺湾, 中華民國",
    "HK": "hong kong, hongkong, hong kong sar, 香港, 홍콩, гонконг",
    "MO": "macau, macao, 澳門, 澳门",
    "NL": "holland, the netherlands, nederlandene",
    "DE": "frg, federal republic of germany, bundesrepublik deutschland, brd",
    "DK": "kingdom of denmark, kongeriget danmark",
    "CZ": "czech republic, tjekkiet, tschechien, ceska republika, tjekkiske republik",
    "RU": "russian federation, российская федерация, рф",
    "BR": "brasil",
    "TR": "turkey, turkiye",
    "IE": "eire, republic of ireland, southern ireland",
    "CI": "ivory coast, elfenbenskysten",
    "MM": "burma, myanmar",
    "MK": "macedonia",
    "SZ": "swaziland",
    "CV": "cape verde",
    "TL": "east timor",
    "CD": "dr congo, drc, democratic republic of the congo, democratic republic of congo",
    "CG": "congo, republic of the congo",
    "VA": "vatican, holy see",
    "AE": "uae, u a e, emirates",
    "VN": "viet nam, vietnam",
    "SY": "syrian arab republic",
    "IR": "islamic republic of iran, persia",
    "LA": "lao pdr",
    "MD": "republic of moldova",
    "TZ": "united republic of tanzania",
    "BN": "brunei darussalam",
    "FO": "faroes, faeroe islands, foroyar",
    "GL": "kalaallit nunaat",
    "CH": "swiss, helvetia, schweiz suisse svizzera",
    "PS": "palestine",
    "MX": "mejico",
}

_POSTAL_NAMES = {
    "HK": "HONG KONG",
    "MO": "MACAO",
    "MM": "MYANMAR",
    "CD": "CONGO (DEM. REP.)",
    "CG": "CONGO (REP.)",
    "CZ": "CZECH REPUBLIC",
    "TR": "TURKEY",
    "PS": "PALESTINE",
    "VG": "BRITISH VIRGIN ISLANDS",
    "VI": "VIRGIN ISLANDS, USA",
    "UM": "UNITED STATES",
    "CI": "IVORY COAST",
}
"""Where the CLDR name is not what a sorting office would write."""


def _key(text: str) -> str:
    return " ".join(words(fold(text)))


@lru_cache(maxsize=64)
def _territories(language: str) -> dict[str, str]:
    """Code -> name in `language` ; empty for a language that CLDR does not know."""
    try:
        names = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return {}
    return {c: n for c, n in names.items() if len(c) == 2 and c.isalpha() and c not in _NOT_COUNTRIES}


@lru_cache(maxsize=64)
def _codes_by_name(language: str) -> dict[str, str]:
    return {_key(name): code for code, name in _territories(language).items()}


@lru_cache(maxsize=1)
def _codes_by_alias() -> dict[str, str]:
    """Two- and three-letter codes and common names that CLDR does not list, folded -> code."""
    known = _territories("en")
    table = {code.lower(): code for code in known}
    for old, new in get_global("territory_aliases").items():
        if old.isalpha() and len(new) == 1 and new[0] in known:
            table.setdefault(old.lower(), new[0])
    for code, names in _ALIASES.items():
        table.update((_key(name), code) for name in names.split(","))
    return table


def _language_of(tag: str) -> str:
    return tag.replace("-", "_")


@lru_cache(maxsize=4096)
def country_code(text: str, language: str = "") -> str:
    """The ISO 3166-1 two-letter code of the country that `text` names, or "" when it names none.

    Args:
        text: a code of two or three letters, or a name in one of `LANGUAGES`; case and accents do not matter.
        language: tag of the language to try first.
    """
    key = _key(text)
    if not key:
        return ""
    found = _codes_by_alias().get(key)
    if found:
        return found
    first = (_language_of(language),) if language else ()
    return next((code for lang in (*first, *LANGUAGES) if (code := _codes_by_name(lang).get(key))), "")


def country_name(code: str, language: str = "en") -> str:
    """What the country is called in `language`, else in English; the code itself if there is no such one."""
    name = _territories(_language_of(language)).get(code) or _territories(language[:2]).get(code)
    return name or _territories("en").get(code, code)


def is_country(code: str) -> bool:
    """Whether `code` is a two-letter country code in capitals."""
    return code in _territories("en")


@lru_cache(maxsize=512)
def postal_country_line(code: str) -> str:
    """The last line of an address abroad: the English name in capitals, which every post office reads."""
    name = _POSTAL_NAMES.get(code) or country_name(code).replace("&", "and").replace("’", "'")
    return name.replace("St. ", "Saint ").upper()


def all_countries(language: str = "en") -> list[tuple[str, str]]:
    """Every country as (code, name in `language`), for a chooser; in no particular order."""
    return [(code, country_name(code, language)) for code in _territories("en")]
