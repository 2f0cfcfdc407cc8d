"""Sort keys: bytes that compare as a dictionary of the wanted language would, in every database alike.

A key has the levels of the Unicode Collation Algorithm (UTS #10): base letters, then accents, then case, then
punctuation, which the levels before ignore. Numbers sort by value. Tailorings follow CLDR, and so does the
order of scripts: Korean puts Hangul and Han first, Chinese puts Han first, in the order of its pinyin.
Elsewhere Han sorts by code point, as in the root order; so do the few Han names among Korean ones.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from crm_desktop.domain.collation_tables import (
    ACCENTS,
    CYRILLIC,
    HAN,
    HANGUL,
    KANA,
    LETTERS,
    ROOT_HEADS,
    SURNAME_READINGS,
    TAILORINGS,
    Tailoring,
)

LONGEST = 160
"""Characters of a text that count; texts that differ only later sort as equal."""

_Weights = tuple[bytes, bytes, bytes, bytes]
"""What one character adds to the four levels."""

_SEPARATOR, _SPACE, _SYMBOL, _NUMBER, _OTHER = b"\x01", b"\x02", b"\x03", b"\x04", b"\x60"
_FIRST_LATIN, _AFTER_Z = 0x20, 0x54
_OTHER_LATIN = b"\x5e"
_NO_ACCENT, _FIRST_ACCENT, _OTHER_ACCENT, _OTHER_SHAPE = b"\x20", 0x24, b"\x60", b"\x7e"
_SMALL, _CAPITAL = b"\x03", b"\x04"
_NOTHING: _Weights = (b"", b"", b"", b"")

_PLAIN = re.compile("[A-Za-z ]+")
_HANGUL_SYLLABLE = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")
_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff]")
_HAN = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af]")
_ACCENT = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u3099\u309a]"
)
_KATAKANA_TO_HIRAGANA = 0x60
_TONES = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}


def sort_key(text: str, language: str) -> bytes:
    """The bytes by which `text` sorts in `language`.

    Args:
        text: as shown; any text at all.
        language: tag of the file's sort language, such as "da" or "pt-BR"; an unknown one gives root order.

    Returns:
        A key; keys of one language compare with each other only.
    """
    return _collator(language).key(text)


@lru_cache(maxsize=64)
def _collator(language: str) -> _Collator:
    return _Collator(TAILORINGS.get(re.split("[-_]", language)[0].lower(), Tailoring()))


class _Collator:
    """Makes the keys of one language; remembers every character it has met."""

    def __init__(self, tailoring: Tailoring) -> None:
        self._tailoring = tailoring
        self._heads = ROOT_HEADS | dict(tailoring.heads)
        self._letters = _letter_weights(tailoring)
        self._known: dict[str, _Weights] = {}
        pairs = [f"(?i:{pair})" for pair in tailoring.pairs]
        self._pairs = re.compile("|".join(pairs)) if pairs else None
        self._units = re.compile("|".join(["[0-9]+", *pairs, "."]), re.DOTALL)
        plain = [self._of(chr(code)) if _PLAIN.match(chr(code)) else _NOTHING for code in range(256)]
        self._plain_primary = bytes((weights[0] or b"\0")[0] for weights in plain)
        self._plain_case = bytes((weights[2] or b"\0")[0] for weights in plain)

    def key(self, text: str) -> bytes:
        text = text[:LONGEST]
        if _PLAIN.fullmatch(text) and not (self._pairs and self._pairs.search(text)):
            raw = text.encode()
            case = raw.translate(self._plain_case).rstrip(_SMALL)
            primary = raw.translate(self._plain_primary)
            return primary + _SEPARATOR * 2 + case if case else primary
        return self._full_key(unicodedata.normalize("NFC", text))

    def _full_key(self, text: str) -> bytes:
        units = self._units.findall(text)
        weights = [self._known.get(unit) or self._of(unit) for unit in units]
        if self._tailoring.by_pinyin and text[:1] in SURNAME_READINGS:
            weights[0] = self._han(text[0], SURNAME_READINGS[text[0]])
        primary, secondary, case, rest = (b"".join(level) for level in zip(_NOTHING, *weights, strict=True))
        levels = [primary, secondary.rstrip(_NO_ACCENT), case.rstrip(_SMALL), rest]
        while levels and not levels[-1]:
            levels.pop()
        return _SEPARATOR.join(levels)

    def _of(self, unit: str) -> _Weights:
        if unit not in self._known:
            self._known[unit] = self._weigh(unit)
        return self._known[unit]

    def _weigh(self, unit: str) -> _Weights:
        if unit[0].isdecimal():
            value = "".join(str(unicodedata.decimal(c)) for c in unit).lstrip("0")
            return _NUMBER + bytes([len(value)]) + value.encode(), _NO_ACCENT, _SMALL, b""
        case = _CAPITAL if unit[0].isupper() else _SMALL
        small = self._tailoring.small.get(unit, unit.lower())
        if small in self._tailoring.pairs:
            letter, _accent = self._letters[self._tailoring.pairs[small]]
            return letter, _OTHER_SHAPE, case, b""
        if small in self._letters:
            letter, accent = self._letters[small]
            return letter, accent, case, b""
        return self._weigh_char(small[0] if len(small) == 1 else unit[0], case)

    def _weigh_char(self, char: str, case: bytes) -> _Weights:
        """Weights of a single character that is no letter of this language's own."""
        if char.isspace():
            return _SPACE, _NO_ACCENT, _SMALL, b""
        if _ACCENT.match(char):
            place = ACCENTS.find(char)
            return b"", bytes([_FIRST_ACCENT + place]) if place >= 0 else _OTHER_ACCENT, b"", b""
        script = self._script(char, case)
        if script:
            return script
        parts = unicodedata.normalize("NFKD", char)
        if parts != char:
            return self._joined(parts, case)
        category = unicodedata.category(char)
        if category in {"Cc", "Cf", "Cs"}:
            return _NOTHING
        if category[0] == "P" or char in "`´^¨~":
            return b"", b"", b"", char.encode()
        head = _SYMBOL if category[0] == "S" else _OTHER
        return head + _code(ord(char)), _NO_ACCENT, case, b""

    def _script(self, char: str, case: bytes) -> _Weights | None:
        if _HANGUL_SYLLABLE.match(char):
            return self._heads[HANGUL] + ord(char).to_bytes(2, "big"), _NO_ACCENT, _SMALL, b""
        if _HAN.match(char):
            return self._han(char)
        if _KANA.match(char) and unicodedata.normalize("NFD", char) == char:
            is_katakana = "\u30a1" <= char <= "\u30f6"
            code = ord(char) - _KATAKANA_TO_HIRAGANA if is_katakana else ord(char)
            return (
                self._heads[KANA] + code.to_bytes(2, "big"),
                _NO_ACCENT,
                _CAPITAL if is_katakana else _SMALL,
                b"",
            )
        if char in CYRILLIC:
            return _OTHER + _code(ord("\u0400") + CYRILLIC.index(char)), _NO_ACCENT, case, b""
        if unicodedata.name(char, "").startswith("LATIN ") and unicodedata.normalize("NFKD", char) == char:
            return _OTHER_LATIN + _code(ord(char)), _NO_ACCENT, case, b""
        return None

    def _joined(self, parts: str, case: bytes) -> _Weights:
        """Weights of a character by those of the ones it is made of."""
        levels = list(zip(*(self._of(part) for part in parts), strict=True))
        primary, secondary, _case, rest = (b"".join(level) for level in levels)
        return primary, secondary, case if primary else b"", rest

    def _han(self, char: str, reading: str = "") -> _Weights:
        primary = self._heads[HAN] + _code(ord(char))
        if self._tailoring.by_pinyin:
            reading = reading or _pinyin_table().get(ord(char), "").split(",")[0]
            primary = self._heads[HAN] + _pinyin_bytes(reading) + _code(ord(char))
        return primary, _NO_ACCENT, _SMALL, b""


def _letter_weights(tailoring: Tailoring) -> dict[str, tuple[bytes, bytes]]:
    """Small letter -> its weights of the first two levels, for a to z and the language's own letters."""
    weights = {}
    for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz"):
        weights[letter] = (bytes([_FIRST_LATIN + 2 * place]), _NO_ACCENT)
    for small, base in LETTERS.items():
        weights[small] = (b"".join(weights[c][0] for c in base), _OTHER_SHAPE * len(base))
    for letter, groups in tailoring.after.items():
        first = weights[letter][0][0] + 1 if letter != "z" else _AFTER_Z
        for place, group in enumerate(groups):
            for rank, own in enumerate(group):
                accent = _NO_ACCENT if rank == 0 else bytes([_FIRST_ACCENT + rank])
                weights[own] = (bytes([first + place]), accent)
    for small, base in tailoring.same.items():
        weights[small] = (weights[base][0], _OTHER_SHAPE)
    return weights


def _code(code: int) -> bytes:
    return code.to_bytes(3, "big")


def _pinyin_bytes(reading: str) -> bytes:
    """A reading such as "lǜ" so that it sorts by letters, then tone; characters without one come last."""
    if not reading:
        return b"\x7f"
    letters, tone = "", 5
    for char in unicodedata.normalize("NFD", reading):
        tone = _TONES.get(char, tone)
        if char == "\u0308":  # ü follows u, before any longer syllable
            letters += "\x02"
        elif char not in _TONES:
            letters += char
    return letters.encode() + b"\x01" + bytes([tone])


@lru_cache(maxsize=1)
def _pinyin_table() -> Mapping[int, str]:
    """Code point -> readings, commonest first, from pypinyin; loaded only where Chinese is sorted."""
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")  # phrases would take 50 MB and are not looked at
    from pypinyin.constants import PINYIN_DICT

    table: Mapping[int, str] = PINYIN_DICT
    return table
