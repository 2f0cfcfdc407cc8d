"""Orders of letters that `collation` builds its keys from. Sources: CLDR collation files, UTS #10 (DUCET)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

HANGUL, KANA, HAN = "hangul", "kana", "han"

ROOT_HEADS = {HANGUL: b"\x70", KANA: b"\x72", HAN: b"\x74"}
"""First byte of a character of the scripts that some languages put before Latin."""


@dataclass(frozen=True, slots=True)
class Tailoring:
    """How one language departs from the root order.

    Attributes:
        after: a letter -> groups of letters that follow it as letters of their own; in a group the later ones
            differ from the first only as accents do.
        same: a letter -> the letter it counts as, but for an accent.
        pairs: two letters -> the letter they count as, but for an accent.
        small: capital -> small letter, where Unicode's own pairing is not the language's.
        heads: first byte for a script, in place of `ROOT_HEADS`.
        by_pinyin: Han in the order of its reading in Chinese.
    """

    after: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    same: Mapping[str, str] = field(default_factory=dict)
    pairs: Mapping[str, str] = field(default_factory=dict)
    small: Mapping[str, str] = field(default_factory=dict)
    heads: Mapping[str, bytes] = field(default_factory=dict)
    by_pinyin: bool = False


_DANISH = Tailoring(
    after={"z": ("æä", "øöőœ", "å")},
    same={"ü": "y", "ű": "y", "đ": "d", "ð": "d", "þ": "t"},
    pairs={"aa": "å"},
)
_SWEDISH = Tailoring(after={"z": ("å", "äæę", "öøőœ")}, same={"ü": "y", "ű": "y", "đ": "d", "ð": "d"})
_CZECH = Tailoring(
    after={"c": ("č",), "h": ("\ue000",), "r": ("ř",), "s": ("š",), "z": ("ž",)}, pairs={"ch": "\ue000"}
)

TAILORINGS: Mapping[str, Tailoring] = {
    "da": _DANISH,
    "nb": _DANISH,
    "nn": _DANISH,
    "no": _DANISH,
    "sv": _SWEDISH,
    "fi": _SWEDISH,
    "es": Tailoring(after={"n": ("ñ",)}),
    "pl": Tailoring(
        after={
            **{letter: (own,) for letter, own in zip("aceln", "ąćęłń", strict=True)},
            "o": ("ó",),
            "s": ("ś",),
            "z": ("ź", "ż"),
        }
    ),
    "cs": _CZECH,
    "sk": _CZECH,
    "tr": Tailoring(
        after={"c": ("ç",), "g": ("ğ",), "h": ("ı",), "o": ("ö",), "s": ("ş",), "u": ("ü",)},
        small={"I": "ı", "İ": "i"},
    ),
    "hu": Tailoring(after={"o": ("öő",), "u": ("üű",)}),
    "ko": Tailoring(heads={HANGUL: b"\x10", HAN: b"\x12"}),
    "zh": Tailoring(heads={HAN: b"\x10"}, by_pinyin=True),
}
"""Two-letter language -> tailoring. German, Portuguese, French, Italian, Dutch and English have none."""

LETTERS = {
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
    "ŧ": "t",
    "ß": "ss",
}
"""Latin letters that Unicode does not take apart -> the letters they count as, but for an accent."""

ACCENTS = "\u0301\u0300\u0306\u0302\u030c\u030a\u0308\u030b\u0303\u0307\u0338\u0327\u0328\u0304\u3099\u309a"
"""Combining marks in the order in which they sort."""

CYRILLIC = "абвгґдђѓеєжзѕиіїйјклљмнњопрстћќуўфхцчџшщъыьэюя"
"""The letters of the Slavic languages written in Cyrillic, in root order."""

SURNAME_READINGS = {
    **dict.fromkeys("单單", "shàn"),
    **dict.fromkeys("区區", "ōu"),
    **dict.fromkeys("盖蓋", "gě"),
    **dict.fromkeys("乐樂", "yuè"),
    **dict.fromkeys("缪繆", "miào"),
    **dict.fromkeys("华華", "huà"),
    "仇": "qiú",
    "查": "zhā",
    "解": "xiè",
    "任": "rén",
    "曾": "zēng",
    "朴": "piáo",
    "冼": "xiǎn",
    "覃": "qín",
    "翟": "zhái",
    "尉": "yù",
    "长": "zhǎng",
}
"""Characters that are read otherwise than usual when they begin a Chinese name."""
