"""What kind of writing a text is in, as far as laying it out differs. All tests expect cleaned text."""

from __future__ import annotations

import re

# Scripts whose letters stand one after the other without changing shape once composed (NFC): Latin, Greek,
# Cyrillic, Armenian, Georgian, kana, Han, Hangul, and common signs. Anything else has to be shaped.
_PLAIN = (
    " -~\u00a0-\u02ff\u0370-\u0482\u048a-\u058f\u10a0-\u10ff\u1e00-\u200a\u2010-\u2027\u202f-\u205f"
    "\u2070-\u20cf\u2100-\u2cff\u2e00-\u3029\u3030-\u3098\u309b-\ua48f\ua720-\ua7ff\uac00-\ud7a3"
    "\uf900-\ufb06\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
)
_NOT_PLAIN = re.compile(f"[^{_PLAIN}]")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_REORDERED = re.compile("[\u0300-\u036f\u0900-\u1abf]")
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_IDEOGRAPHIC = re.compile(
    "[\u3005-\u3007\u3041-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)

_NEVER_FIRST = frozenset(
    "々ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ\uff67\uff68\uff69\uff6a\uff6b\uff6c\uff6d\uff6e\uff6f\uff70"
)

_HAN_OF_COUNTRY = {
    "JP": "JP",
    "KR": "KR",
    "KP": "KR",
    "CN": "CN",
    "SG": "CN",
    "TW": "TW",
    "HK": "TW",
    "MO": "TW",
}
HAN_REGIONS = ("CN", "JP", "KR", "TW")
"""The regions whose forms of a Han character may differ: 直 and 骨 look different in each."""


def needs_shaping(text: str) -> bool:
    """Whether glyphs depend on their neighbours: joining letters, conjuncts, marks to be placed."""
    return _NOT_PLAIN.search(text) is not None


def has_right_to_left(text: str) -> bool:
    """Whether a letter of a script written from the right occurs (Hebrew, Arabic and their neighbours)."""
    return _RIGHT_TO_LEFT.search(text) is not None


def is_reordered(text: str) -> bool:
    """Whether glyphs may stand in another order than the letters, or carry placed marks."""
    return _REORDERED.search(text) is not None


def may_break_between(before: str, after: str) -> bool:
    """Whether a line may break between two characters without a space: Han or kana, but not before 。」ー."""
    return bool(_IDEOGRAPHIC.match(before) and _IDEOGRAPHIC.match(after)) and after not in _NEVER_FIRST


def han_region_of_country(country: str) -> str:
    """Whose Han forms a country (ISO 3166 code) prints; "" when it has no tradition of its own."""
    return _HAN_OF_COUNTRY.get(country, "")


def han_region_of_text(text: str) -> str:
    """Whose Han forms the kana or Hangul beside them point to, else ""."""
    if _KANA.search(text):
        return "JP"
    return "KR" if _HANGUL.search(text) else ""
